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

_lock = Lock()
_recent: deque[datetime] = deque()


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
    if not _room(now):
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


def _room(now: datetime) -> bool:
    with _lock:
        while _recent and now - _recent[0] > timedelta(minutes=1):
            _recent.popleft()
        if len(_recent) >= MOST_A_MINUTE:
            return False
        _recent.append(now)
        return True
