"""Page values into the pages of single questions: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel import Locale
from flask import render_template, url_for

from adapters.content.writing import Fault
from adapters.content.writing.draft import MOST_HINTS, MOST_ROWS
from lti_tool.actions.item_pages import (
    Difference,
    EditorPage,
    FileView,
    ItemPage,
    KindsPage,
    NewBankPage,
    PreviewPage,
)
from lti_tool.errors import SendaError
from lti_tool.web.cloze import stem_of
from lti_tool.web.translation import gettext, language

from . import items_words as words

LANGUAGES = ("es", "en")
"""In which a question can be begun; those that it has are there as well."""
_NAMED = ("language", "other")


def kinds_page(page: KindsPage) -> str:
    """Which kind of question."""
    return render_template("teacher/item_kinds.html", page=page, kinds=words.KINDS)


def editor_page(
    page: EditorPage,
    *,
    faults: Sequence[Fault] = (),
    problem: str = "",
    against: Sequence[Difference] = (),
    shown: str = "",
) -> str:
    """The form, with what is wrong.

    Parameters
    ----------
    against : sequence of Difference
        What somebody else has changed meanwhile.
    shown : str
        The language whose fields are seen.
    """
    draft = page.draft
    written = [code for code, text in draft.texts.items() if text.stem.strip()]
    tabs = list(dict.fromkeys((*LANGUAGES, *draft.texts)))
    tabs.sort(key=lambda code: (code not in written, code != language()))
    faulty = [code for code in tabs if any(fault.where.endswith(f".{code}") for fault in faults)]
    first = next(iter(faulty), shown if shown in tabs else tabs[0] if written else language())
    chosen = sorted(page.competencies, key=lambda one: one.code not in draft.competencies)
    return render_template(
        "teacher/item_edit.html",
        page=page,
        draft=draft,
        tabs=tabs,
        shown=first,
        competencies=chosen,
        faults=[(field_id(fault.where), fault_place(fault), fault_sentence(fault)) for fault in faults],
        wrong={fault.where for fault in faults},
        problem=problem,
        against=against,
        kinds=words.KINDS,
        forms=words.FORMS,
        steps=words.STEPS,
        most_rows=MOST_ROWS,
        most_hints=MOST_HINTS,
        alt_asked=draft.decorative or any(fault.code == "alt_missing" for fault in faults),
    )


def preview_fragment(page: PreviewPage, bank: str, item: str) -> str:
    """The question as a student meets it; a piece of the form's page."""
    return render_template(
        "teacher/_item_preview.html",
        page=page.question,
        stem=stem_of(page.question) if page.question else "",
        faults=[(fault_place(fault), fault_sentence(fault)) for fault in page.faults],
        told=page.told,
        bank=bank,
        item=item,
        preview_url=url_for("items.typed", bank=bank),
    )


def file_fragment(file: FileView | None, problem: str = "") -> str:
    """A file that was brought in; a piece of the form's page."""
    return render_template("teacher/_item_file.html", file=file, problem=problem, new=True)


def item_page(page: ItemPage, *, done: str = "", problem: str = "") -> str:
    """One question with its wordings."""
    return render_template("teacher/item.html", page=page, done=done, problem=problem, kinds=words.KINDS)


def new_bank_page(page: NewBankPage, *, title: str = "", framework: str = "", problem: str = "") -> str:
    """A bank with nothing in it yet."""
    return render_template(
        "teacher/item_new_bank.html", page=page, title=title, framework=framework, problem=problem
    )


def field_id(where: str) -> str:
    """The id of the field that a fault is about."""
    return "f-" + where.replace(".", "-")


def fault_place(fault: Fault) -> str:
    """In which language something is wrong, where it is about one."""
    code = fault.where.rpartition(".")[2]
    return language_name(code) if len(code) in (2, 3) and code.isalpha() and "." in fault.where else ""


def fault_sentence(fault: Fault) -> str:
    """What is to be done."""
    values: Mapping[str, object] = {
        name: language_name(str(value)) if name in _NAMED else value for name, value in fault.values.items()
    }
    return gettext(words.FAULTS[fault.code]) % values


def language_name(code: str) -> str:
    """A language as the reader calls it."""
    try:
        return str(Locale.parse(code).get_display_name(language()) or code)
    except ValueError:
        return code


def part_name(part: str) -> str:
    """A part of a wording."""
    return gettext(words.PARTS[part])


def said(error: SendaError) -> str:
    """A refusal in two sentences."""
    explanation = error.explanation
    return f"{gettext(explanation.title) % error.values}. {gettext(explanation.advice)}"
