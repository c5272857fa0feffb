"""The application: what a process of the web server runs."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from lti_tool.actions.assemble import assemble
from lti_tool.actions.runtime import Runtime
from lti_tool.config import Config
from lti_tool.jobs import connect
from lti_tool.logs import configure_logging
from lti_tool.web.admin.access import AdminForms
from lti_tool.web.admin.routes import admin
from lti_tool.web.entrance import init_entrance
from lti_tool.web.error_pages import init_error_pages
from lti_tool.web.headers import init_headers
from lti_tool.web.home import home
from lti_tool.web.lti_routes import lti
from lti_tool.web.media import media
from lti_tool.web.notices import notices
from lti_tool.web.operations import init_operations
from lti_tool.web.received import init_received
from lti_tool.web.registration import registration
from lti_tool.web.rendering import init_rendering
from lti_tool.web.rights.routes import rights
from lti_tool.web.student.portfolio import portfolio
from lti_tool.web.student.practice import practice
from lti_tool.web.student.routes import student
from lti_tool.web.teacher.activities import activities
from lti_tool.web.teacher.analyses import analyses
from lti_tool.web.teacher.banks import banks
from lti_tool.web.teacher.courses import courses
from lti_tool.web.teacher.diagnostics import diagnostics
from lti_tool.web.teacher.evidence import evidence
from lti_tool.web.teacher.frameworks import frameworks
from lti_tool.web.teacher.grades import grades
from lti_tool.web.teacher.groups import groups
from lti_tool.web.teacher.items import items, new_banks
from lti_tool.web.teacher.learners import learners
from lti_tool.web.teacher.materials import materials
from lti_tool.web.teacher.placing import placing
from lti_tool.web.teacher.routes import teacher

LARGEST_REQUEST = 256 * 1024
"""Bytes: launches have a few thousand, answers less."""
PAGES = (
    lti, registration, notices, home, student, teacher, groups, placing, activities, courses,
    grades, materials, frameworks, banks, items, new_banks, diagnostics, analyses, learners, evidence,
    practice, portfolio, media, rights, admin,
)  # fmt: skip
"""What is served below each address."""
_WEB = Path(__file__).parent / "web"


class Application(Flask):
    """Flask without its support for asynchronous views, which it looks for at every call; we have none."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def create_app(config: Config | None = None, runtime: Runtime | None = None) -> Flask:
    """Make the application.

    Parameters
    ----------
    config : Config, optional
        Read from the environment where it is not given.
    runtime : Runtime, optional
        Assembled from `config` where it is not given; tests hand in their own.

    Raises
    ------
    ConfigurationError
        Settings are missing or wrong.
    """
    config = config or (runtime.config if runtime else Config.from_env())
    if runtime is None:
        runtime = assemble(config)
        connect(runtime)
    configure_logging(config.log_level)
    app = Application(__name__, template_folder=str(_WEB / "templates"), static_folder=str(_WEB / "static"))
    app.secret_key = config.subkey("admin forms")
    app.session_interface = AdminForms()
    # A form may be as old as its session: the token in it is bound to that.
    app.config.update(WTF_CSRF_TIME_LIMIT=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    init_received(app)
    init_entrance(app, runtime)
    init_rendering(app)
    init_error_pages(app)
    init_operations(app)
    init_headers(app, config)
    for pages in PAGES:
        app.register_blueprint(pages)
    # What is here now stays: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()
    return app
