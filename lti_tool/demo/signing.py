"""The platform's RSA key: made on the first start, kept in the data file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.demo.store import Store


class SigningKey:
    """The one key pair that signs id_tokens."""

    def __init__(self, private_key: rsa.RSAPrivateKey) -> None:
        self._private_key = private_key
        numbers = private_key.public_key().public_numbers()
        required = {"e": _base64url(numbers.e), "kty": "RSA", "n": _base64url(numbers.n)}
        self.kid = _thumbprint(required)
        self.jwk: dict[str, str] = {**required, "alg": "RS256", "use": "sig", "kid": self.kid}

    @classmethod
    def of(cls, store: Store) -> SigningKey:
        """Load the key, making it when the store has none yet."""
        pem = store.find_secret("private_key") or store.secret("private_key", _new_pem())
        loaded = serialization.load_pem_private_key(pem.encode(), password=None)
        if not isinstance(loaded, rsa.RSAPrivateKey):
            raise TypeError("the stored key is not an RSA key")
        return cls(loaded)

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Sign claims as a compact RS256 JWT with `kid`."""
        return jwt.encode(dict(claims), self._private_key, algorithm="RS256", headers={"kid": self.kid})


def _new_pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _base64url(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _thumbprint(required: Mapping[str, str]) -> str:
    """RFC 7638: the hash of the required members in lexicographic order."""
    canonical = json.dumps(required, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()
