"""A gradebook that misbehaves as real ones do, and writes down every score that it has taken.

Strict as Moodle is: a score that is not newer in whole seconds gets 409, a token that has ended or was
forgotten 401. Beside that it asks to wait (429 with ``Retry-After``) after every few hundred scores, has
errors of its own, takes scores without ever answering, and can be restarted, which loses its tokens.
"""

from __future__ import annotations

import json
import random
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"


@dataclass(frozen=True)
class Manners:
    """How the platform behaves.

    Attributes
    ----------
    errors, silences : float
        Shares of the scores answered by a 5xx, and taken without an answer.
    burst : int
        So many scores are let through, then for `retry_after` seconds it answers 429.
    token_seconds : int
        Life of an access token.
    silence_seconds : float
        How long it keeps a connection without answering.
    """

    errors: float = 0.05
    silences: float = 0.02
    burst: int = 500
    retry_after: int = 1
    token_seconds: int = 20
    silence_seconds: float = 4.0


@dataclass
class Taken:
    """One score that was stored."""

    subject: str
    second: datetime
    value: float
    answered: bool = False


@dataclass
class GradePlatform:
    """The platform: its log, its tokens, and the server, which can be closed and opened again.

    Parameters
    ----------
    client_id : str
    tool_keys : dict
        The tool's public key set.
    """

    client_id: str
    tool_keys: dict[str, Any]
    manners: Manners = field(default_factory=Manners)
    log: list[Taken] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._random = random.Random(20261121)
        self._last: dict[str, datetime] = {}
        self._tokens: dict[str, float] = {}
        self._used: set[str] = set()
        self._let_through, self._closed_until = 0, 0.0
        self._down = False
        self._server = self._listen(0)
        self.port: int = self._server.server_address[1]

    @property
    def url(self) -> str:
        """Where the platform is."""
        return f"http://127.0.0.1:{self.port}"

    def restart(self, seconds: float) -> None:
        """Be away for a while; who is waiting for an answer gets none, and no token is known afterwards."""
        self._down = True
        self.close()
        time.sleep(seconds)
        with self._lock:
            self._tokens.clear()
        self._down = False
        self._server = self._listen(self.port)

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def _listen(self, port: int) -> ThreadingHTTPServer:
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 65536  # head and body leave together

            def do_GET(self) -> None:
                platform.handle(self)

            do_POST = do_GET

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 128

            def handle_error(self, *args: object) -> None:
                pass  # a worker that was killed hangs up

        server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        if self._down:
            request.close_connection = True
            return
        path = urlsplit(request.path).path
        if path == "/token":
            self._answer(request, *self._token(body))
        elif not self._known(request):
            self._answer(request, 401, {"error": "token unknown or ended"})
        elif path.endswith("/lineitems"):
            self._line_items(request, body)
        elif path.endswith("/scores"):
            self._score(request, body)
        else:
            self._answer(request, 404, {})

    def _token(self, body: bytes) -> tuple[int, dict[str, Any]]:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        try:
            assertion = form["client_assertion"]
            key = jwt.PyJWKSet.from_dict(self.tool_keys)[jwt.get_unverified_header(assertion)["kid"]]
            audience = f"{self.url}/token"
            claims = jwt.decode(assertion, key, ["RS256"], audience=audience, issuer=self.client_id)
        except (KeyError, jwt.PyJWTError) as error:
            return 400, {"error": "invalid_client", "error_description": str(error)}
        with self._lock:
            if claims["jti"] in self._used:
                return 400, {"error": "invalid_client"}
            self._used.add(claims["jti"])
            token = secrets.token_urlsafe(16)
            self._tokens[token] = time.monotonic() + self.manners.token_seconds
        answer = {"access_token": token, "expires_in": self.manners.token_seconds, "token_type": "Bearer"}
        return 200, {**answer, "scope": form["scope"]}

    def _known(self, request: BaseHTTPRequestHandler) -> bool:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._tokens.get(token, 0.0) > time.monotonic()

    def _line_items(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        if request.command == "GET":
            self._answer(request, 200, [])
        else:
            made = f"{self.url}/course/lineitems/1/lineitem?type_id=1"
            self._answer(request, 201, {**json.loads(body), "id": made})

    def _score(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        score = json.loads(body)
        second = datetime.fromisoformat(score["timestamp"]).replace(microsecond=0)
        with self._lock:
            status, taken = self._judge(score, second)
            self.answers[str(status)] += 1
        if status == 0:
            time.sleep(self.manners.silence_seconds)
            request.close_connection = True
            return
        if self._down:
            request.close_connection = True
            return
        headers = {"Retry-After": str(self.manners.retry_after)} if status == 429 else {}
        if taken is not None:
            taken.answered = True
        self._answer(request, status, None, headers)

    def _judge(self, score: dict[str, Any], second: datetime) -> tuple[int, Taken | None]:
        """The status of the answer (0: none at all) and what was stored."""
        now = time.monotonic()
        if now < self._closed_until:
            return 429, None
        self._let_through += 1
        if self._let_through % self.manners.burst == 0:
            self._closed_until = now + self.manners.retry_after
            return 429, None
        chance = self._random.random()
        if chance < self.manners.errors:
            return self._random.choice((500, 502, 503)), None
        subject = score["userId"]
        if second.timestamp() > time.time():
            self.answers["future"] += 1
        if second <= self._last.get(subject, datetime.min.replace(tzinfo=UTC)):
            return 409, None
        self._last[subject] = second
        taken = Taken(subject, second, score["scoreGiven"] / score["scoreMaximum"])
        self.log.append(taken)
        return (0 if chance < self.manners.errors + self.manners.silences else 200), taken

    def _answer(
        self, request: BaseHTTPRequestHandler, status: int, value: Any, headers: dict[str, str] | None = None
    ) -> None:
        body = b"" if value is None else json.dumps(value).encode()
        request.send_response(status)
        request.send_header("Content-Type", SCORE_TYPE if value is None else "application/json")
        for name, text in (headers or {}).items():
            request.send_header(name, text)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
