"""The start page: what the diagnostic is, and what was chosen so far."""

from __future__ import annotations

from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.database.start_pages import start_page_of
from personalization.diagnostics.policy import Policy

from .loading import load_framework, stored_policy, targets_of
from .pages import StartPage
from .record_choices import NOTICE_VERSION

MINUTES_PER_ITEM = (0.5, 1.25)
"""What a question takes at the age of 11 to 14, from quick to slow."""


def sitting(policy: Policy) -> tuple[int, int, int, int]:
    """Questions and minutes of one sitting, each from few to many."""
    low = max(policy.min_items, policy.max_items * 2 // 3)
    minutes = max(1, round(low * MINUTES_PER_ITEM[0])), round(policy.max_items * MINUTES_PER_ITEM[1])
    return low, policy.max_items, *minutes


def open_start(database: Database, scope: Scope) -> StartPage | None:
    """The start page; None where the teacher has not set up a diagnostic yet."""
    with database.read() as session:
        found = start_page_of(session, scope)
        if found is None:
            return None
        loaded = load_framework(session, scope, found.framework_id)
    policy = stored_policy(found.policy)
    low, high, minutes_low, minutes_high = sitting(policy)
    return StartPage(
        title=found.activity_title or found.title or found.link_title or "",
        course_title=found.course_title,
        status=found.status or "new",
        items_low=low,
        items_high=high,
        minutes_low=minutes_low,
        minutes_high=minutes_high,
        competencies=tuple(loaded.names[p] for p in targets_of(loaded, policy)),
        formula=found.formula,
        graded=found.maximum is not None and bool(found.lineitems_url or found.lineitem_url),
        notice_seen=found.notice_version == NOTICE_VERSION,
        profiling=found.profiling,
        tutoring_tutor=bool(found.tutor),
        tutoring_tutee=bool(found.tutee),
        tutoring_slots=tuple(found.slots or ()),
        kind=found.kind or "diagnostic",
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        published=found.published,
    )
