"""Files that were brought in go after a day, images that nothing shows after a month; what waits is found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from adapters.lms.base import Role
from lti_tool.database.engine import Database
from lti_tool.database.imports import ImportJob, drop_parts, imports_left, imports_waiting
from lti_tool.database.media import drop_unused_media
from lti_tool.database.scope import Scope

SILENT: Final = timedelta(minutes=5)
"""Without a sign of life for so long, the worker that had it is taken for dead."""
FORGOTTEN: Final = timedelta(days=1)
UNUSED_MEDIA: Final = timedelta(days=30)
"""A question may be left half written in a tab for long, but hardly for a month."""
MOST_MEDIA: Final = 1_000
"""Images and sounds that go in one sweep, so that it holds nobody up."""


def owner_of(job: ImportJob) -> Scope:
    """On whose behalf the worker handles a file."""
    return Scope(job.school_id, 0, job.class_id, job.person_id, Role.TEACHER, "")


def sweep_imports(database: Database, now: datetime) -> int:
    """Throw away what is over or was forgotten; how many files."""
    with database.write() as session:
        left = imports_left(session, before=now - FORGOTTEN)
        for job in left:
            drop_parts(session, owner_of(job), job.id)
            session.delete(job)
        return len(left)


def sweep_media(database: Database, now: datetime) -> int:
    """Throw away images and sounds that were brought in and that nothing shows; how many."""
    with database.write() as session:
        return drop_unused_media(session, before=now - UNUSED_MEDIA, at_most=MOST_MEDIA)


def imports_due(database: Database, kind: str, now: datetime) -> tuple[tuple[str, int], ...]:
    """What the worker has to do with files of a kind: ``read`` or ``take``, and the import's id."""
    with database.read() as session:
        rows = imports_waiting(session, kind, silent_since=now - SILENT)
        return tuple(("read" if row.status in ("waiting", "reading") else "take", row.id) for row in rows)
