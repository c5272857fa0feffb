"""Evidence that people judge, in words: who judged, how strictly, what carries a level."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint

from lti_tool.actions.portfolio_pages import Carrier, RatingView, RubricLevel
from lti_tool.errors import N_

from .translation import gettext, in_language, ngettext

JUDGES: Mapping[str, str] = {
    "self": N_("You yourself"),
    "peer": N_("A classmate"),
    "trainer": N_("Your teacher"),
}
"""By `RaterKind`, said to the learner whose entry it is."""
JUDGES_OF: Mapping[str, str] = {
    "self": N_("The learner"),
    "peer": N_("A classmate"),
    "trainer": N_("A teacher"),
}
"""The same, said to a teacher."""
TENDENCIES: Mapping[str, str] = {
    "unknown": N_("Too few judgements so far to say how strict."),
    "stricter": N_("Tends to be stricter than others: the weight is corrected for it."),
    "milder": N_("Tends to be milder than others: the weight is corrected for it."),
    "alike": N_("Judges much as others do."),
}
"""By `Tendency`."""


def add_filters(pages: Blueprint) -> None:
    """Let templates say it."""
    pages.add_app_template_filter(judge_name, "judge_name")
    pages.add_app_template_filter(judge_kind, "judge_kind")
    pages.add_app_template_filter(judge_of, "judge_of")
    pages.add_app_template_filter(tendency_sentence, "tendency_sentence")
    pages.add_app_template_filter(level_name, "level_name")
    pages.add_app_template_filter(carrier_sentence, "carrier_sentence")


def judge_name(kind: str) -> str:
    """Who judged, for the learner."""
    return gettext(JUDGES[kind])


def judge_kind(kind: str) -> str:
    """Who judged, for a teacher, where no name is said."""
    return gettext(JUDGES_OF[kind])


def judge_of(rating: RatingView) -> str:
    """Who judged, for a teacher: the name where somebody is still known under it."""
    return rating.by or judge_kind(rating.kind)


def tendency_sentence(tendency: str) -> str:
    """How strict somebody is as a judge."""
    return gettext(TENDENCIES[tendency])


def level_name(level: RubricLevel | None) -> str:
    """A level by its name; what the competency itself calls it stands behind."""
    if level is None:
        return gettext("Not yet the first level")
    name, own = in_language(level.names), in_language(level.own) if level.own else ""
    return f"{name} ({own})" if own else name


def carrier_sentence(carrier: Carrier) -> str:
    """What a level rests on, apart from judgements, which have a title and a judge."""
    if carrier.kind == "answers":
        right = ngettext("%(num)s of them right", "%(num)s of them right", carrier.right)
        count = ngettext("%(num)s answer about it", "%(num)s answers about it", carrier.count)
        return f"{count}, {right}"
    if carrier.kind == "neighbours":
        return ngettext(
            "%(num)s piece of evidence about another aspect, which says a little here too",
            "%(num)s pieces of evidence about other aspects, which say a little here too",
            carrier.count,
        )
    if carrier.kind == "activities":
        return ngettext("%(num)s activity done", "%(num)s activities done", carrier.count)
    return gettext("A teacher's decision")
