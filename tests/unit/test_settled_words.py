"""The words of pages are those of the engine's standing, for every competency at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.actions.settled_beliefs import Known, settled_bytes, standings
from lti_tool.actions.verdicts import decided_word
from lti_tool.database.judgements import OverrideRow
from personalization.belief import Belief, Word
from personalization.diagnostics.policy import Policy
from personalization.standing import Settled, standing

VALUES = st.tuples(
    st.floats(-3, 3), st.floats(0.01, 1.5), st.floats(0, 1), st.integers(0, 6), st.floats(-1.5, 1.5)
)


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_all_at_once_is_one_by_one(values: list[tuple[float, float, float, int, float]]) -> None:
    means, variances, grown, own, cuts = (np.array(column) for column in zip(*values, strict=True))
    belief = Belief(means, np.diag(variances + grown), own.astype(np.int64))
    settled = Settled(variances, grown)
    policy = Policy(mastered=0.85, not_yet=0.2, widest=0.8)
    found = standings(Known(belief, settled), np.arange(len(means)), cuts, policy)
    for position, one in enumerate(found):
        expected = standing(
            belief, position, settled, float(cuts[position]), mastered=0.85, not_yet=0.2, widest=0.8
        )
        assert (one.word, one.review_due) == (expected.word, expected.review_due)
        assert one.mastery == pytest.approx(expected.mastery, abs=1e-12)
        assert one.mastery_now == pytest.approx(expected.mastery_now, abs=1e-12)


def test_what_is_settled_is_kept_to_the_last_bit() -> None:
    settled = Settled(np.array([0.1, 1 / 3, 2.0]), np.array([0.0, 0.7, 1e-17]))
    values = np.frombuffer(settled_bytes(settled), "<f8")
    assert values.tolist() == [0.1, 1 / 3, 2.0, 0.0, 0.7, 1e-17]


@pytest.mark.parametrize(
    ("word", "level", "said"),
    [
        ("mastered", 1, {0: Word.MASTERED, 1: Word.MASTERED, 2: None}),
        ("not_yet", 1, {0: None, 1: Word.NOT_YET, 2: Word.NOT_YET}),
    ],
)
def test_a_decision_at_one_level_speaks_of_those_that_follow_from_it(
    word: str, level: int, said: dict[int, Word | None]
) -> None:
    override = OverrideRow(word=word, level=level)
    assert {asked: decided_word(override, asked) for asked in said} == said
    assert decided_word(None, 0) is None
