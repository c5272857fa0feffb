"""Addresses of what a teacher sees and says of students: profile over time, overrides, the class's needs."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.class_needs import open_competency, open_needs
from lti_tool.actions.open_override import open_override
from lti_tool.actions.open_profile import open_profile
from lti_tool.actions.override_verdict import Decision, override_verdict, withdraw_override
from lti_tool.errors import InputRefused, NotFound
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import language

from . import learners_views as views

learners = Blueprint("learners", __name__, url_prefix="/s/<launch>/learners")
learners.add_app_template_filter(views.occasion_sentence, "occasion_sentence")
learners.add_app_template_filter(views.range_text, "range_text")
learners.add_app_template_filter(views.list_name, "list_name")
learners.add_app_template_filter(views.misconception, "misconception")

TEACHING = (Role.TEACHER, Role.ASSISTANT)


@learners.get("/students/<student>")
@requires(*TEACHING)
def profile(launch: str, student: str) -> str:
    """A student over time."""
    senda = runtime()
    chosen = request.args.get("competency", "")
    return views.profile_page(
        open_profile(senda.database, g.visit.scope, student, chosen, now=senda.clock())
    )


@learners.get("/students/<student>/override/<path:competency>")
@requires(*TEACHING)
def override(launch: str, student: str, competency: str) -> str:
    """Before a teacher decides otherwise than the answers."""
    senda = runtime()
    page = open_override(senda.database, g.visit.scope, student, competency, now=senda.clock())
    return views.override_page(page)


@learners.post("/students/<student>/override/<path:competency>", endpoint="decide")
@requires(*TEACHING)
def decide(launch: str, student: str, competency: str) -> AnyResponse:
    """The decision, with its reason."""
    senda, scope, form = runtime(), g.visit.scope, request.form
    try:
        if form.get("understood") != "yes":
            raise InputRefused("understood_missing")
        decision = _decision(competency, form.get("decision", ""), form.get("reason", ""))
        override_verdict(senda.database, scope, student, decision, now=senda.clock())
    except InputRefused as error:
        page = open_override(senda.database, scope, student, competency, now=senda.clock())
        return _again(views.override_page(page, form, error.code), error)
    senda.wake("send_grades")
    return redirect(_at_competency(student, competency), 303)


@learners.get("/students/<student>/withdraw/<path:competency>")
@requires(*TEACHING)
def withdraw(launch: str, student: str, competency: str) -> str:
    """Before a decision is taken back."""
    senda = runtime()
    page = open_override(senda.database, g.visit.scope, student, competency, now=senda.clock())
    if page.standing is None:
        raise NotFound()
    return views.withdraw_page(page)


@learners.post("/students/<student>/withdraw/<path:competency>", endpoint="take_back")
@requires(*TEACHING)
def take_back(launch: str, student: str, competency: str) -> AnyResponse:
    """Take the decision back."""
    senda = runtime()
    named = request.form.get("override", "")
    withdraw_override(senda.database, g.visit.scope, student, named, now=senda.clock())
    senda.wake("send_grades")
    return redirect(_at_competency(student, competency), 303)


@learners.get("/competencies/<path:competency>")
@requires(*TEACHING)
def competency(launch: str, competency: str) -> str:
    """A competency of the class: who is where, and what was answered wrongly."""
    senda = runtime()
    page = open_competency(
        senda.database,
        g.visit.scope,
        competency,
        group=request.args.get("group", ""),
        language=language(),
        now=senda.clock(),
    )
    return views.competency_page(page)


@learners.get("/needs")
@requires(*TEACHING)
def needs(launch: str) -> str:
    """What the class needs most."""
    senda = runtime()
    group = request.args.get("group", "")
    return views.needs_page(open_needs(senda.database, g.visit.scope, group=group, now=senda.clock()))


def _decision(competency: str, chosen: str, reason: str) -> Decision:
    """What the form says: a word, or with several levels the number of those reached.

    Raises
    ------
    InputRefused
        Nothing was chosen, or nothing that can be.
    """
    if not chosen:
        raise InputRefused("decision_missing")
    if chosen in ("mastered", "not_yet"):
        return Decision(competency, chosen, reason)  # type: ignore[arg-type]
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 3):
        raise InputRefused("input_invalid")
    reached = int(chosen)
    if reached == 0:
        return Decision(competency, "not_yet", reason, 0)
    return Decision(competency, "mastered", reason, reached - 1)


def _at_competency(student: str, competency: str) -> str:
    return url_for("teacher.student", student=student, _anchor=f"c-{competency}")


def _again(page: str, error: InputRefused) -> Response:
    """The form once more, with what was typed and what is wrong with it."""
    return make_response(page, error.status)
