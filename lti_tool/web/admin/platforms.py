"""One LMS: what it is, who may frame it, whose launches are whose school's, whether it answers."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.registry import ADAPTERS
from lti_tool.actions.admin_platforms import (
    change_origin,
    change_platform,
    open_platform,
    switch_platform,
)
from lti_tool.actions.admin_rules import add_rule, change_school_by, import_rules, remove_rule
from lti_tool.actions.change_registration import remove_registration
from lti_tool.actions.check_platform import check_platform
from lti_tool.errors import N_, InputRefused, SendaError
from lti_tool.web.entrance import entrance, runtime

from . import texts
from .access import Level, administers
from .blueprint import admin, page, refused, say, uploaded, visit


@admin.get("/lms/<platform>")
@administers(Level.SCHOOL)
def platform(platform: str) -> str:
    """One LMS with all that can be changed."""
    return page("platform.html", **_values(platform))


def _values(public_id: str) -> dict[str, object]:
    senda = runtime()
    opened = open_platform(senda.database, visit().scope, public_id, now=senda.clock())
    return {
        "page": opened,
        "families": tuple((code, texts.FILTERS["family_name"](code)) for code in ADAPTERS),
        "typed": request.form,
    }


def _again(public_id: str, refusal: SendaError) -> Response:
    """The page with what was typed and what was wrong with it."""
    return refused("platform.html", refusal, **_values(public_id))


def _done(public_id: str, message: str, anchor: str = "", **values: object) -> AnyResponse:
    """Back on the page; other processes take the change up within half a minute."""
    entrance().registrations.forget()
    say(message, **values)
    return redirect(url_for("admin.platform", platform=public_id, _anchor=anchor or None), 303)


@admin.post("/lms/<platform>", endpoint="change_platform")
@administers(Level.SCHOOL)
def change(platform: str) -> AnyResponse:
    """Keep what was typed about the LMS."""
    senda = runtime()
    try:
        change_platform(
            senda.database, senda.config, visit().scope, platform, request.form, now=senda.clock()
        )
    except InputRefused as refusal:
        return _again(platform, refusal)
    return _done(platform, N_("The LMS is changed."))


@admin.post("/lms/<platform>/<any(on, off):state>", endpoint="switch_platform")
@administers(Level.SCHOOL)
def switch(platform: str, state: str) -> AnyResponse:
    """Let launches in again, or refuse them all."""
    senda = runtime()
    switch_platform(senda.database, visit().scope, platform, active=state == "on", now=senda.clock())
    return _done(platform, N_("The LMS is switched on.") if state == "on" else N_("The LMS is switched off."))


@admin.post("/lms/<platform>/remove", endpoint="remove_platform")
@administers(Level.SCHOOL)
def remove(platform: str) -> AnyResponse:
    """Forget an LMS from which nobody came; another one is switched off."""
    done = remove_registration(runtime(), visit().scope, platform)
    entrance().registrations.forget()
    say(
        N_("The LMS is removed.")
        if done.deleted
        else N_("People have come from this LMS, so what is known stays and it is switched off.")
    )
    if done.problem:
        say(N_("The LMS itself did not forget Senda: take the tool away there too."))
    return redirect(url_for("admin.platforms"), 303)


@admin.post("/lms/<platform>/check", endpoint="check_platform")
@administers(Level.SCHOOL)
def test_connection(platform: str) -> AnyResponse:
    """Ask the LMS for its keys and for a token, and look at its clock."""
    check_platform(runtime(), visit().scope, platform)
    return redirect(url_for("admin.platform", platform=platform, _anchor="test-title"), 303)


@admin.post("/deployments/<int:deployment>/origins", endpoint="change_origin")
@administers(Level.SCHOOL)
def origins(deployment: int) -> AnyResponse:
    """Let an origin show the pages of a deployment in a frame, or no longer."""
    senda, form = runtime(), request.form
    add = "remove" not in form
    origin = form.get("origin", "") if add else form["remove"]
    try:
        public_id = change_origin(
            senda.database, visit().scope, deployment, origin, add=add, now=senda.clock()
        )
    except InputRefused as refusal:
        return _again(form.get("platform", ""), refusal)
    message = N_("The origin is confirmed.") if add else N_("The origin is removed.")
    return _done(public_id, message, "deployments")


@admin.post("/lms/<platform>/schools", endpoint="change_school_by")
@administers(Level.INSTALLATION)
def schools_by(platform: str) -> AnyResponse:
    """How a launch's school is found."""
    senda = runtime()
    try:
        change_school_by(senda.database, visit().scope, platform, request.form, now=senda.clock())
    except InputRefused as refusal:
        return _again(platform, refusal)
    return _done(platform, N_("Schools are found this way from now on."), "schools")


@admin.post("/lms/<platform>/rules")
@administers(Level.INSTALLATION)
def rules(platform: str) -> AnyResponse:
    """One rule more, one less, or a file of many: all of it or nothing."""
    senda, scope, form = runtime(), visit().scope, request.form
    try:
        if "remove" in form:
            remove_rule(senda.database, scope, platform, int(form["remove"]), now=senda.clock())
            return _done(platform, N_("The rule is removed."), "schools")
        if "file" in request.files:
            number = import_rules(senda.database, scope, platform, uploaded("file"), now=senda.clock())
            return _done(platform, N_("%(num)s rules are taken over."), "schools", num=number)
        value, school = form.get("value", ""), form.get("school", "")
        add_rule(senda.database, scope, platform, value, school, now=senda.clock())
    except InputRefused as refusal:
        return _again(platform, refusal)
    except ValueError:
        return _again(platform, InputRefused("input_invalid"))
    return _done(platform, N_("The rule is added."), "schools")
