"""A registration is brought up to date or taken away, at the LMS too where it lets us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapters.lms.tool import ToolAddresses, present_values
from keys.sealing import CannotUnseal
from lti_tool.config import Config
from lti_tool.database.admins import record_event
from lti_tool.database.engine import Database
from lti_tool.database.platforms import Platform
from lti_tool.database.registrations import (
    delete_platform,
    last_launches,
    platform_in,
    platforms_in,
    was_used,
)
from lti_tool.database.scope import AdminScope
from lti_tool.errors import NotFound, RegistrationRefused
from lti_tool.lti.registration import change, withdraw

from .register_dynamically import registration_sealer
from .runtime import Runtime


@dataclass(frozen=True, slots=True)
class RegisteredPlatform:
    """A registration on the operator's list."""

    public_id: str
    label: str
    issuer: str
    client_id: str
    family: str
    product_version: str
    school: str
    active: bool
    by_itself: bool
    """Whether the LMS lets us change the registration there."""
    deployments: tuple[tuple[str, str], ...]
    """Deployment id and status."""
    deployment_policy: str
    last_launch_at: datetime | None


@dataclass(frozen=True, slots=True)
class Removal:
    """What became of a registration.

    Attributes
    ----------
    deleted : bool
        False: somebody has come from it, so it was switched off and what is known stays.
    at_lms : bool or None
        Whether the LMS took our registration away; None where it offers no way.
    problem : str
        Error code of the LMS's refusal, or empty.
    """

    deleted: bool
    at_lms: bool | None = None
    problem: str = ""


def list_platforms(database: Database, scope: AdminScope) -> tuple[RegisteredPlatform, ...]:
    """Every registration that the administrator may see, oldest first."""
    with database.read() as session:
        launches = last_launches(session, scope)
        return tuple(
            RegisteredPlatform(
                public_id=row.public_id,
                label=row.label,
                issuer=row.issuer,
                client_id=row.client_id,
                family=row.family,
                product_version=row.product_version,
                school=school.name,
                active=row.active,
                by_itself=bool(row.registration_uri and row.registration_sealed),
                deployments=tuple((one.deployment_id, one.status) for one in row.deployments),
                deployment_policy=row.deployment_policy,
                last_launch_at=launches.get(row.id),
            )
            for row, school in platforms_in(session, scope)
        )


def push_registration(runtime: Runtime, scope: AdminScope, public_id: str) -> bool:
    """Give the LMS our present addresses; false where it offers no way to.

    Raises
    ------
    RegistrationRefused
        The LMS did not take them.
    NotFound
    """
    row = _find(runtime, scope, public_id)
    way = _way_to_change(runtime.config, row)
    if way is None:
        return False
    change(runtime.http(), *way, present_values(ToolAddresses(runtime.config.public_url)))
    with runtime.database.write() as session:
        now = runtime.clock()
        record_event(session, scope, "registration_pushed", row.school_id, now, platform=row.issuer)
    return True


def remove_registration(runtime: Runtime, scope: AdminScope, public_id: str) -> Removal:
    """Take a platform away: forgotten if nobody ever came from it, else switched off.

    The LMS is asked to forget us too, where it lets us; it may refuse, we end it here all the same.

    Raises
    ------
    NotFound
    """
    row = _find(runtime, scope, public_id)
    at_lms, problem = _withdrawn(runtime, row)
    now = runtime.clock()
    with runtime.database.write() as session:
        found = platform_in(session, scope, public_id)
        if found is None:
            raise NotFound("page_unknown")
        deleted = not was_used(session, found.id)
        event = "platform_removed" if deleted else "platform_switched_off"
        label = found.label or found.issuer
        record_event(session, scope, event, found.school_id, now, platform=label)
        if deleted:
            delete_platform(session, found.id, now)
        else:
            found.active = False
            if at_lms:
                found.registration_uri, found.registration_sealed = "", None
    return Removal(deleted, at_lms, problem)


def _find(runtime: Runtime, scope: AdminScope, public_id: str) -> Platform:
    with runtime.database.read() as session:
        row = platform_in(session, scope, public_id)
    if row is None:
        raise NotFound("page_unknown")
    return row


def _way_to_change(config: Config, row: Platform) -> tuple[str, str] | None:
    """Address and token of the registration at the LMS."""
    if not row.registration_uri or row.registration_sealed is None:
        return None
    try:
        token = registration_sealer(config).unseal(row.registration_sealed).decode()
    except CannotUnseal:
        return None
    return row.registration_uri, token


def _withdrawn(runtime: Runtime, row: Platform) -> tuple[bool | None, str]:
    way = _way_to_change(runtime.config, row)
    if way is None:
        return None, ""
    try:
        withdraw(runtime.http(), *way)
    except RegistrationRefused as refused:
        return False, refused.code
    return True, ""
