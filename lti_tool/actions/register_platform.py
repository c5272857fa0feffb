"""An LMS is registered: by hand, from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from lti_tool.database.base import public_id
from lti_tool.database.classes import LmsContext, ResourceLink
from lti_tool.database.engine import Database
from lti_tool.database.grades import LineItemRow
from lti_tool.database.platforms import Deployment, Platform, PlatformRecord, record
from lti_tool.database.schools import School, school_named


@dataclass(frozen=True, slots=True)
class Registration:
    """What an LMS's administrator page shows about the tool's registration."""

    issuer: str
    client_id: str
    auth_login_url: str
    auth_token_url: str
    jwks_url: str
    auth_audience: str = ""
    deployment_ids: tuple[str, ...] = ()
    family: str = "generic"
    school: str = ""
    """Name of the school that the platform belongs to; the issuer where nothing is said."""


_ADDRESSES: tuple[Any, ...] = (
    LineItemRow.url,
    ResourceLink.lineitems_url,
    ResourceLink.lineitem_url,
    LmsContext.memberships_url,
)
"""Addresses at a platform that launches left behind."""


def move_platform(database: Database, school: str, client_id: str, issuer: str) -> None:
    """Follow an LMS to another address: the registration with this client id, and what points to it.

    Nothing happens where there is no such registration, or it is there already.
    """
    with database.write() as session:
        known = session.scalars(
            select(Platform)
            .join(School, School.id == Platform.school_id)
            .where(School.name == school, Platform.client_id == client_id)
            .order_by(Platform.id)
        ).first()
        if known is None or known.issuer == issuer:
            return
        old, known.issuer = known.issuer, issuer
        for column in _ADDRESSES:
            session.execute(
                update(column.class_)
                .where(column.startswith(f"{old}/"), column.class_.school_id == known.school_id)
                .values({column: func.replace(column, old, issuer)})
            )


def register_platform(database: Database, registration: Registration, *, now: datetime) -> PlatformRecord:
    """Add a platform, or bring a known one (same issuer and client id) up to date.

    Deployments are only ever added: taking one away is a decision of its own.
    """
    name = registration.school or registration.issuer
    with database.write() as session:
        platform = session.scalars(
            select(Platform).where(
                Platform.issuer == registration.issuer, Platform.client_id == registration.client_id
            )
        ).first()
        if platform is None:
            school = school_named(session, name)
            if school is None:
                school = School(public_id=public_id(), name=name, created_at=now)
                session.add(school)
                session.flush()
            platform = Platform(
                public_id=public_id(),
                school_id=school.id,
                issuer=registration.issuer,
                client_id=registration.client_id,
                created_at=now,
            )
            session.add(platform)
        platform.auth_login_url = registration.auth_login_url
        platform.auth_token_url = registration.auth_token_url
        platform.auth_audience = registration.auth_audience
        platform.jwks_url = registration.jwks_url
        platform.family = registration.family
        session.flush()
        known = {deployment.deployment_id for deployment in platform.deployments}
        platform.deployments.extend(
            Deployment(
                school_id=platform.school_id,
                platform_id=platform.id,
                deployment_id=deployment_id,
                status="approved",
                frame_origins=[],
                created_at=now,
            )
            for deployment_id in dict.fromkeys(registration.deployment_ids)
            if deployment_id not in known
        )
        session.flush()
        return record(platform)
