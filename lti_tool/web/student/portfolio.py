"""Addresses on which a learner shows evidence for a level, and judges own and others'."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.open_portfolio import (
    open_classmates,
    open_classmates_entry,
    open_form,
    open_own_entry,
    open_portfolio,
)
from lti_tool.actions.portfolio_pages import EntriesPage, EntryForm, EntryPage, FormPage, PortfolioPage
from lti_tool.actions.show_evidence import add_entry, change_entry, withdraw_own
from lti_tool.errors import InputRefused
from lti_tool.web import evidence_words
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.judging import Typed, refused, said, send_judgement, typed_judgement

portfolio = Blueprint("portfolio", __name__, url_prefix="/s/<launch>/portfolio")
evidence_words.add_filters(portfolio)


@portfolio.get("/")
@requires(Role.STUDENT)
def mine(launch: str) -> str:
    """One's levels with their evidence, and what one shows."""
    return portfolio_page(open_portfolio(runtime().database, g.visit.scope))


@portfolio.get("/new")
@requires(Role.STUDENT)
def new(launch: str) -> str:
    """Something to show: for what, then the form."""
    competency = request.args.get("competency", "")
    return form_page(open_form(runtime().database, g.visit.scope, competency=competency))


@portfolio.post("/new", endpoint="add")
@requires(Role.STUDENT)
def add_something(launch: str) -> AnyResponse:
    """Keep it."""
    senda, form = runtime(), _form()
    try:
        made = add_entry(senda.database, g.visit.scope, form, now=senda.clock())
    except InputRefused as error:
        return refused(form_page(_typed(form), said(error)), error)
    return redirect(url_for("portfolio.entry", entry=made), 303)


@portfolio.get("/shown/<entry>")
@requires(Role.STUDENT)
def entry(launch: str, entry: str) -> str:
    """One's own entry, with what everybody said of it."""
    return own_page(open_own_entry(runtime().database, g.visit.scope, entry))


@portfolio.get("/shown/<entry>/edit")
@requires(Role.STUDENT)
def edit(launch: str, entry: str) -> str:
    """The form of an entry."""
    return form_page(open_form(runtime().database, g.visit.scope, entry))


@portfolio.post("/shown/<entry>/edit", endpoint="change")
@requires(Role.STUDENT)
def change_it(launch: str, entry: str) -> AnyResponse:
    """Keep what was changed."""
    senda, form = runtime(), _form()
    try:
        change_entry(senda.database, g.visit.scope, entry, form, now=senda.clock())
    except InputRefused as error:
        return refused(form_page(_typed(form, entry), said(error)), error)
    return redirect(url_for("portfolio.entry", entry=entry), 303)


@portfolio.post("/shown/<entry>/withdraw")
@requires(Role.STUDENT)
def withdraw(launch: str, entry: str) -> AnyResponse:
    """Take an entry back."""
    senda = runtime()
    withdraw_own(senda.database, g.visit.scope, entry, now=senda.clock())
    senda.wake("send_grades")
    return redirect(url_for("portfolio.mine"), 303)


@portfolio.post("/shown/<entry>/judge")
@requires(Role.STUDENT)
def judge_own(launch: str, entry: str) -> AnyResponse:
    """Say which level one sees in one's own."""
    page = open_own_entry(runtime().database, g.visit.scope, entry)
    try:
        send_judgement(entry)
    except InputRefused as error:
        return refused(own_page(page, typed_judgement(), said(error)), error)
    return redirect(url_for("portfolio.entry", entry=entry), 303)


@portfolio.get("/class")
@requires(Role.STUDENT)
def classmates(launch: str) -> str:
    """What classmates have opened."""
    return classmates_page(open_classmates(runtime().database, g.visit.scope))


@portfolio.get("/class/<entry>")
@requires(Role.STUDENT)
def classmate(launch: str, entry: str) -> str:
    """One of them, to be judged."""
    return judging_page(open_classmates_entry(runtime().database, g.visit.scope, entry))


@portfolio.post("/class/<entry>")
@requires(Role.STUDENT)
def judge_classmate(launch: str, entry: str) -> AnyResponse:
    """Say which level one sees in it."""
    page = open_classmates_entry(runtime().database, g.visit.scope, entry)
    try:
        send_judgement(entry)
    except InputRefused as error:
        return refused(judging_page(page, typed_judgement(), said(error)), error)
    return redirect(url_for("portfolio.classmates"), 303)


def portfolio_page(page: PortfolioPage) -> str:
    """A learner's levels and entries."""
    return render_template("student/portfolio.html", page=page)


def form_page(page: FormPage, problem: str = "") -> str:
    """For what it is, where that is not chosen yet; else the form."""
    rubric = next((one for one in page.rubrics if one.code == page.form.competency), None)
    if rubric is None:
        return render_template("student/portfolio_aspect.html", page=page)
    return render_template("student/portfolio_form.html", page=page, rubric=rubric, problem=problem)


def own_page(page: EntryPage, typed: Typed | None = None, problem: str = "") -> str:
    """One's own entry."""
    return render_template("student/portfolio_entry.html", page=page, typed=typed, problem=problem)


def classmates_page(page: EntriesPage) -> str:
    """Entries of classmates."""
    return render_template("student/portfolio_class.html", page=page)


def judging_page(page: EntryPage, typed: Typed | None = None, problem: str = "") -> str:
    """A classmate's entry with the form of a judgement."""
    return render_template("student/portfolio_judge.html", page=page, typed=typed, problem=problem)


def _form() -> EntryForm:
    form = request.form
    level = form.get("level", "")
    return EntryForm(
        competency=form.get("competency", ""),
        level=int(level) if level.isascii() and level.isdigit() and len(level) < 4 else 0,
        title=form.get("title", ""),
        text=form.get("text", ""),
        link=form.get("link", ""),
        peers="peers" in form,
    )


def _typed(form: EntryForm, entry: str = "") -> FormPage:
    """The page of the form with what was typed."""
    page = open_form(runtime().database, g.visit.scope, entry)
    return replace(page, form=form)
