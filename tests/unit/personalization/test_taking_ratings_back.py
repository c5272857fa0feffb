"""What a rating taught of its rater can be taken out again."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalization.belief import Belief
from personalization.rubric import (
    Judgement,
    RaterKind,
    Severity,
    prior_severity,
    rater_noise,
    unlearn,
    update_severity,
)

CUTS = (-1.2, 0.0, 1.2)
KINDS = st.sampled_from(["self", "peer", "trainer"])
RATINGS = st.lists(
    st.tuples(st.integers(0, 3), st.floats(-2.5, 2.5), st.floats(0.3, 1.2)), min_size=1, max_size=6
)


def learn(severity: Severity, kind: RaterKind, level: int, mean: float, sd: float) -> Severity:
    belief = Belief(np.array([mean]), np.array([[sd**2]]), np.array([3]))
    return update_severity(belief, 0, Judgement(level, CUTS, rater_noise(kind)), severity)


@given(KINDS, RATINGS)
def test_the_last_rating_taken_back_leaves_what_was_known_before(
    kind: RaterKind, ratings: list[tuple[int, float, float]]
) -> None:
    known = [prior_severity(kind)]
    for rating in ratings:
        known.append(learn(known[-1], kind, *rating))
    for before, after in reversed(list(pairwise(known))):
        found = unlearn(after, before, after)
        assert (found.mean, found.sd) == (pytest.approx(before.mean, abs=1e-6), pytest.approx(before.sd, abs=1e-6))
        assert found.ratings == before.ratings


@given(KINDS, RATINGS)
def test_in_whatever_order_they_are_taken_back_nothing_is_left_of_them(
    kind: RaterKind, ratings: list[tuple[int, float, float]]
) -> None:
    prior = severity = prior_severity(kind)
    steps = []
    for rating in ratings:
        after = learn(severity, kind, *rating)
        steps.append((severity, after))
        severity = after
    for before, after in steps:  # the oldest first
        severity = unlearn(severity, before, after)
        assert severity.sd > 0
    assert (severity.mean, severity.sd, severity.ratings) == (
        pytest.approx(prior.mean, abs=1e-5), pytest.approx(prior.sd, abs=1e-5), 0,
    )  # fmt: skip


def test_of_a_rater_known_for_certain_nothing_was_learnt() -> None:
    known = Severity(0.4, 0.0, 2)
    assert unlearn(known, known, known) == known
