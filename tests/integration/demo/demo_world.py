"""A demo platform and PyLTI1p3's stock tool at work, and what a tool would ask of the platform."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_browser import DemoBrowser, only_form
from werkzeug.serving import make_server

from benchmarks.peers import pylti1p3_flask
from lti_tool.demo.context import Platform
from lti_tool.demo.serve import QuietHandler
from lti_tool.demo.services import SCOPES

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class World:
    """The platform, the tool's private key, and what a tool would do with both."""

    platform: Platform
    tool_key: rsa.RSAPrivateKey
    tool_kid: str

    @property
    def url(self) -> str:
        return self.platform.settings.public_url

    def browser(self, subject: str | None = None, course_id: str = "101") -> DemoBrowser:
        browser = DemoBrowser(self.url)
        if subject is not None:
            browser.enter(subject, course_id)
        return browser

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Claims of a good client assertion, with changes; None leaves a claim out."""
        now = int(time.time())
        client_id = self.platform.settings.client_id
        claims: dict[str, Any] = {
            "iss": client_id, "sub": client_id, "aud": f"{self.url}/lti/token",
            "iat": now - 5, "exp": now + 60, "jti": str(uuid.uuid4()), **changes,
        }  # fmt: skip
        return {name: value for name, value in claims.items() if value is not None}

    def assertion(self, headers: Mapping[str, Any] | None = None, **changes: Any) -> str:
        headers = {"kid": self.tool_kid} if headers is None else dict(headers)
        return jwt.encode(self.claims(**changes), self.tool_key, algorithm="RS256", headers=headers)

    def authentication_request(self, browser: DemoBrowser, **changes: str | None) -> dict[str, str]:
        """A good authentication request of this browser's launch, with changes; None leaves one out."""
        started = browser.login_form().fields
        values: dict[str, str | None] = {
            "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
            "client_id": started["client_id"], "redirect_uri": self.platform.settings.tool_launch_url,
            "state": "a-state", "nonce": "a-nonce", "login_hint": started["login_hint"],
            "lti_message_hint": started["lti_message_hint"], **changes,
        }  # fmt: skip
        return {name: value for name, value in values.items() if value is not None}

    def verified(self, response: requests.Response) -> dict[str, Any]:
        """The claims of the id_token in an answer, verified by the published key as a tool would."""
        keys = requests.get(self.platform.settings.jwks_url, timeout=10).json()["keys"]
        token = only_form(response).fields["id_token"]
        kid = jwt.get_unverified_header(token)["kid"]
        key = next(key for key in keys if key["kid"] == kid)
        assert "d" not in key
        return dict(jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience="senda-demo"))

    def ask_token(self, assertion: str | None = None, **changes: str | None) -> requests.Response:
        form: dict[str, str | None] = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion or self.assertion(),
            "scope": " ".join(SCOPES),
            **changes,
        }
        return requests.post(f"{self.url}/lti/token", data=form, timeout=10)

    def token(self, *scopes: str) -> str:
        response = self.ask_token(scope=" ".join(scopes or SCOPES))
        assert response.status_code == 200, response.text
        return str(response.json()["access_token"])


class StockTool:
    """PyLTI1p3's Flask tool behind a threaded server; it is set up once the platform's URL is known."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self._key = key

    def start(self, platform_url: str) -> str:
        settings = {
            "issuer": platform_url,
            "client_id": "senda-demo",
            "auth_login_url": f"{platform_url}/lti/auth",
            "auth_token_url": f"{platform_url}/lti/token",
            "key_set_url": f"{platform_url}/lti/jwks",
            "deployment_ids": ["1"],
            "private_key": self._key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ).decode(),
            "public_key": self._key.public_key()
            .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
            .decode(),
        }
        app = pylti1p3_flask.create_app(settings)
        self._server = make_server("localhost", 0, app, threaded=True, request_handler=QuietHandler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return f"http://localhost:{self._server.port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
