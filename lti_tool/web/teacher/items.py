"""Addresses of single questions: written, edited, looked at as a student."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.add_media import MOST_BYTES, add_media
from lti_tool.actions.edit_item import ItemFaults, restore_wording, save_item, set_item_aside
from lti_tool.actions.new_bank import new_bank, open_new_bank
from lti_tool.actions.open_item import open_editor, open_item, open_kinds, open_new_item, what_changed
from lti_tool.actions.preview_item import preview_item
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.cloze import typed_fragment
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import LANGUAGES, language

from . import items_views as views
from .items_forms import LONGEST_LINE, answer_of_form, draft_of_form, kind_of, since_of

TEACHING = (Role.TEACHER, Role.ASSISTANT)
LONGEST_TYPED = 400
_ROOM = 64 * 1024
"""Bytes of a request besides its file."""

items = Blueprint("items", __name__, url_prefix="/s/<launch>/banks/<bank>/items")
items.add_app_template_filter(views.language_name, "language_name_of")
items.add_app_template_filter(views.part_name, "part_name")
items.add_app_template_filter(views.field_id, "field_id")

# A bank begins with its first question, so making an empty one lies here; it has no bank in its address.
new_banks = Blueprint("new_banks", __name__, url_prefix="/s/<launch>/new-bank")


@items.get("/new", endpoint="new")
@requires(*TEACHING)
def new_item(launch: str, bank: str) -> str:
    """Which kind of question; then its form."""
    senda, scope, asked = runtime(), g.visit.scope, request.args
    competency = asked.get("competency", "")[:LONGEST_TYPED]
    if "kind" not in asked:
        return views.kinds_page(open_kinds(senda.database, scope, bank, competency))
    kind = kind_of(asked["kind"])
    return views.editor_page(open_new_item(senda.database, scope, bank, kind, language(), competency))


@items.post("/new", endpoint="write")
@requires(*TEACHING)
def write(launch: str, bank: str) -> AnyResponse:
    """Keep a new question."""
    return _save(bank, "")


@items.get("/<item>", endpoint="one")
@requires(*TEACHING)
def one_item(launch: str, bank: str, item: str) -> str:
    """A question: what it is and was, where it is used."""
    page = open_item(runtime().database, g.visit.scope, bank, item, language=language())
    return views.item_page(page, done=request.args.get("done", ""))


@items.get("/<item>/edit", endpoint="edit")
@requires(*TEACHING)
def edit(launch: str, bank: str, item: str) -> str:
    """The form of a question."""
    return views.editor_page(open_editor(runtime().database, g.visit.scope, bank, item))


@items.post("/<item>/edit", endpoint="save")
@requires(*TEACHING)
def save(launch: str, bank: str, item: str) -> AnyResponse:
    """Keep what was changed."""
    return _save(bank, item)


@items.post("/preview", endpoint="preview")
@requires(*TEACHING)
def preview(launch: str, bank: str) -> str:
    """A draft as a student meets it."""
    return _preview(bank, tried=False)


@items.post("/try", endpoint="attempt")
@requires(*TEACHING)
def attempt(launch: str, bank: str) -> str:
    """What would come of an answer to a draft."""
    return _preview(bank, tried=True)


@items.post("/typed", endpoint="typed")
@requires(*TEACHING)
def typed(launch: str, bank: str) -> str:
    """How an answer that is tried is read so far."""
    text = request.form.get("text", "")[:LONGEST_TYPED]
    return typed_fragment(runtime().answers.preview(text, _shown())) if text.strip() else ""


@items.post("/files", endpoint="upload")
@requires(*TEACHING)
def upload(launch: str, bank: str) -> AnyResponse:
    """Bring in an image or a sound."""
    request.max_content_length = MOST_BYTES + _ROOM
    senda, sent = runtime(), request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise InputRefused("media_empty")
        file = add_media(senda.database, g.visit.scope, sent.stream, sent.filename, now=senda.clock())
    except InputRefused as error:
        return make_response(views.file_fragment(None, views.said(error)), 200)
    return make_response(views.file_fragment(file))


@items.post("/<item>/aside", endpoint="aside")
@requires(*TEACHING)
def aside(launch: str, bank: str, item: str) -> AnyResponse:
    """Never ask it again, or again."""
    senda, wanted = runtime(), request.form.get("aside") == "yes"
    set_item_aside(senda.database, g.visit.scope, bank, item, aside=wanted, now=senda.clock())
    done = "aside" if wanted else "back"
    return redirect(url_for("items.one", bank=bank, item=item, done=done), 303)


@items.post("/<item>/restore", endpoint="restore")
@requires(*TEACHING)
def restore(launch: str, bank: str, item: str) -> AnyResponse:
    """Go back to an earlier wording."""
    senda, scope, number = runtime(), g.visit.scope, request.form.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise InputRefused("input_invalid")
    try:
        found = restore_wording(
            senda.database, scope, bank, item, int(number), since=since_of(request.form), now=senda.clock()
        )
    except InputRefused as error:
        page = open_item(senda.database, scope, bank, item, language=language())
        return make_response(views.item_page(page, problem=views.said(error)), error.status)
    return redirect(url_for("items.one", bank=bank, item=found.id, done="restored"), 303)


@new_banks.get("", endpoint="ask")
@requires(*TEACHING)
def ask_bank(launch: str) -> str:
    """Name and list of competencies of a new bank."""
    return views.new_bank_page(open_new_bank(runtime().database, g.visit.scope))


@new_banks.post("", endpoint="make")
@requires(*TEACHING)
def make_bank(launch: str) -> AnyResponse:
    """An empty bank, and on to its first question."""
    senda, scope, form = runtime(), g.visit.scope, request.form
    title, framework = form.get("title", "")[:LONGEST_LINE], form.get("framework", "")
    try:
        made = new_bank(senda.database, scope, title, framework, now=senda.clock())
    except InputRefused as error:
        page = open_new_bank(senda.database, scope)
        again = views.new_bank_page(page, title=title, framework=framework, problem=views.said(error))
        return make_response(again, error.status)
    return redirect(url_for("items.new", bank=made), 303)


def _save(bank: str, item: str) -> AnyResponse:
    senda, scope, form = runtime(), g.visit.scope, request.form
    draft, since, shown = draft_of_form(form), since_of(form), form.get("shown", "")
    try:
        saved = save_item(senda.database, scope, bank, draft, item=item, since=since, now=senda.clock())
    except ItemFaults as error:
        page = open_editor(senda.database, scope, bank, item, draft)
        again = views.editor_page(page, faults=error.faults, problem=views.said(error), shown=shown)
        return make_response(again, error.status)
    except InputRefused as error:
        if error.code != "item_changed_meanwhile":
            raise
        page = open_editor(senda.database, scope, bank, item, draft)
        against = what_changed(senda.database, scope, bank, item, draft)
        again = views.editor_page(page, problem=views.said(error), against=against, shown=shown)
        return make_response(again, error.status)
    return redirect(url_for("items.one", bank=bank, item=saved.id, done=saved.change), 303)


def _preview(bank: str, *, tried: bool) -> str:
    senda, form = runtime(), request.form
    item, shown = form.get("item", ""), _shown()
    answer = answer_of_form(form, form.get("language", shown)[:3]) if tried else None
    page = preview_item(
        senda.database, senda.answers, g.visit.scope, bank, draft_of_form(form),
        language=shown, item=item, answer=answer,
    )  # fmt: skip
    return views.preview_fragment(page, bank, item)


def _shown() -> str:
    """The language whose fields are seen."""
    shown = request.form.get("shown") or request.form.get("language", "")
    return shown[:3] or (language() if language() in LANGUAGES else "es")
