"""Addresses of bringing files in: choosing one, its pieces, its page, taking it in or throwing it away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from flask import Response, g, jsonify, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.bank_pages import ImportPage
from lti_tool.actions.open_banks import open_upload_page
from lti_tool.actions.open_import import open_import
from lti_tool.actions.take_import import Choice, accept_import, choose_framework
from lti_tool.actions.upload_file import (
    PIECE,
    UploadState,
    UploadWish,
    add_part,
    begin_upload,
    refuse_import,
)
from lti_tool.errors import InputRefused, NotFound, SendaError
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.incidents import report

from . import banks_views as views
from .banks_blueprint import TEACHING, banks
from .placing_views import said

MOST_CATEGORIES: Final = 500


@banks.get("/import", endpoint="bring")
@requires(*TEACHING)
def choose_file(launch: str) -> str:
    """Which file, and what it is for."""
    return views.upload_page(
        open_upload_page(runtime().database, g.visit.scope, request.args.get("bank", ""))
    )


@banks.post("/imports", endpoint="begin")
@requires(*TEACHING)
def begin(launch: str) -> AnyResponse:
    """Begin to send a file, or go on with it; answered for the page's script."""
    form = request.form
    senda = runtime()
    try:
        wish = UploadWish(
            filename=form.get("filename", ""),
            size=form.get("size", 0, type=int),
            stamp=form.get("stamp", ""),
            language=form.get("language", ""),
            framework=form.get("framework", ""),
            bank=form.get("bank", ""),
            title=form.get("title", ""),
        )
        return _state(begin_upload(senda.database, g.visit.scope, wish, now=senda.clock()))
    except InputRefused as refused:
        return _refused(refused)


@banks.post("/imports/<job>/parts/<number>", endpoint="part")
@requires(*TEACHING)
def part(launch: str, job: str, number: str) -> AnyResponse:
    """One piece of a file: the bytes as they are."""
    # Larger than what any form may send, so only here.
    request.max_content_length = PIECE + 1024
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise NotFound()
    senda, data = runtime(), request.get_data()
    try:
        state = add_part(senda.database, g.visit.scope, job, int(number), data, now=senda.clock())
    except InputRefused as refused:
        return _refused(refused)
    if state.complete:
        senda.wake("read_import", state.job_id)
    return _state(state)


@banks.get("/imports/<job>", endpoint="import")
@requires(*TEACHING)
def import_page(launch: str, job: str) -> AnyResponse:
    """Where a file is, what is in it, and what became of it."""
    page = _page(job)
    if request.headers.get("HX-Target") == "import-state" and page.status not in views.WAITING:
        # The piece of the page that looks every two seconds: what it waited for is a page of its own.
        place = {"path": url_for("banks.import", job=job), "target": "body", "swap": "innerHTML"}
        return Response(headers={"HX-Location": json.dumps(place)})
    return make_response(views.import_page(page, by=request.args.get("by", "")))


@banks.post("/imports/<job>/framework", endpoint="import_framework")
@requires(*TEACHING)
def framework(launch: str, job: str) -> AnyResponse:
    """Say what the questions are about, where the file does not."""
    senda, wanted = runtime(), request.form.get("framework", "")
    job_id = choose_framework(senda.database, g.visit.scope, job, wanted, now=senda.clock())
    senda.wake("read_import", job_id)
    return redirect(url_for("banks.import", job=job), 303)


@banks.post("/imports/<job>/take", endpoint="take")
@requires(*TEACHING)
def take(launch: str, job: str) -> AnyResponse:
    """Take it in."""
    senda, form = runtime(), request.form
    page = _page(job)
    choice = Choice(form.get("by", "own"), _categories(form, page))  # type: ignore[arg-type]
    job_id = accept_import(senda.database, g.visit.scope, job, choice, now=senda.clock())
    senda.wake("take_import", job_id)
    return redirect(url_for("banks.import", job=job), 303)


@banks.post("/imports/<job>/refuse", endpoint="refuse")
@requires(*TEACHING)
def refuse(launch: str, job: str) -> AnyResponse:
    """Throw it away."""
    senda = runtime()
    bank = refuse_import(senda.database, g.visit.scope, job, now=senda.clock())
    place = url_for("banks.one", bank=bank) if bank else url_for("banks.all")
    return redirect(place, 303)


def _page(job: str) -> ImportPage:
    senda = runtime()
    return open_import(senda.database, g.visit.scope, job, now=senda.clock())


def _categories(form: Mapping[str, str], page: ImportPage) -> dict[str, str]:
    """The competency chosen for each category, which the form names by its place on the page."""
    chosen = ((name, form.get(f"category-{place}", "")) for place, name in enumerate(page.categories))
    return {name: code for name, code in list(chosen)[:MOST_CATEGORIES] if code}


def _state(state: UploadState) -> Response:
    return jsonify(
        next=state.next,
        complete=state.complete,
        piece=PIECE,
        parts=url_for("banks.part", job=state.id, number="0").removesuffix("0"),
        page=url_for("banks.import", job=state.id),
    )


def _refused(error: SendaError) -> AnyResponse:
    """Why not, as a sentence for the form that stays as it is."""
    report(error)
    answer = jsonify(problem=said(error), awaited=error.values.get("awaited"))
    answer.status_code = error.status
    answer.headers["X-Senda-Error"] = error.code
    return answer
