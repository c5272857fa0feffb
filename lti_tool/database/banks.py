"""Item banks: what is asked, in which wording, and with which parameters the engine uses it.

A bank grows by revisions. An item's wording is a row that never changes; what the bank holds at a revision
are the entries that began at or before it and have not ended by it. So a test goes on with what it began
with, whatever is edited meanwhile, and nothing is copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, Text, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .scope import Scope


class Bank(Base):
    """A bank of a school."""

    __tablename__ = "bank"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    framework_id: Mapped[int] = foreign("framework_version.id")
    title: Mapped[str]
    digest: Mapped[str] = mapped_column(Text, default="")
    """SHA-256 of what it was made from: the same content is not imported twice."""
    languages: Mapped[list[str]] = mapped_column(JSONText)
    revision: Mapped[int] = mapped_column(default=1)
    """The newest one."""
    learnt: Mapped[int] = mapped_column(default=0)
    """Counts up whenever what answers tell of its items has been taken in."""
    created_at: Mapped[Moment]
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ItemRow(Base):
    """A wording of an item with its key; never changed once it exists."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("bank_id", "code", "number"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    bank_id: Mapped[int] = foreign("bank.id")
    code: Mapped[str]
    """The same for all wordings of an item."""
    number: Mapped[int] = mapped_column(default=1)
    """Which wording it is."""
    position: Mapped[int]
    """Its place in the bank; the same for all wordings of an item."""
    kind: Mapped[str]
    template: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[dict[str, Any]] = mapped_column(JSONText)
    choices: Mapped[list[str]] = mapped_column(JSONText, default=list)
    prompts: Mapped[list[str]] = mapped_column(JSONText, default=list)
    shuffle: Mapped[bool] = mapped_column(default=True)
    misconceptions: Mapped[dict[str, str]] = mapped_column(JSONText, default=dict)
    texts: Mapped[dict[str, Any]] = mapped_column(JSONText)
    media: Mapped[list[str]] = mapped_column(JSONText, default=list)
    """Digests of the files that the texts show."""
    source: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class BankEntry(Base):
    """That a bank holds an item from one revision on: about which competencies, with which parameters."""

    __tablename__ = "bank_entry"
    __table_args__ = (
        UniqueConstraint("bank_id", "item_id", "since"),
        Index("ix_bank_entry_until", "bank_id", "until"),
    )

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    bank_id: Mapped[int] = foreign("bank.id", index=False)
    item_id: Mapped[int] = foreign("item.id")
    since: Mapped[int] = mapped_column(default=1)
    """The first revision that holds it."""
    until: Mapped[int | None]
    """The first revision that holds it no more; None: the newest does."""
    competencies: Mapped[list[str]] = mapped_column(JSONText)
    difficulty: Mapped[float | None]
    difficulty_sd: Mapped[float]
    discrimination: Mapped[float]
    guessing: Mapped[float]
    slip: Mapped[float]
    pilot: Mapped[bool] = mapped_column(default=False)
    withheld: Mapped[str] = mapped_column(Text, default="")
    """Reason code why it is kept and never asked, or empty."""
    category: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[list[str]] = mapped_column(JSONText, default=list)
    alignments: Mapped[list[str]] = mapped_column(JSONText, default=list)
    """Competencies of other frameworks that it also tells about, as ``framework:code``."""
    origin: Mapped[str] = mapped_column(Text, default="stated")
    """Where the parameters come from: stated or calibrated."""
    analysis_id: Mapped[int | None] = foreign("analysis.id", nullable=True)
    """The calibration that they come from."""


def held_at(revision: int) -> ColumnElement[bool]:
    """The condition that an entry belongs to a revision of its bank."""
    return and_(BankEntry.since <= revision, or_(BankEntry.until.is_(None), BankEntry.until > revision))


def bank_of(session: Session, scope: Scope, bank_id: int) -> Bank:
    """A bank of the scope's school."""
    return session.scalars(select(Bank).where(Bank.id == bank_id, Bank.school_id == scope.school_id)).one()


def banks_in(session: Session, scope: Scope) -> Sequence[Bank]:
    """The banks of the scope's school, oldest first."""
    return session.scalars(select(Bank).where(Bank.school_id == scope.school_id).order_by(Bank.id)).all()


def bank_with_digest(session: Session, school_id: int, digest: str) -> Bank | None:
    """The bank of a school that came from exactly this content."""
    return session.scalars(select(Bank).where(Bank.school_id == school_id, Bank.digest == digest)).first()


def item_parameters(session: Session, scope: Scope, bank_id: int, revision: int) -> Sequence[Any]:
    """What the engine needs of every item that may be asked at a revision, in the order of its arrays."""
    return session.execute(
        select(
            ItemRow.id,
            ItemRow.public_id,
            ItemRow.code,
            ItemRow.template,
            BankEntry.id.label("entry_id"),
            BankEntry.competencies,
            BankEntry.difficulty,
            BankEntry.difficulty_sd,
            BankEntry.discrimination,
            BankEntry.guessing,
            BankEntry.slip,
            BankEntry.pilot,
            BankEntry.tags,
        )
        .join(BankEntry, BankEntry.item_id == ItemRow.id)
        .where(
            BankEntry.bank_id == bank_id,
            BankEntry.school_id == scope.school_id,
            BankEntry.withheld == "",
            held_at(revision),
        )
        .order_by(ItemRow.position, ItemRow.id)
    ).all()


def item_of(session: Session, scope: Scope, item_id: int) -> ItemRow:
    """An item of the scope's school."""
    return session.scalars(
        select(ItemRow).where(ItemRow.id == item_id, ItemRow.school_id == scope.school_id)
    ).one()


def items_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, ItemRow]:
    """Items of the scope's school by id."""
    rows = session.scalars(
        select(ItemRow).where(ItemRow.id.in_(ids), ItemRow.school_id == scope.school_id)
    )
    return {row.id: row for row in rows}


def entries_at(
    session: Session, scope: Scope, bank_id: int, revision: int
) -> Sequence[tuple[BankEntry, ItemRow]]:
    """Everything that a bank holds at a revision, withheld items among it, in its order."""
    rows = session.execute(
        select(BankEntry, ItemRow)
        .join(ItemRow, ItemRow.id == BankEntry.item_id)
        .where(BankEntry.bank_id == bank_id, BankEntry.school_id == scope.school_id, held_at(revision))
        .order_by(ItemRow.position, ItemRow.id)
    )
    return [(entry, item) for entry, item in rows]
