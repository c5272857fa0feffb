"""The page of the LMS courses that are taught as one class."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from lti_tool.database.classes import CourseClass, class_of
from lti_tool.database.course_activities import activities_in
from lti_tool.database.courses import CourseJoin, courses_in, joins_in, set_up_of, taught_elsewhere, title_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope

from .course_pages import CoursesPage, CourseView, JoinedView, OtherClassView
from .join_courses import begun
from .separate_courses import answered


def open_courses(database: Database, scope: Scope) -> CoursesPage:
    """The LMS courses of this class, and the other classes that could come along."""
    with database.read() as session:
        joins = joins_in(session, scope)
        rows = {row.LmsContext.id: row for row in courses_in(session, scope)}
        came = {context for join in joins for context in join.moved["lms_context"]}
        return CoursesPage(
            title=title_of(session, scope, class_of(session, scope)),
            own=tuple(_course(row) for pk, row in rows.items() if pk not in came),
            joined=tuple(_joined(session, scope, join, rows) for join in joins),
            others=tuple(_other(session, scope, other) for other in taught_elsewhere(session, scope)),
            activities=len(activities_in(session, scope)),
        )


def _course(row: Any) -> CourseView:
    context = row.LmsContext
    return CourseView(context.title or context.context_id, context.label, row.placements)


def _joined(session: Session, scope: Scope, join: CourseJoin, rows: dict[int, Any]) -> JoinedView:
    return JoinedView(
        id=join.public_id,
        courses=tuple(_course(rows[pk]) for pk in join.moved["lms_context"] if pk in rows),
        since=join.created_at,
        answered=answered(session, scope, join),
    )


def _other(session: Session, scope: Scope, other: CourseClass) -> OtherClassView:
    there = Scope(scope.school_id, scope.platform_id, other.id, scope.person_id, scope.role, scope.launch)
    return OtherClassView(
        id=other.public_id,
        title=title_of(session, scope, other),
        courses=tuple(_course(row) for row in courses_in(session, there)),
        activities=len(set_up_of(session, scope, other.id)),
        obstacle="courses_begun" if begun(session, other.id) else "",
    )
