"""Numbers that say whether what a process keeps is still what the database holds, looked up now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock

LOOK_EVERY = 5.0
"""Seconds: for so long a process goes on with what it has, so that no answer pays for a look."""


class Looks:
    """The last look at each number.

    Parameters
    ----------
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[Hashable, tuple[float, int]] = {}
        self._lock = Lock()

    def value(self, key: Hashable, read: Callable[[], int]) -> int:
        """The number as it was at the last look, or at this one if that was too long ago."""
        now = self._clock()
        with self._lock:
            seen = self._seen.get(key)
        if seen is not None and now - seen[0] < LOOK_EVERY:
            return seen[1]
        found = read()
        with self._lock:
            self._seen[key] = (now, found)
        return found

    def forget(self) -> None:
        """Look again next time: this process has changed something itself."""
        with self._lock:
            self._seen.clear()


looks = Looks()
"""Of this process."""
