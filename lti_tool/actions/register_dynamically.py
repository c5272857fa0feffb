"""An LMS registers itself by an invitation: what will be asked for is shown first, then it is done once.

Looking changes nothing but the note of what went wrong: Moodle's frame loads the address twice. The
registration claims the invitation, asks the platform with no transaction open, and then stores the
platform and spends the invitation together; whatever fails in between gives the invitation back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from adapters.lms.tool import TOOL_CONFIGURATION, ToolAddresses, registration_document
from keys.sealing import Sealer
from lti_tool.config import Config
from lti_tool.database.admins import record_event
from lti_tool.database.base import public_id
from lti_tool.database.invitations import (
    Invitation,
    claim_invitation,
    invitation_with_digest,
    note_problem,
    release_invitation,
    spend_invitation,
)
from lti_tool.database.platforms import Deployment, Platform
from lti_tool.database.registrations import platform_with, school_has_bank
from lti_tool.database.schools import School
from lti_tool.database.scope import AdminScope
from lti_tool.errors import ImportRefused, RegistrationRefused
from lti_tool.lti.registration import Configuration, Registered, fetch_configuration, register

from .admin_secrets import digest
from .import_bank import import_bank
from .invite_platform import INVITES_PLATFORM, LEASE, state_of
from .runtime import Runtime
from .take_own_bank import own_content

_log = structlog.get_logger("senda.registration")
_REFUSED = {
    "expired": "invitation_expired",
    "revoked": "invitation_revoked",
    "trying": "invitation_busy",
    "used": "invitation_used",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an LMS hands over when an administrator begins; none of it is trusted.

    Attributes
    ----------
    configuration_url, token : str
        Empty when somebody opened the link without an LMS.
    """

    secret: str
    configuration_url: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class InvitedSchool:
    """What an invitation that is still good says."""

    school: str
    family: str
    label: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a registration will ask for, for the administrator to decide.

    Attributes
    ----------
    scopes, claims : tuple of str
    messages : tuple of (str, tuple of str)
        Message types with their placements.
    """

    school: str
    issuer: str
    product: str
    version: str
    family: str
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    messages: tuple[tuple[str, tuple[str, ...]], ...]
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a registration."""

    platform_id: int
    school: str
    issuer: str
    client_id: str
    family: str
    deployment_known: bool
    deployments_ask: bool


@dataclass(frozen=True, slots=True)
class _Claimed:
    """An invitation that this try has to itself."""

    id: int
    school_id: int
    school: str
    label: str
    policy: str
    at: datetime


def registration_sealer(config: Config) -> Sealer:
    """Seals what lets us change a registration at its platform."""
    return Sealer([config.secret_key, *config.old_secret_keys], purpose="registration access tokens")


def invited_school(runtime: Runtime, secret: str) -> InvitedSchool:
    """Whose invitation it is.

    Raises
    ------
    RegistrationRefused
        ``invitation_...``: missing, unknown, expired, revoked, used, or being used.
    """
    with runtime.database.read() as session:
        row, school = _invitation(session, secret, runtime.clock())
        return InvitedSchool(school.name, row.family, row.label, row.expires_at)


def look_at_platform(runtime: Runtime, asked: Asked) -> Proposal:
    """What registering with this platform would mean.

    Raises
    ------
    RegistrationRefused
        The invitation is not good, or the platform's configuration is not.
    """
    invited = invited_school(runtime, asked.secret)
    try:
        configuration = _configuration(runtime, asked)
    except RegistrationRefused as refused:
        _note(runtime, asked.secret, refused.code)
        raise
    document = _document(runtime, configuration)
    tool = document[TOOL_CONFIGURATION]
    return Proposal(
        school=invited.school,
        issuer=configuration.issuer,
        product=configuration.offer.product,
        version=configuration.offer.version,
        family=configuration.family,
        scopes=tuple(document["scope"].split()),
        claims=tuple(tool["claims"]),
        messages=tuple((m["type"], tuple(m.get("placements", ()))) for m in tool["messages"]),
        variables=tuple(tool["custom_parameters"]),
    )


def register_platform_by(runtime: Runtime, asked: Asked) -> Done:
    """Register, once.

    Raises
    ------
    RegistrationRefused
        Nothing was registered, and the invitation is as good as before.
    """
    claimed = _claim(runtime, asked.secret)
    try:
        configuration = _configuration(runtime, asked)
        registered = register(runtime.http(), configuration, _document(runtime, configuration), asked.token)
        done = _store(runtime, claimed, configuration, registered)
    except BaseException as error:
        code = error.code if isinstance(error, RegistrationRefused) else "unexpected"
        with runtime.database.write() as session:
            release_invitation(session, claimed.id, claimed.at, code, runtime.clock())
        raise
    _first_bank(runtime, claimed.school_id)
    return done


def _invitation(session: Session, secret: str, now: datetime) -> tuple[Invitation, School]:
    if not secret:
        raise RegistrationRefused("invitation_missing")
    found = invitation_with_digest(session, digest(secret))
    if found is None or found[0].kind != INVITES_PLATFORM:
        raise RegistrationRefused("invitation_unknown")
    state = state_of(found[0], now)
    if state in _REFUSED:
        raise RegistrationRefused(_REFUSED[state])
    return found


def _claim(runtime: Runtime, secret: str) -> _Claimed:
    now = runtime.clock()
    with runtime.database.write() as session:
        row, school = _invitation(session, secret, now)
        if not claim_invitation(session, row.id, now, now - LEASE):
            raise RegistrationRefused("invitation_busy")
        return _Claimed(row.id, school.id, school.name, row.label, row.deployment_policy, now)


def _configuration(runtime: Runtime, asked: Asked) -> Configuration:
    plain = runtime.config.allow_private_hosts
    return fetch_configuration(runtime.http(), asked.configuration_url, asked.token, plain=plain)


def _document(runtime: Runtime, configuration: Configuration) -> dict[str, Any]:
    tool = ToolAddresses(runtime.config.public_url)
    return registration_document(tool, configuration.adapter, configuration.offer)


def _note(runtime: Runtime, secret: str, code: str) -> None:
    """Leave word for the board, as far as the invitation is still there."""
    now = runtime.clock()
    with runtime.database.write() as session:
        found = invitation_with_digest(session, digest(secret))
        if found is not None:
            note_problem(session, found[0].id, code, now)


def _store(runtime: Runtime, claimed: _Claimed, configuration: Configuration, registered: Registered) -> Done:
    now = runtime.clock()
    sealed = registration_sealer(runtime.config).seal(registered.token.encode()) if registered.token else None
    with runtime.database.write() as session:
        platform = platform_with(session, configuration.issuer, registered.client_id)
        if platform is None:
            platform = Platform(
                public_id=public_id(),
                school_id=claimed.school_id,
                issuer=configuration.issuer,
                client_id=registered.client_id,
                deployment_policy=claimed.policy,
                label=claimed.label,
                created_at=now,
            )
            session.add(platform)
        elif platform.school_id != claimed.school_id:
            raise RegistrationRefused("registration_elsewhere")
        _fill(platform, configuration)
        platform.registration_uri, platform.registration_sealed = registered.uri, sealed
        session.flush()
        _add_deployments(session, platform, [registered.deployment_id], now)
        if not spend_invitation(session, claimed.id, claimed.at, platform.id):
            raise RegistrationRefused("invitation_used")
        scope = AdminScope(claimed.school_id, actor="invitation")
        record_event(
            session,
            scope,
            "platform_registered",
            claimed.school_id,
            now,
            issuer=platform.issuer,
            client_id=platform.client_id,
            family=platform.family,
        )
        known, asks = bool(registered.deployment_id), platform.deployment_policy == "ask"
        return Done(
            platform.id, claimed.school, platform.issuer, platform.client_id, platform.family, known, asks
        )


def _fill(platform: Platform, configuration: Configuration) -> None:
    platform.auth_login_url = configuration.auth_login_url
    platform.auth_token_url = configuration.auth_token_url
    platform.auth_audience = configuration.auth_audience
    platform.jwks_url = configuration.jwks_url
    platform.family = configuration.family
    platform.product_version = configuration.offer.version
    platform.active = True


def _add_deployments(
    session: Session, platform: Platform, deployment_ids: Sequence[str], now: datetime
) -> None:
    known = {deployment.deployment_id for deployment in platform.deployments}
    session.add_all(
        Deployment(
            school_id=platform.school_id,
            platform_id=platform.id,
            deployment_id=deployment_id,
            status="approved",
            frame_origins=[],
            created_at=now,
        )
        for deployment_id in deployment_ids
        if deployment_id and deployment_id not in known
    )


def _first_bank(runtime: Runtime, school_id: int) -> None:
    """Give a new school the questions that come with Senda; it is registered even if that fails."""
    try:
        with runtime.database.read() as session:
            if school_has_bank(session, school_id):
                return
        import_bank(runtime.database, school_id, own_content(), now=runtime.clock())
    except ImportRefused as refused:
        _log.warning("no first bank", code=refused.code)
    except Exception as error:
        _log.error("no first bank", kind=type(error).__name__)
