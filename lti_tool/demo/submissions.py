"""What somebody has handed in, as Canvas records it beside the grade."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from lti_tool.demo.messages import Score
from lti_tool.demo.refusal import ServiceError


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's work in one column.

    Attributes
    ----------
    late : bool
        Handed in after the assignment was due.
    type, data : str
        `basic_lti_launch` and the address at which the work is opened; or another type.
    """

    attempt: int
    submitted_at: str
    late: bool
    type: str
    data: str

    @property
    def address(self) -> str:
        """Where the work is opened; empty when it is not opened by a launch."""
        return self.data if self.type == "basic_lti_launch" else ""


def record(connection: sqlite3.Connection, item_id: int, score: Score, due: str, now: float) -> None:
    """Keep a new submission with a score, unless the score says that there is none.

    Without its time the work was handed in now, and may be late by it. Of a score that brings no new
    submission neither time nor type nor address is kept.
    """
    sent = score.extension
    kind = sent.get("submission_type", "external_tool")
    if not sent.get("new_submission", True) or kind == "none":
        return
    old = find(connection, item_id, score.subject)
    at = score.submitted_at or datetime.fromtimestamp(now, UTC).isoformat()
    row = (
        item_id,
        score.subject,
        (old.attempt if old else 0) + 1,
        at,
        int(bool(due) and datetime.fromisoformat(at) > datetime.fromisoformat(due)),
        kind,
        sent.get("submission_data", ""),
    )
    connection.execute("INSERT OR REPLACE INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def refuse_future(submitted_at: str, now: float) -> None:
    """Refuse work that was handed in more than a minute from now.

    Raises
    ------
    ServiceError
        400.
    """
    if datetime.fromisoformat(submitted_at).timestamp() > now + 60:
        raise ServiceError(400, f"Provided submitted_at timestamp of {submitted_at} in the future")


def find(connection: sqlite3.Connection, item_id: int, subject: str) -> Submission | None:
    """Find what somebody handed in."""
    row = connection.execute(
        "SELECT * FROM submission WHERE line_item_id = ? AND subject = ?", (item_id, subject)
    ).fetchone()
    if row is None:
        return None
    return Submission(row["attempt"], row["submitted_at"], bool(row["late"]), row["type"], row["data"])
