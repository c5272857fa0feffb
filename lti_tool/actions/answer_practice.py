"""While practising: a hint is asked for, an answer is taken in as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy.orm import Session

from adapters.answers import AnswerChecker
from adapters.answers.score import Given, Scored
from lti_tool.database.banks import ItemRow
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_with_diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.evidence import Learned, Practised
from personalization.tracing.gain import DEFAULT_RATE

from .check_answer import check_answer
from .loading import LoadedBank, bank_for
from .open_question import choice_order, text_in
from .practice_pages import PracticePage, PracticeToldPage
from .practise import LONGEST_SITTING, next_item, practice_page
from .read_answer import Answer, draft_of, given_of, stored
from .recording import evidence_row, pass_time, take_in
from .wordings import wording_at


def take_hint(database: Database, scope: Scope, answer: Answer, shown: int) -> None:
    """One more hint than the page showed, with what was typed kept; asked twice, it is the same hint.

    Nothing happens where the page is an old one.

    Raises
    ------
    NotFound
        No such practice of this person.
    """
    with database.write() as session:
        attempt, diagnostic = _named(session, scope, answer, to_change=True)
        loaded = bank_for(session, scope, diagnostic, attempt)
        if attempt.told or attempt.current is None or loaded.public_ids[attempt.current] != answer.item:
            return
        _, text = text_in(wording_at(session, scope, loaded, attempt.current), answer.language)
        attempt.hints = max(attempt.hints, min(shown + 1, len(text["hints"])))
        attempt.draft, attempt.draft_problem = draft_of(answer), None


def answer_practice(
    database: Database,
    answers: AnswerChecker,
    scope: Scope,
    answer: Answer,
    *,
    now: datetime,
    rng: np.random.Generator,
) -> PracticePage | PracticeToldPage:
    """Take in an answer; the same one sent twice counts once.

    Returns
    -------
    PracticePage or PracticeToldPage
        The question with what was typed where it could not be read; else what is said of the answer.

    Raises
    ------
    NotFound
        No such practice of this person.
    InputRefused
        ``answer_not_current``, or ``input_invalid``.
    """
    with database.read() as session:
        seen = _look(session, scope, answer)
    if not isinstance(seen, _Seen):
        return seen
    scored = check_answer(answers, seen.item, seen.given, answer)
    with database.write() as session:
        attempt, diagnostic = _named(session, scope, answer, to_change=True)
        loaded = bank_for(session, scope, diagnostic, attempt)
        if not attempt.told:
            if attempt.current != seen.index:
                raise InputRefused("answer_not_current")
            if scored.outcome in ("unreadable", "ambiguous"):
                _keep_draft(attempt, answer, scored)
            else:
                _take(session, scope, loaded, attempt, answer, seen, scored, now, rng)
        return practice_page(session, scope, diagnostic, attempt, answer.reader)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the answer is about, read before it is compared so that no transaction waits for that."""

    index: int
    item: ItemRow
    given: Given


def _named(session: Session, scope: Scope, answer: Answer, *, to_change: bool) -> tuple[Attempt, Diagnostic]:
    found = attempt_with_diagnostic(session, scope, answer.attempt, to_change=to_change)
    if found is None or found[0].kind != "practice":
        raise NotFound()
    return found


def _look(session: Session, scope: Scope, answer: Answer) -> _Seen | PracticePage | PracticeToldPage:
    attempt, diagnostic = _named(session, scope, answer, to_change=False)
    loaded = bank_for(session, scope, diagnostic, attempt)
    if attempt.told:
        return practice_page(session, scope, diagnostic, attempt, answer.reader)
    if attempt.current is None or loaded.public_ids[attempt.current] != answer.item:
        raise InputRefused("answer_not_current")
    item = wording_at(session, scope, loaded, attempt.current)
    given = Given() if answer.skipped else given_of(item, choice_order(attempt, item), answer)
    return _Seen(attempt.current, item, given)


def _keep_draft(attempt: Attempt, answer: Answer, scored: Scored) -> None:
    attempt.draft = draft_of(answer)
    attempt.draft_problem = {
        "reason": scored.reason,
        "readings": list(scored.readings),
        "unread": scored.unread,
    }


def _take(
    session: Session,
    scope: Scope,
    loaded: LoadedBank,
    attempt: Attempt,
    answer: Answer,
    seen: _Seen,
    scored: Scored,
    now: datetime,
    rng: np.random.Generator,
) -> None:
    said = "" if answer.skipped else stored(seen.item, seen.given)
    share = None if answer.skipped else scored.score
    _record(session, scope, loaded, attempt, seen.index, share, said, scored.reason, now)
    attempt.told = {
        "item": seen.item.id,
        "answer": said,
        "outcome": "skipped" if answer.skipped else scored.outcome,
    }
    attempt.asked, attempt.scores = [*attempt.asked, seen.index], [*attempt.scores, share]
    attempt.draft, attempt.draft_problem, attempt.hints = "", None, 0
    session.flush()
    long = len(attempt.asked) >= LONGEST_SITTING
    attempt.current = None if long else next_item(session, scope, loaded, attempt, rng)


def _record(
    session: Session,
    scope: Scope,
    loaded: LoadedBank,
    attempt: Attempt,
    index: int,
    share: float | None,
    said: str,
    reason: str,
    now: datetime,
) -> None:
    """The answer as evidence, and what having practised adds; nothing is inferred without profiling."""
    practised = Practised(loaded.bank.items[index], share, attempt.hints)
    update = None
    if attempt.profiled:
        pass_time(session, scope, loaded.loaded, now)
        update = take_in(session, scope, loaded.loaded, practised, now)
    entry = evidence_row(scope, loaded.loaded, practised, update, now)
    entry.attempt_id, entry.item_id = attempt.id, loaded.item_ids[index]
    entry.answer, entry.verdict = said, reason
    session.add(entry)
    if not attempt.profiled:
        return
    competency = loaded.loaded.framework.codes[int(loaded.bank.primary[index])]
    learned = Learned(competency, DEFAULT_RATE.gain(share), DEFAULT_RATE.sd)
    effect = take_in(session, scope, loaded.loaded, learned, now)
    row = evidence_row(scope, loaded.loaded, learned, effect, now)
    row.attempt_id = attempt.id
    session.add(row)
