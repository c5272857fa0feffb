"""Checking answers by value and form.

`ProcessChecker` is the one to use; `AnswerChecker` is what others should ask for.
"""

from adapters.answers.grammar import parse, parse_all
from adapters.answers.limits import LIMITS, Limits, UnreadableAnswer
from adapters.answers.notation import to_latex, to_plain
from adapters.answers.process import ProcessChecker
from adapters.answers.values import AnswerChecker, Outcome, Preview, Verdict

__all__ = [
    "LIMITS",
    "AnswerChecker",
    "Limits",
    "Outcome",
    "Preview",
    "ProcessChecker",
    "UnreadableAnswer",
    "Verdict",
    "parse",
    "parse_all",
    "to_latex",
    "to_plain",
]
