from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from keys.jwk import PrivateKey, UnusableKey
from keys.keyring import KeyRing
from keys.rotation import KeyRecord, KeyState, Policy
from keys.sealing import CannotUnseal, Sealer
from keys.store import Change, MemoryKeyStore

START = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
NEW_SECRET = "another secret that is also long enough to be taken"

Generate = Callable[[], PrivateKey]


class CountingStore(MemoryKeyStore):
    """Counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0

    def load(self) -> tuple[KeyRecord, ...]:
        self.loads += 1
        return super().load()


def verify(token: str, ring: KeyRing, now: datetime) -> dict[str, object]:
    """As a platform does it: by the kid of the header, from the key set."""
    keys = {jwk["kid"]: jwt.PyJWK(dict(jwk)) for jwk in ring.public_jwks(now)["keys"]}
    claims: dict[str, object] = jwt.decode(
        token, keys[jwt.get_unverified_header(token)["kid"]].key, algorithms=["RS256"]
    )
    return claims


def sign(ring: KeyRing, now: datetime) -> str:
    key = ring.signing_key(now)
    return jwt.encode({"sub": "senda"}, key.private_key, algorithm="RS256", headers={"kid": key.kid})


def test_signatures_verify_all_the_way_through_a_rotation(generate: Generate, sealer: Sealer) -> None:
    ring = KeyRing(MemoryKeyStore(), sealer, generate=generate)
    kids = []
    for days in range(200):
        now = START + days * DAY
        ring.rotate(now)
        token = sign(ring, now)
        kids.append(jwt.get_unverified_header(token)["kid"])
        for later in (timedelta(0), timedelta(hours=1)):
            assert verify(token, ring, now + later) == {"sub": "senda"}
    assert len(set(kids)) == 3
    assert [key.state for key in ring.records()] == [KeyState.GONE, KeyState.GONE, KeyState.ACTIVE]


def test_the_next_key_is_published_before_it_signs(generate: Generate, sealer: Sealer) -> None:
    ring = KeyRing(MemoryKeyStore(), sealer, generate=generate)
    first = ring.signing_key(START).kid
    ring.rotate(START, force=True)
    published = {jwk["kid"] for jwk in ring.public_jwks(START)["keys"]}
    assert len(published) == 2
    assert ring.signing_key(START + 6 * DAY).kid == first
    ring.rotate(START + 7 * DAY)
    assert {first, ring.signing_key(START + 7 * DAY).kid} == published


def test_asking_often_reads_seldom_and_parses_once(generate: Generate, sealer: Sealer) -> None:
    store = CountingStore()
    ring = KeyRing(store, sealer, generate=generate)
    first = ring.signing_key(START)
    before = store.loads
    assert all(ring.signing_key(START + timedelta(seconds=second)) is first for second in range(60))
    assert store.loads == before
    assert ring.signing_key(START + timedelta(seconds=61)) is first
    assert store.loads > before


def test_another_process_sees_a_rotation_within_its_reload_time(generate: Generate, sealer: Sealer) -> None:
    store = MemoryKeyStore()
    one, two = (KeyRing(store, sealer, generate=generate) for _ in range(2))
    assert one.signing_key(START).kid == two.signing_key(START).kid
    one.rotate(START, force=True)
    later = START + 7 * DAY
    two.signing_key(later)
    one.rotate(later)
    assert two.signing_key(later + timedelta(seconds=59)).kid != one.signing_key(later).kid
    assert two.signing_key(later + timedelta(seconds=60)).kid == one.signing_key(later).kid


def test_eight_threads_that_start_together_share_one_first_key(
    key_pairs: tuple[PrivateKey, ...], sealer: Sealer
) -> None:
    store = MemoryKeyStore()
    pool = iter(key_pairs * 2)
    rings = [KeyRing(store, sealer, generate=lambda: next(pool)) for _ in range(8)]
    gate, kids = threading.Barrier(8), []

    def run(ring: KeyRing) -> None:
        gate.wait()
        kids.append(ring.signing_key(START).kid)

    threads = [threading.Thread(target=run, args=(ring,)) for ring in rings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kids) == 8
    assert len(set(kids)) == 1
    assert [key.state for key in store.load()] == [KeyState.ACTIVE]


class OvertakingStore(MemoryKeyStore):
    """Somebody else changes the keys between our look and our transaction."""

    def __init__(self, overtake: Callable[[], object]) -> None:
        super().__init__()
        self.overtake: Callable[[], object] | None = overtake

    def change(self, change: Change) -> tuple[KeyRecord, ...]:
        overtake, self.overtake = self.overtake, None
        if overtake:
            overtake()
        return super().change(change)


def test_a_rotation_that_was_overtaken_does_not_happen_twice(generate: Generate, sealer: Sealer) -> None:
    store = OvertakingStore(lambda: KeyRing(store, sealer, generate=generate).rotate(START))
    assert KeyRing(store, sealer, generate=generate).rotate(START) == ()
    assert len(store.load()) == 1


def test_what_is_stored_holds_no_readable_private_key(generate: Generate, sealer: Sealer) -> None:
    ring = KeyRing(MemoryKeyStore(), sealer, generate=generate)
    ring.signing_key(START)
    (record,) = ring.records()
    pem = sealer.unseal(record.sealed)
    assert b"PRIVATE KEY" in pem
    assert b"PRIVATE" not in record.sealed
    assert pem.splitlines()[1] not in record.sealed
    assert "sealed" not in repr(record)
    assert '"d"' not in json.dumps(ring.public_jwks(START))


def test_the_private_half_is_erased_when_a_key_stops_signing(generate: Generate, sealer: Sealer) -> None:
    ring = KeyRing(MemoryKeyStore(), sealer, generate=generate)
    for days in (0, 83, 90):
        ring.rotate(START + days * DAY)
    retiring, active = ring.records()
    assert (retiring.state, retiring.sealed) == (KeyState.RETIRING, b"")
    assert active.sealed


def test_a_stolen_key_is_replaced_at_once(generate: Generate, sealer: Sealer) -> None:
    ring = KeyRing(MemoryKeyStore(), sealer, generate=generate)
    stolen = ring.signing_key(START).kid
    ring.revoke(stolen, START)
    assert ring.signing_key(START).kid != stolen
    assert stolen not in {jwk["kid"] for jwk in ring.public_jwks(START)["keys"]}


def test_the_secret_is_changed_under_stored_keys(generate: Generate, sealer: Sealer) -> None:
    store = MemoryKeyStore()
    kid = KeyRing(store, sealer, generate=generate).signing_key(START).kid
    with pytest.raises(CannotUnseal):
        KeyRing(store, Sealer([NEW_SECRET])).signing_key(START)
    old_secret = "a secret for tests that is long enough, and random enough"
    assert KeyRing(store, Sealer([NEW_SECRET, old_secret])).reseal() == 1
    assert KeyRing(store, Sealer([NEW_SECRET])).signing_key(START).kid == kid


def test_a_key_stored_under_another_name_is_not_used(generate: Generate, sealer: Sealer) -> None:
    store = MemoryKeyStore()
    KeyRing(store, sealer, generate=generate).signing_key(START)
    store.change(lambda keys: [replace(key, kid="something else") for key in keys])
    with pytest.raises(UnusableKey, match="another one"):
        KeyRing(store, sealer, policy=Policy()).signing_key(START)
