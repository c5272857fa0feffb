"""A question while it is being written, as a student would meet it; nothing is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from adapters.answers import AnswerChecker
from adapters.answers.score import Given, score
from adapters.content.base import BankItem
from adapters.content.writing import ItemDraft, read
from lti_tool.database.banks import ItemRow
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .held_item import bank_ref, cuts_of, files_of, held_item
from .item_pages import PreviewPage
from .item_rows import wording_of
from .named_bank import the_bank
from .open_question import answer_key, answered_view
from .read_answer import LONGEST_ANSWER, Answer, draft_of, given_of, stored
from .shown_question import drawn_order, shown_question, with_draft

SEED = 11
"""The order of choices stays the same while one writes."""


def preview_item(
    database: Database,
    answers: AnswerChecker,
    scope: Scope,
    bank: str,
    draft: ItemDraft,
    *,
    language: str,
    item: str = "",
    answer: Answer | None = None,
) -> PreviewPage:
    """Show a draft, and what would come of an answer to it.

    Parameters
    ----------
    language : str
        In which it is shown, where it has it.
    item : str
        Public id of the wording that it changes, or empty.
    answer : Answer, optional

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        before = held_item(session, scope, row, item).value if item else None
        _, framework = bank_ref(session, scope, row)
        cuts, files = cuts_of(framework), files_of(session, scope, draft.media)
    draft = replace(draft, media=tuple(file.digest for file in files))
    written = read(draft, before, cuts=cuts, code="preview")
    if written.item is None:
        return PreviewPage(None, written.faults)
    shown = as_row(written.item)
    order = order_of(shown)
    page = shown_question(shown, language, order)
    if answer is None or written.faults:
        return PreviewPage(page, written.faults)
    try:
        given = given_of(shown, order, answer)
    except InputRefused:  # the choices are no more those that it is about
        return PreviewPage(page, written.faults)
    problem = ""
    if given == Given():
        problem = "empty"
    elif len(answer.text) > LONGEST_ANSWER:
        problem = "too_long"
    if problem:
        return PreviewPage(with_draft(page, shown, draft_of(answer), {"reason": problem}), ())
    scored = score(answers, answer_key(shown), given, answer.language)
    if scored.outcome in ("unreadable", "ambiguous"):
        found = {"reason": scored.reason, "readings": list(scored.readings), "unread": scored.unread}
        return PreviewPage(with_draft(page, shown, draft_of(answer), found), ())
    kept = with_draft(page, shown, draft_of(answer), {})
    return PreviewPage(kept, (), answered_view(shown, stored(shown, given), scored.outcome, language))


def as_row(item: BankItem) -> ItemRow:
    """The item as a wording that no session knows."""
    return ItemRow(public_id="preview", code=item.code, position=0, number=1, **wording_of(item))


def order_of(item: ItemRow) -> list[int]:
    """An order in which a student could meet its choices."""
    if not item.shuffle and item.kind != "ordering":
        return list(range(len(item.choices)))
    return drawn_order(item, np.random.default_rng(SEED))
