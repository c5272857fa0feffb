"""The tests behind differential item functioning, each on the answers to one item.

Mantel and Haenszel's with the classes of ETS, and logistic regression, which also sees a difference that
changes along the scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import chi2 as chi2_distribution

from personalization.bank import Floats, Positions

Flags = NDArray[np.bool_]

LEAST_STRATUM = 20
"""Learners in a stratum of proficiency, on average."""


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
