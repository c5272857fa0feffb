"""The question that a learner is at, as the page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from adapters.content.base import AnswerKey
from lti_tool.database.banks import ItemRow, item_at
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope

from .loading import find_diagnostic, policy_of
from .pages import AskBack, ChoiceView, QuestionPage


def open_question(
    database: Database, scope: Scope, *, now: datetime, language: str = "es"
) -> QuestionPage | None:
    """The current question; None where no diagnostic is under way (none begun, paused or finished)."""
    with database.read() as session:
        diagnostic = find_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id) if diagnostic else None
        if diagnostic is None or attempt is None or attempt.status != "running":
            return None
        return question_page(session, scope, diagnostic, attempt, language)


def question_page(
    session: Session, scope: Scope, diagnostic: Diagnostic, attempt: Attempt, language: str
) -> QuestionPage:
    """The page of the attempt's current item, with what was typed before where it was not taken."""
    if attempt.current is None:
        raise ValueError("the attempt has no current item")
    item = item_at(session, scope, diagnostic.bank_id, attempt.current)
    policy = policy_of(diagnostic)
    shown_in, text = text_in(item, language)
    answered = len(attempt.asked)
    problem: dict[str, Any] = attempt.draft_problem or {}
    readings = tuple(problem.get("readings", ()))
    order = choice_order(attempt, item)
    return QuestionPage(
        attempt=attempt.public_id,
        title=diagnostic.title,
        item=item.public_id,
        number=answered + 1,
        about_low=max(answered + 1, policy.min_items, policy.max_items * 2 // 3),
        about_high=policy.max_items,
        kind=item.kind,  # type: ignore[arg-type]
        form=item.key["form"],
        stem=text["stem"],
        choices=tuple(
            ChoiceView(str(shown), text["choices"][index]) for shown, index in enumerate(order, start=1)
        ),
        language=shown_in,
        attribution=f"{item.source} ({item.licence})" if item.source else "",
        kept=attempt.draft,
        ask_back=AskBack(attempt.draft, readings) if readings else None,
        problem="" if readings else str(problem.get("reason", "")),
    )


def text_in(item: ItemRow, language: str) -> tuple[str, dict[str, Any]]:
    """The item's text in the reader's language, or in the one it has; with the language's code."""
    code = language if language in item.texts else next(iter(item.texts))
    return code, item.texts[code]


def choice_order(attempt: Attempt, item: ItemRow) -> list[int]:
    """Order in which the choices are shown: another for each learner, the same at each look."""
    rng = np.random.default_rng([attempt.seed, item.position])
    return [int(index) for index in rng.permutation(len(item.choices))]


def answer_key(item: ItemRow) -> AnswerKey:
    """The item's key."""
    return AnswerKey(
        kind=item.key["kind"],
        accepted=tuple(item.key["accepted"]),
        form=item.key["form"],
        tolerance=item.key["tolerance"],
        refused=tuple(item.key.get("refused", ())),
    )
