"""A file comes in in pieces, so that a lost connection costs one of them and no request is large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from lti_tool.database.bank_contents import bank_with_public_id
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_named
from lti_tool.database.imports import (
    ImportJob,
    UploadPart,
    drop_parts,
    import_named,
    parts_received,
    unfinished_upload,
)
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

PIECE: Final = 2 * 1024 * 1024
"""Bytes of every piece but the last one."""
LARGEST: Final = 250 * 1024 * 1024
RESUMED_WITHIN: Final = timedelta(days=1)
LONGEST_TITLE: Final = 200
LANGUAGES: Final = ("es", "en", "ca", "eu", "gl", "pt", "fr", "de", "it")
"""Languages that a file may be said to be in, where it does not say so itself."""


@dataclass(frozen=True, slots=True)
class UploadWish:
    """What somebody wants to bring in.

    Attributes
    ----------
    stamp : str
        When the file was last changed, as the browser tells: the same file goes on where it was.
    framework : str
        Public id of what the questions are about; empty: the file says so, or the bank does.
    bank : str
        Public id of the bank that it is added to; empty for a new one.
    title : str
        Of a new bank.
    """

    filename: str
    size: int
    stamp: str
    language: str
    framework: str = ""
    bank: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class UploadState:
    """Where an upload is: which piece comes next, and whether all are there."""

    id: str
    next: int
    complete: bool
    job_id: int


def begin_upload(database: Database, scope: Scope, wish: UploadWish, *, now: datetime) -> UploadState:
    """Begin an upload, or go on with the one of the same file that broke off.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    InputRefused
        ``upload_empty``, ``upload_too_large``, ``bank_title_missing``, ``input_invalid``
    NotFound
        No such framework or bank in this school.
    """
    scope.check_teaches()
    _check(wish)
    with database.write() as session:
        options = _options(session, scope, wish)
        since = now - RESUMED_WITHIN
        job = unfinished_upload(session, scope, wish.filename, wish.size, since=since)
        if job is None or job.options.get("stamp") != wish.stamp:
            job = ImportJob(
                public_id=public_id(),
                school_id=scope.school_id,
                class_id=scope.class_id,
                person_id=scope.person_id,
                kind="bank",
                filename=wish.filename[:200],
                size=wish.size,
                status="uploading",
                created_at=now,
                touched_at=now,
            )
            session.add(job)
        job.options, job.touched_at = options, now
        session.flush()
        return _state(session, scope, job)


def add_part(
    database: Database, scope: Scope, job: str, number: int, data: bytes, *, now: datetime
) -> UploadState:
    """Take one piece; one that is there already is taken for the same one.

    Raises
    ------
    NotFound
        No such upload of this person.
    InputRefused
        ``upload_order`` where another piece is awaited, ``upload_piece`` where it is too short or long.
    """
    with database.write() as session:
        row = import_named(session, scope, job)
        if row is None or row.status not in ("uploading", "waiting", "reading", "ready"):
            raise NotFound()
        state = _state(session, scope, row)
        if number < state.next:
            return state
        if row.status != "uploading" or number > state.next:
            raise InputRefused("upload_order", awaited=state.next)
        if len(data) != min(PIECE, row.size - number * PIECE):
            raise InputRefused("upload_piece", number=number)
        session.add(UploadPart(school_id=scope.school_id, job_id=row.id, number=number, data=data))
        row.touched_at = now
        if (number + 1) * PIECE >= row.size:
            row.status = "waiting"
        session.flush()
        return UploadState(row.public_id, number + 1, row.status == "waiting", row.id)


def refuse_import(database: Database, scope: Scope, job: str, *, now: datetime) -> str:
    """Throw a file away that was not taken in; whoever reads it at the moment stops.

    Returns
    -------
    str
        Public id of the bank that it was for, or empty.
    """
    with database.write() as session:
        row = import_named(session, scope, job)
        if row is None:
            raise NotFound()
        if row.status in ("taking", "taken"):
            raise InputRefused("import_taken")
        drop_parts(session, scope, row.id)
        row.status, row.touched_at, row.report = "refused", now, {}
        return str(row.options.get("bank", ""))


def _check(wish: UploadWish) -> None:
    if wish.size <= 0:
        raise InputRefused("upload_empty")
    if wish.size > LARGEST:
        raise InputRefused("upload_too_large", most=LARGEST // 1024 // 1024)
    if not wish.bank and not wish.title.strip():
        raise InputRefused("bank_title_missing")
    if wish.language not in LANGUAGES or not wish.filename or len(wish.title.strip()) > LONGEST_TITLE:
        raise InputRefused("input_invalid")


def _options(session: Session, scope: Scope, wish: UploadWish) -> dict[str, Any]:
    bank = bank_with_public_id(session, scope, wish.bank) if wish.bank else None
    framework = framework_named(session, scope, wish.framework) if wish.framework and bank is None else None
    if (wish.bank and bank is None) or (wish.framework and bank is None and framework is None):
        raise NotFound()
    return {
        "stamp": wish.stamp[:40],
        "language": wish.language,
        "framework": bank.framework_id if bank else framework.id if framework else None,
        "bank": bank.public_id if bank else "",
        "title": wish.title.strip(),
    }


def _state(session: Session, scope: Scope, row: ImportJob) -> UploadState:
    received = parts_received(session, scope, row.id)
    return UploadState(row.public_id, received, row.status != "uploading", row.id)
