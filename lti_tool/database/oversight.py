"""What administrators see of many platforms at once: counts, newest times, nobody's name.

No table of its own: each query asks once for all platforms, since a ministry has hundreds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from .classes import CourseClass
from .grades import GradeJob
from .invitations import Invitation
from .launches import LaunchSession
from .platforms import Deployment, Platform
from .refusals import RefusedLaunch
from .schools import School, SchoolRule
from .scope import AdminScope, within


@dataclass(frozen=True, slots=True)
class Counts:
    """How many went well, wait or failed, and when the last one went well."""

    good: int = 0
    waiting: int = 0
    failed: int = 0
    last: datetime | None = None
    oldest: datetime | None = None
    """Since when the oldest one waits."""


def school_of_scope(session: Session, scope: AdminScope) -> School | None:
    """The one school that the scope administers."""
    return session.get(School, scope.school_id) if scope.school_id is not None else None


def platforms_seen(session: Session, scope: AdminScope) -> Sequence[tuple[Platform, str]]:
    """The platforms whose launches may belong to the scope's schools, with their own school's name."""
    shared = select(SchoolRule.platform_id).where(within(scope, SchoolRule.school_id))
    rows = session.execute(
        select(Platform, School.name)
        .join(School, School.id == Platform.school_id)
        .where(within(scope, Platform.school_id) | Platform.id.in_(shared))
        .order_by(Platform.id)
    )
    return [(row[0], row[1]) for row in rows]


def last_launches(session: Session, scope: AdminScope, since: datetime) -> dict[int, datetime]:
    """The newest launch of each platform that entered since then."""
    rows = session.execute(
        select(LaunchSession.platform_id, func.max(LaunchSession.created_at))
        # Sessions end hours after they begin, and the end has an index.
        .where(LaunchSession.expires_at > since, within(scope, LaunchSession.school_id))
        .group_by(LaunchSession.platform_id)
    )
    return {row[0]: row[1] for row in rows}


def grade_counts(session: Session, scope: AdminScope) -> dict[int, Counts]:
    """Grade jobs by platform."""
    waits = GradeJob.state.in_(("waiting", "sending"))
    rows = session.execute(
        select(
            CourseClass.platform_id,
            func.sum(case((GradeJob.state == "sent", 1), else_=0)),
            func.sum(case((waits, 1), else_=0)),
            func.sum(case((GradeJob.state == "failed", 1), else_=0)),
            func.max(GradeJob.sent_at),
            func.min(case((waits, GradeJob.updated_at))),
        )
        .join(CourseClass, CourseClass.id == GradeJob.class_id)
        .where(within(scope, GradeJob.school_id))
        .group_by(CourseClass.platform_id)
    )
    return {row[0]: Counts(*row[1:]) for row in rows}


def roster_counts(session: Session, scope: AdminScope) -> dict[int, Counts]:
    """Classes by platform: whose list came, which wait, which failed."""
    failed = CourseClass.roster_problem != ""
    rows = session.execute(
        select(
            CourseClass.platform_id,
            func.sum(case((failed, 0), (CourseClass.roster_at.is_not(None), 1), else_=0)),
            func.sum(case((failed, 0), (CourseClass.roster_at.is_(None), 1), else_=0)),
            func.sum(case((failed, 1), else_=0)),
            func.max(CourseClass.roster_at),
        )
        .where(within(scope, CourseClass.school_id))
        .group_by(CourseClass.platform_id)
    )
    return {row[0]: Counts(*row[1:]) for row in rows}


def recent_refusals(session: Session, since: datetime) -> dict[int, int]:
    """Refused launches of each known platform since then."""
    rows = session.execute(
        select(RefusedLaunch.platform_id, func.count())
        .where(RefusedLaunch.at > since, RefusedLaunch.platform_id.is_not(None))
        .group_by(RefusedLaunch.platform_id)
    )
    return {row[0]: row[1] for row in rows}


def pending_deployments(session: Session, scope: AdminScope) -> dict[int, int]:
    """Deployments of each platform that wait for approval."""
    rows = session.execute(
        select(Deployment.platform_id, func.count())
        .where(Deployment.status == "pending", within(scope, Deployment.school_id))
        .group_by(Deployment.platform_id)
    )
    return {row[0]: row[1] for row in rows}


def invitation_counts(session: Session, scope: AdminScope, now: datetime) -> dict[str, int]:
    """Invitations for an LMS that are open, that were tried and failed, that ran out unused."""
    unused = (Invitation.used_at.is_(None)) & (Invitation.revoked_at.is_(None))
    alive = Invitation.expires_at > now
    row = session.execute(
        select(
            func.sum(case((unused & alive & (Invitation.problem == ""), 1), else_=0)),
            func.sum(case((unused & alive & (Invitation.problem != ""), 1), else_=0)),
            func.sum(case((unused & ~alive, 1), else_=0)),
        ).where(Invitation.kind == "platform", within(scope, Invitation.school_id))
    ).one()
    return dict(zip(("open", "failed", "expired"), (value or 0 for value in row), strict=True))


def platform_seen(session: Session, scope: AdminScope, public_id: str) -> tuple[Platform, str] | None:
    """One of `platforms_seen`."""
    shared = select(SchoolRule.platform_id).where(within(scope, SchoolRule.school_id))
    row = session.execute(
        select(Platform, School.name)
        .join(School, School.id == Platform.school_id)
        .where(
            Platform.public_id == public_id,
            within(scope, Platform.school_id) | Platform.id.in_(shared),
        )
    ).first()
    return (row[0], row[1]) if row else None


def rules_of(session: Session, scope: AdminScope, platform_id: int) -> Sequence[tuple[SchoolRule, str]]:
    """Which schools the values of a shared platform mean, with the schools' names."""
    rows = session.execute(
        select(SchoolRule, School.name)
        .join(School, School.id == SchoolRule.school_id)
        .where(SchoolRule.platform_id == platform_id, within(scope, SchoolRule.school_id))
        .order_by(SchoolRule.kind, SchoolRule.value)
    )
    return [(row[0], row[1]) for row in rows]


def deployments_seen(
    session: Session, scope: AdminScope, *, platform_id: int | None = None, status: str = "", limit: int = 500
) -> Sequence[tuple[Deployment, Platform, str]]:
    """Deployments with their platform and school, newest first."""
    statement = (
        select(Deployment, Platform, School.name)
        .join(Platform, Platform.id == Deployment.platform_id)
        .join(School, School.id == Deployment.school_id)
        .where(within(scope, Deployment.school_id))
        .order_by(Deployment.id.desc())
        .limit(limit)
    )
    if platform_id is not None:
        statement = statement.where(Deployment.platform_id == platform_id)
    if status:
        statement = statement.where(Deployment.status == status)
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def deployment_seen(
    session: Session, scope: AdminScope, deployment_pk: int
) -> tuple[Deployment, Platform] | None:
    """One of `deployments_seen`."""
    row = session.execute(
        select(Deployment, Platform)
        .join(Platform, Platform.id == Deployment.platform_id)
        .where(Deployment.id == deployment_pk, within(scope, Deployment.school_id))
    ).first()
    return (row[0], row[1]) if row else None
