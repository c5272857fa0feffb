"""Runs of the matching, and the pairs they proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, foreign
from .scope import Scope


class MatchingRun(Base):
    """One run: what went in, under which policy and seed, and how good it is."""

    __tablename__ = "matching_run"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    asked_by: Mapped[int] = foreign("person.id")
    seed: Mapped[int]
    policy: Mapped[dict[str, Any]] = mapped_column(JSONText)
    input_digest: Mapped[str] = mapped_column(Text)
    result: Mapped[dict[str, Any]] = mapped_column(JSONText)
    """Figures of the run: benefit, bound, gap, helped, in_need, blocking pairs, willing."""
    status: Mapped[str] = mapped_column(Text, default="proposed")
    ran_at: Mapped[Moment]


class MatchedPair(Base):
    """A proposed pair; a person without a partner has a row without one."""

    __tablename__ = "matched_pair"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    run_id: Mapped[int] = foreign("matching_run.id")
    person_id: Mapped[int] = foreign("person.id")
    """The tutee, or the person who found no partner."""
    tutor_id: Mapped[int | None] = foreign("person.id", nullable=True)
    competency: Mapped[str] = mapped_column(Text, default="")
    slot: Mapped[str] = mapped_column(Text, default="")
    benefit: Mapped[float] = mapped_column(default=0.0)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONText, default=list)


def latest_run(session: Session, scope: Scope) -> MatchingRun | None:
    """The newest run of the class."""
    return session.scalars(
        select(MatchingRun)
        .where(MatchingRun.class_id == scope.class_id, MatchingRun.school_id == scope.school_id)
        .order_by(MatchingRun.id.desc())
    ).first()


def pairs_of(session: Session, scope: Scope, run_id: int) -> Sequence[MatchedPair]:
    """What a run of this class proposed."""
    return session.scalars(
        select(MatchedPair)
        .where(
            MatchedPair.run_id == run_id,
            MatchedPair.class_id == scope.class_id,
            MatchedPair.school_id == scope.school_id,
        )
        .order_by(MatchedPair.benefit.desc(), MatchedPair.id)
    ).all()
