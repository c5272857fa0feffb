"""What the pages about questions and their answers are made of: frozen values, no sentence in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from personalization.calibration.errors import Finding
from personalization.calibration.items import CurvePoint

from .pages import Names

LEAST_SHOWN = 10
"""Answers below which nothing is said of a question: a few people would be seen through the numbers."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list of a bank.

    Attributes
    ----------
    share : float or None
        None below `LEAST_SHOWN` answers.
    need : float
        The more, the more it needs to be looked at.
    separates : float or None
        Correlation with what else is known of the learners.
    """

    id: str
    code: str
    stem: str
    language: str
    competencies: tuple[Names, ...]
    answers: int
    share: float | None
    separates: float | None
    findings: tuple[Finding, ...]
    need: float
    calibrated: bool


@dataclass(frozen=True, slots=True)
class AnalysisLine:
    """An analysis in a list."""

    id: str
    kind: str
    status: str
    model: str
    at: datetime
    learners: int


@dataclass(frozen=True, slots=True)
class ModelAdvice:
    """Whether there are answers enough for a model.

    Attributes
    ----------
    enough : int
        Questions with as many answers as it needs.
    """

    model: str
    needed: int
    enough: int
    advised: bool


@dataclass(frozen=True, slots=True)
class BankAnswersPage:
    """What answers tell of a bank."""

    bank: str
    title: str
    framework: str
    learners: int
    answers: int
    counts: Mapping[str, int]
    """Questions by the code of what is said of them; "few" and "fine" among them."""
    lines: tuple[QuestionLine, ...]
    total: int
    page: int
    pages: int
    sort: str
    analyses: tuple[AnalysisLine, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class CalibratePage:
    """The choice of how to calibrate a bank."""

    bank: str
    title: str
    learners: int
    answers: int
    questions: int
    advice: tuple[ModelAdvice, ...]
    histogram: tuple[tuple[int, int], ...]
    """Questions with at least so many answers."""
    under_way: str
    """Public id of a calibration that is being made, or empty."""


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """What was answered by how many of the weak, middle and strong third."""

    html: str
    right: bool
    counts: tuple[int, int, int]
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class QuestionPageView:
    """One question as its answers show it; numbers only from `LEAST_SHOWN` answers on.

    Attributes
    ----------
    curve : tuple
        Slope, difficulty, guessing and slip in use; None where it is about several competencies.
    others : int
        Answers that are not in the table, each given by very few.
    """

    bank: str
    bank_title: str
    id: str
    code: str
    stem: str
    language: str
    competencies: tuple[Names, ...]
    answers: int
    asked: int
    skipped: int
    share: float | None
    seconds: float | None
    correlation: float | None
    correlation_se: float
    infit: float
    outfit: float
    curve: tuple[float, float, float, float] | None
    stated: tuple[float, float]
    in_use: tuple[float, float]
    calibrated: bool
    points: tuple[CurvePoint, ...]
    choices: tuple[ChoiceLine, ...]
    others: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """Old and new parameters of a question after a calibration.

    Attributes
    ----------
    unchanged : bool
        Whether the bank still holds it as it was when the analysis was made.
    """

    entry: int
    item: str
    name: str
    stem: str
    language: str
    competency: Names
    old: Mapping[str, float]
    new: Mapping[str, float]
    answers: int
    share: float
    findings: tuple[Finding, ...]
    unchanged: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that was not calibrated, and why."""

    item: str
    name: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """One analysis, whatever its kind.

    Attributes
    ----------
    revision_now : int
        Of the bank; greater than `revision` where it was changed since.
    in_use : int
        Questions of the bank that have the parameters of this analysis now.
    names : mapping
        Names of competencies by code.
    """

    id: str
    kind: str
    status: str
    progress: float
    problem: str
    created_at: datetime
    finished_at: datetime | None
    bank: str
    bank_title: str
    framework: str
    framework_names: Names
    model: str
    revision: int
    revision_now: int
    in_use: int
    learners: int
    responses: int
    result: Mapping[str, Any]
    names: Mapping[str, Names]
    items: tuple[ItemChange, ...]
    left_out: tuple[LeftOut, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class GroupOption:
    """A group of the class that can be compared with the others."""

    id: str
    view: Any
    """A `class_pages.GroupView`."""
    answered: int


@dataclass(frozen=True, slots=True)
class StudentOption:
    """A student who answered, to be ticked."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FairnessPage:
    """The choice of whom to compare."""

    bank: str
    title: str
    groups: tuple[GroupOption, ...]
    students: tuple[StudentOption, ...]
    answered: int
    needed: int


@dataclass(frozen=True, slots=True)
class PatternLine:
    """A student whose answers are worth a look."""

    id: str
    name: str
    competency: Names
    answers: int
    lz: float
    p: float


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """Students of the class whose answers do not go together as usual."""

    bank: str
    title: str
    lines: tuple[PatternLine, ...]
    looked_at: int
    needed: int


@dataclass(frozen=True, slots=True)
class FrameworkAnswersPage:
    """How the topics of a framework go together: what is in use, and what may be asked for."""

    framework: str
    names: Names
    learners: int
    needed: int
    analyses: tuple[AnalysisLine, ...]
    may_change: bool
