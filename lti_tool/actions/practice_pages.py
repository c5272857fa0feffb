"""What the pages of practice show."""

from __future__ import annotations

from dataclasses import dataclass

from .pages import Names
from .question_pages import AnsweredView, QuestionPage


@dataclass(frozen=True, slots=True)
class PracticePage:
    """A question to practise with, and the hints taken so far.

    Attributes
    ----------
    hints : tuple of str
        Sanitised HTML of those that were asked for.
    more_hints : int
        How many are left.
    done : int
        Questions practised in this sitting.
    counts : bool
        Whether the answers say something of the learner; not without profiling.
    """

    question: QuestionPage
    competency: Names
    hints: tuple[str, ...]
    more_hints: int
    done: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class PracticeToldPage:
    """What is said of the last answer; `over`: there is no further question on this competency."""

    answered: AnsweredView
    competency: Names
    done: int
    right: int
    over: bool
    format: str = ""


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What a short check has shown.

    Attributes
    ----------
    code : str
        Of the competency.
    word : str
        A value of `personalization.belief.Word`.
    """

    code: str
    competency: Names
    word: str
    answered: int
    right: int
