"""A result as its page shows it: words, certainty, evidence, and what a student says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from personalization.explanations import Reason

from .pages import GradeView, Names
from .verdict_pages import LevelsView, OverrideView


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
