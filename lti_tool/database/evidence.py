"""The append-only log of evidence, the beliefs computed from it, and the choices made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, SchoolId, foreign
from .diagnostics import Attempt
from .groups import in_reach
from .scope import Scope


class EvidenceEntry(Base):
    """One fact about a learner with the parameters as used; never changed, only appended."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("attempt_id", "item_id"),
        Index("ix_evidence_person_framework", "person_id", "framework_id", "class_id"),
    )

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id", index=False)
    framework_id: Mapped[int] = foreign("framework_version.id", index=False)
    attempt_id: Mapped[int | None] = foreign("attempt.id", index=False, nullable=True)
    item_id: Mapped[int | None] = foreign("item.id", nullable=True)
    activity_id: Mapped[int | None] = foreign("activity.id", nullable=True)
    kind: Mapped[str]
    """One of `personalization.stored.KINDS`; or withdrawal, of the entry that its parameters name."""
    score: Mapped[float | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str] = mapped_column(Text, default="")
    seconds: Mapped[float] = mapped_column(default=0.0)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    contribution: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Change of the mean, float64 by competency position; none where nothing was inferred."""
    engine_version: Mapped[str]
    occurred_at: Mapped[Moment]


class BeliefRow(Base):
    """What the log amounts to now: a cache of the last belief."""

    __tablename__ = "belief"
    __table_args__ = (UniqueConstraint("person_id", "framework_id", "class_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id", index=False)
    framework_id: Mapped[int] = foreign("framework_version.id", index=False)
    state: Mapped[bytes] = mapped_column(LargeBinary)
    settled: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What of the variances is owed to evidence, and what time has added; None: all of it to evidence."""
    prior: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """What it began from, so that it can be computed anew; None: what the framework has now."""
    updated_at: Mapped[Moment]


class ChoiceEntry(Base):
    """A choice that was made for a learner: among which, how likely, under which policy."""

    __tablename__ = "choice"

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    attempt_id: Mapped[int | None] = foreign("attempt.id", nullable=True)
    kind: Mapped[str]
    """item, activity or partner."""
    chosen: Mapped[str]
    candidates: Mapped[list[Any]] = mapped_column(JSONText)
    probabilities: Mapped[list[float]] = mapped_column(JSONText)
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    policy_version: Mapped[str]
    made_at: Mapped[Moment]


def evidence_of_attempt(session: Session, scope: Scope, attempt_id: int) -> Sequence[EvidenceEntry]:
    """The log of one attempt in order."""
    return session.scalars(
        select(EvidenceEntry)
        .where(
            EvidenceEntry.attempt_id == attempt_id,
            EvidenceEntry.class_id == scope.class_id,
            EvidenceEntry.school_id == scope.school_id,
        )
        .order_by(EvidenceEntry.id)
    ).all()


def answered_in(session: Session, scope: Scope, attempt_id: int, item_id: int) -> bool:
    """Whether this item was answered in this attempt already."""
    return (
        session.scalars(
            select(EvidenceEntry.id).where(
                EvidenceEntry.attempt_id == attempt_id,
                EvidenceEntry.item_id == item_id,
                EvidenceEntry.school_id == scope.school_id,
            )
        ).first()
        is not None
    )


def items_answered(session: Session, scope: Scope, framework_id: int, *, but: int) -> Sequence[int]:
    """Items that the scope's person has answered in this class, in other attempts than the one named."""
    return session.scalars(
        select(EvidenceEntry.item_id)
        .distinct()
        .where(
            EvidenceEntry.person_id == scope.person_id,
            EvidenceEntry.framework_id == framework_id,
            EvidenceEntry.class_id == scope.class_id,
            EvidenceEntry.school_id == scope.school_id,
            EvidenceEntry.attempt_id != but,
            EvidenceEntry.item_id.is_not(None),
        )
    ).all()  # type: ignore[return-value]


def log_of(
    session: Session, scope: Scope, framework_id: int, *, person_id: int | None = None
) -> Sequence[EvidenceEntry]:
    """All evidence about a person (the scope's own unless said otherwise) in this class, in order."""
    return session.scalars(
        select(EvidenceEntry)
        .where(
            EvidenceEntry.person_id == (scope.person_id if person_id is None else person_id),
            EvidenceEntry.framework_id == framework_id,
            EvidenceEntry.class_id == scope.class_id,
            EvidenceEntry.school_id == scope.school_id,
        )
        .order_by(EvidenceEntry.id)
    ).all()


def attempt_kinds(session: Session, scope: Scope, person_id: int) -> dict[int, str]:
    """Of what kind each sitting of a person in this class is, by the id of the attempt."""
    rows = session.execute(
        select(Attempt.id, Attempt.kind).where(
            Attempt.person_id == person_id,
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
        )
    )
    return {row.id: row.kind for row in rows}


_BELIEF = select(BeliefRow).where(
    BeliefRow.person_id == bindparam("person"),
    BeliefRow.framework_id == bindparam("framework"),
    BeliefRow.class_id == bindparam("class_"),
    BeliefRow.school_id == bindparam("school"),
)
_BELIEF_TO_CHANGE = _BELIEF.with_for_update()


def belief_of(
    session: Session,
    scope: Scope,
    framework_id: int,
    *,
    person_id: int | None = None,
    to_change: bool = False,
) -> BeliefRow | None:
    """The belief about a person (the scope's own unless said otherwise) in this class.

    Parameters
    ----------
    to_change : bool
        Keep it from others until the transaction ends: who changes a belief works on the last one.
    """
    values = {**scope.binds, "framework": framework_id}
    if person_id is not None:
        values["person"] = person_id
    return session.scalars(_BELIEF_TO_CHANGE if to_change else _BELIEF, values).first()


def beliefs_in(session: Session, scope: Scope, framework_id: int) -> dict[int, BeliefRow]:
    """All beliefs of the class by person."""
    rows = session.scalars(
        select(BeliefRow).where(
            BeliefRow.framework_id == framework_id,
            BeliefRow.class_id == scope.class_id,
            BeliefRow.school_id == scope.school_id,
            in_reach(scope, BeliefRow.person_id),
        )
    )
    return {row.person_id: row for row in rows}
