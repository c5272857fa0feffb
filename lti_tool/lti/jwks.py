"""Public keys of platforms, parsed once and remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

from lti_tool.errors import ServiceFailure, TokenRefused

from .http import parse_json
from .platform import Platform

FRESH_SECONDS = 3_600.0
"""After this a key set is fetched again; meanwhile a withdrawn key is still believed."""
STALE_SECONDS = 86_400.0
"""So long a known key is believed while the platform cannot be reached."""
REFETCH_SECONDS = 10.0
"""Junk with an unknown key id makes us ask the platform no more often than this."""
LARGEST_SET = 256 * 1024
MOST_KEYS = 100
SHORTEST_KEY = 2_048
LONGEST_KEY = 8_192


@dataclass
class _KeySet:
    keys: Mapping[str, RSAPublicKey] = field(default_factory=dict)
    fetched_at: float = float("-inf")
    attempts: int = 0
    problem: ServiceFailure | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class KeyCache:
    """Keys of platforms by (address of the key set, key id).

    Parameters
    ----------
    http : callable
        Gives the guarded session.
    clock : callable
        Seconds of a clock that never goes back.
    """

    def __init__(self, http: Callable[[], requests.Session], clock: Callable[[], float]) -> None:
        self._http = http
        self._clock = clock
        self._sets: dict[str, _KeySet] = {}

    def find(self, platform: Platform, kid: str) -> RSAPublicKey | None:
        """The platform's key of that id, or None if it has none.

        Raises
        ------
        TokenRefused
            ``platform_keys_unavailable``: the keys cannot be fetched and none is known.
        """
        known = self._sets.setdefault(platform.jwks_url, _KeySet())
        age = self._clock() - known.fetched_at
        key = known.keys.get(kid)
        if age < FRESH_SECONDS and (key or age < REFETCH_SECONDS):
            return key
        problem = self._refresh(known, platform.jwks_url)
        if problem is None:
            return known.keys.get(kid)
        if key and age < STALE_SECONDS:
            return key
        raise TokenRefused("platform_keys_unavailable", reason=problem.code) from problem

    def _refresh(self, known: _KeySet, url: str) -> ServiceFailure | None:
        """Fetch once for all who wait; an error is told to them and then forgotten."""
        before = known.attempts
        with known.lock:
            if known.attempts == before:
                known.problem = None
                try:
                    known.keys = parse_keys(fetch(self._http(), url))
                    known.fetched_at = self._clock()
                except ServiceFailure as problem:
                    known.problem = problem
                known.attempts += 1
            return known.problem


def fetch(http: requests.Session, url: str) -> Any:
    """The JSON of a key set.

    Raises
    ------
    ServiceFailure
        It cannot be had.
    """
    response = http.get(url, headers={"Accept": "application/json"})
    if response.status_code != 200:
        raise ServiceFailure("service_error", status_code=response.status_code)
    if len(response.content) > LARGEST_SET:
        raise ServiceFailure("service_response_too_large")
    return parse_json(response)


def parse_keys(document: Any) -> dict[str, RSAPublicKey]:
    """The usable keys of a set: RSA, for RS256 signatures, named, 2048 to 8192 bits."""
    entries = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ServiceFailure("service_response_invalid")
    keys: dict[str, RSAPublicKey] = {}
    for entry in entries[:MOST_KEYS]:
        key = _parse_key(entry)
        if key is not None:
            keys.setdefault(entry["kid"], key)
    return keys


def _parse_key(entry: Any) -> RSAPublicKey | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str) or entry.get("kty") != "RSA":
        return None
    if entry.get("use", "sig") != "sig" or entry.get("alg", "RS256") != "RS256":
        return None
    public = {"kty": "RSA", "n": entry.get("n"), "e": entry.get("e")}
    if not isinstance(public["n"], str) or not isinstance(public["e"], str):
        return None
    try:
        key = RSAAlgorithm.from_jwk(public)
    except (InvalidKeyError, ValueError, TypeError):
        return None
    if not isinstance(key, RSAPublicKey) or not SHORTEST_KEY <= key.key_size <= LONGEST_KEY:
        return None
    return key
