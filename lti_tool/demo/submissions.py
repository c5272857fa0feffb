"""What somebody has handed in, as Canvas records it beside the grade."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from lti_tool.demo.messages import Score


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
    """Keep a submission with a score: a new one unless the score says that it is none.

    Without `submission.submittedAt` the work was handed in now, and may be late by it.
    """
    sent = score.extension
    old = find(connection, item_id, score.subject)
    kind = sent.get("submission_type", "external_tool")
    new = sent.get("new_submission", True) and kind != "none"
    if not new and old is None:
        return
    at = score.submitted_at or datetime.fromtimestamp(now, UTC).isoformat()
    if not new and old is not None and not score.submitted_at:
        at = old.submitted_at
    row = (
        item_id,
        score.subject,
        (old.attempt if old else 0) + (1 if new else 0),
        at,
        int(bool(due) and datetime.fromisoformat(at) > datetime.fromisoformat(due)),
        kind if new or old is None or "submission_type" in sent else old.type,
        sent.get("submission_data", old.data if old else ""),
    )
    connection.execute("INSERT OR REPLACE INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def find(connection: sqlite3.Connection, item_id: int, subject: str) -> Submission | None:
    """Find what somebody handed in."""
    row = connection.execute(
        "SELECT * FROM submission WHERE line_item_id = ? AND subject = ?", (item_id, subject)
    ).fetchone()
    if row is None:
        return None
    return Submission(row["attempt"], row["submitted_at"], bool(row["late"]), row["type"], row["data"])
