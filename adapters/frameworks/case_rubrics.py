"""Levels from the rubrics of a CASE package, where these are simple enough to be read as levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.frameworks.base import LevelSpec
from adapters.frameworks.case_package import Findings, objects
from adapters.frameworks.check import MOST_LEVELS
from adapters.frameworks.text import plain


def levels_of(
    rubrics: Sequence[Mapping[str, Any]], language: str, findings: Findings
) -> tuple[LevelSpec, ...]:
    """Give the levels that all criteria of all rubrics share, by ascending score.

    Every criterion must have the same qualities in the same order, each with a score of its own; otherwise
    the rubrics are named and nothing is taken from them.
    """
    if not rubrics:
        return ()
    criteria = [criterion for rubric in rubrics for criterion in objects(rubric.get("CFRubricCriteria"))]
    scales = {_scale(criterion) for criterion in criteria}
    if len(scales) != 1 or not (scale := scales.pop()):
        findings.add("", "rubrics_left_out", count=len(rubrics))
        return ()
    findings.add("", "levels_from_rubrics", levels=", ".join(scale))
    return tuple(LevelSpec(str(place), {language: name}) for place, name in enumerate(scale, 1))


def _scale(criterion: Mapping[str, Any]) -> tuple[str, ...]:
    scored: dict[float, str] = {}
    levels = objects(criterion.get("CFRubricCriterionLevels"))
    for level in levels:
        score, quality = level.get("score"), plain(level.get("quality"), 100)
        if isinstance(score, int | float) and not isinstance(score, bool) and quality:
            scored[score] = quality
    names = tuple(scored[score] for score in sorted(scored))
    simple = 2 <= len(levels) <= MOST_LEVELS and len(set(names)) == len(levels)
    return names if simple else ()
