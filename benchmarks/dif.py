"""Differential item functioning: SPISA by gender, false finds where there is none, and finds where it was
planted.

spisa.csv is looked for in ``irt/`` of the folder that ``SENDA_TEST_DATA`` names, ``../shared/data`` by
default.
"""

from __future__ import annotations

import sys

from benchmarks.report import emit, one_core, quick_asked

if __name__ == "__main__":
    QUICK = quick_asked(__doc__.splitlines()[0])
    one_core()

import csv
import os
from pathlib import Path

import numpy as np

from personalization.bank import Floats
from personalization.calibration.dif import Matching, find_dif
from personalization.calibration.dif_tests import Flags
from personalization.calibration.fit import locate
from personalization.calibration.marginal import calibrate
from personalization.calibration.responses import from_matrix
from personalization.calibration.settings import Learners, Model, Settings

SEED = 20264
CODES = [f"X{number}" for number in range(1, 46)]


def read_spisa() -> tuple[Floats, Flags] | None:
    """Scores and who is a woman; None where the file is missing."""
    root = Path(__file__).resolve().parents[1]
    path = root / os.environ.get("SENDA_TEST_DATA", "../shared/data") / "irt" / "spisa.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    scores = np.array([[float(row[code]) for code in CODES] for row in rows])
    return scores, np.array([row["gender"] == "female" for row in rows])


def by_separate_scales(scores: Floats, focal: Flags) -> set[str]:
    """Items whose Rasch difficulties differ, each group calibrated by itself, 5 % over all (Bonferroni).

    The scales are put on each other by the median of the differences; nothing is shared with matching by
    scores.
    """
    settings = Settings(model=Model.RASCH, learners=Learners(estimate_sd=True))
    one, other = (calibrate(from_matrix(scores[part], CODES), settings).items for part in (focal, ~focal))
    gap = np.array([a.difficulty - b.difficulty for a, b in zip(one, other, strict=True)])
    error = np.array([np.hypot(a.difficulty_se, b.difficulty_se) for a, b in zip(one, other, strict=True)])
    z = (gap - np.median(gap)) / error
    return {code for code, value in zip(CODES, np.abs(z), strict=True) if value > 3.26}


def spisa(scores: Floats, focal: Flags) -> dict[str, object]:
    """What three methods find, and how they agree."""
    table = from_matrix(scores, CODES)
    report = find_dif(table, focal)
    by_mh = {item.code for item in report.items if item.mh_adjusted < 0.05}
    by_logistic = {item.code for item in report.items if item.logistic_adjusted < 0.05}
    separate = by_separate_scales(scores, focal)
    fitted = calibrate(table)
    ability = locate(table, fitted.items).ability
    adaptive = find_dif(table, focal, Matching.ABILITY, ability)
    by_ability = {item.code for item in adaptive.items if item.mh_adjusted < 0.05}
    large = [item for item in report.items if item.mantel_haenszel.size == "C"]
    return {
        "items": len(CODES),
        "women": int(focal.sum()),
        "men": int((~focal).sum()),
        "known_items": len(separate),
        "known_found": len(separate & by_mh & by_logistic) / len(separate),
        "mantel_haenszel_found": len(by_mh),
        "logistic_found": len(by_logistic),
        "both_found": len(by_mh & by_logistic),
        "ability_matching_found": len(by_ability),
        "ability_matching_agree": len(by_ability & by_mh),
        "harder_for_women": " ".join(i.code for i in large if i.mantel_haenszel.delta < 0),
        "easier_for_women": " ".join(i.code for i in large if i.mantel_haenszel.delta > 0),
    }


def simulated(rng: np.random.Generator, impact: float, planted: int, size: float) -> tuple[Floats, Flags]:
    """25 items, 1,000 people, half of them focal, lower by `impact`; some items harder for them by `size`."""
    slope, difficulty = rng.lognormal(0, 0.25, 25), rng.normal(size=25)
    focal = rng.random(1_000) < 0.5
    theta = rng.normal(size=1_000) - impact * focal
    eta = slope * (theta[:, None] - difficulty)
    eta[:, :planted] -= size * focal[:, None]
    return (rng.random(eta.shape) < 1 / (1 + np.exp(-eta))).astype(np.float64), focal


def false_finds(quick: bool) -> dict[str, object]:
    """Share of items below 5 %, unadjusted, where none differs: groups equal, and one lower by .5."""
    figures: dict[str, object] = {}
    sets = 20 if quick else 200
    for name, impact in (("", 0.0), ("_impact", 0.5)):
        found: dict[str, list[bool]] = {"": [], "_logistic": [], "_uniform": [], "_rest": []}
        for number in range(sets):
            scores, focal = simulated(np.random.default_rng(SEED + number), impact, 0, 0.0)
            table = from_matrix(scores)
            for item in find_dif(table, focal, purify=False).items:
                found[""].append(item.mantel_haenszel.p < 0.05)
                found["_logistic"].append(item.logistic.p < 0.05)
                found["_uniform"].append(item.logistic.p_uniform < 0.05)
            for item in find_dif(table, focal, Matching.REST, purify=False).items:
                found["_rest"].append(item.mantel_haenszel.p < 0.05)
        for method, flags in found.items():
            figures[f"false_positive_rate{method}{name}"] = float(np.mean(flags))
    return {"null_sets": sets, **figures}


def power(quick: bool) -> dict[str, object]:
    """Five items of 25 harder for the focal group, itself lower by .5, by .6 logits: found, and false."""
    sets = 10 if quick else 50
    figures: dict[str, object] = {}
    for name, purify in (("", True), ("_unpurified", False)):
        right, wrong = [], []
        for number in range(sets):
            scores, focal = simulated(np.random.default_rng(SEED + 1_000 + number), 0.5, 5, 0.6)
            flags = [
                item.mh_adjusted < 0.05 for item in find_dif(from_matrix(scores), focal, purify=purify).items
            ]
            right += flags[:5]
            wrong += flags[5:]
        figures[f"power{name}"], figures[f"falsely_found{name}"] = (
            float(np.mean(right)),
            float(np.mean(wrong)),
        )
    return figures


def main(quick: bool) -> int:
    """Run and report."""
    figures: dict[str, object] = {"seed": SEED}
    data = read_spisa()
    if data is None:
        print("spisa.csv is not there; set SENDA_TEST_DATA to the folder that holds irt/", file=sys.stderr)
    else:
        figures |= spisa(*data)
    emit({**figures, **false_finds(quick), **power(quick)})
    return 0


if __name__ == "__main__":
    sys.exit(main(QUICK))
