"""A platform that takes registrations, on a real port; each test bends what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fake_platform import JsonServer, reply

from lti_tool.actions.invite_platform import NewInvitation, Order, invite_platform
from lti_tool.actions.runtime import Runtime
from lti_tool.database.scope import AdminScope

TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOKEN = "registration-token-1"
PRODUCTS = {"moodle": "moodle", "canvas": "canvas", "generic": "some-lms"}


class RegisteringPlatform:
    """Answers as an LMS that offers dynamic registration.

    Attributes
    ----------
    configuration : dict
        What stands at `address`; tests change it.
    answer : dict or function
        What a registration is answered with, or a function of the request handler.
    received : list
        The registrations that arrived.
    """

    def __init__(self, server: JsonServer, family: str = "generic") -> None:
        self.server = server
        self.received: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        self.answer: dict[str, Any] | Callable[..., None] = {
            "client_id": "client-77",
            TOOL_CONFIGURATION: {"deployment_id": "5"},
        }
        self.configuration: dict[str, Any] = {
            "issuer": server.origin,
            "authorization_endpoint": f"{server.origin}/auth",
            "token_endpoint": f"{server.origin}/token",
            "jwks_uri": f"{server.origin}/jwks",
            "registration_endpoint": f"{server.origin}/registrations",
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": [
                "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
                "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
                "https://purl.imsglobal.org/spec/lti-ags/scope/score",
                "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly",
            ],
            "claims_supported": ["iss", "sub", "name", "given_name", "family_name", "email"],
            PLATFORM_CONFIGURATION: {
                "product_family_code": PRODUCTS[family],
                "version": "4.5",
                "messages_supported": [
                    {"type": "LtiResourceLinkRequest"},
                    {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]},
                    {"type": "LtiSubmissionReviewRequest"},
                    {"type": "LtiDataPrivacyLaunchRequest"},
                ],
                "variables": ["Context.id.history", "Moodle.Person.userGroupIds"],
            },
        }
        server.answers["/configuration"] = self._configure
        server.answers["/registrations"] = self._register

    @property
    def address(self) -> str:
        return f"{self.server.origin}/configuration"

    def _configure(self, handler: Any, _body: bytes) -> None:
        self.tokens.append(handler.headers.get("Authorization", ""))
        reply(handler, 200, self.configuration)

    def _register(self, handler: Any, body: bytes) -> None:
        self.tokens.append(handler.headers.get("Authorization", ""))
        self.received.append(json.loads(body))
        if callable(self.answer):
            self.answer(handler, body)
        else:
            reply(handler, 200, self.answer)


def invited(runtime: Runtime, school: str = "IES Uno", **order: Any) -> NewInvitation:
    """A link for a school."""
    return invite_platform(runtime.database, AdminScope(), school, Order(0, **order), now=runtime.clock())


def later(runtime: Runtime, by: timedelta) -> None:
    """Let time pass for a runtime."""
    present = runtime.clock
    runtime.clock = lambda: present() + by
