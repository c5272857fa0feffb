"""Due grades go to their platforms: leased, read at that moment, posted, settled.

No transaction is open while a platform is asked. A job whose score changed meanwhile goes again. Each
platform gets a few calls at a time and no more, so that a slow one does not hold up the others; one that
asks to wait is left alone as a whole.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue

from sqlalchemy.orm import Session

from lti_tool.database.grade_queue import due_jobs, lock_unready, next_due, pause_of, platforms_due

from .grade_parcels import Parcel, Settlement, lease_of, pack, post
from .runtime import Runtime
from .settle_grades import settle

THREADS = 24
AT_ONCE = 6
"""Calls to one platform at the same time."""
FEW, FULL = 2 * AT_ONCE, 5 * AT_ONCE
"""Jobs of a platform that are held by a process: below the first it takes more, up to the second."""
LOOK_SECONDS = 0.5
"""How often it looks which other platforms have something due, while it is at work."""
LONGEST_NAP = timedelta(seconds=5)
SHORTEST_NAP = timedelta(seconds=0.2)
PATIENCE = timedelta(seconds=50)
"""A worker waits for what is due so soon; for what comes later there is the sweep."""


def send_grades(runtime: Runtime, *, now: datetime) -> int:
    """Send what is due; returns how many jobs were tried."""
    return GradeSender(runtime).run(now=now)


class GradeSender:
    """Sends what is due; in a process one at a time, however many ask.

    Parameters
    ----------
    runtime : Runtime
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._alone = threading.Lock()
        self._asked = threading.Event()

    def run(self, *, now: datetime, patience: timedelta = timedelta(0)) -> int:
        """Send until nothing is due, nor will be within `patience`; returns how many jobs were tried.

        Where another thread is at it already it looks again, and this call returns at once.
        """
        self._asked.set()
        if not self._alone.acquire(blocking=False):
            return 0
        try:
            tried = 0
            while True:
                self._asked.clear()
                tried += _Round(self._runtime).run(now)
                now = self._runtime.clock()
                with self._runtime.database.read() as session:
                    soon = next_due(session, now)
                if (soon is None or soon > now + patience or not patience) and not self._asked.is_set():
                    return tried
                if soon is not None:
                    nap = min(max(soon - now, SHORTEST_NAP), LONGEST_NAP)
                    self._asked.wait(nap.total_seconds())
                now = self._runtime.clock()
        finally:
            self._alone.release()


class _Round:
    """One drain of what is due: this thread leases and settles, others post."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._held: dict[int, deque[Parcel]] = {}
        self._active: Counter[int] = Counter()
        self._flowing: set[int] = set()
        self._look_at = 0.0
        self._todo: SimpleQueue[Parcel | None] = SimpleQueue()
        self._done: SimpleQueue[Settlement] = SimpleQueue()
        self._threads = 0

    def run(self, now: datetime) -> int:
        tried = 0
        try:
            while True:
                tried += self._lease(now)
                self._hand_out()
                if not self._active.total():
                    return tried
                self._settle(self._finished())
                now = self._runtime.clock()
        finally:
            for _ in range(self._threads):
                self._todo.put(None)

    def _lease(self, now: datetime) -> int:
        """Take more jobs of every platform that few are held of; returns how many."""
        leased: list[int] = []
        until = now + lease_of(self._runtime)
        wanted = self._wanted(now)
        if wanted:
            with self._runtime.database.write() as session:
                for platform_id in wanted:
                    leased += self._lease_from(session, platform_id, now, until)
        if leased:
            with self._runtime.database.read() as session:
                parcels = pack(session, leased, now, self._runtime.config.public_url)
            for parcel in parcels:
                self._held.setdefault(parcel.platform.id, deque()).append(parcel)
        return len(leased)

    def _wanted(self, now: datetime) -> list[int]:
        """Platforms to take jobs of: those that had more, and now and then whichever has some."""
        counts = self._held_counts()
        wanted = {p for p in self._flowing if counts[p] < FEW}
        if time.monotonic() >= self._look_at or not counts.total():
            self._look_at = time.monotonic() + LOOK_SECONDS
            with self._runtime.database.read() as session:
                wanted |= {p for p in platforms_due(session, now) if counts[p] < FEW}
        return sorted(wanted)

    def _lease_from(self, session: Session, platform_id: int, now: datetime, until: datetime) -> list[int]:
        pause = pause_of(session, platform_id)
        room = FULL - self._held_counts()[platform_id]
        jobs = due_jobs(session, now, platform_id, room) if pause is None or pause.until <= now else ()
        if len(jobs) == room:
            self._flowing.add(platform_id)
        else:
            self._flowing.discard(platform_id)
        unready = {item.id: item for item in lock_unready(session, [job.id for job in jobs])}
        leased = []
        for job in jobs:
            item = unready.get(job.line_item_id)
            if item is not None:
                # One job makes the column ready, the others wait for it.
                if item.leased_until is not None and item.leased_until >= now:
                    continue
                item.leased_until = until
            job.state, job.leased_until, job.updated_at = "sending", until, now
            leased.append(job.id)
        session.flush()
        return leased

    def _held_counts(self) -> Counter[int]:
        return self._active + Counter({p: len(parcels) for p, parcels in self._held.items()})

    def _hand_out(self) -> None:
        """Give the threads what may go, the platforms taking turns."""
        moved = True
        while moved and self._active.total() < THREADS:
            moved = False
            for platform_id, parcels in self._held.items():
                if parcels and self._active[platform_id] < AT_ONCE and self._active.total() < THREADS:
                    self._active[platform_id] += 1
                    self._todo.put(parcels.popleft())
                    moved = True
        while self._threads < self._active.total():
            # Daemons: a process that is told to end does not wait for a platform's answer.
            threading.Thread(target=self._work, name="grades", daemon=True).start()
            self._threads += 1

    def _work(self) -> None:
        while (parcel := self._todo.get()) is not None:
            self._done.put(post(self._runtime, parcel))

    def _finished(self) -> list[Settlement]:
        ended = [self._done.get()]
        try:
            while True:
                ended.append(self._done.get_nowait())
        except Empty:
            return ended

    def _settle(self, ended: list[Settlement]) -> None:
        now = self._runtime.clock()
        for end in ended:
            self._active[end.parcel.platform.id] -= 1
        pauses = settle(self._runtime.database, ended, now=now)
        back = [
            Settlement(parcel, "back", retry_at=until)
            for platform_id, until in pauses.items()
            for parcel in self._held.pop(platform_id, ())
        ]
        if back:
            settle(self._runtime.database, back, now=now)
