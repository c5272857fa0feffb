"""Prediction of the next answer on ASSISTments 2015, streamed: nothing is trained beforehand.

Learners of `train_valid` come first, those of `test` afterwards; each answer is predicted before it is taken
in. `auc` is over the answers of `test`; `auc_cold` is over the same when `train_valid` has not been seen.
"""

from __future__ import annotations

from benchmarks.report import emit, one_core, quick_asked

if __name__ == "__main__":
    QUICK = quick_asked(__doc__.splitlines()[0])
    one_core()

import csv
import gzip
import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from personalization.bank import Floats
from personalization.tracing.effects import Effect, Key, Priors
from personalization.tracing.trace import Settings, trace

DATA = Path(os.environ.get("SENDA_TEST_DATA", "../shared/data")) / "tracing"
RUN_THAT_ENDS = 3
"""Right answers in a row with which an exercise of this data ends; who goes on has rested meanwhile. The data
have no times of their own."""

Sequence = list[tuple[int, bool]]


def learners(name: str, folder: Path = DATA) -> list[Sequence]:
    """The answers of every learner in order: skill, right."""
    csv.field_size_limit(10**8)
    with gzip.open(folder / f"pykt_assist2015_{name}.csv.gz", "rt", newline="") as file:
        rows = [(row["concepts"].split(","), row["responses"].split(",")) for row in csv.DictReader(file)]
    return [[(int(s), r == "1") for s, r in zip(*row, strict=True)] for row in rows]


@dataclass
class Stream:
    """Everything learnt from use so far."""

    settings: Settings
    effects: dict[Key, Effect] = field(default_factory=dict)

    def follow(self, sequence: Sequence, expected: list[float]) -> None:
        """Trace a learner from the first answer to the last, and note what was expected."""
        learner, settings, effects = self.settings.newcomer(), self.settings, self.effects
        runs: dict[int, int] = {}
        for skill, right in sequence:
            rested = runs.get(skill, 0) >= RUN_THAT_ENDS
            if rested or learner.last != skill:
                runs[skill] = 0
            step = trace(settings, effects, learner, skill, right, rested=rested)
            learner = step.learner
            effects.update(step.changed)
            expected.append(step.expected)
            runs[skill] = runs[skill] + 1 if right else 0


def area(expected: Floats, right: Floats) -> float:
    """Probability that of a right and a wrong answer the right one was thought likelier."""
    hits = float(right.sum())
    misses = len(right) - hits
    return float((rankdata(expected)[right == 1].sum() - hits * (hits + 1) / 2) / (hits * misses))


def log_loss(expected: Floats, right: Floats) -> float:
    return float(-np.mean(np.log(np.where(right == 1, expected, 1 - expected))))


def calibration(expected: Floats, right: Floats) -> tuple[float, list[list[float]]]:
    """Expected calibration error over ten bins of probability, and the bins: expected, observed, answers."""
    which = np.minimum((expected * 10).astype(int), 9)
    curve = [
        [float(expected[which == b].mean()), float(right[which == b].mean()), int((which == b).sum())]
        for b in range(10)
        if (which == b).any()
    ]
    return sum(n * abs(e - o) for e, o, n in curve) / len(right), [
        [round(e, 4), round(o, 4), n] for e, o, n in curve
    ]


def scored(settings: Settings, seen: list[Sequence], test: list[Sequence]) -> tuple[Floats, float]:
    """What was expected of each answer of `test`, and microseconds of the processor per answer.

    The time is the median over parts of 200 learners: other processes share the caches of the machine.
    """
    stream, expected, times = Stream(settings), list[float](), list[float]()
    everybody = [*seen, *test]
    for first in range(0, len(everybody), 200):
        before, begun = len(expected), time.thread_time()
        for sequence in everybody[first : first + 200]:
            stream.follow(sequence, expected)
        times.append(1e6 * (time.thread_time() - begun) / (len(expected) - before))
    scored_from = sum(map(len, seen))
    return np.array(expected[scored_from:]), float(np.median(times))


def without(settings: Settings, *names: str) -> Settings:
    """The settings with the effects of these kinds left out."""
    left = {n: 0.0 for n in settings.priors.all() if n.removesuffix("_here") in names or n in names}
    return replace(settings, priors=replace(settings.priors, **left))


def ablations(full: Settings) -> dict[str, Settings]:
    """Models that lack one ingredient each, and one that lacks nearly all."""
    level_only = {name: 0.0 for name in Priors().all() if not name.startswith("level")}
    return {
        "specific part": replace(full, specific=1e-9),
        "common ability": replace(full, ability=1e-9),
        "forgetting": replace(full, forgetting=0.0),
        "practice": without(full, "practice"),
        "practice of each skill": without(full, "practice_here"),
        "recent answers": without(full, "right", "wrong"),
        "recent answers of each skill": without(full, "right_here", "wrong_here"),
        "coming back": without(full, "back"),
        "rest": without(full, "rested"),
        "order of skills": without(full, "order"),
        "loadings": without(full, "loading"),
        "slip": replace(full, slip=0.0),
        "all time and practice": replace(full, forgetting=0.0, slip=0.0, priors=Priors(**level_only)),
    }


def main(quick: bool) -> None:
    """Run and report."""
    seen, test = learners("train_valid"), learners("test")
    if quick:
        seen, test = seen[: len(seen) // 5], test[: len(test) // 5]
    settings = Settings()
    right = np.array([float(r) for sequence in test for _, r in sequence])
    expected, took = scored(settings, seen, test)
    cold, _ = scored(settings, [], test)
    error, curve = calibration(expected, right)
    lacking = {}
    for name, model in ({} if quick else ablations(settings)).items():
        found, _ = scored(model, seen, test)
        lacking[name] = [round(area(found, right), 4), round(log_loss(found, right), 4)]
    emit(
        {
            "learners_streamed": len(seen),
            "learners_scored": len(test),
            "responses_scored": len(right),
            "auc": area(expected, right),
            "auc_cold": area(cold, right),
            "logloss": log_loss(expected, right),
            "logloss_cold": log_loss(cold, right),
            "ece": error,
            "microseconds_per_response": took,
            "curve": curve,
            "without": lacking,
        }
    )


if __name__ == "__main__":
    main(QUICK)
