"""The values that every importer of content gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

AnswerKind = Literal["choice", "text", "number", "expression"]
AnswerForm = Literal["any", "simplified", "factored", "expanded", "decimal", "fraction", "equation"]


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint of an item, in the order in which it is offered.

    Attributes
    ----------
    title, text : str
        Sanitised HTML; formulas stand between ``\\(`` and ``\\)``.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemText:
    """What a person reads of an item, in one language.

    Attributes
    ----------
    stem : str
        Sanitised HTML; formulas stand between ``\\(`` and ``\\)`` or ``\\[`` and ``\\]``.
    choices : tuple of str
        One sanitised HTML text per code in `BankItem.choices`, same order.
    hints : tuple of Hint
    explanation : str
        Worked feedback, shown only where the policy allows feedback.
    """

    stem: str
    choices: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What counts as right.

    Attributes
    ----------
    kind : {"choice", "text", "number", "expression"}
    accepted : tuple of str
        Choice codes, or answers in Senda's plain notation (decimal point, ``*``, ``^``, ``sqrt()``).
    form : AnswerForm
        The form that the answer must have besides being equivalent to the key.
    tolerance : float
        Greatest absolute difference accepted of a number; 0 asks for the exact value.
    refused : tuple of str
        Writings that do not count although their value is right: the question's own expression, where no form
        tells it from an answer.
    """

    kind: AnswerKind
    accepted: tuple[str, ...]
    form: AnswerForm = "any"
    tolerance: float = 0.0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankItem:
    """One item as it enters a bank.

    Attributes
    ----------
    code : str
        Unique within its bank, stable from one import to the next.
    competencies : tuple of str
        Codes of the competencies that it loads on (usually one).
    key : AnswerKey
    texts : mapping of language code to ItemText
    choices : tuple of str
        Choice codes in the author's order; empty for open items.
    misconceptions : mapping of choice code to misconception code
    difficulty : float or None
        Logits; None where nobody has said.
    difficulty_sd : float
        Standard deviation of what is known of the difficulty, in logits.
    discrimination, guessing, slip : float
        Parameters of the response model as in ``docs/models.md``.
    template : str
        The template it was generated from, or empty where it was written singly.
    source, licence : str
        Attribution, shown wherever the licence asks for it.
    withheld : str
        Why it may not be shown to anyone yet (a reason code such as ``figure_missing``), or empty.
    """

    code: str
    competencies: tuple[str, ...]
    key: AnswerKey
    texts: Mapping[str, ItemText]
    choices: tuple[str, ...] = ()
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    difficulty: float | None = None
    difficulty_sd: float = 1.0
    discrimination: float = 1.0
    guessing: float = 0.0
    slip: float = 0.0
    template: str = ""
    source: str = ""
    licence: str = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class CompetencySpec:
    """A competency as content names it: code, area and names by language."""

    code: str
    area: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FrameworkSpec:
    """The framework that a bank is mapped to.

    Attributes
    ----------
    areas : mapping of area code to names by language
    prerequisites : tuple of (before, after) competency codes
    """

    code: str
    version: str
    names: Mapping[str, str]
    areas: Mapping[str, Mapping[str, str]]
    competencies: tuple[CompetencySpec, ...]
    prerequisites: tuple[tuple[str, str], ...] = ()


ActivityKind = Literal["core", "reinforcement", "extension"]
Modality = Literal["read", "practise", "explore", "explain"]


@dataclass(frozen=True, slots=True)
class ActivityText:
    """Title and sanitised HTML body of an activity in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class ActivitySpec:
    """A learning activity as content brings it: what, for which competency, how long."""

    code: str
    competency: str
    kind: ActivityKind
    modality: Modality
    minutes: int
    texts: Mapping[str, ActivityText]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps an import from going through, or that its owner should know.

    Attributes
    ----------
    where : str
        File (and line, where there are lines) inside what was imported.
    code : str
        A reason code, translated by the reader's page.
    values : mapping
        Numbers and names that the sentence needs.
    fatal : bool
        Whether nothing may be imported because of it.
    """

    where: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Import:
    """All that an importer found: take `items` only when no problem is fatal."""

    title: str
    framework: FrameworkSpec
    items: tuple[BankItem, ...]
    activities: tuple[ActivitySpec, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether there is something to take and nothing fatal was found."""
        return bool(self.items) and not any(p.fatal for p in self.problems)
