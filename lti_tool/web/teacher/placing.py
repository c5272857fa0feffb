"""Addresses on which a teacher decides what is placed in the course; each step's choices are in its address.

Nothing is written before the last step: who leaves in the middle leaves nothing behind.
"""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.open_placing import (
    needs_placing,
    open_banks,
    open_competencies,
    open_placing,
    open_subject,
)
from lti_tool.actions.place_activities import Placing, asked_for, place_by_deep_linking, place_here
from lti_tool.actions.placing_pages import OWN_PREFIX, CompetenciesPage, PlacedActivity
from lti_tool.actions.rehearse_diagnostic import rehearse_subject
from lti_tool.actions.take_own_bank import take_own_bank
from lti_tool.errors import InputRefused, NotFound, SendaError
from lti_tool.lti.deep_linking import (
    Asked,
    Chosen,
    check_request,
    content_item,
    response_claims,
    sign,
)
from lti_tool.web.auth import Visit, requires
from lti_tool.web.entrance import framing_origins, runtime
from lti_tool.web.headers import allow_posting
from lti_tool.web.translation import gettext, language

from . import placing_views as views
from .diagnostics_views import rehearsal_fragment
from .placing_forms import draft_of, kinds_of, subject_of, wishes_of

TEACHING = (Role.TEACHER, Role.ASSISTANT)

placing = Blueprint("placing", __name__, url_prefix="/s/<launch>/placing")
placing.add_app_template_filter(views.kind_title, "activity_kind_name")
placing.add_app_template_filter(views.kind_sentence, "activity_kind_sentence")
placing.add_app_template_filter(views.kind_text, "activity_kind_text")


def placing_home(visit: Visit) -> str:
    """Where placing begins: the diagnostics of the class, else the first of three steps to one."""
    page = open_placing(runtime().database, visit.scope)
    return views.begin_page(page) if page.diagnostics else views.framework_page(page)


def deep_linking_home(visit: Visit) -> str:
    """The first page of a deep linking launch.

    Its document may post to the platform: pages that follow are swapped into it, so what this one may
    do holds for the form at the end.

    Raises
    ------
    AccessRefused, ClaimsRefused
        Not a teacher; the platform asks for what cannot be given. The page of it shows no way on.
    """
    senda = runtime()
    try:
        asked = asked_for(senda.database, visit.scope)
        check_request(asked.settings, allow_private_hosts=senda.config.allow_private_hosts)
    except SendaError:
        g.pop("visit", None)
        raise
    origins = framing_origins(visit.frame_origins, visit.scope.platform_id)
    allow_posting((asked.settings.return_url, *origins))
    return placing_home(visit)


@placing.get("/")
@requires(*TEACHING)
def begin(launch: str) -> str | AnyResponse:
    """Where placing begins."""
    return _elsewhere() or placing_home(g.visit)


@placing.get("/framework", endpoint="framework")
@requires(*TEACHING)
def choose_framework(launch: str) -> str | AnyResponse:
    """Step 1 of a new diagnostic."""
    return _elsewhere() or views.framework_page(open_placing(runtime().database, g.visit.scope))


@placing.post("/framework")
@requires(*TEACHING)
def take_framework(launch: str) -> AnyResponse:
    """A framework is chosen; what comes with Senda is taken in first."""
    senda = runtime()
    chosen = request.form.get("framework", "") or f"{OWN_PREFIX}mathematics"
    if chosen.startswith(OWN_PREFIX):
        name = chosen.removeprefix(OWN_PREFIX)
        chosen = take_own_bank(senda.database, g.visit.scope, name, now=senda.clock(), language=language())
    return redirect(url_for("placing.competencies", framework=chosen), 303)


@placing.get("/competencies", endpoint="competencies")
@requires(*TEACHING)
def choose_competencies(launch: str) -> str | AnyResponse:
    """Step 2 of a new diagnostic."""
    if away := _elsewhere():
        return away
    chosen = request.args.getlist("competency") or None
    return views.competencies_page(_competencies(), chosen)


@placing.get("/bank", endpoint="bank")
@requires(*TEACHING)
def choose_bank(launch: str) -> str | AnyResponse:
    """Step 3 of a new diagnostic."""
    if away := _elsewhere():
        return away
    chosen = request.args.getlist("competency")
    framework = request.args.get("framework", "")
    try:
        page = open_banks(runtime().database, g.visit.scope, framework, chosen, language=language())
    except InputRefused as error:
        return _again(views.competencies_page(_competencies(), chosen, views.said(error)), error)
    return views.banks_page(page)


@placing.get("/kinds", endpoint="kinds")
@requires(*TEACHING)
def choose_kinds(launch: str) -> str | AnyResponse:
    """What shall stand in the course."""
    if away := _elsewhere():
        return away
    page = open_subject(runtime().database, g.visit.scope, subject_of(request.args))
    return views.kinds_page(page, request.args.getlist("kind"))


@placing.get("/details", endpoint="details")
@requires(*TEACHING)
def choose_details(launch: str) -> str | AnyResponse:
    """Titles, grades and dates."""
    if away := _elsewhere():
        return away
    page = open_subject(runtime().database, g.visit.scope, subject_of(request.args))
    try:
        kinds = kinds_of(request.args, several=_several())
    except InputRefused as error:
        return _again(views.kinds_page(page, problem=views.said(error)), error)
    return views.details_page(page, views.new_drafts(kinds, page))


@placing.post("/rehearsal", endpoint="rehearse")
@requires(*TEACHING)
def rehearse(launch: str) -> str | AnyResponse:
    """How it goes with invented students; a piece of the page of details."""
    senda = runtime()
    try:
        view = rehearse_subject(senda.database, g.visit.scope, subject_of(request.form), rng=senda.random())
    except InputRefused as error:
        piece = render_template("teacher/_refused.html", problem=views.said(error))
        return make_response(piece, error.status)
    return rehearsal_fragment(view)


@placing.post("/", endpoint="place")
@requires(*TEACHING)
def place(launch: str) -> str | AnyResponse:
    """Make what was chosen, and give a deep linking platform its answer."""
    senda, form, visit = runtime(), request.form, g.visit
    subject = subject_of(form)
    drafts = {kind: draft_of(form, kind) for kind in kinds_of(form, several=_several())}
    window = form.get("target") == "window"
    try:
        wishes = wishes_of(drafts, window=window)
        wanted = Placing(form.get("key", ""), subject, wishes)
        if visit.deep_linking is None:
            place_here(senda.database, visit.scope, wanted, now=senda.clock())
            return redirect(url_for("home.home"), 303)
        asked, placed = place_by_deep_linking(senda.database, visit.scope, wanted, now=senda.clock())
    except InputRefused as error:
        page = open_subject(senda.database, visit.scope, subject)
        key = form.get("key", "")
        return _again(
            views.details_page(page, drafts, key=key, window=window, problem=views.said(error)), error
        )
    return _answer(asked, placed)


@placing.post("/cancel", endpoint="cancel")
@requires(*TEACHING)
def cancel(launch: str) -> str:
    """Back to the platform with nothing chosen."""
    return _answer(asked_for(runtime().database, g.visit.scope), ())


def _answer(asked: Asked, placed: tuple[PlacedActivity, ...]) -> str:
    senda = runtime()
    now = senda.clock()
    items = [content_item(_chosen(one), asked.settings, senda.config.public_url) for one in placed]
    message = "" if items else gettext("Nothing was chosen.")
    token = sign(senda.keyring, response_claims(asked, items, message=message, now=now), now)
    return views.answer_page(asked.settings.return_url, token, len(items))


def _chosen(placed: PlacedActivity) -> Chosen:
    wish = placed.wish
    return Chosen(
        public_id=placed.public_id,
        kind=wish.kind,
        title=wish.title,
        text=views.kind_text(wish.kind),
        maximum=wish.maximum,
        opens_at=wish.opens_at,
        closes_at=wish.closes_at,
        window=wish.window,
        review_label=gettext("Result in Senda"),
    )


def _competencies() -> CompetenciesPage:
    return open_competencies(runtime().database, g.visit.scope, request.args.get("framework", ""))


def _several() -> bool:
    """Whether the platform takes more than one activity at once; the launched placement shows one."""
    return g.visit.deep_linking is not None and g.visit.deep_linking.multiple


def _elsewhere() -> AnyResponse | None:
    """Where to go instead, when there is nothing to place through this launch."""
    if g.visit.deep_linking is not None or needs_placing(runtime().database, g.visit.scope):
        return None
    if g.visit.scope.resource_link_id is None:
        raise NotFound()
    return redirect(url_for("teacher.class_page"), 303)


def _again(page: str, error: InputRefused) -> Response:
    """The form once more, with what was typed and what is wrong with it."""
    return make_response(page, error.status)
