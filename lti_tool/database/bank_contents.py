"""What a bank holds, as teachers look for it: filtered, counted, and one revision beside another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, cast, func, select
from sqlalchemy.orm import Session

from .audit import AuditEvent
from .banks import Bank, BankEntry, ItemRow, held_at
from .diagnostics import Diagnostic
from .scope import Scope


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items of a bank; empty fields ask for nothing.

    Attributes
    ----------
    withheld : str
        A reason code; "any": whatever the reason; "none": those that may be asked.
    pilot : bool or None
    """

    competency: str = ""
    category: str = ""
    tag: str = ""
    kind: str = ""
    withheld: str = ""
    pilot: bool | None = None


def bank_with_public_id(session: Session, scope: Scope, public_id: str, *, lock: bool = False) -> Bank | None:
    """A bank of the scope's school; locked where its next revision is about to be made."""
    statement = select(Bank).where(Bank.public_id == public_id, Bank.school_id == scope.school_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def entry_rows(session: Session, scope: Scope, bank: Bank, wanted: Wanted) -> Sequence[Row[Any]]:
    """Id, item, code and raw texts of what is wanted of the newest revision, in the bank's order."""
    statement = _of_bank(
        select(BankEntry.id, BankEntry.item_id, ItemRow.code, cast(ItemRow.texts, Text).label("raw")),
        scope,
        bank,
    )
    return session.execute(_wanted(statement, wanted).order_by(ItemRow.position, ItemRow.id)).all()


def entry_ids(session: Session, scope: Scope, bank: Bank, wanted: Wanted) -> list[int]:
    """Ids of the entries that are wanted, in the bank's order."""
    statement = _of_bank(select(BankEntry.id), scope, bank)
    return list(session.scalars(_wanted(statement, wanted).order_by(ItemRow.position, ItemRow.id)))


def entries_with_items(
    session: Session, scope: Scope, bank: Bank, ids: Sequence[int]
) -> dict[int, tuple[BankEntry, ItemRow]]:
    """Entries of a bank's newest revision with their items, by id."""
    statement = _of_bank(select(BankEntry, ItemRow), scope, bank).where(BankEntry.id.in_(ids))
    return {entry.id: (entry, item) for entry, item in session.execute(statement)}


def stream_entries(
    session: Session, scope: Scope, bank: Bank, revision: int, *, pieces: int = 200
) -> Iterator[tuple[BankEntry, ItemRow]]:
    """Everything that a bank holds at a revision in its order, some in memory at a time."""
    last = (-1, 0)
    while True:
        rows = session.execute(
            select(BankEntry, ItemRow)
            .join(ItemRow, ItemRow.id == BankEntry.item_id)
            .where(
                BankEntry.bank_id == bank.id,
                BankEntry.school_id == scope.school_id,
                held_at(revision),
                (ItemRow.position > last[0]) | ((ItemRow.position == last[0]) & (ItemRow.id > last[1])),
            )
            .order_by(ItemRow.position, ItemRow.id)
            .limit(pieces)
        ).all()
        if not rows:
            return
        last = (rows[-1][1].position, rows[-1][1].id)
        for entry, item in rows:
            yield entry, item
            session.expunge(entry)
            session.expunge(item)


def facets(session: Session, scope: Scope, bank: Bank) -> Sequence[Row[Any]]:
    """Kind, competencies, category, tags, reason, pilot, difficulty of all that the newest revision holds."""
    return session.execute(
        _of_bank(
            select(
                ItemRow.kind,
                BankEntry.competencies,
                BankEntry.category,
                BankEntry.tags,
                BankEntry.withheld,
                BankEntry.pilot,
                BankEntry.difficulty,
            ),
            scope,
            bank,
        )
    ).all()


def counts_of_banks(session: Session, scope: Scope) -> dict[int, tuple[int, int]]:
    """How many items of each bank of the school may be asked, and how many are withheld."""
    rows = session.execute(
        select(BankEntry.bank_id, (BankEntry.withheld != "").label("is_withheld"), func.count())
        .where(BankEntry.school_id == scope.school_id, BankEntry.until.is_(None))
        .group_by(BankEntry.bank_id, "is_withheld")
    )
    counts: dict[int, tuple[int, int]] = {}
    for bank_id, is_withheld, number in rows:
        usable, kept = counts.get(bank_id, (0, 0))
        counts[bank_id] = (usable, kept + number) if is_withheld else (usable + number, kept)
    return counts


def diagnostics_of_banks(session: Session, scope: Scope) -> dict[int, int]:
    """How many diagnostics of the school go by each bank."""
    rows = session.execute(
        select(Diagnostic.bank_id, func.count())
        .where(Diagnostic.school_id == scope.school_id)
        .group_by(Diagnostic.bank_id)
    )
    return {bank_id: number for bank_id, number in rows}


def revision_sizes(session: Session, scope: Scope, bank: Bank) -> dict[int, tuple[int, int]]:
    """How many entries began and ended with each revision."""
    sizes: dict[int, tuple[int, int]] = {}
    for column, place in ((BankEntry.since, 0), (BankEntry.until, 1)):
        rows = session.execute(
            select(column, func.count())
            .where(BankEntry.bank_id == bank.id, BankEntry.school_id == scope.school_id)
            .group_by(column)
        )
        for revision, number in rows:
            if revision is not None:
                begun, ended = sizes.get(revision, (0, 0))
                sizes[revision] = (number, ended) if place == 0 else (begun, number)
    return sizes


def entries_of_change(
    session: Session, scope: Scope, bank: Bank, revision: int
) -> tuple[Sequence[BankEntry], Sequence[BankEntry]]:
    """What began with a revision and is held still, and what ended with it."""
    own = (BankEntry.bank_id == bank.id, BankEntry.school_id == scope.school_id)
    begun = session.scalars(
        select(BankEntry).where(*own, BankEntry.since == revision, BankEntry.until.is_(None))
    ).all()
    return begun, session.scalars(select(BankEntry).where(*own, BankEntry.until == revision)).all()


def bank_events(
    session: Session, scope: Scope, bank: Bank, *, limit: int
) -> Sequence[tuple[str, dict[str, Any], datetime, int | None]]:
    """What was done to a bank, the newest first: event, values, when, by whom."""
    mark = f'"bank":"{bank.public_id}"'
    rows = session.execute(
        select(AuditEvent.event, AuditEvent.values, AuditEvent.at, AuditEvent.actor_id)
        .where(
            AuditEvent.school_id == scope.school_id,
            cast(AuditEvent.values, Text).contains(mark, autoescape=True),
        )
        .order_by(AuditEvent.id.desc())
        .limit(limit)
    )
    return [(event, values, at, actor) for event, values, at, actor in rows]


def _of_bank(statement: Any, scope: Scope, bank: Bank) -> Any:
    return statement.join(ItemRow, ItemRow.id == BankEntry.item_id).where(
        BankEntry.bank_id == bank.id,
        BankEntry.school_id == scope.school_id,
        BankEntry.until.is_(None),
    )


def _wanted(statement: Any, wanted: Wanted) -> Any:
    if wanted.competency:
        statement = statement.where(_lists(BankEntry.competencies, wanted.competency))
    if wanted.tag:
        statement = statement.where(_lists(BankEntry.tags, wanted.tag))
    if wanted.category:
        above = f"{wanted.category}/"
        inside = func.substr(BankEntry.category, 1, len(above)) == above
        statement = statement.where((BankEntry.category == wanted.category) | inside)
    if wanted.kind:
        statement = statement.where(ItemRow.kind == wanted.kind)
    if wanted.withheld == "any":
        statement = statement.where(BankEntry.withheld != "")
    elif wanted.withheld:
        reason = "" if wanted.withheld == "none" else wanted.withheld
        statement = statement.where(BankEntry.withheld == reason)
    if wanted.pilot is not None:
        statement = statement.where(BankEntry.pilot.is_(wanted.pilot))
    return statement


def _lists(column: Any, name: str) -> Any:
    """Whether a list that is kept as JSON has a member."""
    raw = cast(column, Text)  # LIKE would take capitals for small letters on SQLite
    return func.replace(raw, json.dumps(name, ensure_ascii=False), "") != raw
