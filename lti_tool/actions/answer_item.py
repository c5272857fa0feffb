"""An answer is given: checked, kept for ever, and turned into the next question or the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapters.answers import AnswerChecker, Verdict
from lti_tool.database.banks import ItemRow, item_at
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_named, diagnostic_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry, answered_in, belief_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.bank import Item
from personalization.diagnostics.fixed import fixed_form
from personalization.diagnostics.session import Step, resume, step
from personalization.explanations import Reason

from .finish_diagnostic import finish_diagnostic
from .loading import ENGINE_VERSION, LoadedBank, belief_from, load_bank, policy_of
from .open_question import answer_key, choice_order, question_page
from .opening import check_questions
from .pages import QuestionPage
from .recording import save_belief, save_choice

LONGEST_ANSWER = 500
"""Characters; nothing that is asked for needs more."""
LONGEST_THINKING = 900.0
"""Seconds that one question may count: whoever leaves the page open is not slow."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page sent.

    Attributes
    ----------
    attempt, item : str
        Public ids of what was shown.
    skipped : bool
        "I don't know yet".
    text : str
        What was typed, or the number of the choice as it was shown.
    language : str
        In which the question was shown: it decides what a comma means.
    """

    attempt: str
    item: str
    skipped: bool
    text: str
    language: str = "es"


Outcome = Literal["next", "finished"]


def answer_item(
    database: Database,
    answers: AnswerChecker,
    scope: Scope,
    answer: Answer,
    *,
    now: datetime,
    rng: np.random.Generator,
) -> Outcome | QuestionPage:
    """Take in an answer. The same answer sent twice counts once.

    Returns
    -------
    "next", "finished" or QuestionPage
        The page where the answer could not be taken as it stands: it is kept on it, with the reason or
        with the readings to choose from.

    Raises
    ------
    NotFound
        No such attempt of this person in this class.
    InputRefused
        The diagnostic is finished or closed, or the item is not the one that was shown.
    """
    seen = _look(database, scope, answer)
    if isinstance(seen, str):
        return seen
    verdict = _check(answers, seen, answer)
    if verdict.outcome in ("unreadable", "ambiguous"):
        return _keep_draft(database, scope, answer, verdict)
    try:
        with database.write() as session:
            return _take(session, scope, answer, verdict, seen, now, rng)
    except IntegrityError:
        # The same answer arrived twice at once and the other one was written first.
        return _look_again(database, scope, answer)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the answer is about, read before the check so that no transaction waits for it."""

    item: ItemRow
    choice: str


def _look(database: Database, scope: Scope, answer: Answer) -> _Seen | Outcome:
    with database.read() as session:
        attempt = attempt_named(session, scope, answer.attempt)
        if attempt is None:
            raise NotFound()
        diagnostic = diagnostic_of(session, scope, attempt.diagnostic_id)
        loaded = load_bank(session, scope, diagnostic.bank_id)
        done = _already(session, scope, attempt, loaded, answer)
        if done is not None:
            return done
        assert attempt.current is not None
        item = item_at(session, scope, diagnostic.bank_id, attempt.current)
        choice = ""
        if item.kind == "choice" and not answer.skipped:
            order = choice_order(attempt, item)
            if not (answer.text.isascii() and answer.text.isdigit() and 1 <= int(answer.text) <= len(order)):
                raise InputRefused("input_invalid")
            choice = item.choices[order[int(answer.text) - 1]]
        return _Seen(item, choice)


def _already(
    session: Session, scope: Scope, attempt: Attempt, loaded: LoadedBank, answer: Answer
) -> Outcome | None:
    """What to say of an answer that was taken before; None where it is about the current item."""
    try:
        index = loaded.public_ids.index(answer.item)
    except ValueError:
        raise InputRefused("answer_not_current") from None
    if answered_in(session, scope, attempt.id, loaded.item_ids[index]):
        return "finished" if attempt.status == "finished" else "next"
    if attempt.status == "finished":
        raise InputRefused("attempt_finished")
    if attempt.current != index:
        raise InputRefused("answer_not_current")
    return None


def _look_again(database: Database, scope: Scope, answer: Answer) -> Outcome:
    seen = _look(database, scope, answer)
    if isinstance(seen, str):
        return seen
    raise InputRefused("answer_not_current")


def _check(answers: AnswerChecker, seen: _Seen, answer: Answer) -> Verdict:
    if answer.skipped:
        return Verdict("wrong", "skipped", ())
    if seen.item.kind == "choice":
        right = seen.choice in seen.item.key["accepted"]
        return Verdict("right" if right else "wrong", "" if right else "value", ())
    if len(answer.text) > LONGEST_ANSWER:
        return Verdict("unreadable", "too_long", ())
    if not answer.text.strip():
        raise InputRefused("input_invalid")
    return answers.check(answer_key(seen.item), answer.text, answer.language)


def _keep_draft(database: Database, scope: Scope, answer: Answer, verdict: Verdict) -> QuestionPage | Outcome:
    with database.write() as session:
        attempt = attempt_named(session, scope, answer.attempt)
        if attempt is None:
            raise NotFound()
        diagnostic = diagnostic_of(session, scope, attempt.diagnostic_id)
        done = _already(session, scope, attempt, load_bank(session, scope, diagnostic.bank_id), answer)
        if done is not None:
            return done
        attempt.draft = answer.text[: 2 * LONGEST_ANSWER]
        attempt.draft_problem = {"reason": verdict.reason, "readings": list(verdict.readings)}
        return question_page(session, scope, diagnostic, attempt, answer.language)


def _take(
    session: Session,
    scope: Scope,
    answer: Answer,
    verdict: Verdict,
    seen: _Seen,
    now: datetime,
    rng: np.random.Generator,
) -> Outcome:
    attempt = attempt_named(session, scope, answer.attempt)
    if attempt is None:
        raise NotFound()
    diagnostic = diagnostic_of(session, scope, attempt.diagnostic_id)
    loaded = load_bank(session, scope, diagnostic.bank_id)
    done = _already(session, scope, attempt, loaded, answer)
    if done is not None:
        return done
    check_questions(session, scope, now, begun=True)
    assert attempt.current is not None
    index = attempt.current
    seconds = 0.0
    if attempt.shown_at is not None:
        seconds = min(max((now - attempt.shown_at).total_seconds(), 0.0), LONGEST_THINKING)
    score = None if answer.skipped else 1.0 if verdict.outcome == "right" else 0.0
    result = None
    if attempt.profiled:
        result = _step(session, scope, diagnostic, attempt, loaded, score, seconds, now, rng)
        attempt.current = result.state.current
        end = result.state.finished
    else:
        attempt.current, end = _next_of_form(diagnostic, attempt, loaded)
    attempt.asked = [*attempt.asked, index]
    attempt.scores = [*attempt.scores, score]
    attempt.seconds += seconds
    attempt.shown_at, attempt.status = now, "running"
    attempt.draft, attempt.draft_problem = "", None
    session.add(
        EvidenceEntry(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            framework_id=loaded.loaded.id,
            attempt_id=attempt.id,
            item_id=seen.item.id,
            kind="skip" if answer.skipped else "response",
            score=score,
            answer="" if answer.skipped else seen.choice or answer.text,
            verdict=verdict.reason,
            seconds=seconds,
            parameters=_as_used(loaded.bank.items[index]),
            contribution=_floats(result),
            engine_version=ENGINE_VERSION,
            occurred_at=now,
        )
    )
    if end is None:
        return "next"
    finish_diagnostic(session, scope, diagnostic, attempt, loaded, end, now=now)
    return "finished"


def _step(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt,
    loaded: LoadedBank,
    score: float | None,
    seconds: float,
    now: datetime,
    rng: np.random.Generator,
) -> Step:
    """The engine's step, with belief and choice written down."""
    row = belief_of(session, scope, loaded.loaded.id)
    policy = policy_of(diagnostic)
    state = resume(
        loaded.bank,
        belief_from(row, loaded.loaded),
        policy,
        attempt.asked,
        attempt.scores,
        attempt.current,
        attempt.seconds,
    )
    result = step(loaded.bank, state, score, policy, rng, seconds)
    save_belief(session, scope, loaded.loaded.id, row, result.state.belief, now)
    save_choice(session, scope, attempt.id, result.choice, loaded, now)
    return result


def _next_of_form(
    diagnostic: Diagnostic, attempt: Attempt, loaded: LoadedBank
) -> tuple[int | None, Reason | None]:
    """The next question of the fixed path, or its end."""
    form = fixed_form(loaded.bank, policy_of(diagnostic))
    answered = len(attempt.asked) + 1
    if answered < len(form):
        return form[answered], None
    return None, Reason("finish_max_items", {"answered": answered})


def _as_used(item: Item) -> dict[str, object]:
    return {
        "item": item.code,
        "loadings": dict(item.loadings),
        "intercept": item.intercept,
        "guessing": item.guessing,
        "slip": item.slip,
        "difficulty_sd": item.difficulty_sd,
    }


def _floats(result: Step | None) -> bytes | None:
    if result is None or result.contribution is None:
        return None
    return result.contribution.astype("<f8").tobytes()
