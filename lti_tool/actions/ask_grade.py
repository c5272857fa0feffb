"""That a score is to be sent is written beside the fact that changed it; the score is read later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from lti_tool.database.classes import ResourceLink, link_of
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.grades import GradeJob, LineItemRow, line_item_of
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
    """Upsert the grade job of a person inside the caller's transaction; false without a gradebook."""
    item = _line_item(session, scope, diagnostic, now)
    if item is None:
        return False
    changed = session.execute(
        update(GradeJob)
        .where(
            GradeJob.line_item_id == item.id,
            GradeJob.person_id == person_id,
            GradeJob.school_id == scope.school_id,
        )
        .values(
            state="waiting", version=GradeJob.version + 1, due_at=now, attempts=0, reason="", updated_at=now
        )
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        session.add(
            GradeJob(
                school_id=scope.school_id,
                class_id=scope.class_id,
                line_item_id=item.id,
                person_id=person_id,
                state="waiting",
                due_at=now,
                updated_at=now,
            )
        )
    session.flush()
    return True


def _line_item(
    session: Session, scope: Scope, diagnostic: Diagnostic, now: datetime
) -> LineItemRow | None:
    link = link_of(session, scope)
    if link is None or not grades_offered(link):
        return None
    item = line_item_of(session, scope, diagnostic.id)
    if item is None:
        item = LineItemRow(
            school_id=scope.school_id,
            class_id=scope.class_id,
            resource_link_id=link.id,
            diagnostic_id=diagnostic.id,
            url=link.lineitem_url,
            maximum=diagnostic.maximum,
            created_at=now,
        )
        session.add(item)
        session.flush()
    elif not item.url and link.lineitem_url:
        item.url = link.lineitem_url
    return item
