"""The blueprint that all pages of the admin site belong to, and what its templates may call."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, get_flashed_messages, make_response, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.wrappers import Response

from lti_tool.actions.admin_overview import school_name
from lti_tool.errors import SendaError
from lti_tool.web.entrance import runtime
from lti_tool.web.incidents import report
from lti_tool.web.translation import gettext

from . import texts
from .access import PREFIX, AdminVisit, before_every_page, form_token, in_admin

admin = Blueprint("admin", __name__, url_prefix=PREFIX)
admin.before_request(before_every_page)


@admin.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Names for templates; as globals, since an address that does not exist has an error page too."""
    environment = state.app.jinja_env
    environment.globals.update(
        admin_visit=lambda: g.get("admin"),
        admin_school=_own_school,
        flashed=get_flashed_messages,
        form_token=form_token,
        here_again=_here,
    )
    environment.filters.update(texts.FILTERS)


def visit() -> AdminVisit:
    """Who asks for the page."""
    found: AdminVisit = g.admin
    return found


def page(template: str, **values: Any) -> str:
    """A page of the admin site."""
    return render_template(f"admin/{template}", **values)


def refused(template: str, refusal: SendaError, **values: Any) -> Response:
    """The same page with what was wrong, and what was typed except secrets."""
    report(refusal)
    response = make_response(page(template, problem=refusal, **values), refusal.status)
    response.headers["X-Senda-Error"] = refusal.code
    return response


def say(message: str, **values: object) -> None:
    """A sentence for the next page: what was done."""
    flash(gettext(message, **values))


def page_number() -> int:
    """The number of the page of a long list, from 1 on."""
    return max(1, request.args.get("page", 1, type=int))


def uploaded(name: str) -> bytes:
    """The content of a file that came with the form."""
    file = request.files.get(name)
    return file.read() if file else b""


def _own_school() -> str:
    return school_name(runtime().database, visit().scope)


def _here() -> str:
    """Where to come back to after the language was changed."""
    asked = request.full_path.rstrip("?")
    return asked if request.method == "GET" and in_admin(request.path) else url_for("admin.overview")
