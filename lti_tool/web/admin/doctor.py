"""The launch doctor: what became of the last launches, and a token looked at check by check."""

from __future__ import annotations

from typing import Any

from flask import request

from lti_tool.actions.admin_doctor import MOST, examine_token, recent_launches
from lti_tool.actions.admin_platforms import platform_names
from lti_tool.web.entrance import entrance, runtime

from .access import Level, administers
from .blueprint import admin, page, visit

LONGEST_TOKEN = 60_000


@admin.get("/doctor")
@administers(Level.SCHOOL)
def doctor() -> str:
    """The last launches, newest first, and the form for a token."""
    return page("doctor.html", **_values())


def _values(**more: Any) -> dict[str, Any]:
    senda, scope, asked = runtime(), visit().scope, request.args
    platform, decision = asked.get("platform", ""), asked.get("decision", "")
    incident = asked.get("incident", "").strip().upper()
    launches = recent_launches(senda.database, scope, platform=platform, incident=incident, decision=decision)
    return {
        "launches": launches,
        "most": MOST,
        "names": platform_names(senda.database, scope),
        "filters": {"platform": platform, "incident": incident, "decision": decision},
        **more,
    }


@admin.post("/doctor", endpoint="examine")
@administers(Level.SCHOOL)
def examine() -> str:
    """Why a launch with this token would be refused; the token is neither kept nor logged."""
    senda = runtime()
    token = "".join(request.form.get("token", "").split())[:LONGEST_TOKEN]
    checks = examine_token(
        senda.database,
        visit().scope,
        token,
        entrance().door.keys,
        senda.config.public_url,
        now=senda.clock(),
    )
    return page("doctor.html", **_values(checks=checks))
