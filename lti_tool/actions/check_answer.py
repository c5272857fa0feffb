"""An answer is compared with the key of its item, outside of any transaction: reading formulas takes time."""

from __future__ import annotations

from adapters.answers import AnswerChecker
from adapters.answers.score import Given, Scored, score
from lti_tool.database.banks import ItemRow

from .open_question import answer_key
from .read_answer import LONGEST_ANSWER, Answer


def check_answer(answers: AnswerChecker, item: ItemRow, given: Given, answer: Answer) -> Scored:
    """What came of an answer.

    Parameters
    ----------
    given : Given
        The answer in the codes of the item, as of `read_answer.given_of`.
    """
    if answer.skipped:
        return Scored("wrong", 0.0, "skipped")
    if len(answer.text) > LONGEST_ANSWER:
        return Scored("unreadable", 0.0, "too_long")
    if given == Given():
        return Scored("unreadable", 0.0, "empty")
    return score(answers, answer_key(item), given, answer.language)
