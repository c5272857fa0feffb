"""What was right: after each answer, and once all are given, as the teacher has chosen."""

from __future__ import annotations

from lti_tool.database.banks import items_by_id
from lti_tool.database.diagnostics import attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import evidence_of_attempt
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .answers_behind import outcome_of
from .loading import the_diagnostic
from .open_question import answered_view
from .question_pages import AnswersPage


def read_told(database: Database, scope: Scope) -> None:
    """The learner has read what was said of the last answer; said twice counts once."""
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id)
        if attempt is not None:
            attempt.told = None


def open_answers(database: Database, scope: Scope, *, language: str) -> AnswersPage:
    """All questions of the finished attempt, with what was answered and what is right.

    Raises
    ------
    NotFound
        Nothing is finished, or the teacher does not show it.
    """
    with database.read() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id)
        if attempt is None or attempt.status != "finished" or diagnostic.feedback == "none":
            raise NotFound()
        log = [entry for entry in evidence_of_attempt(session, scope, attempt.id) if entry.item_id]
        items = items_by_id(session, scope, [entry.item_id for entry in log if entry.item_id])
        return AnswersPage(
            diagnostic.title,
            tuple(
                answered_view(items[entry.item_id], entry.answer, outcome_of(entry), language)
                for entry in log
                if entry.item_id in items
            ),
        )
