"""What learners show for a level, how it was judged, and how strict the judges are: queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from adapters.lms.base import Role

from .classes import Enrolment
from .groups import in_reach
from .judgements import PortfolioEntry, RaterSeverity, RatingRow
from .people import Person
from .scope import Scope

MOST_SHOWN = 200
"""Entries that one list of a page holds at most, the newest first."""


def entries_of(
    session: Session, scope: Scope, framework_id: int, *, person_id: int | None = None
) -> Sequence[PortfolioEntry]:
    """What a person (the scope's own unless said otherwise) shows, newest first; withdrawn entries not."""
    return session.scalars(
        select(PortfolioEntry)
        .where(
            PortfolioEntry.person_id == (scope.person_id if person_id is None else person_id),
            PortfolioEntry.framework_id == framework_id,
            PortfolioEntry.withdrawn_at.is_(None),
            PortfolioEntry.class_id == scope.class_id,
            PortfolioEntry.school_id == scope.school_id,
        )
        .order_by(PortfolioEntry.id.desc())
    ).all()


def entries_shown(session: Session, scope: Scope, framework_id: int) -> Sequence[Any]:
    """What active students of the class show now, with the person, newest first; for who teaches."""
    return session.execute(_shown(scope, framework_id)).all()


def entries_for_classmates(session: Session, scope: Scope, framework_id: int) -> Sequence[Any]:
    """Of the same, what others than the scope's person have opened to their classmates."""
    return session.execute(
        _shown(scope, framework_id).where(
            PortfolioEntry.peers, PortfolioEntry.person_id != scope.person_id
        )
    ).all()


def _shown(scope: Scope, framework_id: int) -> Select[PortfolioEntry, Person]:
    return (
        select(PortfolioEntry, Person)
        .join(Person, Person.id == PortfolioEntry.person_id)
        .where(
            PortfolioEntry.framework_id == framework_id,
            PortfolioEntry.withdrawn_at.is_(None),
            PortfolioEntry.class_id == scope.class_id,
            PortfolioEntry.school_id == scope.school_id,
            in_reach(scope, PortfolioEntry.person_id),
            _is_student(scope),
        )
        .order_by(PortfolioEntry.id.desc())
        .limit(MOST_SHOWN)
    )


def _is_student(scope: Scope) -> Any:
    return exists(
        select(Enrolment.id).where(
            Enrolment.class_id == scope.class_id,
            Enrolment.person_id == PortfolioEntry.person_id,
            Enrolment.active,
            Enrolment.role == Role.STUDENT,
        )
    )


def entry_named(
    session: Session, scope: Scope, public_id: str, *, lock: bool = False
) -> PortfolioEntry | None:
    """An entry by public id that the scope's person may read; None for any other.

    Own ones; those of students whom a teacher may see; those that classmates have opened. Withdrawn
    ones are nobody's.

    Parameters
    ----------
    lock : bool
        Keep others from judging or changing it until the transaction ends.
    """
    statement = select(PortfolioEntry).where(
        PortfolioEntry.public_id == public_id,
        PortfolioEntry.withdrawn_at.is_(None),
        PortfolioEntry.class_id == scope.class_id,
        PortfolioEntry.school_id == scope.school_id,
    )
    if scope.teaches:
        statement = statement.where(in_reach(scope, PortfolioEntry.person_id), _is_student(scope))
    else:
        opened = PortfolioEntry.peers & _is_student(scope)
        statement = statement.where((PortfolioEntry.person_id == scope.person_id) | opened)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def ratings_on(
    session: Session, scope: Scope, entry_ids: Collection[int]
) -> dict[int, list[RatingRow]]:
    """How entries were judged, by entry, oldest first."""
    found: dict[int, list[RatingRow]] = {entry_id: [] for entry_id in entry_ids}
    rows = session.scalars(
        select(RatingRow)
        .where(
            RatingRow.entry_id.in_(entry_ids),
            RatingRow.class_id == scope.class_id,
            RatingRow.school_id == scope.school_id,
        )
        .order_by(RatingRow.id)
    )
    for row in rows:
        found[row.entry_id].append(row)
    return found


def judged_in(session: Session, scope: Scope, framework_id: int) -> dict[int, dict[str, int]]:
    """How many standing judgements of others the belief about each student has taken in, by competency."""
    rows = session.execute(
        select(RatingRow.person_id, PortfolioEntry.competency, func.count().label("judgements"))
        .join(PortfolioEntry, PortfolioEntry.id == RatingRow.entry_id)
        .where(
            PortfolioEntry.framework_id == framework_id,
            PortfolioEntry.withdrawn_at.is_(None),
            RatingRow.rater_kind != "self",
            RatingRow.evidence_id.is_not(None),
            RatingRow.class_id == scope.class_id,
            RatingRow.school_id == scope.school_id,
            in_reach(scope, RatingRow.person_id),
        )
        .group_by(RatingRow.person_id, PortfolioEntry.competency)
    )
    found: dict[int, dict[str, int]] = {}
    for person_id, competency, judgements in rows:
        found.setdefault(person_id, {})[competency] = judgements
    return found


def severities_in(session: Session, scope: Scope) -> dict[tuple[int, str], RaterSeverity]:
    """How strict everybody is who judged in the class, by person and kind of judge."""
    rows = session.scalars(
        select(RaterSeverity).where(
            RaterSeverity.class_id == scope.class_id, RaterSeverity.school_id == scope.school_id
        )
    )
    return {(row.rater_id, row.rater_kind): row for row in rows}


def severity_to_change(session: Session, scope: Scope, rater_kind: str) -> RaterSeverity | None:
    """How strict the scope's person is as a judge of this kind, kept from others until the end."""
    return session.scalars(
        select(RaterSeverity)
        .where(
            RaterSeverity.rater_id == scope.person_id,
            RaterSeverity.rater_kind == rater_kind,
            RaterSeverity.class_id == scope.class_id,
            RaterSeverity.school_id == scope.school_id,
        )
        .with_for_update()
    ).first()
