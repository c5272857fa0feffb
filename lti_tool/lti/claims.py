"""From verified claims to a `Launch`: after this nothing is raw any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from adapters.lms.base import Context, GradeService, Launch, PersonClaims, ResourceLink, RosterService
from lti_tool.errors import ClaimsRefused

from .login import check_target
from .platform import Platform
from .roles import role_of
from .storage import origin_of
from .tokens import VerifiedClaims

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS_CLAIM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
RESOURCE_LINK_REQUEST = "LtiResourceLinkRequest"
SUPPORTED = frozenset({RESOURCE_LINK_REQUEST})

LONGEST_ID = 255
"""Characters of ids, by the specification; `sub` likewise (OpenID Connect Core, section 2)."""
LONGEST_TEXT = 500
LONGEST_URL = 2_000
MOST_ENTRIES = 100

_Json = TypeVar("_Json", str, list[Any], dict[str, Any])


def launch_of(claims: VerifiedClaims, platform: Platform, public_url: str) -> Launch:
    """Read a launch.

    Parameters
    ----------
    public_url : str
        Our own origin: the target must lie there.

    Raises
    ------
    ClaimsRefused
        For a required claim that is missing, or any claim of the wrong form.
    """
    if not any(name.startswith(CLAIM) for name in claims):
        raise ClaimsRefused("claims_not_lti")
    if claims.get(CLAIM + "version") != "1.3.0":
        raise ClaimsRefused("claim_version")
    message_type = _message_type(claims)
    deployment_id = _id(claims, CLAIM + "deployment_id", "claim_deployment_id")
    target = _get(claims, CLAIM + "target_link_uri", str) or ""
    check_target(target, public_url, ClaimsRefused)
    roles = _roles(claims)
    presentation = _get(claims, CLAIM + "launch_presentation", dict) or {}
    return Launch(
        issuer=platform.issuer,
        client_id=platform.client_id,
        deployment_id=deployment_id,
        message_type=message_type,
        target_link_uri=target,
        person=_person(claims),
        role=role_of(roles, staff_are_teachers=platform.staff_are_teachers),
        roles=roles,
        context=_context(claims),
        resource_link=_resource_link(claims),
        locale=_text(presentation, "locale", 35),
        return_url=_url(presentation, "return_url"),
        document_target=_text(presentation, "document_target", 20),
        grades=_grades(claims),
        roster=_roster(claims),
        custom=_custom(claims),
    )


def _get(values: Mapping[str, Any], name: str, kind: type[_Json]) -> _Json | None:
    """A value of that kind, None where absent; present with another kind, ``null`` too, is refused."""
    if name not in values:
        return None
    value = values[name]
    if not isinstance(value, kind):
        raise ClaimsRefused("claim_invalid", claim=name.rpartition("/")[2])
    return value


def _id(values: Mapping[str, Any], name: str, code: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID or "\0" in value:
        raise ClaimsRefused(code)
    return value


def _text(values: Mapping[str, Any], name: str, longest: int = LONGEST_TEXT) -> str:
    """A text for showing; platforms send ``null`` for names that they do not have."""
    value = values.get(name)
    return value.replace("\0", "").strip()[:longest] if isinstance(value, str) else ""


def _url(values: Mapping[str, Any], name: str) -> str:
    value = _get(values, name, str) or ""
    if value and (len(value) > LONGEST_URL or not value.isprintable() or not origin_of(value)):
        raise ClaimsRefused("claim_invalid", claim=name)
    return value


def _message_type(claims: VerifiedClaims) -> str:
    message_type = claims.get(CLAIM + "message_type")
    if not isinstance(message_type, str) or not message_type:
        raise ClaimsRefused("claim_message_type")
    if message_type not in SUPPORTED:
        raise ClaimsRefused("message_type_unsupported")
    return message_type


def _roles(claims: VerifiedClaims) -> tuple[str, ...]:
    roles = claims.get(CLAIM + "roles")
    if not isinstance(roles, list) or len(roles) > MOST_ENTRIES:
        raise ClaimsRefused("claim_roles")
    if not all(isinstance(role, str) and len(role) <= LONGEST_TEXT for role in roles):
        raise ClaimsRefused("claim_roles")
    return tuple(roles)


def _person(claims: VerifiedClaims) -> PersonClaims:
    return PersonClaims(
        subject=_id(claims, "sub", "claim_subject"),
        name=_text(claims, "name"),
        given_name=_text(claims, "given_name"),
        family_name=_text(claims, "family_name"),
        email=_text(claims, "email"),
    )


def _context(claims: VerifiedClaims) -> Context | None:
    context = _get(claims, CLAIM + "context", dict)
    if context is None:
        return None
    return Context(_id(context, "id", "claim_invalid"), _text(context, "label"), _text(context, "title"))


def _resource_link(claims: VerifiedClaims) -> ResourceLink:
    link = claims.get(CLAIM + "resource_link")
    if not isinstance(link, dict):
        raise ClaimsRefused("claim_resource_link")
    return ResourceLink(_id(link, "id", "claim_resource_link"), _text(link, "title"))


def _grades(claims: VerifiedClaims) -> GradeService | None:
    endpoint = _get(claims, AGS_CLAIM, dict)
    if endpoint is None:
        return None
    scopes = _get(endpoint, "scope", list) or []
    return GradeService(
        lineitems_url=_url(endpoint, "lineitems"),
        lineitem_url=_url(endpoint, "lineitem"),
        scopes=tuple(scope for scope in scopes[:MOST_ENTRIES] if isinstance(scope, str)),
    )


def _roster(claims: VerifiedClaims) -> RosterService | None:
    service = _get(claims, NRPS_CLAIM, dict)
    url = _url(service, "context_memberships_url") if service else ""
    return RosterService(url) if url else None


def _custom(claims: VerifiedClaims) -> dict[str, str]:
    custom = _get(claims, CLAIM + "custom", dict) or {}
    if len(custom) > MOST_ENTRIES:
        raise ClaimsRefused("claim_invalid", claim="custom")
    # A variable that the platform does not know arrives as it was written.
    return {
        name: value[:LONGEST_URL]
        for name, value in custom.items()
        if isinstance(value, str) and not value.startswith("$")
    }
