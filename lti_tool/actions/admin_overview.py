"""How schools and their LMSs stand, for administrators: one light for each, and what needs doing first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from keys.keyring import KeyRing
from keys.rotation import KeyState
from lti_tool.database.beats import beats
from lti_tool.database.engine import Database
from lti_tool.database.oversight import (
    Counts,
    grade_counts,
    invitation_counts,
    last_launches,
    pending_deployments,
    platforms_seen,
    recent_refusals,
    roster_counts,
    school_of_scope,
)
from lti_tool.database.platforms import Platform
from lti_tool.database.scope import AdminScope

from .runtime import Runtime

LOOK_BACK = timedelta(days=30)
"""How far launches are looked for: older ones count as none of late."""
SILENT = timedelta(minutes=5)
"""A worker that swept for the last time so long ago is not running."""
SOON = timedelta(days=7)

Light = Literal["good", "new", "attention", "off"]


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """One LMS on the overview."""

    public_id: str
    label: str
    issuer: str
    school: str
    family: str
    light: Light
    reasons: tuple[tuple[str, int], ...]
    """What asks for attention: a code and how many."""
    last_launch: datetime | None
    last_grade: datetime | None
    last_roster: datetime | None
    refused: int
    pending: int


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do, with how many things it is about."""

    code: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the first page shows."""

    todo: tuple[Todo, ...]
    platforms: tuple[PlatformLine, ...]
    total: int
    worker_at: datetime | None
    key_until: datetime | None
    """When the signing key needs a successor; None: it has one, or there is no key yet."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the database says, by platform."""

    launches: Mapping[int, datetime]
    grades: Mapping[int, Counts]
    rosters: Mapping[int, Counts]
    refused: Mapping[int, int]
    pending: Mapping[int, int]


def open_overview(
    runtime: Runtime, scope: AdminScope, *, now: datetime, search: str = "", page: int = 1, size: int = 50
) -> Overview:
    """How everything stands that the scope may see; what asks for attention comes first."""
    with runtime.database.read() as session:
        rows = platforms_seen(session, scope)
        facts = _Facts(
            launches=last_launches(session, scope, now - LOOK_BACK),
            grades=grade_counts(session, scope),
            rosters=roster_counts(session, scope),
            refused=recent_refusals(session, now - timedelta(days=1)),
            pending=pending_deployments(session, scope),
        )
        invitations = invitation_counts(session, scope, now)
        worker = next((row.ended_at for row in beats(session) if row.task == "sweep"), None)
    lines = [_line(platform, school, facts) for platform, school in rows]
    order = {"attention": 0, "new": 1, "good": 2, "off": 3}
    lines.sort(key=lambda line: (order[line.light], (line.label or line.issuer).casefold()))
    wanted = search.casefold().strip()
    shown = [line for line in lines if wanted in f"{line.label} {line.issuer} {line.school}".casefold()]
    whole = scope.school_id is None
    key_until = _key_until(runtime.keyring) if whole else None
    return Overview(
        todo=_todo(lines, invitations, worker if whole else now, key_until, now),
        platforms=tuple(shown[(page - 1) * size : page * size]),
        total=len(shown),
        worker_at=worker if whole else None,
        key_until=key_until,
    )


def _line(platform: Platform, school: str, facts: _Facts) -> PlatformLine:
    grades = facts.grades.get(platform.id, Counts())
    rosters = facts.rosters.get(platform.id, Counts())
    pending, refused = facts.pending.get(platform.id, 0), facts.refused.get(platform.id, 0)
    check = platform.check_result or {}
    reasons = tuple(
        (code, number)
        for code, number in (
            ("pending", pending),
            ("check", int(bool(check) and not check.get("good", True))),
            ("grades", grades.failed),
            ("rosters", rosters.failed),
            ("refused", refused),
        )
        if number
    )
    last = facts.launches.get(platform.id)
    light: Light = "good" if last else "new"
    # A refusal now and then is somebody's second click; it is told, and does not change the light.
    if any(code != "refused" for code, _ in reasons):
        light = "attention"
    return PlatformLine(
        public_id=platform.public_id,
        label=platform.label,
        issuer=platform.issuer,
        school=school,
        family=platform.family,
        light=light if platform.active else "off",
        reasons=reasons,
        last_launch=last,
        last_grade=grades.last,
        last_roster=rosters.last,
        refused=refused,
        pending=pending,
    )


def _todo(
    lines: list[PlatformLine],
    invitations: Mapping[str, int],
    worker: datetime | None,
    key_until: datetime | None,
    now: datetime,
) -> tuple[Todo, ...]:
    sums = {
        code: sum(number for line in lines for name, number in line.reasons if name == code)
        for code in ("pending", "check", "grades", "rosters")
    }
    found = [
        Todo("worker_silent") if worker is None or now - worker > SILENT else None,
        Todo("key_late") if key_until is not None and key_until < now + SOON else None,
        Todo("first_platform") if not lines and not invitations["open"] else None,
        *(Todo(code, number) if number else None for code, number in sums.items()),
        Todo("invitations_failed", invitations["failed"]) if invitations["failed"] else None,
        Todo("invitations_expired", invitations["expired"]) if invitations["expired"] else None,
    ]
    return tuple(one for one in found if one is not None)


def _key_until(ring: KeyRing) -> datetime | None:
    """When the signing key should have been followed by another; None while a successor is published."""
    records = ring.records()
    if any(key.state is KeyState.PENDING for key in records):
        return None
    active = [key.active_at for key in records if key.state is KeyState.ACTIVE and key.active_at]
    return max(active) + ring.policy.rotate_every if active else None


def school_name(database: Database, scope: AdminScope) -> str:
    """The one school that the scope administers; empty for the whole installation."""
    with database.read() as session:
        school = school_of_scope(session, scope)
    return school.name if school else ""
