"""One diagnostic test: start, step after step, results. Values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from personalization.bank import Floats, ItemBank, Mask
from personalization.belief import Belief, skip, update
from personalization.diagnostics.choosing import Situation, choose
from personalization.diagnostics.content import tally
from personalization.diagnostics.exposure import Usage
from personalization.diagnostics.feasibility import check_belief
from personalization.diagnostics.levels import levels_reached
from personalization.diagnostics.policy import Policy, aim
from personalization.diagnostics.state import Choice, CompetencyResult, State, Step
from personalization.diagnostics.stopping import Progress, finished, scored_of, settled, stops
from personalization.explanations import Reason

__all__ = [
    "Choice", "CompetencyResult", "Policy", "State", "Step", "Usage", "results", "resume", "start", "step",
]  # fmt: skip


def start(
    bank: ItemBank,
    belief: Belief,
    policy: Policy,
    rng: np.random.Generator,
    usage: Usage | None = None,
    time_factor: float = 1.0,
    avoid: Mask | None = None,
) -> Step:
    """Begin a test: choose the first item, or finish at once where nothing can be asked.

    Parameters
    ----------
    usage : Usage, optional
        How often each item was asked before; without it no rate of exposure is enforced.
    time_factor : float
        What the policy's `max_minutes` is multiplied by for this person; 0 for no limit.
    avoid : ndarray of bool, shape (n,), optional
        Items that this person met before: not asked while their competency has others.

    Raises
    ------
    UnknownCompetency
        The policy names a target that the framework does not hold.
    BeliefError
        The prior holds what is not a number, or contradicts itself.
    """
    check_belief(bank.framework, belief)
    state = State(belief, (), (), None, {}, None, 0.0)
    return _advance(bank, state, None, policy, rng, usage, time_factor, avoid)


def step(
    bank: ItemBank,
    state: State,
    score: float | None,
    policy: Policy,
    rng: np.random.Generator,
    seconds: float = 0.0,
    usage: Usage | None = None,
    time_factor: float = 1.0,
    avoid: Mask | None = None,
) -> Step:
    """Take in the answer to the current item and choose the next one.

    Parameters
    ----------
    score : float or None
        Between 0 and 1; None for "I don't know yet". What a pilot's is changes nothing.
    seconds : float
        Time spent on this item.
    usage, time_factor, avoid
        As for `start`.

    Raises
    ------
    ValueError
        The test is finished, or the score is not within [0, 1].
    """
    if state.current is None:
        raise ValueError("the test is finished")
    belief, contribution = _taken_in(bank, state.belief, state.current, score)
    answered = State(
        belief,
        (*state.asked, state.current),
        (*state.scores, score),
        None,
        {},
        None,
        state.seconds + seconds,
    )
    return _advance(bank, answered, contribution, policy, rng, usage, time_factor, avoid)


def _taken_in(bank: ItemBank, belief: Belief, item: int, score: float | None) -> tuple[Belief, Floats]:
    """The belief after an answer, and what the answer added to its mean."""
    if score is not None and not 0 <= score <= 1:
        raise ValueError(f"a score lies between 0 and 1, not {score!r}")
    if bank.pilot[item]:
        return belief, np.zeros(belief.size)
    model = bank.model(item)
    result = skip(belief, model) if score is None else update(belief, model, score)
    return result.belief, result.contribution


def resume(
    bank: ItemBank,
    belief: Belief,
    policy: Policy,
    asked: Sequence[int],
    scores: Sequence[float | None],
    current: int | None,
    seconds: float = 0.0,
    time_factor: float = 1.0,
) -> State:
    """The state as it was, from stored facts: the same item is shown again, nothing is drawn anew.

    Parameters
    ----------
    belief : Belief
        As it stands after the answers in `scores`.
    asked : sequence of int
        Items answered or skipped, without the current one.
    current : int or None
        The item that was shown and not answered; None when the test was finished.
    time_factor : float
        As for `start`.

    Raises
    ------
    ValueError
        `asked` and `scores` differ in length, or an item occurs twice.
    """
    if len(asked) != len(scores):
        raise ValueError("not one score per item asked")
    if len({*asked, current}) != len(asked) + 1:
        raise ValueError("an item occurs twice")
    goal = aim(bank, policy)
    rules = stops(bank, goal, belief, policy, tuple(asked))
    end = None
    if current is None:
        progress = _progress(bank, policy, tuple(asked), seconds, time_factor)
        end = finished(goal, policy, rules, progress) or settled(goal, policy, rules, progress)
        end = end or Reason("finish_no_items", {"answered": len(asked)})
    return State(belief, tuple(asked), tuple(scores), current, rules, end, seconds)


def results(bank: ItemBank, state: State, policy: Policy) -> tuple[CompetencyResult, ...]:
    """The word for each target, in the order of the targets."""
    goal = aim(bank, policy)
    belief = state.belief
    chances, errors = goal.mastery(belief).tolist(), goal.error(belief).tolist()
    end = state.finished.code if state.finished else ""
    return tuple(
        CompetencyResult(
            code=code,
            word=policy.word(chance, error, int(belief.own[position])),
            mastery=chance,
            mean=float(belief.mean[position]),
            error=error,
            own=int(belief.own[position]),
            stop=state.stops.get(code, end),
            levels=levels_reached(belief, bank.framework, policy, int(position)).levels,
        )
        for code, position, chance, error in zip(goal.codes, goal.positions, chances, errors, strict=True)
    )


def _progress(
    bank: ItemBank, policy: Policy, asked: tuple[int, ...], seconds: float, time_factor: float
) -> Progress:
    scored = scored_of(bank, asked)
    owed = tally(bank, policy.content, scored).owed if policy.content else 0
    return Progress(len(asked), len(scored), owed, seconds, time_factor)


def _advance(
    bank: ItemBank,
    state: State,
    contribution: Floats | None,
    policy: Policy,
    rng: np.random.Generator,
    usage: Usage | None,
    time_factor: float,
    avoid: Mask | None,
) -> Step:
    """Settle what has stopped, and choose the next item unless the test ends."""
    goal = aim(bank, policy)
    rules = stops(bank, goal, state.belief, policy, state.asked)
    progress = _progress(bank, policy, state.asked, state.seconds, time_factor)
    end = finished(goal, policy, rules, progress)
    if end is None:
        scored = scored_of(bank, state.asked)
        standing = tally(bank, policy.content, scored)
        now = Situation(goal, state, scored, rules, standing, progress, usage, avoid)
        choice = choose(bank, policy, now, rng)
        if isinstance(choice, Choice):
            return Step(replace(state, stops=rules, current=choice.chosen), contribution, choice)
        end = choice
    return Step(replace(state, stops=rules, finished=end), contribution, None)
