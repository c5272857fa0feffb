"""Addresses on which a trainer judges evidence by rubric."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.open_evidence import (
    open_evidence,
    open_judging,
    open_levels,
    open_student_levels,
)
from lti_tool.actions.portfolio_pages import EntriesPage, EntryPage, LevelsPage, PortfolioPage
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.evidence_words import add_filters, level_name
from lti_tool.web.judging import Typed, refused, said, send_judgement, typed_judgement
from lti_tool.web.spreadsheet import spreadsheet
from lti_tool.web.translation import gettext, in_language

evidence = Blueprint("evidence", __name__, url_prefix="/s/<launch>/evidence")
add_filters(evidence)

TEACHING = (Role.TEACHER, Role.ASSISTANT)


@evidence.get("/", endpoint="all")
@requires(*TEACHING)
def all_of_it(launch: str) -> str:
    """What waits to be judged."""
    return evidence_page(open_evidence(runtime().database, g.visit.scope))


@evidence.get("/levels")
@requires(*TEACHING)
def levels(launch: str) -> str:
    """The levels that the class has reached."""
    page = max(1, request.args.get("page", 1, type=int))
    return levels_page(open_levels(runtime().database, g.visit.scope, page=page))


@evidence.get("/levels.csv")
@requires(*TEACHING)
def levels_csv(launch: str) -> Response:
    """The same of the whole class, for spreadsheet programs."""
    page = open_levels(runtime().database, g.visit.scope, whole=True)
    return Response(
        spreadsheet(levels_header(page), levels_rows(page)),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="levels.csv"'},
    )


@evidence.get("/students/<student>")
@requires(*TEACHING)
def student(launch: str, student: str) -> str:
    """One student's levels, each with its evidence."""
    senda = runtime()
    return student_page(open_student_levels(senda.database, g.visit.scope, student, now=senda.clock()))


@evidence.get("/shown/<entry>")
@requires(*TEACHING)
def entry(launch: str, entry: str) -> str:
    """One entry, to be judged; what others said of it afterwards."""
    return judging_page(open_judging(runtime().database, g.visit.scope, entry))


@evidence.post("/shown/<entry>")
@requires(*TEACHING)
def judge(launch: str, entry: str) -> AnyResponse:
    """Say which level it shows."""
    page = open_judging(runtime().database, g.visit.scope, entry)
    try:
        send_judgement(entry)
    except InputRefused as error:
        return refused(judging_page(page, typed_judgement(), said(error)), error)
    return redirect(url_for("evidence.entry", entry=entry), 303)


def evidence_page(page: EntriesPage) -> str:
    """Entries to judge, and those that were judged."""
    return render_template("teacher/evidence.html", page=page)


def judging_page(page: EntryPage, typed: Typed | None = None, problem: str = "") -> str:
    """One entry with the form of a judgement."""
    return render_template("teacher/evidence_judge.html", page=page, typed=typed, problem=problem)


def levels_page(page: LevelsPage) -> str:
    """The class by levels."""
    return render_template("teacher/evidence_levels.html", page=page, filename="levels.csv")


def student_page(page: PortfolioPage) -> str:
    """One student's levels with their evidence."""
    return render_template("teacher/evidence_student.html", page=page)


def levels_header(page: LevelsPage) -> tuple[str, ...]:
    """Headings of the spreadsheet: of each competency the level's number, its name, and the judgements."""
    headings = [_headings(in_language(rubric.names)) for rubric in page.rubrics]
    return (gettext("Student"), *(one for three in headings for one in three))


def levels_rows(page: LevelsPage) -> Iterator[tuple[str, ...]]:
    """The students, in the order of `levels_header`; empty where the evidence does not suffice to say."""
    for row in page.rows:
        cells: list[str] = [row.name]
        for rubric, level, judgements in zip(page.rubrics, row.levels, row.judgements, strict=True):
            name = "" if level is None else level_name(rubric.level(level))
            cells += ["" if level is None else str(level), name, str(judgements)]
        yield tuple(cells)


def _headings(name: str) -> tuple[str, str, str]:
    return name, gettext("%(name)s: name of the level", name=name), gettext("%(name)s: judgements", name=name)
