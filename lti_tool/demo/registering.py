"""What a tool may say when it registers itself, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from lti_tool.demo.families.base import Family
from lti_tool.demo.families.traits import TOOL_CONFIGURATION
from lti_tool.demo.tools import Message, Tool


class NotRegistered(Exception):
    """The registration is refused (RFC 7591, 3.2.2)."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


def _wrong(description: str) -> NotRegistered:
    return NotRegistered("invalid_client_metadata", description)


def read_registration(family: Family, sent: Mapping[str, Any], client_id: str, deployment_id: str) -> Tool:
    """Check a registration; give the tool, not yet active.

    Raises
    ------
    NotRegistered
        With what is wrong.
    """
    _fixed(sent)
    for name in ("initiate_login_uri", "jwks_uri"):
        _address(name, sent.get(name))
    for name in ("logo_uri", "policy_uri", "tos_uri", "client_uri"):
        if sent.get(name) is not None:
            _address(name, sent[name])
    name = _text("client_name", sent.get("client_name"))
    redirect_uris = sent.get("redirect_uris")
    if not isinstance(redirect_uris, list) or not redirect_uris:
        raise NotRegistered("invalid_redirect_uri", "redirect_uris must be a list")
    for address in redirect_uris:
        _address("redirect_uris", address, "invalid_redirect_uri")
    scope = sent.get("scope", "")
    if not isinstance(scope, str):
        raise _wrong("scope must be a text")
    configuration = sent.get(TOOL_CONFIGURATION)
    if not isinstance(configuration, dict):
        raise _wrong(f"{TOOL_CONFIGURATION} must be an object")
    target = _address("target_link_uri", configuration.get("target_link_uri"))
    if target not in redirect_uris:
        raise NotRegistered("invalid_redirect_uri", "target_link_uri is not among redirect_uris")
    domain = _domain(family, configuration, target)
    return Tool(
        client_id=client_id,
        deployment_id=deployment_id,
        name=name,
        login_url=sent["initiate_login_uri"],
        target=target,
        redirect_uris=tuple(redirect_uris),
        jwks_url=sent["jwks_uri"],
        scopes=family.granted_scopes(scope.split()),
        claims=_claims(configuration),
        custom=_custom(configuration.get("custom_parameters", {})),
        messages=_messages(family, configuration, domain),
        domain=domain,
        active=False,
        metadata=dict(sent),
    )


def _fixed(sent: Mapping[str, Any]) -> None:
    if sent.get("application_type") != "web":
        raise _wrong("application_type must be web")
    if sent.get("token_endpoint_auth_method") != "private_key_jwt":
        raise _wrong("token_endpoint_auth_method must be private_key_jwt")
    for name, needed in (
        ("response_types", {"id_token"}),
        ("grant_types", {"implicit", "client_credentials"}),
    ):
        found = sent.get(name)
        if not isinstance(found, list) or not needed <= {one for one in found if isinstance(one, str)}:
            raise _wrong(f"{name} must hold {', '.join(sorted(needed))}")


def _address(name: str, value: Any, code: str = "invalid_client_metadata") -> str:
    """Read an address: absolute, without a fragment; HTTP is for trying things out."""
    if isinstance(value, str):
        parts = urlsplit(value)
        if parts.scheme in ("http", "https") and parts.netloc and not parts.fragment:
            return value
    raise NotRegistered(code, f"{name} must be an absolute address")


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f"{name} must be a text")
    return value


def _domain(family: Family, configuration: Mapping[str, Any], target: str) -> str:
    domain = _text("domain", configuration.get("domain"))
    if not family.domain_matches(domain, urlsplit(target).netloc):
        raise _wrong("domain is not that of target_link_uri")
    return domain


def _claims(configuration: Mapping[str, Any]) -> tuple[str, ...]:
    claims = configuration.get("claims")
    if not isinstance(claims, list) or not all(isinstance(claim, str) for claim in claims):
        raise _wrong("claims must be a list of texts")
    return tuple(claims)


def _custom(sent: Any) -> dict[str, str]:
    if not isinstance(sent, dict) or not all(isinstance(value, str) for value in sent.values()):
        raise _wrong("custom_parameters must be an object of texts")
    return sent


def _messages(family: Family, configuration: Mapping[str, Any], domain: str) -> tuple[Message, ...]:
    """Read the messages: of several of a type Moodle takes the last, others the first."""
    sent = configuration.get("messages", [])
    if not isinstance(sent, list) or not all(isinstance(message, dict) for message in sent):
        raise _wrong("messages must be a list of objects")
    found: dict[str, Message] = {}
    for message in sent:
        kind = _text("messages.type", message.get("type"))
        target = message.get("target_link_uri", configuration["target_link_uri"])
        _address("messages.target_link_uri", target)
        if not family.domain_matches(domain, urlsplit(target).netloc):
            raise _wrong("a message's target_link_uri is not at the domain")
        placements = message.get("placements", [])
        if not isinstance(placements, list):
            raise _wrong("placements must be a list")
        read = Message(
            kind,
            target,
            str(message.get("label", "")),
            {} if family.name == "moodle" else _custom(message.get("custom_parameters", {})),
            tuple(str(one) for one in placements),
        )
        if kind in family.messages and (kind not in found or family.last_message_counts):
            found[kind] = read
        elif kind in found and family.navigation:
            old = found[kind]
            found[kind] = Message(kind, old.target, old.label, old.custom, old.placements + read.placements)
    return tuple(found.values())
