"""Calibration: LSAT6 and SAT12 against published figures and girth, recovery in simulated data, learning
online.

LSAT6 and SAT12 are looked for in ``irt/`` of the folder that ``SENDA_TEST_DATA`` names, ``../shared/data``
by default. Without --quick girth also gets the 200 items x 2,000 people, for which it needs about a minute.
"""

from __future__ import annotations

import sys

from benchmarks.report import Exact, emit, one_core, quick_asked

if __name__ == "__main__":
    QUICK = quick_asked(__doc__.splitlines()[0])
    one_core()

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from personalization.bank import Floats, Item, item_model
from personalization.belief import Belief, initial_belief, update
from personalization.calibration.correlations import Answers, estimate_correlations
from personalization.calibration.marginal import Calibration, calibrate
from personalization.calibration.online import ItemEstimate, learn
from personalization.calibration.responses import ResponseTable, from_matrix
from personalization.calibration.settings import Model, Settings, gauss_hermite
from personalization.diagnostics.session import Policy
from personalization.framework import Competency, Framework
from personalization.simulation import abilities, sit, synthetic_bank, synthetic_framework

SEED = 20263


def folder() -> Path | None:
    """Where the data lie, if they do."""
    root = Path(__file__).resolve().parents[1]
    path = root / os.environ.get("SENDA_TEST_DATA", "../shared/data") / "irt"
    return path if (path / "lsat6.csv").is_file() else None


def simulated(items: int, people: int, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Slopes (lognormal, sd .3), difficulties (standard normal) and answers by the 2PL."""
    slope, difficulty = rng.lognormal(0, 0.3, items), rng.normal(size=items)
    chance = 1 / (1 + np.exp(-slope * (rng.normal(size=(people, 1)) - difficulty)))
    return slope, difficulty, (rng.random((people, items)) < chance).astype(np.float64)


def seconds(work: Callable[[], object], times: int) -> float:
    """Median of several runs."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return float(np.median(took))


def girth_seconds(answers: Floats, times: int) -> float:
    """The same 2PL by girth, items by people, its quadrature and tolerance as they come."""
    from girth import twopl_mml

    data = answers.T.astype(int)
    return seconds(lambda: twopl_mml(data), times)


def published(path: Path, quick: bool) -> dict[str, object]:
    """LSAT6 and SAT12; both peers in turn on the same answers."""

    def read(name: str) -> Floats:
        return np.loadtxt(path / name, delimiter=",", skiprows=1)

    lsat, sat = read("lsat6.csv"), read("sat12_scored.csv")
    lsat_table, sat_table = from_matrix(lsat), from_matrix(sat)
    at_source = Settings(quadrature=gauss_hermite(21))
    fits = {
        model: calibrate(lsat_table, Settings(model=model)) for model in (Model.TWO, Model.ONE, Model.RASCH)
    }
    times = 3 if quick else 9
    ours, lsat_ours = (
        seconds(lambda: calibrate(sat_table), times),
        seconds(lambda: calibrate(lsat_table), times),
    )
    theirs, lsat_theirs = girth_seconds(sat, 1 if quick else 3), girth_seconds(lsat, 1 if quick else 3)
    return {
        "lsat6_loglik": digits(fits[Model.TWO].log_likelihood),
        "lsat6_loglik_common_slope": digits(fits[Model.ONE].log_likelihood),
        "lsat6_loglik_rasch": digits(fits[Model.RASCH].log_likelihood),
        "lsat6_worst_parameter": lsat6_worst(fits),
        "sat12_loglik": digits(calibrate(sat_table, at_source).log_likelihood),
        "sat12_loglik_converged": digits(calibrate(sat_table).log_likelihood),
        "sat12_seconds": ours,
        "lsat6_seconds": lsat_ours,
        "girth_sat12_seconds": theirs,
        "girth_ratio": theirs / ours,
        "girth_lsat6_ratio": lsat_theirs / lsat_ours,
    }


def digits(log_likelihood: float) -> Exact:
    """Log-likelihoods to the fourth digit after the point."""
    return Exact(round(log_likelihood, 4))


LSAT6 = {
    Model.TWO: ((0.825, 0.723, 0.890, 0.689, 0.657), (-3.360, -1.370, -0.280, -1.866, -3.124)),
    Model.ONE: ((0.7551,) * 5, None),
    Model.RASCH: ((1.0,) * 5, (-2.872, -1.063, -0.258, -1.388, -2.219)),
}
"""Slopes and difficulties as in R's ltm."""


def lsat6_worst(fits: dict[Model, Calibration]) -> float:
    """Greatest distance of a parameter from the published one."""
    worst = 0.0
    for model, (slopes, difficulties) in LSAT6.items():
        items = fits[model].items
        worst = max(worst, *(abs(item.discrimination - a) for item, a in zip(items, slopes, strict=True)))
        if difficulties:
            worst = max(
                worst, *(abs(item.difficulty - b) for item, b in zip(items, difficulties, strict=True))
            )
    return worst


def big(quick: bool) -> dict[str, object]:
    """200 items x 2,000 people."""
    _, _, answers = simulated(200, 2_000, np.random.default_rng(SEED))
    table = from_matrix(answers)
    figures: dict[str, object] = {"big_seconds": seconds(lambda: calibrate(table), 1 if quick else 3)}
    if not quick:
        figures["girth_big_seconds"] = girth_seconds(answers, 1)
    return figures


def recovery(quick: bool) -> dict[str, object]:
    """20 items, 1,000 people, a third of the answers missing: bias, error and coverage of both parameters."""
    sets = 20 if quick else 100
    gaps: dict[str, list[float]] = {"slope": [], "difficulty": []}
    within = []
    for number in range(sets):
        rng = np.random.default_rng(SEED + number)
        slope, difficulty, answers = simulated(20, 1_000, rng)
        answers[rng.random(answers.shape) < 1 / 3] = np.nan
        for item, a, b in zip(calibrate(from_matrix(answers)).items, slope, difficulty, strict=True):
            gaps["slope"].append(item.discrimination - a)
            gaps["difficulty"].append(item.difficulty - b)
            within.append(abs(item.discrimination - a) <= 1.96 * item.discrimination_se)
            within.append(abs(item.difficulty - b) <= 1.96 * item.difficulty_se)
    figures: dict[str, object] = {"data_sets": sets, "coverage95": float(np.mean(within))}
    for name, values in gaps.items():
        figures[f"bias_{name}"] = float(np.mean(values))
        figures[f"rmse_{name}"] = float(np.sqrt(np.mean(np.square(values))))
    return figures


LINE = Framework("line", "1", (Competency("k", "a"),))
LADDER = (10, 50, 200)


def online(quick: bool) -> dict[str, object]:
    """Difficulties learnt from a teacher's labels (sd .83), items given at random, 20 per learner.

    The true slopes are lognormal with sd .25 while the engine takes 1; then the same with all of them 1.
    """
    figures: dict[str, object] = {}
    for name, spread in (("online_rmse", 0.25), ("online_rmse_true_slopes", 0.0)):
        runs = [_learnt(spread, np.random.default_rng(SEED + n)) for n in range(2 if quick else 5)]
        for k, responses in enumerate((0, *LADDER)):
            figures[f"{name}_{responses}"] = float(np.sqrt(np.mean([run[k][0] for run in runs])))
        figures[f"{name}_coverage95_200"] = float(np.mean([run[-1][1] for run in runs]))
    return figures


def _learnt(spread: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Mean square error and coverage of 100 items at each rung of the ladder."""
    n, sd = 100, 0.83
    label = rng.normal(size=n)
    true, slope = label + sd * rng.normal(size=n), rng.lognormal(0, spread, n)
    items = [ItemEstimate(float(b), sd) for b in label]
    rungs = []
    for round_number in range(max(LADDER) + 1):
        if round_number in (0, *LADDER):
            gap = np.array([item.difficulty for item in items]) - true
            known = np.array([item.sd for item in items])
            rungs.append((float(np.mean(gap**2)), float(np.mean(np.abs(gap) <= 1.96 * known))))
        for chunk in np.array_split(rng.permutation(n), n // 20):
            theta = rng.normal()
            belief = Belief(np.zeros(1), np.eye(1), np.zeros(1, dtype=np.int64))
            for j in chunk:
                before = items[j]
                score = float(rng.random() < 1 / (1 + np.exp(-slope[j] * (theta - true[j]))))
                m, s2 = float(belief.mean[0]), float(belief.covariance[0, 0])
                items[j] = learn(before, m, s2, score)
                asked = Item("i", {"k": 1.0}, before.difficulty, difficulty_sd=before.sd)
                belief = update(belief, item_model(LINE, asked), score).belief
    return rungs


def correlations(quick: bool) -> dict[str, object]:
    """RMSE of correlations from adaptive tests of 40 questions on 8 competencies, and that of the start."""
    figures: dict[str, object] = {}
    framework = synthetic_framework(8, per_area=4)
    start, policy, people = initial_belief(framework), Policy(max_items=40), 100 if quick else 400
    apart = ~np.eye(8, dtype=bool)
    for name, within, across in (("rho70", 0.7, 0.5), ("rho30", 0.3, 0.1), ("rho0", 0.0, 0.0)):
        rng = np.random.default_rng(SEED)
        bank = synthetic_bank(framework, 20, rng, choices=4)
        truth = initial_belief(framework, within, across, 0.0)
        tests = [sit(bank, theta, policy, rng, start) for theta in abilities(truth, people, rng)]
        answers = [Answers(tuple(bank.model(i) for i in test.asked), tuple(test.scores)) for test in tests]
        found = estimate_correlations(answers, start).prior.covariance
        for label, matrix in (("rmse", found), ("rmse_start", start.covariance)):
            gaps = (matrix - truth.covariance)[apart]
            figures[f"correlation_{label}_{name}"] = float(np.sqrt(np.mean(gaps**2)))
    return {"correlation_learners": people, **figures}


def main(quick: bool) -> int:
    """Run and report."""
    path = folder()
    if path is None:
        print(
            "lsat6.csv and sat12_scored.csv are not there; set SENDA_TEST_DATA to the folder that holds irt/",
            file=sys.stderr,
        )
    figures: dict[str, object] = {"seed": SEED}
    calibrate(
        ResponseTable(("i",), 30, np.arange(30), np.zeros(30, dtype=np.intp), np.arange(30) % 2.0)
    )  # warms up
    if path is not None:
        figures |= published(path, quick)
    for part in (big, recovery, online, correlations):
        figures |= part(quick)
    emit(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(QUICK))
