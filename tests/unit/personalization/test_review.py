"""When to come back: dates from FSRS, the same for the same facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from personalization.itineraries.review import Memory, due, recall, remember

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(*outcomes: str) -> list[Memory]:
    """Memories after reviews that all happen on the day they are due."""
    memories: list[Memory] = []
    for outcome in outcomes:
        last = memories[-1] if memories else None
        memories.append(remember(last, outcome, last.due if last else NOW))  # type: ignore[arg-type]
    return memories


def test_dates_come_later_and_later_while_it_is_remembered() -> None:
    days = [(memory.due - memory.last).days for memory in after("good", "good", "good", "good")]
    assert days == [2, 11, 46, 163]


def test_what_was_forgotten_comes_back_soon_and_easy_things_later_than_hard_ones() -> None:
    good = after("good", "good")[-1]
    gaps = {o: (remember(good, o, good.due).due - good.due).days for o in ("forgot", "hard", "good", "easy")}
    assert gaps["forgot"] < gaps["hard"] < gaps["good"] < gaps["easy"]
    assert gaps["forgot"] >= 1


def test_on_the_day_it_is_due_nine_of_ten_remember_it() -> None:
    memory = after("good", "good", "good")[-1]
    assert recall(memory, memory.due) == pytest.approx(0.9, abs=0.01)
    assert recall(memory, memory.last) == pytest.approx(1.0)
    assert recall(memory, memory.due + timedelta(days=200)) < 0.8


def test_the_least_likely_to_be_remembered_is_due_first_and_the_rest_not_yet() -> None:
    memories = {"old": after("good")[0], "new": after("easy")[0], "later": after("good", "good")[1]}
    assert due(memories, NOW) == ()
    late = NOW + timedelta(days=11)
    assert due(memories, late) == ("old", "new")


def test_the_same_facts_give_the_same_dates() -> None:
    assert after("good", "hard", "forgot", "easy") == after("good", "hard", "forgot", "easy")


def test_times_without_a_zone_or_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        remember(None, "good", NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="backwards"):
        remember(after("good")[0], "good", NOW - timedelta(days=1))
