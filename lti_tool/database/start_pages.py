"""All that the start page shows, in one query: it is the first page of most launches.

No table of its own: seven small queries took longer than everything else of a launch together.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, and_, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from .classes import CourseClass, ResourceLink
from .consents import Consent, TutoringOffer
from .course_activities import CourseActivity
from .diagnostics import Attempt, Diagnostic
from .scope import Scope


def start_page_of(session: Session, scope: Scope) -> Row[Any] | None:
    """What the placement shows (else the newest diagnostic of the class), with the person's choices so far.

    Returns
    -------
    Row or None
        Columns ``course_title``, ``link_title``, ``lineitems_url``, ``lineitem_url``, ``kind``,
        ``activity_title``, ``maximum``, ``opens_at``, ``closes_at``, ``framework_id``, ``title``,
        ``policy``, ``formula``, ``published``, ``status``, ``notice_version``, ``profiling``, ``tutor``,
        ``tutee``, ``slots``; those of what is missing are None. No row: nothing is shown yet.
    """
    values = {**scope.binds, "link": scope.resource_link_id}
    return session.connection().execute(_START, values).first()


def _last_consent(kind: str) -> Any:
    """Id of the person's latest choice of a kind."""
    return (
        select(func.max(Consent.id))
        .where(
            Consent.person_id == bindparam("person"),
            Consent.class_id == bindparam("class_"),
            Consent.school_id == bindparam("school"),
            Consent.kind == kind,
        )
        .scalar_subquery()
    )


def _last_attempt() -> Any:
    """Id of the person's latest attempt at the diagnostic."""
    return (
        select(func.max(Attempt.id))
        .where(
            Attempt.diagnostic_id == Diagnostic.id,
            Attempt.person_id == bindparam("person"),
            Attempt.kind == "diagnostic",
            Attempt.school_id == bindparam("school"),
        )
        .correlate(Diagnostic)
        .scalar_subquery()
    )


def _start() -> Any:
    notice, profiling = aliased(Consent), aliased(Consent)
    here = and_(Diagnostic.class_id == bindparam("class_"), Diagnostic.school_id == bindparam("school"))
    newest = select(func.max(Diagnostic.id)).where(here).scalar_subquery()
    return (
        select(
            CourseClass.title.label("course_title"),
            ResourceLink.title.label("link_title"),
            ResourceLink.lineitems_url,
            ResourceLink.lineitem_url,
            CourseActivity.kind,
            CourseActivity.title.label("activity_title"),
            CourseActivity.maximum,
            CourseActivity.opens_at,
            CourseActivity.closes_at,
            Diagnostic.framework_id,
            Diagnostic.title,
            Diagnostic.policy,
            Diagnostic.formula,
            Diagnostic.published,
            Attempt.status,
            notice.notice_version,
            profiling.given.label("profiling"),
            TutoringOffer.tutor,
            TutoringOffer.tutee,
            TutoringOffer.slots,
        )
        .select_from(CourseClass)
        .outerjoin(
            ResourceLink,
            and_(ResourceLink.id == bindparam("link"), ResourceLink.class_id == CourseClass.id),
        )
        .outerjoin(CourseActivity, CourseActivity.id == ResourceLink.activity_id)
        .join(
            Diagnostic,
            and_(
                here,
                # A placement shows what it was given and nothing else; without one it is the class's newest.
                Diagnostic.id
                == case((ResourceLink.id.is_(None), newest), else_=CourseActivity.diagnostic_id),
            ),
        )
        .outerjoin(Attempt, Attempt.id == _last_attempt())
        .outerjoin(notice, notice.id == _last_consent("notice"))
        .outerjoin(profiling, profiling.id == _last_consent("profiling"))
        .outerjoin(
            TutoringOffer,
            and_(TutoringOffer.person_id == bindparam("person"), TutoringOffer.class_id == CourseClass.id),
        )
        .where(CourseClass.id == bindparam("class_"), CourseClass.school_id == bindparam("school"))
    )


_START = _start()
