from __future__ import annotations

import base64

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from keys.jwk import PrivateKey, UnusableKey, from_jwk, generate_key, thumbprint, to_jwk

# RFC 7638, section 3.1: the key of its example and the thumbprint that it prints.
RFC_KEY = {
    "kty": "RSA",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiF"
    "V4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0"
    "zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF"
    "Cur-kEgU8awapJzKnqDKgw",
    "e": "AQAB",
}
RFC_THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_thumbprint_of_the_example_in_rfc_7638() -> None:
    key = from_jwk(RFC_KEY | {"alg": "RS256", "kid": "2011-04-29"})
    assert thumbprint(key) == RFC_THUMBPRINT
    assert to_jwk(key)["kid"] == RFC_THUMBPRINT
    assert to_jwk(key)["n"] == RFC_KEY["n"]


def test_an_independent_library_verifies_with_our_jwk(key_pairs: tuple[PrivateKey, ...]) -> None:
    token = jwt.encode({"sub": "me"}, key_pairs[0].rsa, algorithm="RS256")
    theirs = jwt.PyJWK(dict(key_pairs[0].public_jwk))
    assert jwt.decode(token, theirs.key, algorithms=["RS256"]) == {"sub": "me"}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, jwt.PyJWK(dict(key_pairs[1].public_jwk)).key, algorithms=["RS256"])


def test_nothing_private_leaves_with_the_jwk_or_the_text_form(key_pairs: tuple[PrivateKey, ...]) -> None:
    key = key_pairs[0]
    assert set(key.public_jwk) == {"kty", "use", "alg", "kid", "n", "e"}
    assert str(key.rsa.private_numbers().d) not in repr(key)
    assert repr(key) == "PrivateKey()"


def test_a_private_key_survives_pem(key_pairs: tuple[PrivateKey, ...]) -> None:
    again = PrivateKey.from_pem(key_pairs[0].to_pem())
    assert again.rsa.private_numbers() == key_pairs[0].rsa.private_numbers()
    assert again.kid == key_pairs[0].kid


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.mark.parametrize(
    "pem",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", id="broken"),
        pytest.param(_pem(ec.generate_private_key(ec.SECP256R1())), id="elliptic curve"),
        pytest.param(_pem(rsa.generate_private_key(65537, 1024)), id="too small"),
    ],
)
def test_unusable_private_keys_are_refused(pem: bytes) -> None:
    with pytest.raises(UnusableKey):
        PrivateKey.from_pem(pem)


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "EC"},
        {"kty": None},
        {"n": None},
        {"n": ""},
        {"n": 12345},
        {"n": "not*base64"},
        {"n": RFC_KEY["n"].replace("0vx7", "0v*x7")},
        {"n": RFC_KEY["n"].replace("0vx7", "0v\nx7")},
        {"n": base64.urlsafe_b64encode(b"\xff" * 128).decode()},
        {"n": base64.urlsafe_b64encode(b"\xff" * 1025).decode()},
        {"n": "A" * 1_000_000},
        {"e": None},
        {"e": "AA"},
        {"e": "Ag"},
    ],
    ids=lambda change: str(change)[:40],
)
def test_unusable_jwks_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(UnusableKey):
        from_jwk(RFC_KEY | change)


@pytest.mark.parametrize("bits", [1024, 2047, 16384])
def test_keys_of_other_sizes_are_not_made(bits: int) -> None:
    with pytest.raises(UnusableKey):
        generate_key(bits)
