"""Addresses on which a copy of a list of competencies is edited, one question on each page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.content.base import Problem
from adapters.frameworks.base import FrameworkSpec
from adapters.lms.base import Role
from lti_tool.actions.edit_framework import delete_draft, edit_framework, open_draft, publish_framework
from lti_tool.actions.framework_changes import Change, ChangeArea, ChangeNames, ChangePair, Move, Remove
from lti_tool.actions.framework_pages import DraftPage
from lti_tool.errors import ImportRefused, InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime

from . import frameworks_edit_views as views
from . import frameworks_forms as forms

editing = Blueprint("edit", __name__, url_prefix="/<framework>/edit")

TEACHING = (Role.TEACHER, Role.ASSISTANT)


@editing.get("/")
@requires(*TEACHING)
def draft(launch: str, framework: str) -> str:
    """The copy as a whole: what there is to change."""
    return views.draft_page(_open(framework), changed=request.args.get("changed", ""))


@editing.get("/names")
@requires(*TEACHING)
def names(launch: str, framework: str) -> str:
    """Name and version."""
    page = _open(framework)
    return views.names_page(page, views.TypedNames(page.spec.names, page.spec.version))


@editing.post("/names", endpoint="save_names")
@requires(*TEACHING)
def save_names(launch: str, framework: str) -> AnyResponse:
    """Keep name and version."""
    typed = views.TypedNames(forms.names_of(request.form), forms.text_of(request.form, "version"))
    return _save(
        framework,
        lambda _: ChangeNames(typed.names, typed.version),
        lambda page, wrong: views.names_page(page, typed, wrong),
    )


@editing.get("/levels")
@requires(*TEACHING)
def levels(launch: str, framework: str) -> str:
    """Levels, the lowest first."""
    page = _open(framework)
    return views.levels_page(page, forms.levels_shown(page.spec))


@editing.post("/levels", endpoint="save_levels")
@requires(*TEACHING)
def save_levels(launch: str, framework: str) -> AnyResponse:
    """Keep levels; the other buttons of the form only change what stands on it."""
    typed = forms.levels_typed(request.form)
    doing = request.form.get("do", "save")
    if doing != "save":
        page = views.levels_page(_open(framework), typed.doing(doing), seen=request.form.get("seen", ""))
        return make_response(page)
    return _save(
        framework, lambda _: typed.change(), lambda page, wrong: views.levels_page(page, typed, wrong)
    )


@editing.get("/area")
@requires(*TEACHING)
def area(launch: str, framework: str) -> str:
    """An area with what lies in it; without a code a new one."""
    page, code = _open(framework), request.args.get("area", "")
    if not code:
        return views.area_page(page, views.TypedArea("", {}, request.args.get("in", "")), new=True)
    return views.area_page(page, views.area_shown(page.spec, code), changed=request.args.get("changed", ""))


@editing.post("/area", endpoint="save_area")
@requires(*TEACHING)
def save_area(launch: str, framework: str) -> AnyResponse:
    """Keep an area."""
    form, known = request.form, request.args.get("area", "")
    typed = views.TypedArea(
        known or forms.text_of(form, "code", 200), forms.names_of(form), form.get("parent", "")[:200]
    )
    return _save(
        framework,
        lambda _: ChangeArea(typed.code, typed.names, typed.parent, new=not known),
        lambda page, wrong: views.area_page(page, typed, wrong, new=not known),
    )


@editing.get("/competency")
@requires(*TEACHING)
def competency(launch: str, framework: str) -> str:
    """A competency; without a code a new one."""
    page, code = _open(framework), request.args.get("competency", "")
    if not code:
        return views.competency_page(
            page, forms.competency_new(page.spec, request.args.get("area", "")), new=True
        )
    return views.competency_page(page, forms.competency_shown(page.spec, code))


@editing.post("/competency", endpoint="save_competency")
@requires(*TEACHING)
def save_competency(launch: str, framework: str) -> AnyResponse:
    """Keep a competency."""
    known = request.args.get("competency", "")
    typed = forms.competency_typed(request.form, known)
    return _save(
        framework,
        lambda spec: typed.change(spec, new=not known),
        lambda page, wrong: views.competency_page(page, typed, wrong, new=not known),
        area=typed.area,
    )


@editing.post("/move")
@requires(*TEACHING)
def move(launch: str, framework: str) -> AnyResponse:
    """One place up or down."""
    form = request.form
    kind, step = _kind(), form.get("step", "")
    if step not in ("up", "down"):
        raise InputRefused("input_invalid")
    return _save(
        framework,
        lambda _: Move(kind, form.get("code", ""), -1 if step == "up" else 1),
        lambda page, wrong: views.draft_page(page, wrong),
        area=form.get("area", ""),
    )


@editing.post("/remove")
@requires(*TEACHING)
def remove(launch: str, framework: str) -> AnyResponse:
    """Remove a competency or an empty area."""
    form = request.form
    kind = _kind()
    return _save(
        framework,
        lambda _: Remove(kind, form.get("code", "")),
        lambda page, wrong: views.draft_page(page, wrong),
        area=form.get("area", "") if kind == "competency" else "",
    )


@editing.get("/order")
@requires(*TEACHING)
def order(launch: str, framework: str) -> str:
    """What comes before what."""
    return views.order_page(
        _open(framework),
        views.TypedPair(),
        area=request.args.get("area", ""),
        changed=request.args.get("changed", ""),
    )


@editing.post("/order", endpoint="save_order")
@requires(*TEACHING)
def save_order(launch: str, framework: str) -> AnyResponse:
    """Say that one comes before another, or say it no more."""
    form = request.form
    typed = views.TypedPair(form.get("before", "")[:200], form.get("after", "")[:200])
    shown, add = form.get("area", ""), form.get("do") != "remove"
    try:
        _edit(framework, lambda _: ChangePair(typed.before, typed.after, add))
    except InputRefused as error:
        return _again(lambda page, wrong: views.order_page(page, typed, wrong, area=shown), framework, error)
    changed = "added" if add else "removed"
    return redirect(
        url_for("frameworks.edit.order", framework=framework, area=shown or None, changed=changed), 303
    )


@editing.post("/use")
@requires(*TEACHING)
def use(launch: str, framework: str) -> AnyResponse:
    """Put the copy to use: from then on it stays as it is."""
    senda = runtime()
    try:
        publish_framework(senda.database, g.visit.scope, framework, now=senda.clock())
    except ImportRefused as error:
        return _again(views.draft_page, framework, error)
    return redirect(url_for("frameworks.one", framework=framework), 303)


@editing.post("/delete")
@requires(*TEACHING)
def delete(launch: str, framework: str) -> AnyResponse:
    """Delete the copy."""
    senda = runtime()
    delete_draft(senda.database, g.visit.scope, framework, now=senda.clock())
    return redirect(url_for("frameworks.all"), 303)


def _open(framework: str) -> DraftPage:
    return open_draft(runtime().database, g.visit.scope, framework)


def _kind() -> views.Kind:
    kind = request.form.get("kind", "")
    if kind == "area":
        return "area"
    if kind == "competency":
        return "competency"
    raise InputRefused("input_invalid")


def _edit(framework: str, change: Callable[[FrameworkSpec], Change]) -> None:
    senda, scope = runtime(), g.visit.scope
    wanted = change(_open(framework).spec)
    seen = request.form.get("seen", "")
    edit_framework(senda.database, scope, framework, wanted, seen=seen, now=senda.clock())


def _save(
    framework: str,
    change: Callable[[FrameworkSpec], Change],
    form: Callable[[DraftPage, views.Wrong], str],
    *,
    area: str = "",
) -> AnyResponse:
    """Make a change and go back to where it was asked for; or the form once more, saying what is wrong."""
    try:
        _edit(framework, change)
    except InputRefused as error:
        return _again(form, framework, error)
    if area and area in _open(framework).spec.areas:
        return redirect(
            url_for("frameworks.edit.area", framework=framework, area=area, changed="saved"), 303
        )
    return redirect(url_for("frameworks.edit.draft", framework=framework, changed="saved"), 303)


def _again(
    form: Callable[[DraftPage, views.Wrong], str], framework: str, error: InputRefused
) -> Response:
    page = _open(framework)
    faults = [fault for fault in getattr(error, "faults", ()) if isinstance(fault, Problem)]
    response = make_response(form(page, views.wrong_of(error, faults, page.spec)), error.status)
    response.headers["X-Senda-Error"] = error.code
    return response
