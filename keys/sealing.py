"""Authenticated encryption of what lies in the database, with keys derived from configured secrets."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_SECRET = 32
"""Characters. HKDF stretches nothing: the secret itself has to be random, not a password."""


class CannotUnseal(ValueError):
    """Not sealed with any of the configured secrets, for another purpose, or altered since."""


class Sealer:
    """Seals with the first secret, opens with any.

    To change the secret, put the new one in front, let `reseal` go over what is stored, then drop
    the old one.

    Parameters
    ----------
    secrets : sequence of str
        Newest first; at least one, each of 32 characters or more.
    purpose : str
        Separates uses: what was sealed for one purpose opens for no other.

    Raises
    ------
    ValueError
        No secret, or one that is too short.

    Notes
    -----
    Fernet (AES-128-CBC with HMAC-SHA256) under a key from HKDF-SHA256 (RFC 5869) over the secret.
    """

    def __init__(self, secrets: Sequence[str], purpose: str = "signing keys") -> None:
        if not secrets:
            raise ValueError("no secret to seal with")
        if any(len(secret) < SHORTEST_SECRET for secret in secrets):
            raise ValueError(f"a secret is shorter than {SHORTEST_SECRET} characters")
        self._fernet = MultiFernet([Fernet(_derive(secret, purpose)) for secret in secrets])

    def seal(self, plain: bytes) -> bytes:
        """Encrypt and authenticate; the same input gives another output each time."""
        return self._fernet.encrypt(plain)

    def unseal(self, sealed: bytes) -> bytes:
        """Give back what was sealed.

        Raises
        ------
        CannotUnseal
            Wrong secret or purpose, or altered.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise CannotUnseal("sealed with another secret, or altered") from error

    def reseal(self, sealed: bytes) -> bytes:
        """Seal the same content under the newest secret.

        Raises
        ------
        CannotUnseal
            None of the secrets opens it.
        """
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken as error:
            raise CannotUnseal("sealed with another secret, or altered") from error


def _derive(secret: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"senda sealing 1: " + purpose.encode())
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
