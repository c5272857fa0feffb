"""A learner begins a diagnostic, or goes on with the one that is open."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.accommodations import accommodation_of
from lti_tool.database.consents import consents_of
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of, attempts_taken
from lti_tool.database.engine import Database
from lti_tool.database.evidence import belief_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused
from personalization.belief import Belief
from personalization.diagnostics.fixed import fixed_form
from personalization.diagnostics.session import start

from .item_usage import met_before, usage_of
from .loading import LoadedBank, bank_for, belief_from, policy_of_attempt, the_diagnostic
from .new_attempt import new_attempt
from .opening import check_questions
from .record_choices import NOTICE_VERSION
from .recording import pass_time, save_choice


def begin_diagnostic(
    database: Database,
    scope: Scope,
    *,
    now: datetime,
    rng: np.random.Generator,
    again: bool = False,
) -> None:
    """Begin, or go on: on another device, after a pause, after a crash.

    Parameters
    ----------
    again : bool
        Once more, where it may be taken more than once: what is known already is kept.

    Raises
    ------
    InputRefused
        There is no diagnostic, it is not open, the notice was not read, no way was chosen, or it is finished.
    """
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id)
        if attempt is not None and attempt.status == "finished":
            taken = attempts_taken(session, scope, diagnostic.id)
            if not (again and may_repeat(diagnostic, taken)):
                raise InputRefused("attempt_finished")
        elif attempt is not None:
            check_questions(session, scope, now, begun=True)
            attempt.status, attempt.shown_at = "running", now
            return
        if not diagnostic.published:
            raise InputRefused("diagnostic_unpublished")
        check_questions(session, scope, now, begun=False)
        consents = consents_of(session, scope)
        notice = consents.get("notice")
        if notice is None or notice.notice_version != NOTICE_VERSION:
            raise InputRefused("notice_unread")
        if "profiling" not in consents:
            raise InputRefused("choice_missing")
        _begin(session, scope, diagnostic, consents["profiling"].given, now, rng)


def may_repeat(diagnostic: Diagnostic, taken: int) -> bool:
    """Whether somebody who has finished it so often may take it again."""
    return diagnostic.attempts == 0 or taken < diagnostic.attempts


def _begin(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    profiled: bool,
    now: datetime,
    rng: np.random.Generator,
) -> None:
    loaded = bank_for(session, scope, diagnostic)
    needs = accommodation_of(session, scope)
    attempt = new_attempt(
        session, scope, diagnostic.id, diagnostic.bank_revision, now=now, rng=rng,
        time_factor=needs.time_factor if needs else 1.0, profiled=profiled, shown_at=now,
    )  # fmt: skip
    policy = policy_of_attempt(diagnostic, attempt)
    if not profiled:
        attempt.current = fixed_form(bank_for(session, scope, diagnostic, attempt).bank, policy)[0]
        return
    belief = _belief_now(session, scope, loaded, attempt, now)
    first = start(
        loaded.bank,
        belief,
        policy,
        rng,
        usage_of(session, scope, loaded, now=now),
        avoid=met_before(session, scope, loaded, attempt.id, now=now),
    )
    attempt.current = first.state.current
    save_choice(session, scope, attempt.id, first.choice, loaded, now)


def _belief_now(
    session: Session, scope: Scope, loaded: LoadedBank, attempt: Attempt, now: datetime
) -> Belief:
    """What is believed of the learner today: time since the last evidence has widened it."""
    passed = pass_time(session, scope, loaded.loaded, now)
    if passed is not None:
        passed.attempt_id = attempt.id
    return belief_from(belief_of(session, scope, loaded.loaded.id), loaded.loaded)
