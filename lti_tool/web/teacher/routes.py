"""Addresses of the teacher's pages: each reads the form, calls one action and shows what it gives."""

from __future__ import annotations

from typing import get_args

import numpy as np
from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_grades import open_grades, send_again, set_grade_formula
from lti_tool.actions.open_result import open_result, open_student_path
from lti_tool.actions.open_tutoring import open_tutoring
from lti_tool.actions.pages import GradeFormula
from lti_tool.actions.run_matching import run_matching
from lti_tool.actions.set_up_diagnostic import open_set_up, set_up_diagnostic
from lti_tool.actions.sync_roster import ask_roster, roster_due
from lti_tool.errors import InputRefused, NotFound
from lti_tool.web.auth import Visit, requires
from lti_tool.web.entrance import runtime
from lti_tool.web.spreadsheet import spreadsheet
from lti_tool.web.translation import language

from . import views

teacher = Blueprint("teacher", __name__, url_prefix="/s/<launch>")
teacher.add_app_template_filter(views.moment, "moment")
teacher.add_app_template_filter(views.problem, "problem")
teacher.add_app_template_filter(views.strength_name, "strength_name")
teacher.add_app_template_filter(views.effect_name, "effect_name")
teacher.add_app_template_filter(views.status_name, "status_name")
teacher.add_app_template_filter(views.grade_state_name, "grade_state_name")

TEACHING = (Role.TEACHER, Role.ASSISTANT)

def teacher_home(visit: Visit, *, page: int = 1) -> str:
    """The class map, or what to choose first where there is no diagnostic."""
    senda = runtime()
    set_up = open_set_up(senda.database, visit.scope)
    if set_up is not None:
        return views.set_up_page(set_up)
    if roster_due(senda.database, visit.scope, now=senda.clock()):
        senda.wake("sync_roster", visit.scope)
    opened = open_class(senda.database, visit.scope, page=page, now=senda.clock())
    return views.class_page(opened, fetching="fetching" in request.args)

@teacher.get("/class")
@requires(*TEACHING)
def class_page(launch: str) -> str:
    """The class map, or what to choose first where there is no diagnostic."""
    return teacher_home(g.visit, page=_page_number())

@teacher.post("/set-up")
@requires(*TEACHING)
def set_up(launch: str) -> AnyResponse:
    """Give the class its diagnostic."""
    senda, form = runtime(), request.form
    bank = form.get("bank", "")
    areas = [area for area in form.getlist(f"areas-{bank}") if area]
    title = form.get("title", "").strip()[:200] or g.visit.title
    set_up_diagnostic(senda.database, g.visit.scope, bank, areas, title, now=senda.clock())
    return redirect(url_for("teacher.class_page"), 303)

@teacher.get("/class.csv")
@requires(*TEACHING)
def class_csv(launch: str) -> Response:
    """The whole class as a file for spreadsheet programs."""
    senda = runtime()
    page = open_class(senda.database, g.visit.scope, whole=True, now=senda.clock())
    return Response(
        spreadsheet(views.class_header(page), views.class_rows(page)),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="class.csv"'},
    )

@teacher.get("/students/<student>")
@requires(*TEACHING)
def student(launch: str, student: str) -> str:
    """One student: result with its evidence, path and grade."""
    senda, scope = runtime(), g.visit.scope
    result = open_result(senda.database, scope, student, language=language(), now=senda.clock())
    if result is None:
        raise NotFound()
    return views.student_page(result, open_student_path(senda.database, scope, student))

@teacher.get("/tutoring-board")
@requires(*TEACHING)
def tutoring_board(launch: str) -> str:
    """Who could help whom."""
    return views.tutoring_page(open_tutoring(runtime().database, g.visit.scope))

@teacher.post("/tutoring-board/run", endpoint="run_matching")
@requires(*TEACHING)
def propose_pairs(launch: str) -> AnyResponse:
    """Propose pairs, from what is known now."""
    senda = runtime()
    seed = int(senda.random().integers(np.iinfo(np.int32).max))
    run_matching(senda.database, g.visit.scope, now=senda.clock(), seed=seed)
    return redirect(url_for("teacher.tutoring_board"), 303)

@teacher.get("/grades")
@requires(*TEACHING)
def grades(launch: str) -> str:
    """Each student's grade and where it is."""
    return views.grades_page(open_grades(runtime().database, g.visit.scope))

@teacher.post("/grades/<student>/send", endpoint="send_again")
@requires(*TEACHING)
def send_grade(launch: str, student: str) -> AnyResponse:
    """Send one grade again."""
    senda = runtime()
    send_again(senda.database, g.visit.scope, student, now=senda.clock())
    senda.wake("send_grades")
    return redirect(url_for("teacher.grades"), 303)

@teacher.post("/grades/formula")
@requires(*TEACHING)
def formula(launch: str) -> AnyResponse:
    """How grades are made from now on."""
    senda = runtime()
    wanted = request.form.get("formula", "")
    if wanted not in get_args(GradeFormula):
        raise InputRefused("input_invalid")
    set_grade_formula(senda.database, g.visit.scope, wanted, now=senda.clock())
    senda.wake("send_grades")
    return redirect(url_for("teacher.grades"), 303)

@teacher.post("/roster")
@requires(*TEACHING)
def roster(launch: str) -> AnyResponse:
    """Fetch the class list again."""
    senda = runtime()
    ask_roster(senda.database, g.visit.scope, now=senda.clock())
    senda.wake("sync_roster", g.visit.scope)
    return redirect(url_for("teacher.class_page", fetching=1), 303)

def _page_number() -> int:
    return max(1, request.args.get("page", 1, type=int))
