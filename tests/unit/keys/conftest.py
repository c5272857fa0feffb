"""A handful of real key pairs, made once: making one takes a tenth of a second."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from keys.jwk import PrivateKey, generate_key
from keys.sealing import Sealer

SECRET = "a secret for tests that is long enough, and random enough"


@pytest.fixture(scope="session")
def key_pairs() -> tuple[PrivateKey, ...]:
    return tuple(generate_key() for _ in range(5))


@pytest.fixture
def generate(key_pairs: tuple[PrivateKey, ...]) -> Callable[[], PrivateKey]:
    pool = itertools.chain(key_pairs)
    return lambda: next(pool)


@pytest.fixture
def sealer() -> Sealer:
    return Sealer([SECRET])
