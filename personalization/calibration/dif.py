"""Differential item functioning: is an item harder for a group than for others who know as much?

Mantel and Haenszel's test with the classes of ETS, and logistic regression, which also sees a difference
that changes along the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import chi2 as chi2_distribution

from personalization.bank import Floats, Positions
from personalization.calibration.errors import BadSetting, Finding, GroupsTooSmall
from personalization.calibration.responses import ResponseTable

Flags = NDArray[np.bool_]

LEAST_GROUP = 30
"""People needed in each group, of all and of those who answered an item, to compare groups."""
LEAST_STRATUM = 20
"""Learners in a stratum of proficiency, on average."""


class Matching(StrEnum):
    """Whom people are compared with."""

    TOTAL = "total"
    """Same sum of scores, the item's own among them (Holland and Thayer 1988); for complete tables."""
    REST = "rest"
    """Same sum of scores of the other items."""
    ABILITY = "ability"
    """About the same proficiency as estimated, for adaptive tests, where sums of scores mean little."""


@dataclass(frozen=True, slots=True)
class MantelHaenszel:
    """Test of one odds ratio for all strata.

    Attributes
    ----------
    chi2, p : float
        With the correction for continuity, one degree of freedom.
    odds_ratio : float
        Common odds of the reference group over those of the focal group; above 1 the item is harder for the
        focal group than for equals of the reference group.
    delta, delta_se : float
        -2.35 log(odds ratio), on the scale of ETS, and its standard error (Robins, Breslow and Greenland
        1986).
    size : str
        "A" negligible, "B" moderate, "C" large (Zwick and Ercikan 1989).
    """

    chi2: float
    p: float
    odds_ratio: float
    delta: float
    delta_se: float
    size: str


@dataclass(frozen=True, slots=True)
class LogisticDif:
    """Likelihood ratio tests of logistic regressions (Swaminathan and Rogers 1990).

    Attributes
    ----------
    p_uniform, p_nonuniform, p : float
        Group over matching alone; interaction over group; both together (two degrees of freedom).
    group, interaction : float
        Coefficients, in logits; negative `group`: harder for the focal group. The interaction is that of the
        matching variable in standard deviations.
    r2_change : float
        Nagelkerke's R2 with group and interaction less that without.
    size : str
        "A" below .035, "B" below .07, "C" from there on (Jodoin and Gierl 2001).
    """

    p_uniform: float
    p_nonuniform: float
    p: float
    group: float
    interaction: float
    r2_change: float
    size: str


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


def strata(match: Floats, most: int = 60) -> Positions:
    """Numbers of strata: one per value where these are few, as sums of scores are; else quantiles."""
    values, number = np.unique(match, return_inverse=True)
    if len(values) <= most:
        return number.astype(np.intp)
    parts = int(np.clip(len(match) // LEAST_STRATUM, 2, most))
    edges = np.quantile(match, np.arange(1, parts) / parts)
    return np.searchsorted(edges, match, side="right").astype(np.intp)


def mantel_haenszel(right: Flags, focal: Flags, stratum: Positions) -> MantelHaenszel:
    """Test of equal odds in every stratum against one common odds ratio (Mantel and Haenszel 1959).

    Where no stratum tells anything (one group alone, or all right) the item counts as without difference.
    """
    size = int(stratum.max(initial=0)) + 1

    def count(which: Flags) -> Floats:
        return np.bincount(stratum[which], minlength=size).astype(np.float64)

    a, b = count(right & ~focal), count(~right & ~focal)
    c, d = count(right & focal), count(~right & focal)
    n = a + b + c + d
    telling = ((a + b) > 0) & ((c + d) > 0) & ((a + c) > 0) & ((b + d) > 0)
    a, b, c, d, n = (x[telling] for x in (a, b, c, d, n))
    if not n.size:
        return MantelHaenszel(0.0, 1.0, 1.0, 0.0, 0.0, "A")
    variance = float(((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))).sum())
    gap = abs(float((a - (a + b) * (a + c) / n).sum()))
    statistic = max(gap - 0.5, 0.0) ** 2 / variance
    # Half an answer more in each sum keeps the ratio finite where one group never fails.
    r, s = a * d / n, b * c / n
    top, bottom = float(r.sum()), float(s.sum())
    if top <= 0 or bottom <= 0:
        top, bottom = top + 0.5, bottom + 0.5
    ratio = top / bottom
    agree, differ = (a + d) / n, (b + c) / n
    spread = float(
        (agree * r).sum() / (2 * top**2)
        + (agree * s + differ * r).sum() / (2 * top * bottom)
        + (differ * s).sum() / (2 * bottom**2)
    )
    delta, error = -2.35 * float(np.log(ratio)), 2.35 * float(np.sqrt(spread))
    p = float(chi2_distribution.sf(statistic, 1))
    return MantelHaenszel(statistic, p, ratio, delta, error, _ets(delta, error, p))


def _ets(delta: float, error: float, p: float) -> str:
    """A unless different from 0 at 5 % and at least 1; C from 1.5 on and above 1 at 5 % (one-sided)."""
    if p >= 0.05 or abs(delta) < 1:
        return "A"
    return "C" if abs(delta) >= 1.5 and abs(delta) - 1.645 * error > 1 else "B"


def logistic_dif(right: Flags, focal: Flags, match: Floats) -> LogisticDif:
    """Regress right or wrong on the matching variable, the group, and both together."""
    y, group = right.astype(np.float64), focal.astype(np.float64)
    spread = float(match.std())
    z = (match - match.mean()) / spread if spread > 0 else np.zeros_like(match)
    columns = np.column_stack([np.ones_like(z), z, group, z * group])
    fits = [_logistic(columns[:, :k], y) for k in (2, 3, 4)]
    base, uniform, both = (value for _, value in fits)
    null = _logistic(columns[:, :1], y)[1]
    change = _nagelkerke(both, null, len(y)) - _nagelkerke(base, null, len(y))

    def p(gain: float, freedom: int) -> float:
        return float(chi2_distribution.sf(max(2 * gain, 0.0), freedom))

    change = max(change, 0.0)
    total = p(both - base, 2)
    size = "A" if change < 0.035 or total >= 0.05 else "B" if change < 0.07 else "C"
    return LogisticDif(
        p(uniform - base, 1),
        p(both - uniform, 1),
        total,
        float(fits[1][0][2]),
        float(fits[2][0][3]),
        change,
        size,
    )


def _logistic(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Coefficients and log-likelihood by Newton's method.

    A ridge of 1e-6 keeps coefficients finite where a column separates right from wrong; steps are halved
    until the likelihood rises.
    """
    ridge = 1e-6 * np.eye(x.shape[1])
    beta = np.zeros(x.shape[1])

    def value(at: Floats) -> float:
        eta = x @ at
        return float(y @ eta - np.logaddexp(0.0, eta).sum())

    def penalised(at: Floats) -> float:
        return value(at) - 0.5 * float(at @ ridge @ at)

    reached = penalised(beta)
    for _ in range(50):
        chance = expit(x @ beta)
        gradient = x.T @ (y - chance) - ridge @ beta
        information = (x * (chance * (1 - chance))[:, None]).T @ x + ridge
        step = np.linalg.lstsq(information, gradient, rcond=None)[0]
        for _ in range(20):
            if penalised(beta + step) >= reached:
                break
            step = step / 2
        beta = beta + step
        gained, reached = penalised(beta) - reached, penalised(beta)
        if gained < 1e-10:
            break
    return beta, value(beta)


def _nagelkerke(log_likelihood: float, null: float, n: int) -> float:
    most = 1 - float(np.exp(2 * null / n))
    return (1 - float(np.exp(2 * (null - log_likelihood) / n))) / most if most > 0 else 0.0


def adjusted(p: Floats) -> Floats:
    """p-values adjusted so that the share of false finds is bounded (Benjamini and Hochberg 1995)."""
    n = len(p)
    if not n:
        return p
    order = np.argsort(p)[::-1]
    raised = p[order] * n / np.arange(n, 0, -1)
    result = np.empty(n)
    result[order] = np.minimum(np.minimum.accumulate(raised), 1.0)
    return result
