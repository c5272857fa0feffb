"""What administrators see of many platforms at once: counts, newest times, nobody's name.

No table of its own: each query asks once for all platforms, since a ministry has hundreds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, case, func, select, update
from sqlalchemy.orm import Session

from .admins import AdminEvent
from .classes import CourseClass
from .grades import GradeJob
from .invitations import Invitation
from .launches import LaunchSession
from .people import Person
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
    return {int(row[0]): int(row[1]) for row in rows if row[0] is not None}


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


@dataclass(frozen=True, slots=True)
class SchoolCounts:
    """What a school has."""

    platforms: int = 0
    classes: int = 0
    people: int = 0


def schools_seen(session: Session, scope: AdminScope) -> Sequence[School]:
    """The schools that the administrator may see, by name."""
    return session.scalars(select(School).where(within(scope, School.id)).order_by(School.name)).all()


def school_counts(session: Session, scope: AdminScope) -> dict[int, SchoolCounts]:
    """What each school has."""
    counted: dict[int, list[int]] = {}
    tables: tuple[Any, ...] = (Platform, CourseClass, Person)
    for place, table in enumerate(tables):
        rows = session.execute(
            select(table.school_id, func.count())
            .where(within(scope, table.school_id))
            .group_by(table.school_id)
        )
        for school_id, number in rows:
            counted.setdefault(school_id, [0, 0, 0])[place] = number
    return {school_id: SchoolCounts(*numbers) for school_id, numbers in counted.items()}


def failed_grades(session: Session, scope: AdminScope, limit: int = 200) -> Sequence[Any]:
    """Failed grade jobs by platform, reason and class: public id, label, reason, title, number, newest."""
    return session.execute(
        select(
            Platform.public_id,
            func.coalesce(func.nullif(Platform.label, ""), Platform.issuer),
            GradeJob.reason,
            CourseClass.title,
            func.count(),
            func.max(GradeJob.updated_at),
        )
        .join(CourseClass, CourseClass.id == GradeJob.class_id)
        .join(Platform, Platform.id == CourseClass.platform_id)
        .where(GradeJob.state == "failed", within(scope, GradeJob.school_id))
        .group_by(Platform.id, GradeJob.reason, CourseClass.id)
        .order_by(func.count().desc(), CourseClass.title)
        .limit(limit)
    ).all()


def retry_grades(session: Session, scope: AdminScope, platform_id: int, now: datetime) -> int:
    """Make every failed grade of a platform due again; returns how many."""
    classes = select(CourseClass.id).where(
        CourseClass.platform_id == platform_id, within(scope, CourseClass.school_id)
    )
    done = session.execute(
        update(GradeJob)
        .where(GradeJob.state == "failed", GradeJob.class_id.in_(classes), within(scope, GradeJob.school_id))
        .values(
            state="waiting",
            due_at=now,
            leased_until=None,
            attempts=0,
            version=GradeJob.version + 1,
            updated_at=now,
        )
    )
    return done.rowcount if isinstance(done, CursorResult) else 0


def roster_problems(session: Session, scope: AdminScope, limit: int = 200) -> Sequence[Any]:
    """Classes whose list could not be fetched: platform, label, reason, title, when it last came."""
    return session.execute(
        select(
            Platform.public_id,
            func.coalesce(func.nullif(Platform.label, ""), Platform.issuer),
            CourseClass.roster_problem,
            CourseClass.title,
            CourseClass.roster_at,
        )
        .join(Platform, Platform.id == CourseClass.platform_id)
        .where(CourseClass.roster_problem != "", within(scope, CourseClass.school_id))
        .order_by(Platform.id, CourseClass.title)
        .limit(limit)
    ).all()


def entered_launches(
    session: Session, scope: AdminScope, *, platform: str = "", limit: int = 50
) -> Sequence[Any]:
    """The newest launches that entered: time, platform, role, course, kind of message; nobody's name."""
    statement = (
        select(
            LaunchSession.created_at,
            Platform.public_id,
            func.coalesce(func.nullif(Platform.label, ""), Platform.issuer),
            LaunchSession.role,
            CourseClass.title,
            LaunchSession.message_type,
            Deployment.deployment_id,
        )
        .join(Platform, Platform.id == LaunchSession.platform_id)
        .join(CourseClass, CourseClass.id == LaunchSession.class_id)
        .join(Deployment, Deployment.id == LaunchSession.deployment_pk)
        .where(within(scope, LaunchSession.school_id))
        .order_by(LaunchSession.id.desc())
        .limit(limit)
    )
    return session.execute(statement.where(Platform.public_id == platform) if platform else statement).all()


def refused_launches(
    session: Session, scope: AdminScope, *, platform: str = "", incident: str = "", limit: int = 50
) -> Sequence[tuple[RefusedLaunch, Platform | None]]:
    """The newest refusals; of one school those of its own platforms."""
    statement = (
        select(RefusedLaunch, Platform)
        .outerjoin(Platform, Platform.id == RefusedLaunch.platform_id)
        .where(within(scope, Platform.school_id))
        .order_by(RefusedLaunch.id.desc())
        .limit(limit)
    )
    if platform:
        statement = statement.where(Platform.public_id == platform)
    if incident:
        statement = statement.where(RefusedLaunch.incident == incident)
    return [(row[0], row[1]) for row in session.execute(statement)]


def events_seen(
    session: Session, scope: AdminScope, *, school: str = "", event: str = "", limit: int, offset: int = 0
) -> Sequence[tuple[AdminEvent, str]]:
    """What was changed, newest first, with the school that it is about."""
    statement = (
        select(AdminEvent, School.name)
        .outerjoin(School, School.id == AdminEvent.about_school_id)
        .where(within(scope, AdminEvent.about_school_id))
        .order_by(AdminEvent.id.desc())
        .limit(limit)
        .offset(offset)
    )
    if school:
        statement = statement.where(School.public_id == school)
    if event:
        statement = statement.where(AdminEvent.event == event)
    return [(row[0], row[1] or "") for row in session.execute(statement)]


def event_kinds(session: Session, scope: AdminScope) -> Sequence[str]:
    """The kinds of events that there are."""
    return session.scalars(
        select(AdminEvent.event)
        .where(within(scope, AdminEvent.about_school_id))
        .distinct()
        .order_by(AdminEvent.event)
    ).all()
