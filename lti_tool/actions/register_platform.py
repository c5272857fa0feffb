"""An LMS is registered by hand, and what is known of it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from lti_tool.database.admins import record_event
from lti_tool.database.base import public_id
from lti_tool.database.classes import LmsContext, ResourceLink
from lti_tool.database.engine import Database
from lti_tool.database.grades import LineItemRow
from lti_tool.database.platforms import Deployment, Platform, PlatformRecord, record
from lti_tool.database.registrations import platform_in, platform_with
from lti_tool.database.schools import School, school_named
from lti_tool.database.scope import AdminScope
from lti_tool.errors import InputRefused, NotFound


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


@dataclass(frozen=True, slots=True)
class Change:
    """What shall be different about a registration; None leaves a value as it is."""

    issuer: str | None = None
    client_id: str | None = None
    auth_login_url: str | None = None
    auth_token_url: str | None = None
    auth_audience: str | None = None
    jwks_url: str | None = None
    family: str | None = None
    label: str | None = None
    deployment_policy: str | None = None
    active: bool | None = None
    deployment_ids: tuple[str, ...] = ()
    """Deployments to approve, new ones or those that wait."""


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
        _approve(platform, registration.deployment_ids, now)
        session.flush()
        scope = AdminScope()
        record_event(session, scope, "platform_added", platform.school_id, now, platform=platform.issuer)
        return record(platform)


def change_registration(
    database: Database, scope: AdminScope, public_id: str, change: Change, *, now: datetime
) -> tuple[str, ...]:
    """Change what is known of a registration; returns the names of what is different now.

    Raises
    ------
    NotFound
        There is none of that id, or not for this administrator.
    InputRefused
        ``platform_taken``: another registration has this issuer and client id.
    """
    with database.write() as session:
        platform = platform_in(session, scope, public_id)
        if platform is None:
            raise NotFound("page_unknown")
        issuer, client_id = change.issuer or platform.issuer, change.client_id or platform.client_id
        other = platform_with(session, issuer, client_id)
        if other is not None and other.id != platform.id:
            raise InputRefused("platform_taken")
        changed = []
        for name in (field.name for field in fields(Change) if field.name != "deployment_ids"):
            value = getattr(change, name)
            if value is not None and value != getattr(platform, name):
                setattr(platform, name, value)
                changed.append(name)
        if _approve(platform, change.deployment_ids, now):
            changed.append("deployments")
        if changed:
            values = {"platform": platform.label or platform.issuer, "changed": changed}
            record_event(session, scope, "platform_changed", platform.school_id, now, **values)
        return tuple(changed)


def _approve(platform: Platform, deployment_ids: Sequence[str], now: datetime) -> bool:
    """Let these deployments in; true where one of them was not."""
    known = {deployment.deployment_id: deployment for deployment in platform.deployments}
    changed = False
    for deployment_id in dict.fromkeys(deployment_ids):
        deployment = known.get(deployment_id)
        if deployment is None:
            deployment = Deployment(
                school_id=platform.school_id,
                platform_id=platform.id,
                deployment_id=deployment_id,
                status="",
                frame_origins=[],
                created_at=now,
            )
            platform.deployments.append(deployment)
        changed = changed or deployment.status != "approved"
        deployment.status = "approved"
    return changed
