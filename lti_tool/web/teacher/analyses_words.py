"""What answers tell of questions, in words that need no statistics."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Any, Final

from lti_tool.errors import EXPLANATIONS, N_
from lti_tool.web.translation import gettext, short_number
from personalization.calibration.errors import Finding

FINDINGS: Final[Mapping[str, str]] = {
    "few_responses": N_("It has %(responses)s answers, and needs at least %(needed)s."),
    "all_right": N_("All its %(responses)s answers are right: nobody can tell yet how easy it is."),
    "all_wrong": N_("All its %(responses)s answers are wrong: nobody can tell yet how hard it is."),
    "slope_at_bound": N_("How sharply it separates cannot be told from these answers."),
    "weakly_known": N_("How hard it is is known only roughly: few answers tell of it."),
    "few_answers": N_("Not enough answers yet: %(responses)s, and something can be said from %(needed)s on."),
    "too_easy": N_("Nearly everybody gets it right (%(share)s of 100): it tells little about anybody."),
    "too_hard": N_("Hardly anybody gets it right (%(share)s of 100): it tells little about anybody."),
    "does_not_separate": N_("This question does not separate: those who master it fail as often."),
    "strong_ones_choose_wrong": N_(
        "A wrong answer attracts the strong ones: %(strong)s of 100 of those who know most give it, and "
        "%(weak)s of 100 of those who know least. Is the right answer marked? Can it be read in two ways?"
    ),
    "unexpected_answers": N_(
        "Its answers are full of surprises: many who know little get it right, or many who know much fail."
    ),
    "unusual_pattern": N_("Easy questions went wrong and hard ones right, more often than chance explains."),
    "few_learners": N_("%(learners)s students have answered on its topic, and %(needed)s are needed."),
}
"""A sentence for every code of `personalization.calibration.errors.FINDING_CODES`, and of our own."""

FINDING_NAMES: Final[Mapping[str, str]] = {
    "does_not_separate": N_("does not separate"),
    "strong_ones_choose_wrong": N_("a wrong answer attracts the strong"),
    "unexpected_answers": N_("surprising answers"),
    "too_hard": N_("too hard"),
    "too_easy": N_("too easy"),
    "fine": N_("nothing to be seen"),
    "few": N_("not enough answers yet"),
}
"""In two or three words, the worst first."""

MODELS: Final[Mapping[str, tuple[str, str]]] = {
    "rasch": (
        N_("Only how hard each question is"),
        N_("Safe from about 30 answers to each question. A good start."),
    ),
    "1pl": (
        N_("How hard each question is, and how sharply all of them separate"),
        N_("Safe from about 30 answers to each question."),
    ),
    "2pl": (
        N_("How hard it is, and how sharply it separates"),
        N_("Needs about 200 answers to each question."),
    ),
    "3pl": (
        N_("Also how often it is guessed"),
        N_("Needs about 1,000 answers to each question; with fewer it mostly repeats what was assumed."),
    ),
}

STATUSES: Final[Mapping[str, str]] = {
    "waiting": N_("waiting to begin"),
    "running": N_("being worked out"),
    "ready": N_("finished, not used yet"),
    "accepted": N_("in use"),
    "discarded": N_("thrown away"),
    "failed": N_("not possible"),
}

KINDS: Final[Mapping[str, str]] = {
    "calibration": N_("How hard the questions are"),
    "dif": N_("Fairness to a group"),
    "correlations": N_("How topics go together"),
}

SIZES: Final[Mapping[str, str]] = {
    "A": N_("no difference that matters"),
    "B": N_("some difference"),
    "C": N_("a large difference"),
}

_SEPARATES: Final = (
    (0.3, N_("It separates well: who knows more of the rest gets it right more often.")),
    (0.15, N_("It separates: who knows more of the rest tends to get it right.")),
    (0.05, N_("It separates a little.")),
    (-2.0, N_("It hardly separates: who knows more of the rest gets it right about as often.")),
)
_IN_HUNDRED: Final = frozenset({"share", "strong", "weak"})
CHANGED: Final = 0.75
"""Of ten students who just master a topic, so many more or fewer must get a question right to be said."""


def finding_sentence(finding: Finding) -> str:
    """What is worth saying of a question or a student's answers."""
    if finding.code in FINDINGS:
        return gettext(FINDINGS[finding.code], **{k: _say(k, v) for k, v in finding.values.items()})
    explanation = EXPLANATIONS.get(finding.code)
    return gettext(explanation.title) + "." if explanation else finding.code


def _say(name: str, value: Any) -> str:
    if isinstance(value, int | float):
        return str(round(100 * value)) if name in _IN_HUNDRED else short_number(value)
    return str(value)


def separates_sentence(correlation: float) -> str:
    """How well a question separates, where nothing is wrong with it."""
    return gettext(next(text for least, text in _SEPARATES if correlation >= least))


def just_masters(parameters: Mapping[str, float]) -> float:
    """Of ten students who just master the topic, how many get a question right."""
    a, b = parameters["a"], parameters["b"]
    c, slip = parameters.get("c", 0.0), parameters.get("slip", 0.0)
    return 10 * (c + (1 - slip - c) / (1 + exp(min(a * b, 60.0))))


def change_of(old: Mapping[str, float], new: Mapping[str, float]) -> str:
    """Whether a question is "harder", "easier" or the "same", beyond doubt and by an amount that matters.

    Beyond doubt: by more than 1.645 standard errors of the new difficulty.
    """
    gap = new["b"] - old["b"]
    told = abs(just_masters(new) - just_masters(old)) >= CHANGED and abs(gap) > 1.645 * new["b_se"]
    return "same" if not told else "harder" if gap > 0 else "easier"


def dif_sentence(item: Mapping[str, Any]) -> str:
    """Whether a question is harder for a group than for others who know as much."""
    if item["size"] == "A" or item["adjusted"] >= 0.05:
        uneven = item["logistic"]["adjusted"] < 0.05 and item["logistic"]["size"] != "A"
        if uneven:
            return gettext("Harder for some of the group and easier for others, by how much they know.")
        return gettext("No difference that matters.")
    harder = item["delta"] < 0
    if item["size"] == "C":
        if harder:
            return gettext("Much harder for the group than for others who know as much.")
        return gettext("Much easier for the group than for others who know as much.")
    if harder:
        return gettext("Harder for the group than for others who know as much.")
    return gettext("Easier for the group than for others who know as much.")
