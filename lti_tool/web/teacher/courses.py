"""Addresses about courses: the offer to a copied one, several as one class, a set-up as a file."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from babel.dates import format_skeleton
from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.copy_set_up import Dates, copy_offer, copy_set_up, decline_copy
from lti_tool.actions.course_pages import CopyOffer, TakenOver
from lti_tool.actions.export_set_up import export_set_up
from lti_tool.actions.import_set_up import import_set_up
from lti_tool.actions.join_courses import join_course
from lti_tool.actions.open_courses import open_courses
from lti_tool.actions.separate_courses import separate_course
from lti_tool.errors import InputRefused, SendaError
from lti_tool.web.auth import Visit, requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import gettext, language

courses = Blueprint("courses", __name__, url_prefix="/s/<launch>")

TEACHING = (Role.TEACHER, Role.ASSISTANT)


@courses.app_template_filter("month")
def month(when: datetime) -> str:
    """Month and year as people of the reader's language write them."""
    return str(format_skeleton("yMMMM", when, locale=language()))


def copied_home(visit: Visit) -> str:
    """The offer to take over an earlier course's set-up; empty where there is none."""
    senda = runtime()
    offer = copy_offer(senda.database, visit.scope, now=senda.clock())
    return _offer_page(offer) if offer is not None else ""


@courses.get("/copy")
@requires(*TEACHING)
def copy(launch: str) -> str | AnyResponse:
    """The offer; where nothing is offered any more, where the class stands now."""
    return copied_home(g.visit) or redirect(url_for("home.home"), 303)


@courses.post("/copy", endpoint="take_copy")
@requires(*TEACHING)
def take_copy(launch: str) -> AnyResponse:
    """Take over what is offered."""
    senda, form = runtime(), request.form
    copy_set_up(senda.database, g.visit.scope, form.get("original", ""), _dates(), now=senda.clock())
    return redirect(url_for("home.home"), 303)


@courses.post("/copy/decline", endpoint="decline_copy")
@requires(*TEACHING)
def start_afresh(launch: str) -> AnyResponse:
    """Start afresh, and be asked no more."""
    senda = runtime()
    decline_copy(senda.database, g.visit.scope, request.form.get("original", ""), now=senda.clock())
    return redirect(url_for("home.home"), 303)


@courses.get("/courses")
@requires(*TEACHING)
def overview(launch: str) -> str:
    """The courses of this class, and its set-up as a file."""
    return _courses_page(joined=request.args.get("changed", ""))


@courses.post("/courses/join")
@requires(Role.TEACHER)
def join(launch: str) -> AnyResponse:
    """Teach another course as this class."""
    senda, scope = runtime(), g.visit.scope
    other = request.form.get("class", "")
    if not other:
        raise InputRefused("input_invalid")
    join_course(senda.database, scope, other, now=senda.clock())
    senda.wake("sync_roster", scope)
    return redirect(url_for("courses.overview", changed="joined"), 303)


@courses.post("/courses/<join>/separate")
@requires(Role.TEACHER)
def separate(launch: str, join: str) -> AnyResponse:
    """Make a class of its own again of courses that were joined."""
    senda, scope = runtime(), g.visit.scope
    former = separate_course(senda.database, scope, join, now=senda.clock())
    for one in (scope, former):
        senda.wake("sync_roster", one)
    return redirect(url_for("courses.overview", changed="separated"), 303)


@courses.get("/courses/set-up.json")
@requires(Role.TEACHER)
def set_up_file(launch: str) -> Response:
    """The set-up as a signed file."""
    senda = runtime()
    data = export_set_up(senda, g.visit.scope, now=senda.clock())
    return Response(
        data,
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="senda-set-up.json"'},
    )


@courses.post("/courses/set-up", endpoint="take_over")
@requires(Role.TEACHER)
def take_over(launch: str) -> Response:
    """Take over a set-up from a file; where it cannot be taken, the page says why."""
    senda = runtime()
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise InputRefused("set_up_file_missing")
        taken = import_set_up(senda, g.visit.scope, upload.read(), _dates(), now=senda.clock())
    except InputRefused as error:
        response = make_response(_courses_page(problem=_said(error)), error.status)
        response.headers["X-Senda-Error"] = error.code
        return response
    return make_response(_courses_page(taken=taken))


def _dates() -> Dates:
    wanted = request.form.get("dates", "none")
    return next((one for one in get_args(Dates) if one == wanted), "none")


def _offer_page(offer: CopyOffer) -> str:
    return render_template("teacher/copy_offer.html", offer=offer)


def _courses_page(*, joined: str = "", taken: TakenOver | None = None, problem: str = "") -> str:
    page = open_courses(runtime().database, g.visit.scope)
    filename = "".join(letter if letter.isalnum() else "-" for letter in page.title.lower()).strip("-")
    return render_template(
        "teacher/courses.html",
        page=page,
        changed=joined,
        taken=taken,
        problem=problem,
        may_change=g.visit.role is Role.TEACHER,
        filename=f"{filename or 'senda'}-senda-set-up.json",
    )


def _said(error: SendaError) -> str:
    """A refusal in two sentences, for the page that it belongs to."""
    explanation = error.explanation
    return f"{gettext(explanation.title, **error.values)}. {gettext(explanation.advice)}"
