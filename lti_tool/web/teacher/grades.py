"""Addresses of the page of grades: sending again, comparing with the LMS, the formula, the column."""

from __future__ import annotations

from typing import get_args

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.grading_changes import ask_removal
from lti_tool.actions.open_grades import (
    Shown,
    open_grades,
    send_again,
    send_failed_again,
    set_grade_formula,
)
from lti_tool.actions.pages import GradeFormula
from lti_tool.actions.reconcile_grades import ask_compare
from lti_tool.errors import InputRefused, NotFound
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime

from . import views

TEACHING = (Role.TEACHER, Role.ASSISTANT)

grades = Blueprint("grades", __name__, url_prefix="/s/<launch>/grades")


@grades.get("", endpoint="page")
@requires(*TEACHING)
def grades_page(launch: str) -> str:
    """Each student's grade and where it is."""
    senda = runtime()
    return views.grades_page(open_grades(senda.database, g.visit.scope, _shown(), now=senda.clock()))


@grades.post("/<student>/send")
@requires(*TEACHING)
def send(launch: str, student: str) -> AnyResponse:
    """Send one grade again."""
    senda, activity = runtime(), request.form.get("activity", "")
    send_again(senda.database, g.visit.scope, student, now=senda.clock(), activity=activity)
    senda.wake("send_grades")
    return _back()


@grades.post("/failed")
@requires(*TEACHING)
def failed(launch: str) -> AnyResponse:
    """Send everything again that failed."""
    senda, form = runtime(), request.form
    send_failed_again(
        senda.database,
        g.visit.scope,
        now=senda.clock(),
        activity=form.get("activity", ""),
        group=form.get("group", ""),
    )
    senda.wake("send_grades")
    return _back()


@grades.post("/compare")
@requires(*TEACHING)
def compare(launch: str) -> AnyResponse:
    """Read what the LMS shows; nothing is sent by it."""
    senda, activity = runtime(), request.form.get("activity", "")
    ask_compare(senda.database, g.visit.scope, activity, now=senda.clock())
    senda.wake("compare_grades", g.visit.scope, activity)
    return _back()


@grades.post("/formula")
@requires(*TEACHING)
def formula(launch: str) -> AnyResponse:
    """How grades are made from now on."""
    senda = runtime()
    wanted = request.form.get("formula", "")
    if wanted not in get_args(GradeFormula):
        raise InputRefused("input_invalid")
    activity = request.form.get("activity", "")
    set_grade_formula(senda.database, g.visit.scope, wanted, now=senda.clock(), activity=activity)
    senda.wake("send_grades")
    return _back()


@grades.get("/column", endpoint="column")
@requires(*TEACHING)
def ask_first(launch: str) -> str:
    """Whether the column shall really be deleted."""
    senda = runtime()
    page = open_grades(senda.database, g.visit.scope, _shown(), now=senda.clock())
    if page.removal in ("", "running"):
        raise NotFound()
    return views.grade_column_page(page)


@grades.post("/column")
@requires(*TEACHING)
def remove(launch: str) -> AnyResponse:
    """Have the column deleted in the LMS, with every grade in it."""
    senda = runtime()
    ask_removal(senda.database, g.visit.scope, request.form.get("activity", ""), now=senda.clock())
    senda.wake("remove_columns")
    return _back()


def _shown() -> Shown:
    args = request.args
    return Shown(
        activity=args.get("activity", ""),
        group=args.get("group", ""),
        state=args.get("state", ""),
        page=max(1, args.get("page", 1, type=int)),
    )


def _back() -> AnyResponse:
    """To the part of the page that the form stood on."""
    names = ("activity", "group", "state", "page")
    kept = {name: request.form[name] for name in names if request.form.get(name)}
    return redirect(url_for("grades.page", **kept), 303)  # type: ignore[arg-type]
