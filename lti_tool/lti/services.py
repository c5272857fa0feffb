"""Calls to a platform's services: access tokens, and errors told apart by what helps against them."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from adapters.lms.base import Adapter
from adapters.lms.registry import adapter_for
from keys.jwk import UnusableKey
from keys.sealing import CannotUnseal
from lti_tool.errors import PassingFailure, PermanentFailure, ServiceFailure

from .http import next_link, parse_json
from .platform import Platform
from .storage import origin_of

BACKDATED = timedelta(seconds=30)
"""Moodle answers 400 to an assertion that its clock takes for 3 s in the future."""
ASSERTION_LIFE = timedelta(seconds=120)
EXPIRY_MARGIN = timedelta(seconds=60)
"""A token this close to its end is not used for another call; of a short one the last quarter."""
LONGEST_TOKEN_LIFE = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=24)
MOST_PAGES = 2_000
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_BUSY = frozenset({408, 425, 429, 503})


class SigningKey(Protocol):
    """A key pair of the tool."""

    @property
    def kid(self) -> str: ...
    @property
    def private_key(self) -> RSAPrivateKey: ...


class SigningKeys(Protocol):
    """Where the tool's own keys come from."""

    def signing_key(self, now: datetime) -> SigningKey: ...


class TokenCache:
    """Access tokens by registration, token address and scopes; safe to share between threads.

    Never by issuer alone: all tenants of Canvas share one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens: dict[tuple[object, ...], tuple[str, datetime]] = {}
        self._fetching: dict[tuple[object, ...], threading.Lock] = {}

    def get(self, key: tuple[object, ...], now: datetime) -> str:
        """The token, if it will last a while; empty otherwise."""
        token, good_until = self._tokens.get(key, ("", now))
        return token if now < good_until else ""

    def put(self, key: tuple[object, ...], token: str, good_until: datetime) -> None:
        """Keep a token, until shortly before its end."""
        with self._lock:
            self._tokens[key] = (token, good_until)

    def alone(self, key: tuple[object, ...]) -> threading.Lock:
        """A lock for whoever fetches the token: many threads that need one ask for it once."""
        with self._lock:
            return self._fetching.setdefault(key, threading.Lock())

    def drop(self, key: tuple[object, ...], token: str) -> None:
        """Forget a token that the platform refused, unless another came meanwhile."""
        with self._lock:
            if self._tokens.get(key, ("",))[0] == token:
                del self._tokens[key]


TOKENS = TokenCache()
"""The cache of this process."""


@dataclass(frozen=True)
class ServiceClient:
    """Calls the services of one platform on behalf of the tool.

    Parameters
    ----------
    platform : Platform
    keys : SigningKeys
        The tool's own keys.
    http : requests.Session
        The guarded session.
    clock : callable
        The present moment, aware.
    until : datetime or None
        No call begins after this: whoever works on borrowed time must not overrun it.
    """

    platform: Platform
    keys: SigningKeys
    http: requests.Session
    clock: Callable[[], datetime]
    tokens: TokenCache = field(default=TOKENS, repr=False)
    until: datetime | None = None

    @property
    def adapter(self) -> Adapter:
        """What the platform's family does differently."""
        return adapter_for(self.platform.family)

    def get(self, url: str, scopes: Sequence[str], accept: str) -> requests.Response:
        """GET with a token for these scopes.

        Raises
        ------
        PassingFailure, PermanentFailure
            With the reason as code.
        """
        return self._call("GET", url, scopes, {"Accept": accept}, None)

    def post(
        self, url: str, scopes: Sequence[str], body: str, content_type: str, accept: str = "*/*"
    ) -> requests.Response:
        """POST a JSON text with a token for these scopes; raises as `get`."""
        headers = {"Accept": accept, "Content-Type": content_type}
        return self._call("POST", url, scopes, headers, body.encode())

    def put(
        self, url: str, scopes: Sequence[str], body: str, content_type: str, accept: str = "*/*"
    ) -> requests.Response:
        """PUT a JSON text with a token for these scopes; raises as `get`."""
        headers = {"Accept": accept, "Content-Type": content_type}
        return self._call("PUT", url, scopes, headers, body.encode())

    def delete(self, url: str, scopes: Sequence[str]) -> requests.Response:
        """DELETE with a token for these scopes; raises as `get`."""
        return self._call("DELETE", url, scopes, {"Accept": "*/*"}, None)

    def pages(self, url: str, scopes: Sequence[str], accept: str) -> Iterator[Any]:
        """The JSON of every page from this one on, however many there are.

        Raises
        ------
        PermanentFailure
            ``service_roster_endless`` when the pages go round in circles or on for ever,
            ``service_host_refused`` when one leads to another site; else as `get`.
        """
        seen: set[str] = set()
        origin = origin_of(url)
        while url:
            if url in seen or len(seen) >= MOST_PAGES:
                raise PermanentFailure("service_roster_endless", pages=len(seen))
            if origin_of(url) != origin:
                raise PermanentFailure("service_host_refused")
            seen.add(url)
            response = self.get(url, scopes, accept)
            yield parse_json(response)
            url = next_link(response)

    def obtain_token(self, scopes: Sequence[str]) -> str:
        """A fresh token for these scopes, as for testing the connection; raises as `get`."""
        return self._new_token((self.platform.id, *sorted(scopes)), scopes)

    def _call(
        self, method: str, url: str, scopes: Sequence[str], headers: dict[str, str], body: bytes | None
    ) -> requests.Response:
        key = (self.platform.id, self.platform.client_id, self.platform.auth_token_url, *sorted(scopes))
        for remaining in (True, False):
            token = self._token(key, scopes)
            signed = {**headers, "Authorization": f"Bearer {token}"}
            response = self._request(method, url, headers=signed, data=body)
            if response.status_code == 401 and remaining:
                self.tokens.drop(key, token)  # the platform may have forgotten it early: once more
                continue
            break
        if not response.ok:
            raise failure_of(response, self.adapter, self.clock())
        return response

    def _request(self, method: str, url: str, **options: Any) -> requests.Response:
        if self.until is not None and self.clock() >= self.until:
            raise PassingFailure("service_timeout")
        return self.http.request(method, url, **options)

    def _token(self, key: tuple[object, ...], scopes: Sequence[str]) -> str:
        found = self.tokens.get(key, self.clock())
        if found:
            return found
        with self.tokens.alone(key):
            return self.tokens.get(key, self.clock()) or self._new_token(key, scopes)

    def _new_token(self, key: tuple[object, ...], scopes: Sequence[str]) -> str:
        now = self.clock()
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": self._assertion(now),
            "scope": " ".join(sorted(scopes)),
        }
        url = self.platform.auth_token_url
        response = self._request("POST", url, data=form, headers={"Accept": "application/json"})
        if not response.ok:
            failure = failure_of(response, self.adapter, now)
            if isinstance(failure, PassingFailure):
                raise failure
            scope_problem = "invalid_scope" in response.text[:2_000]
            code = "service_scope_missing" if scope_problem else "service_unauthorized"
            raise PermanentFailure(code, status_code=response.status_code)
        answer = parse_json(response)
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token:
            raise PermanentFailure("service_response_invalid", status_code=response.status_code)
        life = _life(answer.get("expires_in"))
        self.tokens.put(key, token, now + life - min(EXPIRY_MARGIN, life / 4))
        return token

    def _assertion(self, now: datetime) -> str:
        try:
            key = self.keys.signing_key(now)
        except (CannotUnseal, UnusableKey) as error:
            raise PassingFailure("key_unavailable") from error  # the operator can set it right
        claims = {
            "iss": self.platform.client_id,
            "sub": self.platform.client_id,
            "aud": self.platform.auth_audience or self.platform.auth_token_url,
            "iat": int((now - BACKDATED).timestamp()),
            "exp": int((now + ASSERTION_LIFE).timestamp()),
            "jti": str(uuid.uuid4()),
        }
        return jwt.encode(claims, key.private_key, algorithm="RS256", headers={"kid": key.kid})


def failure_of(response: requests.Response, adapter: Adapter, now: datetime) -> ServiceFailure:
    """What an answer that is no success means: passing or permanent, and why."""
    status = response.status_code
    body = f"{response.reason or ''} {response.text[:2_000]}"
    # Canvas reports its rate limit as 403 (https://canvas.instructure.com/doc/api/file.throttling.html).
    if status in _BUSY or (status == 403 and "rate limit" in body.lower()):
        return PassingFailure("service_busy", retry_at=_retry_at(response, now), status_code=status)
    if adapter.score_outdated(status, body):
        return PassingFailure("service_conflict", status_code=status)
    if adapter.submission_refused(status, body):
        return PassingFailure("service_submission_refused", status_code=status)
    if status >= 500:
        return PassingFailure("service_error", retry_at=_retry_at(response, now), status_code=status)
    if adapter.person_refused(status, body):
        return PermanentFailure("service_person_refused", status_code=status)
    codes = {
        401: "service_unauthorized",
        403: "service_forbidden",
        404: "service_not_found",
        410: "service_not_found",
    }
    return PermanentFailure(codes.get(status, "service_rejected"), status_code=status)


def _retry_at(response: requests.Response, now: datetime) -> datetime | None:
    """When the platform asks to come back: seconds or a date, a day at most."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text[:9]), LONGEST_WAIT.total_seconds()))
        return now + wait
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment, now), now + LONGEST_WAIT)


def _life(seconds: object) -> timedelta:
    """How long a token lasts; platforms that do not say mean an hour, some send a text."""
    try:
        value = float(seconds)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return LONGEST_TOKEN_LIFE
    return timedelta(seconds=value) if 0 < value < LONGEST_TOKEN_LIFE.total_seconds() else LONGEST_TOKEN_LIFE
