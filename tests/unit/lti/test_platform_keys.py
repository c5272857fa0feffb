from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fake_platform import FakePlatform, JsonServer, jwk, private_key, reply
from jwt.algorithms import ECAlgorithm

from lti_tool.database.platforms import PlatformRecord
from lti_tool.errors import ServiceFailure, TokenRefused
from lti_tool.lti.http import GuardedSession
from lti_tool.lti.jwks import FRESH_SECONDS, REFETCH_SECONDS, STALE_SECONDS, KeyCache, parse_keys


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lms() -> Iterator[FakePlatform]:
    server = JsonServer()
    yield FakePlatform(server)
    server.close()


@pytest.fixture
def platform(lms) -> PlatformRecord:
    url = lms.server.origin + lms.jwks_path
    return PlatformRecord(1, 1, lms.issuer, "c", "", "", "", url, "generic", False, {})


@pytest.fixture
def cache(clock) -> KeyCache:
    session: requests.Session = GuardedSession("test", allow_private_hosts=True)
    return KeyCache(lambda: session, clock)


def asked(lms: FakePlatform) -> int:
    return lms.server.count(lms.jwks_path)


def test_fetched_once_and_kept_parsed(cache, platform, lms):
    first = cache.find(platform, "key-1")
    assert first.public_numbers() == private_key(0).public_key().public_numbers()
    assert cache.find(platform, "key-1") is first
    assert asked(lms) == 1


def test_an_unknown_key_is_asked_for_within_a_budget(cache, platform, lms, clock):
    assert cache.find(platform, "key-1")
    clock.now += REFETCH_SECONDS
    assert [cache.find(platform, f"junk-{n}") for n in range(20)] == [None] * 20
    assert asked(lms) == 2


def test_a_new_key_is_found(cache, platform, lms, clock):
    assert cache.find(platform, "key-1")
    lms.keys["key-2"] = private_key(1)
    lms.publish()
    clock.now += REFETCH_SECONDS
    assert cache.find(platform, "key-2")
    assert asked(lms) == 2


def test_a_withdrawn_key_is_forgotten_in_time(cache, platform, lms, clock):
    assert cache.find(platform, "key-1")
    lms.keys = {"key-2": private_key(1)}
    lms.publish()
    clock.now += FRESH_SECONDS
    assert cache.find(platform, "key-1") is None


def test_an_error_is_not_kept(cache, platform, lms):
    good = lms.server.answers[lms.jwks_path]
    lms.server.answers[lms.jwks_path] = lambda handler, body: reply(handler, 503)
    with pytest.raises(TokenRefused) as caught:
        cache.find(platform, "key-1")
    assert caught.value.code == "platform_keys_unavailable"
    lms.server.answers[lms.jwks_path] = good
    assert cache.find(platform, "key-1")


def test_while_the_platform_is_down_known_keys_are_believed_for_a_day(cache, platform, lms, clock):
    assert cache.find(platform, "key-1")
    lms.server.answers[lms.jwks_path] = lambda handler, body: reply(handler, 500)
    clock.now += FRESH_SECONDS + 1
    assert cache.find(platform, "key-1")
    clock.now += STALE_SECONDS
    with pytest.raises(TokenRefused):
        cache.find(platform, "key-1")


def test_many_at_once_make_one_request(cache, platform, lms):
    document = lms.server.answers[lms.jwks_path]
    together = threading.Barrier(8)

    def slow(handler, body):
        time.sleep(0.3)
        reply(handler, 200, document)

    lms.server.answers[lms.jwks_path] = slow

    def find(_):
        together.wait()
        return cache.find(platform, "key-1")

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(find, range(8)))
    assert asked(lms) == 1


def test_those_who_waited_share_a_failure(cache, platform, lms):
    together = threading.Barrier(6)

    def slow(handler, body):
        time.sleep(0.3)
        reply(handler, 500)

    lms.server.answers[lms.jwks_path] = slow

    def find(_):
        together.wait()
        with pytest.raises(TokenRefused):
            cache.find(platform, "key-1")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(find, range(6)))
    assert asked(lms) == 1


@pytest.mark.parametrize("document", [None, [], {}, {"keys": None}, {"keys": {"a": 1}}, "keys", 7])
def test_what_is_no_key_set(document):
    with pytest.raises(ServiceFailure):
        parse_keys(document)


GOOD = jwk(private_key(0), "good")


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "key",
        {**GOOD, "kid": None},
        {**GOOD, "kid": 7},
        {**GOOD, "use": "enc"},
        {**GOOD, "alg": "RS512"},
        {**GOOD, "kty": "oct", "k": "c2VjcmV0"},
        {**GOOD, "n": None},
        {**GOOD, "n": "!"},
        {**GOOD, "n": ""},
        {**GOOD, "e": "AA"},
        jwk(rsa.generate_private_key(public_exponent=65537, key_size=1024), "weak"),
        {**ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key(), as_dict=True), "kid": "ec"},
    ],
    ids=["null", "text", "kid null", "kid number", "for encryption", "another algorithm", "symmetric", "no modulus",
         "junk modulus", "empty modulus", "exponent zero", "1024 bits", "elliptic"],
)  # fmt: skip
def test_a_key_that_cannot_be_used_is_passed_over(entry):
    assert set(parse_keys({"keys": [entry, GOOD]})) == {"good"}


def test_private_parts_do_not_matter():
    assert set(parse_keys({"keys": [{**GOOD, "d": "AAAA", "x5c": ["..."]}]})) == {"good"}
