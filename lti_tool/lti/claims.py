"""From verified claims to a `Launch`: after this nothing is raw any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from adapters.lms.base import (
    Context,
    DeepLinking,
    GradeService,
    GroupService,
    Launch,
    NoticeService,
    PersonClaims,
    ResourceLink,
    Role,
    RosterService,
)
from lti_tool.errors import ClaimsRefused

from .login import check_target
from .platform import Platform
from .roles import role_of
from .storage import origin_of
from .tokens import VerifiedClaims

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS_CLAIM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
DL_CLAIM = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
GROUPS_CLAIM = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
NOTICES_CLAIM = CLAIM + "platformnotificationservice"
RESOURCE_LINK_REQUEST = "LtiResourceLinkRequest"
DEEP_LINKING_REQUEST = "LtiDeepLinkingRequest"
SUBMISSION_REVIEW_REQUEST = "LtiSubmissionReviewRequest"
DATA_PRIVACY_REQUEST = "LtiDataPrivacyLaunchRequest"
SUPPORTED = frozenset(
    {RESOURCE_LINK_REQUEST, DEEP_LINKING_REQUEST, SUBMISSION_REVIEW_REQUEST, DATA_PRIVACY_REQUEST}
)

LONGEST_ID = 255
"""Characters of ids, by the specification; `sub` likewise (OpenID Connect Core, section 2)."""
LONGEST_TEXT = 500
LONGEST_URL = 2_000
LONGEST_DATA = 16_000
"""Characters of what a deep linking request wants back."""
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
    _version(claims)
    message_type = _message_type(claims)
    private = message_type == DATA_PRIVACY_REQUEST
    deployment_id = _id(claims, CLAIM + "deployment_id", "claim_deployment_id")
    target = _get(claims, CLAIM + "target_link_uri", str) or ""
    check_target(target, public_url, ClaimsRefused)
    roles = _roles(claims, needed=not private)
    role = role_of(roles, staff_are_teachers=platform.staff_are_teachers)
    presentation = _get(claims, CLAIM + "launch_presentation", dict) or {}
    return Launch(
        issuer=platform.issuer,
        client_id=platform.client_id,
        deployment_id=deployment_id,
        message_type=message_type,
        target_link_uri=target,
        person=_person(claims),
        # A privacy launch is about a person, whatever they are in a course.
        role=Role.VISITOR if private else role,
        roles=roles,
        context=_context(claims),
        resource_link=_resource_link(claims, needed=message_type == RESOURCE_LINK_REQUEST),
        locale=_text(presentation, "locale", 35),
        return_url=_url(presentation, "return_url"),
        document_target=_text(presentation, "document_target", 20),
        grades=_grades(claims),
        roster=_roster(claims),
        custom=_custom(claims),
        deep_linking=_deep_linking(claims) if message_type == DEEP_LINKING_REQUEST else None,
        for_user=_for_user(claims, needed=message_type == SUBMISSION_REVIEW_REQUEST),
        groups=_groups(claims),
        notices=_notices(claims),
    )


OPTIONAL: Mapping[str, str] = {
    **{name: CLAIM + name for name in ("context", "resource_link", "for_user", "custom")},
    "deep_linking_settings": DL_CLAIM,
    "endpoint": AGS_CLAIM,
    "namesroleservice": NRPS_CLAIM,
    "groupsservice": GROUPS_CLAIM,
    "platformnotificationservice": NOTICES_CLAIM,
}
"""Claims, by the names of `checks`, that some messages may leave out."""


def checks(public_url: str) -> tuple[tuple[str, Callable[[VerifiedClaims], object]], ...]:
    """What `launch_of` asks of a token, one by one, under the name of each claim."""
    return (
        ("version", _version),
        ("message_type", _message_type),
        ("deployment_id", lambda claims: _id(claims, CLAIM + "deployment_id", "claim_deployment_id")),
        (
            "target_link_uri",
            lambda claims: check_target(
                _get(claims, CLAIM + "target_link_uri", str) or "", public_url, ClaimsRefused
            ),
        ),
        ("sub", _person),
        ("roles", lambda claims: _roles(claims, needed=_kind(claims) != DATA_PRIVACY_REQUEST)),
        ("context", _context),
        (
            "resource_link",
            lambda claims: _resource_link(claims, needed=_kind(claims) == RESOURCE_LINK_REQUEST),
        ),
        (
            "deep_linking_settings",
            lambda claims: _deep_linking(claims) if _kind(claims) == DEEP_LINKING_REQUEST else None,
        ),
        (
            "for_user",
            lambda claims: _for_user(claims, needed=_kind(claims) == SUBMISSION_REVIEW_REQUEST),
        ),
        ("custom", _custom),
        ("endpoint", _grades),
        ("namesroleservice", _roster),
        ("groupsservice", _groups),
        ("platformnotificationservice", _notices),
    )


def _kind(claims: VerifiedClaims) -> object:
    return claims.get(CLAIM + "message_type")


def _version(claims: VerifiedClaims) -> None:
    if not any(name.startswith(CLAIM) for name in claims):
        raise ClaimsRefused("claims_not_lti")
    if claims.get(CLAIM + "version") != "1.3.0":
        raise ClaimsRefused("claim_version")


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


def _roles(claims: VerifiedClaims, *, needed: bool) -> tuple[str, ...]:
    roles = claims.get(CLAIM + "roles", None if needed else [])
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


def _resource_link(claims: VerifiedClaims, *, needed: bool) -> ResourceLink | None:
    link = claims.get(CLAIM + "resource_link")
    if link is None and not needed:
        return None
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


def _texts(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts of a list; other entries of it are passed over."""
    found = _get(values, name, list) or []
    return tuple(one[:LONGEST_URL] for one in found[:MOST_ENTRIES] if isinstance(one, str))


def _deep_linking(claims: VerifiedClaims) -> DeepLinking:
    settings = claims.get(DL_CLAIM)
    if not isinstance(settings, dict):
        raise ClaimsRefused("claim_deep_linking")
    return_url = _url(settings, "deep_link_return_url")
    if not return_url:
        raise ClaimsRefused("claim_deep_linking")
    data = settings.get("data")
    if data is not None and (not isinstance(data, str) or len(data) > LONGEST_DATA):
        raise ClaimsRefused("claim_invalid", claim="data")
    line_items = settings.get("accept_lineitem")
    return DeepLinking(
        return_url=return_url,
        accept_types=_texts(settings, "accept_types"),
        targets=_texts(settings, "accept_presentation_document_targets"),
        # Platforms send texts for booleans; nothing said means one (Deep Linking 2.0, section 4.4.1).
        multiple=settings.get("accept_multiple") in (True, "true"),
        line_items=line_items not in (False, "false"),
        title=_text(settings, "title"),
        text=_text(settings, "text"),
        data=data,
    )


def _for_user(claims: VerifiedClaims, *, needed: bool) -> str:
    about = _get(claims, CLAIM + "for_user", dict)
    if about is None and not needed:
        return ""
    return _id(about or {}, "user_id", "claim_for_user")


def _groups(claims: VerifiedClaims) -> GroupService | None:
    service = _get(claims, GROUPS_CLAIM, dict)
    url = _url(service, "context_groups_url") if service else ""
    if not service or not url:
        return None
    return GroupService(url, _url(service, "context_group_sets_url"), _texts(service, "scope"))


def _notices(claims: VerifiedClaims) -> NoticeService | None:
    service = _get(claims, NOTICES_CLAIM, dict)
    url = _url(service, "platform_notification_service_url") if service else ""
    if not service or not url:
        return None
    return NoticeService(url, _texts(service, "scope"), _texts(service, "notice_types_supported"))


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
