"""The keys in use: which one signs now, what the world may see, and moving on from key to key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from keys.jwk import Jwk, PrivateKey, UnusableKey, generate_key
from keys.rotation import KeyRecord, KeyState, Policy, Publish, Step, carry_out, plan, revoke
from keys.sealing import Sealer
from keys.store import KeyStore


class Jwks(TypedDict):
    """A JSON Web Key Set (RFC 7517, section 5)."""

    keys: list[Jwk]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key to sign with now, parsed once.

    Attributes
    ----------
    kid : str
        Goes into the header of what is signed.
    private_key : RSAPrivateKey
        As PyJWT takes it.
    """

    kid: str
    private_key: RSAPrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What this process knows of the store, with the signing key parsed."""

    loaded_at: datetime
    signing: SigningKey
    jwks: tuple[Jwk, ...]


class KeyRing:
    """The one object that the rest of the tool asks for keys; safe to share between threads.

    Every process keeps a copy of the stored keys for `Policy.reload_after`; the policy's times leave
    room for that. Where nothing is stored yet, the first question makes the first key.

    Parameters
    ----------
    store : KeyStore
    sealer : Sealer
    policy : Policy
    generate : callable
        Makes a key pair; tests hand in one that is quick.
    """

    def __init__(
        self,
        store: KeyStore,
        sealer: Sealer,
        policy: Policy | None = None,
        generate: Callable[[], PrivateKey] = generate_key,
    ) -> None:
        self.policy = policy or Policy()
        self._store = store
        self._sealer = sealer
        self._generate = generate
        self._lock = threading.Lock()
        self._snapshot: _Snapshot | None = None

    def signing_key(self, now: datetime) -> SigningKey:
        """The active key.

        Raises
        ------
        CannotUnseal
            The stored key was sealed with a secret that is no longer configured.
        UnusableKey
            What is stored is not the key that its record names.
        """
        return self._current(now).signing

    def public_jwks(self, now: datetime) -> Jwks:
        """What `/lti/jwks.json` answers: pending, active and retiring keys, public halves only."""
        return {"keys": list(self._current(now).jwks)}

    def records(self) -> tuple[KeyRecord, ...]:
        """All keys ever, oldest first, straight from the store."""
        return tuple(sorted(self._store.load(), key=lambda key: (key.published_at, key.kid)))

    def rotate(self, now: datetime, *, force: bool = False) -> tuple[Step, ...]:
        """Carry out what the policy asks for now; returns what was done, often nothing.

        Parameters
        ----------
        now : datetime
        force : bool
            Publish a successor now; it signs when `Policy.publish_before` has passed.
        """
        return self._carry_out(lambda keys: plan(keys, self.policy, now, force=force), now)

    def revoke(self, kid: str, now: datetime) -> tuple[Step, ...]:
        """Take a compromised key away at once; see `keys.rotation.revoke`.

        Raises
        ------
        LookupError
            No such key is published.
        """
        return self._carry_out(lambda keys: revoke(keys, kid), now)

    def reseal(self) -> int:
        """Seal every stored private key under the newest secret; returns how many there are.

        Raises
        ------
        CannotUnseal
            One of them opens with none of the secrets; nothing is changed.
        """

        def change(keys: Sequence[KeyRecord]) -> Sequence[KeyRecord]:
            # An empty seal means that the private half was erased: there is nothing left to seal.
            return [replace(key, sealed=key.sealed and self._sealer.reseal(key.sealed)) for key in keys]

        return sum(1 for key in self._store.change(change) if key.sealed)

    def _carry_out(
        self, decide: Callable[[Sequence[KeyRecord]], tuple[Step, ...]], now: datetime
    ) -> tuple[Step, ...]:
        expected = decide(self._store.load())
        if not expected:
            return ()
        # Made before the transaction, which would otherwise hold everybody up for a tenth of a second.
        new = self._new_record(now) if any(isinstance(step, Publish) for step in expected) else None
        done: tuple[Step, ...] = ()

        def change(keys: Sequence[KeyRecord]) -> Sequence[KeyRecord]:
            # Decided again inside: another process may have been quicker.
            nonlocal done
            done = decide(keys)
            return carry_out(keys, done, new or self._spare(done, now), now)

        self._store.change(change)
        with self._lock:
            self._snapshot = None
        return done

    def _spare(self, steps: Sequence[Step], now: datetime) -> KeyRecord | None:
        """A key for the rare case that a `Publish` became due between two looks at the store."""
        return self._new_record(now) if any(isinstance(step, Publish) for step in steps) else None

    def _new_record(self, now: datetime) -> KeyRecord:
        key = self._generate()
        return KeyRecord(key.kid, key.public_jwk, self._sealer.seal(key.to_pem()), published_at=now)

    def _current(self, now: datetime) -> _Snapshot:
        snapshot = self._snapshot
        if snapshot is not None and snapshot.loaded_at <= now < snapshot.loaded_at + self.policy.reload_after:
            return snapshot
        if not any(key.state is KeyState.ACTIVE for key in self._store.load()):
            self.rotate(now)
        snapshot = self._read(now)
        with self._lock:
            self._snapshot = snapshot
        return snapshot

    def _read(self, now: datetime) -> _Snapshot:
        records = self.records()
        active = next(key for key in reversed(records) if key.state is KeyState.ACTIVE)
        known = self._snapshot
        if known is not None and known.signing.kid == active.kid:
            signing = known.signing
        else:
            private = PrivateKey.from_pem(self._sealer.unseal(active.sealed))
            if private.kid != active.kid:
                raise UnusableKey(f"the key stored under {active.kid!r} is another one")
            signing = SigningKey(private.kid, private.rsa)
        published = tuple(key.public_jwk for key in records if key.state is not KeyState.GONE)
        return _Snapshot(now, signing, published)
