"""The filter on answers that people gave: a part of ASSISTments 2015."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.tracing import area, calibration, learners, log_loss, scored
from personalization.tracing.trace import Settings


def test_next_answers_are_told_apart_and_probabilities_mean_what_they_say(test_data: Path) -> None:
    seen, test = (
        learners("train_valid", test_data / "tracing")[:2000],
        learners("test", test_data / "tracing")[:600],
    )
    right = np.array([float(answer) for sequence in test for _, answer in sequence])
    expected, _ = scored(Settings(), seen, test)
    assert area(expected, right) > 0.705
    assert log_loss(expected, right) < 0.535
    assert calibration(expected, right)[0] < 0.02
    # Not by chance: the same probabilities given to other answers say nothing.
    assert abs(area(np.roll(expected, len(expected) // 2), right) - 0.5) < 0.03


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    expected, right = np.array([0.1, 0.4, 0.35, 0.8, 0.4]), np.array([0.0, 0.0, 1.0, 1.0, 1.0])
    pairs = [(e > o) + 0.5 * (e == o) for e in expected[right == 1] for o in expected[right == 0]]
    assert area(expected, right) == np.mean(pairs)
    error, curve = calibration(np.array([0.15, 0.15, 0.85, 0.85]), np.array([0.0, 1.0, 1.0, 1.0]))
    assert curve == [[0.15, 0.5, 2], [0.85, 1.0, 2]]
    assert abs(error - 0.25) < 1e-12
