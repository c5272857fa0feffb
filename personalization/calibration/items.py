"""Item analysis: does a question separate, does its curve fit, which wrong answers attract whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from personalization.bank import Floats, Positions
from personalization.calibration.errors import BadSetting, Finding
from personalization.calibration.fit import Curve, ItemFit, Located, item_fit

_BEYOND_CHANCE = 1.645
"""Standard errors: one-sided at 5 %."""
_FAR_BEYOND_CHANCE = 2.326
"""One-sided at 1 %."""


@dataclass(frozen=True, slots=True)
class FlagPolicy:
    """From where on something is said of an item.

    Attributes
    ----------
    least_answers : int
        With fewer nothing is said but this.
    extreme : float
        Share, corrected for guessing, above which an item is too easy; below 1 - extreme it is too hard.
    least_slope : float
        Discrimination below which an item does not separate.
    widest_fit : float
        Infit or outfit above which answers are unexpected, where also two standard errors above 1.
    least_share : float
        Share of the strong third that a wrong choice has to attract.
    """

    least_answers: int = 30
    extreme: float = 0.95
    least_slope: float = 0.4
    widest_fit: float = 1.2
    least_share: float = 0.1

    def __post_init__(self) -> None:
        fine = 0.5 < self.extreme <= 1 and self.least_slope >= 0 and 0 <= self.least_share <= 1
        if not (fine and self.widest_fit >= 1 and self.least_answers >= 3):
            raise BadSetting(setting="flags", value=str(self))


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Observed against expected for learners of about one proficiency; `se` is that of `observed`."""

    ability: float
    learners: int
    observed: float
    se: float
    expected: float


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """One item as its answers show it.

    Attributes
    ----------
    code : str
    responses : int
    share : float
        Mean score; 0 without answers.
    correlation, correlation_se : float
        Point-biserial of the score with proficiency as all *other* answers locate it (corrected, and fit for
        adaptive tests, where sums of scores mean little); 0 where nothing varies.
    fit : ItemFit
    curve : tuple of CurvePoint
        Groups from weak to strong.
    findings : tuple of Finding
    """

    code: str
    responses: int
    share: float
    correlation: float
    correlation_se: float
    fit: ItemFit
    curve: tuple[CurvePoint, ...]
    findings: tuple[Finding, ...]


def analyse(
    located: Located, curves: Sequence[Curve], policy: FlagPolicy | None = None, groups: int = 5
) -> tuple[ItemAnalysis, ...]:
    """Item analysis of every item of a table.

    Parameters
    ----------
    located : Located
    curves : sequence of Curve
        Those that the learners were located with.
    groups : int
        Groups of the observed curve; fewer where a group would have less than ten learners.
    """
    policy = FlagPolicy() if policy is None else policy
    if len(curves) != len(located.table.items) or groups < 1:
        raise BadSetting(setting="curves", value=(len(curves), groups))
    return tuple(
        _analysed(located, j, curves[j], fit, policy, groups) for j, fit in enumerate(item_fit(located))
    )


def _analysed(
    located: Located, j: int, curve: Curve, fit: ItemFit, policy: FlagPolicy, groups: int
) -> ItemAnalysis:
    code = located.table.items[j]
    score, ability, expected = located.without(j)
    n, share = len(score), float(score.mean()) if len(score) else 0.0
    correlation, se = correlated(score, ability)
    findings: list[Finding] = []
    if n < policy.least_answers:
        findings.append(Finding("few_answers", code, {"responses": n, "needed": policy.least_answers}))
    else:
        known = (share - curve.guessing) / (1 - curve.slip - curve.guessing)
        if known >= policy.extreme:
            findings.append(Finding("too_easy", code, {"share": share, "responses": n}))
        elif known <= 1 - policy.extreme:
            findings.append(Finding("too_hard", code, {"share": share, "responses": n}))
        least = _least_correlation(share, ability, policy)
        extreme = bool(findings)
        # Where nearly all answers are alike it says little, unless the strong fail more: as with a wrong key.
        if correlation + (_BEYOND_CHANCE * se if extreme else se) < (0.0 if extreme else least):
            findings.append(Finding("does_not_separate", code, {"correlation": correlation, "se": se}))
        if max(_beyond(fit.infit, fit.infit_se), _beyond(fit.outfit, fit.outfit_se)) > policy.widest_fit:
            findings.append(Finding("unexpected_answers", code, {"infit": fit.infit, "outfit": fit.outfit}))
    points = _points(score, ability, expected, groups)
    return ItemAnalysis(code, n, share, correlation, se, fit, points, tuple(findings))


def correlated(score: Floats, ability: Floats) -> tuple[float, float]:
    """Correlation and its standard error (1 - r^2) / sqrt(n - 1); 0 and 1 where it cannot be told."""
    if len(score) < 3 or float(score.std()) < 1e-12 or float(ability.std()) < 1e-12:
        return 0.0, 1.0
    r = float(np.corrcoef(score, ability)[0, 1])
    return r, max((1 - r * r) / float(np.sqrt(len(score) - 1)), 1e-6)


def _least_correlation(share: float, ability: Floats, policy: FlagPolicy) -> float:
    """Correlation that an item of the least slope would have among these learners, to first order.

    Cov(score, theta) = a p (1 - p) Var(theta): at p = .5 a correlation of .16 for a = .4 among
    learners with an sd of .8, and less where an adaptive test gave the item only to those near its
    difficulty.
    """
    return policy.least_slope * float(np.sqrt(share * (1 - share)) * ability.std())


def _beyond(fit: float, se: float) -> float:
    """A mean square, or 1 where it is within two standard errors of it."""
    return fit if fit > 1 + 2 * se else 1.0


def thirds(ability: Floats, groups: int = 3) -> Positions:
    """Number of each learner's group by ability, from 0 (weakest), groups as even as ties allow."""
    if not len(ability):
        return np.zeros(0, dtype=np.intp)
    edges = np.quantile(ability, np.arange(1, groups) / groups)
    return np.searchsorted(edges, ability, side="right").astype(np.intp)


def _points(score: Floats, ability: Floats, expected: Floats, groups: int) -> tuple[CurvePoint, ...]:
    group = thirds(ability, max(1, min(groups, len(score) // 10)))
    points = []
    for number in np.unique(group):
        mine = group == number
        n, observed = int(mine.sum()), float(score[mine].mean())
        # One more of each kind: a group that has everything right is not known without error.
        smoothed = (float(score[mine].sum()) + 1) / (n + 2)
        se = float(np.sqrt(smoothed * (1 - smoothed) / n))
        points.append(CurvePoint(float(ability[mine].mean()), n, observed, se, float(expected[mine].mean())))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One answer option.

    Attributes
    ----------
    choice : str
    right : bool
    counts : tuple of int
        Learners of the weak, middle and strong third who chose it.
    shares : tuple of float
        The same over all of that third.
    ability : float
        Mean proficiency of those who chose it.
    """

    choice: str
    right: bool
    counts: tuple[int, int, int]
    shares: tuple[float, float, float]
    ability: float


@dataclass(frozen=True, slots=True)
class DistractorTable:
    """Choices by thirds of ability, the most chosen first; and which wrong one attracts the strong."""

    rows: tuple[ChoiceRow, ...]
    findings: tuple[Finding, ...]


def distractors(
    code: str,
    choices: Sequence[str],
    ability: Floats,
    right: Collection[str],
    policy: FlagPolicy | None = None,
) -> DistractorTable:
    """Who chose what.

    Parameters
    ----------
    code : str
        Of the item.
    choices : sequence of str
        What each learner chose; of a question with several right options the whole selection as one text.
    ability : ndarray, shape (n,)
        Of the same learners, located by their other answers (`Located.without`).
    right : collection of str

    Raises
    ------
    BadSetting
    """
    policy = FlagPolicy() if policy is None else policy
    if len(choices) != len(ability) or not np.isfinite(ability).all():
        raise BadSetting(setting="choices", value=(len(choices), len(ability)))
    group = thirds(ability)
    size = [int((group == g).sum()) for g in range(3)]
    told = np.array(choices, dtype=object)
    rows = []
    for choice, _ in sorted(Counter(choices).items(), key=lambda entry: (-entry[1], entry[0])):
        mine = np.array([chosen == choice for chosen in told], dtype=bool)
        weak, middle, strong = (int((mine & (group == g)).sum()) for g in range(3))
        shares = (weak / max(size[0], 1), middle / max(size[1], 1), strong / max(size[2], 1))
        mean = float(ability[mine].mean())
        rows.append(ChoiceRow(choice, choice in right, (weak, middle, strong), shares, mean))
    strong_right = sum(row.counts[2] for row in rows if row.right)
    findings = []
    if len(choices) >= policy.least_answers:
        findings = [
            Finding(
                "strong_ones_choose_wrong",
                code,
                {"choice": row.choice, "strong": row.shares[2], "weak": row.shares[0]},
            )
            for row in rows
            if not row.right
            and row.shares[2] >= policy.least_share
            and (_rises(row, size) or _outnumbers(row.counts[2], strong_right))
        ]
    return DistractorTable(tuple(rows), tuple(findings))


def _rises(row: ChoiceRow, size: Sequence[int]) -> bool:
    """Whether the strong choose it more often than the weak, beyond chance (one-sided at 5 %)."""
    pooled = (row.counts[0] + row.counts[2]) / max(size[0] + size[2], 1)
    se = float(np.sqrt(pooled * (1 - pooled) * (1 / max(size[0], 1) + 1 / max(size[2], 1))))
    return row.shares[2] - row.shares[0] > _BEYOND_CHANCE * se


def _outnumbers(wrong: int, right: int) -> bool:
    """Whether more of the strong give this answer than a right one, far beyond chance."""
    return wrong - right > _FAR_BEYOND_CHANCE * float(np.sqrt(wrong + right))
