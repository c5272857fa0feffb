"""Everything that an LMS may ask for about the tool, to be copied by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.lms.offer import Offer
from adapters.lms.registry import adapter_for
from adapters.lms.tool import DESCRIPTIONS, NAME, ToolAddresses, canvas_key


@dataclass(frozen=True, slots=True)
class ToolDescription:
    """The tool's values for a registration by hand.

    Attributes
    ----------
    scopes : tuple of str
        The rights to grant.
    custom : tuple of (str, str)
        Custom parameters with the variables that fill them.
    """

    name: str
    description: str
    launch_url: str
    login_url: str
    redirect_url: str
    deep_linking_url: str
    jwks_url: str
    domain: str
    icon_url: str
    notices_url: str
    canvas_url: str
    scopes: tuple[str, ...]
    custom: tuple[tuple[str, str], ...]

    @property
    def custom_text(self) -> str:
        """Custom parameters as most LMSs take them: a line for each."""
        return "\n".join(f"{name}={value}" for name, value in self.custom)

    def document(self) -> dict[str, Any]:
        """The values by name, for programs."""
        return {
            "name": self.name,
            "description": self.description,
            "login_url": self.login_url,
            "launch_url": self.launch_url,
            "redirect_url": self.redirect_url,
            "deep_linking_url": self.deep_linking_url,
            "jwks_url": self.jwks_url,
            "domain": self.domain,
            "icon_url": self.icon_url,
            "notices_url": self.notices_url,
            "canvas_url": self.canvas_url,
            "scopes": list(self.scopes),
            "custom_parameters": dict(self.custom),
        }


def describe_tool(public_url: str, family: str = "generic", language: str = "en") -> ToolDescription:
    """The values for an LMS of that family."""
    tool, adapter = ToolAddresses(public_url), adapter_for(family)
    return ToolDescription(
        name=NAME,
        description=DESCRIPTIONS.get(language, DESCRIPTIONS["en"]),
        launch_url=tool.launch,
        login_url=tool.login,
        redirect_url=tool.launch,
        deep_linking_url=tool.launch,
        jwks_url=tool.jwks,
        domain=tool.domain,
        icon_url=tool.icon,
        notices_url=tool.notices,
        canvas_url=tool.canvas,
        scopes=adapter.registration_scopes(Offer()),
        custom=tuple(adapter.custom_parameters(Offer()).items()),
    )


def describe_canvas_key(public_url: str) -> dict[str, Any]:
    """Configuration of a Canvas developer key."""
    return canvas_key(ToolAddresses(public_url), adapter_for("canvas"))
