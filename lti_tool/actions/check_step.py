"""A short check on the path: a few adaptive questions, to see whether a competency has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.diagnostics import Attempt, attempt_at_step, attempt_of, open_attempt
from lti_tool.database.engine import Database
from lti_tool.database.evidence import belief_of
from lti_tool.database.itineraries import ItineraryStep, step_named, step_of
from lti_tool.database.judgements import overrides_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import start

from .ask_grade import ask_path_grade
from .item_usage import met_before, usage_of
from .loading import LoadedBank, bank_for, policy_of, the_diagnostic
from .new_attempt import new_attempt
from .open_question import question_page
from .opening import check_steps
from .plan_itinerary import plan_itinerary
from .practice_pages import CheckedPage
from .practise import competency_of
from .question_pages import QuestionPage
from .recording import pass_time, save_choice
from .settled_beliefs import known_from
from .verdicts import Verdicts

MOST_ITEMS = 5
LEAST_ITEMS = 3


def begin_check(
    database: Database, scope: Scope, step: str, *, now: datetime, rng: np.random.Generator
) -> None:
    """Begin the check of a step, or go on with it.

    Raises
    ------
    NotFound
        No such step on this person's path, or it is no check.
    InputRefused
        It is done, the itinerary is not open, or no question is left to ask.
    """
    with database.write() as session:
        row = step_named(session, scope, step)
        if row is None or row.kind != "check":
            raise NotFound()
        if row.state == "done":
            raise InputRefused("attempt_finished")
        check_steps(session, scope, now)
        diagnostic = the_diagnostic(session, scope)
        running = open_attempt(session, scope, diagnostic.id, "check")
        if running is not None and running.step_id == row.id:
            return
        if running is not None:
            running.status, running.current, running.finished_at = "finished", None, now
            session.flush()
        loaded = bank_for(session, scope, diagnostic)
        pass_time(session, scope, loaded.loaded, now)
        session.flush()
        attempt = _attempt(session, scope, diagnostic.id, loaded, row, now, rng)
        known = known_from(belief_of(session, scope, loaded.loaded.id), loaded.loaded)
        first = start(
            loaded.bank,
            known.belief,
            Policy.from_json(attempt.policy or {}),
            rng,
            usage_of(session, scope, loaded, now=now),
            avoid=met_before(session, scope, loaded, attempt.id, now=now),
        )
        if first.state.current is None:
            raise InputRefused("practice_empty")
        attempt.current = first.state.current
        save_choice(session, scope, attempt.id, first.choice, loaded, now)
        row.state, row.started_at = "started", row.started_at or now


def _attempt(
    session: Session,
    scope: Scope,
    diagnostic_id: int,
    loaded: LoadedBank,
    step: ItineraryStep,
    now: datetime,
    rng: np.random.Generator,
) -> Attempt:
    taken = attempt_of(session, scope, diagnostic_id)
    if taken is None or not taken.profiled:
        raise NotFound()  # without profiling there is no path with checks
    diagnostic = the_diagnostic(session, scope)
    policy = Policy(
        targets=(step.competency,),
        level=policy_of(diagnostic).level,
        cuts=policy_of(diagnostic).cuts,
        min_items=LEAST_ITEMS,
        max_items=MOST_ITEMS,
        max_per_competency=MOST_ITEMS,
        gentle=policy_of(diagnostic).gentle,
    )
    return new_attempt(
        session, scope, diagnostic_id, loaded.revision, now=now, rng=rng,
        kind="check", step_id=step.id, policy=policy.to_json(), profiled=True, shown_at=now,
    )  # fmt: skip


def open_check(database: Database, scope: Scope, step: str, *, language: str) -> QuestionPage | None:
    """The question of the check of a step; None where none is under way."""
    with database.read() as session:
        row = step_named(session, scope, step)
        diagnostic = the_diagnostic(session, scope)
        attempt = open_attempt(session, scope, diagnostic.id, "check")
        if row is None or attempt is None or attempt.step_id != row.id or attempt.current is None:
            return None
        return question_page(session, scope, diagnostic, attempt, language)


def finish_check(
    session: Session, scope: Scope, attempt: Attempt, loaded: LoadedBank, *, now: datetime
) -> None:
    """The step is done, the path goes on from what is known; in the transaction of the last answer."""
    row = None if attempt.step_id is None else step_of(session, scope, attempt.step_id)
    if row is not None:
        row.state, row.done_at = "done", now
    session.flush()
    plan_itinerary(session, scope, loaded.loaded, profiled=attempt.profiled, now=now)
    ask_path_grade(session, scope, now=now)


def open_checked(database: Database, scope: Scope, step: str) -> CheckedPage:
    """What the check of a step has shown.

    Raises
    ------
    NotFound
        No such check of this person, or it is not finished.
    """
    with database.read() as session:
        row = step_named(session, scope, step)
        if row is None or row.kind != "check" or row.state != "done":
            raise NotFound()
        diagnostic = the_diagnostic(session, scope)
        loaded = bank_for(session, scope, diagnostic)
        attempt = attempt_at_step(session, scope, row.id)
        if attempt is None:
            raise NotFound()
        code = competency_of(attempt)
        policy = replace(policy_of(diagnostic), targets=(code,))
        known = known_from(belief_of(session, scope, loaded.loaded.id), loaded.loaded)
        overrides = overrides_of(session, scope, loaded.loaded.id)
        (verdict,) = Verdicts(loaded.loaded, policy).of(known, overrides)
        return CheckedPage(
            code=competency_of(attempt),
            competency=loaded.loaded.name(code),
            word=verdict.word,
            answered=len(attempt.asked),
            right=sum(one == 1.0 for one in attempt.scores),
        )
