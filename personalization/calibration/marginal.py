"""Item parameters from all answers at once: marginal maximum likelihood or, with priors, its MAP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isfinite, log

import numpy as np

from personalization.bank import Floats, Item
from personalization.calibration.em import (
    LOG_SLOPES,
    MOST_INTERCEPT,
    Parameters,
    Problem,
    begin,
    bounded,
    expect,
    log_prior,
    maximise,
    pose,
    relocate,
)
from personalization.calibration.errors import (
    Finding,
    NoVariance,
    ScaleNotAnchored,
    SeveralCompetencies,
    TooFewAnswers,
)
from personalization.calibration.information import Errors, standard_errors
from personalization.calibration.responses import ResponseTable, blocks
from personalization.calibration.settings import Known, Model, Settings

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1, never less than before; whatever it raises ends the calibration."""

WEAKLY_KNOWN = 1.0
"""Standard error of a difficulty, in logits, from which on it is said to be weakly known."""


@dataclass(frozen=True, slots=True)
class CalibratedItem:
    """What answers say of an item. Standard errors of what was not estimated are 0.

    Attributes
    ----------
    code : str
    discrimination, difficulty, guessing, slip : float
        a, b, c and 1 - d of P(right) = c + (d - c) logistic(a (theta - b)).
    discrimination_se, difficulty_se, guessing_se : float
    responses : int
    findings : tuple of Finding
    """

    code: str
    discrimination: float
    difficulty: float
    guessing: float
    slip: float
    discrimination_se: float
    difficulty_se: float
    guessing_se: float
    responses: int
    findings: tuple[Finding, ...] = ()

    def applied_to(self, item: Item) -> Item:
        """The item of the bank with these parameters: intercept = a b, difficulty_sd = standard error of b.

        Raises
        ------
        SeveralCompetencies
        """
        loaded = [code for code, a in item.loadings.items() if a > 0]
        if len(loaded) != 1:
            raise SeveralCompetencies(item=item.code, competencies=len(loaded))
        return replace(
            item,
            loadings={loaded[0]: self.discrimination},
            intercept=self.discrimination * self.difficulty,
            guessing=self.guessing,
            slip=self.slip,
            difficulty_sd=self.difficulty_se,
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """Result of a calibration; no number in it is NaN or infinite.

    Attributes
    ----------
    model : Model
    items : tuple of CalibratedItem
    left_out : tuple of Finding
        Items that the answers say nothing of, and why.
    log_likelihood : float
        Marginal, of the answers to `items`, without priors.
    log_posterior : float
        The same plus the priors' logarithms, constants left out; what was maximised.
    free : int
        Parameters estimated.
    learners, responses : int
        With at least one answer to `items`; answers used.
    steps : int
        EM steps taken.
    converged : bool
    learners_mean, learners_sd, learners_mean_se, learners_sd_se : float
        Of N(mean, sd^2); standard errors are 0 where fixed.
    """

    model: Model
    items: tuple[CalibratedItem, ...]
    left_out: tuple[Finding, ...]
    log_likelihood: float
    log_posterior: float
    free: int
    learners: int
    responses: int
    steps: int
    converged: bool
    learners_mean: float
    learners_sd: float
    learners_mean_se: float
    learners_sd_se: float


def calibrate(
    table: ResponseTable,
    settings: Settings | None = None,
    known: Mapping[str, Known] | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Estimate the parameters of one competency's items by EM (Bock and Aitkin 1981).

    Answers of adaptive tests need no correction as long as *all* of them are in the table: which item came
    next depended on answers that are there, so what is missing is missing at random (Rubin 1976; Mislevy
    and Wu 1996).

    Parameters
    ----------
    table : ResponseTable
    settings : Settings, optional
        2PL, learners N(0, 1) and 61 equally spaced points by default.
    known : mapping of item code to Known, optional
        Priors and fixed parameters; an item that is not in it has none, a = 1 to begin with, c = 0 and d = 1.
    progress : callable, optional

    Raises
    ------
    TooFewAnswers, NoVariance, ScaleNotAnchored
    """
    settings = Settings() if settings is None else settings
    told = [(known or {}).get(code, Known()) for code in table.items]
    keep, left_out = _usable(table, told, settings)
    used = table.only(keep)
    told = [item for item, kept in zip(told, keep, strict=True) if kept]
    _check_anchor(told, settings)
    problem = pose(blocks(used), told, settings)
    first = begin(problem, used.shares, used.counts.astype(np.float64))
    found = _climb(problem, first, progress or (lambda share: None))
    errors = standard_errors(problem, found.parameters)
    if progress is not None:
        progress(1.0)
    at = found.parameters
    return Calibration(
        model=settings.model,
        items=_items(problem, used, at, errors),
        left_out=left_out,
        log_likelihood=found.log_likelihood,
        log_posterior=found.log_likelihood + float(log_prior(problem, at).sum()),
        free=errors.free,
        learners=int(np.unique(used.learner).size),
        responses=int(used.score.size),
        steps=found.steps,
        converged=found.converged,
        learners_mean=at.mean,
        learners_sd=float(np.exp(at.log_sd)),
        learners_mean_se=errors.mean,
        learners_sd_se=errors.sd,
    )


def _usable(
    table: ResponseTable, known: list[Known], settings: Settings
) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], tuple[Finding, ...]]:
    """Which items the answers say something of; where the difficulty has a prior one answer will do."""
    counts, shares = table.counts, table.shares
    left_out, keep = [], np.ones(len(table.items), dtype=bool)
    for j, code in enumerate(table.items):
        has_prior = isfinite(known[j].difficulty_sd)
        needed, n = 1 if has_prior else settings.least_answers, int(counts[j])
        if n < needed:
            left_out.append(Finding("few_responses", code, {"responses": n, "needed": needed}))
        elif not has_prior and shares[j] in (0.0, 1.0):
            left_out.append(Finding("all_right" if shares[j] else "all_wrong", code, {"responses": n}))
        else:
            continue
        keep[j] = False
    if not keep.any():
        answers = int(counts.sum())
        if any(finding.code != "few_responses" for finding in left_out):
            raise NoVariance(items=len(table.items), answers=answers)
        raise TooFewAnswers(answers=answers, needed=settings.least_answers)
    return keep, tuple(left_out)


def _check_anchor(known: list[Known], settings: Settings) -> None:
    learners = settings.learners
    if learners.estimate_mean and not any(isfinite(item.difficulty_sd) for item in known):
        raise ScaleNotAnchored(what="mean")
    sloped = settings.model is Model.RASCH or any(isfinite(item.log_slope_sd) for item in known)
    if learners.estimate_sd and not sloped:
        raise ScaleNotAnchored(what="sd")


@dataclass(frozen=True, slots=True, eq=False)
class _Summit:
    parameters: Parameters
    log_likelihood: float
    steps: int
    converged: bool


def em_step(problem: Problem, parameters: Parameters) -> tuple[Parameters, float]:
    """One EM step; also the penalised log-likelihood *before* it, which no step lowers."""
    counts = expect(problem, parameters)
    value = counts.log_likelihood + float(log_prior(problem, parameters).sum())
    return relocate(problem, maximise(problem, parameters, counts), counts), value


def _climb(problem: Problem, start: Parameters, progress: Progress) -> _Summit:
    """EM to the top, by SQUAREM where wanted (Varadhan and Roland 2008, scheme S3).

    From two EM steps r and r + v the extrapolation goes to x + 2 s r + s^2 v with s = |r| / |v|; one that
    lowers the objective is dropped for the second of the two steps, so the way never leads down.
    """
    settings, at = problem.settings, start
    steps, change, first, told = 0, np.inf, 0.0, 0.0
    while steps < settings.max_steps:
        one, value = em_step(problem, at)
        steps += 1
        change = _distance(at, one)
        first = first or max(change, settings.tolerance * 10)
        done = log(max(first / max(change, 1e-300), 1.0)) / log(first / settings.tolerance)
        told = max(told, min(done, 1.0))
        progress(0.9 * told)
        if change < settings.tolerance:
            at = one
            break
        if not settings.accelerate:
            at = one
            continue
        two, _ = em_step(problem, one)
        steps += 1
        at, extra = _leap(problem, at, one, two, value)
        steps += extra
    return _Summit(at, expect(problem, at).log_likelihood, steps, bool(change < settings.tolerance))


def _leap(
    problem: Problem, at: Parameters, one: Parameters, two: Parameters, value: float
) -> tuple[Parameters, int]:
    """Where to go on from, and the EM steps that finding out took."""
    x, y, z = _packed(problem, at), _packed(problem, one), _packed(problem, two)
    r, v = y - x, z - 2 * y + x
    size = float(np.linalg.norm(v))
    reach = float(np.linalg.norm(r)) / size if size > 0 else 1.0
    if reach <= 1.0:
        return two, 0
    trial = bounded(_unpacked(problem, at, x + 2 * reach * r + reach**2 * v))
    steadied, reached = em_step(problem, trial)
    return (steadied, 1) if np.isfinite(reached) and reached >= value else (two, 1)


def _packed(problem: Problem, at: Parameters) -> Floats:
    parts = [at.log_slope, at.difficulty]
    if problem.estimates_guessing:
        parts.append(at.logit_guess)
    return np.concatenate([*parts, [at.mean, at.log_sd]])


def _unpacked(problem: Problem, like: Parameters, packed: Floats) -> Parameters:
    n = len(like.difficulty)
    guess = packed[2 * n : 3 * n] if problem.estimates_guessing else like.logit_guess
    log_sd = float(np.clip(packed[-1], -3.0, 2.0))
    return Parameters(packed[:n], packed[n : 2 * n], guess, float(packed[-2]), log_sd)


def _distance(a: Parameters, b: Parameters) -> float:
    """Greatest change of log slope, intercept, logit of guessing, mean or log sd."""
    slope = np.exp(b.log_slope)
    changes = (
        np.abs(a.log_slope - b.log_slope).max(initial=0.0),
        (slope * np.abs(a.difficulty - b.difficulty)).max(initial=0.0),
        np.abs(a.logit_guess - b.logit_guess).max(initial=0.0),
        abs(a.mean - b.mean),
        abs(a.log_sd - b.log_sd),
    )
    return float(max(changes))


def _items(
    problem: Problem, table: ResponseTable, at: Parameters, errors: Errors
) -> tuple[CalibratedItem, ...]:
    slope, guess, counts = np.exp(at.log_slope), problem.guess(at), table.counts
    free = problem.settings.model is not Model.RASCH
    result = []
    for j, code in enumerate(table.items):
        findings = []
        a, b = float(slope[j]), float(at.difficulty[j])
        edge = min(
            at.log_slope[j] - LOG_SLOPES[0], LOG_SLOPES[1] - at.log_slope[j], MOST_INTERCEPT - abs(a * b)
        )
        if free and edge < 1e-6:
            findings.append(Finding("slope_at_bound", code, {"discrimination": a}))
        if errors.difficulty[j] > WEAKLY_KNOWN:
            findings.append(Finding("weakly_known", code, {"difficulty_se": float(errors.difficulty[j])}))
        result.append(
            CalibratedItem(
                code, a, b, float(guess[j]), float(problem.slip[j]), float(errors.discrimination[j]),
                float(errors.difficulty[j]), float(errors.guessing[j]), int(counts[j]), tuple(findings),
            )
        )  # fmt: skip
    return tuple(result)
