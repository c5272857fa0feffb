"""Addresses of practice with hints and of short checks on the path."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.answer_practice import answer_practice, take_hint
from lti_tool.actions.check_step import begin_check, open_check, open_checked
from lti_tool.actions.practice_pages import PracticePage, PracticeToldPage
from lti_tool.actions.practise import begin_practice, end_practice, go_on, open_practice
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import language

from . import views
from .sent import answer_of

practice = Blueprint("practice", __name__, url_prefix="/s/<launch>/practice")

_SHOWN = frozenset(map(str, range(100)))
"""Numbers of hints that a page may have shown."""


@practice.post("/", endpoint="begin")
@requires(Role.STUDENT)
def begin(launch: str) -> AnyResponse:
    """Begin to practise a competency, or go on."""
    senda = runtime()
    wanted = request.form.get("competency", "")
    begin_practice(senda.database, g.visit.scope, wanted, now=senda.clock(), rng=senda.random())
    return redirect(url_for("practice.at"), 303)


@practice.get("/", endpoint="at")
@requires(Role.STUDENT)
def at(launch: str) -> str | AnyResponse:
    """The question at hand."""
    page = open_practice(runtime().database, g.visit.scope, language=language())
    return _shown(page) if page else redirect(url_for("student.path"), 303)


@practice.post("/hint")
@requires(Role.STUDENT)
def hint(launch: str) -> AnyResponse:
    """One more hint; what was typed so far comes along and is kept."""
    shown = request.form.get("hints", "")
    take_hint(runtime().database, g.visit.scope, answer_of(), int(shown) if shown in _SHOWN else 0)
    return redirect(url_for("practice.at"), 303)


@practice.post("/answer")
@requires(Role.STUDENT, late=True)
def answer(launch: str) -> AnyResponse:
    """Take an answer, and say what is right."""
    senda = runtime()
    page = answer_practice(
        senda.database, senda.answers, g.visit.scope, answer_of(), now=senda.clock(), rng=senda.random()
    )
    return _at(_shown(page))


@practice.post("/next", endpoint="next")
@requires(Role.STUDENT)
def another(launch: str) -> AnyResponse:
    """Another question."""
    senda = runtime()
    more = go_on(senda.database, g.visit.scope, now=senda.clock())
    return redirect(url_for("practice.at" if more else "student.path"), 303)


@practice.post("/end")
@requires(Role.STUDENT)
def end(launch: str) -> AnyResponse:
    """Enough for now."""
    senda = runtime()
    end_practice(senda.database, g.visit.scope, now=senda.clock())
    return redirect(url_for("student.path"), 303)


@practice.post("/check/<step>", endpoint="check")
@requires(Role.STUDENT)
def check(launch: str, step: str) -> AnyResponse:
    """Begin the short check of a step, or go on with it."""
    senda = runtime()
    begin_check(senda.database, g.visit.scope, step, now=senda.clock(), rng=senda.random())
    return redirect(url_for("practice.checking", step=step), 303)


@practice.get("/check/<step>", endpoint="checking")
@requires(Role.STUDENT)
def checking(launch: str, step: str) -> str:
    """The question of the check; once it is over, what it has shown."""
    senda = runtime()
    page = open_check(senda.database, g.visit.scope, step, language=language())
    if page is not None:
        return views.question_page(page)
    return views.checked_page(open_checked(senda.database, g.visit.scope, step))


def _shown(page: PracticePage | PracticeToldPage) -> str:
    return (
        views.practice_told_page(page) if isinstance(page, PracticeToldPage) else views.practice_page(page)
    )


def _at(page: str) -> Response:
    response = make_response(page)
    response.headers["HX-Replace-Url"] = url_for("practice.at")
    return response
