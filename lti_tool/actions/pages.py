"""What the actions hand to the pages: frozen values, no queries left to run, no prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from personalization.explanations import Reason

from .class_pages import GroupRule, GroupView, RosterView

Names = Mapping[str, str]
"""A name by language code ("es", "en")."""

AttemptStatus = Literal["new", "running", "paused", "finished"]
GradeState = Literal["none", "waiting", "sending", "sent", "failed", "off"]
GradeFormula = Literal["completion", "share_mastered", "expected_mastery"]


@dataclass(frozen=True, slots=True)
class StartPage:
    """Before the first question: the notice and the choices."""

    title: str
    course_title: str
    status: AttemptStatus
    items_low: int
    items_high: int
    minutes_low: int
    minutes_high: int
    competencies: tuple[Names, ...]
    formula: GradeFormula
    graded: bool
    notice_seen: bool
    profiling: bool | None
    """True: adaptive; False: the fixed path without profiling; None: not chosen yet."""
    tutoring_tutor: bool
    tutoring_tutee: bool
    tutoring_slots: tuple[str, ...]
    """Slots as "mon-1" ... "fri-6": weekday and school hour."""
    kind: Literal["diagnostic", "itinerary", "tutoring"] = "diagnostic"
    """What the placement shows."""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    published: bool = True
    """Whether the teacher lets students begin."""

    @property
    def held_back(self) -> bool:
        """Whether the teacher still prepares what this student has not begun."""
        return not self.published and self.status == "new"


@dataclass(frozen=True, slots=True)
class GradeView:
    """The grade of one person for one activity."""

    formula: GradeFormula
    state: GradeState
    score: float | None
    maximum: float
    reason: str = ""
    """Reason code when it waits or failed."""
    status_code: int | None = None
    at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class CellView:
    """One student and one competency on the class map."""

    word: str
    mastery: float
    error: float
    own: int
    review_due: bool = False
    decided: bool = False
    """Whether the word is a teacher's."""
    level: int | None = None
    """Levels reached, where the diagnostic is about several."""


@dataclass(frozen=True, slots=True)
class StudentRow:
    id: str
    name: str
    status: Literal["not_started", "running", "finished", "fixed"]
    cells: tuple[CellView | None, ...]
    grade: GradeView | None


@dataclass(frozen=True, slots=True)
class ClassPage:
    """The teacher's class map: students by competencies."""

    title: str
    course_title: str
    areas: tuple[tuple[Names, int], ...]
    """Name of each area and how many competency columns it spans."""
    competencies: tuple[tuple[str, Names], ...]
    students: tuple[StudentRow, ...]
    page: int
    pages: int
    total: int
    not_started: tuple[str, ...]
    running: int
    finished: int
    grades: Mapping[str, int] = field(default_factory=dict)
    """How many grades are in each `GradeState`."""
    needs_most: tuple[Names, ...] = ()
    roster: RosterView = field(default_factory=RosterView)
    groups: tuple[GroupView, ...] = ()
    group: str = ""
    """Id of the group that the page is limited to; empty for the whole class."""
    limited: bool = False
    """Whether the reader sees the students of their own groups only."""
    formula: GradeFormula = "completion"
    word_counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Over the whole class: competency code -> value of `Word`, or "not_asked" -> how many students;
    who has no belief is left out. Empty: not counted (the page then counts the rows it shows)."""
    level_names: Mapping[str, tuple[Names, ...]] = field(default_factory=dict)
    """Of each competency, the lowest level first, where the diagnostic is about several."""
    order: Literal["name", "need"] = "name"


@dataclass(frozen=True, slots=True)
class PairView:
    id: str
    tutor: str
    tutor_id: str
    tutee: str
    tutee_id: str
    competency: str
    names: Names
    slot: str
    benefit: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TutoringPage:
    """The teacher's tutoring board: a proposal, published to nobody."""

    title: str
    ran_at: datetime | None
    pairs: tuple[PairView, ...]
    unmatched: tuple[tuple[str, Reason], ...]
    willing: int
    total_students: int
    gap: float
    """Relative distance to the proved optimum; 0 when it is the optimum."""
    helped: int
    in_need: int
    groups: int = 0
    """How many groups and sections the class has."""
    group_rule: GroupRule = "any"
    """How the newest run took groups into account."""
    limited: bool = False
    """Whether the reader sees a part of the class only, and so cannot ask for a run."""
