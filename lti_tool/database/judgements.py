"""What people say of a learner: a teacher's override, and evidence judged by rubric."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .groups import in_reach
from .scope import Scope


class OverrideRow(Base):
    """That a teacher says otherwise than the answers do; it stands until it is withdrawn."""

    __tablename__ = "override"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    """About whom."""
    teacher_id: Mapped[int | None] = foreign("person.id", nullable=True)
    framework_id: Mapped[int] = foreign("framework_version.id")
    competency: Mapped[str]
    level: Mapped[int] = mapped_column(default=0)
    word: Mapped[str]
    """mastered or not_yet."""
    reason: Mapped[str]
    evidence_id: Mapped[int | None] = foreign("evidence.id", nullable=True)
    """Its entry in the log; None where the learner is not profiled."""
    created_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PortfolioEntry(Base):
    """Something that a learner shows for a level of a competency: a text, a link."""

    __tablename__ = "portfolio_entry"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    framework_id: Mapped[int] = foreign("framework_version.id")
    competency: Mapped[str]
    level: Mapped[int]
    """The level that it is meant to show, 1 being the lowest."""
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(Text, default="")
    peers: Mapped[bool] = mapped_column(default=False)
    """Whether classmates may see and judge it."""
    created_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RatingRow(Base):
    """How somebody judges an entry."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("entry_id", "rater_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    entry_id: Mapped[int] = foreign("portfolio_entry.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    """Whose entry it is."""
    rater_id: Mapped[int | None] = foreign("person.id", nullable=True)
    """None once the rater was erased: what was said stays with whom it was said of."""
    rater_kind: Mapped[str]
    """self, peer or trainer."""
    level: Mapped[int]
    """0: not yet the lowest level."""
    comment: Mapped[str] = mapped_column(Text, default="")
    evidence_id: Mapped[int | None] = foreign("evidence.id", nullable=True)
    created_at: Mapped[Moment]


class RaterSeverity(Base):
    """How strict a rater is, as far as their ratings tell."""

    __tablename__ = "rater_severity"
    __table_args__ = (UniqueConstraint("class_id", "rater_id", "rater_kind"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    rater_id: Mapped[int] = foreign("person.id")
    rater_kind: Mapped[str]
    mean: Mapped[float]
    sd: Mapped[float]
    ratings: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[Moment]


def overrides_in(session: Session, scope: Scope, framework_id: int) -> Sequence[OverrideRow]:
    """The standing overrides of the class, oldest first."""
    return session.scalars(
        select(OverrideRow)
        .where(
            OverrideRow.framework_id == framework_id,
            OverrideRow.withdrawn_at.is_(None),
            OverrideRow.class_id == scope.class_id,
            OverrideRow.school_id == scope.school_id,
            in_reach(scope, OverrideRow.person_id),
        )
        .order_by(OverrideRow.id)
    ).all()


def override_named(
    session: Session, scope: Scope, public_id: str, *, person_id: int
) -> OverrideRow | None:
    """A decision about a person of the class, also one that was taken back."""
    return session.scalars(
        select(OverrideRow).where(
            OverrideRow.public_id == public_id,
            OverrideRow.person_id == person_id,
            OverrideRow.class_id == scope.class_id,
            OverrideRow.school_id == scope.school_id,
        )
    ).first()


def overrides_of(
    session: Session, scope: Scope, framework_id: int, *, person_id: int | None = None
) -> dict[str, OverrideRow]:
    """The standing overrides about a person (the scope's own unless said otherwise), by competency."""
    rows = session.scalars(
        select(OverrideRow)
        .where(
            OverrideRow.person_id == (scope.person_id if person_id is None else person_id),
            OverrideRow.framework_id == framework_id,
            OverrideRow.withdrawn_at.is_(None),
            OverrideRow.class_id == scope.class_id,
            OverrideRow.school_id == scope.school_id,
        )
        .order_by(OverrideRow.id)
    )
    return {row.competency: row for row in rows}
