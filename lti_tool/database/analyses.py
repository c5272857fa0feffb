"""What answers tell of items: running counts and estimates, and analyses that somebody asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, BigId, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .scope import Scope


class ItemStatistic(Base):
    """How often an item was asked, and what the answers so far tell of its difficulty."""

    __tablename__ = "item_statistic"

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    bank_id: Mapped[int] = foreign("bank.id")
    entry_id: Mapped[int] = mapped_column(BigId, unique=True)
    """Of the bank: other parameters or another wording begin anew."""
    asked: Mapped[int] = mapped_column(default=0)
    """Tests that held it."""
    responses: Mapped[int] = mapped_column(default=0)
    """Answers that `difficulty` has taken in."""
    difficulty: Mapped[float | None]
    difficulty_sd: Mapped[float | None]
    changed_at: Mapped[Moment]


class LearningMark(Base):
    """How far the evidence log has been taken into the statistics of items, for each school."""

    __tablename__ = "learning_mark"
    __table_args__ = (UniqueConstraint("school_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    evidence_id: Mapped[int] = mapped_column(BigId, default=0)
    """Everything up to this entry."""
    tests: Mapped[dict[str, int]] = mapped_column(JSONText, default=dict)
    """Tests begun, by bank."""


class Analysis(Base):
    """A calibration, a study of differential item functioning, or an estimate of correlations."""

    __tablename__ = "analysis"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    """Where it was asked for."""
    kind: Mapped[str]
    """calibration, dif or correlations."""
    bank_id: Mapped[int | None] = foreign("bank.id", nullable=True)
    framework_id: Mapped[int] = foreign("framework_version.id")
    revision: Mapped[int] = mapped_column(default=1)
    """Of the bank, when it was computed."""
    options: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    status: Mapped[str]
    """waiting, running, ready, accepted, discarded or failed."""
    progress: Mapped[float] = mapped_column(default=0.0)
    learners: Mapped[int] = mapped_column(default=0)
    responses: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    problem: Mapped[str] = mapped_column(Text, default="")
    accepted_revision: Mapped[int | None]
    """The revision of the bank that it became."""
    created_at: Mapped[Moment]
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def asked_in_bank(session: Session, scope: Scope, bank_id: int) -> dict[int, int]:
    """How many tests held each item of a bank, by the id of its entry."""
    rows = session.execute(
        select(ItemStatistic.entry_id, ItemStatistic.asked).where(
            ItemStatistic.bank_id == bank_id, ItemStatistic.school_id == scope.school_id
        )
    )
    return {row.entry_id: row.asked for row in rows}


def tests_of_bank(session: Session, scope: Scope, bank_id: int) -> int:
    """How many tests over a bank have been begun, as far as the log was taken in."""
    mark = session.scalars(select(LearningMark).where(LearningMark.school_id == scope.school_id)).first()
    return int(mark.tests.get(str(bank_id), 0)) if mark else 0


def learnt_difficulties(session: Session, scope: Scope, bank_id: int) -> dict[int, tuple[float, float]]:
    """Difficulty and its standard deviation as answers have taught them, by the id of the entry."""
    rows = session.execute(
        select(ItemStatistic.entry_id, ItemStatistic.difficulty, ItemStatistic.difficulty_sd).where(
            ItemStatistic.bank_id == bank_id,
            ItemStatistic.school_id == scope.school_id,
            ItemStatistic.difficulty.is_not(None),
            ItemStatistic.difficulty_sd.is_not(None),
        )
    )
    return {row.entry_id: (row.difficulty, row.difficulty_sd) for row in rows}


def analysis_named(session: Session, scope: Scope, public_id: str) -> Analysis | None:
    """An analysis of the scope's school by public id."""
    return session.scalars(
        select(Analysis).where(Analysis.public_id == public_id, Analysis.school_id == scope.school_id)
    ).first()


def analyses_of_bank(session: Session, scope: Scope, bank_id: int) -> Sequence[Analysis]:
    """The analyses of a bank, newest first."""
    return session.scalars(
        select(Analysis)
        .where(Analysis.bank_id == bank_id, Analysis.school_id == scope.school_id)
        .order_by(Analysis.id.desc())
    ).all()


def accepted_correlations(session: Session, scope: Scope, framework_id: int) -> Analysis | None:
    """The newest estimate of a framework's correlations that somebody of the school has accepted."""
    return session.scalars(
        select(Analysis)
        .where(
            Analysis.kind == "correlations",
            Analysis.status == "accepted",
            Analysis.framework_id == framework_id,
            Analysis.school_id == scope.school_id,
        )
        .order_by(Analysis.id.desc())
    ).first()
