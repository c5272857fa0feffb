"""How grades and class lists fare, platform by platform, and sending again what failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lti_tool.database.admins import record_event
from lti_tool.database.beats import WorkerBeat, beats
from lti_tool.database.engine import Database
from lti_tool.database.oversight import (
    Counts,
    failed_grades,
    grade_counts,
    platform_seen,
    platforms_seen,
    retry_grades,
    roster_counts,
    roster_problems,
)
from lti_tool.database.scope import AdminScope
from lti_tool.errors import NotFound


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One LMS: how many grades and lists went well, wait, failed."""

    public_id: str
    label: str
    school: str
    grades: Counts
    rosters: Counts


@dataclass(frozen=True, slots=True)
class Failure:
    """Failures of one reason in one class; `at` is the newest, or when the list last came."""

    platform: str
    label: str
    reason: str
    class_title: str
    number: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HealthPage:
    """All that the page shows."""

    lines: tuple[HealthLine, ...]
    grades: tuple[Failure, ...]
    rosters: tuple[Failure, ...]


def open_health(database: Database, scope: AdminScope) -> HealthPage:
    """Grades and class lists of every platform that the administrator may see."""
    with database.read() as session:
        grades, rosters = grade_counts(session, scope), roster_counts(session, scope)
        lines = [
            HealthLine(
                row.public_id,
                row.label or row.issuer,
                school,
                grades.get(row.id, Counts()),
                rosters.get(row.id, Counts()),
            )
            for row, school in platforms_seen(session, scope)
        ]
        failed = [Failure(*row) for row in failed_grades(session, scope)]
        missing = [
            Failure(row[0], row[1], row[2], row[3], 1, row[4]) for row in roster_problems(session, scope)
        ]
    lines.sort(key=lambda line: (-line.grades.failed - line.rosters.failed, line.label.casefold()))
    return HealthPage(tuple(lines), tuple(failed), tuple(missing))


def try_again(database: Database, scope: AdminScope, platform: str, *, now: datetime) -> int:
    """Make the failed grades of a platform due again; the caller then wakes the worker.

    Raises
    ------
    NotFound
        There is no such platform, or not for this administrator.
    """
    with database.write() as session:
        found = platform_seen(session, scope, platform)
        if found is None:
            raise NotFound("page_unknown")
        number = retry_grades(session, scope, found[0].id, now)
        label = found[0].label or found[0].issuer
        record_event(
            session, scope, "grades_tried_again", found[0].school_id, now, platform=label, grades=number
        )
    return number


def last_runs(database: Database) -> tuple[WorkerBeat, ...]:
    """What the worker did last."""
    with database.read() as session:
        return tuple(beats(session))
