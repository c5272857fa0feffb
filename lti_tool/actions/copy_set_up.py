"""The set-up of an earlier course becomes that of its copy; its students stay where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import Base, public_id
from lti_tool.database.classes import CourseClass, ResourceLink, class_of, link_of
from lti_tool.database.course_activities import CourseActivity, activities_in, lock_class
from lti_tool.database.courses import (
    CopyDeclined,
    activity_elsewhere,
    class_named,
    declined_originals,
    open_placements,
    originals_of,
    set_up_of,
    shown_by_namesakes,
    shown_by_originals,
    title_of,
)
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.notices import counterpart_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .course_pages import CopyOffer, OfferedActivity
from .loading import load_framework, policy_of, targets_of

Dates = Literal["moved", "none"]
"""What becomes of the dates: moved on by whole years, or left out."""
YEAR = timedelta(weeks=52)
"""A school year later on the same day of the week."""
OWN_COLUMNS = frozenset({"id", "public_id", "school_id", "class_id", "created_at"})
"""Of every copied row; everything else comes along unless it is said otherwise."""

_Row = TypeVar("_Row", bound=Base)


@dataclass(frozen=True, slots=True)
class _Source:
    """What would be copied: the class, and which of its activities."""

    original: CourseClass
    activities: Sequence[CourseActivity]
    whole: bool


def copy_offer(database: Database, scope: Scope, *, now: datetime) -> CopyOffer | None:
    """What the teacher of a copied course may take over; None where there is nothing, or it was declined.

    A class without any activity is offered the whole set-up of the nearest original that has one. A class
    that has activities is offered the one that the opened placement is a copy of, where that shows nothing.
    """
    if not scope.teaches:
        return None
    with database.read() as session:
        source = _source(session, scope)
        if source is None or source.original.id in declined_originals(session, scope):
            return None
        return _offer(session, scope, source, now)


def copy_set_up(database: Database, scope: Scope, original: str, dates: Dates, *, now: datetime) -> int:
    """Take over what is offered: new activities of this class, and its copied placements show them.

    Returns
    -------
    int
        Activities made; 0 where a colleague was quicker.

    Raises
    ------
    AccessRefused
        Only who teaches here may.
    InputRefused
        ``copy_changed``: something else is offered now than what was shown.
    """
    scope.check_teaches()
    with database.write() as session:
        lock_class(session, scope)
        source = _source(session, scope)
        if source is None:
            bind_placements(session, scope)
            return 0
        if source.original.public_id != original:
            raise InputRefused("copy_changed")
        shift = _shift(source.activities, now) if dates == "moved" else None
        made = _copy(session, scope, source.activities, shift, now)
        bind_placements(session, scope)
        told = {"original": source.original.public_id, "activities": len(made)}
        session.add(AuditEvent.of(scope, "set_up_copied", told, now=now))
        return len(made)


def decline_copy(database: Database, scope: Scope, original: str, *, now: datetime) -> None:
    """Start afresh: the set-up of that original is not offered to this class again.

    Raises
    ------
    AccessRefused
        Only who teaches here may.
    InputRefused
        ``copy_changed``: there is no such class here.
    """
    scope.check_teaches()
    with database.write() as session:
        lock_class(session, scope)
        declined = class_named(session, scope, original)
        if declined is None:
            raise InputRefused("copy_changed")
        if declined.id not in declined_originals(session, scope):
            row = CopyDeclined(
                school_id=scope.school_id,
                class_id=scope.class_id,
                original_id=declined.id,
                created_at=now,
            )
            session.add(row)


def settle_placement(database: Database, scope: Scope) -> bool:
    """Bind the opened placement where the counterpart of what it is a copy of is here already."""
    if not scope.teaches:
        return False
    with database.read() as session:
        link = link_of(session, scope)
        if link is None or link.activity_id is not None or _counterpart(session, scope, link) is None:
            return False
    with database.write() as session:
        return bind_placements(session, scope) > 0


def bind_placements(session: Session, scope: Scope) -> int:
    """Let the placements of the class that show nothing show the counterpart of what they are copies of."""
    bound = 0
    for link in open_placements(session, scope):
        found = _counterpart(session, scope, link)
        if found is not None:
            link.activity_id, bound = found, bound + 1
    return bound


def _counterpart(session: Session, scope: Scope, link: ResourceLink) -> int | None:
    """The activity of this class that was made after what a placement is a copy of."""
    session.flush()
    for named in _named_by(session, scope, link):
        found = counterpart_of(session.connection(), scope.class_id, named.public_id)
        if found is not None:
            return found
    return None


def _named_by(session: Session, scope: Scope, link: ResourceLink) -> tuple[CourseActivity, ...]:
    """Activities of other classes that a placement is a copy of: what it carries, what its originals show.

    Where the LMS tells neither, the name says it.
    """
    carried = activity_elsewhere(session, scope, link.copied_activity) if link.copied_activity else None
    told = (*((carried,) if carried else ()), *shown_by_originals(session, scope, link))
    return told or tuple(shown_by_namesakes(session, scope, link))


def _source(session: Session, scope: Scope) -> _Source | None:
    link = link_of(session, scope)
    if link is not None and link.activity_id is not None:
        return None
    # A placement whose counterpart is here needs no copy: it is bound.
    if link is not None and _counterpart(session, scope, link) is not None:
        return None
    named = _named_by(session, scope, link) if link is not None else ()
    if activities_in(session, scope):
        return _single(session, named)
    return _whole(session, scope, named)


def _single(session: Session, named: Sequence[CourseActivity]) -> _Source | None:
    if not named:
        return None
    original = session.get_one(CourseClass, named[0].class_id)
    return _Source(original, named[:1], whole=False)


def _whole(session: Session, scope: Scope, named: Sequence[CourseActivity]) -> _Source | None:
    """The set-up of the nearest original; where the opened placement is a copy, of one that has it."""
    candidates = [*originals_of(session, scope), *(one.class_id for one in named)]
    for class_id in dict.fromkeys(candidates):
        activities = set_up_of(session, scope, class_id)
        known = not named or any(_descends(session, class_id, one) for one in named)
        if activities and known:
            return _Source(session.get_one(CourseClass, class_id), activities, whole=True)
    return None


def _descends(session: Session, class_id: int, named: CourseActivity) -> bool:
    """Whether a class has this activity, or one made after it."""
    if named.class_id == class_id:
        return True
    return counterpart_of(session.connection(), class_id, named.public_id) is not None


def _offer(session: Session, scope: Scope, source: _Source, now: datetime) -> CopyOffer:
    shift = _shift(source.activities, now)
    return CopyOffer(
        original=source.original.public_id,
        original_title=title_of(session, scope, source.original),
        course_title=title_of(session, scope, class_of(session, scope)),
        since=min(activity.created_at for activity in source.activities),
        whole=source.whole,
        activities=tuple(_offered(session, scope, one, shift) for one in source.activities),
        weeks=shift // timedelta(weeks=1),
    )


def _offered(session: Session, scope: Scope, activity: CourseActivity, shift: timedelta) -> OfferedActivity:
    diagnostic = session.get_one(Diagnostic, activity.diagnostic_id)
    loaded = load_framework(session, scope, diagnostic.framework_id)
    policy = policy_of(diagnostic)
    return OfferedActivity(
        title=activity.title or diagnostic.title,
        kind=activity.kind,
        competencies=tuple(loaded.names[position] for position in targets_of(loaded, policy)),
        questions=policy.max_items,
        formula=diagnostic.formula,
        maximum=activity.maximum,
        opens_at=activity.opens_at + shift if activity.opens_at else None,
        closes_at=activity.closes_at + shift if activity.closes_at else None,
    )


def _shift(activities: Iterable[CourseActivity], now: datetime) -> timedelta:
    return years_on([date for one in activities for date in (one.opens_at, one.closes_at)], now)


def years_on(dates: Iterable[datetime | None], now: datetime) -> timedelta:
    """Whole years after which the last of the dates lies ahead again; all move by the same."""
    past = now - max((date for date in dates if date is not None), default=now)
    return max(-(-past // YEAR), 0) * YEAR


def _copy(
    session: Session,
    scope: Scope,
    activities: Sequence[CourseActivity],
    shift: timedelta | None,
    now: datetime,
) -> list[CourseActivity]:
    """The rows of the copy; several activities that went by one diagnostic do so again."""
    own = {"school_id": scope.school_id, "class_id": scope.class_id, "created_at": now}
    diagnostics: dict[int, int] = {}
    made = []
    for activity in activities:
        old = activity.diagnostic_id
        if old not in diagnostics:
            diagnostic = duplicate(session.get_one(Diagnostic, old), own)
            session.add(diagnostic)
            session.flush()
            diagnostics[old] = diagnostic.id
        changes: dict[str, Any] = {
            "diagnostic_id": diagnostics[old],
            "origin_id": activity.id,
            "form_key": None,
            "opens_at": moved(activity.opens_at, shift),
            "closes_at": moved(activity.closes_at, shift),
        }
        made.append(duplicate(activity, {**own, **changes}))
    session.add_all(made)
    session.flush()
    return made


def moved(moment: datetime | None, shift: timedelta | None) -> datetime | None:
    """A date moved on; none where there was none, or where dates are left out."""
    return None if moment is None or shift is None else moment + shift


def duplicate(row: _Row, changes: Mapping[str, Any]) -> _Row:
    """A new row with the columns of another one, but for its own and those that are changed."""
    columns = {column.key for column in inspect(type(row)).columns}
    values = {name: getattr(row, name) for name in columns - OWN_COLUMNS} | dict(changes)
    if "public_id" in columns:
        values["public_id"] = public_id()
    return type(row)(**values)
