"""Queries about registered platforms as administrators see them: whose they are, whether they are used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, selectinload

from .banks import Bank
from .classes import CourseClass
from .invitations import Invitation
from .launches import LaunchSession
from .notices import Notice
from .people import Person
from .platforms import Deployment, Platform
from .refusals import RefusedLaunch
from .schools import School, SchoolRule
from .scope import AdminScope, within


def platform_with(session: Session, issuer: str, client_id: str) -> Platform | None:
    """The registration of that issuer and client id, whosever it is: the pair is unique."""
    return session.scalars(
        select(Platform).where(Platform.issuer == issuer, Platform.client_id == client_id)
    ).first()


def platform_in(session: Session, scope: AdminScope, public_id: str) -> Platform | None:
    """The registration with that public id, if it is one of the administrator's own."""
    return session.scalars(
        select(Platform).where(Platform.public_id == public_id, within(scope, Platform.school_id))
    ).first()


def platforms_in(session: Session, scope: AdminScope) -> Sequence[tuple[Platform, School]]:
    """Every registration that the administrator may see, with its school."""
    rows = session.execute(
        select(Platform, School)
        .join(School, School.id == Platform.school_id)
        .options(selectinload(Platform.deployments))
        .where(within(scope, Platform.school_id))
        .order_by(Platform.id)
    )
    return [(row[0], row[1]) for row in rows]


def last_launches(session: Session, scope: AdminScope) -> dict[int, datetime]:
    """When somebody last came from each platform."""
    rows = session.execute(
        select(Platform.id, func.max(LaunchSession.created_at))
        .join(LaunchSession, LaunchSession.platform_id == Platform.id)
        .where(within(scope, Platform.school_id))
        .group_by(Platform.id)
    )
    return {row[0]: row[1] for row in rows}


def school_has_bank(session: Session, school_id: int) -> bool:
    """Whether a school has a bank of questions already."""
    return session.scalars(select(Bank.id).where(Bank.school_id == school_id).limit(1)).first() is not None


def was_used(session: Session, platform_id: int) -> bool:
    """Whether anybody ever came from a platform, or was listed by it."""
    tables = (Person, CourseClass, LaunchSession, Notice)
    return any(
        session.scalars(select(table.id).where(table.platform_id == platform_id).limit(1)).first() is not None
        for table in tables
    )


def delete_platform(session: Session, platform_id: int, now: datetime) -> None:
    """Take away a registration that was never used; the link that made it stays used up."""
    session.execute(
        update(Invitation)
        .where(Invitation.platform_id == platform_id)
        .values(platform_id=None, revoked_at=now)
    )
    session.execute(
        update(RefusedLaunch).where(RefusedLaunch.platform_id == platform_id).values(platform_id=None)
    )
    session.execute(delete(SchoolRule).where(SchoolRule.platform_id == platform_id))
    session.execute(delete(Deployment).where(Deployment.platform_id == platform_id))
    session.execute(delete(Platform).where(Platform.id == platform_id))
