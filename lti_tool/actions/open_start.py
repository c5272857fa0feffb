"""The start page: what the diagnostic is, and what was chosen so far."""

from __future__ import annotations

from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.database.start_pages import start_page_of

from .loading import load_framework, stored_policy, targets_of
from .pages import StartPage
from .record_choices import NOTICE_VERSION

MINUTES_PER_ITEM = (0.5, 1.25)
"""What a question takes at the age of 11 to 14, from quick to slow."""


def open_start(database: Database, scope: Scope) -> StartPage | None:
    """The start page; None where the teacher has not set up a diagnostic yet."""
    with database.read() as session:
        found = start_page_of(session, scope)
        if found is None:
            return None
        loaded = load_framework(session, scope, found.framework_id)
    policy = stored_policy(found.policy)
    low = max(policy.min_items, policy.max_items * 2 // 3)
    return StartPage(
        title=found.title or found.link_title or "",
        course_title=found.course_title,
        status=found.status or "new",
        items_low=low,
        items_high=policy.max_items,
        minutes_low=max(1, round(low * MINUTES_PER_ITEM[0])),
        minutes_high=round(policy.max_items * MINUTES_PER_ITEM[1]),
        competencies=tuple(loaded.names[p] for p in targets_of(loaded, policy)),
        formula=found.formula,
        graded=bool(found.lineitems_url or found.lineitem_url),
        notice_seen=found.notice_version == NOTICE_VERSION,
        profiling=found.profiling,
        tutoring_tutor=bool(found.tutor),
        tutoring_tutee=bool(found.tutee),
        tutoring_slots=tuple(found.slots or ()),
    )
