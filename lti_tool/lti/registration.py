"""LTI Dynamic Registration 1.0: what a platform's configuration says, and registering with it.

All of it comes from an address that a stranger may have written: fetched by the guarded session,
bounded, and believed only where it belongs to the issuer that it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from adapters.lms.base import Adapter
from adapters.lms.offer import Offer
from adapters.lms.registry import adapter_for, family_of
from lti_tool.errors import RegistrationRefused, ServiceFailure

from .http import parse_json
from .storage import origin_of

PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
LARGEST_DOCUMENT = 256 * 1024
LONGEST_ADDRESS = 2_000
LONGEST_TOKEN = 8_000
LONGEST_SAID = 300
"""Characters of a platform's own words that are shown."""
MOST_ENTRIES = 200
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
_FAILURES = {
    "service_host_refused": "registration_host_refused",
    "service_unreachable": "registration_unreachable",
    "service_timeout": "registration_timeout",
    "service_redirected": "registration_redirected",
    "service_response_too_large": "registration_too_large",
    "service_response_invalid": "registration_not_json",
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """A platform's configuration that was checked: it belongs to its issuer and all is there.

    Attributes
    ----------
    auth_audience : str
        Audience of token requests; empty for the address of the token end point.
    """

    issuer: str
    auth_login_url: str
    auth_token_url: str
    jwks_url: str
    registration_url: str
    auth_audience: str
    family: str
    offer: Offer

    @property
    def adapter(self) -> Adapter:
        """What the family does differently."""
        return adapter_for(self.family)


@dataclass(frozen=True, slots=True)
class Registered:
    """What a platform answered to a registration.

    Attributes
    ----------
    deployment_id : str
        Empty where the platform makes deployments later.
    uri, token : str
        Where and with which token the registration can be changed (RFC 7592), or empty.
    """

    client_id: str
    deployment_id: str = ""
    uri: str = ""
    token: str = ""


def usable_address(address: str, *, plain: bool) -> bool:
    """Whether an address may be asked at all; `plain` allows HTTP, for development."""
    if not 0 < len(address) <= LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    scheme = origin_of(address).partition(":")[0]
    return (scheme == "https" or (plain and scheme == "http")) and "@" not in urlsplit(address).netloc


def fetch_configuration(http: requests.Session, address: str, token: str, *, plain: bool) -> Configuration:
    """Fetch a platform's configuration and check it.

    Parameters
    ----------
    address : str
        As the platform sent it with the registration initiation.
    token : str
        The registration token; empty where the platform sent none (D2L puts it into the address).

    Raises
    ------
    RegistrationRefused
        With the reason as code.
    """
    if not usable_address(address, plain=plain) or len(token) > LONGEST_TOKEN or not token.isprintable():
        raise RegistrationRefused("registration_address")
    response = _ask(http, "GET", address, token)
    if response.status_code != 200:
        raise _refusal(response)
    return read_configuration(_document(response), address, plain=plain)


def read_configuration(document: Any, address: str, *, plain: bool) -> Configuration:
    """Check a configuration that came from `address`.

    Raises
    ------
    RegistrationRefused
        Something is missing, it is another platform's, or it does not do what LTI 1.3 needs.
    """
    if not isinstance(document, dict):
        raise RegistrationRefused("registration_not_json")
    issuer = _need(document, "issuer")
    endpoints = {name: _need(document, name) for name in _ENDPOINTS}
    platform = document.get(PLATFORM_CONFIGURATION)
    if not isinstance(platform, dict):
        raise RegistrationRefused("registration_incomplete", what="lti-platform-configuration")
    offer = _offer(document, platform)
    family = family_of(issuer, endpoints["authorization_endpoint"], offer.product)
    adapter = adapter_for(family)
    for name, value in {"issuer": issuer, **endpoints}.items():
        if not usable_address(value, plain=plain):
            raise RegistrationRefused("registration_incomplete", what=name)
    issuer_host = _host(issuer)
    if not adapter.may_configure(_host(address), issuer_host):
        raise RegistrationRefused("registration_issuer", issuer=issuer[:200])
    for value in endpoints.values():
        if not adapter.may_serve(_host(value), issuer_host):
            raise RegistrationRefused("registration_foreign", host=_host(value)[:200])
    _check_abilities(document)
    return Configuration(
        issuer=issuer,
        auth_login_url=endpoints["authorization_endpoint"],
        auth_token_url=endpoints["token_endpoint"],
        jwks_url=endpoints["jwks_uri"],
        registration_url=endpoints["registration_endpoint"],
        auth_audience=adapter.token_audience(_text(document, "authorization_server")),
        family=family,
        offer=offer,
    )


def register(
    http: requests.Session, configuration: Configuration, document: Mapping[str, Any], token: str
) -> Registered:
    """Send our registration to the platform.

    Raises
    ------
    RegistrationRefused
        It was not accepted, or the answer cannot be used.
    """
    response = _ask(http, "POST", configuration.registration_url, token, document)
    if response.status_code not in (200, 201):
        raise _refusal(response)
    answer = _document(response)
    client_id = answer.get("client_id") if isinstance(answer, dict) else None
    if isinstance(client_id, int) and not isinstance(client_id, bool):
        client_id = str(client_id)
    if not isinstance(client_id, str) or not client_id.strip() or len(client_id) > 255:
        raise RegistrationRefused("registration_answer")
    tool = answer.get(TOOL_CONFIGURATION)
    uri = _text(answer, "registration_client_uri")
    same_site = configuration.adapter.may_serve(_host(uri), _host(configuration.issuer)) if uri else False
    return Registered(
        client_id=client_id.strip(),
        deployment_id=_deployment(tool.get("deployment_id") if isinstance(tool, dict) else None),
        uri=uri if same_site else "",
        token=_text(answer, "registration_access_token") if same_site else "",
    )


def change(http: requests.Session, uri: str, token: str, ours: Mapping[str, Any]) -> None:
    """Put our present values into a registration that the platform keeps (RFC 7592, section 2.2).

    Raises
    ------
    RegistrationRefused
        The platform did not take them.
    """
    response = _ask(http, "GET", uri, token)
    if response.status_code != 200:
        raise _refusal(response)
    present = _document(response)
    if not isinstance(present, dict):
        raise RegistrationRefused("registration_not_json")
    tool = present.get(TOOL_CONFIGURATION)
    merged = {**present, **ours}
    merged[TOOL_CONFIGURATION] = {**(tool if isinstance(tool, dict) else {}), **ours[TOOL_CONFIGURATION]}
    for name in ("registration_client_uri", "registration_access_token"):
        merged.pop(name, None)
    response = _ask(http, "PUT", uri, token, merged)
    if response.status_code not in (200, 201, 204):
        raise _refusal(response)


def withdraw(http: requests.Session, uri: str, token: str) -> None:
    """Take our registration away at the platform (RFC 7592, section 2.3); gone already is fine.

    Raises
    ------
    RegistrationRefused
        The platform kept it.
    """
    response = _ask(http, "DELETE", uri, token)
    if response.status_code not in (200, 202, 204, 404, 410):
        raise _refusal(response)


def _ask(
    http: requests.Session, method: str, address: str, token: str, document: Mapping[str, Any] | None = None
) -> requests.Response:
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        return http.request(method, address, headers=headers, json=document)
    except ServiceFailure as failure:
        code = _FAILURES.get(failure.code, "registration_unreachable")
        raise RegistrationRefused(code, host=_host(address)[:200]) from failure


def _document(response: requests.Response) -> Any:
    if len(response.content) > LARGEST_DOCUMENT:
        raise RegistrationRefused("registration_too_large")
    try:
        return parse_json(response)
    except ServiceFailure as failure:
        raise RegistrationRefused("registration_not_json") from failure


def _refusal(response: requests.Response) -> RegistrationRefused:
    """Why a platform refused, with its own words where they are words and no page."""
    status = response.status_code
    if 300 <= status < 400:
        return RegistrationRefused("registration_redirected", status=status)
    code = "registration_token_used" if status in (401, 403) else "registration_rejected"
    return RegistrationRefused(code, said=_said(response), status=status)


def _said(response: requests.Response) -> str:
    if len(response.content) > LARGEST_DOCUMENT:
        return ""
    try:
        answer = response.json()
    except (ValueError, RecursionError):
        answer = response.text
    if isinstance(answer, dict):
        named = (answer.get(name) for name in ("error_description", "message", "error", "errors"))
        answer = next((words for words in named if words), "")
    text = answer if isinstance(answer, str) else str(answer)
    text = "".join(letter if letter.isprintable() else " " for letter in text[:2_000]).strip()
    # A page of HTML says nothing to a reader.
    return "" if text.startswith("<") else text[:LONGEST_SAID]


def _need(document: Mapping[str, Any], name: str) -> str:
    value = _text(document, name)
    if not value:
        raise RegistrationRefused("registration_incomplete", what=name)
    return value


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) and len(value) <= LONGEST_ADDRESS else ""


def _texts(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = document.get(name)
    entries = found[:MOST_ENTRIES] if isinstance(found, list) else ()
    return tuple(one for one in entries if isinstance(one, str) and len(one) <= LONGEST_ADDRESS)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _deployment(value: Any) -> str:
    """Platforms that count their deployments send numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and len(value) <= 255 else ""


def _offer(document: Mapping[str, Any], platform: Mapping[str, Any]) -> Offer:
    messages: dict[str, tuple[str, ...]] = {}
    entries = platform.get("messages_supported")
    for entry in entries[:MOST_ENTRIES] if isinstance(entries, list) else ():
        if isinstance(entry, dict) and (kind := _text(entry, "type")):
            messages[kind] = _texts(entry, "placements")
    return Offer(
        issuer=_text(document, "issuer"),
        product=_text(platform, "product_family_code")[:100],
        version=_text(platform, "version")[:100],
        scopes=_texts(document, "scopes_supported"),
        claims=_texts(document, "claims_supported"),
        messages=messages,
        variables=_texts(platform, "variables"),
    )


def _check_abilities(document: Mapping[str, Any]) -> None:
    """What the security framework needs; a list that is missing says nothing against it."""
    for name in (
        "id_token_signing_alg_values_supported",
        "token_endpoint_auth_signing_alg_values_supported",
    ):
        listed = _texts(document, name)
        if listed and "RS256" not in listed:
            raise RegistrationRefused("registration_algorithm")
    methods = _texts(document, "token_endpoint_auth_methods_supported")
    if methods and "private_key_jwt" not in methods:
        raise RegistrationRefused("registration_method")
