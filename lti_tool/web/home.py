"""The page that a launch opens: which one depends on who comes and on how far they are."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adapters.lms.base import Role
from lti_tool.actions.find_visit import choose_language
from lti_tool.actions.open_path import open_path
from lti_tool.actions.open_placing import placed_kind
from lti_tool.actions.open_question import open_question
from lti_tool.actions.open_result import open_result
from lti_tool.actions.open_review import open_review
from lti_tool.actions.open_start import open_start
from lti_tool.actions.open_tutoring import open_tutoring
from lti_tool.actions.opening import opening
from lti_tool.actions.pages import StartPage
from lti_tool.errors import InputRefused
from lti_tool.lti.claims import DATA_PRIVACY_REQUEST, DEEP_LINKING_REQUEST, SUBMISSION_REVIEW_REQUEST

from .auth import Visit, requires
from .entrance import runtime
from .rights.routes import privacy_home
from .student import views as student_views
from .teacher import views as teacher_views
from .teacher.placing import deep_linking_home
from .teacher.routes import teacher_home
from .translation import LANGUAGES, language

home = Blueprint("home", __name__, url_prefix="/s/<launch>")


@home.get("/", endpoint="home")
@requires(*Role)
def open_home(launch: str) -> str:
    """The same page as after the launch."""
    return home_page(g.visit)


@home.post("/language", endpoint="language")
@requires(*Role)
def change_language(launch: str) -> Response:
    """Go on in another language, on the page where one was."""
    wanted = request.form.get("language", "")
    if wanted not in LANGUAGES:
        raise InputRefused("input_invalid")
    choose_language(runtime().database, g.visit.scope, wanted)
    first = url_for("home.home")
    back = request.form.get("next", "")
    return redirect(back if back.startswith(first) else first, 303)


def home_page(visit: Visit) -> str:
    """What somebody sees first: by the message that opened the visit, then by who it is and how far they are.

    A student in the middle of the questions gets the question; one who has finished, the path;
    anybody else, the start. A teacher sees the class, or one student where the gradebook asked for one.
    """
    if visit.message_type == DEEP_LINKING_REQUEST:
        return deep_linking_home(visit)
    if visit.message_type == DATA_PRIVACY_REQUEST:
        return privacy_home(visit)
    reviewing = visit.about or visit.message_type == SUBMISSION_REVIEW_REQUEST
    if visit.role is Role.STUDENT:
        return (_own_result(visit) if reviewing else "") or _student_home(visit)
    if visit.scope.teaches:
        return _review(visit) if reviewing else _teacher_home(visit)
    return render_template("visitor.html")


def _teacher_home(visit: Visit) -> str:
    """The class; where tutoring is placed, its board."""
    kind = placed_kind(runtime().database, visit.scope)
    if kind == "tutoring":
        return teacher_views.tutoring_page(open_tutoring(runtime().database, visit.scope))
    return teacher_home(visit)


def _review(visit: Visit) -> str:
    """One student's work, as the gradebook asked for it."""
    senda = runtime()
    review = open_review(senda.database, visit.scope, visit.about, language=language(), now=senda.clock())
    if review.result is None:
        return render_template("teacher/review_none.html", review=review)
    return teacher_views.student_page(review.result, review.steps)


def _own_result(visit: Visit) -> str:
    """Whoever the gradebook names, students see their own result; empty before there is one."""
    page = open_result(runtime().database, visit.scope, language=language(), now=runtime().clock())
    return student_views.result_page(page) if page is not None and page.finished_at is not None else ""


def _student_home(visit: Visit) -> str:
    senda = runtime()
    start = open_start(senda.database, visit.scope)
    if start is None:
        return student_views.nothing_page()
    now = senda.clock()
    state = opening(start.opens_at, start.closes_at, now)
    if state == "early" or start.held_back:
        return student_views.shut_page(start, early=True)
    if start.status == "running" and state != "closed":
        question = open_question(senda.database, visit.scope, now=now, language=language())
        if question:
            return student_views.question_page(question)
    if start.status == "finished":
        return _finished_home(visit, start)
    if state == "closed" or (state == "grace" and start.status == "new"):
        return student_views.shut_page(start, early=False)
    return student_views.start_page(start)


def _finished_home(visit: Visit, start: StartPage) -> str:
    """After the questions: the path, or taking part in tutoring where that is what was placed."""
    if start.kind == "tutoring":
        return student_views.tutoring_page(start)
    path = open_path(runtime().database, visit.scope, now=runtime().clock())
    return student_views.path_page(path) if path else student_views.start_page(start)
