"""A platform and its browsers, as cheap as they can be, for loading a tool with launches."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "senda-demo"
DEPLOYMENT = "1"
_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
_AGS = "https://purl.imsglobal.org/spec/lti-ags/"
_NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Tool:
    """Where a tool is entered."""

    port: int
    login_path: str
    launch_path: str

    @property
    def launch_url(self) -> str:
        return f"http://localhost:{self.port}{self.launch_path}"


class Platform:
    """Signs id_tokens and publishes the key for them."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._kid = uuid.uuid4().hex

    def jwks(self) -> bytes:
        """The public key as a JWKS document."""
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return json.dumps({"keys": [{**jwk, "kid": self._kid, "alg": "RS256", "use": "sig"}]}).encode()

    def id_token(self, tool: Tool, subject: str, nonce: str) -> str:
        """Sign a student's launch of the demo course, with the claims that Moodle sends."""
        now = int(time.time())
        course = f"{self.issuer}/lti/courses/101"
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            "sub": subject,
            "name": f"Estudiante {subject}",
            "given_name": "Estudiante",
            "family_name": subject,
            "email": f"e{subject}@alumnado.example",
            f"{_LTI}message_type": "LtiResourceLinkRequest",
            f"{_LTI}version": "1.3.0",
            f"{_LTI}deployment_id": DEPLOYMENT,
            f"{_LTI}target_link_uri": tool.launch_url,
            f"{_LTI}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            f"{_LTI}resource_link": {"id": "1001", "title": "Diagnóstico", "description": ""},
            f"{_LTI}context": {"id": "101", "label": "MAT1", "title": "Matemáticas 1.º ESO"},
            f"{_LTI}lis": {"person_sourcedid": f"SIS-{subject}", "course_section_sourcedid": "SIS-MAT1"},
            f"{_LTI}tool_platform": {"guid": self.issuer, "product_family_code": "bench", "name": "Bench"},
            f"{_LTI}launch_presentation": {
                "locale": "es", "document_target": "iframe", "return_url": f"{self.issuer}/courses/101",
            },
            f"{_LTI}custom": {"section": "MAT1"},
            f"{_AGS}claim/endpoint": {
                "scope": [f"{_AGS}scope/{name}" for name in ("lineitem", "result.readonly", "score")],
                "lineitems": f"{course}/lineitems?type_id=1",
            },
            f"{_NRPS}claim/namesroleservice": {
                "context_memberships_url": f"{course}/memberships", "service_versions": ["2.0"],
            },
        }  # fmt: skip
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._kid})


@contextmanager
def platform_serving(port: int) -> Iterator[Platform]:
    """Serve a platform's key set for as long as the block lasts."""
    platform = Platform(port)
    document = platform.jwks()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Browser:
    """One connection to a tool; it follows a launch and sends back the tool's cookies."""

    def __init__(self, platform: Platform, tool: Tool) -> None:
        self._platform = platform
        self._tool = tool
        self._connection = http.client.HTTPConnection("localhost", tool.port, timeout=30)
        self._page = b""

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _post(
        self, path: str, form: dict[str, str], cookie: str = ""
    ) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {**_FORM, "Cookie": cookie} if cookie else _FORM
        self._connection.request("POST", path, urlencode(form).encode(), headers)
        response = self._connection.getresponse()
        return response, response.read()

    def login(self, subject: str) -> tuple[str, str, str, float]:
        """Start a login; give state, nonce, cookies, and the seconds that the tool took."""
        form = {
            "iss": self._platform.issuer,
            "login_hint": subject,
            "target_link_uri": self._tool.launch_url,
            "lti_message_hint": "1001",
            "client_id": CLIENT_ID,
            "lti_deployment_id": DEPLOYMENT,
        }
        begun = time.perf_counter()
        response, body = self._post(self._tool.login_path, form)
        took = time.perf_counter() - begun
        if response.status != 302:
            raise SystemExit(f"login answered {response.status}: {body[:500]!r}")
        query = parse_qs(urlsplit(response.headers["Location"]).query)
        cookies = [value.split(";", 1)[0] for value in response.headers.get_all("Set-Cookie") or ()]
        return query["state"][0], query["nonce"][0], "; ".join(cookies), took

    def launch(self, subject: str) -> float:
        """Enter the tool up to its first page; give the seconds that the tool took."""
        state, nonce, cookie, first = self.login(subject)
        form = {"id_token": self._platform.id_token(self._tool, subject, nonce), "state": state}
        begun = time.perf_counter()
        response, body = self._post(self._tool.launch_path, form, cookie)
        took = time.perf_counter() - begun
        if response.status != 200 or b"data-launch=" not in body:
            raise SystemExit(f"launch answered {response.status}: {body[:500]!r}")
        self._page = body
        return first + took

    def page(self, subject: str) -> float:
        """Ask for the first page again by its token, launching once before; give the seconds it took."""
        if not self._page:
            self.launch(subject)
        launch, token = (
            _attribute(self._page, name) for name in (b'data-launch="', b'"senda-token" content="')
        )
        begun = time.perf_counter()
        self._connection.request("GET", f"/s/{launch}/", headers={"Authorization": f"Bearer {token}"})
        response = self._connection.getresponse()
        body = response.read()
        took = time.perf_counter() - begun
        if response.status != 200 or b"data-launch=" not in body:
            raise SystemExit(f"the page answered {response.status}: {body[:500]!r}")
        return took


def _attribute(page: bytes, before: bytes) -> str:
    """The text in a page from behind `before` to the next quotation mark."""
    return page.partition(before)[2].partition(b'"')[0].decode()
