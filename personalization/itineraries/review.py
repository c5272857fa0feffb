"""When to come back to what was mastered: FSRS, one memory per learner and competency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fsrs import Card, Rating, Scheduler, State

Outcome = Literal["forgot", "hard", "good", "easy"]

_RATINGS = {"forgot": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
# No learning steps of minutes: a competency is reviewed after days. No fuzzing: the same facts give the
# same dates.
_SCHEDULER = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=365
)


@dataclass(frozen=True, slots=True)
class Memory:
    """How well something is remembered.

    Attributes
    ----------
    stability : float
        Days until the probability to recall falls to .9.
    difficulty : float
        FSRS difficulty, 1 to 10.
    due : datetime
        When to review, aware, UTC.
    last : datetime
        Last review, aware, UTC.
    """

    stability: float
    difficulty: float
    due: datetime
    last: datetime


def remember(memory: Memory | None, outcome: Outcome, now: datetime) -> Memory:
    """The memory after a review, or after mastering something for the first time (`memory` None).

    Raises
    ------
    ValueError
        `now` has no time zone or is earlier than the last review.
    """
    if now.utcoffset() is None:
        raise ValueError("a time without its zone")
    if memory is not None and now < memory.last:
        raise ValueError("time does not run backwards")
    card = Card(card_id=1, due=now)
    if memory is not None:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=memory.due,
            last_review=memory.last,
        )
    after, _ = _SCHEDULER.review_card(card, _RATINGS[outcome], review_datetime=now)
    if after.stability is None or after.difficulty is None:
        raise RuntimeError("the scheduler left a reviewed card without a memory")
    due_at = max(after.due, now + timedelta(days=1))
    return Memory(float(after.stability), float(after.difficulty), due_at, now)


def recall(memory: Memory, now: datetime) -> float:
    """Probability to remember at a time."""
    card = Card(
        card_id=1, state=State.Review, stability=memory.stability, due=memory.due, last_review=memory.last
    )
    return float(_SCHEDULER.get_card_retrievability(card, current_datetime=now))


def due(memories: Mapping[str, Memory], now: datetime) -> tuple[str, ...]:
    """Competencies due for review at a time, the least likely to be remembered first."""
    waiting = [code for code, memory in memories.items() if memory.due <= now]
    return tuple(sorted(waiting, key=lambda code: (recall(memories[code], now), code)))
