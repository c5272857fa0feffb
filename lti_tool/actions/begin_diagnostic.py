"""A learner begins a diagnostic, or goes on with the one that is open."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.base import public_id
from lti_tool.database.consents import consents_of
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import BeliefRow, EvidenceEntry, belief_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused
from personalization.belief import Belief, forget
from personalization.diagnostics.fixed import fixed_form
from personalization.diagnostics.session import start

from .loading import ENGINE_VERSION, LoadedBank, belief_from, load_bank, policy_of, the_diagnostic
from .opening import check_questions
from .record_choices import NOTICE_VERSION
from .recording import save_belief, save_choice

FORGET_AFTER_DAYS = 1.0
"""Time counts as evidence from here on; within a day it changes nothing worth a row."""


def begin_diagnostic(
    database: Database, scope: Scope, *, now: datetime, rng: np.random.Generator
) -> None:
    """Begin, or go on: on another device, after a pause, after a crash.

    Raises
    ------
    InputRefused
        There is no diagnostic, it is not open, the notice was not read, no way was chosen, or it is finished.
    """
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id)
        if attempt is not None:
            if attempt.status == "finished":
                raise InputRefused("attempt_finished")
            check_questions(session, scope, now, begun=True)
            attempt.status, attempt.shown_at = "running", now
            return
        check_questions(session, scope, now, begun=False)
        consents = consents_of(session, scope)
        notice = consents.get("notice")
        if notice is None or notice.notice_version != NOTICE_VERSION:
            raise InputRefused("notice_unread")
        if "profiling" not in consents:
            raise InputRefused("choice_missing")
        _begin(session, scope, diagnostic, consents["profiling"].given, now, rng)


def _begin(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    profiled: bool,
    now: datetime,
    rng: np.random.Generator,
) -> None:
    loaded = load_bank(session, scope, diagnostic.bank_id)
    policy = policy_of(diagnostic)
    attempt = Attempt(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        diagnostic_id=diagnostic.id,
        person_id=scope.person_id,
        profiled=profiled,
        status="running",
        seed=int(rng.integers(2**31)),
        asked=[],
        scores=[],
        shown_at=now,
        started_at=now,
    )
    session.add(attempt)
    session.flush()
    if not profiled:
        attempt.current = fixed_form(loaded.bank, policy)[0]
        return
    belief = _belief_now(session, scope, loaded, attempt, now)
    first = start(loaded.bank, belief, policy, rng)
    attempt.current = first.state.current
    save_choice(session, scope, attempt.id, first.choice, loaded, now)


def _belief_now(
    session: Session, scope: Scope, loaded: LoadedBank, attempt: Attempt, now: datetime
) -> Belief:
    """What is believed of the learner today: time since the last evidence has widened it."""
    row = belief_of(session, scope, loaded.loaded.id)
    belief = belief_from(row, loaded.loaded)
    if row is None:
        return belief
    days = (now - row.updated_at).total_seconds() / 86_400
    if days < FORGET_AFTER_DAYS:
        return belief
    return _forget(session, scope, loaded, row, belief, days, attempt, now)


def _forget(
    session: Session,
    scope: Scope,
    loaded: LoadedBank,
    row: BeliefRow,
    belief: Belief,
    days: float,
    attempt: Attempt,
    now: datetime,
) -> Belief:
    update = forget(belief, days)
    session.add(
        EvidenceEntry(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            framework_id=loaded.loaded.id,
            attempt_id=attempt.id,
            kind="time",
            parameters={"days": days},
            contribution=update.contribution.astype("<f8").tobytes(),
            engine_version=ENGINE_VERSION,
            occurred_at=now,
        )
    )
    save_belief(session, scope, loaded.loaded.id, row, update.belief, now)
    return update.belief
