"""Pages about one student over time, a competency of the class, and what the class needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import render_template
from markupsafe import Markup

from lti_tool.actions.override_verdict import LONGEST_REASON, SHORTEST_REASON
from lti_tool.actions.profile_pages import (
    CompetencyPage,
    NeedsPage,
    OccasionView,
    OverridePage,
    ProfilePage,
    Range,
    Trajectory,
)
from lti_tool.errors import N_
from lti_tool.web import pictures
from lti_tool.web.mastery_bar import of_ten
from lti_tool.web.sentences import word_name
from lti_tool.web.translation import gettext, in_language, ngettext

from .learners_pictures import LARGE, SMALL, trajectory

DECISIONS: Final[Mapping[str, str]] = {"mastered": N_("Mastered"), "not_yet": N_("Not yet")}
ORDER: Final = (*pictures.SHADES, "no_profile", "not_started")
"""Of the lists on the page of a competency: who needs most first."""
_LISTS: Final[Mapping[str, str]] = {
    "no_profile": N_("Without a profile"),
    "not_started": N_("Not started yet"),
}


def list_name(word: str) -> str:
    """Heading of a list of students."""
    return gettext(_LISTS[word]) if word in _LISTS else word_name(word)


def answers_sentence(questions: int, right: int) -> str:
    """ "8 questions, 6 right"."""
    text = ngettext("%(num)s question, %(right)s right", "%(num)s questions, %(right)s right", questions)
    return text % {"num": questions, "right": right}


def occasion_sentence(one: OccasionView) -> str:
    """What happened then."""
    count = answers_sentence(one.questions, one.right)
    match one.kind:
        case "activity":
            name = in_language(one.title)
            return gettext("Did the activity “%(name)s”", name=name) if name else gettext("Did an activity")
        case "override":
            return gettext("A teacher decided: %(word)s", word=word_name(one.word).lower())
        case "taken_back":
            return gettext("A teacher decided: %(word)s (taken back since)", word=word_name(one.word).lower())
        case "rubric":
            return gettext("Evidence was judged: level %(level)s", level=one.level or 0)
        case "check":
            return gettext("A short check: %(count)s", count=count)
        case "practice":
            return gettext("Practice with hints: %(count)s", count=count)
        case "sitting":
            return count
        case _:
            return gettext("Something else")


def range_text(known: Range) -> str:
    """ "about 6 (4 to 8)": of ten such questions."""
    return gettext(
        "about %(at)s (%(low)s to %(high)s)",
        at=of_ten(known.at),
        low=of_ten(known.low),
        high=of_ten(known.high),
    )


def profile_page(page: ProfilePage) -> str:
    """A student over time."""
    def small(one: Trajectory) -> Markup:
        return trajectory(one, page.occasions, _said(one), SMALL)

    def large(one: Trajectory) -> Markup:
        return trajectory(one, page.occasions, _said(one), LARGE)

    return render_template("teacher/learner_profile.html", page=page, small=small, large=large)


def _said(one: Trajectory) -> str:
    """A trajectory in a sentence: where it began and where it is."""
    return gettext(
        "%(name)s. Of ten such questions, at first %(first)s, now %(now)s would be right; "
        "it is mastered from %(needed)s on.",
        name=in_language(one.names),
        first=range_text(one.moments[0].before),
        now=range_text(one.moments[-1].after),
        needed=of_ten(one.needed),
    )


def override_page(page: OverridePage, typed: Mapping[str, str] | None = None, problem: str = "") -> str:
    """Before a teacher decides otherwise.

    Parameters
    ----------
    typed : mapping, optional
        What was filled in already.
    problem : str
        Code of what is wrong with it.
    """
    return render_template(
        "teacher/learner_override.html",
        page=page,
        typed=typed or {},
        problem=problem,
        decisions=DECISIONS,
        least=SHORTEST_REASON,
        most=LONGEST_REASON,
    )


def withdraw_page(page: OverridePage) -> str:
    """Before a decision is taken back."""
    return render_template("teacher/learner_withdraw.html", page=page)


def competency_page(page: CompetencyPage) -> str:
    """A competency of the class."""
    return render_template(
        "teacher/class_competency.html",
        page=page,
        lists=[(word, page.people[word]) for word in ORDER if word in page.people],
        sprite=pictures.sprite(),
        shades=pictures.SHADES,
        cell_picture=pictures.cell,
        stacked_bar=pictures.stacked_bar,
        sure=pictures.certainty,
    )


def needs_page(page: NeedsPage) -> str:
    """What the class needs most."""
    return render_template(
        "teacher/class_needs.html",
        page=page,
        sprite=pictures.sprite(),
        shades=pictures.SHADES,
        cell_picture=pictures.cell,
        stacked_bar=pictures.stacked_bar,
    )


def misconception(text: str) -> str:
    """What an author calls a wrong idea; names made for machines are made readable."""
    return text if " " in text else text.replace("-", " ").replace("_", " ")
