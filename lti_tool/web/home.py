"""The page that a launch opens: which one depends on who comes and on how far they are."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adapters.lms.base import Role
from lti_tool.actions.find_visit import choose_language
from lti_tool.actions.open_path import open_path
from lti_tool.actions.open_question import open_question
from lti_tool.actions.open_start import open_start
from lti_tool.errors import InputRefused

from .auth import Visit, requires
from .entrance import runtime
from .student import views as student_views
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
    """What somebody sees first.

    A student in the middle of the questions gets the question; one who has finished, the path;
    anybody else, the start. A teacher sees the class.
    """
    if visit.role is Role.STUDENT:
        return _student_home(visit)
    if visit.scope.teaches:
        return teacher_home(visit)
    return render_template("visitor.html")


def _student_home(visit: Visit) -> str:
    senda = runtime()
    start = open_start(senda.database, visit.scope)
    if start is None:
        return student_views.nothing_page()
    if start.status == "running":
        question = open_question(senda.database, visit.scope, now=senda.clock(), language=language())
        if question:
            return student_views.question_page(question)
    if start.status == "finished":
        path = open_path(senda.database, visit.scope, now=senda.clock())
        if path:
            return student_views.path_page(path)
    return student_views.start_page(start)
