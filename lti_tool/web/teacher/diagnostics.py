"""Addresses on which a diagnostic is set up, rehearsed and opened."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.accommodate import accommodate, open_accommodation, open_accommodations
from lti_tool.actions.open_blueprint import open_blueprint, open_diagnostics, open_new_diagnostic
from lti_tool.actions.open_diagnostic_questions import open_questions, open_revision
from lti_tool.actions.rate_cuts import open_cuts, rate_cuts
from lti_tool.actions.rehearse_diagnostic import rehearse_diagnostic
from lti_tool.actions.set_up_blueprint import (
    copy_diagnostic,
    make_diagnostic,
    publish,
    save_blueprint,
    use_revision,
)
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import gettext, language

from . import diagnostics_views as views
from .diagnostics_forms import (
    draft_of_form,
    factor_of,
    ratings_of_form,
    ratings_read,
    wish_of_draft,
)

TEACHING = (Role.TEACHER, Role.ASSISTANT)

diagnostics = Blueprint("diagnostics", __name__, url_prefix="/s/<launch>/diagnostics")
diagnostics.add_app_template_filter(views.shortfall_sentence, "shortfall_sentence")


@diagnostics.get("/", endpoint="all")
@requires(*TEACHING)
def all_diagnostics(launch: str) -> str:
    """The diagnostics of the class."""
    return views.list_page(open_diagnostics(runtime().database, g.visit.scope))


@diagnostics.get("/new", endpoint="new")
@requires(*TEACHING)
def new_diagnostic(launch: str) -> str:
    """With which questions a new one begins."""
    return views.new_page(open_new_diagnostic(runtime().database, g.visit.scope))


@diagnostics.post("/new")
@requires(*TEACHING)
def make(launch: str) -> AnyResponse:
    """A new diagnostic, to be set up; nobody can take it yet."""
    senda, form = runtime(), request.form
    title, bank = form.get("title", "")[:1_000], form.get("bank", "")
    try:
        made = make_diagnostic(senda.database, g.visit.scope, bank, title, now=senda.clock())
    except InputRefused as error:
        page = open_new_diagnostic(senda.database, g.visit.scope)
        again = views.new_page(page, title=title, bank=bank, problem=views.said(error))
        return make_response(again, error.status)
    return redirect(url_for("diagnostics.one", diagnostic=made), 303)


@diagnostics.get("/<diagnostic>", endpoint="one")
@requires(*TEACHING)
def one_diagnostic(launch: str, diagnostic: str) -> str:
    """One diagnostic as it is set up."""
    page = open_blueprint(runtime().database, g.visit.scope, diagnostic)
    return views.blueprint_page(page, done=request.args.get("done", ""))


@diagnostics.post("/<diagnostic>")
@requires(*TEACHING)
def save(launch: str, diagnostic: str) -> AnyResponse:
    """Keep what was changed; with the other button, invented students try it at once."""
    senda, scope = runtime(), g.visit.scope
    draft = draft_of_form(request.form)
    try:
        save_blueprint(senda.database, scope, diagnostic, wish_of_draft(draft), now=senda.clock())
    except InputRefused as error:
        page = open_blueprint(senda.database, scope, diagnostic)
        return make_response(views.blueprint_page(page, draft, error), error.status)
    if request.form.get("then") != "rehearse":
        return redirect(url_for("diagnostics.one", diagnostic=diagnostic, done="saved"), 303)
    rehearse_diagnostic(senda.database, scope, diagnostic, rng=senda.random())
    return redirect(url_for("diagnostics.one", diagnostic=diagnostic, done="tried"), 303)


@diagnostics.post("/<diagnostic>/open", endpoint="open")
@requires(*TEACHING)
def open_to_students(launch: str, diagnostic: str) -> AnyResponse:
    """Let students begin, or hold it back."""
    senda, scope = runtime(), g.visit.scope
    published = request.form.get("published") == "yes"
    try:
        publish(senda.database, scope, diagnostic, published=published, now=senda.clock())
    except InputRefused as error:
        page = open_blueprint(senda.database, scope, diagnostic)
        return make_response(views.blueprint_page(page, error=error), error.status)
    done = "opened" if published else "held"
    return redirect(url_for("diagnostics.one", diagnostic=diagnostic, done=done), 303)


@diagnostics.post("/<diagnostic>/copy", endpoint="copy")
@requires(*TEACHING)
def copy(launch: str, diagnostic: str) -> AnyResponse:
    """Another one that asks the same, to be changed."""
    senda, scope = runtime(), g.visit.scope
    title = open_blueprint(senda.database, scope, diagnostic).title
    named = gettext("%(title)s (copy)", title=title)
    made = copy_diagnostic(senda.database, scope, diagnostic, named, now=senda.clock())
    return redirect(url_for("diagnostics.one", diagnostic=made, done="copied"), 303)


@diagnostics.get("/<diagnostic>/cuts", endpoint="cuts")
@requires(*TEACHING)
def cuts(launch: str, diagnostic: str) -> str:
    """What just mastering means."""
    return views.cuts_page(open_cuts(runtime().database, g.visit.scope, diagnostic, language=language()))


@diagnostics.post("/<diagnostic>/cuts")
@requires(*TEACHING)
def rate(launch: str, diagnostic: str) -> AnyResponse:
    """Keep the reader's answers about that."""
    senda, scope = runtime(), g.visit.scope
    drafts = ratings_of_form(request.form)
    try:
        rate_cuts(senda.database, scope, diagnostic, ratings_read(drafts), now=senda.clock())
    except InputRefused as error:
        page = open_cuts(senda.database, scope, diagnostic, language=language())
        return make_response(views.cuts_page(page, drafts, views.said(error)), error.status)
    return redirect(url_for("diagnostics.one", diagnostic=diagnostic, done="saved"), 303)


@diagnostics.get("/<diagnostic>/revision", endpoint="revision")
@requires(*TEACHING)
def revision(launch: str, diagnostic: str) -> str:
    """What newer questions change."""
    page = open_revision(runtime().database, g.visit.scope, diagnostic, language=language())
    return views.revision_page(page)


@diagnostics.post("/<diagnostic>/revision")
@requires(*TEACHING)
def take_revision(launch: str, diagnostic: str) -> AnyResponse:
    """Ask the newest questions from now on."""
    senda, scope = runtime(), g.visit.scope
    try:
        use_revision(senda.database, scope, diagnostic, now=senda.clock())
    except InputRefused as error:
        page = open_revision(senda.database, scope, diagnostic, language=language())
        return make_response(views.revision_page(page, views.said(error)), error.status)
    return redirect(url_for("diagnostics.one", diagnostic=diagnostic, done="renewed"), 303)


@diagnostics.get("/<diagnostic>/questions", endpoint="questions")
@requires(*TEACHING)
def questions(launch: str, diagnostic: str) -> str:
    """The questions that students may meet."""
    competency = request.args.get("competency", "")
    page = open_questions(runtime().database, g.visit.scope, diagnostic, competency, language=language())
    return views.questions_page(page)


@diagnostics.get("/accommodations", endpoint="accommodations")
@requires(*TEACHING)
def accommodations(launch: str) -> str:
    """What single students need."""
    query = request.args.get("q", "")[:100]
    page = open_accommodations(runtime().database, g.visit.scope, query)
    return views.needs_page(page, request.args.get("saved", ""))


@diagnostics.get("/accommodations/<student>", endpoint="accommodation")
@requires(*TEACHING)
def accommodation(launch: str, student: str) -> str:
    """What one student needs."""
    return views.need_page(open_accommodation(runtime().database, g.visit.scope, student))


@diagnostics.post("/accommodations/<student>")
@requires(*TEACHING)
def give(launch: str, student: str) -> AnyResponse:
    """Give a student more time or another format."""
    senda, scope, form = runtime(), g.visit.scope, request.form
    try:
        factor = factor_of(form.get("time", ""))
        accommodate(senda.database, scope, student, factor, form.get("format", ""), now=senda.clock())
    except InputRefused as error:
        page = open_accommodation(senda.database, scope, student)
        return make_response(views.need_page(page, views.said(error)), error.status)
    return redirect(url_for("diagnostics.accommodations", saved=student), 303)
