"""When a key is published, signs, stops signing and goes: pure functions over times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from keys.jwk import Jwk


class KeyState(StrEnum):
    """The four states of a key; it only ever moves down this list."""

    PENDING = "pending"
    """In our JWKS, not signing yet: platforms have time to see it."""
    ACTIVE = "active"
    """In our JWKS and signing."""
    RETIRING = "retiring"
    """In our JWKS, no longer signing: what it signed can still be verified."""
    GONE = "gone"
    """Not in our JWKS; kept as a record of what was used when."""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as it is stored. Its state follows from its times, so the two cannot contradict.

    Attributes
    ----------
    kid : str
        RFC 7638 thumbprint.
    public_jwk : mapping
    sealed : bytes
        The private half, sealed; empty from the moment the key stops signing.
    published_at : datetime
        Aware UTC, as are all the others.
    active_at, retiring_at, gone_at : datetime or None
    """

    kid: str
    public_jwk: Jwk
    sealed: bytes = field(repr=False)
    published_at: datetime
    active_at: datetime | None = None
    retiring_at: datetime | None = None
    gone_at: datetime | None = None

    @property
    def state(self) -> KeyState:
        """Where in its life the key stands."""
        if self.gone_at is not None:
            return KeyState.GONE
        if self.retiring_at is not None:
            return KeyState.RETIRING
        if self.active_at is not None:
            return KeyState.ACTIVE
        return KeyState.PENDING


@dataclass(frozen=True, slots=True)
class Policy:
    """How long each state lasts.

    Attributes
    ----------
    rotate_every : timedelta
        A key signs for this long; its successor is published `publish_before` ahead of that.
    publish_before : timedelta
        Shortest time between publishing and signing.
    overlap : timedelta
        How long a key stays published after its last signature.
    cache_lifetime : timedelta
        How long others may keep a copy of our JWKS: what its `Cache-Control` says.
    token_lifetime : timedelta
        Longest life of anything we sign, the clock differences of others included.
    reload_after : timedelta
        How long a process of ours may work with a copy of the stored keys.

    Raises
    ------
    ValueError
        The times are so short that somebody with a cached JWKS could meet a signature of a key
        that is not in it.
    """

    rotate_every: timedelta = timedelta(days=90)
    publish_before: timedelta = timedelta(days=7)
    overlap: timedelta = timedelta(days=7)
    cache_lifetime: timedelta = timedelta(hours=1)
    token_lifetime: timedelta = timedelta(hours=1)
    reload_after: timedelta = timedelta(minutes=1)

    def __post_init__(self) -> None:
        if self.publish_before < self.cache_lifetime + self.reload_after:
            raise ValueError("publish_before is shorter than cache_lifetime and reload_after together")
        if self.overlap < self.token_lifetime + self.reload_after:
            raise ValueError("overlap is shorter than token_lifetime and reload_after together")
        if self.rotate_every <= self.publish_before:
            raise ValueError("rotate_every is not longer than publish_before")


@dataclass(frozen=True, slots=True)
class Publish:
    """A new key is needed; with `sign_at_once` because no other can sign."""

    sign_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Activate:
    """The pending key begins to sign."""

    kid: str


@dataclass(frozen=True, slots=True)
class Retire:
    """The key stops signing and its private half is erased."""

    kid: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The key leaves our JWKS."""

    kid: str


Step = Publish | Activate | Retire | Remove


def plan(
    keys: Iterable[KeyRecord], policy: Policy, now: datetime, *, force: bool = False
) -> tuple[Step, ...]:
    """What has to happen now so that the keys follow the policy; often nothing.

    Afterwards exactly one key signs, whatever the keys were before. May be called at any pace: a
    late call only lengthens a state, it never shortens one.

    Parameters
    ----------
    keys : iterable of KeyRecord
        All that is stored, in any order.
    policy : Policy
    now : datetime
    force : bool
        Publish a successor although the signing key is not old yet; it still waits its time.
    """
    by_state: dict[KeyState, list[KeyRecord]] = {state: [] for state in KeyState}
    for key in sorted(keys, key=lambda key: (key.published_at, key.kid)):
        by_state[key.state].append(key)
    pending, active = by_state[KeyState.PENDING], by_state[KeyState.ACTIVE]

    steps: list[Step] = [
        Remove(key.kid)
        for key in by_state[KeyState.RETIRING]
        if key.retiring_at is not None and now - key.retiring_at >= policy.overlap
    ]
    # More than one of a kind can only come from a hand in the database: the eldest pending key and
    # the youngest active one stay.
    steps += [Remove(key.kid) for key in pending[1:]]
    if not active:
        # Nothing can be signed: waiting for caches would only make it worse.
        return (*steps, Activate(pending[0].kid) if pending else Publish(sign_at_once=True))
    if pending and now - pending[0].published_at >= policy.publish_before:
        return (*steps, *(Retire(key.kid) for key in active), Activate(pending[0].kid))
    active.sort(key=lambda key: (key.active_at or key.published_at, key.kid))
    steps += [Retire(key.kid) for key in active[:-1]]
    age = now - (active[-1].active_at or active[-1].published_at)
    if not pending and (force or age >= policy.rotate_every - policy.publish_before):
        steps.append(Publish())
    return tuple(steps)


def revoke(keys: Sequence[KeyRecord], kid: str) -> tuple[Step, ...]:
    """Steps that take a compromised key away at once, with no overlap, and keep one key signing.

    Signatures of the next key may fail at platforms until they read our JWKS again: that is the
    price, and smaller than letting a stolen key in.

    Raises
    ------
    LookupError
        No such key is published.
    """
    live = {key.kid: key for key in keys if key.state is not KeyState.GONE}
    if kid not in live:
        raise LookupError(f"no published key has the kid {kid!r}")
    others = [key for key in live.values() if key.kid != kid]
    if any(key.state is KeyState.ACTIVE for key in others):
        return (Remove(kid),)
    pending = sorted(
        (key for key in others if key.state is KeyState.PENDING),
        key=lambda key: (key.published_at, key.kid),
    )
    return (Remove(kid), Activate(pending[0].kid) if pending else Publish(sign_at_once=True))


def carry_out(
    keys: Sequence[KeyRecord], steps: Iterable[Step], new: KeyRecord | None, now: datetime
) -> tuple[KeyRecord, ...]:
    """The keys after these steps.

    Parameters
    ----------
    keys : sequence of KeyRecord
    steps : iterable of Step
        From `plan` or `revoke` over the same keys.
    new : KeyRecord or None
        The pending key that a `Publish` adds.
    now : datetime

    Raises
    ------
    ValueError
        There is a `Publish` among the steps and no new key.
    """
    changed = {key.kid: key for key in keys}
    for step in steps:
        match step:
            case Publish(sign_at_once):
                if new is None:
                    raise ValueError("a key is to be published and none was handed in")
                changed[new.kid] = replace(new, active_at=now if sign_at_once else None)
            case Activate(kid):
                changed[kid] = replace(changed[kid], active_at=now)
            case Retire(kid):
                changed[kid] = replace(changed[kid], retiring_at=now, sealed=b"")
            case Remove(kid):
                changed[kid] = replace(changed[kid], gone_at=now, sealed=b"")
    return tuple(changed.values())
