"""What a demo platform is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """Settings of one platform; they are also its whole registration of the tool.

    Nothing of the registration is stored, so that moved ports are followed by the next start.

    Attributes
    ----------
    public_url : str
        Where browsers reach the platform; also its issuer. Without a slash at the end.
    tool_url : str
        Where browsers reach the tool, likewise.
    data : Path
        The SQLite file; made on the first start, with the platform's key in it.
    login_path, launch_path, jwks_path : str
        The tool's addresses below `tool_url`; the launch address is the one redirect URI.
    page_size : int
        Entries of a page of the roster and of the line items when none is asked for.
    clock_offset : float
        Seconds by which the platform's clock is ahead of the machine's.
    token_seconds : int
        Life of an access token.
    storage_target : bool
        Offer platform storage (`lti_storage_target`) to the tool, as Canvas does and Moodle does not.
    """

    public_url: str = "http://127.0.0.1:8001"
    tool_url: str = "http://localhost:8000"
    data: Path = Path("var/demo.sqlite")
    client_id: str = "senda-demo"
    deployment_id: str = "1"
    login_path: str = "/lti/login"
    launch_path: str = "/lti/launch"
    jwks_path: str = "/lti/jwks.json"
    page_size: int = 10
    clock_offset: float = 0.0
    token_seconds: int = 3600
    storage_target: bool = False

    @property
    def issuer(self) -> str:
        """The issuer identifier."""
        return self.public_url

    @property
    def auth_url(self) -> str:
        """The OpenID Connect authentication endpoint."""
        return f"{self.public_url}/lti/auth"

    @property
    def token_url(self) -> str:
        """The OAuth 2 token endpoint, also the audience of client assertions."""
        return f"{self.public_url}/lti/token"

    @property
    def jwks_url(self) -> str:
        """Where the platform's public key is."""
        return f"{self.public_url}/lti/jwks"

    @property
    def tool_login_url(self) -> str:
        """Where a launch of the tool begins."""
        return self.tool_url + self.login_path

    @property
    def tool_launch_url(self) -> str:
        """Target link URI and the only registered redirect URI."""
        return self.tool_url + self.launch_path

    @property
    def tool_jwks_url(self) -> str:
        """Where the tool's public keys are."""
        return self.tool_url + self.jwks_path

    @property
    def tool_origin(self) -> str:
        """Scheme, host and port of the tool, for the content security policy."""
        parts = urlsplit(self.tool_url)
        return f"{parts.scheme}://{parts.netloc}"
