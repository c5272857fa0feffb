"""Addresses of the pages about one's data: everybody may ask, each only for themselves."""

from __future__ import annotations

import json

from flask import Blueprint, Response, g, request

from adapters.lms.base import Role
from lti_tool.actions.personal_data import erase_person, export_person, open_my_data
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
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
    held = export_person(runtime().database, g.visit.scope)
    return Response(
        json.dumps(held, ensure_ascii=False, indent=2, default=str),
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


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
