"""An LTI platform for tests: its own keys, a key set over real HTTP, tokens that can be bent at will."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"

_KEYS: list[rsa.RSAPrivateKey] = []


def private_key(number: int) -> rsa.RSAPrivateKey:
    """The n-th key of this test run: making one takes a tenth of a second."""
    while len(_KEYS) <= number:
        _KEYS.append(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    return _KEYS[number]


def jwk(key: rsa.RSAPrivateKey, kid: str) -> dict[str, Any]:
    """The public half as a platform publishes it."""
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"kty": "RSA", "n": public["n"], "e": public["e"], "kid": kid, "alg": "RS256", "use": "sig"}


class JsonServer:
    """Serves answers by path on a port of its own, and counts the requests.

    `answers` maps a path to a JSON value or to a function of the request handler that answers itself.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                served.requests.append((self.command, self.path, dict(self.headers), body))
                answer = served.answers.get(urlsplit(self.path).path)
                if callable(answer):
                    answer(self, body)
                else:
                    reply(self, 404 if answer is None else 200, answer)

            do_POST = do_PUT = do_DELETE = do_GET

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(1 for request in self.requests if urlsplit(request[1]).path == path)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def reply(
    handler: BaseHTTPRequestHandler,
    status: int,
    value: Any = None,
    headers: Mapping[str, str] | None = None,
    raw: bytes | None = None,
) -> None:
    """Answer a request with JSON, or with raw bytes."""
    body = raw if raw is not None else b"" if value is None else json.dumps(value).encode()
    handler.send_response(status)
    for name, text in {"Content-Type": "application/json", **(headers or {})}.items():
        handler.send_header(name, text)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@dataclass
class FakePlatform:
    """One registration of the tool at a platform that does as it is told."""

    server: JsonServer
    name: str = "lms"
    number: int = 0
    client_id: str = "client-1"
    deployment_id: str = "1"
    kid: str = "key-1"
    auth_query: str = ""
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = self.keys or {self.kid: private_key(self.number)}
        self.publish()

    @property
    def issuer(self) -> str:
        return f"https://{self.name}.example"

    @property
    def auth_login_url(self) -> str:
        return f"{self.issuer}/auth{self.auth_query}"

    @property
    def jwks_path(self) -> str:
        return f"/{self.name}/jwks.json"

    def publish(self) -> None:
        """Put the present keys into the key set."""
        self.server.answers[self.jwks_path] = {"keys": [jwk(key, kid) for kid, key in self.keys.items()]}

    def login_parameters(self, tool: str, **changes: Any) -> dict[str, Any]:
        """A login initiation."""
        parameters = {
            "iss": self.issuer,
            "client_id": self.client_id,
            "login_hint": "user-7",
            "lti_message_hint": '{"cmid":3}',
            "target_link_uri": f"{tool}/lti/launch",
            "lti_deployment_id": self.deployment_id,
        }
        return {name: value for name, value in {**parameters, **changes}.items() if value is not ABSENT}

    def claims(self, tool: str, nonce: str, /, **changes: Any) -> dict[str, Any]:
        """Claims of a student's launch; `changes` by short or full name."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": f"person-{uuid.uuid4()}",
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            "name": "Lucía García",
            "given_name": "Lucía",
            "family_name": "García",
            "email": "lucia@example.test",
            CLAIM + "version": "1.3.0",
            CLAIM + "message_type": "LtiResourceLinkRequest",
            CLAIM + "deployment_id": self.deployment_id,
            CLAIM + "target_link_uri": f"{tool}/lti/launch",
            CLAIM + "roles": [MEMBERSHIP + "Learner"],
            CLAIM + "context": {"id": "course-1", "label": "M1", "title": "Mathematics 1"},
            CLAIM + "resource_link": {"id": "link-1", "title": "Where I stand"},
            CLAIM + "launch_presentation": {"locale": "en", "return_url": f"{self.issuer}/course/1"},
        }
        for name, value in changes.items():
            full = CLAIM + name if CLAIM + name in claims else name
            claims[full] = value
            if value is ABSENT:
                del claims[full]
        return claims

    def sign(self, claims: Mapping[str, Any] | bytes, **header: Any) -> str:
        """A token over these claims, or over any bytes; `header` changes the header."""
        payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
        named = {"kid": self.kid, **header}
        named = {name: value for name, value in named.items() if value is not ABSENT}
        return sign_bytes(payload, named, self.keys.get(named.get("kid", ""), self.keys[self.kid]))


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""For a claim or header that shall not be there (``None`` means ``null``)."""


def sign_bytes(payload: bytes, header: Mapping[str, Any], key: Any, algorithm: str = "RS256") -> str:
    """A compact JWS with exactly this header, whatever a library would think of it."""
    text = json.dumps({"typ": "JWT", "alg": algorithm, **header}).encode()
    parts = [jwt.utils.base64url_encode(text), jwt.utils.base64url_encode(payload)]
    signing_input = b".".join(parts)
    signer = jwt.algorithms.get_default_algorithms()[algorithm]
    signature = signer.sign(signing_input, signer.prepare_key(key))
    return b".".join([signing_input, jwt.utils.base64url_encode(signature)]).decode()


def query_of(location: str) -> dict[str, str]:
    """The parameters of an address, each once."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
