"""What is held of a person, and who looked at it, as the page of one's own data shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

HoldingKind = Literal[
    "identity", "enrolment", "choices", "answers", "results",
    "contests", "path", "tutoring", "grades", "visits",
]  # fmt: skip
"""What is held of a person: the web layer has the sentences of each kind."""

LookKind = Literal["class_map", "result", "profile", "tutoring_board", "grades", "export", "other"]


@dataclass(frozen=True, slots=True)
class HoldingView:
    """How much of one kind of data is held of a person."""

    kind: HoldingKind
    count: int
    last_at: datetime | None = None
    details: tuple[tuple[str, str], ...] = ()
    """Values short enough to be shown as they are: code of the field and value."""


@dataclass(frozen=True, slots=True)
class LookView:
    """One look of somebody else at a person's data."""

    who: str
    what: LookKind
    at: datetime


@dataclass(frozen=True, slots=True)
class MyDataPage:
    """What is known of the person who asks, and who looked at it."""

    title: str
    person: str
    holdings: tuple[HoldingView, ...]
    looks: tuple[LookView, ...] = ()
    profiling: bool | None = None
    retention_days: int | None = None
    """Days after the last visit until the data is erased by itself; None: kept until someone erases it."""
    time_factor: float = 1.0
    """How many times the usual time a teacher gave; 0: no limit."""
    format: str = ""
    """How a teacher had the pages set: empty, large or spaced."""
