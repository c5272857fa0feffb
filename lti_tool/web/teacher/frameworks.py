"""Addresses of lists of competencies: taken in, looked at, taken along; editing is beside this."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.frameworks import case
from adapters.lms.base import Role
from lti_tool.actions.copy_framework import bring_bank, copy_framework, open_bring
from lti_tool.actions.export_framework import Format, export_framework
from lti_tool.actions.open_frameworks import open_framework, open_frameworks
from lti_tool.actions.take_framework import (
    accept_import,
    choose_kinds,
    drop_import,
    open_import,
    receive_address,
    receive_file,
    take_own_framework,
)
from lti_tool.errors import ImportRefused, InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import language

from . import frameworks_views as views
from .frameworks_editing import editing
from .placing_views import said

frameworks = Blueprint("frameworks", __name__, url_prefix="/s/<launch>/frameworks")
frameworks.register_blueprint(editing)
frameworks.add_app_template_filter(views.is_long, "is_long")
frameworks.add_app_template_filter(views.licence_words, "licence_words")

TEACHING = (Role.TEACHER, Role.ASSISTANT)
LARGEST_UPLOAD: Final = case.LARGEST + 64 * 1024
"""Bytes: the file and the form around it."""
_TYPES: Final[dict[Format, str]] = {"case": "application/json", "csv": "text/csv"}


@frameworks.get("/", endpoint="all")
@requires(*TEACHING)
def all_frameworks(launch: str) -> str:
    """The lists of the school, and those that come with Senda."""
    return views.frameworks_page(open_frameworks(runtime().database, g.visit.scope))


@frameworks.post("/own")
@requires(*TEACHING)
def take_own(launch: str) -> AnyResponse:
    """Take in one that comes with Senda."""
    senda = runtime()
    code = request.form.get("code", "")
    taken = take_own_framework(senda.database, g.visit.scope, code, now=senda.clock())
    return redirect(url_for("frameworks.one", framework=taken), 303)


@frameworks.get("/new")
@requires(*TEACHING)
def new(launch: str) -> str:
    """Bring one in from a file or an address."""
    return views.new_page()


@frameworks.post("/new/file")
@requires(*TEACHING)
def take_file(launch: str) -> AnyResponse:
    """A file arrives; nothing is taken in before its preview was seen."""
    request.max_content_length = LARGEST_UPLOAD
    senda = runtime()
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise InputRefused("framework_file_missing")
        data = upload.read(case.LARGEST + 1)
        name = receive_file(
            senda.database, g.visit.scope, data, upload.filename, language=language(), now=senda.clock()
        )
    except InputRefused as error:
        return _again(views.new_page(problem=said(error)), error)
    return redirect(url_for("frameworks.preview", job=name), 303)


@frameworks.post("/new/address")
@requires(*TEACHING)
def take_address(launch: str) -> AnyResponse:
    """A package is fetched from the address that was typed, and from nowhere else."""
    senda = runtime()
    address = request.form.get("address", "")[:2_000]
    try:
        name = receive_address(
            senda.database, senda.config, g.visit.scope, address, language=language(), now=senda.clock()
        )
    except InputRefused as error:
        return _again(views.new_page(problem=said(error), address=address), error)
    return redirect(url_for("frameworks.preview", job=name), 303)


@frameworks.get("/imports/<job>")
@requires(*TEACHING)
def preview(launch: str, job: str) -> str:
    """What is in it."""
    return views.import_page(open_import(runtime().database, g.visit.scope, job))


@frameworks.post("/imports/<job>/kinds")
@requires(*TEACHING)
def kinds(launch: str, job: str) -> AnyResponse:
    """Read a CASE package with other entries as its competencies."""
    senda = runtime()
    choose_kinds(
        senda.database, g.visit.scope, job, request.form.getlist("kind"), now=senda.clock()
    )
    return redirect(url_for("frameworks.preview", job=job), 303)


@frameworks.post("/imports/<job>/take")
@requires(*TEACHING)
def accept(launch: str, job: str) -> AnyResponse:
    """Take it in, whole or not at all."""
    senda = runtime()
    version = request.form.get("version", "")[:200]
    try:
        taken = accept_import(senda.database, g.visit.scope, job, version, now=senda.clock())
    except InputRefused as error:
        page = open_import(senda.database, g.visit.scope, job)
        return _again(views.import_page(page, problem=said(error), version=version), error)
    return redirect(url_for("frameworks.one", framework=taken), 303)


@frameworks.post("/imports/<job>/drop")
@requires(*TEACHING)
def drop(launch: str, job: str) -> AnyResponse:
    """Throw it away."""
    drop_import(runtime().database, g.visit.scope, job)
    return redirect(url_for("frameworks.all"), 303)


@frameworks.get("/<framework>/")
@requires(*TEACHING)
def one(launch: str, framework: str) -> str:
    """One list with all that is in it."""
    page = open_framework(runtime().database, g.visit.scope, framework)
    return views.framework_page(page, request.args.get("area", ""))


@frameworks.get("/<framework>/case.json")
@requires(*TEACHING)
def case_file(launch: str, framework: str) -> Response:
    """It as a CASE 1.1 package."""
    return _file(framework, "case")


@frameworks.get("/<framework>/table.csv")
@requires(*TEACHING)
def csv_file(launch: str, framework: str) -> Response:
    """It as a table."""
    return _file(framework, "csv")


@frameworks.post("/<framework>/copy")
@requires(*TEACHING)
def copy(launch: str, framework: str) -> AnyResponse:
    """Make a copy to edit."""
    senda = runtime()
    draft = copy_framework(senda.database, g.visit.scope, framework, now=senda.clock())
    return redirect(url_for("frameworks.edit.draft", framework=draft), 303)


@frameworks.get("/<framework>/questions/<bank>")
@requires(*TEACHING)
def bring(launch: str, framework: str, bank: str) -> str:
    """What would come along of a bank of another version."""
    return views.bring_page(open_bring(runtime().database, g.visit.scope, framework, bank))


@frameworks.post("/<framework>/questions/<bank>", endpoint="bring_along")
@requires(*TEACHING)
def bring_along(launch: str, framework: str, bank: str) -> AnyResponse:
    """Make a new bank of them."""
    senda = runtime()
    title = request.form.get("title", "")
    bring_bank(senda.database, g.visit.scope, framework, bank, title, now=senda.clock())
    return redirect(url_for("frameworks.one", framework=framework, _anchor="used"), 303)


def _file(framework: str, form: Format) -> Response:
    file = export_framework(runtime().database, g.visit.scope, framework, form)
    return Response(
        file.data,
        mimetype=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


def _again(page: str, error: InputRefused | ImportRefused) -> Response:
    """The page once more, with what was typed and what is wrong with it."""
    response = make_response(page, error.status)
    response.headers["X-Senda-Error"] = error.code
    return response
