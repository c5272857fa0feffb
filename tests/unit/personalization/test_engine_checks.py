"""The same properties of every strategy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

import personalization
from personalization import checks
from personalization.belief import Belief
from personalization.diagnostics.exposure import SHARP, Exposure
from personalization.diagnostics.policy import ContentRule, Policy
from personalization.explanations import REASON_CODES
from personalization.framework import Framework
from personalization.itineraries.activities import Activity
from personalization.itineraries.paths import Itinerary, PathPolicy
from personalization.itineraries.planner import fixed_path, plan
from personalization.tutoring.matching import match

DIAGNOSTICS = {
    "default": Policy(),
    "gentle": Policy(gentle=True),
    "borrowing": Policy(borrow=True),
    "two targets": Policy(targets=("c1", "c4"), max_items=10),
    "deciding": Policy(loss_power=0.5, widest=0.85),
    "short": Policy(max_items=5, min_items=2),
    "sharp": Policy(exposure=SHARP),
    "randomesque": Policy(exposure=Exposure("randomesque", at_most=5)),
    "accurate": Policy(loss_power=1.0, narrowing=0.0),
    "piloting": Policy(pilot_share=0.2),
    "gentle and piloting": Policy(gentle=True, pilot_share=0.25, max_items=12),
    "balanced": Policy(
        balance=1.0,
        pilot_share=0.1,
        content=(ContentRule("area", "area1", 3, 5), ContentRule("tag", "third", 6, 9)),
    ),
    "own cuts": Policy(cuts={"c0": 0.7, "c5": -0.4}, targets=("c0", "c3", "c5")),
    "all levels": Policy(all_levels=True, max_items=30),
}


def fixed(
    framework: Framework, belief: Belief, activities: Sequence[Activity], policy: PathPolicy
) -> Itinerary:
    return fixed_path(framework, activities, policy.language)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("policy", DIAGNOSTICS.values(), ids=DIAGNOSTICS)
@pytest.mark.parametrize("check", checks.DIAGNOSTIC_CHECKS)
def test_diagnostics(check: Callable, policy: Policy, seed: int) -> None:
    check(policy, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("planner", [plan, fixed])
@pytest.mark.parametrize("check", checks.PLANNING_CHECKS)
def test_paths(check: Callable, planner: checks.Planner, seed: int) -> None:
    check(planner, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("check", checks.MATCHING_CHECKS)
def test_matchings(check: Callable, seed: int) -> None:
    check(match, np.random.default_rng(seed))


def test_every_registered_reason_occurs_in_the_code() -> None:
    root = Path(personalization.__file__).parent
    code = "".join(p.read_text("utf-8") for p in root.rglob("*.py") if p.name != "explanations.py")
    assert [name for name in REASON_CODES if f'"{name}"' not in code] == []
