"""An answer is given: checked, kept for ever, and turned into the next question or the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapters.answers import AnswerChecker
from adapters.answers.score import Given, Scored
from lti_tool.database.answering import Answered, AtWork, at_work, write_answer
from lti_tool.database.banks import ItemRow
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import BeliefRow, belief_of
from lti_tool.database.itineraries import step_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.belief import Belief
from personalization.diagnostics.fixed import fixed_form
from personalization.diagnostics.session import Step, resume, step
from personalization.evidence import Response
from personalization.explanations import Reason
from personalization.stored import to_json

from .check_answer import check_answer
from .check_step import finish_check
from .finish_diagnostic import close_attempt, finish_diagnostic
from .item_usage import met_before, usage_of
from .loading import ENGINE_VERSION, LoadedBank, bank_for, policy_of_attempt
from .open_question import choice_order, question_page, told_page
from .opening import check_dates, check_steps
from .question_pages import QuestionPage, ToldPage
from .read_answer import Answer, draft_of, given_of, stored
from .recording import belief_columns, choice_columns, contribution_bytes, save_belief
from .settled_beliefs import known_from
from .wordings import wording_at

LONGEST_THINKING = 900.0
"""Seconds that one question may count: whoever leaves the page open is not slow."""
COMPARED_AT_ONCE = frozenset({"choice", "multiple", "matching", "ordering"})
"""Kinds of items whose answers are codes: to compare them takes no time."""


Outcome = Literal["next", "finished"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer.

    Attributes
    ----------
    outcome : {"next", "finished", "again"}
        Again where it could not be taken as it stands.
    page : QuestionPage, ToldPage or None
        What to show: the next question, what is said of the answer, or the same question with the answer
        kept and the reason or the readings to choose from. None where that is to be looked up.
    step : str
        Public id of the step of the path that was answered for, where it was a short check.
    """

    outcome: Literal["next", "finished", "again"]
    page: QuestionPage | ToldPage | None = None
    step: str = ""


def answer_item(
    database: Database,
    answers: AnswerChecker,
    scope: Scope,
    answer: Answer,
    *,
    now: datetime,
    rng: np.random.Generator,
) -> Outcome | QuestionPage:
    """As `take_answer`; the page only where the answer could not be taken."""
    taken = take_answer(database, answers, scope, answer, now=now, rng=rng)
    if taken.outcome == "again":
        assert isinstance(taken.page, QuestionPage)
        return taken.page
    return taken.outcome


def take_answer(
    database: Database,
    answers: AnswerChecker,
    scope: Scope,
    answer: Answer,
    *,
    now: datetime,
    rng: np.random.Generator,
) -> Taken:
    """Take in an answer. The same answer sent twice counts once.

    Raises
    ------
    NotFound
        No such attempt of this person in this class.
    InputRefused
        The diagnostic is finished or closed, or the item is not the one that was shown.
    """
    try:
        with database.write() as session:
            seen = _look(session, scope, answer)
            if isinstance(seen, Taken):
                return seen
            if answer.skipped or seen.item.kind in COMPARED_AT_ONCE:
                scored = check_answer(answers, seen.item, seen.given, answer)
                return _take(session, scope, answer, scored, seen, now, rng)
        # Reading formulas takes time, and no transaction is to wait for it.
        scored = check_answer(answers, seen.item, seen.given, answer)
        with database.write() as session:
            seen = _look(session, scope, answer)
            return seen if isinstance(seen, Taken) else _take(session, scope, answer, scored, seen, now, rng)
    except IntegrityError:
        # The same answer arrived twice at once and the other one was written first.
        with database.write() as session:
            seen = _look(session, scope, answer)
            if isinstance(seen, Taken):
                return seen
        raise InputRefused("answer_not_current") from None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the answer is about."""

    work: AtWork
    loaded: LoadedBank
    index: int
    item: ItemRow
    given: Given


def _look(session: Session, scope: Scope, answer: Answer) -> _Seen | Taken:
    work = at_work(session, scope, answer.attempt)
    if work is None or work.attempt.kind == "practice":  # `answer_practice` takes those in
        raise NotFound()
    attempt = work.attempt
    loaded = bank_for(session, scope, work.diagnostic, attempt)
    done = _already(attempt, loaded, answer)
    if done is not None:
        return Taken(done, step=_step_of(session, scope, attempt))
    assert attempt.current is not None
    item = wording_at(session, scope, loaded, attempt.current)
    given = Given() if answer.skipped else given_of(item, choice_order(attempt, item), answer)
    return _Seen(work, loaded, attempt.current, item, given)


def _already(attempt: Attempt, loaded: LoadedBank, answer: Answer) -> Outcome | None:
    """What to say of an answer that was taken before; None where it is about the current item."""
    try:
        index = loaded.public_ids.index(answer.item)
    except ValueError:
        raise InputRefused("answer_not_current") from None
    if index in attempt.asked:
        return "finished" if attempt.status == "finished" else "next"
    if attempt.status == "finished":
        raise InputRefused("attempt_finished")
    if attempt.current != index:
        raise InputRefused("answer_not_current")
    return None


def _keep_draft(session: Session, scope: Scope, answer: Answer, scored: Scored, seen: _Seen) -> Taken:
    attempt = seen.work.attempt
    attempt.draft = draft_of(answer)
    attempt.draft_problem = {
        "reason": scored.reason,
        "readings": list(scored.readings),
        "unread": scored.unread,
    }
    page = question_page(
        session, scope, seen.work.diagnostic, attempt, answer.reader, format=seen.work.format
    )
    return Taken("again", page, _step_of(session, scope, attempt))


def _take(
    session: Session,
    scope: Scope,
    answer: Answer,
    scored: Scored,
    seen: _Seen,
    now: datetime,
    rng: np.random.Generator,
) -> Taken:
    if scored.outcome in ("unreadable", "ambiguous"):
        return _keep_draft(session, scope, answer, scored, seen)
    attempt, diagnostic, loaded = seen.work.attempt, seen.work.diagnostic, seen.loaded
    if attempt.kind == "check":
        check_steps(session, scope, now)
    else:
        check_dates(seen.work.placed, now, begun=True)
    seconds = 0.0
    if attempt.shown_at is not None:
        seconds = min(max((now - attempt.shown_at).total_seconds(), 0.0), LONGEST_THINKING)
    share = None if answer.skipped else scored.score
    said = "" if answer.skipped else stored(seen.item, seen.given)
    told = None
    if diagnostic.feedback == "each" and attempt.kind == "diagnostic":
        outcome = "skipped" if answer.skipped else scored.outcome
        told = {"item": seen.item.id, "answer": said, "outcome": outcome}
    moved = _step(session, scope, seen, share, seconds, now, rng) if attempt.profiled else None
    if moved is None:
        current, end = _next_of_form(diagnostic, attempt, loaded)
    else:
        current, end = moved.step.state.current, moved.step.state.finished
    progress = {
        "asked": [*attempt.asked, seen.index],
        "scores": [*attempt.scores, share],
        "current": current,
        "seconds": attempt.seconds + seconds,
        "status": "running",
        "shown_at": now,
        "draft": "",
        "draft_problem": None,
        "told": told,
    }
    evidence = {
        "kind": "skip" if answer.skipped else "response",
        "score": share,
        "answer": said,
        "verdict": scored.reason,
        "seconds": seconds,
    }
    write_answer(session, scope, attempt, _answered(seen, progress, evidence, moved, now))
    if end is not None:
        close_attempt(attempt, end, now)
        finish = finish_check if attempt.kind == "check" else finish_diagnostic
        finish(session, scope, attempt, loaded, now=now)
    show = told_page if attempt.told else question_page if end is None else None
    page = None
    if show is not None:
        page = show(session, scope, diagnostic, attempt, answer.reader, format=seen.work.format)
    return Taken("next" if end is None else "finished", page, _step_of(session, scope, attempt))


def _answered(
    seen: _Seen, progress: dict[str, Any], evidence: dict[str, Any], moved: _Moved | None, now: datetime
) -> Answered:
    """What is written: the answer, its item with the parameters as used, and what the engine made of it."""
    evidence |= {
        "framework_id": seen.loaded.loaded.id,
        "item_id": seen.item.id,
        "parameters": _parameters(seen, evidence["score"], moved),
        "contribution": _floats(moved),
        "engine_version": ENGINE_VERSION,
        "occurred_at": now,
    }
    if moved is None:
        return Answered(progress, evidence)
    choice = choice_columns(moved.step.choice, seen.loaded, now) if moved.step.choice else None
    return Answered(progress, evidence, moved.belief, choice)


def _step_of(session: Session, scope: Scope, attempt: Attempt) -> str:
    row = None if attempt.step_id is None else step_of(session, scope, attempt.step_id)
    return row.public_id if row is not None else ""


@dataclass(frozen=True, slots=True)
class _Moved:
    """What the engine made of an answer."""

    before: Belief
    step: Step
    belief: tuple[BeliefRow, dict[str, Any]] | None
    """The row and what it is to hold; None where the row is new and in the session."""


def _step(
    session: Session,
    scope: Scope,
    seen: _Seen,
    share: float | None,
    seconds: float,
    now: datetime,
    rng: np.random.Generator,
) -> _Moved:
    attempt, loaded = seen.work.attempt, seen.loaded
    row = belief_of(session, scope, loaded.loaded.id, to_change=True)
    known = known_from(row, loaded.loaded)
    policy = policy_of_attempt(seen.work.diagnostic, attempt)
    state = resume(
        loaded.bank,
        known.belief,
        policy,
        attempt.asked,
        attempt.scores,
        attempt.current,
        attempt.seconds,
    )
    result = step(
        loaded.bank,
        state,
        share,
        policy,
        rng,
        seconds,
        usage_of(session, scope, loaded, now=now),
        avoid=met_before(session, scope, loaded, attempt.id, now=now),
    )
    answered = Response(loaded.bank.items[seen.index], share)
    after = known.after(loaded.loaded.framework, answered, result.state.belief)
    if row is None:
        save_belief(session, scope, loaded.loaded, row, after, now)
    return _Moved(known.belief, result, (row, belief_columns(after, now)) if row else None)


def _next_of_form(
    diagnostic: Diagnostic, attempt: Attempt, loaded: LoadedBank
) -> tuple[int | None, Reason | None]:
    """The next question of the fixed path, or its end."""
    form = fixed_form(loaded.bank, policy_of_attempt(diagnostic, attempt))
    answered = len(attempt.asked) + 1
    if answered < len(form):
        return form[answered], None
    return None, Reason("finish_max_items", {"answered": answered})


def _parameters(seen: _Seen, share: float | None, moved: _Moved | None) -> dict[str, object]:
    """The item's parameters as they were used.

    With a profile also mean and variance of a.theta before the answer: what the item's difficulty is
    learnt against.
    """
    bank = seen.loaded.bank
    used = to_json(Response(bank.items[seen.index], share)).parameters
    if moved is None:
        return used
    model, belief = bank.model(seen.index), moved.before
    own = np.ix_(model.positions, model.positions)
    return used | {
        "eta_mean": float(model.loadings @ belief.mean[model.positions]),
        "eta_var": float(model.loadings @ belief.covariance[own] @ model.loadings),
    }


def _floats(moved: _Moved | None) -> bytes | None:
    if moved is None or moved.step.contribution is None:
        return None
    return contribution_bytes(moved.step.contribution)
