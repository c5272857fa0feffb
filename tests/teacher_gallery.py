"""Every teacher's page and page about one's data, rendered with sample values."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import analyses_samples
import bank_samples
import diagnostic_samples
import item_samples
import learner_samples
import list_samples
import placing_samples
import portfolio_samples
import roster_samples
import teacher_samples as samples
from flask import Flask, g
from werkzeug.serving import make_server

import lti_tool.web
from adapters.lms.base import Role
from lti_tool.actions.pages import TutoringPage
from lti_tool.demo.serve import QuietHandler
from lti_tool.web.headers import init_headers
from lti_tool.web.home import home
from lti_tool.web.rendering import init_rendering
from lti_tool.web.rights import views as rights_views
from lti_tool.web.rights.routes import rights
from lti_tool.web.student.routes import student
from lti_tool.web.teacher import views
from lti_tool.web.teacher.activities import activities
from lti_tool.web.teacher.analyses import analyses
from lti_tool.web.teacher.banks import banks
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

PAGES: dict[str, Callable[[], str]] = {
    "class": lambda: views.class_page(samples.class_page(samples.NAMES)),
    "class-empty": lambda: views.class_page(samples.class_page([])),
    "class-waiting": lambda: views.class_page(samples.nobody_started()),
    "class-1000": lambda: views.class_page(
        samples.class_page([f"{samples.NAMES[i % 24]} {i}" for i in range(1000)], page=3)
    ),
    "student": lambda: views.student_page(samples.result_page()),
    "student-fixed": lambda: views.student_page(samples.fixed_page()),
    "tutoring": lambda: views.tutoring_page(samples.tutoring_page()),
    "tutoring-gap": lambda: views.tutoring_page(samples.tutoring_page(0.013)),
    "tutoring-empty": lambda: views.tutoring_page(
        TutoringPage("Diagnóstico", None, (), (), 9, 24, 0.0, 0, 0)
    ),
    "grades": lambda: views.grades_page(samples.grades_page()),
    "grades-off": lambda: views.grades_page(samples.grades_without("offered")),
    "grades-column": lambda: views.grade_column_page(samples.grades_without("offered")),
    "data": lambda: rights_views.data_page(samples.my_data_page()),
    "how": rights_views.how_page,
    "erased": rights_views.erased_page,
    **analyses_samples.PAGES,
    **placing_samples.PAGES,
    **item_samples.PAGES,
    **bank_samples.PAGES,
    **learner_samples.PAGES,
    **list_samples.PAGES,
    **diagnostic_samples.PAGES,
    **roster_samples.PAGES,
    **portfolio_samples.TEACHER_PAGES,
}


def visit(role: Role, language: str) -> SimpleNamespace:
    """A visit of somebody, as the pages ask for it."""
    return SimpleNamespace(
        role=role,
        locale=language,
        launch="x",
        new_token="sample",
        read_only=False,
        name="",
        title="",
        course_title="",
        return_url="",
    )


@contextmanager
def teaching(language: str) -> Iterator[None]:
    """Within it, pages render as for a teacher."""
    with gallery_app(language).test_request_context("/s/x/class"):
        g.visit = visit(Role.TEACHER, language)
        yield


def gallery_app(language: str) -> Flask:
    """An application that serves the sample pages, under the policy of the real one."""
    web = Path(lti_tool.web.__path__[0])
    app = Flask("gallery", template_folder=str(web / "templates"), static_folder=str(web / "static"))
    init_rendering(app)
    init_headers(app, SimpleNamespace(secure=False))  # type: ignore[arg-type]
    for pages in (
        home, student, teacher, grades, groups, placing, activities, rights, materials, frameworks, banks,
        items, new_banks, diagnostics, analyses, learners, evidence,
    ):  # fmt: skip
        app.register_blueprint(pages)
    item_samples.answer_previews(app, lambda: visit(Role.TEACHER, language))

    @app.get("/gallery/<name>")
    def sample(name: str) -> str:
        g.visit = visit(Role.STUDENT if name in ("data", "erased") else Role.TEACHER, language)
        return PAGES[name]().replace(' data-home="', ' data-no-home="')

    return app


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve an application on a free port; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
