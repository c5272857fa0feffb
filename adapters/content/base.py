"""The values that every importer of content gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from adapters.frameworks.base import FrameworkSpec

AnswerKind = Literal["choice", "multiple", "text", "number", "expression", "matching", "ordering", "cloze"]
"""How an item is answered; true/false is a choice of two."""
GapKind = Literal["choice", "text", "number"]
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
    prompts : tuple of str
        Left sides of a matching item: one sanitised HTML text per code in `BankItem.prompts`, same order.
    gaps : mapping of gap code to tuple of str
        Texts of the choices of a gap that is chosen from, one per code in `Gap.choices`, same order.
    feedback : mapping of choice code, or of an answer as in the key, to str
        What is said of that answer, as sanitised HTML; shown only where the policy allows feedback.
    """

    stem: str
    choices: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    explanation: str = ""
    prompts: tuple[str, ...] = ()
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    feedback: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Partial:
    """An answer that is worth something else than all or nothing.

    Attributes
    ----------
    answer : str
        A choice code, or an answer as in `AnswerKey.accepted`.
    credit : float
        Share of the score, within [-1, 1]; negative only for choices of an item with several answers.
    tolerance : float
        As `AnswerKey.tolerance`, for this answer.
    """

    answer: str
    credit: float
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may stand behind a number: the typed number times `factor` is compared with the key."""

    text: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What counts as right.

    Attributes
    ----------
    kind : AnswerKind
    accepted : tuple of str
        For *choice* the codes of which any one is right; for *multiple* those that are to be chosen, all of
        them; for *ordering* all codes in the right order; for *text*, *number* and *expression* answers in
        Senda's plain notation (decimal point, ``*``, ``^``, ``sqrt()``). Empty for *matching* and *cloze*.
    form : AnswerForm
        The form that the answer must have besides being equivalent to the key.
    tolerance : float
        Greatest absolute difference accepted of a number; 0 asks for the exact value.
    refused : tuple of str
        Writings that do not count although their value is right: the question's own expression, where no form
        tells it from an answer.
    partial : tuple of Partial
        Answers worth a part of the score. Where an item with several answers has any, its score is the sum
        of the credits of what was chosen, within [0, 1]; else right ones chosen minus wrong ones chosen,
        over right ones, and not below 0.
    units : tuple of Unit
        Units that a number may carry.
    unit_needed : bool
        Whether a number without a unit is wrong.
    case_sensitive : bool
        Of *text*: whether capitals count.
    wildcards : bool
        Of *text*: whether ``*`` in an accepted answer stands for any run of characters (``\\*`` for a star).
    pairs : tuple of (prompt code, choice code)
        Of *matching*: what belongs to each prompt. Score: share of the prompts with the right choice.
    gaps : tuple of Gap
        Of *cloze*: in the order in which they stand. Score: weighted mean of the gaps' scores.
    """

    kind: AnswerKind
    accepted: tuple[str, ...]
    form: AnswerForm = "any"
    tolerance: float = 0.0
    refused: tuple[str, ...] = ()
    partial: tuple[Partial, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_needed: bool = False
    case_sensitive: bool = False
    wildcards: bool = False
    pairs: tuple[tuple[str, str], ...] = ()
    gaps: tuple[Gap, ...] = ()


def chance(kind: str, choices: int) -> float:
    """How likely a right answer is without knowing, where nobody has said it otherwise.

    Parameters
    ----------
    kind : str
        An `AnswerKind`.
    choices : int
        How many are shown.
    """
    return 1 / choices if kind == "choice" and choices > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze text, marked in the stem by ``<span class="gap" data-gap="CODE"></span>``.

    Attributes
    ----------
    code : str
        Unique within its item.
    kind : {"choice", "text", "number"}
    key : AnswerKey
        Of the same kind.
    choices : tuple of str
        Choice codes in the author's order; empty for open gaps.
    weight : float
        Of this gap in the item's score, positive.
    """

    code: str
    kind: GapKind
    key: AnswerKey
    choices: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class BankItem:
    """One item as it enters a bank.

    Attributes
    ----------
    code : str
        Unique within its bank, stable from one import to the next.
    competencies : tuple of str
        Codes of the competencies that it loads on (usually one); empty where nobody has said yet, then it is
        withheld as ``unlinked`` until somebody does.
    key : AnswerKey
    texts : mapping of language code to ItemText
    choices : tuple of str
        Choice codes in the author's order (right sides of a matching item, parts of an ordering); empty for
        open items.
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
    prompts : tuple of str
        Codes of the left sides of a matching item.
    shuffle : bool
        Whether choices may be shown in any order.
    category : str
        Where its author filed it, levels separated by ``/``.
    tags : tuple of str
    alignments : tuple of str
        Competencies of other frameworks that it also tells about, as ``framework:code``.
    media : tuple of str
        Digests of the files that its texts show.
    pilot : bool
        Whether it is being tried out: asked now and then, never scored.
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
    prompts: tuple[str, ...] = ()
    shuffle: bool = True
    category: str = ""
    tags: tuple[str, ...] = ()
    alignments: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    pilot: bool = False


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
class Media:
    """An image or a sound that came with items, by its content; shown as ``media:DIGEST`` in their texts.

    Attributes
    ----------
    digest : str
        SHA-256 of its bytes, hexadecimal.
    mime : str
        As its bytes say, not as its name says.
    size : int
        Bytes.
    name : str
        As its author called it.
    """

    digest: str
    mime: str
    size: int
    name: str


class MediaStore(Protocol):
    """Where importers put files, so that no more than a piece of one is in memory at a time."""

    def add(self, pieces: Iterable[bytes], name: str) -> Media | Problem:
        """Keep a file; a problem (not fatal) where it is too large or neither an image nor a sound."""


Found = BankItem | FrameworkSpec | ActivitySpec | Problem
"""What an importer gives while it reads, in the order of the file: readers take a binary stream and a
`MediaStore` and are iterators of these."""


@dataclass(frozen=True, slots=True)
class Import:
    """All that an importer found: take `items` only when no problem is fatal.

    Attributes
    ----------
    framework : FrameworkSpec or None
        None where the file names no competencies of its own: whoever imports says which framework it is for.
    """

    title: str
    framework: FrameworkSpec | None
    items: tuple[BankItem, ...]
    activities: tuple[ActivitySpec, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether there is something to take and nothing fatal was found."""
        return bool(self.items) and not any(p.fatal for p in self.problems)
