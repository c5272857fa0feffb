"""A teacher has seen what is in a file and takes it in; the worker does it, all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog

from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_named
from lti_tool.database.imports import ImportJob, import_by_id, import_named
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound, SendaError
from lti_tool.logs import places

from .hold_import import Held, Lost, claim
from .linking import LINK_BY, LinkBy
from .open_upload import Reading, format_of
from .read_import import found_in
from .store_import import Wish, prepare, store

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """How the items shall be linked."""

    by: LinkBy
    categories: Mapping[str, str] = field(default_factory=dict)


def accept_import(database: Database, scope: Scope, job: str, choice: Choice, *, now: datetime) -> int:
    """Ask for a file to be taken in as it was shown.

    Returns
    -------
    int
        The import's id, for the worker.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such import of this person.
    InputRefused
        ``import_not_ready``, ``import_refused`` (something fatal was found), ``framework_missing``
    """
    scope.check_teaches()
    if choice.by not in LINK_BY:
        raise InputRefused("input_invalid")
    with database.write() as session:
        row = import_named(session, scope, job)
        if row is None:
            raise NotFound()
        if row.status in ("accepted", "taking", "taken"):
            return row.id  # pressed twice
        if row.status != "ready":
            raise InputRefused("import_not_ready")
        if not takeable(row):
            raise InputRefused("import_refused")
        if row.options.get("framework") is None and not row.report.get("framework"):
            raise InputRefused("framework_missing")
        row.options = {**row.options, "by": choice.by, "categories": dict(choice.categories)}
        row.status, row.progress, row.tries, row.touched_at = "accepted", 0.0, 0, now
        return row.id


def choose_framework(database: Database, scope: Scope, job: str, framework: str, *, now: datetime) -> int:
    """Say what the questions of a file are about, after it was seen that the file does not; it is read again.

    Raises
    ------
    NotFound
        No such import of this person, or no such framework in this school.
    InputRefused
        ``import_not_ready``
    """
    scope.check_teaches()
    with database.write() as session:
        row, chosen = import_named(session, scope, job), framework_named(session, scope, framework)
        if row is None or chosen is None or chosen.draft:
            raise NotFound()
        if row.status != "ready" or row.options.get("bank"):
            raise InputRefused("import_not_ready")
        row.options = {**row.options, "framework": chosen.id}
        row.status, row.progress, row.tries, row.touched_at = "waiting", 0.0, 0, now
        return row.id


def takeable(job: ImportJob) -> bool:
    """Whether there is something to take and nothing that stops it."""
    return bool(job.report.get("items")) and not job.report.get("fatal")


def take_import(database: Database, job_id: int, *, clock: Callable[[], datetime]) -> str:
    """Take in a file that its owner accepted.

    Returns
    -------
    str
        What the import is now: taken, failed, accepted (for another try), or empty where nothing was to do.
    """
    held = claim(database, job_id, "take", clock=clock)
    if held is None:
        return ""
    try:
        with tempfile.TemporaryDirectory(prefix="senda-import-") as folder:
            _take(held, Path(folder))
        return "taken"
    except Lost:
        return ""
    except SendaError as refused:
        return _failed(held, refused.code, for_good=True)
    except Exception as error:  # the next try may go well; if not, its owner hears of it
        _log.error("import_taking_failed", job=job_id, kind=type(error).__name__, places=places(error))
        return _failed(held, "import_crashed", for_good=False)


def _take(held: Held, folder: Path) -> None:
    path = folder / "upload"
    held.fetch(path)
    with held.database.read() as session:
        job = import_by_id(session, held.job_id)
        if job is None:
            raise Lost
        report = job.report
    options = held.options
    wish = Wish(
        language=options["language"],
        title=options["title"],
        digest=report.get("digest", ""),
        framework_id=options.get("framework"),
        bank=options.get("bank", ""),
        by=options.get("by", "own"),
        categories=options.get("categories", {}),
    )
    reading = Reading(path)
    try:
        kind = format_of(reading, held.filename)
        prepared = prepare(
            folder,
            lambda spool: found_in(reading, kind, spool, wish.language),
            lambda: held.progress(reading.share * 0.9),
        )
    finally:
        reading.close()
    with held.database.write() as session:
        # Whoever may have taken the job over in the meantime waits here, and then finds it taken.
        import_by_id(session, held.job_id, lock=True)
        taken = store(session, held.scope, prepared, wish, now=held.clock(), actor=held.scope.person_id)
        outcome = {"fates": dict(taken.fates), "activities": taken.activities, "revision": taken.revision}
        kept = {name: report[name] for name in ("format", "items", "linked", "codes") if name in report}
        held.finish(session, "taken", bank_id=taken.bank_id, report={**kept, "taken": outcome}, problem="")


def _failed(held: Held, problem: str, *, for_good: bool) -> str:
    try:
        held.fail(problem, for_good=for_good)
    except Lost:
        return ""
    return "failed"
