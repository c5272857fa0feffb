"""A path for one learner: greedy over what is ready to be learnt (the outer fringe).

Value of an activity now = expected gain of weighted mastery per minute, times readiness, the probability
that what it builds on is mastered. After each step the plan goes on from the belief expected then; it is
made anew after each new fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import ndtr

from personalization.bank import Floats
from personalization.belief import Belief
from personalization.explanations import Reason
from personalization.framework import Framework
from personalization.itineraries.activities import Activity
from personalization.itineraries.paths import Itinerary, PathPolicy, Step

OPENING = 0.5
"""Share of the worth of a competency that passes to each prerequisite still missing for it."""


def plan(
    framework: Framework,
    belief: Belief,
    activities: Sequence[Activity],
    policy: PathPolicy,
    kept: tuple[Step, ...] = (),
    reviews: tuple[str, ...] = (),
    worked: Mapping[str, int] | None = None,
) -> Itinerary:
    """Plan a path from what is believed now.

    Parameters
    ----------
    kept : tuple of Step
        Steps begun by the learner or pinned by the teacher: they come first, with that as their first
        reason, and their effect is counted on.
    reviews : tuple of str
        Competencies due for review, the most urgent first; see `review.due`.
    worked : mapping of competency code to int, optional
        Learning steps done since the competency was last asked about: where no more of them follow, its
        check is due.

    Raises
    ------
    UnknownCompetency
        A target, an activity or a review names a competency that the framework does not hold.
    """
    course = _Course(framework, belief, activities, policy, worked or {})
    for step in kept:
        why = [reason for reason in step.reasons if reason.code != "path_kept"]
        course.take(replace(step, reasons=(Reason("path_kept", {"competency": step.competency}), *why)))
    course.check_worked()
    for code in reviews:
        course.review(code)
    while course.room and (found := course.next_step()) is not None:
        course.take(found)
    return Itinerary(course.laid_into_weeks())


def fixed_path(framework: Framework, activities: Sequence[Activity], language: str = "") -> Itinerary:
    """The same path for everybody, for those who do not want to be profiled.

    Every competency in the order of its prerequisites, core before reinforcement before extension, each
    a step with all its activities to choose from.
    """
    steps = []
    for position in framework.topological_order():
        code = framework.codes[position]
        for kind in ("core", "reinforcement", "extension"):
            found = [a for a in activities if a.competency == code and a.kind == kind and a.speaks(language)]
            if found:
                codes = tuple(activity.code for activity in found)
                reason = Reason("path_fixed", {"competency": code})
                steps.append(Step(kind, code, codes, found[0].minutes, (reason,)))
    return Itinerary(tuple(steps))


class _Course:
    """A plan in the making: the belief expected after the steps so far, and what is left to do them by."""

    def __init__(
        self,
        framework: Framework,
        belief: Belief,
        activities: Iterable[Activity],
        policy: PathPolicy,
        worked: Mapping[str, int],
    ) -> None:
        self.framework, self.policy = framework, policy
        self.cuts = framework.cuts_with(policy.cuts, policy.level)
        self.mean = belief.mean.copy()
        self.variance = belief.covariance.diagonal().copy()
        self.chance: Floats = ndtr((self.mean - self.cuts) / np.sqrt(self.variance))
        self.steps: list[Step] = []
        self.done = np.zeros(framework.size, dtype=int)
        for code, count in worked.items():
            self.done[framework.index(code)] = count
        self.targets = np.zeros(framework.size, dtype=bool)
        self.targets[framework.positions(policy.targets)] = True
        self.by_code = {activity.code: activity for activity in activities}
        self.library: dict[int, list[Activity]] = {}
        for activity in self.by_code.values():
            if activity.speaks(policy.language):
                self.library.setdefault(framework.index(activity.competency), []).append(activity)

    @property
    def room(self) -> bool:
        return len(self.steps) < self.policy.max_steps

    def take(self, step: Step) -> None:
        """Append a step and count on its expected effect."""
        self.steps.append(step)
        position = self.framework.index(step.competency)
        used = set(step.alternatives)
        self.library[position] = [a for a in self.library.get(position, []) if a.code not in used]
        first = self.by_code.get(step.alternatives[0]) if step.alternatives else None
        if first is None:
            return
        self.done[position] += 1
        self.mean[position] += first.gain
        self.variance[position] += first.gain_sd**2
        spread = np.sqrt(self.variance[position])
        self.chance[position] = ndtr((self.mean[position] - self.cuts[position]) / spread)
        self._check(position)

    def check_worked(self) -> None:
        """The checks of what was worked on before, where nothing more is to be done first."""
        for position in self.framework.order:
            if self.done[position]:
                self._check(position)

    def _check(self, position: int) -> None:
        """Add a short check once the planned work on a competency is done."""
        minutes, code = self.policy.check_minutes, self.framework.codes[position]
        over = self.chance[position] >= self.policy.mastered or not self._learnable(position)
        if (
            minutes
            and over
            and self.room
            and not any(s.kind == "check" and s.competency == code for s in self.steps)
        ):
            reason = Reason(
                "path_check", {"competency": code, "expected": round(float(self.chance[position]), 3)}
            )
            self.steps.append(Step("check", code, (), minutes, (reason,)))

    def review(self, code: str) -> None:
        """Append a review, while there is room."""
        self.framework.index(code)
        if self.room:
            reason = Reason("path_review", {"competency": code})
            self.steps.append(Step("review", code, (), self.policy.review_minutes, (reason,)))

    def readiness(self, position: int) -> float:
        """Probability that every direct prerequisite is mastered, taken as independent."""
        return float(np.prod(self.chance[list(self.framework.before[position])], initial=1.0))

    def worth(self) -> Floats:
        """Weight of mastering each competency: its own if it is a target, and of what it would open."""
        worth = np.where(self.targets, self.framework.weights, 0.0)
        for position in reversed(self.framework.order):
            missing = 1 - self.chance[position]
            for before in self.framework.before[position]:
                worth[before] += OPENING * worth[position] * missing
        return worth

    def _learnable(self, position: int) -> bool:
        """Whether a competency below the cut still has steps to offer."""
        return (
            self.chance[position] < self.policy.mastered
            and self.done[position] < self.policy.per_competency
            and any(a.kind != "extension" for a in self.library.get(position, ()))
        )

    def next_step(self) -> Step | None:
        """The most valuable step now, or None where nothing is left that is ready."""
        worth = self.worth()
        best: tuple[float, int, list[Activity]] | None = None
        for position in self.framework.order:
            if worth[position] <= 0 or not self._learnable(position):
                continue
            readiness = self.readiness(position)
            if readiness < self.policy.ready:
                continue
            ways = self._ways(position)
            value = worth[position] * readiness * self._rate(position, ways[0])
            if best is None or value > best[0]:
                best = (value, position, ways)
        if best is not None:
            return self._step(best[1], best[2])
        return self._extension() if self.policy.extensions else None

    def _rate(self, position: int, activity: Activity) -> float:
        """Expected gain of mastery per minute.

        Where an uncertain effect would lower the probability on paper (wider, and barely higher), the
        plain effect at the present width counts, so that work below the cut never has a negative value.
        """
        mean, variance, cut = self.mean[position], self.variance[position], self.cuts[position]
        after = activity.mastery_after(mean, variance, cut)
        plain = float(ndtr((mean + activity.gain - cut) / np.sqrt(variance)))
        gain = after - self.chance[position]
        if gain <= 0:
            gain = 0.1 * max(plain - self.chance[position], 0.0)
        return float(gain / activity.minutes)

    def _ways(self, position: int) -> list[Activity]:
        """Activities for a competency below the cut, of one kind, the most valuable first.

        The core comes first where mastery is less likely than not and nothing was done yet; then
        reinforcement; each stands in where the library lacks the other.
        """
        left = [a for a in self.library[position] if a.kind != "extension"]
        first = "core" if self.chance[position] < 0.5 and not self.done[position] else "reinforcement"
        chosen = [a for a in left if a.kind == first] or left
        kind = chosen[0].kind
        same = [a for a in chosen if a.kind == kind]
        return sorted(same, key=lambda a: (-self._rate(position, a), a.code))

    def _step(self, position: int, ways: list[Activity]) -> Step:
        """Make a step of some activities, with its reasons."""
        code, chance = self.framework.codes[position], float(self.chance[position])
        offered = _varied(ways, self.policy.alternatives)
        first = offered[0]
        state = "path_below_cut" if chance < 0.5 else "path_close_to_cut"
        if first.kind == "extension":
            state = "path_above_cut"
        reasons = [Reason(state, {"competency": code, "mastery": round(chance, 3)})]
        opens = self._opens(position)
        if opens and first.kind != "extension":
            reasons.append(Reason("path_opens", {"competency": code, "opens": opens}))
        needed = [self.framework.codes[p] for p in self.framework.before[position]]
        if needed:
            readiness = round(self.readiness(position), 3)
            values = {"competency": code, "prerequisites": needed, "readiness": readiness}
            reasons.append(Reason("path_ready", values))
        after = first.mastery_after(self.mean[position], self.variance[position], self.cuts[position])
        numbers = {"before": round(chance, 3), "after": round(after, 3), "minutes": first.minutes}
        reasons.append(Reason("path_gain", {"competency": code, **numbers}))
        return Step(first.kind, code, tuple(a.code for a in offered), first.minutes, tuple(reasons))

    def _opens(self, position: int) -> list[str]:
        """Competencies on the way to a target that wait for this one, directly."""
        worth = self.worth()
        return [
            self.framework.codes[then]
            for then in self.framework.after[position]
            if worth[then] > 0 and self.chance[then] < self.policy.mastered
        ]

    def _extension(self) -> Step | None:
        """Going beyond the cut: the target most surely mastered that has something left to offer."""
        found = None
        for position in np.flatnonzero(self.targets & (self.chance >= self.policy.mastered)).tolist():
            ways = [a for a in self.library.get(position, ()) if a.kind == "extension"]
            if ways and (found is None or self.chance[position] > self.chance[found[0]]):
                found = (position, sorted(ways, key=lambda a: (a.minutes, a.code)))
        return None if found is None else self._step(*found)

    def laid_into_weeks(self) -> tuple[Step, ...]:
        """The steps with their weeks: a step that does not fit into what is left of a week opens the next."""
        laid, week, spent = [], 0, 0.0
        for step in self.steps:
            if spent and spent + step.minutes > self.policy.weekly_minutes:
                week, spent = week + 1, 0.0
            spent += step.minutes
            laid.append(replace(step, week=week))
        return tuple(laid)


def _varied(ways: list[Activity], most: int) -> list[Activity]:
    """The best first, then the best of each other modality, then the rest, up to `most`."""
    chosen, seen, rest = [ways[0]], {ways[0].modality}, []
    for activity in ways[1:]:
        if activity.modality in seen:
            rest.append(activity)
        else:
            seen.add(activity.modality)
            chosen.append(activity)
    return [*chosen, *rest][: max(most, 1)]
