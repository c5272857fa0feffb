"""An answer is given: checked, kept for ever, and turned into the next question or the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapters.answers import AnswerChecker
from adapters.answers.score import Given, Scored
from lti_tool.database.banks import ItemRow
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_with_diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry, belief_of
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
from .opening import check_questions, check_steps
from .question_pages import QuestionPage, ToldPage
from .read_answer import Answer, draft_of, given_of, stored
from .recording import contribution_bytes, save_belief, save_choice
from .settled_beliefs import known_from
from .wordings import wording_at

LONGEST_THINKING = 900.0
"""Seconds that one question may count: whoever leaves the page open is not slow."""


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
    seen = _look(database, scope, answer)
    if isinstance(seen, Taken):
        return seen
    scored = check_answer(answers, seen.item, seen.given, answer)
    if scored.outcome in ("unreadable", "ambiguous"):
        return _keep_draft(database, scope, answer, scored)
    try:
        with database.write() as session:
            return _take(session, scope, answer, scored, seen, now, rng)
    except IntegrityError:
        # The same answer arrived twice at once and the other one was written first.
        return _look_again(database, scope, answer)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the answer is about, read before the check so that no transaction waits for it."""

    item: ItemRow
    given: Given


def _look(database: Database, scope: Scope, answer: Answer) -> _Seen | Taken:
    with database.read() as session:
        attempt, diagnostic = _named(session, scope, answer, to_change=False)
        loaded = bank_for(session, scope, diagnostic, attempt)
        done = _already(attempt, loaded, answer)
        if done is not None:
            return Taken(done, step=_step_of(session, scope, attempt))
        assert attempt.current is not None
        item = wording_at(session, scope, loaded, attempt.current)
        given = Given() if answer.skipped else given_of(item, choice_order(attempt, item), answer)
        return _Seen(item, given)


def _named(
    session: Session, scope: Scope, answer: Answer, *, to_change: bool = True
) -> tuple[Attempt, Diagnostic]:
    found = attempt_with_diagnostic(session, scope, answer.attempt, to_change=to_change)
    if found is None or found[0].kind == "practice":  # `answer_practice` takes those in
        raise NotFound()
    return found


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


def _look_again(database: Database, scope: Scope, answer: Answer) -> Taken:
    seen = _look(database, scope, answer)
    if isinstance(seen, Taken):
        return seen
    raise InputRefused("answer_not_current")


def _keep_draft(database: Database, scope: Scope, answer: Answer, scored: Scored) -> Taken:
    with database.write() as session:
        attempt, diagnostic = _named(session, scope, answer)
        done = _already(attempt, bank_for(session, scope, diagnostic, attempt), answer)
        if done is not None:
            return Taken(done, step=_step_of(session, scope, attempt))
        attempt.draft = draft_of(answer)
        attempt.draft_problem = {
            "reason": scored.reason,
            "readings": list(scored.readings),
            "unread": scored.unread,
        }
        page = question_page(session, scope, diagnostic, attempt, answer.reader)
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
    attempt, diagnostic = _named(session, scope, answer)
    loaded = bank_for(session, scope, diagnostic, attempt)
    done = _already(attempt, loaded, answer)
    if done is not None:
        return Taken(done, step=_step_of(session, scope, attempt))
    if attempt.kind == "check":
        check_steps(session, scope, now)
    else:
        check_questions(session, scope, now, begun=True)
    assert attempt.current is not None
    index = attempt.current
    seconds = 0.0
    if attempt.shown_at is not None:
        seconds = min(max((now - attempt.shown_at).total_seconds(), 0.0), LONGEST_THINKING)
    share = None if answer.skipped else scored.score
    result, used = None, to_json(Response(loaded.bank.items[index], share)).parameters
    if attempt.profiled:
        before, result = _step(session, scope, diagnostic, attempt, loaded, share, seconds, now, rng)
        used |= _eta_before(loaded, before, index)
        attempt.current = result.state.current
        end = result.state.finished
    else:
        attempt.current, end = _next_of_form(diagnostic, attempt, loaded)
    attempt.asked = [*attempt.asked, index]
    attempt.scores = [*attempt.scores, share]
    attempt.seconds += seconds
    attempt.shown_at, attempt.status = now, "running"
    attempt.draft, attempt.draft_problem = "", None
    said = "" if answer.skipped else stored(seen.item, seen.given)
    if diagnostic.feedback == "each" and attempt.kind == "diagnostic":
        outcome = "skipped" if answer.skipped else scored.outcome
        attempt.told = {"item": seen.item.id, "answer": said, "outcome": outcome}
    session.add(
        EvidenceEntry(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            framework_id=loaded.loaded.id,
            attempt_id=attempt.id,
            item_id=seen.item.id,
            kind="skip" if answer.skipped else "response",
            score=share,
            answer=said,
            verdict=scored.reason,
            seconds=seconds,
            parameters=used,
            contribution=_floats(result),
            engine_version=ENGINE_VERSION,
            occurred_at=now,
        )
    )
    if end is not None:
        close_attempt(attempt, end, now)
        finish = finish_check if attempt.kind == "check" else finish_diagnostic
        finish(session, scope, attempt, loaded, now=now)
    show = told_page if attempt.told else question_page if end is None else None
    page = show(session, scope, diagnostic, attempt, answer.reader) if show else None
    return Taken("next" if end is None else "finished", page, _step_of(session, scope, attempt))


def _step_of(session: Session, scope: Scope, attempt: Attempt) -> str:
    row = None if attempt.step_id is None else step_of(session, scope, attempt.step_id)
    return row.public_id if row is not None else ""


def _step(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt,
    loaded: LoadedBank,
    share: float | None,
    seconds: float,
    now: datetime,
    rng: np.random.Generator,
) -> tuple[Belief, Step]:
    """The belief before the answer and the engine's step, with belief and choice written down."""
    row = belief_of(session, scope, loaded.loaded.id, to_change=True)
    known = known_from(row, loaded.loaded)
    belief = known.belief
    policy = policy_of_attempt(diagnostic, attempt)
    state = resume(
        loaded.bank,
        belief,
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
        avoid=met_before(session, scope, loaded, attempt.id),
    )
    assert state.current is not None
    answered = Response(loaded.bank.items[state.current], share)
    after = known.after(loaded.loaded.framework, answered, result.state.belief)
    save_belief(session, scope, loaded.loaded, row, after, now)
    save_choice(session, scope, attempt.id, result.choice, loaded, now)
    return belief, result


def _next_of_form(
    diagnostic: Diagnostic, attempt: Attempt, loaded: LoadedBank
) -> tuple[int | None, Reason | None]:
    """The next question of the fixed path, or its end."""
    form = fixed_form(loaded.bank, policy_of_attempt(diagnostic, attempt))
    answered = len(attempt.asked) + 1
    if answered < len(form):
        return form[answered], None
    return None, Reason("finish_max_items", {"answered": answered})


def _eta_before(loaded: LoadedBank, belief: Belief, index: int) -> dict[str, object]:
    """Mean and variance of a.theta before the answer: what the item's difficulty is learnt against."""
    model = loaded.bank.model(index)
    own = np.ix_(model.positions, model.positions)
    return {
        "eta_mean": float(model.loadings @ belief.mean[model.positions]),
        "eta_var": float(model.loadings @ belief.covariance[own] @ model.loadings),
    }


def _floats(result: Step | None) -> bytes | None:
    if result is None or result.contribution is None:
        return None
    return contribution_bytes(result.contribution)
