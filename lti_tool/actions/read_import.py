"""The worker reads a file that was uploaded and says what is in it; nothing of it is taken in yet."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.orm import Session

from adapters.content.base import BankItem, Found, MediaStore, Problem
from adapters.content.formats import FORMATS, Format, reader
from adapters.content.media import Spool
from lti_tool.database.bank_contents import bank_with_public_id
from lti_tool.database.banks import Bank, bank_with_digest
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version
from lti_tool.logs import places

from .hold_import import Held, Lost, claim
from .import_report import Report
from .item_rows import facts_of, wording_of
from .linking import Linking
from .open_upload import Reading, format_of
from .stage_items import PIECE, Staged, judge

_log = structlog.get_logger(__name__)


def read_import(database: Database, job_id: int, *, clock: Callable[[], datetime]) -> str:
    """Read a file that waits, and write down what it holds.

    Returns
    -------
    str
        What the import is now: ready, failed, waiting (for another try), or empty where nothing was to do.
    """
    held = claim(database, job_id, "read", clock=clock)
    if held is None:
        return ""
    try:
        with tempfile.TemporaryDirectory(prefix="senda-import-") as folder:
            return _read(held, Path(folder))
    except Lost:
        return ""
    except Exception as error:  # whatever a file does to its reader, its owner hears of it
        _log.error("import_reading_failed", job=job_id, kind=type(error).__name__, places=places(error))
        with _forgiving():
            held.fail("import_crashed")
        return "failed"


def found_in(reading: Reading, kind: Format | None, media: MediaStore, language: str) -> Iterator[Found]:
    """Everything in a file; where it is in no format that we read, that is what was found."""
    if kind is None:
        names = ", ".join(one.name for one in FORMATS)
        yield Problem("", "format_unknown", {"formats": names})
        return
    yield from reader(kind)(reading.stream, media, language=language)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def linking_by_file(session: Session, held: Held) -> Linking:
    """How the file itself would link its items, in the framework that was chosen."""
    framework_id = held.options.get("framework")
    if framework_id is None:
        return Linking("own", "", frozenset())
    row = framework_version(session, held.scope, framework_id)
    return Linking("own", row.code, frozenset(c.code for c in row.competencies))


def _read(held: Held, folder: Path) -> str:
    path = folder / "upload"
    held.fetch(path)
    media = folder / "media"
    media.mkdir()
    spool = Spool(media)
    digest = digest_of(path)
    with held.database.read() as session:
        report = Report(linking_by_file(session, held))
        bank = bank_with_public_id(session, held.scope, held.options.get("bank", ""))
        same = bank_with_digest(session, held.scope.school_id, digest) if bank is None else None
    reading = Reading(path)
    try:
        kind = format_of(reading, held.filename)
        _gather(held, reading, found_in(reading, kind, spool, held.options["language"]), report, bank)
    finally:
        reading.close()
    more: dict[str, Any] = {
        "format": kind.code if kind else "",
        "digest": digest,
        "media": [len(spool.kept), sum(one.size for one in spool.kept)],
        "embedded": report.embed(spool.open, {one.digest: one.mime for one in spool.kept}),
        "same_file": same.title if same else "",
    }
    with held.database.write() as session:
        held.finish(session, "ready", report=report.as_json(**more), problem="")
    return "ready"


def _gather(
    held: Held, reading: Reading, everything: Iterator[Found], report: Report, bank: Bank | None
) -> None:
    """Count all that is found; items of a bank that is there already are compared with what it has."""
    piece: list[Staged] = []
    for found in everything:
        report.take(found)
        if isinstance(found, BankItem):
            if report.framework is not None and not report.linking.framework:
                codes = frozenset(c.code for c in report.framework.competencies)
                report.linking = Linking("own", report.framework.code, codes)
            piece.append(Staged(found.code, wording_of(found), facts_of(found)))
            if len(piece) == PIECE:
                _compare(held, piece, report, bank)
                piece = []
        held.progress(reading.share)
    _compare(held, piece, report, bank)


def _compare(held: Held, piece: list[Staged], report: Report, bank: Bank | None) -> None:
    if bank is None:
        report.fates["new"] += len(piece)
        return
    with held.database.read() as session:
        linking = replace(report.linking, by="own")
        report.fates.update(one.fate for one in judge(session, bank, piece, linking))


@contextmanager
def _forgiving() -> Iterator[None]:
    """Where a job was lost meanwhile nothing need be said of it."""
    try:
        yield
    except Lost:
        return
