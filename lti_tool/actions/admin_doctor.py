"""The last launches with what became of them, and a token looked at check by check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lti_tool.database.engine import Database
from lti_tool.database.oversight import entered_launches, refused_launches
from lti_tool.database.platforms import PlatformRecord, platforms_of_issuer
from lti_tool.database.scope import AdminScope
from lti_tool.lti.doctor import Check, examine
from lti_tool.lti.tokens import PlatformKeys

MOST = 50


@dataclass(frozen=True, slots=True)
class LaunchLine:
    """One launch: entered or refused, and why; no word of who came."""

    at: datetime
    decision: str
    """entered or refused."""
    platform: str
    label: str
    code: str = ""
    incident: str = ""
    step: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def recent_launches(
    database: Database,
    scope: AdminScope,
    *,
    platform: str = "",
    incident: str = "",
    decision: str = "",
) -> tuple[LaunchLine, ...]:
    """The last launches, newest first; only refusals have an incident code."""
    lines: list[LaunchLine] = []
    with database.read() as session:
        if decision != "refused" and not incident:
            lines += [
                LaunchLine(
                    row[0],
                    "entered",
                    row[1],
                    row[2],
                    facts={"role": row[3], "course": row[4], "message": row[5], "deployment": row[6]},
                )
                for row in entered_launches(session, scope, platform=platform, limit=MOST)
            ]
        if decision != "entered":
            lines += [
                LaunchLine(
                    row.at,
                    "refused",
                    known.public_id if known else "",
                    (known.label or known.issuer) if known else row.issuer,
                    row.code,
                    row.incident,
                    row.step,
                    {"client_id": row.client_id, "deployment": row.deployment_id, **row.facts},
                )
                for row, known in refused_launches(
                    session, scope, platform=platform, incident=incident, limit=MOST
                )
            ]
    lines.sort(key=lambda line: line.at, reverse=True)
    return tuple(lines[:MOST])


def examine_token(
    database: Database,
    scope: AdminScope,
    token: str,
    keys: PlatformKeys,
    public_url: str,
    *,
    now: datetime,
) -> tuple[Check, ...]:
    """Every check of a launch on a token; it is kept nowhere and opens nothing."""

    def registered(issuer: str) -> Sequence[PlatformRecord]:
        with database.read() as session:
            known = platforms_of_issuer(session, issuer)
        return [one for one in known if scope.school_id in (None, one.school_id)]

    return examine(token, registered, keys, public_url, now)
