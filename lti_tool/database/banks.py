"""Item banks: what is asked, with the parameters that the engine uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, foreign
from .scope import Scope


class Bank(Base):
    """A version of a bank. Items of a bank in use are never changed: a new version is made."""

    __tablename__ = "bank"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    framework_id: Mapped[int] = foreign("framework_version.id")
    title: Mapped[str]
    digest: Mapped[str] = mapped_column(Text, default="")
    """SHA-256 of what was imported: the same content is not imported twice."""
    languages: Mapped[list[str]] = mapped_column(JSONText)
    created_at: Mapped[Moment]


class ItemRow(Base):
    """An item with its text, its key and its parameters."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("bank_id", "code"), UniqueConstraint("bank_id", "position"))

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    bank_id: Mapped[int] = foreign("bank.id", index=False)
    code: Mapped[str]
    position: Mapped[int]
    """Index in the engine's arrays; withheld items come after all others, so that none has a gap."""
    kind: Mapped[str]
    template: Mapped[str] = mapped_column(Text, default="")
    competencies: Mapped[list[str]] = mapped_column(JSONText)
    key: Mapped[dict[str, Any]] = mapped_column(JSONText)
    choices: Mapped[list[str]] = mapped_column(JSONText, default=list)
    misconceptions: Mapped[dict[str, str]] = mapped_column(JSONText, default=dict)
    texts: Mapped[dict[str, Any]] = mapped_column(JSONText)
    difficulty: Mapped[float | None]
    difficulty_sd: Mapped[float]
    discrimination: Mapped[float]
    guessing: Mapped[float]
    slip: Mapped[float]
    withheld: Mapped[str] = mapped_column(Text, default="")
    """Reason code why it is kept and never asked, or empty."""
    source: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")


def bank_of(session: Session, scope: Scope, bank_id: int) -> Bank:
    """A bank of the scope's school."""
    return session.scalars(
        select(Bank).where(Bank.id == bank_id, Bank.school_id == scope.school_id)
    ).one()


def banks_in(session: Session, scope: Scope) -> Sequence[Bank]:
    """The banks of the scope's school, oldest first."""
    return session.scalars(select(Bank).where(Bank.school_id == scope.school_id).order_by(Bank.id)).all()


def bank_with_digest(session: Session, school_id: int, digest: str) -> Bank | None:
    """The bank of a school that came from exactly this content."""
    return session.scalars(
        select(Bank).where(Bank.school_id == school_id, Bank.digest == digest)
    ).first()


def item_parameters(session: Session, scope: Scope, bank_id: int) -> Sequence[Any]:
    """What the engine needs of every item that may be asked, in the order of its arrays."""
    return session.execute(
        select(
            ItemRow.id,
            ItemRow.public_id,
            ItemRow.code,
            ItemRow.template,
            ItemRow.competencies,
            ItemRow.difficulty,
            ItemRow.difficulty_sd,
            ItemRow.discrimination,
            ItemRow.guessing,
            ItemRow.slip,
        )
        .where(
            ItemRow.bank_id == bank_id, ItemRow.school_id == scope.school_id, ItemRow.withheld == ""
        )
        .order_by(ItemRow.position)
    ).all()


def item_at(session: Session, scope: Scope, bank_id: int, position: int) -> ItemRow:
    """The item at an index of the engine's arrays."""
    return session.scalars(
        select(ItemRow).where(
            ItemRow.bank_id == bank_id,
            ItemRow.position == position,
            ItemRow.school_id == scope.school_id,
        )
    ).one()


def items_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, ItemRow]:
    """Items of the scope's school by id."""
    rows = session.scalars(
        select(ItemRow).where(ItemRow.id.in_(ids), ItemRow.school_id == scope.school_id)
    )
    return {row.id: row for row in rows}
