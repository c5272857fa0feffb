"""The question that a learner is at, or what is said of the last answer, as the page shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from adapters.content.base import AnswerKey
from adapters.content.stored import key_from
from lti_tool.database.accommodations import accommodation_of
from lti_tool.database.banks import ItemRow, item_of
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from personalization.diagnostics.policy import Policy

from .loading import bank_for, find_diagnostic, policy_of_attempt
from .question_pages import AnsweredView, QuestionPage, ToldPage
from .show_answer import answer_html, feedback_html, solution_html, stem_html
from .shown_question import drawn_order, shown_question, with_draft
from .shown_question import text_in as text_in
from .wordings import wording_at


def open_question(
    database: Database, scope: Scope, *, now: datetime, language: str = "es"
) -> QuestionPage | ToldPage | None:
    """The current question, or what is said of the last answer before it.

    Returns
    -------
    QuestionPage, ToldPage or None
        None where no diagnostic is under way (none begun, paused or finished).
    """
    with database.read() as session:
        diagnostic = find_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id) if diagnostic else None
        if diagnostic is None or attempt is None:
            return None
        if attempt.told:
            return told_page(session, scope, diagnostic, attempt, language)
        if attempt.status != "running":
            return None
        return question_page(session, scope, diagnostic, attempt, language)


def question_page(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt,
    language: str,
    *,
    format: str | None = None,
) -> QuestionPage:
    """The page of the attempt's current item, with what was typed before where it was not taken.

    Parameters
    ----------
    format : str, optional
        How pages are set for this student; looked up where it is not given.
    """
    if attempt.current is None:
        raise ValueError("the attempt has no current item")
    loaded = bank_for(session, scope, diagnostic, attempt)
    item = wording_at(session, scope, loaded, attempt.current)
    policy = policy_of_attempt(diagnostic, attempt)
    answered = len(attempt.asked)
    page = shown_question(item, language, choice_order(attempt, item))
    return replace(
        with_draft(page, item, attempt.draft, attempt.draft_problem or {}),
        attempt=attempt.public_id,
        title=diagnostic.title,
        number=answered + 1,
        about_low=max(answered + 1, policy.min_items, policy.max_items * 2 // 3),
        about_high=policy.max_items,
        minutes_left=minutes_left(policy, attempt),
        format=_format(session, scope) if format is None else format,
        check=loaded.loaded.name(policy.targets[0]) if attempt.kind == "check" else None,
    )


def _format(session: Session, scope: Scope) -> str:
    needs = accommodation_of(session, scope)
    return needs.format if needs else ""


def minutes_left(policy: Policy, attempt: Attempt) -> int | None:
    """Whole minutes that are left of the time for answering; None where there is no limit."""
    if policy.max_minutes is None:
        return None
    return max(0, int(policy.max_minutes - attempt.seconds / 60))


def told_page(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt,
    language: str,
    *,
    format: str | None = None,
) -> ToldPage:
    """What is said of the attempt's last answer; `format` as of `question_page`."""
    told: dict[str, Any] = attempt.told or {}
    item = item_of(session, scope, told["item"])
    return ToldPage(
        attempt=attempt.public_id,
        title=diagnostic.title,
        number=len(attempt.asked),
        answered=answered_view(item, told["answer"], told["outcome"], language),
        last=attempt.status == "finished",
        format=_format(session, scope) if format is None else format,
    )


def answered_view(item: ItemRow, answer: str, outcome: Any, language: str) -> AnsweredView:
    """A question with what was answered and what is right."""
    shown_in, text = text_in(item, language)
    return AnsweredView(
        stem=stem_html(item, text),
        outcome=outcome,
        answer=answer_html(item, text, answer),
        solution=solution_html(item, text, shown_in),
        feedback=feedback_html(item, text, answer),
        explanation=text.get("explanation", ""),
        language=shown_in,
    )


def choice_order(attempt: Attempt, item: ItemRow) -> list[int]:
    """Order in which the choices are shown: another for each learner, the same at each look."""
    if not item.shuffle and item.kind != "ordering":
        return list(range(len(item.choices)))
    return drawn_order(item, np.random.default_rng([attempt.seed, item.position]))


def answer_key(item: ItemRow) -> AnswerKey:
    """The item's key."""
    return key_from(item.key)
