"""How well answers fit the model: learners located, infit and outfit per item, person fit, reliability.

A learner's proficiency is not known, so each statistic is averaged over the posterior given all answers.
Where the parameters are right, proficiency and answers are then a draw from the model itself, and the
expected mean square is exactly 1, however few the items are; with a point estimate in its place it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse
from scipy.special import expit, ndtr

from personalization.bank import Floats, Item
from personalization.calibration.errors import BadSetting, Finding, SeveralCompetencies, TooFewAnswers
from personalization.calibration.responses import ResponseTable
from personalization.calibration.settings import Quadrature, equally_spaced


class Curve(Protocol):
    """Parameters of P(right) = c + (d - c) logistic(a (theta - b)); a `CalibratedItem` has them."""

    @property
    def discrimination(self) -> float: ...
    @property
    def difficulty(self) -> float: ...
    @property
    def guessing(self) -> float: ...
    @property
    def slip(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Stated:
    """A response curve by its parameters."""

    discrimination: float = 1.0
    difficulty: float = 0.0
    guessing: float = 0.0
    slip: float = 0.0


def curve_of(item: Item) -> Stated:
    """Response curve of an item of the bank that loads on one competency.

    Raises
    ------
    SeveralCompetencies
    """
    loadings = [a for a in item.loadings.values() if a > 0]
    if len(loadings) != 1:
        raise SeveralCompetencies(item=item.code, competencies=len(loadings))
    return Stated(loadings[0], item.intercept / loadings[0], item.guessing, item.slip)


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """Where learners probably are, given all their answers.

    Attributes
    ----------
    table : ResponseTable
    theta : ndarray, shape (Q,)
        Nodes on the logit scale.
    weights : ndarray, shape (learners, Q)
        Posterior of each learner over the nodes.
    right, wrong : ndarray, shape (J, Q)
        P and 1 - P of each item at the nodes.
    """

    table: ResponseTable
    theta: Floats
    weights: Floats
    right: Floats
    wrong: Floats

    @property
    def ability(self) -> Floats:
        """Posterior mean of each learner, shape (learners,)."""
        result: Floats = self.weights @ self.theta
        return result

    @property
    def variance(self) -> Floats:
        """Posterior variance of each learner, shape (learners,)."""
        result: Floats = self.weights @ self.theta**2 - self.ability**2
        return result

    def without(self, item: int) -> tuple[Floats, Floats, Floats]:
        """Those who answered an item, as all their *other* answers locate them.

        Returns
        -------
        score : ndarray, shape (n,)
        ability : ndarray, shape (n,)
        expected : ndarray, shape (n,)
            Score that the other answers predict.
        """
        mine = self.table.item == item
        score, who = self.table.score[mine], self.table.learner[mine]
        own = np.outer(score, np.log(self.right[item])) + np.outer(1 - score, np.log(self.wrong[item]))
        weights = self.weights[who] * np.exp(own.min(axis=1, keepdims=True) - own)
        weights /= weights.sum(axis=1, keepdims=True)
        return score, weights @ self.theta, weights @ self.right[item]


def locate(
    table: ResponseTable,
    curves: Sequence[Curve],
    mean: float = 0.0,
    sd: float = 1.0,
    quadrature: Quadrature | None = None,
) -> Located:
    """Posterior of every learner from a prior N(mean, sd^2) and the answers.

    Parameters
    ----------
    curves : sequence of Curve
        Of `table.items`, in their order.

    Raises
    ------
    BadSetting
    """
    if len(curves) != len(table.items) or not (np.isfinite(mean) and np.isfinite(sd) and sd > 0):
        raise BadSetting(setting="curves", value=(len(curves), len(table.items), mean, sd))
    rule = equally_spaced() if quadrature is None else quadrature
    theta = mean + sd * rule.nodes
    numbers = [(x.discrimination, x.difficulty, x.guessing, x.slip) for x in curves]
    a, b, c, slip = np.array(numbers, dtype=np.float64).reshape(-1, 4).T[:, :, None]
    if not np.isfinite(numbers).all():
        raise BadSetting(setting="curves", value="not finite")
    eta = a * (theta - b)
    right = np.clip(c + (1 - slip - c) * expit(eta), 1e-12, 1.0)
    wrong = np.clip(slip + (1 - slip - c) * expit(-eta), 1e-12, 1.0)
    score, asked = _sparse(table)
    weights = score @ (np.log(right) - np.log(wrong)) + asked @ np.log(wrong) + np.log(rule.weights)
    weights = np.exp(weights - weights.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return Located(table, theta, weights, right, wrong)


def _sparse(table: ResponseTable) -> tuple[sparse.csr_array, sparse.csr_array]:
    shape, at = (table.learners, len(table.items)), (table.learner, table.item)
    ones = np.ones(table.score.size)
    return sparse.csr_array((table.score, at), shape=shape), sparse.csr_array((ones, at), shape=shape)


@dataclass(frozen=True, slots=True)
class ItemFit:
    """Mean squared residuals of an item, 1 where the answers fit; above, they are more erratic than that.

    Attributes
    ----------
    infit, outfit : float
        Weighted by information, and unweighted (so answers far from one's level weigh more); 1 without
        answers.
    infit_se, outfit_se : float
        Standard errors under the model.
    responses : int
    """

    infit: float
    infit_se: float
    outfit: float
    outfit_se: float
    responses: int


def item_fit(located: Located) -> tuple[ItemFit, ...]:
    """Infit and outfit of every item (Wright and Masters 1982), averaged over the learners' posteriors.

    Partial scores vary less than right and wrong do, so an item that gives them tends to a fit below 1.
    """
    score, asked = _sparse(located.table)
    p, spread = located.right, located.right * located.wrong
    squares = score.multiply(score).tocsr()
    here = asked.T @ located.weights
    residual = squares.T @ located.weights - 2 * p * (score.T @ located.weights) + p**2 * here
    counts = located.table.counts
    n, total = np.maximum(counts, 1), np.maximum((spread * here).sum(axis=1), 1e-12)
    infit = residual.sum(axis=1) / total
    outfit = (residual / spread).sum(axis=1) / n
    infit_se = np.sqrt((spread * (1 - 4 * spread) * here).sum(axis=1).clip(0)) / total
    outfit_se = np.sqrt(((1 / spread - 4) * here).sum(axis=1).clip(0)) / n
    return tuple(
        ItemFit(float(i), float(i_se), float(o), float(o_se), int(m)) if m else ItemFit(1.0, 0.0, 1.0, 0.0, 0)
        for i, i_se, o, o_se, m in zip(infit, infit_se, outfit, outfit_se, counts, strict=True)
    )


@dataclass(frozen=True, slots=True)
class PersonFit:
    """Whether a learner's answers go together.

    Attributes
    ----------
    lz : float
        Standardised log-likelihood; well below 0 where easy questions were missed and hard ones solved.
    p : float
        Posterior predictive probability of answers that go together as badly, or worse.
    answers : int
    """

    lz: float
    p: float
    answers: int


LEAST_FOR_PERSON_FIT = 8
"""Answers below which nothing is said of a learner's pattern: lz = 0, p = 1."""


def person_fit(located: Located) -> tuple[PersonFit, ...]:
    """lz of every learner (Drasgow, Levine and Williams 1985), averaged over the posterior.

    Averaging keeps the mean at 0 under the model, and p on the cautious side: pattern and location come
    from the same answers (Glas and Meijer 2003).
    """
    score, asked = _sparse(located.table)
    log_right, log_wrong = np.log(located.right), np.log(located.wrong)
    odds = log_right - log_wrong
    found = score @ odds + asked @ log_wrong
    expected = asked @ (located.right * log_right + located.wrong * log_wrong)
    spread = np.sqrt(np.maximum(asked @ (located.right * located.wrong * odds**2), 1e-12))
    z = (found - expected) / spread
    lz = (located.weights * z).sum(axis=1)
    p = (located.weights * ndtr(z)).sum(axis=1)
    answers = np.bincount(located.table.learner, minlength=located.table.learners)
    return tuple(
        PersonFit(float(a), float(b), int(n)) if n >= LEAST_FOR_PERSON_FIT else PersonFit(0.0, 1.0, int(n))
        for a, b, n in zip(lz, p, answers, strict=True)
    )


def unusual_patterns(
    located: Located, learners: Sequence[str] | None = None, level: float = 0.01
) -> tuple[Finding, ...]:
    """Learners whose answers go together worse than chance explains, worst first.

    Parameters
    ----------
    learners : sequence of str, optional
        Their codes; positions by default.
    level : float
        p below which a pattern counts as unusual; of learners whose answers fit, fewer than this share are
        named.
    """
    odd = [(fit.p, i, fit) for i, fit in enumerate(person_fit(located)) if fit.p < level]
    return tuple(
        Finding("unusual_pattern", str(i) if learners is None else learners[i], {"lz": fit.lz, "p": fit.p})
        for _, i, fit in sorted(odd, key=lambda entry: entry[:2])
    )


def alpha(table: ResponseTable) -> float | None:
    """Cronbach's alpha, or None where not everybody was asked everything or nothing varies.

    Raises
    ------
    TooFewAnswers
        Fewer than two learners.
    """
    if table.learners < 2:
        raise TooFewAnswers(answers=table.learners, needed=2)
    if not table.complete or len(table.items) < 2:
        return None
    scores = table.matrix()
    total = float(scores.sum(axis=1).var(ddof=1))
    if total <= 0:
        return None
    size = len(table.items)
    return size / (size - 1) * (1 - float(scores.var(axis=0, ddof=1).sum()) / total)


def marginal_reliability(located: Located) -> float:
    """Share of the variance of proficiency that the answers account for; works for adaptive tests too.

    Var(posterior means) / (Var(posterior means) + mean posterior variance), in [0, 1] (Bechger et al. 2003).
    """
    known, unknown = float(located.ability.var()), float(located.variance.mean())
    return known / (known + unknown) if known > 0 else 0.0
