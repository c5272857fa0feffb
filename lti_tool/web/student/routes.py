"""Addresses of the student's pages: each reads the form, calls one action and shows what it gives."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.answer_item import Taken, take_answer
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.contest_result import contest_result
from lti_tool.actions.open_path import open_path, open_step
from lti_tool.actions.open_question import open_question
from lti_tool.actions.open_result import open_result
from lti_tool.actions.open_start import open_start
from lti_tool.actions.pause_diagnostic import pause_diagnostic
from lti_tool.actions.record_choices import Choices, record_choices
from lti_tool.actions.take_step import Felt, choose_alternative, finish_step
from lti_tool.actions.tell_answers import open_answers, read_told
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.cloze import typed_fragment
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import language

from . import views
from .sent import answer_of, language_of_item

student = Blueprint("student", __name__, url_prefix="/s/<launch>")

PREVIEW_LONGEST = 400
"""Characters of an answer that are read while it is typed."""
_WAYS = {"adaptive": True, "fixed": False}
_FELT: dict[str, Felt] = {"easy": "easy", "right": "right", "hard": "hard"}


@student.get("/start")
@requires(Role.STUDENT)
def start(launch: str) -> str:
    """What this is, and the choices before the first question."""
    page = open_start(runtime().database, g.visit.scope)
    if page is None:
        return views.nothing_page()
    if page.held_back:
        return views.shut_page(page, early=True)
    return views.start_page(page)


@student.post("/start", endpoint="begin")
@requires(Role.STUDENT)
def begin(launch: str) -> AnyResponse:
    """Keep the choices and begin, or go on where one was."""
    senda = runtime()
    if "go_on" not in request.form:
        way = _WAYS.get(request.form.get("profiling", ""))
        if way is None:
            raise InputRefused("choice_missing")
        record_choices(senda.database, g.visit.scope, _choices(way), now=senda.clock())
    again = request.form.get("go_on") == "again"
    begin_diagnostic(senda.database, g.visit.scope, now=senda.clock(), rng=senda.random(), again=again)
    return redirect(url_for("student.question"), 303)


@student.get("/question")
@requires(Role.STUDENT)
def question(launch: str) -> str | AnyResponse:
    """The item to answer now."""
    return _question() or redirect(url_for("home.home"), 303)


@student.post("/answer")
@requires(Role.STUDENT, late=True)
def answer(launch: str) -> str | AnyResponse:
    """Take an answer; the next question is the answer to it, without another round trip."""
    senda, given = runtime(), answer_of()
    taken = take_answer(
        senda.database, senda.answers, g.visit.scope, given, now=senda.clock(), rng=senda.random()
    )
    if taken.outcome == "finished":
        senda.wake("send_grades")
        senda.wake("learn_items")
    if taken.step:
        return _checked(taken)
    page = views.question_page(taken.page) if taken.page else _question()
    if page is None:
        return redirect(url_for("student.result" if taken.outcome == "finished" else "home.home"), 303)
    return _at(page, url_for("student.question"))


@student.post("/answer/read")
@requires(Role.STUDENT)
def answer_read(launch: str) -> str | AnyResponse:
    """On from what was said of the last answer."""
    read_told(runtime().database, g.visit.scope)
    page = _question()
    return _at(page, url_for("student.question")) if page else redirect(url_for("student.result"), 303)


@student.get("/answers")
@requires(Role.STUDENT)
def answers(launch: str) -> str:
    """Every question of a finished diagnostic with what is right."""
    return views.answers_page(open_answers(runtime().database, g.visit.scope, language=language()))


@student.post("/preview")
@requires(Role.STUDENT)
def preview(launch: str) -> str:
    """How the text is read so far."""
    text = request.form.get("text", "")[:PREVIEW_LONGEST]
    if not text.strip():
        return ""
    return typed_fragment(runtime().answers.preview(text, language_of_item()))


@student.post("/pause")
@requires(Role.STUDENT)
def pause(launch: str) -> AnyResponse:
    """A break; everything answered is kept."""
    senda = runtime()
    pause_diagnostic(senda.database, g.visit.scope, now=senda.clock())
    return _at(views.paused_page(g.visit.title), url_for("student.start"))


@student.get("/result")
@requires(Role.STUDENT)
def result(launch: str) -> str | AnyResponse:
    """What was shown."""
    senda = runtime()
    page = open_result(senda.database, g.visit.scope, language=language(), now=senda.clock())
    return views.result_page(page) if page else redirect(url_for("home.home"), 303)


@student.post("/contest")
@requires(Role.STUDENT)
def contest(launch: str) -> AnyResponse:
    """The student sees a result differently: the teacher gets to know, with the evidence."""
    senda = runtime()
    contest_result(
        senda.database,
        g.visit.scope,
        request.form.get("competency", ""),
        request.form.get("text", "").strip(),
        now=senda.clock(),
    )
    return redirect(url_for("student.result"), 303)


@student.get("/path")
@requires(Role.STUDENT)
def path(launch: str) -> str | AnyResponse:
    """The student's home once there is a path."""
    senda = runtime()
    page = open_path(senda.database, g.visit.scope, now=senda.clock())
    return views.path_page(page) if page else redirect(url_for("student.start"), 303)


@student.get("/path/<step>")
@requires(Role.STUDENT)
def step(launch: str, step: str) -> str:
    """One step of the path."""
    return views.step_page(open_step(runtime().database, g.visit.scope, step, language=language()))


@student.post("/path/<step>/choose")
@requires(Role.STUDENT)
def choose(launch: str, step: str) -> AnyResponse:
    """Take one of the ways of doing a step."""
    senda = runtime()
    wanted = request.form.get("alternative", "")
    choose_alternative(senda.database, g.visit.scope, step, wanted, now=senda.clock())
    return redirect(url_for("student.step", step=step), 303)


@student.post("/path/<step>/done")
@requires(Role.STUDENT)
def done(launch: str, step: str) -> AnyResponse:
    """A step is done, and how it was."""
    senda = runtime()
    felt = _FELT.get(request.form.get("felt", ""))
    if felt is None:
        raise InputRefused("input_invalid")
    reflection = request.form.get("reflection", "").strip()
    finish_step(senda.database, g.visit.scope, step, felt, reflection, now=senda.clock())
    return redirect(url_for("student.path"), 303)


@student.get("/tutoring")
@requires(Role.STUDENT)
def tutoring(launch: str) -> str:
    """Whether and when one takes part in tutoring."""
    page = open_start(runtime().database, g.visit.scope)
    return views.tutoring_page(page) if page else views.nothing_page()


@student.post("/tutoring", endpoint="take_part")
@requires(Role.STUDENT)
def take_part(launch: str) -> str:
    """Keep how one takes part."""
    senda = runtime()
    record_choices(senda.database, g.visit.scope, _choices(None), now=senda.clock())
    page = open_start(senda.database, g.visit.scope)
    return views.tutoring_page(page, saved=True) if page else views.nothing_page()


def _question() -> str | None:
    senda = runtime()
    page = open_question(senda.database, g.visit.scope, now=senda.clock(), language=language())
    return views.question_page(page) if page else None


def _checked(taken: Taken) -> Response | AnyResponse:
    """The next question of a short check on the path; what it has shown, once it is over."""
    address = url_for("practice.checking", step=taken.step)
    return _at(views.question_page(taken.page), address) if taken.page else redirect(address, 303)


def _choices(profiling: bool | None) -> Choices:
    form = request.form
    return Choices(
        profiling=profiling, tutor="tutor" in form, tutee="tutee" in form, slots=tuple(form.getlist("slots"))
    )


def _at(page: str, address: str) -> Response:
    """A page that answers a form, under the address where it can be asked for again."""
    response = make_response(page)
    response.headers["HX-Replace-Url"] = address
    return response
