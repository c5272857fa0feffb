"""When an activity takes something from students: between its dates, and a little after the last one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from lti_tool.database.answering import Placed
from lti_tool.database.course_activities import CourseActivity, activity_placed
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

GRACE = timedelta(minutes=15)
"""Who was at it when it closed may go on for so long; nothing new begins."""

Opening = Literal["early", "open", "grace", "closed"]


def opening(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> Opening:
    """Where a moment lies with respect to the dates of an activity."""
    if opens_at is not None and now < opens_at:
        return "early"
    if closes_at is None or now < closes_at:
        return "open"
    return "grace" if now < closes_at + GRACE else "closed"


def check_questions(session: Session, scope: Scope, now: datetime, *, begun: bool) -> None:
    """Refuse to ask or to take an answer outside the dates of what the placement shows.

    Parameters
    ----------
    begun : bool
        It belongs to an attempt under way: then it is taken for `GRACE` longer.

    Raises
    ------
    InputRefused
        ``activity_early`` or ``activity_closed``.
    """
    check_dates(activity_placed(session, scope), now, begun=begun)


def check_steps(session: Session, scope: Scope, now: datetime) -> None:
    """Refuse steps outside the dates of an itinerary; raises as `check_questions`.

    The dates of a diagnostic are those of its questions: the path that follows from it stays open.
    """
    activity = activity_placed(session, scope)
    if activity is not None and activity.kind == "itinerary":
        check_dates(activity, now, begun=True)


def check_dates(activity: CourseActivity | Placed | None, now: datetime, *, begun: bool) -> None:
    """As `check_questions`, where what the placement shows is at hand."""
    if activity is None:
        return
    state = opening(activity.opens_at, activity.closes_at, now)
    if state == "early":
        raise InputRefused("activity_early")
    if state == "closed" or (state == "grace" and not begun):
        raise InputRefused("activity_closed")
