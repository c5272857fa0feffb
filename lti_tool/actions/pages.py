"""What the actions hand to the pages: frozen values, no queries left to run, no prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from personalization.explanations import Reason

from .class_pages import GroupRule, GroupView, RosterView
from .verdict_pages import LevelsView, OverrideView

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
class EvidenceView:
    """One answer and what it did to the belief in a competency."""

    stem: str
    answer: str
    """HTML: the choice, or the text given, escaped; empty when skipped."""
    outcome: Literal["right", "partly", "wrong", "skipped", "unreadable"]
    change: float
    """Contribution to the mean of this competency, in logits."""
    about_other: bool
    """The item loads on another competency: this one only learnt from its neighbour."""
    pilot: bool = False
    """The question was being tried out: the answer did not count."""
    given_in: Literal["diagnostic", "check", "practice"] = "diagnostic"
    hints: int = 0


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """One row of a result: word, certainty and evidence."""

    code: str
    names: Names
    word: str
    """A value of `personalization.belief.Word`."""
    mastery: float
    low: float
    high: float
    """Share of such questions that the learner would answer right, at the ends of the 80 % interval."""
    own: int
    mean: float
    error: float
    stopped: str
    """Why no more was asked about it: a reason code, or empty."""
    evidence: tuple[EvidenceView, ...] = ()
    expected: float = 0.5
    """The same share at the mean."""
    needed: float = 0.7
    """The same share for someone who just masters it: the mark on the bar."""
    review_due: bool = False
    """Mastered, but so long ago that it should be looked at again."""
    override: OverrideView | None = None
    """Where a teacher has decided; `word` is then the teacher's."""
    levels: LevelsView | None = None
    """Where the diagnostic is about several levels."""


@dataclass(frozen=True, slots=True)
class AreaView:
    code: str
    names: Names
    competencies: tuple[CompetencyView, ...]


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
class FixedResultView:
    """Result of the fixed path without profiling: what was right, and nothing inferred."""

    code: str
    names: Names
    right: int
    asked: int
    override: OverrideView | None = None


@dataclass(frozen=True, slots=True)
class ContestView:
    """A student sees a competency differently than the result: their own words."""

    competency: str
    names: Names
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ResultPage:
    title: str
    person: str
    profiled: bool
    areas: tuple[AreaView, ...]
    fixed: tuple[FixedResultView, ...]
    answered: int
    finished_at: datetime | None
    stop: Reason | None
    grade: GradeView | None
    contested: bool = False
    contests: tuple[ContestView, ...] = ()
    """What the person said about it, newest first; for the teacher's page."""
    person_id: str = ""
    answers_told: bool = False
    """Whether the teacher lets students see what was right."""
    may_repeat: bool = False
    practisable: frozenset[str] = frozenset()
    """Codes of the competencies that the reader can practise."""


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """One way of doing a step."""

    code: str
    titles: Names
    modality: Literal["read", "practise", "explore", "explain", "item"]
    minutes: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    id: str
    kind: Literal["core", "reinforcement", "extension", "review", "tutoring", "check"]
    competency: str
    names: Names
    minutes: int
    state: Literal["todo", "started", "done"]
    reasons: tuple[Reason, ...]
    alternatives: tuple[AlternativeView, ...]
    chosen: str = ""
    reflection: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class PathPage:
    """The student's home once there is a path."""

    title: str
    person: str
    summary: Reason
    steps: tuple[StepView, ...]
    profiled: bool
    tutoring_tutor: bool
    tutoring_tutee: bool
    has_result: bool
    levels: bool = False
    """Whether something can be shown for a level."""
    practisable: frozenset[str] = frozenset()
    """Codes of the competencies of which there are questions to practise with."""
    practising: tuple[str, Names] | None = None
    """Code and names of what is being practised."""


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step with the chosen activity open."""

    step: StepView
    title: str
    body: str
    language: str
    attribution: str = ""
    practisable: bool = False


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
