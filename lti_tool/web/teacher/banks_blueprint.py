"""The blueprint that all pages of question banks belong to."""

from __future__ import annotations

from flask import Blueprint

from adapters.lms.base import Role

banks = Blueprint("banks", __name__, url_prefix="/s/<launch>/banks")
TEACHING = (Role.TEACHER, Role.ASSISTANT)
