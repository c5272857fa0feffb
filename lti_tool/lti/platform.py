"""What the protocol needs to know of a platform, and a short-lived memory of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

LIFE_SECONDS = 30.0
"""How long a registration is believed: an administrator's change arrives within this time."""
MOST_ISSUERS = 1_000


class Deployment(Protocol):
    """One deployment of the tool on a platform."""

    @property
    def deployment_id(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def frame_origins(self) -> tuple[str, ...]: ...


class Platform(Protocol):
    """A registration: an issuer and the client id it gave us."""

    @property
    def id(self) -> int: ...
    @property
    def issuer(self) -> str: ...
    @property
    def client_id(self) -> str: ...
    @property
    def auth_login_url(self) -> str: ...
    @property
    def auth_token_url(self) -> str: ...
    @property
    def auth_audience(self) -> str: ...
    @property
    def jwks_url(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def staff_are_teachers(self) -> bool: ...
    @property
    def active(self) -> bool: ...
    @property
    def deployments(self) -> Mapping[str, Deployment]: ...


P = TypeVar("P", bound=Platform)


class Registrations(Generic[P]):
    """Platforms by issuer and by id, remembered for `LIFE_SECONDS`.

    Unknown issuers are not remembered: a platform added a moment ago is found at once.

    Parameters
    ----------
    by_issuer, by_id : callable
        Ask the database.
    clock : callable
        Seconds of a clock that never goes back (`time.monotonic`).
    """

    def __init__(
        self,
        by_issuer: Callable[[str], Sequence[P]],
        by_id: Callable[[int], P | None],
        clock: Callable[[], float],
    ) -> None:
        self._ask_issuer = by_issuer
        self._ask_id = by_id
        self._clock = clock
        self._lock = threading.Lock()
        self._issuers: dict[str, tuple[float, tuple[P, ...]]] = {}
        self._ids: dict[int, tuple[float, P]] = {}

    def of_issuer(self, issuer: str) -> tuple[P, ...]:
        """All registrations of an issuer; several when it has several client ids."""
        known = self._issuers.get(issuer)
        if known and known[0] > self._clock():
            return known[1]
        found = tuple(self._ask_issuer(issuer))
        if found:
            self._remember(issuer, found)
        return found

    def of_id(self, platform_id: int, *, fresh: bool = False) -> P | None:
        """The registration with this id; `fresh` asks the database whatever is remembered."""
        known = self._ids.get(platform_id)
        if known and known[0] > self._clock() and not fresh:
            return known[1]
        found = self._ask_id(platform_id)
        if found is None:
            self.forget()
            return None
        with self._lock:
            self._ids[platform_id] = (self._clock() + LIFE_SECONDS, found)
        return found

    def forget(self) -> None:
        """Drop everything remembered, as after a change in the registrations."""
        with self._lock:
            self._issuers.clear()
            self._ids.clear()

    def _remember(self, issuer: str, found: tuple[P, ...]) -> None:
        until = self._clock() + LIFE_SECONDS
        with self._lock:
            if len(self._issuers) >= MOST_ISSUERS:
                self._issuers.clear()
            self._issuers[issuer] = (until, found)
            for platform in found:
                self._ids[platform.id] = (until, platform)
