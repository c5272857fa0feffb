"""Where a teacher finds what diagnostics are made of: lists of competencies, banks, diagnostics."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from adapters.lms.base import Role
from lti_tool.actions.open_materials import open_materials
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime

materials = Blueprint("materials", __name__, url_prefix="/s/<launch>/materials")

TEACHING = (Role.TEACHER, Role.ASSISTANT)


@materials.get("/", endpoint="all")
@requires(*TEACHING)
def all_materials(launch: str) -> str:
    """The ways to everything that a diagnostic is made of."""
    page = open_materials(runtime().database, g.visit.scope)
    return render_template("teacher/materials.html", page=page, tab="materials.all")
