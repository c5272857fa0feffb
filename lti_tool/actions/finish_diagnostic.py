"""The end of a diagnostic, inside the transaction of its last answer: path and grade come with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.diagnostics import Attempt, diagnostic_of
from lti_tool.database.scope import Scope
from personalization.explanations import Reason

from .ask_grade import ask_grade
from .loading import LoadedBank
from .plan_itinerary import plan_itinerary
from .recording import reason_to_json


def close_attempt(attempt: Attempt, end: Reason, now: datetime) -> None:
    """No more is asked in it, and why."""
    attempt.status, attempt.current = "finished", None
    attempt.finished_at, attempt.shown_at = now, None
    attempt.stop = reason_to_json(end)


def finish_diagnostic(
    session: Session, scope: Scope, attempt: Attempt, loaded: LoadedBank, *, now: datetime
) -> None:
    """Plan the path and ask for the grade of a closed attempt."""
    session.flush()
    diagnostic = diagnostic_of(session, scope, attempt.diagnostic_id)
    plan_itinerary(session, scope, loaded.loaded, profiled=attempt.profiled, now=now)
    ask_grade(session, scope, diagnostic, person_id=scope.person_id, now=now)
