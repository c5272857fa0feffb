"""Addresses of the pages about one's data: everybody may ask, each only for themselves."""

from __future__ import annotations

import json

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.open_privacy import erase_in_school, export_in_school, open_privacy
from lti_tool.actions.personal_data import erase_person, export_person, open_my_data
from lti_tool.errors import InputRefused, NotFound
from lti_tool.lti.claims import DATA_PRIVACY_REQUEST
from lti_tool.web.auth import Visit, requires
from lti_tool.web.entrance import runtime

from . import views

rights = Blueprint("rights", __name__, url_prefix="/s/<launch>")
rights.add_app_template_filter(views.look_name, "look_name")
rights.add_app_template_filter(views.field_name, "field_name")


@rights.get("/data")
@requires(*Role)
def data(launch: str) -> str:
    """What is known of the person who asks."""
    return views.data_page(open_my_data(runtime().database, g.visit.scope))


@rights.get("/data/download")
@requires(*Role)
def download(launch: str) -> Response:
    """Everything that is held of the person who asks, for them and for machines to read."""
    return _file(export_person(runtime().database, g.visit.scope))


@rights.post("/data/erase")
@requires(*Role)
def erase(launch: str) -> str:
    """Erase what is held of the person who asks; only with the box ticked."""
    if request.form.get("understood") != "yes":
        raise InputRefused("input_invalid")
    senda = runtime()
    erase_person(senda.database, g.visit.scope, now=senda.clock())
    page = views.erased_page()
    g.pop("visit")
    return page


@rights.get("/how")
@requires(*Role)
def how(launch: str) -> str:
    """How Senda works."""
    return views.how_page()


def privacy_home(visit: Visit) -> str:
    """The page of a data privacy launch: all schools of the LMS in which something is held of the person."""
    return views.privacy_page(open_privacy(runtime().database, visit.scope))


@rights.get("/privacy/<person>/download", endpoint="privacy_download")
@requires(*Role)
def download_in_school(launch: str, person: str) -> Response:
    """Everything that one school holds of the person who asks."""
    _privacy_only()
    return _file(export_in_school(runtime().database, g.visit.scope, person))


@rights.post("/privacy/<person>/erase", endpoint="privacy_erase")
@requires(*Role)
def erase_one_school(launch: str, person: str) -> str | AnyResponse:
    """Erase what one school holds of the person who asks; only with the box ticked."""
    _privacy_only()
    if request.form.get("understood") != "yes":
        raise InputRefused("input_invalid")
    senda = runtime()
    if not erase_in_school(senda.database, g.visit.scope, person, now=senda.clock()):
        return redirect(url_for("home.home"), 303)
    page = views.erased_page()
    g.pop("visit")
    return page


@rights.get("/answering")
@requires(*Role)
def answering(launch: str) -> str:
    """How a school answers somebody who asks for their data."""
    return views.answering_page()


def _privacy_only() -> None:
    """These addresses belong to the launch that is about nothing but one's data."""
    if g.visit.message_type != DATA_PRIVACY_REQUEST:
        raise NotFound()


def _file(held: object) -> Response:
    return Response(
        json.dumps(held, ensure_ascii=False, indent=2, default=str),
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )
