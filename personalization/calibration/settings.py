"""What a calibration is told: model, quadrature, the learners' distribution, what is known of each item."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, isfinite

import numpy as np

from personalization.bank import Floats, Item
from personalization.calibration.errors import BadSetting, SeveralCompetencies


class Model(StrEnum):
    """Which parameters of P(right) = c + (d - c) logistic(a (theta - b)) are estimated; d never is."""

    RASCH = "rasch"
    """b; each slope stays what it is known as (1 unless said otherwise)."""
    ONE = "1pl"
    """b and one slope for all items."""
    TWO = "2pl"
    """a and b."""
    THREE = "3pl"
    """a, b and c; without a prior on c hardly ever identified."""


@dataclass(frozen=True, slots=True, eq=False)
class Quadrature:
    """Nodes and weights for a standard normal variable; both of shape (Q,)."""

    nodes: Floats
    weights: Floats

    def __post_init__(self) -> None:
        nodes, weights = self.nodes, self.weights
        if nodes.shape != weights.shape or nodes.ndim != 1 or nodes.size < 3:
            raise BadSetting(setting="quadrature", value=int(nodes.size))
        if not (np.isfinite(nodes).all() and (weights > 0).all() and abs(weights.sum() - 1) < 1e-9):
            raise BadSetting(setting="quadrature", value="weights")


def gauss_hermite(n: int) -> Quadrature:
    """Gauss-Hermite points, exact for polynomials of degree 2n - 1."""
    if not 3 <= n <= 120:
        raise BadSetting(setting="quadrature", value=n)
    nodes, weights = np.polynomial.hermite_e.hermegauss(n)
    return Quadrature(nodes, weights / weights.sum())


def equally_spaced(n: int = 61, width: float = 6.0) -> Quadrature:
    """n points from -width to width with normal weights.

    For integrands that fall off smoothly at both ends the error of this rule falls faster than any power of
    the distance of the points (Trefethen and Weideman 2014); 61 points give log-likelihoods to about 1e-6.
    """
    if not (3 <= n <= 1001 and 1 <= width <= 12):
        raise BadSetting(setting="quadrature", value=n)
    nodes = np.linspace(-width, width, n)
    weights = np.exp(-(nodes**2) / 2)
    return Quadrature(nodes, weights / weights.sum())


@dataclass(frozen=True, slots=True)
class Learners:
    """Distribution of the learners' proficiency, N(mean, sd^2) on the scale of the belief.

    Attributes
    ----------
    mean, sd : float
        As they are, or where estimation begins.
    estimate_mean, estimate_sd : bool
        An estimated mean needs stated difficulties that say where 0 is, an estimated sd needs slopes that
        are fixed or have a prior; otherwise `ScaleNotAnchored`.
    """

    mean: float = 0.0
    sd: float = 1.0
    estimate_mean: bool = False
    estimate_sd: bool = False

    def __post_init__(self) -> None:
        if not (isfinite(self.mean) and isfinite(self.sd) and self.sd > 0):
            raise BadSetting(setting="learners", value=(self.mean, self.sd))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an item before its answers.

    Attributes
    ----------
    difficulty, difficulty_sd : float
        b ~ N(difficulty, difficulty_sd^2), as a teacher stated it; an infinite sd is no prior.
    slope, log_slope_sd : float
        log a ~ N(log slope, log_slope_sd^2); an infinite sd is no prior. The Rasch model uses the slope as
        it is.
    guessing : float
        c, kept as it is by all models but 3PL, where it is the mode of the prior.
    guessing_weight : float
        3PL: c / d ~ Beta(1 + w g, 1 + w (1 - g)), as if w answers of people who do not know were seen; 0 is
        no prior.
    slip : float
        1 - d, kept as it is.
    """

    difficulty: float = 0.0
    difficulty_sd: float = inf
    slope: float = 1.0
    log_slope_sd: float = inf
    guessing: float = 0.0
    guessing_weight: float = 20.0
    slip: float = 0.0

    def __post_init__(self) -> None:
        for name in ("difficulty", "slope", "guessing", "guessing_weight", "slip"):
            if not isfinite(getattr(self, name)):
                raise BadSetting(setting=name, value=getattr(self, name))
        for name in ("difficulty_sd", "log_slope_sd", "slope"):
            if not getattr(self, name) > 0:
                raise BadSetting(setting=name, value=getattr(self, name))
        if self.guessing < 0 or self.slip < 0 or self.guessing + self.slip >= 1 or self.guessing_weight < 0:
            raise BadSetting(setting="guessing", value=(self.guessing, self.guessing_weight, self.slip))


def known_from_item(item: Item, log_slope_sd: float = 0.4, least_sd: float = 0.05) -> Known:
    """What an item of a bank says of itself, as the prior of its calibration.

    Parameters
    ----------
    log_slope_sd : float
        A slope is within a factor e^(+-2 sd) of what the item says.
    least_sd : float
        Least standard deviation of a difficulty, so that an item taken as calibrated may still move a little.

    Raises
    ------
    SeveralCompetencies
    """
    loadings = [a for a in item.loadings.values() if a > 0]
    if len(loadings) != 1:
        raise SeveralCompetencies(item=item.code, competencies=len(loadings))
    return Known(
        difficulty=item.intercept / loadings[0],
        difficulty_sd=max(item.difficulty_sd, least_sd),
        slope=loadings[0],
        log_slope_sd=log_slope_sd,
        guessing=item.guessing,
        slip=item.slip,
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """How a calibration is done.

    Attributes
    ----------
    model : Model
    learners : Learners
    quadrature : Quadrature
    tolerance : float
        Greatest change of any parameter in one EM step at which it counts as converged.
    max_steps : int
        EM steps at most.
    accelerate : bool
        SQUAREM; plain EM steps otherwise.
    least_answers : int
        Items with fewer are left out, unless a prior says where their difficulty is.
    """

    model: Model = Model.TWO
    learners: Learners = Learners()
    quadrature: Quadrature = field(default_factory=equally_spaced)
    tolerance: float = 1e-6
    max_steps: int = 2000
    accelerate: bool = True
    least_answers: int = 10

    def __post_init__(self) -> None:
        if not (self.tolerance > 0 and self.max_steps >= 1 and self.least_answers >= 1):
            raise BadSetting(setting="limits", value=(self.tolerance, self.max_steps, self.least_answers))
