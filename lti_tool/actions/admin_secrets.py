"""What administrators know or have: passwords, the codes of the second factor, links to a first password."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from functools import cache
from typing import Protocol

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from keys.sealing import Sealer
from lti_tool.config import Config
from lti_tool.errors import InputRefused

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
"""Characters: argon2 would take more, but nobody types them."""
STEP_SECONDS = 30
RECOVERY_CODES = 10
_DRIFT = (-1, 0, 1)
"""Steps by which the clock of somebody's phone may be off."""


class Passwords(Protocol):
    """Turns passwords into what may be stored."""

    def hash(self, password: str) -> str:
        """What to store."""

    def verify(self, stored: str, password: str) -> bool:
        """Whether it is the password; what is not stored (empty) costs the same time and is wrong."""

    def outdated(self, stored: str) -> bool:
        """Whether it should be hashed again, with the settings of today."""


class Argon2Passwords:
    """Argon2id; by default with the settings of argon2-cffi (RFC 9106, low memory)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobodys = ""

    def hash(self, password: str) -> str:
        """What to store."""
        return self._hasher.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        """Whether it is the password; what is not stored (empty) costs the same time and is wrong."""
        if not self._nobodys:
            self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))
        try:
            return self._hasher.verify(stored or self._nobodys, password[:LONGEST_PASSWORD]) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, stored: str) -> bool:
        """Whether it should be hashed again, with the settings of today."""
        return self._hasher.check_needs_rehash(stored)


@cache
def argon2_passwords() -> Passwords:
    """The one of this process."""
    return Argon2Passwords()


def check_password(password: str, email: str) -> None:
    """Refuse a password that is too easy to guess.

    Raises
    ------
    InputRefused
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InputRefused("password_short", shortest=SHORTEST_PASSWORD)
    guessable = len(set(password)) < 5 or password.strip().lower() in (email, email.partition("@")[0] * 2)
    if len(password) > LONGEST_PASSWORD or guessable:
        raise InputRefused("password_guessable")


def digest(secret: str) -> bytes:
    """What is stored of a random secret: of a session, of a link."""
    return hashlib.sha256(secret.encode()).digest()


class SecondFactor:
    """Time-based one-time passwords (RFC 6238: SHA-1, six digits, thirty seconds), sealed at rest."""

    def __init__(self, config: Config) -> None:
        self._sealer = Sealer([config.secret_key, *config.old_secret_keys], purpose="admin second factor")
        self._pepper = config.subkey("admin recovery codes")

    def new(self) -> bytes:
        """A fresh secret, sealed."""
        return self._sealer.seal(pyotp.random_base32().encode())

    def text(self, sealed: bytes) -> str:
        """The secret as an authenticator takes it."""
        return self._sealer.unseal(sealed).decode()

    def resealed(self, sealed: bytes) -> bytes:
        """The same under the newest secret of the deployment."""
        return self._sealer.reseal(sealed)

    def address(self, sealed: bytes, email: str) -> str:
        """What the picture for the authenticator says."""
        return pyotp.TOTP(self.text(sealed)).provisioning_uri(name=email, issuer_name="Senda")

    def step_of(self, sealed: bytes, code: str, now: datetime) -> int | None:
        """The time step that a code belongs to; None where it is wrong."""
        totp = pyotp.TOTP(self.text(sealed))
        present = int(now.timestamp()) // STEP_SECONDS
        for step in (present + drift for drift in _DRIFT):
            # At a count and not at a time: the present moment is the caller's.
            if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
                return step
        return None

    def new_recovery_codes(self) -> tuple[tuple[str, ...], list[str]]:
        """Codes to write down, and what is stored of them."""
        codes = tuple(_spelled(secrets.token_bytes(10)) for _ in range(RECOVERY_CODES))
        return codes, [self.recovery_digest(code) for code in codes]

    def recovery_digest(self, code: str) -> str:
        """What is stored of a recovery code, however it was typed."""
        plain = "".join(letter for letter in code.lower() if letter.isalnum())
        return hmac.new(self._pepper, plain.encode(), hashlib.sha256).hexdigest()


def _spelled(value: bytes) -> str:
    text = base64.b32encode(value).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))
