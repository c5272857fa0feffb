"""What is chosen in a tool, and how a tool registers itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lti_tool.demo.families.speaking import Speaking
from lti_tool.demo.families.traits import PLATFORM_CONFIGURATION, TOOL_CONFIGURATION
from lti_tool.demo.people import Link
from lti_tool.demo.tools import DEEP_LINKING, Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform


class Admitting(Speaking):
    """Deep linking and dynamic registration, as the specifications have them."""

    def deep_link_settings(self, tool: Tool, return_url: str, data: str, placement: str) -> dict[str, Any]:
        """Say what may be chosen."""
        return {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": True,
            "accept_lineitem": True,
            "auto_create": False,
            "deep_link_return_url": return_url,
            "data": data,
        }

    def sends_data(self) -> bool:
        """Whether a deep linking request has `data` that must come back."""
        return True

    def kept_link(self, item: Mapping[str, Any], tool: Tool) -> Link:
        """Keep of a content item what this family keeps."""
        available, submission = item.get("available") or {}, item.get("submission") or {}
        return Link(
            id="",
            title=item.get("title") or tool.name,
            description=item.get("text") or "",
            client_id="" if tool.builtin else tool.client_id,
            url=item.get("url") or "",
            custom=item.get("custom") or {},
            icon=(item.get("icon") or {}).get("url", ""),
            begins=available.get("startDateTime", ""),
            ends=available.get("endDateTime", ""),
            due=submission.get("endDateTime", ""),
            new_window="window" in item and "iframe" not in item,
            height=int((item.get("iframe") or {}).get("height", 0)),
        )

    def kept_line_item(self, item: Mapping[str, Any], link: Link, placement: str) -> dict[str, Any] | None:
        """Keep of a content item's line item what this family keeps; None makes no column."""
        sent = item.get("lineItem")
        if sent is None:
            return None
        names = ("scoreMaximum", "resourceId", "tag", "submissionReview")
        label = sent.get("label") or link.title
        return {"label": label, **{name: sent[name] for name in names if name in sent}}

    def plain_line_item(self, link: Link) -> dict[str, Any] | None:
        """Give the column of an activity that was added without choosing anything in the tool."""
        return None

    def configuration(self, platform: Platform) -> dict[str, Any]:
        """Write the OpenID configuration."""
        settings = platform.settings
        return {
            "issuer": settings.issuer,
            "token_endpoint": settings.token_url,
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
            "jwks_uri": settings.jwks_url,
            "authorization_endpoint": settings.auth_url,
            "registration_endpoint": settings.registration_url,
            "scopes_supported": ["openid", *self.scopes],
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email", "locale"],
            PLATFORM_CONFIGURATION: self.platform_configuration(),
        }

    def platform_configuration(self) -> dict[str, Any]:
        """Write the part of the configuration that is about LTI."""
        return {
            "product_family_code": self.code,
            "version": self.version,
            "messages_supported": [
                {"type": kind, "placements": list(self.placements)}
                if kind == DEEP_LINKING
                else {"type": kind}
                for kind in self.messages
            ],
            "notice_types_supported": list(self.notices),
            "variables": list(self.variables),
        }

    def granted_scopes(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Give those of the scopes asked for that exist here."""
        return tuple(scope for scope in self.scopes if scope in asked)

    def new_deployment(self, number: int) -> str:
        """Name the deployment of a tool that registers itself."""
        return str(number)

    def registered(self, platform: Platform, tool: Tool) -> dict[str, Any]:
        """Answer a registration: what was sent, with what the platform made of it."""
        configuration = {
            **tool.metadata[TOOL_CONFIGURATION],
            "messages": [
                message
                for message in tool.metadata[TOOL_CONFIGURATION].get("messages", [])
                if message.get("type") in self.messages
            ],
        }
        if self.deployment_in_answer:
            configuration["deployment_id"] = tool.deployment_id
        return {
            **tool.metadata,
            "client_id": tool.client_id,
            "scope": " ".join(tool.scopes),
            TOOL_CONFIGURATION: configuration,
        }

    def domain_matches(self, domain: str, host: str) -> bool:
        """Whether a tool's domain is that of its target, given with its port."""
        return domain in (host, host.partition(":")[0])
