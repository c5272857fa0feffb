"""The activities of a class: where each is placed, and its title, dates and maximum changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.classes import class_of
from lti_tool.database.course_activities import (
    CourseActivity,
    activities_in,
    activity_named,
    activity_placed,
    placements_in,
)
from lti_tool.database.diagnostics import Diagnostic, diagnostics_in
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .class_groups import check_whole_class
from .grading_changes import grading_changed
from .place_activities import check_wish
from .placing_pages import GRADED, ActivitiesPage, ActivityView, Wish


def open_activities(database: Database, scope: Scope) -> ActivitiesPage:
    """All activities of the class, oldest first.

    Raises
    ------
    AccessRefused
        Only who teaches sees them.
    """
    scope.check_teaches()
    with database.read() as session:
        rows = activities_in(session, scope)
        return ActivitiesPage(class_of(session, scope).title, _views(session, scope, rows))


def open_activity(database: Database, scope: Scope, activity: str) -> ActivityView:
    """One activity of the class.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such activity in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        row = activity_named(session, scope, activity)
        if row is None:
            raise NotFound()
        return _views(session, scope, [row])[0]


def _views(session: Session, scope: Scope, rows: Sequence[CourseActivity]) -> tuple[ActivityView, ...]:
    diagnostics = {row.id: row for row in diagnostics_in(session, scope)}
    here = activity_placed(session, scope)
    places: dict[int, list[str]] = {}
    for placement in placements_in(session, scope):
        places.setdefault(placement.activity_id, []).append(placement.link or placement.course)
    return tuple(
        ActivityView(
            id=row.public_id,
            kind=row.kind,  # type: ignore[arg-type]
            title=row.title,
            diagnostic=diagnostics[row.diagnostic_id].title,
            maximum=row.maximum,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            placements=tuple(places.get(row.id, ())),
            created_at=row.created_at,
            here=here is not None and here.id == row.id,
            diagnostic_id=diagnostics[row.diagnostic_id].public_id,
        )
        for row in rows
    )


def save_activity(database: Database, scope: Scope, activity: str, wish: Wish, *, now: datetime) -> bool:
    """Change title, dates and maximum of an activity; its kind and its diagnostic stay.

    Returns
    -------
    bool
        Whether the gradebook has to hear of it.

    Raises
    ------
    AccessRefused, NotFound, InputRefused
        Not a teacher of the whole class; no such activity in it; a wish that cannot be met.
    """
    scope.check_teaches()
    check_wish(wish)
    with database.write() as session:
        check_whole_class(session, scope)
        row = activity_named(session, scope, activity)
        if row is None:
            raise NotFound()
        title, maximum = wish.title.strip(), wish.maximum if row.kind in GRADED else None
        changed, regraded = (title, maximum) != (row.title, row.maximum), maximum != row.maximum
        _rename_diagnostic(session, scope, row, title)
        row.title, row.maximum = title, maximum
        row.opens_at, row.closes_at = wish.opens_at, wish.closes_at
        if regraded:
            session.flush()
            grading_changed(session, scope, row, now=now)
        return changed


def _rename_diagnostic(session: Session, scope: Scope, row: CourseActivity, title: str) -> None:
    """A diagnostic that was named after its activity goes on being so."""
    diagnostic: Diagnostic = next(d for d in diagnostics_in(session, scope) if d.id == row.diagnostic_id)
    if row.kind == "diagnostic" and diagnostic.title == row.title:
        diagnostic.title = title
