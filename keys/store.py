"""Where keys are kept, as the key ring needs it, and one that keeps them in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from keys.rotation import KeyRecord

Change = Callable[[Sequence[KeyRecord]], Sequence[KeyRecord]]
"""From the keys as they are to the keys as they should be; quick, as it runs inside a transaction."""


class KeyStore(Protocol):
    """Keeps key records, those of gone keys included."""

    def load(self) -> tuple[KeyRecord, ...]:
        """All records, in any order."""

    def change(self, change: Change) -> tuple[KeyRecord, ...]:
        """Read all, apply `change`, write the result: in one go that no other process comes between.

        An exception from `change` leaves everything as it was. Returns what is stored now.
        """


class MemoryKeyStore:
    """A store that ends with the process: for tests and for trying things out."""

    def __init__(self, records: Sequence[KeyRecord] = ()) -> None:
        self._records = tuple(records)
        self._lock = threading.Lock()

    def load(self) -> tuple[KeyRecord, ...]:
        """All records, in any order."""
        return self._records

    def change(self, change: Change) -> tuple[KeyRecord, ...]:
        """Replace the records by what `change` makes of them; one thread at a time."""
        with self._lock:
            self._records = tuple(change(self._records))
            return self._records
