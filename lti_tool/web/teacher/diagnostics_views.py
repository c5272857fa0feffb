"""Page values into the pages of setting up a diagnostic: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from babel.lists import format_list
from flask import render_template

from lti_tool.actions.accommodate import FORMATS, TIME_FACTORS
from lti_tool.actions.blueprint_pages import (
    FEEDBACK,
    SURENESS,
    BlueprintPage,
    CutsPage,
    DiagnosticsPage,
    NeedsPage,
    NeedsRow,
    NewDiagnosticPage,
    QuestionsPage,
    RehearsalView,
    RevisionPage,
    ShortfallView,
)
from lti_tool.errors import N_, SendaError
from lti_tool.web.translation import gettext, in_language, language

from . import rehearsal_picture as picture
from .diagnostics_forms import FIELDS, BlueprintDraft, draft_of_page, ratings_of_page

SURENESS_NAMES: Final[Mapping[str, str]] = {
    "quick": N_("Quick"),
    "balanced": N_("Balanced"),
    "strict": N_("Strict"),
}
SURENESS_SENTENCES: Final[Mapping[str, str]] = {
    "quick": N_("More results are clear, and up to 15 of 100 of them may be wrong."),
    "balanced": N_("Up to 10 of 100 clear results may be wrong. A good start."),
    "strict": N_("Up to 5 of 100 clear results may be wrong; it takes more questions, and more stays open."),
}
FEEDBACK_NAMES: Final[Mapping[str, str]] = {
    "none": N_("Not at all: the questions stay good for others"),
    "end": N_("At the end, all together"),
    "each": N_("After each answer"),
}
SHORTFALLS: Final[Mapping[str, str]] = {
    "none": N_("%(names)s: there is no question that can be asked."),
    "few": N_("%(names)s: %(there)s questions, and this diagnostic would like %(needed)s."),
    "thin": N_(
        "%(names)s: only %(there)s questions are neither far too easy nor far too hard to tell who masters "
        "it; %(needed)s would be good."
    ),
    "questions": N_(
        "%(there)s questions are too few: a clear result for each competency needs two, so %(needed)s in all."
    ),
    "content": N_("%(names)s: %(there)s questions where at least %(needed)s are asked for."),
    "exposed": N_(
        "The bank is small: with %(there)s questions some will be asked more often than you want. "
        "%(needed)s would be enough."
    ),
    "pilots": N_("There are %(there)s questions on trial, and a test would hold %(needed)s."),
}


def said(error: SendaError) -> str:
    """A refusal in two sentences; names in it are those of the reader's language."""
    values = dict(error.values)
    names = values.get("names")
    if isinstance(names, list):
        values["names"] = format_list([in_language(one) for one in names], locale=language())
    explanation = error.explanation
    return f"{gettext(explanation.title, **values)}. {gettext(explanation.advice)}"


def shortfall_sentence(one: ShortfallView) -> str:
    """What the bank lacks."""
    names = in_language(one.names) if one.names else ""
    return gettext(SHORTFALLS[one.problem], names=names, there=one.there, needed=one.needed)


def list_page(page: DiagnosticsPage) -> str:
    """All diagnostics of the class."""
    return render_template("teacher/diagnostics.html", page=page)


def new_page(page: NewDiagnosticPage, *, title: str = "", bank: str = "", problem: str = "") -> str:
    """With which questions a new one begins."""
    title = title or gettext("Diagnostic")
    return render_template("teacher/diagnostic_new.html", page=page, title=title, bank=bank, problem=problem)


def blueprint_page(
    page: BlueprintPage, draft: BlueprintDraft | None = None, error: SendaError | None = None, done: str = ""
) -> str:
    """One diagnostic: what it asks, whether it works, whether it is open."""
    return render_template(
        "teacher/diagnostic.html",
        page=page,
        draft=draft or draft_of_page(page),
        problem=said(error) if error else "",
        wrong=FIELDS.get(error.code, "") if error else "",
        done=done,
        sureness=[(code, SURENESS_NAMES[code], SURENESS_SENTENCES[code]) for code in SURENESS],
        feedback=[(code, FEEDBACK_NAMES[code]) for code in FEEDBACK],
        rehearsed=rehearsal_values(page.rehearsal) if page.rehearsal else None,
    )


def rehearsal_fragment(view: RehearsalView) -> str:
    """What came of a rehearsal; a piece of a page."""
    return render_template("teacher/_rehearsal.html", rehearsed=rehearsal_values(view))


def rehearsal_values(view: RehearsalView) -> dict[str, Any]:
    """A rehearsal as sentences, pictures and rows."""
    return {
        "view": view,
        "sentences": picture.sentences_of(view),
        "advice": picture.advice_of(view),
        "lengths": picture.lengths_picture(view),
        "bars": picture.bars_of(view),
        "rows": [(name, picture.share_picture(share), text) for name, share, text in picture.rows_of(view)],
    }


def cuts_page(page: CutsPage, drafts: Mapping[str, str] | None = None, problem: str = "") -> str:
    """What just mastering means, by the teachers of the class."""
    drafts = ratings_of_page(page) if drafts is None else drafts
    return render_template("teacher/diagnostic_cuts.html", page=page, drafts=drafts, problem=problem)


def revision_page(page: RevisionPage, problem: str = "") -> str:
    """What newer questions change."""
    return render_template("teacher/diagnostic_revision.html", page=page, problem=problem)


def questions_page(page: QuestionsPage) -> str:
    """The questions that students may meet."""
    return render_template("teacher/diagnostic_questions.html", page=page)


def needs_page(page: NeedsPage, saved: str = "") -> str:
    """What single students need."""
    return render_template("teacher/diagnostic_needs.html", page=page, saved=saved)


def need_page(row: NeedsRow, problem: str = "") -> str:
    """What one student needs."""
    return render_template(
        "teacher/diagnostic_need.html", row=row, factors=TIME_FACTORS, formats=FORMATS, problem=problem
    )
