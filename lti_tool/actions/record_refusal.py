"""A refused launch is written down, so that an administrator can see what happened without the log."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from lti_tool.database.engine import Database
from lti_tool.database.refusals import RefusedLaunch
from lti_tool.errors import LaunchRefused

MOST_A_MINUTE = 120
"""Of one process: junk from outside must not fill the database."""
LONGEST = 300
KEPT = timedelta(days=30)


class Room:
    """How many refusals may still be written down in this minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._recent: deque[datetime] = deque()

    def taken(self, now: datetime) -> bool:
        """Take a place; false where the minute is full."""
        with self._lock:
            while self._recent and now - self._recent[0] > timedelta(minutes=1):
                self._recent.popleft()
            if len(self._recent) >= MOST_A_MINUTE:
                return False
            self._recent.append(now)
            return True

    def clear(self) -> None:
        """Begin anew."""
        with self._lock:
            self._recent.clear()


ROOM = Room()
"""Of this process."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """What was known of a launch when it was refused; no word of who was coming."""

    step: str
    issuer: str = ""
    client_id: str = ""
    platform_id: int | None = None


def record_refusal(
    database: Database, attempted: Attempted, refusal: LaunchRefused, incident: str, *, now: datetime
) -> bool:
    """Write a refusal down; false where there were too many in the last minute."""
    if not ROOM.taken(now):
        return False
    facts: Mapping[str, object] = refusal.values
    with database.write() as session:
        session.add(
            RefusedLaunch(
                platform_id=attempted.platform_id,
                issuer=attempted.issuer[:LONGEST],
                client_id=attempted.client_id[:LONGEST],
                deployment_id=str(facts.get("deployment_id", ""))[:LONGEST],
                message_type=str(facts.get("message_type", ""))[:LONGEST],
                step=attempted.step,
                code=refusal.code,
                incident=incident,
                facts={name: value for name, value in facts.items() if isinstance(value, str | int | float)},
                at=now,
            )
        )
    return True
