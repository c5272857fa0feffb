"""Addresses of the teacher's pages: each reads the form, calls one action and shows what it gives."""

from __future__ import annotations

from typing import get_args

import numpy as np
from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.class_pages import GroupRule
from lti_tool.actions.copy_set_up import settle_placement
from lti_tool.actions.open_class import Order, open_class
from lti_tool.actions.open_placing import needs_placing
from lti_tool.actions.open_result import open_result, open_student_path
from lti_tool.actions.open_tutoring import open_tutoring
from lti_tool.actions.run_matching import run_matching
from lti_tool.actions.sync_roster import FRESH, roster_due
from lti_tool.errors import InputRefused, NotFound
from lti_tool.web.auth import Visit, requires
from lti_tool.web.entrance import runtime
from lti_tool.web.spreadsheet import spreadsheet
from lti_tool.web.translation import language

from . import views
from .courses import copied_home
from .placing import placing_home
from .roster_state import moment_of

teacher = Blueprint("teacher", __name__, url_prefix="/s/<launch>")
teacher.add_app_template_filter(views.moment, "moment")
teacher.add_app_template_filter(views.problem, "problem")
teacher.add_app_template_filter(views.day, "day")
teacher.add_app_template_filter(views.strength_name, "strength_name")
teacher.add_app_template_filter(views.effect_name, "effect_name")
teacher.add_app_template_filter(views.status_name, "status_name")
teacher.add_app_template_filter(views.grade_state_name, "grade_state_name")

TEACHING = (Role.TEACHER, Role.ASSISTANT)


def teacher_home(visit: Visit, *, page: int = 1) -> str:
    """The class map, or the question what the placement shall show."""
    senda = runtime()
    if needs_placing(senda.database, visit.scope) and not settle_placement(senda.database, visit.scope):
        return copied_home(visit) or placing_home(visit)
    opened = open_class(
        senda.database, visit.scope, page=page, group=_group(), order=_order(), now=senda.clock()
    )
    asked = request.args.get("fetching", type=int)
    if roster_due(senda.database, visit.scope, now=senda.clock()):
        asked = moment_of(opened.roster)
        senda.wake("sync_roster", visit.scope, FRESH.total_seconds())
    return views.class_page(opened, fetching=asked)


@teacher.get("/class")
@requires(*TEACHING)
def class_page(launch: str) -> str:
    """The class map, or the question what the placement shall show."""
    return teacher_home(g.visit, page=_page_number())


@teacher.get("/class.csv")
@requires(*TEACHING)
def class_csv(launch: str) -> Response:
    """The whole class, or a group, as a file for spreadsheet programs."""
    senda = runtime()
    page = open_class(senda.database, g.visit.scope, whole=True, group=_group(), now=senda.clock())
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
    groups = request.form.get("groups", "any")
    if groups not in get_args(GroupRule):
        raise InputRefused("input_invalid")
    run_matching(senda.database, g.visit.scope, now=senda.clock(), seed=seed, groups=groups)
    return redirect(url_for("teacher.tutoring_board"), 303)


def _group() -> str:
    return request.args.get("group", "")


def _order() -> Order:
    return "need" if request.args.get("order") == "need" else "name"


def _page_number() -> int:
    return max(1, request.args.get("page", 1, type=int))
