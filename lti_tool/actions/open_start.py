"""The start page: what the diagnostic is, and what was chosen so far."""

from __future__ import annotations

from lti_tool.database.classes import class_of, link_of
from lti_tool.database.consents import consents_of, offer_of
from lti_tool.database.diagnostics import attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope

from .loading import diagnostic_at, load_framework, policy_of, targets_of
from .pages import StartPage
from .record_choices import NOTICE_VERSION

MINUTES_PER_ITEM = (0.5, 1.25)
"""What a question takes at the age of 11 to 14, from quick to slow."""


def open_start(database: Database, scope: Scope) -> StartPage | None:
    """The start page; None where the teacher has not set up a diagnostic yet."""
    with database.read() as session:
        link = link_of(session, scope)
        diagnostic = diagnostic_at(session, scope, link)
        if diagnostic is None:
            return None
        loaded = load_framework(session, scope, diagnostic.framework_id)
        policy = policy_of(diagnostic)
        consents = consents_of(session, scope)
        notice, profiling = consents.get("notice"), consents.get("profiling")
        offer = offer_of(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id)
        low = max(policy.min_items, policy.max_items * 2 // 3)
        return StartPage(
            title=diagnostic.title or (link.title if link else ""),
            course_title=class_of(session, scope).title,
            status=attempt.status if attempt else "new",  # type: ignore[arg-type]
            items_low=low,
            items_high=policy.max_items,
            minutes_low=max(1, round(low * MINUTES_PER_ITEM[0])),
            minutes_high=round(policy.max_items * MINUTES_PER_ITEM[1]),
            competencies=tuple(loaded.names[p] for p in targets_of(loaded, policy)),
            formula=diagnostic.formula,  # type: ignore[arg-type]
            graded=bool(link and (link.lineitems_url or link.lineitem_url)),
            notice_seen=notice is not None and notice.notice_version == NOTICE_VERSION,
            profiling=profiling.given if profiling else None,
            tutoring_tutor=bool(offer and offer.tutor),
            tutoring_tutee=bool(offer and offer.tutee),
            tutoring_slots=tuple(offer.slots) if offer else (),
        )
