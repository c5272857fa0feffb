"""What the page of grades shows: frozen, no query left to run, no sentence in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .class_pages import GroupView
from .pages import GradeFormula, GradeView


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One student on the page of grades.

    Attributes
    ----------
    sent_score, sent_maximum, sent_at
        What was sent last; None before the first.
    lms_state : str
        What the last comparison found: same, missing or other; empty: not compared since it was sent.
    """

    student: str
    student_id: str
    grade: GradeView
    sent_score: float | None = None
    sent_maximum: float | None = None
    sent_at: datetime | None = None
    lms_state: str = ""
    lms_score: float | None = None
    lms_maximum: float | None = None


@dataclass(frozen=True, slots=True)
class CheckView:
    """The comparison with the gradebook: whether it can be asked for, how far it is, what it said."""

    possible: bool = False
    running: bool = False
    count: int = 0
    at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class GradesPage:
    """The grades of one activity, a page of the students.

    Attributes
    ----------
    maximum : float or None
        None: the activity gives no grade (any more).
    supported : bool
        Whether the platform offered its grade service for this activity.
    activities : tuple
        Id and title of every activity that has grades, to choose from.
    counts : mapping of str to int
        Students by `GradeState` over all pages, and under "differs" those found different.
    state : str
        The filter: a `GradeState`, "differs", or empty.
    removal : str
        Of the column of an activity without grade: "offered", "running", a reason code, or empty.
    """

    title: str
    formula: GradeFormula
    maximum: float | None
    rows: tuple[GradeRow, ...]
    supported: bool
    groups: tuple[GroupView, ...] = ()
    group: str = ""
    limited: bool = False
    activity: str = ""
    kind: str = "diagnostic"
    activities: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    state: str = ""
    page: int = 1
    pages: int = 1
    check: CheckView = field(default_factory=CheckView)
    removal: str = ""
