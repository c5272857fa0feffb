"""Registering an LMS: by a link that is given to its administrator, one or many, or by hand."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.registry import ADAPTERS
from lti_tool.actions.admin_overview import school_name
from lti_tool.actions.admin_platforms import POLICIES
from lti_tool.actions.admin_schools import add_platform, list_schools
from lti_tool.actions.describe_tool import describe_tool
from lti_tool.actions.invite_platform import (
    NewInvitation,
    Order,
    account_link,
    invitation_link,
    invitations_board,
    invite_platform,
    invite_schools,
    revoke_invitation,
)
from lti_tool.actions.school_list import read_schools
from lti_tool.errors import N_, InputRefused, NotFound
from lti_tool.web.entrance import entrance, runtime
from lti_tool.web.spreadsheet import spreadsheet
from lti_tool.web.translation import gettext, language

from . import texts
from .access import Level, administers
from .blueprint import admin, page, refused, say, uploaded, visit

DAYS = (7, 14, 30, 90)


@admin.get("/register")
@administers(Level.SCHOOL)
def registering() -> str:
    """The forms for a link, and what became of the links so far."""
    return page("registering.html", **_values())


def _values(**more: Any) -> dict[str, Any]:
    senda, scope = runtime(), visit().scope
    return {
        "board": invitations_board(senda.database, scope, now=senda.clock()),
        "schools": list_schools(senda.database, scope),
        "families": family_choices(),
        "days": DAYS,
        "typed": request.form,
        **more,
    }


def family_choices() -> tuple[tuple[str, str], ...]:
    """Families of LMSs with their names; what is not among them comes last."""
    name = texts.FILTERS["family_name"]
    known = [(code, name(code)) for code in ADAPTERS if code != "generic"]
    return (*sorted(known, key=lambda one: one[1]), ("generic", name("generic")))


def _order() -> Order:
    form = request.form
    family, policy = form.get("family", ""), form.get("deployment_policy", "")
    return Order(
        school_id=0,  # found by the name of the school
        family=family if family in ADAPTERS else "",
        label=form.get("label", "").strip(),
        days=form.get("days", 14, type=int),
        deployments=policy if policy in POLICIES else "ask",
    )


@admin.post("/register/invite", endpoint="invite")
@administers(Level.SCHOOL)
def invite() -> AnyResponse:
    """Make one link and show it, this once."""
    senda, scope = runtime(), visit().scope
    school = school_name(senda.database, scope) or request.form.get("school", "").strip()
    if not school:
        return refused("registering.html", InputRefused("name_missing"), **_values())
    made = invite_platform(senda.database, scope, school[:200], _order(), now=senda.clock())
    return make_response(_links_page((made,)))


@admin.post("/register/list", endpoint="invite_list")
@administers(Level.INSTALLATION)
def invite_many() -> AnyResponse:
    """Links for a whole list of schools: all, or nothing and every fault by its line."""
    senda, scope = runtime(), visit().scope
    try:
        made = invite_schools(
            senda.database, scope, read_schools(uploaded("file")), _order(), now=senda.clock()
        )
    except InputRefused as refusal:
        return refused("registering.html", refusal, **_values())
    if request.form.get("as") == "file":
        return _links_file(made)
    return make_response(_links_page(made))


def _links_page(made: tuple[NewInvitation, ...]) -> str:
    links = [(one, _link(one), _account(one)) for one in made]
    return page(
        "links.html", links=links, family=made[0].family if len(made) == 1 else "", many=len(made) > 1
    )


def _links_file(made: tuple[NewInvitation, ...]) -> Response:
    header = (
        gettext("School"),
        gettext("Link for the LMS"),
        gettext("Administrator"),
        gettext("Link for the account"),
    )
    rows = ((one.school, _link(one), one.administrator, _account(one)) for one in made)
    return Response(
        spreadsheet(header, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="invitations.csv"'},
    )


def _link(made: NewInvitation) -> str:
    return invitation_link(runtime().config.public_url, made.secret)


def _account(made: NewInvitation) -> str:
    return account_link(runtime().config.public_url, made.account_secret) if made.account_secret else ""


@admin.post("/register/<invitation>/revoke", endpoint="revoke_invitation")
@administers(Level.SCHOOL)
def revoke(invitation: str) -> AnyResponse:
    """Make a link worth nothing."""
    senda = runtime()
    if revoke_invitation(senda.database, visit().scope, invitation, now=senda.clock()):
        say(N_("The link is revoked."))
    return redirect(url_for("admin.registering", _anchor="board-title"), 303)


@admin.get("/register/by-hand", endpoint="by_hand")
@administers(Level.SCHOOL)
def manual() -> str:
    """Every value that the LMS asks for, and the form for those that it gives."""
    return page("by_hand.html", **_manual_values())


def _manual_values() -> dict[str, Any]:
    senda, family = runtime(), request.values.get("family", "generic")
    if family not in ADAPTERS:
        raise NotFound("page_unknown")
    return {
        "tool": describe_tool(senda.config.public_url, family, language()),
        "family": family,
        "families": family_choices(),
        "schools": list_schools(senda.database, visit().scope),
        "typed": request.form,
    }


@admin.post("/register/by-hand", endpoint="add_platform")
@administers(Level.SCHOOL)
def added() -> AnyResponse:
    """Keep the values that the LMS showed."""
    senda = runtime()
    try:
        public_id = add_platform(senda.database, senda.config, visit().scope, request.form, now=senda.clock())
    except InputRefused as refusal:
        return refused("by_hand.html", refusal, **_manual_values())
    entrance().registrations.forget()
    say(N_("The LMS is registered. Test the connection next."))
    return redirect(url_for("admin.platform", platform=public_id), 303)
