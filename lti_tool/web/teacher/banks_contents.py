"""Addresses of banks: all of them, one with its questions, many changed at once, coverage, history, files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from flask import Response, g, make_response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.bank_coverage import open_coverage, open_history
from lti_tool.actions.bank_pages import Search
from lti_tool.actions.edit_bank import rename_bank, undo_revision
from lti_tool.actions.export_bank import check_export, export_bank, open_export
from lti_tool.actions.link_items import Change, apply_change, preview_change
from lti_tool.actions.open_bank import open_bank
from lti_tool.actions.open_banks import open_banks
from lti_tool.actions.take_own_bank import take_own_bank
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import language

from . import banks_views as views
from .banks_blueprint import TEACHING, banks
from .placing_views import said

LONGEST_SEARCH: Final = 200
MOST_TICKED: Final = 500


@banks.get("", endpoint="all")
@requires(*TEACHING)
def all_banks(launch: str) -> str:
    """The banks of the school."""
    return views.banks_page(open_banks(runtime().database, g.visit.scope))


@banks.post("/own", endpoint="take_own")
@requires(*TEACHING)
def take_own(launch: str) -> AnyResponse:
    """Take in a bank that comes with Senda."""
    senda = runtime()
    name = request.form.get("name", "")
    take_own_bank(senda.database, g.visit.scope, name, now=senda.clock(), language=language())
    return redirect(url_for("banks.all"), 303)


@banks.get("/<bank>", endpoint="one")
@requires(*TEACHING)
def one_bank(launch: str, bank: str) -> str:
    """A bank with those of its questions that are looked for."""
    return _one(bank)


@banks.get("/<bank>/name", endpoint="name")
@requires(*TEACHING)
def name(launch: str, bank: str) -> str:
    """Another name for it."""
    page = open_bank(runtime().database, g.visit.scope, bank, Search(), language=language())
    return views.rename_page(page.bank, page.bank.title)


@banks.post("/<bank>/name", endpoint="rename")
@requires(*TEACHING)
def rename(launch: str, bank: str) -> AnyResponse:
    """Rename it."""
    senda, title = runtime(), request.form.get("title", "")
    try:
        rename_bank(senda.database, g.visit.scope, bank, title, now=senda.clock())
    except InputRefused as refused:
        page = open_bank(senda.database, g.visit.scope, bank, Search(), language=language())
        return make_response(views.rename_page(page.bank, title, said(refused)), refused.status)
    return redirect(url_for("banks.one", bank=bank), 303)


@banks.post("/<bank>/change", endpoint="preview")
@requires(*TEACHING)
def preview(launch: str, bank: str) -> AnyResponse:
    """What a change of many questions would do; nothing is changed by it."""
    senda, change = runtime(), _change(request.form)
    try:
        page = preview_change(senda.database, g.visit.scope, bank, change, language=language())
    except InputRefused as refused:
        return make_response(_one(bank, change=change, problem=said(refused)), refused.status)
    return make_response(views.change_page(page))


@banks.post("/<bank>/apply", endpoint="apply")
@requires(*TEACHING)
def apply(launch: str, bank: str) -> AnyResponse:
    """Do it."""
    senda, change = runtime(), _change(request.form)
    revision = request.form.get("revision", 0, type=int)
    try:
        changed = apply_change(senda.database, g.visit.scope, bank, change, revision, now=senda.clock())
    except InputRefused as refused:
        return make_response(_one(bank, change=change, problem=said(refused)), refused.status)
    values: dict[str, Any] = {"bank": bank, "changed": changed, **change.search.as_query()}
    return redirect(url_for("banks.one", **values), 303)


@banks.get("/<bank>/coverage", endpoint="coverage")
@requires(*TEACHING)
def coverage(launch: str, bank: str) -> str:
    """Which competencies lack questions."""
    return views.coverage_page(open_coverage(runtime().database, g.visit.scope, bank))


@banks.get("/<bank>/history", endpoint="history")
@requires(*TEACHING)
def history(launch: str, bank: str) -> str:
    """What was done to it."""
    return views.history_page(open_history(runtime().database, g.visit.scope, bank))


@banks.post("/<bank>/undo", endpoint="undo")
@requires(*TEACHING)
def undo(launch: str, bank: str) -> AnyResponse:
    """Take the newest change back."""
    senda, revision = runtime(), request.form.get("revision", 0, type=int)
    undo_revision(senda.database, g.visit.scope, bank, revision, now=senda.clock())
    return redirect(url_for("banks.history", bank=bank), 303)


@banks.get("/<bank>/export", endpoint="export")
@requires(*TEACHING)
def export(launch: str, bank: str) -> str:
    """In which formats it can be had, and what each leaves out."""
    return views.export_page(open_export(runtime().database, g.visit.scope, bank))


@banks.get("/<bank>/export/<kind>", endpoint="download")
@requires(*TEACHING)
def download(launch: str, bank: str, kind: str) -> Response:
    """The bank as a file."""
    senda, scope = runtime(), g.visit.scope
    filename, chosen = check_export(senda.database, scope, bank, kind)
    pieces = export_bank(senda.database, scope, bank, chosen, language=language())
    # All of it is written before the first piece comes: what fails there still gets a page that says so.
    return Response(
        _from_first(next(pieces, b""), pieces),
        mimetype=views.MIME_TYPES[kind],
        headers={"Content-Disposition": views.attachment(filename)},
    )


def _from_first(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _one(bank: str, *, change: Change | None = None, problem: str = "") -> str:
    search = change.search if change else _search(request.args)
    number = max(1, request.args.get("page", 1, type=int))
    page = open_bank(runtime().database, g.visit.scope, bank, search, page=number, language=language())
    return views.bank_page(
        page, change=change, problem=problem, changed=request.args.get("changed", type=int)
    )


def _search(values: MultiDict[str, str]) -> Search:
    names = ("text", "competency", "category", "tag", "kind", "withheld", "pilot")
    return Search(**{name: values.get(name, "")[:LONGEST_SEARCH] for name in names})


def _change(form: MultiDict[str, str]) -> Change:
    ids = [int(one) for one in form.getlist("entry") if one.isascii() and one.isdigit() and len(one) < 19]
    return Change(
        what=form.get("what", ""),
        search=_search(form),
        competency=form.get("competency_to", ""),
        tag=form.get("tag_to", ""),
        ids=tuple(ids[:MOST_TICKED]),
        all_found=form.get("all", "") == "yes",
    )
