"""What the forms of setting up a diagnostic send, read into values; what was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from lti_tool.actions.blueprint_pages import (
    MOST_ATTEMPTS,
    MOST_MINUTES,
    MOST_QUESTIONS,
    BlueprintPage,
    BlueprintWish,
    CutsPage,
    Wanted,
)
from lti_tool.errors import InputRefused

from .placing_forms import MOST_CODES, Form

LONGEST = 40
"""Characters of a number that are kept."""
RATING = "of-ten."
"""Before the code of a competency, in the name of its field."""

FIELDS: Mapping[str, str] = {
    "blueprint_title": "title",
    "blueprint_competencies": "competency",
    "blueprint_questions": "questions",
    "blueprint_minutes": "minutes",
    "blueprint_attempts": "attempts",
    "blueprint_pilots": "pilots",
    "blueprint_exposure": "exposure",
}
"""The field that an error is about."""


@dataclass(frozen=True, slots=True)
class BlueprintDraft:
    """A diagnostic as it stands on the form, nothing of it checked; percentages as people write them."""

    title: str
    feedback: str
    attempts: str
    whole: bool
    """Whether what is asked can be changed on the form."""
    competencies: tuple[str, ...] = ()
    questions: str = ""
    minutes: str = ""
    sure: str = ""
    level: str = ""
    gentle: bool = False
    pilots: str = ""
    exposure: str = ""


def draft_of_page(page: BlueprintPage) -> BlueprintDraft:
    """The form as it begins."""
    wanted = page.wanted
    return BlueprintDraft(
        title=page.wish.title,
        feedback=page.wish.feedback,
        attempts=str(page.wish.attempts),
        whole=not page.begun,
        competencies=wanted.competencies,
        questions=str(wanted.questions),
        minutes="" if wanted.minutes is None else f"{wanted.minutes:g}",
        sure=wanted.sure,
        level=wanted.level,
        gentle=wanted.gentle,
        pilots=f"{wanted.pilots * 100:g}",
        exposure=f"{wanted.exposure * 100:g}",
    )


def draft_of_form(form: Form) -> BlueprintDraft:
    """The form as it was sent."""
    return BlueprintDraft(
        title=form.get("title", "")[:1_000],
        feedback=form.get("feedback", "")[:LONGEST],
        attempts=form.get("attempts", "")[:LONGEST],
        whole="whole" in form,
        competencies=tuple(dict.fromkeys(form.getlist("competency")))[:MOST_CODES],
        questions=form.get("questions", "")[:LONGEST],
        minutes=form.get("minutes", "")[:LONGEST],
        sure=form.get("sure", "")[:LONGEST],
        level=form.get("level", "")[:LONGEST],
        gentle="gentle" in form,
        pilots=form.get("pilots", "")[:LONGEST],
        exposure=form.get("exposure", "")[:LONGEST],
    )


def wish_of_draft(draft: BlueprintDraft) -> BlueprintWish:
    """The diagnostic that a form describes.

    Raises
    ------
    InputRefused
        ``blueprint_...``: a number that cannot be read.
    """
    return BlueprintWish(
        title=draft.title.strip(),
        feedback=draft.feedback,
        attempts=_whole(draft.attempts, "blueprint_attempts", most=MOST_ATTEMPTS),
        wanted=_wanted(draft) if draft.whole else None,
    )


def _wanted(draft: BlueprintDraft) -> Wanted:
    return Wanted(
        competencies=draft.competencies,
        questions=_whole(draft.questions, "blueprint_questions", least=2, most=MOST_QUESTIONS),
        minutes=_minutes(draft.minutes),
        sure=draft.sure,
        level=draft.level or "0",
        gentle=draft.gentle,
        pilots=_number(draft.pilots or "0", "blueprint_pilots") / 100,
        exposure=_number(draft.exposure, "blueprint_exposure") / 100,
    )


def _minutes(text: str) -> float | None:
    return _number(text, "blueprint_minutes", most=MOST_MINUTES) if text.strip() else None


def _number(text: str, code: str, **values: object) -> float:
    """A number with a point or a comma before its decimals."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise InputRefused(code, **values)
    return number


def _whole(text: str, code: str, **values: object) -> int:
    number = _number(text, code, **values)
    if number != int(number):
        raise InputRefused(code, **values)
    return int(number)


def ratings_of_page(page: CutsPage) -> dict[str, str]:
    """The answers as they stand, by the code of the competency."""
    return {cut.code: "" if cut.own is None else f"{cut.own:g}" for cut in page.cuts}


def ratings_of_form(form: Form) -> dict[str, str]:
    """The answers as they were sent."""
    names = [name for name in form if name.startswith(RATING)][:MOST_CODES]
    return {name.removeprefix(RATING): form.get(name, "")[:LONGEST] for name in names}


def ratings_read(drafts: Mapping[str, str]) -> dict[str, float | None]:
    """The answers as numbers; None where there is none.

    Raises
    ------
    InputRefused
        ``cut_rating``
    """
    return {code: _number(text, "cut_rating") if text.strip() else None for code, text in drafts.items()}


def factor_of(text: str) -> float:
    """How many times the usual time.

    Raises
    ------
    InputRefused
        ``input_invalid``
    """
    return _number(text, "input_invalid")
