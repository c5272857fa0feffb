"""That a score is to be sent is written beside the fact that changed it; the score is read later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from lti_tool.database.classes import ResourceLink, link_of
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.grades import (
    GradeJob,
    LineItemRow,
    graded_activities,
    jobs_of,
    line_item_of,
    line_items_of,
    links_showing,
)
from lti_tool.database.scope import Scope

SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


def grades_offered(link: ResourceLink | None) -> bool:
    """Whether the platform lets us send scores for this placement."""
    return bool(
        link and SCORE_SCOPE in link.grade_scopes and (link.lineitems_url or link.lineitem_url)
    )


def ask_grade(
    session: Session, scope: Scope, diagnostic: Diagnostic, *, person_id: int, now: datetime
) -> bool:
    """Ask for a person's grade in every activity that is this diagnostic; false without a gradebook."""
    activities = graded_activities(session, scope, diagnostic.id, "diagnostic")
    asked = [ask_activity_grade(session, scope, one, person_id=person_id, now=now) for one in activities]
    return any(asked)


def ask_path_grade(session: Session, scope: Scope, *, now: datetime) -> bool:
    """Ask for the grade of the scope's person in every graded itinerary of the class."""
    activities = graded_activities(session, scope, None, "itinerary")
    asked = [
        ask_activity_grade(session, scope, one, person_id=scope.person_id, now=now) for one in activities
    ]
    return any(asked)


def ask_activity_grade(
    session: Session,
    scope: Scope,
    activity: CourseActivity,
    *,
    person_id: int,
    now: datetime,
) -> bool:
    """Upsert the grade jobs of a person in an activity inside the caller's transaction.

    Returns
    -------
    bool
        False where the activity gives no grade or no placement of it has a gradebook.
    """
    if activity.maximum is None:
        return False
    items = line_items_of(session, scope, activity.id)
    if items:
        session.execute(
            update(GradeJob)
            .where(
                GradeJob.line_item_id.in_([item.id for item in items]),
                GradeJob.person_id == person_id,
                GradeJob.school_id == scope.school_id,
            )
            .values(**_asked(now), version=GradeJob.version + 1)
        )
    jobs = jobs_of(session, scope, activity.id, person_id=person_id)
    own = person_id == scope.person_id
    item = _target(session, scope, activity, now, anywhere=not jobs) if own or not jobs else None
    if item is not None and all(job.line_item_id != item.id for job in jobs):
        session.add(
            GradeJob(
                school_id=scope.school_id,
                class_id=scope.class_id,
                line_item_id=item.id,
                person_id=person_id,
                **_asked(now),
            )
        )
        session.flush()
        return True
    return bool(jobs)


def _asked(now: datetime) -> dict[str, object]:
    return {
        "state": "waiting",
        "due_at": now,
        "asked_at": now,
        "updated_at": now,
        "attempts": 0,
        "reason": "",
        "status_code": None,
    }


def _target(
    session: Session, scope: Scope, activity: CourseActivity, now: datetime, *, anywhere: bool
) -> LineItemRow | None:
    """The column of the launched placement; with `anywhere` else one in the same LMS course.

    A class may be taught in several LMS courses: a student of one has no place in another's gradebook.
    """
    links = [link for link in links_showing(session, scope, activity.id) if grades_offered(link)]
    here = link_of(session, scope)
    chosen = next((link for link in links if here is not None and link.id == here.id), None)
    if chosen is None and anywhere and here is not None:
        chosen = next((link for link in links if link.context_pk == here.context_pk), None)
    return _line_item(session, scope, activity, chosen, now) if chosen is not None else None


def _line_item(
    session: Session, scope: Scope, activity: CourseActivity, link: ResourceLink, now: datetime
) -> LineItemRow:
    item = line_item_of(session, scope, activity.id, link.id)
    if item is None:
        item = LineItemRow(
            school_id=scope.school_id,
            platform_id=scope.platform_id,
            class_id=scope.class_id,
            resource_link_id=link.id,
            activity_id=activity.id,
            url=link.lineitem_url,
            label=activity.title,
            maximum=activity.maximum,
            created_at=now,
        )
        session.add(item)
        session.flush()
    elif not item.url and link.lineitem_url:
        item.url = link.lineitem_url
    return item
