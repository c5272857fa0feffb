"""What the page says of the class list while it waits for it, and when it looks again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lti_tool.actions.class_pages import RosterView

FIRST_WAIT: Final = 2.0
LONGEST_WAIT: Final = 15.0
"""Seconds between two looks: ever more, as a long list takes its time."""
MOST_TRIES: Final = 10
"""Looks at a list that nobody has begun to fetch: the worker is busy, or not there."""


@dataclass(frozen=True, slots=True)
class RosterState:
    """One of: nothing under way, asked for, being fetched, there, asked for and not begun.

    Attributes
    ----------
    wait : int
        Seconds until the page looks again; 0: not at all.
    since : int
        What the next look compares with, to see whether something happened.
    tries : int
        Number of the next look.
    """

    kind: Literal["idle", "asked", "running", "done", "not_begun"]
    wait: int = 0
    since: int = 0
    tries: int = 0


def moment_of(view: RosterView) -> int:
    """When the list was last touched, in milliseconds; 0 for never."""
    return round(view.tried_at.timestamp() * 1000) if view.tried_at else 0


def roster_state(view: RosterView, *, since: int | None, tries: int) -> RosterState:
    """Where the list is.

    Parameters
    ----------
    since : int or None
        `moment_of` the list when it was asked for, -1 once it was seen under way; None where nobody
        asked.
    tries : int
        How often the page has looked.
    """
    wait = round(min(LONGEST_WAIT, FIRST_WAIT * 1.5 ** min(tries, 20)))
    if view.running:
        return RosterState("running", wait, -1, tries + 1)
    if since is None:
        return RosterState("idle")
    if moment_of(view) != since:
        return RosterState("done")
    if tries < MOST_TRIES:
        return RosterState("asked", wait, since, tries + 1)
    return RosterState("not_begun")
