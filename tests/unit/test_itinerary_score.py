"""What an itinerary is worth: a share of what is owed, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lti_tool.actions.itinerary_grade import itinerary_score


@dataclass(frozen=True)
class Step:
    kind: str
    state: str


def steps(*shorts: str) -> list[Step]:
    """Steps from "core done"-like texts."""
    return [Step(*short.split()) for short in shorts]


@pytest.mark.parametrize(
    ("done", "score"),
    [
        ((), 10.0),
        (("core todo", "core todo"), 0.0),
        (("core done", "core todo"), 5.0),
        (("core done", "reinforcement started", "core todo"), 3.33),
        (("core done", "extension todo", "review todo", "tutoring todo", "check todo"), 10.0),
        (("extension done", "core todo"), 0.0),
        (("review todo",), 10.0),
        (("core done", "reinforcement done"), 10.0),
    ],
)
def test_the_share_of_the_steps_that_count(done: tuple[str, ...], score: float) -> None:
    assert itinerary_score(steps(*done), 10.0) == score


def test_it_never_leaves_its_range_and_only_grows_with_what_is_done() -> None:
    before = -1.0
    for finished in range(8):
        path = [Step("core", "done" if place < finished else "todo") for place in range(7)]
        score = itinerary_score(path, 7.0)
        assert 0.0 <= score <= 7.0
        assert score > before or finished > 7
        before = score
