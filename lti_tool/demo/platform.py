"""The demo platform as a Flask application."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo import (
    administration,
    deeplinking,
    gradebook,
    grades,
    groups,
    notices,
    oidc,
    pages,
    registration,
    roster,
    services,
    teaching,
    tokens,
)
from lti_tool.demo.context import (
    Platform,
    current_language,
    current_person,
    current_platform,
    platform_of,
)
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.settings import PlatformSettings
from lti_tool.demo.texts import TEXTS, text
from lti_tool.demo.tools import DATA_PRIVACY

__all__ = ["Platform", "PlatformSettings", "create_platform", "platform_of"]

_LARGEST_BODY = 256 * 1024


def create_platform(settings: PlatformSettings) -> Flask:
    """Build the platform: its pages, its login and its services.

    `platform_of(app)` gives the `Platform` behind it, whose clock and availability tests may move.
    """
    platform = Platform(settings)
    app = Flask(__name__)
    app.extensions["demo"] = platform
    app.config.update(
        SECRET_KEY=platform.secret,
        SESSION_COOKIE_NAME="aula_demo",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=_LARGEST_BODY,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for page in (pages, teaching, gradebook, administration):
        app.register_blueprint(page.blueprint)
    for part in (oidc, tokens, grades, roster, groups, notices, registration, deeplinking):
        app.register_blueprint(part.blueprint(settings.paths))
    app.before_request(_one_address)
    app.before_request(services.count_and_serve_if_up)
    app.after_request(_protect)
    app.context_processor(_page_values)
    app.add_template_filter(_moment, "moment")
    app.register_error_handler(ServiceError, services.error_response)
    app.register_error_handler(HTTPException, _error_page)
    return app


def _moment(text_: str) -> str:
    """Write a moment as the reader's language has it, in this machine's time."""
    when = datetime.fromisoformat(text_).astimezone()
    return when.strftime(text(current_language(), "moment"))


def _one_address() -> BaseResponse | None:
    """Keep to one host name: `localhost` would be the tool's site, and other cookies too."""
    public = urlsplit(current_platform().settings.public_url)
    if request.host == public.netloc:
        return None
    if request.host.partition(":")[0] == "localhost" and request.method == "GET":
        return redirect(current_platform().settings.public_url + request.full_path.removesuffix("?"), 302)
    abort(400, description=text(current_language(), "wrong_host", url=public.geturl()))


def _protect(response: Response) -> Response:
    """Let pages show and address the tools, and nothing else."""
    if response.mimetype == "text/html":
        origins = {tool.origin for tool in current_platform().tools.all()} | g.get("origins", set())
        tools = " ".join(sorted(origins))
        response.headers.setdefault(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"frame-src 'self' {tools}; form-action 'self' {tools}; frame-ancestors 'self'; base-uri 'none'",
        )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    return response


def _page_values() -> dict[str, Any]:
    language, platform = current_language(), current_platform()
    return {
        "language": language,
        "other_language": "en" if language == "es" else "es",
        "t": lambda key, **values: text(language, key, **values),
        "person": current_person(),
        "family": platform.family,
        "has_privacy": DATA_PRIVACY in platform.family.messages,
    }


def _error_page(error: HTTPException) -> BaseResponse:
    """Say in one page what happened and where to go on; services get JSON."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if services.is_service(request.path):
        return services.error_response(ServiceError(status, error.name))
    known = f"error_{status}" if f"error_{status}" in TEXTS["es"] else "error_400"
    described = error.description if _says_more(error) else ""
    page = render_template("error.html", title_key=known, status=status, description=described)
    return Response(page, status=status, mimetype="text/html")


def _says_more(error: HTTPException) -> bool:
    """Whether the error's own words say what is wrong; the library's general ones do not."""
    return error.code in (400, 404) and error.description != type(error).description
