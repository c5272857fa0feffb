"""RSA key pairs and their JSON Web Key form (RFC 7517, 7518), named by their thumbprint (RFC 7638)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SMALLEST_BITS = 2048
"""LTI 1.3 (1EdTech Security Framework 1.0, section 5) asks for RSA keys of at least 2048 bits."""
LARGEST_BITS = 8192
"""Verifying with a larger one costs so much that it is an attack rather than a key."""
PUBLIC_EXPONENT = 65537

Jwk = Mapping[str, str]
"""A public key as a JSON object; every member that we write is a string."""


class UnusableKey(ValueError):
    """A key that is not RSA, too small or too large, malformed, or not the one it claims to be."""


@dataclass(frozen=True)
class PrivateKey:
    """A parsed private key that does not show itself when printed.

    Attributes
    ----------
    rsa : RSAPrivateKey
        For whoever signs; PyJWT takes it as it is, without parsing PEM again.
    """

    rsa: rsa.RSAPrivateKey = field(repr=False)

    @cached_property
    def kid(self) -> str:
        """The RFC 7638 thumbprint of the public half."""
        return thumbprint(self.rsa.public_key())

    @property
    def public_jwk(self) -> Jwk:
        """What a platform needs to verify our signatures; holds nothing private."""
        return to_jwk(self.rsa.public_key())

    def to_pem(self) -> bytes:
        """Unencrypted PKCS #8: only ever handed to `keys.sealing`."""
        return self.rsa.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @classmethod
    def from_pem(cls, pem: bytes) -> PrivateKey:
        """Parse what `to_pem` gave.

        Raises
        ------
        UnusableKey
            Not an RSA private key in PEM, or of a size we do not sign with.
        """
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise UnusableKey("not an unencrypted private key in PEM") from error
        if not isinstance(key, rsa.RSAPrivateKey):
            raise UnusableKey(f"not an RSA key: {type(key).__name__}")
        _check_size(key.key_size)
        return cls(key)


def generate_key(bits: int = 2048) -> PrivateKey:
    """Make a key pair from the operating system's randomness (about a tenth of a second).

    Raises
    ------
    UnusableKey
        `bits` below 2048 or above 8192.
    """
    _check_size(bits)
    return PrivateKey(rsa.generate_private_key(public_exponent=PUBLIC_EXPONENT, key_size=bits))


def thumbprint(key: rsa.RSAPublicKey) -> str:
    """RFC 7638 thumbprint with SHA-256, base64url without padding: 43 characters."""
    numbers = key.public_numbers()
    # Section 3: required members only, in lexicographic order, no white space.
    members = {"e": _encode(numbers.e), "kty": "RSA", "n": _encode(numbers.n)}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(canonical.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def to_jwk(key: rsa.RSAPublicKey) -> Jwk:
    """Public key as a JWK for RS256 signatures, with its thumbprint as `kid`."""
    numbers = key.public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": thumbprint(key),
        "n": _encode(numbers.n),
        "e": _encode(numbers.e),
    }


def from_jwk(jwk: Mapping[str, object]) -> rsa.RSAPublicKey:
    """Parse the public half of anybody's RSA JWK; `kid`, `use` and `alg` are for the caller to judge.

    Raises
    ------
    UnusableKey
        Not RSA, a member missing or malformed, a size outside 2048 to 8192 bits.
    """
    if jwk.get("kty") != "RSA":
        raise UnusableKey(f"not an RSA key: kty is {jwk.get('kty')!r}")
    modulus, exponent = _decode(jwk, "n"), _decode(jwk, "e")
    _check_size(modulus.bit_length())
    try:
        return rsa.RSAPublicNumbers(e=exponent, n=modulus).public_key()
    except ValueError as error:
        raise UnusableKey("the numbers make no RSA key") from error


def _check_size(bits: int) -> None:
    if not SMALLEST_BITS <= bits <= LARGEST_BITS:
        raise UnusableKey(f"{bits} bits: from {SMALLEST_BITS} to {LARGEST_BITS} are accepted")


def _encode(number: int) -> str:
    """Base64urlUInt of RFC 7518, section 2: big-endian, as few octets as possible."""
    octets = number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def _decode(jwk: Mapping[str, object], member: str) -> int:
    text = jwk.get(member)
    if not isinstance(text, str) or not text:
        raise UnusableKey(f"member {member!r} is missing")
    if len(text) > 2 * LARGEST_BITS // 8:
        raise UnusableKey(f"member {member!r} is too long")
    try:
        # altchars with validate: the plain url-safe decoder skips over foreign characters.
        octets = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnusableKey(f"member {member!r} is not base64url") from error
    return int.from_bytes(octets, "big")
