"""A bank from a file on the operator's disk: the same reading and storing as for what teachers upload."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from adapters.content.base import Found, Problem
from adapters.content.formats import FORMATS
from adapters.lms.base import Role
from lti_tool.database.banks import bank_with_digest
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import frameworks_in
from lti_tool.database.scope import Scope
from lti_tool.errors import ImportRefused

from .open_upload import Reading, format_of
from .read_import import digest_of, found_in
from .store_import import Taken, Wish, prepare, store

MOST_NOTES = 500
_BY_CODE = {one.code: one for one in FORMATS}


@dataclass(frozen=True, slots=True)
class FileImported:
    """What became of a file; `taken` is None where the very same one was there already."""

    taken: Taken | None
    notes: tuple[Problem, ...]
    noted: int


def operator_of(school_id: int) -> Scope:
    """On whose behalf a command works: nobody of a class, in one school."""
    return Scope(school_id, 0, 0, 0, Role.TEACHER, "")


def import_file(
    database: Database,
    school_id: int,
    path: Path,
    wish: Wish,
    *,
    now: datetime,
    kind: str = "",
    framework: str = "",
    progress: Callable[[float], None] = lambda share: None,
) -> FileImported:
    """Take a file in, all of it or nothing.

    Parameters
    ----------
    wish : Wish
        Its digest and framework are found here.
    kind : str
        Code of the format; told by what the file holds where it is empty.
    framework : str
        Code of the framework that the items are for, the newest version; the file's own where it is empty.
    progress : callable
        Told the share that was read.

    Raises
    ------
    ImportRefused
        Something fatal was found (its `faults`), or ``framework_missing``.
    """
    scope, digest = operator_of(school_id), digest_of(path)
    with database.read() as session:
        if not wish.bank and bank_with_digest(session, school_id, digest) is not None:
            return FileImported(None, (), 0)
        versions = [row.id for row in frameworks_in(session, scope) if row.code == framework]
    if framework and not versions:
        raise ImportRefused("framework_missing")
    wish = replace(wish, digest=digest, framework_id=versions[-1] if versions else wish.framework_id)
    notes: list[Problem] = []
    reading = Reading(path)
    try:
        chosen = _BY_CODE[kind] if kind else format_of(reading, path.name)
        with tempfile.TemporaryDirectory(prefix="senda-import-") as folder:
            noting = _Noting(notes)
            prepared = prepare(
                Path(folder),
                lambda spool: noting.of(found_in(reading, chosen, spool, wish.language)),
                lambda: progress(reading.share),
            )
            with database.write() as session:
                taken = store(session, scope, prepared, wish, now=now, actor=None)
    finally:
        reading.close()
    return FileImported(taken, tuple(notes), noting.count)


class _Noting:
    """Keeps the first things to know of a file while they go by."""

    def __init__(self, notes: list[Problem]) -> None:
        self._notes = notes
        self.count = 0

    def of(self, everything: Iterator[Found]) -> Iterator[Found]:
        for found in everything:
            if isinstance(found, Problem) and not found.fatal:
                self.count += 1
                if len(self._notes) < MOST_NOTES:
                    self._notes.append(found)
            yield found
