"""The next revision of a bank: entries that end, entries that begin, and one event that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.bank_contents import entries_of_change
from lti_tool.database.banks import Bank, BankEntry
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .named_bank import the_bank

LONGEST_TITLE: Final = 200
_AT_ONCE: Final = 500
COPIED: Final = tuple(
    column.name for column in BankEntry.__table__.columns if column.name not in ("id", "since", "until")
)
"""Columns that an entry takes over from the one that it follows."""


def locked_bank(session: Session, scope: Scope, bank: str, *, revision: int | None = None) -> Bank:
    """The bank, locked until the caller's transaction ends.

    Parameters
    ----------
    revision : int, optional
        What the person who decides has seen.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    InputRefused
        ``bank_changed_meanwhile``
    """
    row = the_bank(session, scope, bank, lock=True)
    if revision is not None and row.revision != revision:
        raise InputRefused("bank_changed_meanwhile")
    return row


def next_revision(
    session: Session,
    scope: Scope,
    bank: Bank,
    changes: Iterable[tuple[BankEntry, Mapping[str, Any]]],
    *,
    event: str,
    values: Mapping[str, Any],
    now: datetime,
) -> int:
    """Give entries other facts, from the next revision on; without any the bank stays as it is.

    Parameters
    ----------
    changes : iterable of (entry, columns)
        Entries of the newest revision with what becomes other.
    event, values
        For the history.

    Returns
    -------
    int
        How many entries changed.
    """
    ended: list[int] = []
    begun: list[dict[str, Any]] = []
    since = bank.revision + 1
    for entry, columns in changes:
        ended.append(entry.id)
        begun.append({**_copy(entry), **columns, "since": since, "until": None})
    if not ended:
        return 0
    write_revision(session, bank, ended, begun, now)
    note(session, scope, bank, event, {**values, "items": len(ended)}, now)
    return len(ended)


def write_revision(
    session: Session, bank: Bank, ended: Sequence[int], begun: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Write what ends and what begins with the next revision, and make it the newest one."""
    since = bank.revision + 1
    for start in range(0, len(ended), _AT_ONCE):
        session.execute(
            update(BankEntry)
            .where(BankEntry.id.in_(ended[start : start + _AT_ONCE]), BankEntry.school_id == bank.school_id)
            .values(until=since),
            execution_options={"synchronize_session": False},
        )
    for start in range(0, len(begun), _AT_ONCE):
        session.execute(insert(BankEntry), begun[start : start + _AT_ONCE])
    bank.revision, bank.changed_at = since, now


def note(
    session: Session, scope: Scope, bank: Bank, event: str, values: Mapping[str, Any], now: datetime
) -> None:
    """Write an event of a bank's history, inside the caller's transaction."""
    session.add(
        AuditEvent.of(scope, event, {"bank": bank.public_id, "revision": bank.revision, **values}, now=now)
    )
    session.flush()


def undo_revision(database: Database, scope: Scope, bank: str, revision: int, *, now: datetime) -> int:
    """Make the bank what it was before its newest revision, by one more; undone twice it is done again.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    InputRefused
        ``bank_changed_meanwhile``, ``bank_nothing_to_undo``
    """
    with database.write() as session:
        row = locked_bank(session, scope, bank, revision=revision)
        begun, ended = entries_of_change(session, scope, row, row.revision)
        if row.revision < 2 or not (begun or ended):
            raise InputRefused("bank_nothing_to_undo")
        since = row.revision + 1
        back = [{**_copy(entry), "since": since, "until": None} for entry in ended]
        write_revision(session, row, [entry.id for entry in begun], back, now)
        changed = max(len(begun), len(ended))
        note(session, scope, row, "bank_undone", {"of": revision, "items": changed}, now)
        return changed


def rename_bank(database: Database, scope: Scope, bank: str, title: str, *, now: datetime) -> None:
    """Give a bank another name.

    Raises
    ------
    InputRefused
        ``bank_title_missing``
    """
    wanted = " ".join(title.split())
    if not 0 < len(wanted) <= LONGEST_TITLE:
        raise InputRefused("bank_title_missing")
    with database.write() as session:
        row = locked_bank(session, scope, bank)
        if row.title != wanted:
            row.title, row.changed_at = wanted, now
            note(session, scope, row, "bank_renamed", {"title": wanted}, now)


def _copy(entry: BankEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in COPIED}
