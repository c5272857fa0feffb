"""What checking an answer takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from adapters.content.base import AnswerKey

Outcome = Literal["right", "wrong", "unreadable", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking one answer.

    Attributes
    ----------
    outcome : {"right", "wrong", "unreadable", "ambiguous"}
    reason : str
        Empty when right. Of wrong: ``value`` or ``form``. Of unreadable: ``unreadable``, ``too_long``,
        ``too_large`` or ``timeout``. Of ambiguous: ``ambiguous_number``.
    readings : tuple of str
        Of an ambiguous answer, what it may mean, each written so that it has one meaning only.
    """

    outcome: Outcome
    reason: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """How an answer is understood while it is being typed.

    Attributes
    ----------
    latex : str
        The first reading as LaTeX, made from our own tree: no text of the user's passes through.
    problem : str
        A reason as in `Verdict`, or empty.
    readings : tuple of str
        All the meanings it may have when there are several; the first one is shown.
    """

    latex: str
    problem: str = ""
    readings: tuple[str, ...] = ()


class AnswerChecker(Protocol):
    """Compares answers with keys. Never raises for anything that a person may type."""

    def check(self, key: AnswerKey, answer: str, language: str) -> Verdict:
        """Compare an answer with its key, reading numbers as people of that language write them."""

    def preview(self, answer: str, language: str) -> Preview:
        """Show how an answer would be understood."""

    def close(self) -> None:
        """Free what the checker holds; it may be used again afterwards."""
