"""What a demo platform is told when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lti_tool.demo.families.paths import PATHS, Paths

FAMILIES = tuple(PATHS)


def _custom() -> Mapping[str, str]:
    return {
        "section": "$CourseSection.label",
        "context_history": "$Context.id.history",
        "link_history": "$ResourceLink.id.history",
        "group_ids": "$Moodle.Person.userGroupIds",
        "section_ids": "$Canvas.course.sectionIds",
    }


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """Settings of one platform; they are also its whole built-in registration of the tool.

    Nothing of that registration is stored, so that moved ports are followed by the next start.

    Attributes
    ----------
    public_url : str
        Where browsers reach the platform; also its issuer. Without a slash at the end.
    tool_url : str
        Where browsers reach the tool, likewise.
    data : Path
        The SQLite file; made on the first start, with the platform's key in it.
    family : str
        "generic", "moodle" or "canvas": whose addresses, claims and refusals it has.
    issuer_url : str
        The issuer, where it is not the public address: all tenants of Canvas share one.
    login_path, launch_path, jwks_path : str
        The tool's addresses below `tool_url`; the launch address is the one redirect URI.
    custom : mapping of str to str
        Custom parameters of the built-in registration; a value may be a variable.
    claims : tuple of str
        Claims that it asks for: without them Moodle sends neither names nor e-mail.
    page_size : int, optional
        Entries of a page of the roster and of the line items when none is asked for; by default the
        family's own.
    clock_offset : float
        Seconds by which the platform's clock is ahead of the machine's.
    token_seconds : int
        Life of an access token.
    storage_target : bool
        Offer platform storage (`lti_storage_target`) to the tool; Canvas always does, Moodle never.
    registration_tokens : bool
        Hand out tokens for dynamic registration; some platforms have none.
    """

    public_url: str = "http://127.0.0.1:8001"
    tool_url: str = "http://localhost:8000"
    data: Path = Path("var/demo.sqlite")
    family: str = "generic"
    issuer_url: str = ""
    client_id: str = "senda-demo"
    deployment_id: str = "1"
    login_path: str = "/lti/login"
    launch_path: str = "/lti/launch"
    jwks_path: str = "/lti/jwks.json"
    custom: Mapping[str, str] = field(default_factory=_custom)
    claims: tuple[str, ...] = ("iss", "sub", "name", "given_name", "family_name", "email")
    page_size: int | None = None
    clock_offset: float = 0.0
    token_seconds: int = 3600
    storage_target: bool = False
    registration_tokens: bool = True

    def __post_init__(self) -> None:
        if self.family not in PATHS:
            raise ValueError(f"family must be one of {', '.join(FAMILIES)}")

    @property
    def paths(self) -> Paths:
        """The endpoints of the family."""
        return PATHS[self.family]

    @property
    def issuer(self) -> str:
        """The issuer identifier."""
        return self.issuer_url or self.public_url

    @property
    def auth_url(self) -> str:
        """The OpenID Connect authentication endpoint."""
        return self.public_url + self.paths.auth

    @property
    def token_url(self) -> str:
        """The OAuth 2 token endpoint, also the audience of client assertions."""
        return self.public_url + self.paths.token

    @property
    def jwks_url(self) -> str:
        """Where the platform's public key is."""
        return self.public_url + self.paths.jwks

    @property
    def configuration_url(self) -> str:
        """Where the OpenID configuration is, for dynamic registration."""
        return self.public_url + self.paths.configuration

    @property
    def registration_url(self) -> str:
        """Where a tool registers itself."""
        return self.public_url + self.paths.registration

    def line_items_url(self, course_id: str, deployment_id: str | None = None) -> str:
        """Give the address of a course's line items, as launches name it."""
        address = self.public_url + self.paths.line_items.replace("<course_id>", course_id)
        return address + self.type_query(deployment_id)

    def memberships_url(self, course_id: str, deployment_id: str | None = None) -> str:
        """Give the address of a course's roster, as launches name it."""
        path = self.paths.memberships.replace("<course_id>", course_id)
        return self.public_url + path.replace("<deployment>", deployment_id or self.deployment_id)

    def type_query(self, deployment_id: str | None = None) -> str:
        """Give what line item addresses end in: `/scores` belongs before it."""
        return "" if self.family == "canvas" else f"?type_id={deployment_id or self.deployment_id}"

    @property
    def tool_login_url(self) -> str:
        """Where a launch of the tool begins."""
        return self.tool_url + self.login_path

    @property
    def tool_launch_url(self) -> str:
        """Target link URI and the only registered redirect URI of the built-in registration."""
        return self.tool_url + self.launch_path

    @property
    def tool_jwks_url(self) -> str:
        """Where the tool's public keys are."""
        return self.tool_url + self.jwks_path

    @property
    def tool_origin(self) -> str:
        """Scheme, host and port of the tool, for the content security policy."""
        return origin(self.tool_url)


def origin(address: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
