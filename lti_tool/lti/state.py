"""The state of a login: signed, carried by the browser and the platform, stored nowhere.

Four values hang together. The *state* is a signed payload. The *nonce* that the platform must put
into its token is an HMAC of it, so a token fits one login only. The *cookie* and the *storage* value,
two more HMACs, are known to the browser that began: the platform never sees them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lti_tool.errors import StateRefused

STATE_LIFE = timedelta(minutes=10)
"""From the login to the launch; people may have to sign in to the LMS in between."""
LONGEST_STATE = 3_000
"""Characters: the state travels in an address, and some servers cut addresses at 8 KB."""
COOKIE_PREFIX = "senda_login_"
STORAGE_PREFIX = "senda_"


@dataclass(frozen=True, slots=True)
class Login:
    """What a login is about.

    Attributes
    ----------
    storage_target : str
        Name of the platform's storage frame, or empty where it offers none.
    login_hint, message_hint : str
        As the platform sent them, to begin again in a new window; empty when too long to carry.
    """

    platform_id: int
    target: str
    storage_target: str = ""
    login_hint: str = ""
    message_hint: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A login's state with the values derived from it.

    Attributes
    ----------
    text : str
        What the platform sends back.
    digest : bytes
        32 bytes that name this state among the used ones.
    key : str
        Random part of the names under which the browser keeps its values: logins run in parallel.
    """

    text: str
    login: Login
    issued_at: datetime
    key: str
    nonce: str
    cookie: str
    storage: str
    digest: bytes

    @property
    def expires_at(self) -> datetime:
        return self.issued_at + STATE_LIFE

    @property
    def cookie_name(self) -> str:
        return COOKIE_PREFIX + self.key

    @property
    def storage_key(self) -> str:
        return STORAGE_PREFIX + self.key


class States:
    """Issues states and reads them back.

    Parameters
    ----------
    key : bytes
        Secret of the deployment for this purpose alone.
    """

    def __init__(self, key: bytes) -> None:
        self._keys = {use: _mac(key, use.encode()) for use in ("state", "nonce", "cookie", "storage")}

    def issue(self, login: Login, now: datetime) -> State:
        """A new state for a login."""
        random = secrets.token_urlsafe(16)
        payload = self._payload(login, now, random)
        if len(payload) > LONGEST_STATE:
            bare = Login(login.platform_id, login.target, login.storage_target)
            payload = self._payload(bare, now, random)
        return self._state(payload, login, now, random)

    def open(self, text: str, now: datetime) -> State:
        """The state that the platform sent back.

        Raises
        ------
        StateRefused
            ``state_invalid`` when it was not issued here, ``state_expired`` when it is too old.
        """
        payload, _, signature = text.partition(".")
        # Compared as text: decoding would let several texts pass for one signature.
        if not hmac.compare_digest(signature.encode(), self._derive("state", payload).encode()):
            raise StateRefused("state_invalid")
        fields = json.loads(_decode(payload))
        issued_at = datetime.fromtimestamp(fields[0], UTC)
        if not issued_at - timedelta(seconds=1) <= now <= issued_at + STATE_LIFE:
            raise StateRefused("state_expired", age=round((now - issued_at).total_seconds()))
        return self._state(payload, Login(*fields[2:]), issued_at, fields[1])

    def _state(self, payload: str, login: Login, issued_at: datetime, random: str) -> State:
        return State(
            text=f"{payload}.{self._derive('state', payload)}",
            login=login,
            issued_at=issued_at,
            key=random[:12],
            nonce=self._derive("nonce", payload),
            cookie=self._derive("cookie", payload),
            storage=self._derive("storage", payload),
            digest=hashlib.sha256(payload.encode()).digest(),
        )

    def _payload(self, login: Login, now: datetime, random: str) -> str:
        fields = [
            int(now.timestamp()),
            random,
            login.platform_id,
            login.target,
            login.storage_target,
            login.login_hint,
            login.message_hint,
        ]
        return _encode(json.dumps(fields, separators=(",", ":")).encode())

    def _derive(self, use: str, payload: str) -> str:
        return _encode(_mac(self._keys[use], payload.encode()))


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
