"""Page values into the pages of placing: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from babel.lists import format_list
from flask import g, render_template

from lti_tool.actions.placing_pages import (
    GRADED,
    KINDS,
    ActivitiesPage,
    ActivityView,
    BanksPage,
    CompetenciesPage,
    Kind,
    PlacingPage,
    SubjectPage,
)
from lti_tool.errors import N_, SendaError
from lti_tool.web.translation import gettext, in_language, language

from .placing_forms import Draft, form_key

KIND_NAMES: Final[Mapping[str, str]] = {
    "diagnostic": N_("Diagnostic"),
    "itinerary": N_("Path"),
    "tutoring": N_("Learning with classmates"),
}
KIND_SENTENCES: Final[Mapping[str, str]] = {
    "diagnostic": N_("Students answer a few questions, and you see who masters what."),
    "itinerary": N_("After the questions each student gets steps that fit; the grade counts the steps done."),
    "tutoring": N_("Students say whether they explain or want help; you decide about the pairs."),
}
KIND_TEXTS: Final[Mapping[str, str]] = {
    "diagnostic": N_("A few questions to find out what you already master. It is not an exam."),
    "itinerary": N_("A few questions first, then a path of steps that fits you."),
    "tutoring": N_("Explain to classmates, or let them explain to you: only if you like."),
}
"""For students, on the page of the course."""


def kind_title(kind: str) -> str:
    """What an activity of a kind is called."""
    return gettext(KIND_NAMES[kind])


def kind_sentence(kind: str) -> str:
    """What it does, for teachers."""
    return gettext(KIND_SENTENCES[kind])


def kind_text(kind: str) -> str:
    """What it is, for students."""
    return gettext(KIND_TEXTS[kind])


def said(error: SendaError) -> str:
    """A refusal in two sentences, for the page that it belongs to."""
    explanation = error.explanation
    return f"{gettext(explanation.title, **error.values)}. {gettext(explanation.advice)}"


def topic(page: SubjectPage) -> str:
    """What it is about, short enough for a title; empty where it is about too much for that."""
    return str(format_list([in_language(names) for names in page.topics], locale=language()))


def proposed_title(kind: Kind, page: SubjectPage) -> str:
    """A title to begin with: what the placement is called already, else kind and topic."""
    about = topic(page)
    if page.link_title:
        return page.link_title
    return f"{kind_title(kind)}: {about}" if about and kind != "tutoring" else kind_title(kind)


def begin_page(page: PlacingPage) -> str:
    """Which of the class's diagnostics, or a new one."""
    return _page("placing_begin", page=page)


def framework_page(page: PlacingPage) -> str:
    """Step 1: what the class learns."""
    return _page("placing_framework", page=page, step=1)


def competencies_page(page: CompetenciesPage, chosen: Sequence[str] | None = None, problem: str = "") -> str:
    """Step 2: about what."""
    chosen = page.proposed if chosen is None else chosen
    return _page("placing_competencies", page=page, chosen=chosen, problem=problem, step=2)


def banks_page(page: BanksPage) -> str:
    """Step 3: with which questions."""
    return _page("placing_bank", page=page, step=3)


def kinds_page(page: SubjectPage, chosen: Sequence[str] = (), problem: str = "") -> str:
    """What shall stand in the course."""
    return _page(
        "placing_kinds",
        page=page,
        subject=page.subject,
        kinds=KINDS,
        chosen=chosen or KINDS[:1],
        problem=problem,
        step=4,
    )


def details_page(
    page: SubjectPage, drafts: Mapping[Kind, Draft], *, key: str = "", window: bool = False, problem: str = ""
) -> str:
    """Titles, grades and dates, with what students will see."""
    return _page(
        "placing_details",
        page=page,
        subject=page.subject,
        drafts=drafts,
        key=key or form_key(),
        window=window,
        problem=problem,
        step=5,
    )


def new_drafts(kinds: Sequence[Kind], page: SubjectPage) -> dict[Kind, Draft]:
    """The forms of these kinds with a good start."""
    return {kind: Draft(proposed_title(kind, page), graded=_grades(page)) for kind in kinds}


def answer_page(return_url: str, token: str, placed: int) -> str:
    """The form that carries the answer to the platform; the page's script sends it."""
    return render_template("teacher/placing_answer.html", return_url=return_url, token=token, placed=placed)


def activities_page(page: ActivitiesPage, saved: str = "") -> str:
    """All activities of the class."""
    return render_template("teacher/activities.html", page=page, saved=saved)


def activity_page(activity: ActivityView, draft: Draft, problem: str = "") -> str:
    """One activity to be changed."""
    return render_template(
        "teacher/activity.html",
        activity=activity,
        draft=draft,
        problem=problem,
        graded_kind=activity.kind in GRADED,
    )


def _grades(page: SubjectPage) -> bool:
    """Whether what is placed can have a grade."""
    deep_linking = g.visit.deep_linking
    return bool(deep_linking.line_items) if deep_linking else page.grades


def _page(name: str, **values: Any) -> str:
    page = values["page"]
    return render_template(
        f"teacher/{name}.html",
        deep_linking=g.visit.deep_linking,
        grades=_grades(page) if isinstance(page, SubjectPage) else False,
        graded_kinds=GRADED,
        **values,
    )
