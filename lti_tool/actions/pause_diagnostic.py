"""A learner pauses; going on is `begin_diagnostic`."""

from __future__ import annotations

from datetime import datetime

from lti_tool.database.diagnostics import attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope

from .loading import the_diagnostic


def pause_diagnostic(database: Database, scope: Scope, *, now: datetime) -> None:
    """Pause the running attempt; without one nothing happens."""
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id)
        if attempt is not None and attempt.status == "running":
            attempt.status, attempt.shown_at = "paused", None
