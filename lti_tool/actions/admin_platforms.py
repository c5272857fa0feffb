"""Platforms as their administrators see and change them; every change stands in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.lms.registry import ADAPTERS
from lti_tool.config import Config
from lti_tool.database.admins import record_event
from lti_tool.database.engine import Database
from lti_tool.database.oversight import Counts as Counts
from lti_tool.database.oversight import (
    deployment_seen,
    deployments_seen,
    grade_counts,
    last_launches,
    platform_seen,
    platforms_seen,
    roster_counts,
    rules_of,
)
from lti_tool.database.platforms import Deployment, Platform
from lti_tool.database.scope import AdminScope
from lti_tool.errors import InputRefused, NotFound

from .admin_overview import LOOK_BACK

ADDRESSES = ("issuer", "auth_login_url", "auth_token_url", "jwks_url")
POLICIES = ("ask", "approve")
SCHOOL_BY = ("platform", "attribute", "list")
SCHOOL_UNKNOWN = ("refuse", "own")
MOST_ORIGINS = 16


@dataclass(frozen=True, slots=True)
class DeploymentView:
    """A deployment and who may frame it."""

    id: int
    deployment_id: str
    status: str
    label: str
    origins: tuple[str, ...]
    created_at: datetime
    platform: str
    platform_label: str
    school: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """Which school a value means."""

    id: int
    kind: str
    value: str
    school: str


@dataclass(frozen=True, slots=True)
class PlatformPage:
    """One platform with everything that can be changed about it.

    Attributes
    ----------
    own : bool
        Whether the administrator may change it: a shared platform belongs to one school.
    """

    public_id: str
    label: str
    school: str
    values: Mapping[str, str]
    family: str
    product_version: str
    active: bool
    deployment_policy: str
    staff_are_teachers: bool
    school_by: str
    school_attribute: str
    school_unknown: str
    rules: tuple[RuleView, ...]
    deployments: tuple[DeploymentView, ...]
    grades: Counts
    rosters: Counts
    last_launch: datetime | None
    check: Mapping[str, Any] | None
    checked_at: datetime | None
    own: bool
    registered_by_itself: bool


def open_platform(database: Database, scope: AdminScope, public_id: str, *, now: datetime) -> PlatformPage:
    """One platform.

    Raises
    ------
    NotFound
        There is none, or not for this administrator: the two look the same.
    """
    with database.read() as session:
        found = platform_seen(session, scope, public_id)
        if found is None:
            raise NotFound("page_unknown")
        platform, school = found
        rules = rules_of(session, scope, platform.id)
        rows = deployments_seen(session, scope, platform_id=platform.id)
        return PlatformPage(
            public_id=platform.public_id,
            label=platform.label,
            school=school,
            values={name: getattr(platform, name) for name in (*ADDRESSES, "client_id", "auth_audience")},
            family=platform.family,
            product_version=platform.product_version,
            active=platform.active,
            deployment_policy=platform.deployment_policy,
            staff_are_teachers=platform.staff_are_teachers,
            school_by=platform.school_by,
            school_attribute=platform.school_attribute,
            school_unknown=platform.school_unknown,
            rules=tuple(RuleView(rule.id, rule.kind, rule.value, name) for rule, name in rules),
            deployments=tuple(_deployment_view(*row) for row in rows),
            grades=grade_counts(session, scope).get(platform.id, Counts()),
            rosters=roster_counts(session, scope).get(platform.id, Counts()),
            last_launch=last_launches(session, scope, now - LOOK_BACK).get(platform.id),
            check=platform.check_result,
            checked_at=platform.checked_at,
            own=scope.school_id in (None, platform.school_id),
            registered_by_itself=bool(platform.registration_uri),
        )


def _deployment_view(deployment: Deployment, platform: Platform, school: str) -> DeploymentView:
    return DeploymentView(
        id=deployment.id,
        deployment_id=deployment.deployment_id,
        status=deployment.status,
        label=deployment.label,
        origins=tuple(deployment.frame_origins),
        created_at=deployment.created_at,
        platform=platform.public_id,
        platform_label=platform.label or platform.issuer,
        school=school,
    )


def list_deployments(
    database: Database, scope: AdminScope, *, status: str = ""
) -> tuple[DeploymentView, ...]:
    """Deployments of every platform, newest first; of one status where one is named."""
    with database.read() as session:
        rows = deployments_seen(session, scope, status=status)
        return tuple(_deployment_view(*row) for row in rows)


def platform_names(database: Database, scope: AdminScope) -> tuple[tuple[str, str], ...]:
    """Public id and name of every platform, for choosing one."""
    with database.read() as session:
        rows = platforms_seen(session, scope)
    return tuple((row.public_id, row.label or row.issuer) for row, _school in rows)


def decide_deployment(
    database: Database,
    scope: AdminScope,
    deployment_pk: int,
    decision: Literal["approved", "refused"],
    *,
    now: datetime,
) -> str:
    """Let a deployment in, or keep it out; returns its platform's public id."""
    with database.write() as session:
        deployment, platform = _own_deployment(session, scope, deployment_pk)
        deployment.status = decision
        record_event(
            session,
            scope,
            f"deployment_{decision}",
            deployment.school_id,
            now,
            platform=platform.label or platform.issuer,
            deployment=deployment.deployment_id,
        )
        return platform.public_id


def change_origin(
    database: Database, scope: AdminScope, deployment_pk: int, origin: str, *, add: bool, now: datetime
) -> str:
    """Let an origin frame the pages of a deployment, or no longer; returns its platform's public id.

    Raises
    ------
    InputRefused
        It is no origin.
    """
    with database.write() as session:
        deployment, platform = _own_deployment(session, scope, deployment_pk)
        wanted = _origin(origin) if add else origin
        left = [one for one in deployment.frame_origins if one != wanted]
        deployment.frame_origins = [*left, wanted][-MOST_ORIGINS:] if add else left
        event = "origin_added" if add else "origin_removed"
        record_event(session, scope, event, deployment.school_id, now, origin=wanted)
        return platform.public_id


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text.strip().rstrip("/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise InputRefused("origin_invalid") from None
    plain = all(letter.isalnum() or letter in ".-" for letter in host)
    if (
        parts.scheme not in ("https", "http")
        or not host
        or not plain
        or parts.path
        or parts.query
        or "@" in parts.netloc
    ):
        raise InputRefused("origin_invalid")
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def change_platform(
    database: Database,
    config: Config,
    scope: AdminScope,
    public_id: str,
    form: Mapping[str, str],
    *,
    now: datetime,
) -> None:
    """Keep what the form says of a platform.

    Raises
    ------
    InputRefused
        An address is none, or another registration has this issuer and client id.
    """
    with database.write() as session:
        platform = own_platform(session, scope, public_id)
        before = {name: getattr(platform, name) for name in _FORM}
        for name in ADDRESSES:
            setattr(platform, name, address(name, form.get(name, ""), config))
        platform.client_id = form.get("client_id", "").strip() or platform.client_id
        platform.auth_audience = form.get("auth_audience", "").strip()
        platform.label = form.get("label", "").strip()[:200]
        platform.family = _one_of(form.get("family", ""), tuple(ADAPTERS), platform.family)
        platform.deployment_policy = _one_of(
            form.get("deployment_policy", ""), POLICIES, platform.deployment_policy
        )
        platform.staff_are_teachers = form.get("staff_are_teachers") == "1"
        with session.no_autoflush:
            other = session.scalars(
                select(Platform.id).where(
                    Platform.issuer == platform.issuer,
                    Platform.client_id == platform.client_id,
                    Platform.id != platform.id,
                )
            ).first()
        if other is not None:
            raise InputRefused("platform_taken")
        changed = [name for name in _FORM if getattr(platform, name) != before[name]]
        record_event(
            session,
            scope,
            "platform_changed",
            platform.school_id,
            now,
            platform=platform.label or platform.issuer,
            changed=changed,
        )


_FORM = (
    *ADDRESSES,
    *("client_id", "auth_audience", "label", "family", "deployment_policy", "staff_are_teachers"),
)


def switch_platform(
    database: Database, scope: AdminScope, public_id: str, *, active: bool, now: datetime
) -> None:
    """Let launches of a platform in again, or refuse them all."""
    with database.write() as session:
        platform = own_platform(session, scope, public_id)
        platform.active = active
        event = "platform_switched_on" if active else "platform_switched_off"
        record_event(
            session, scope, event, platform.school_id, now, platform=platform.label or platform.issuer
        )


def own_platform(session: Session, scope: AdminScope, public_id: str) -> Platform:
    """A platform that the administrator may change.

    Raises
    ------
    NotFound
    """
    found = platform_seen(session, scope, public_id)
    if found is None or scope.school_id not in (None, found[0].school_id):
        raise NotFound("page_unknown")
    return found[0]


def _own_deployment(session: Session, scope: AdminScope, deployment_pk: int) -> tuple[Deployment, Platform]:
    found = deployment_seen(session, scope, deployment_pk)
    if found is None:
        raise NotFound("page_unknown")
    return found


def address(name: str, text: str, config: Config) -> str:
    """An address of an LMS as it was typed.

    Raises
    ------
    InputRefused
        It is none that Senda may ask.
    """
    value = text.strip()
    try:
        parts = urlsplit(value)
        good = bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        raise InputRefused("address_invalid", field=name) from None
    schemes = ("https", "http") if config.allow_private_hosts else ("https",)
    if not good or parts.scheme not in schemes or len(value) > 2000:
        raise InputRefused("address_invalid", field=name)
    return value


def _one_of(value: str, known: tuple[str, ...], otherwise: str) -> str:
    return value if value in known else otherwise
