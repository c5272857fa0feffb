"""Differential item functioning: is an item harder for a group than for others who know as much?

Item by item with both tests of `dif_tests`, the score that people are matched by being purified on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from personalization.bank import Floats
from personalization.calibration.dif_tests import (
    Flags,
    LogisticDif,
    MantelHaenszel,
    adjusted,
    logistic_dif,
    mantel_haenszel,
    strata,
)
from personalization.calibration.errors import BadSetting, Finding, GroupsTooSmall
from personalization.calibration.responses import ResponseTable

LEAST_GROUP = 30
"""People needed in each group, of all and of those who answered an item, to compare groups."""


class Matching(StrEnum):
    """Whom people are compared with."""

    TOTAL = "total"
    """Same sum of scores, the item's own among them (Holland and Thayer 1988); for complete tables."""
    REST = "rest"
    """Same sum of scores of the other items."""
    ABILITY = "ability"
    """About the same proficiency as estimated, for adaptive tests, where sums of scores mean little."""


@dataclass(frozen=True, slots=True)
class ItemDif:
    """What both methods find in one item; `adjusted` are p-values after Benjamini and Hochberg (1995).

    Attributes
    ----------
    code : str
    reference, focal : int
        Answers.
    mantel_haenszel : MantelHaenszel
    logistic : LogisticDif
    mh_adjusted, logistic_adjusted : float
    """

    code: str
    reference: int
    focal: int
    mantel_haenszel: MantelHaenszel
    logistic: LogisticDif
    mh_adjusted: float
    logistic_adjusted: float


@dataclass(frozen=True, slots=True)
class DifReport:
    """All items compared.

    Attributes
    ----------
    items : tuple of ItemDif
    left_out : tuple of Finding
        Items that too few people of a group answered.
    removed : tuple of str
        Items that purification took out of the matching score.
    rounds : int
        How often the items were compared.
    """

    items: tuple[ItemDif, ...]
    left_out: tuple[Finding, ...]
    removed: tuple[str, ...]
    rounds: int


def find_dif(
    table: ResponseTable,
    focal: Flags,
    matching: Matching = Matching.TOTAL,
    ability: Floats | None = None,
    purify: bool = True,
    level: float = 0.05,
    max_rounds: int = 10,
) -> DifReport:
    """Compare a focal group with the others, item by item.

    Parameters
    ----------
    table : ResponseTable
        A score of one half or more counts as right.
    focal : ndarray of bool, shape (learners,)
    matching : Matching
    ability : ndarray, shape (learners,), optional
        For `Matching.ABILITY`: estimates of proficiency, as `fit.Located.ability`.
    purify : bool
        Items found (adjusted p of Mantel and Haenszel below `level`, class B or C) leave the matching score
        of the others, until nothing changes or `max_rounds` comparisons were made. Not with
        `Matching.ABILITY`.

    Raises
    ------
    GroupsTooSmall
    BadSetting
        Sums of scores where not everybody answered everything, or no estimates to match by.
    """
    if focal.shape != (table.learners,) or focal.dtype != np.bool_ or not 0 < level < 1 or max_rounds < 1:
        raise BadSetting(setting="group", value=(focal.shape, table.learners, level))
    sizes = int(focal.sum()), int((~focal).sum())
    if min(sizes) < LEAST_GROUP:
        raise GroupsTooSmall(focal=sizes[0], reference=sizes[1], needed=LEAST_GROUP)
    by_ability = matching is Matching.ABILITY
    if by_ability and (ability is None or ability.shape != focal.shape or not np.isfinite(ability).all()):
        raise BadSetting(setting="ability", value="missing")
    if not by_ability and not table.complete:
        raise BadSetting(setting="matching", value=str(matching))
    scores = None if by_ability else table.matrix()
    usable, left_out = _usable(table, focal)
    removed: frozenset[int] = frozenset()
    for round_number in range(1, max_rounds + 1):  # noqa: B007 (told in the report)
        anchors = np.array([j not in removed for j in range(len(table.items))])
        items = _compare(table, focal, usable, scores, anchors, matching, ability)
        found = frozenset(
            j
            for j, item in zip(usable, items, strict=True)
            if item.mh_adjusted < level and item.mantel_haenszel.size != "A"
        )
        if by_ability or not purify or found == removed or len(table.items) - len(found) < 3:
            break
        removed = found
    return DifReport(items, left_out, tuple(table.items[j] for j in sorted(removed)), round_number)


def _usable(table: ResponseTable, focal: Flags) -> tuple[list[int], tuple[Finding, ...]]:
    """Items with enough answers of either group."""
    size = len(table.items)
    mine = focal[table.learner]
    in_focal = np.bincount(table.item[mine], minlength=size)
    others = np.bincount(table.item[~mine], minlength=size)
    least = np.minimum(in_focal, others)
    left_out = tuple(
        Finding("few_answers", table.items[j], {"responses": int(least[j]), "needed": LEAST_GROUP})
        for j in np.flatnonzero(least < LEAST_GROUP)
    )
    return [int(j) for j in np.flatnonzero(least >= LEAST_GROUP)], left_out


def _compare(
    table: ResponseTable,
    focal: Flags,
    usable: Sequence[int],
    scores: Floats | None,
    anchors: Flags,
    matching: Matching,
    ability: Floats | None,
) -> tuple[ItemDif, ...]:
    """One comparison of every usable item."""
    rows = []
    for j in usable:
        mine = table.item == j
        who = table.learner[mine]
        right, group = table.score[mine] >= 0.5, focal[who]
        if scores is not None:
            chosen = anchors.copy()
            chosen[j] = matching is Matching.TOTAL
            match = scores[who][:, chosen].sum(axis=1)
        else:
            assert ability is not None
            match = ability[who]
        rows.append((mantel_haenszel(right, group, strata(match)), logistic_dif(right, group, match), group))
    by_mh = adjusted(np.array([mh.p for mh, _, _ in rows]))
    by_logistic = adjusted(np.array([logistic.p for _, logistic, _ in rows]))
    return tuple(
        ItemDif(
            table.items[j],
            int((~group).sum()),
            int(group.sum()),
            mh,
            logistic,
            float(by_mh[k]),
            float(by_logistic[k]),
        )
        for k, (j, (mh, logistic, group)) in enumerate(zip(usable, rows, strict=True))
    )
