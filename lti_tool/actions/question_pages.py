"""What pages show of questions while they are answered, and of answers afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from adapters.content.base import AnswerKind, GapKind

Told = Literal["right", "partly", "wrong", "skipped"]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of the choices: the number that it is sent by, and its text.

    Attributes
    ----------
    words : str
        The same without marks, images by their alternative texts: for fields that show words only.
    """

    code: str
    html: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PromptView:
    """The left side of one pair of a matching question."""

    code: str
    html: str


@dataclass(frozen=True, slots=True)
class GapView:
    """One gap of a cloze text.

    Attributes
    ----------
    code : str
        As marked in the stem.
    number : int
        Counted from 1, as it is spoken of.
    """

    code: str
    number: int
    kind: GapKind
    choices: tuple[ChoiceView, ...] = ()
    lettered: bool = False
    """Whether its choices say more than words can: they stand under the text, each with a letter."""


@dataclass(frozen=True, slots=True)
class AskBack:
    """The answer can be read in two ways: the page asks which was meant, the text is kept."""

    text: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One item of a running attempt.

    Attributes
    ----------
    kept : str
        What was typed or chosen before, when it could not be taken as it was.
    kept_parts : mapping
        The same of prompts and gaps.
    problem : str
        Reason code why the answer was not taken ("unreadable", "too_long", ...), or empty.
    unread : int
        The number of the gap that could not be read; 0 for none.
    minutes_left : int or None
        Where there is a limit: whole minutes, 0 when the last one has begun.
    format : str
        How the page is set for this person: empty, large or spaced.
    units : tuple of str
        Units that a number may carry.
    lettered : bool
        Whether the choices of a matching say more than words can: they stand in a list, each with a letter.
    check : mapping or None
        Names of the competency, where the question belongs to a short check on the path.
    """

    attempt: str
    title: str
    item: str
    """Opaque public id of the item within this attempt; an answer names it."""
    number: int
    about_low: int
    about_high: int
    kind: AnswerKind
    form: str
    stem: str
    choices: tuple[ChoiceView, ...]
    language: str
    attribution: str
    kept: str = ""
    ask_back: AskBack | None = None
    problem: str = ""
    prompts: tuple[PromptView, ...] = ()
    gaps: tuple[GapView, ...] = ()
    kept_chosen: tuple[str, ...] = ()
    kept_parts: Mapping[str, str] = field(default_factory=dict)
    unread: int = 0
    minutes_left: int | None = None
    format: str = ""
    units: tuple[str, ...] = ()
    lettered: bool = False
    check: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class AnsweredView:
    """A question with what was answered and what is right.

    Attributes
    ----------
    stem : str
        With its gaps numbered.
    answer, solution, feedback, explanation : str
        HTML; empty where there is none.
    """

    stem: str
    outcome: Told
    answer: str
    solution: str
    feedback: str
    explanation: str
    language: str


@dataclass(frozen=True, slots=True)
class ToldPage:
    """What is said of the last answer before it goes on."""

    attempt: str
    title: str
    number: int
    answered: AnsweredView
    last: bool
    format: str = ""


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """All questions of a finished attempt with what is right."""

    title: str
    answered: tuple[AnsweredView, ...]
