"""What the pages about one student over time, a competency of the class and the class's needs are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .class_pages import GroupView
from .pages import Names
from .verdict_pages import LevelsView, OverrideView

OccasionKind = Literal[
    "sitting", "check", "practice", "activity", "override", "rubric", "taken_back", "other"
]


@dataclass(frozen=True, slots=True)
class Range:
    """What is known at a moment, in right answers out of such questions: 8 in 10 learners lie within.

    Attributes
    ----------
    low, at, high : float
        Shares.
    """

    low: float
    at: float
    high: float


@dataclass(frozen=True, slots=True)
class OccasionView:
    """Something that told of a student: a sitting, an activity, a decision.

    Attributes
    ----------
    title : mapping
        Name of the activity, by language; empty otherwise.
    questions, right : int
        Asked then, and of them answered right; pilots and what was skipped are among the asked.
    about : frozenset of str
        Competencies that it is about.
    word : str
        Decided by a teacher; empty otherwise.
    level : int or None
        Judged by rubric, or decided, where there are several.
    """

    kind: OccasionKind
    at: datetime
    title: Names
    questions: int
    right: int
    about: frozenset[str]
    word: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One competency at an occasion.

    Attributes
    ----------
    occasion : int
        Index into the occasions of the page; -1: today.
    before : Range
        With what time has added since the last one.
    after : Range
    questions, right : int
        About this competency.
    """

    occasion: int
    at: datetime
    before: Range
    after: Range
    questions: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One competency of a student over time.

    Attributes
    ----------
    needed : float
        Share of right answers of someone who just masters it.
    moments : tuple of Moment
        Oldest first; the last one is today.
    """

    code: str
    names: Names
    word: str
    needed: float
    moments: tuple[Moment, ...]
    review_due: bool = False
    override: OverrideView | None = None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A student over time."""

    title: str
    person: str
    person_id: str
    profiled: bool
    occasions: tuple[OccasionView, ...]
    trajectories: tuple[Trajectory, ...]
    chosen: Trajectory | None = None


@dataclass(frozen=True, slots=True)
class OverridePage:
    """Before a teacher decides otherwise.

    Attributes
    ----------
    word : str
        What is said now; empty where nothing is inferred of the student.
    right, asked : int
        Questions about it.
    levels : tuple of mapping
        Names of the levels, the lowest first, where the diagnostic is about several.
    standing : OverrideView or None
        A decision that would end.
    """

    title: str
    person: str
    person_id: str
    code: str
    names: Names
    word: str
    right: int
    asked: int
    levels: tuple[Names, ...] = ()
    standing: OverrideView | None = None
    reached: LevelsView | None = None
    contest: str = ""
    graded: bool = False


@dataclass(frozen=True, slots=True)
class PersonView:
    """A student in a list, with how sure the word is."""

    id: str
    name: str
    mastery: float
    error: float
    own: int
    review_due: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that several gave.

    Attributes
    ----------
    html : str
        As the question shows it, escaped where a learner typed it.
    misconception : str
        What its author says that it shows; empty otherwise.
    """

    html: str
    count: int
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question about a competency, and how the class answered it.

    Attributes
    ----------
    stem : str
        HTML.
    wrong : tuple of WrongAnswer
        The most frequent ones first.
    """

    stem: str
    solution: str
    asked: int
    right: int
    skipped: int
    pilot: bool
    wrong: tuple[WrongAnswer, ...] = ()

    @property
    def missed(self) -> int:
        """Answers that were not right, what was skipped among them."""
        return self.asked - self.right


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity about a competency."""

    titles: Names
    kind: str
    modality: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CompetencyPage:
    """A competency of the class.

    Attributes
    ----------
    people : mapping of word to tuple of PersonView
        "not_asked" and "no_profile" among the words.
    counts : mapping of word to int
    unasked : int
        Questions about it that nobody of these students has met.
    """

    title: str
    code: str
    names: Names
    area: Names
    people: Mapping[str, tuple[PersonView, ...]]
    counts: Mapping[str, int]
    questions: tuple[QuestionView, ...]
    unasked: int
    activities: tuple[ActivityLine, ...]
    groups: tuple[GroupView, ...] = ()
    group: str = ""
    limited: bool = False
    level: Names | None = None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """How much the class needs one competency.

    Attributes
    ----------
    need : float
        Expected number of students below the cut, of those of whom something is known; times the weight
        of the competency this is what the rows are ordered by.
    known : int
        Students of whom something is known.
    masters : int
        Students of whom it is said that they master it.
    """

    code: str
    names: Names
    counts: Mapping[str, int]
    need: float
    weight: float
    known: int
    masters: int
    activities: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """What the class needs most, the most needed first."""

    title: str
    course_title: str
    at: datetime
    students: int
    known: int
    rows: tuple[NeedRow, ...]
    groups: tuple[GroupView, ...] = ()
    group: str = ""
    limited: bool = False
