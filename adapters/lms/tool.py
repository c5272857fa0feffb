"""The tool as platforms see it: its addresses, its names, and the documents that register it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .base import Adapter
from .offer import DEEP_LINKING, RESOURCE_LINK, Offer

TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
NAME = "Senda"
DESCRIPTIONS = {
    "en": "Competency diagnostics, learning paths and peer tutoring",
    "es": "Diagnóstico de competencias, itinerarios de aprendizaje y tutoría entre iguales",
}
LABELS = {
    RESOURCE_LINK: {"en": "Senda", "es": "Senda"},
    DEEP_LINKING: {"en": "Choose a Senda activity", "es": "Elegir una actividad de Senda"},
}
"""What people read at the place where they open the tool."""


@dataclass(frozen=True, slots=True)
class ToolAddresses:
    """Every address of the tool that a platform may ask for."""

    public_url: str

    @property
    def launch(self) -> str:
        """Tool URL, target link URI and redirection URI: one address for all."""
        return f"{self.public_url}/lti/launch"

    @property
    def login(self) -> str:
        """OpenID Connect initiation."""
        return f"{self.public_url}/lti/login"

    @property
    def jwks(self) -> str:
        """Our public keys."""
        return f"{self.public_url}/lti/jwks.json"

    @property
    def notices(self) -> str:
        """Where a Platform Notification Service sends its notices."""
        return f"{self.public_url}/lti/notices"

    @property
    def canvas(self) -> str:
        """Configuration of a Canvas developer key."""
        return f"{self.public_url}/lti/canvas.json"

    @property
    def icon(self) -> str:
        """A picture for menus."""
        return f"{self.public_url}/static/favicon.svg"

    @property
    def domain(self) -> str:
        """Host and port: Moodle compares it with those of the target link URI."""
        return urlsplit(self.public_url).netloc


def registration_document(tool: ToolAddresses, adapter: Adapter, offered: Offer) -> dict[str, Any]:
    """What is sent to a platform to register (LTI Dynamic Registration 1.0, section 3.3)."""
    messages = [_message(tool, dict(message)) for message in adapter.registration_messages(offered)]
    return {
        **present_values(tool),
        "scope": " ".join(adapter.registration_scopes(offered)),
        TOOL_CONFIGURATION: {
            **present_values(tool)[TOOL_CONFIGURATION],
            "custom_parameters": dict(adapter.custom_parameters(offered)),
            "claims": list(adapter.registration_claims(offered)),
            "messages": messages,
            **adapter.registration_extras(),
        },
    }


def present_values(tool: ToolAddresses) -> dict[str, Any]:
    """The part of a registration that depends on nothing but where the tool lives."""
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": tool.login,
        "redirect_uris": [tool.launch],
        "client_name": NAME,
        "client_name#es": NAME,
        "client_uri": tool.public_url,
        "logo_uri": tool.icon,
        "jwks_uri": tool.jwks,
        "token_endpoint_auth_method": "private_key_jwt",
        TOOL_CONFIGURATION: {
            "domain": tool.domain,
            "description": DESCRIPTIONS["en"],
            "description#es": DESCRIPTIONS["es"],
            "target_link_uri": tool.launch,
        },
    }


def _message(tool: ToolAddresses, message: dict[str, Any]) -> dict[str, Any]:
    labels = LABELS.get(message["type"])
    named = {"label": labels["en"], "label#es": labels["es"]} if labels else {}
    return {**message, "target_link_uri": tool.launch, **named, "icon_uri": tool.icon}


def canvas_key(tool: ToolAddresses, adapter: Adapter) -> dict[str, Any]:
    """Configuration of a Canvas developer key: what Canvas fetches, or an administrator pastes.

    ``doc/api/lti_dev_key_config.md`` in https://github.com/instructure/canvas-lms.
    """
    nothing_listed = Offer()
    return {
        "title": NAME,
        "description": DESCRIPTIONS["en"],
        "oidc_initiation_url": tool.login,
        "target_link_uri": tool.launch,
        "public_jwk_url": tool.jwks,
        "scopes": list(adapter.registration_scopes(nothing_listed)),
        "custom_fields": dict(adapter.custom_parameters(nothing_listed)),
        "extensions": [
            {
                "domain": tool.domain,
                "tool_id": "senda",
                "platform": "canvas.instructure.com",
                "privacy_level": "public",
                "settings": {
                    "text": NAME,
                    "labels": LABELS[RESOURCE_LINK],
                    "icon_url": tool.icon,
                    "placements": _placements(tool, adapter),
                },
            }
        ],
    }


def _placements(tool: ToolAddresses, adapter: Adapter) -> list[Mapping[str, Any]]:
    """One entry for each place where Canvas shows the tool."""
    entries: list[Mapping[str, Any]] = []
    for message in adapter.registration_messages(Offer()):
        places = message.get("placements")
        kind = str(message["type"])
        for place in places if isinstance(places, list) else ():
            entry = {
                "placement": place,
                "message_type": kind,
                "target_link_uri": tool.launch,
                "text": LABELS[kind]["en"],
                "labels": LABELS[kind],
                "icon_url": tool.icon,
            }
            if place == "course_navigation":
                entry |= {"default": "disabled", "visibility": "members"}
            else:
                entry |= {"selection_width": 800, "selection_height": 640}
            entries.append(entry)
    return entries
