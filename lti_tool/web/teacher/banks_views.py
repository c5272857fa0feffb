"""Page values into the pages of question banks: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from flask import current_app, render_template, url_for

from adapters.content.base import Problem
from adapters.content.formats import FORMATS
from lti_tool.actions.bank_pages import (
    BANDS,
    BankPage,
    BanksPage,
    BankView,
    ChangePage,
    CoveragePage,
    ExportPage,
    HistoryPage,
    ImportPage,
    LossView,
    RevisionView,
    UploadPage,
)
from lti_tool.actions.link_items import RELEASABLE, WHATS, Change
from lti_tool.actions.upload_file import LARGEST
from lti_tool.web.finding_sentences import finding_sentence
from lti_tool.web.shown import shown
from lti_tool.web.teacher.views import problem as problem_sentence
from lti_tool.web.translation import gettext, in_language

from . import banks_words as words
from .banks_blueprint import banks

MIME_TYPES: Final[Mapping[str, str]] = {
    "moodle_xml": "application/xml",
    "gift": "text/plain",
    "qti": "application/zip",
    "csv": "text/csv",
}
WAITING: Final = frozenset({"uploading", "waiting", "reading", "accepted", "taking"})
_FORMAT_NAMES: Final = {one.code: one.name for one in FORMATS}
_FIRST_CATEGORIES: Final = 100
"""Categories that the page of a file offers to link; others stay unlinked."""


def _named(table: Mapping[str, str]) -> Callable[[str], str]:
    """A filter that translates the codes of a table, and shows another code as it is."""
    return lambda code: gettext(table[code]) if code in table else code


banks.add_app_template_filter(_named(words.KINDS), "item_kind")
banks.add_app_template_filter(_named(words.BANDS), "band_name")
banks.add_app_template_filter(_named(words.WITHHELD), "withheld_name")
banks.add_app_template_filter(_named(words.SUPPLIES), "supply_name")
banks.add_app_template_filter(_named(words.STATUSES), "import_status")
banks.add_app_template_filter(_named(words.CHANGES), "change_name")
banks.add_app_template_filter(_named(words.LANGUAGES), "language_of")


def banks_page(page: BanksPage) -> str:
    """All banks."""
    return render_template("teacher/banks.html", page=page)


def upload_page(page: UploadPage) -> str:
    """Choosing a file."""
    return render_template("teacher/bank_upload.html", page=page, largest=LARGEST)


def import_page(page: ImportPage, *, by: str = "") -> str:
    """A file on its way, what is in it, or what became of it."""
    if page.status in WAITING:
        return render_template("teacher/bank_waiting.html", page=page)
    if page.status != "ready":
        why = problem_sentence(page.problem) if page.problem else ""
        return render_template("teacher/bank_done.html", page=page, why=why)
    return render_template(
        "teacher/bank_preview.html",
        page=page,
        by=by or ("own" if page.linked else "category" if any(page.categories) else "none"),
        acceptable=not page.fatal and page.items > 0 and not page.needs_framework,
        categories=tuple(enumerate(page.categories.items()))[:_FIRST_CATEGORIES],
        format_name=_FORMAT_NAMES.get(page.format, ""),
        said=_said,
        shown=lambda html: shown(html, page.embedded),
        codes=_codes(page),
    )


def bank_page(
    page: BankPage, *, change: Change | None = None, problem: str = "", changed: int | None = None
) -> str:
    """A bank with its questions."""
    return render_template(
        "teacher/bank.html",
        page=page,
        query=page.search.as_query(),
        whats=WHATS,
        change=change,
        problem=problem,
        changed=changed,
        single=_link("items.one"),
        new_item=_link("items.new"),
    )


def rename_page(bank: BankView, title: str, problem: str = "") -> str:
    """Another name for a bank."""
    return render_template("teacher/bank_name.html", bank=bank, title=title, problem=problem)


def change_page(page: ChangePage) -> str:
    """What a change would do."""
    return render_template("teacher/bank_change.html", page=page, releasable=RELEASABLE)


def coverage_page(page: CoveragePage) -> str:
    """Which competencies lack questions."""
    return render_template(
        "teacher/bank_coverage.html", page=page, bands=BANDS, new_item=_link("items.new"), heat=heat
    )


def history_page(page: HistoryPage) -> str:
    """What was done to a bank."""
    return render_template("teacher/bank_history.html", page=page, event_sentence=event_sentence)


def export_page(page: ExportPage) -> str:
    """In which formats a bank can be had."""
    return render_template("teacher/bank_export.html", page=page, loss_sentence=loss_sentence)


def heat(count: int) -> int:
    """How dark a cell of the coverage table is, from 0 to 4."""
    return 0 if not count else 1 if count < 3 else 2 if count < 6 else 3 if count < 12 else 4


def event_sentence(one: RevisionView) -> str:
    """What was done, in one sentence."""
    what = one.values.get("what", "")
    text = words.EVENT_WHATS.get(what) if one.event == "bank_items_changed" else words.EVENTS.get(one.event)
    values = {name: str(value) for name, value in one.values.items()}
    if one.competency:
        values["competency"] = f"“{in_language(one.competency)}”"
    return gettext(
        text or words.OTHER_EVENT, **({"title": "", "competency": "", "tag": "", "item": ""} | values)
    )


def loss_sentence(loss: LossView) -> str:
    """What a format leaves out, in one sentence."""
    one, many = words.LOSSES[loss.code]
    return gettext(one if loss.items == 1 else many, num=loss.items)


def attachment(filename: str) -> str:
    """The header that names a file, also in letters beyond ASCII."""
    plain = filename.encode("ascii", "ignore").decode() or "senda"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def _said(finding: Problem) -> str:
    return finding_sentence("bank", finding)


def _codes(page: ImportPage) -> int:
    """Findings beyond those that are listed."""
    listed = len(page.stopping) + len(page.others)
    return max(0, sum(page.codes.values()) - page.codes.get("alt_missing", 0) - listed)


def _link(endpoint: str) -> Callable[..., str]:
    """An address of the pages of single questions; empty where they are not there."""

    def address(**values: Any) -> str:
        return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""

    return address
