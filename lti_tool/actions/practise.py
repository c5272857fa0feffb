"""Practice on one competency: hints when asked for, what is right after each answer. It is evidence too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.accommodations import accommodation_of
from lti_tool.database.banks import item_of
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of, open_attempt
from lti_tool.database.engine import Database
from lti_tool.database.evidence import belief_of, items_answered
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.diagnostics.policy import Policy
from personalization.practice import next_to_practise

from .ask_grade import ask_path_grade
from .loading import LoadedBank, bank_for, the_diagnostic
from .new_attempt import new_attempt
from .open_question import answered_view, question_page, text_in
from .plan_itinerary import plan_itinerary
from .practice_pages import PracticePage, PracticeToldPage
from .settled_beliefs import known_from
from .wordings import wording_at

LONGEST_SITTING = 40
"""Questions; who wants more begins again."""


def begin_practice(
    database: Database, scope: Scope, competency: str, *, now: datetime, rng: np.random.Generator
) -> None:
    """Begin to practise a competency, or go on; practice of another one that was open ends.

    Raises
    ------
    InputRefused
        ``practice_too_early``: the diagnostic is not finished; ``practice_empty``: there is nothing to ask.
    NotFound
        The framework has no such competency.
    """
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        taken = attempt_of(session, scope, diagnostic.id)
        if taken is None or taken.status != "finished":
            raise InputRefused("practice_too_early")
        loaded = bank_for(session, scope, diagnostic)
        if competency not in loaded.loaded.framework.codes:
            raise NotFound()
        running = open_attempt(session, scope, diagnostic.id, "practice")
        if running is not None:
            if competency_of(running) == competency:
                return
            _end(session, scope, diagnostic, running, now)
            session.flush()
        policy = Policy(targets=(competency,), max_items=LONGEST_SITTING)
        attempt = new_attempt(
            session, scope, diagnostic.id, diagnostic.bank_revision, now=now, rng=rng,
            kind="practice", policy=policy.to_json(), profiled=taken.profiled,
        )  # fmt: skip
        attempt.current = next_item(session, scope, loaded, attempt, rng)
        if attempt.current is None:
            raise InputRefused("practice_empty")


def open_practice(
    database: Database, scope: Scope, *, language: str
) -> PracticePage | PracticeToldPage | None:
    """The question at hand, or what is said of the last answer; None where nothing is being practised."""
    with database.read() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = open_attempt(session, scope, diagnostic.id, "practice")
        if attempt is None:
            return None
        return practice_page(session, scope, diagnostic, attempt, language)


def go_on(database: Database, scope: Scope, *, now: datetime) -> bool:
    """On from what was said of the last answer; whether there is another question."""
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = open_attempt(session, scope, diagnostic.id, "practice")
        if attempt is None:
            return False
        attempt.told, attempt.shown_at = None, now
        if attempt.current is None:
            _end(session, scope, diagnostic, attempt, now)
        return attempt.current is not None


def end_practice(database: Database, scope: Scope, *, now: datetime) -> None:
    """Enough for now."""
    with database.write() as session:
        diagnostic = the_diagnostic(session, scope)
        attempt = open_attempt(session, scope, diagnostic.id, "practice")
        if attempt is not None:
            _end(session, scope, diagnostic, attempt, now)


def next_item(
    session: Session, scope: Scope, loaded: LoadedBank, attempt: Attempt, rng: np.random.Generator
) -> int | None:
    """The next item: what was never met first; where all were, what was not met in this sitting."""
    framework = loaded.loaded
    belief = framework.prior
    if attempt.profiled:
        belief = known_from(belief_of(session, scope, framework.id), framework).belief
    answered = items_answered(session, scope, framework.id, but=0)
    met = {loaded.indices[one] for one in answered if one in loaded.indices}
    position = framework.framework.index(competency_of(attempt))
    fresh = next_to_practise(loaded.bank, belief, position, met | set(attempt.asked), rng)
    return fresh if fresh is not None else next_to_practise(loaded.bank, belief, position, attempt.asked, rng)


def competency_of(attempt: Attempt) -> str:
    """The one competency that a practice or a check is about."""
    policy: dict[str, Any] = attempt.policy or {}
    return str(policy["targets"][0])


def practisable(loaded: LoadedBank) -> frozenset[str]:
    """Codes of the competencies of which a bank has questions to practise with."""
    asked = np.unique(loaded.bank.primary[~loaded.bank.pilot]).tolist()
    return frozenset(loaded.loaded.framework.codes[position] for position in asked)


def _end(session: Session, scope: Scope, diagnostic: Diagnostic, attempt: Attempt, now: datetime) -> None:
    """The sitting is over; what it showed may have changed what comes next on the path."""
    attempt.status, attempt.current, attempt.told, attempt.finished_at = "finished", None, None, now
    attempt.draft, attempt.draft_problem, attempt.hints = "", None, 0
    if attempt.profiled and attempt.asked:
        loaded = bank_for(session, scope, diagnostic, attempt).loaded
        session.flush()
        plan_itinerary(session, scope, loaded, profiled=True, now=now)
        ask_path_grade(session, scope, now=now)


def practice_page(
    session: Session, scope: Scope, diagnostic: Diagnostic, attempt: Attempt, language: str
) -> PracticePage | PracticeToldPage:
    """What an open sitting shows: what is said of the last answer, else the question at hand."""
    loaded = bank_for(session, scope, diagnostic, attempt)
    names = loaded.loaded.name(competency_of(attempt))
    if attempt.told:
        told: dict[str, Any] = attempt.told
        needs = accommodation_of(session, scope)
        return PracticeToldPage(
            answered=answered_view(
                item_of(session, scope, told["item"]), told["answer"], told["outcome"], language
            ),
            competency=names,
            done=len(attempt.asked),
            right=sum(one == 1.0 for one in attempt.scores),
            over=attempt.current is None,
            format=needs.format if needs else "",
        )
    assert attempt.current is not None
    item = wording_at(session, scope, loaded, attempt.current)
    hints = text_in(item, language)[1]["hints"]
    return PracticePage(
        question=question_page(session, scope, diagnostic, attempt, language),
        competency=names,
        hints=tuple(hint["text"] for hint in hints[: attempt.hints]),
        more_hints=max(0, len(hints) - attempt.hints),
        done=len(attempt.asked),
        counts=attempt.profiled,
    )
