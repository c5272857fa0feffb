"""Verified notices are kept, each once, and what they say is put where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from lti_tool.database.classes import LmsContext
from lti_tool.database.engine import Database
from lti_tool.database.notices import MOST_ORIGINS, origins_noticed, take_notice
from lti_tool.database.platforms import Deployment, PlatformRecord
from lti_tool.lti.notices import CONTEXT_COPY, VerifiedNotice

_contexts: Any = LmsContext.__table__


@dataclass(frozen=True, slots=True)
class Received:
    """A notice and the platform that sent it."""

    platform: PlatformRecord
    notice: VerifiedNotice


def receive_notices(database: Database, received: Sequence[Received], *, now: datetime) -> int:
    """Keep notices; returns how many had not come before.

    A kind that means nothing to us is kept and nothing else.
    """
    taken = 0
    with database.write_plainly() as connection:
        for one in received:
            if _keep(connection, one, now):
                taken += 1
                if one.notice.kind == CONTEXT_COPY:
                    _tell_context(connection, one)
    return taken


def _keep(connection: Connection, one: Received, now: datetime) -> bool:
    notice, platform = one.notice, one.platform
    deployment = platform.deployments.get(notice.deployment_id)
    return take_notice(
        connection,
        {
            "school_id": deployment.school_id if deployment else platform.school_id,
            "platform_id": platform.id,
            "deployment_id": notice.deployment_id,
            "notice_id": notice.id,
            "kind": notice.kind,
            "context_id": notice.context_id,
            "values": {"origins": list(notice.origins)} if notice.origins else {},
            "sent_at": notice.sent_at,
            "received_at": now,
        },
    )


def _tell_context(connection: Connection, one: Received) -> None:
    """Tell a course that was launched already what it is a copy of; another finds the notice itself."""
    noticed = origins_noticed(connection, one.platform.id, one.notice.context_id)
    rows = connection.execute(
        select(_contexts.c.id, _contexts.c.origins)
        .join(Deployment.__table__, Deployment.id == _contexts.c.deployment_pk)
        .where(Deployment.platform_id == one.platform.id, _contexts.c.context_id == one.notice.context_id)
    ).all()
    for context in rows:
        origins = list(dict.fromkeys([*noticed, *context.origins]))[:MOST_ORIGINS]
        connection.execute(_contexts.update().where(_contexts.c.id == context.id).values(origins=origins))
