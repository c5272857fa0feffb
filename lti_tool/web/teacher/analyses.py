"""Addresses of what answers tell of questions: analysis, calibration, fairness, how topics go together."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.accept_analysis import (
    accept_calibration,
    accept_correlations,
    ask_calibration,
    ask_correlations,
    discard_analysis,
    restore_parameters,
)
from lti_tool.actions.analysis_pages import AnalysisPage
from lti_tool.actions.open_analyses import (
    open_analysis,
    open_bank_answers,
    open_calibrate,
    open_framework_answers,
)
from lti_tool.actions.open_item_analysis import open_item_answers, open_patterns
from lti_tool.actions.run_dif import Comparison, compare_groups, open_fairness
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import language

from . import analyses_views as views

TEACHING = (Role.TEACHER, Role.ASSISTANT)
MOST_CHOSEN = 100_000

analyses = Blueprint("analyses", __name__, url_prefix="/s/<launch>/analyses")


@analyses.get("/<bank>", endpoint="bank")
@requires(*TEACHING)
def bank_answers(launch: str, bank: str) -> str:
    """The questions of a bank, those first that need to be looked at."""
    page = open_bank_answers(
        runtime().database,
        g.visit.scope,
        bank,
        language=language(),
        sort=request.args.get("sort", ""),
        page=request.args.get("page", 1, type=int),
    )
    return views.bank_page(page)


@analyses.get("/<bank>/items/<item>", endpoint="item")
@requires(*TEACHING)
def item_answers(launch: str, bank: str, item: str) -> str:
    """One question as its answers show it."""
    return views.item_page(
        open_item_answers(runtime().database, g.visit.scope, bank, item, language=language())
    )


@analyses.get("/<bank>/patterns", endpoint="patterns")
@requires(*TEACHING)
def patterns(launch: str, bank: str) -> str:
    """Students whose answers are worth a look."""
    return views.patterns_page(open_patterns(runtime().database, g.visit.scope, bank))


@analyses.get("/<bank>/calibrate", endpoint="calibrate")
@requires(*TEACHING)
def calibrate(launch: str, bank: str) -> str:
    """How to calibrate, and whether there are answers enough."""
    return views.calibrate_page(open_calibrate(runtime().database, g.visit.scope, bank))


@analyses.post("/<bank>/calibrate")
@requires(*TEACHING)
def begin_calibration(launch: str, bank: str) -> AnyResponse:
    """Ask the worker for a calibration."""
    senda = runtime()
    try:
        name = ask_calibration(
            senda.database, g.visit.scope, bank, request.form.get("model", ""), now=senda.clock()
        )
    except InputRefused as problem:
        page = open_calibrate(senda.database, g.visit.scope, bank)
        return make_response(views.calibrate_page(page, problem), problem.explanation.status)
    senda.wake("run_analyses")
    return redirect(url_for("analyses.one", analysis=name), 303)


@analyses.get("/results/<analysis>", endpoint="one")
@requires(*TEACHING)
def one(launch: str, analysis: str) -> str:
    """One analysis: how far it is, or what it found."""
    return views.one_page(_analysis(analysis))


@analyses.get("/results/<analysis>/progress", endpoint="progress")
@requires(*TEACHING)
def progress(launch: str, analysis: str) -> str:
    """How far it is: a piece of its page, which asks for it again until it is done."""
    return views.progress_piece(_analysis(analysis))


@analyses.post("/results/<analysis>", endpoint="decide")
@requires(*TEACHING)
def decide(launch: str, analysis: str) -> AnyResponse:
    """Use a result, throw it away, cancel it, or go back to what was before."""
    senda, form = runtime(), request.form
    wish, scope, now = form.get("wish", ""), g.visit.scope, senda.clock()
    try:
        if wish == "accept" and form.get("kind") == "correlations":
            accept_correlations(senda.database, scope, analysis, now=now)
        elif wish == "accept":
            accept_calibration(senda.database, scope, analysis, _chosen(analysis), now=now)
        elif wish == "restore":
            restore_parameters(senda.database, scope, analysis, now=now)
        elif wish == "discard":
            discard_analysis(senda.database, scope, analysis, now=now)
        else:
            raise InputRefused("input_invalid")
    except InputRefused as problem:
        return make_response(views.one_page(_analysis(analysis), problem), problem.explanation.status)
    return redirect(url_for("analyses.one", analysis=analysis), 303)


def _chosen(analysis: str) -> set[int] | None:
    """Entries that were ticked, with those that the page did not list where the teacher wants them too."""
    form = request.form
    ticked = {int(one) for one in form.getlist("entry")[:MOST_CHOSEN] if one.isascii() and one.isdigit()}
    if "others" not in form:
        return ticked
    items = _analysis(analysis).items
    return ticked | {item.entry for item in items[views.MOST_ROWS :]}


@analyses.get("/<bank>/fairness", endpoint="fairness")
@requires(*TEACHING)
def fairness(launch: str, bank: str) -> str:
    """Whom to compare with the others."""
    return views.fairness_page(open_fairness(runtime().database, g.visit.scope, bank))


@analyses.post("/<bank>/fairness", endpoint="compare")
@requires(*TEACHING)
def compare(launch: str, bank: str) -> AnyResponse:
    """Compare a group with the others."""
    senda, form = runtime(), request.form
    by_hand = form.get("who", "") == "ticked"
    chosen = Comparison(
        group="" if by_hand else form.get("group", ""),
        students=tuple(form.getlist("student")[:MOST_CHOSEN]) if by_hand else (),
        label=form.get("label", ""),
    )
    try:
        name = compare_groups(senda.database, g.visit.scope, bank, chosen, now=senda.clock())
    except InputRefused as problem:
        page = open_fairness(senda.database, g.visit.scope, bank)
        return make_response(views.fairness_page(page, chosen, problem), problem.explanation.status)
    return redirect(url_for("analyses.one", analysis=name), 303)


@analyses.get("/frameworks/<framework>", endpoint="framework")
@requires(*TEACHING)
def framework_answers(launch: str, framework: str) -> str:
    """How the topics of a framework go together."""
    return views.framework_page(open_framework_answers(runtime().database, g.visit.scope, framework))


@analyses.post("/frameworks/<framework>", endpoint="correlate")
@requires(*TEACHING)
def correlate(launch: str, framework: str) -> AnyResponse:
    """Ask the worker how they go together."""
    senda = runtime()
    try:
        name = ask_correlations(senda.database, g.visit.scope, framework, now=senda.clock())
    except InputRefused as problem:
        page = open_framework_answers(senda.database, g.visit.scope, framework)
        return make_response(views.framework_page(page, problem), problem.explanation.status)
    senda.wake("run_analyses")
    return redirect(url_for("analyses.one", analysis=name), 303)


def _analysis(name: str) -> AnalysisPage:
    return open_analysis(runtime().database, g.visit.scope, name, language=language())
