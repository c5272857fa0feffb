"""The trail: who changed what, for administrators; and the tool's own keys, which they may rotate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from keys.rotation import KeyRecord
from lti_tool.database.admins import record_event
from lti_tool.database.engine import Database
from lti_tool.database.oversight import event_kinds, events_seen, schools_seen
from lti_tool.database.scope import AdminScope

from .runtime import Runtime

PAGE = 50
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class EventView:
    """One change."""

    at: datetime
    actor: str
    event: str
    school: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of changes, and what they can be filtered by."""

    events: tuple[EventView, ...]
    more: bool
    kinds: tuple[str, ...]
    schools: tuple[tuple[str, str], ...]


def open_trail(
    database: Database,
    scope: AdminScope,
    *,
    school: str = "",
    event: str = "",
    page: int = 1,
    size: int = PAGE,
) -> TrailPage:
    """Changes, newest first; of one school or of one kind where asked."""
    with database.read() as session:
        rows = events_seen(
            session, scope, school=school, event=event, limit=size + 1, offset=(page - 1) * size
        )
        kinds = tuple(event_kinds(session, scope))
        schools = tuple((row.public_id, row.name) for row in schools_seen(session, scope))
    shown = tuple(EventView(row.at, row.actor, row.event, name, row.values) for row, name in rows[:size])
    return TrailPage(shown, len(rows) > size, kinds, schools)


def rotate_keys(runtime: Runtime, scope: AdminScope, *, now: datetime) -> bool:
    """Publish the next signing key now; false where one is published already."""
    runtime.keyring.signing_key(now)  # the first key ever is made here
    steps = runtime.keyring.rotate(now, force=True)
    if steps:
        with runtime.database.write() as session:
            record_event(session, scope, "key_rotated", None, now)
    return bool(steps)


def key_records(runtime: Runtime, *, now: datetime) -> tuple[KeyRecord, ...]:
    """All keys, newest first."""
    runtime.keyring.signing_key(now)
    return tuple(reversed(runtime.keyring.records()))
