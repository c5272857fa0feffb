"""An item on a form: every field as it was typed, nothing of it checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from adapters.content.base import AnswerKind

KINDS: Final[tuple[AnswerKind, ...]] = (
    "choice", "multiple", "text", "number", "expression", "matching", "ordering", "cloze",
)  # fmt: skip
CHOSEN: Final = frozenset({"choice", "multiple"})
TYPED: Final = frozenset({"text", "number", "expression"})
FORMS: Final = ("any", "simplified", "factored", "expanded", "decimal", "fraction", "equation")
MOST_ROWS: Final = 40
MOST_HINTS: Final = 8


@dataclass(frozen=True, slots=True)
class RowText:
    """What a row says in one language.

    Attributes
    ----------
    text : str
        A choice, a part of an order, the right side of a pair.
    prompt : str
        The left side of a pair.
    feedback : str
        What is said of this answer.
    """

    text: str = ""
    prompt: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A choice, an accepted answer, a pair, or a part of an order (in the right one).

    Attributes
    ----------
    code : str
        Of a choice that the item has already; empty for a new one.
    prompt : str
        The same of the left side of a pair.
    right : bool
    credit : str
        In percent; empty: all or nothing.
    answer : str
        Of typed answers, the same in all languages.
    """

    code: str = ""
    prompt: str = ""
    right: bool = False
    credit: str = ""
    answer: str = ""
    texts: Mapping[str, RowText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextDraft:
    """What an item says in one language, besides its rows."""

    stem: str = ""
    explanation: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as it stands on the form.

    Attributes
    ----------
    texts : mapping of language to TextDraft
    units : str
        One a line: its sign, and behind ``=`` how many of the key's units it is.
    decorative : bool
        Whether images without an alternative text only decorate.
    difficulty : str
        How many of ten somebody who just masters it gets right; empty where nobody says; "kept": as known.
    tags : str
        Separated by commas.
    media : tuple of str
        Digests of the files that its texts may show.
    """

    kind: AnswerKind
    texts: Mapping[str, TextDraft]
    rows: tuple[RowDraft, ...] = ()
    shuffle: bool = True
    case: bool = False
    wildcards: bool = False
    form: str = "any"
    tolerance: str = ""
    units: str = ""
    unit_needed: bool = False
    decorative: bool = False
    difficulty: str = ""
    competencies: tuple[str, ...] = ()
    tags: str = ""
    category: str = ""
    pilot: bool = False
    source: str = ""
    licence: str = ""
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps a draft from being an item.

    Attributes
    ----------
    where : str
        Name of the field: ``stem.es``, ``row.2`` (counted from 0), ``row.2.text.es``, ``difficulty``, ...
    code : str
    values : mapping
        Numbers and words that the sentence needs.
    """

    where: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
