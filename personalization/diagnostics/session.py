"""One diagnostic test: start, step after step, results. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from personalization.bank import Floats, ItemBank
from personalization.belief import Belief, Word, skip, update
from personalization.diagnostics.content import eligible, open_targets
from personalization.diagnostics.exposure import Usage, near_best, overexposed
from personalization.diagnostics.policy import Aim, Policy, aim
from personalization.diagnostics.selection import Gains, best
from personalization.diagnostics.stopping import finished, stops
from personalization.explanations import Reason

__all__ = [
    "Choice", "CompetencyResult", "Policy", "State", "Step", "Usage", "results", "resume", "start", "step",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where a test stands.

    Attributes
    ----------
    belief : Belief
        After the answers so far.
    asked : tuple of int
        Items answered or skipped, as indices into the bank, in order; without the current one.
    scores : tuple of float or None
        One per item asked; None where it was skipped.
    current : int or None
        The item shown now; None once finished.
    stops : mapping of competency code to rule
        Targets that need no more questions, and the reason code of the rule.
    finished : Reason or None
        The rule that ended the test.
    seconds : float
        Time spent so far.
    """

    belief: Belief
    asked: tuple[int, ...]
    scores: tuple[float | None, ...]
    current: int | None
    stops: Mapping[str, str]
    finished: Reason | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Choice:
    """How the next item was chosen, so that the choice can be replayed and studied.

    Attributes
    ----------
    candidates : tuple of int
        Items among which the draw was made, the best first.
    probabilities : tuple of float
    chosen : int
    gain : float
        Expected reduction of the classification loss by the chosen one.
    reason : Reason
    policy_version : str
    """

    candidates: tuple[int, ...]
    probabilities: tuple[float, ...]
    chosen: int
    gain: float
    reason: Reason
    policy_version: str


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What one answer led to.

    Attributes
    ----------
    state : State
    contribution : ndarray, shape (K,), or None
        What the answer added to the mean; None at the start.
    choice : Choice or None
        None when the test is finished.
    """

    state: State
    contribution: Floats | None
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """What came out for one target.

    Attributes
    ----------
    code : str
    word : Word
    mastery, mean, error : float
    own : int
        Answers to items on the competency itself.
    stop : str
        Reason code: why no more was asked about it; empty while the test runs.
    """

    code: str
    word: Word
    mastery: float
    mean: float
    error: float
    own: int
    stop: str


def start(
    bank: ItemBank,
    belief: Belief,
    policy: Policy,
    rng: np.random.Generator,
    usage: Usage | None = None,
) -> Step:
    """Begin a test: choose the first item, or finish at once where nothing can be asked.

    Raises
    ------
    UnknownCompetency
        The policy names a target that the framework does not hold.
    """
    state = State(belief, (), (), None, {}, None, 0.0)
    return _advance(bank, state, None, policy, rng, usage)


def step(
    bank: ItemBank,
    state: State,
    score: float | None,
    policy: Policy,
    rng: np.random.Generator,
    seconds: float = 0.0,
    usage: Usage | None = None,
) -> Step:
    """Take in the answer to the current item and choose the next one.

    Parameters
    ----------
    score : float or None
        Between 0 and 1; None for "I don't know yet".
    seconds : float
        Time spent on this item.

    Raises
    ------
    ValueError
        The test is finished, or the score is not within [0, 1].
    """
    if state.current is None:
        raise ValueError("the test is finished")
    model = bank.model(state.current)
    result = skip(state.belief, model) if score is None else update(state.belief, model, score)
    answered = State(
        result.belief,
        (*state.asked, state.current),
        (*state.scores, score),
        None,
        {},
        None,
        state.seconds + seconds,
    )
    return _advance(bank, answered, result.contribution, policy, rng, usage)


def resume(
    bank: ItemBank,
    belief: Belief,
    policy: Policy,
    asked: Sequence[int],
    scores: Sequence[float | None],
    current: int | None,
    seconds: float = 0.0,
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
        end = finished(goal, policy, rules, len(asked), seconds) or Reason(
            "finish_no_items", {"answered": len(asked)}
        )
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
        )
        for code, position, chance, error in zip(goal.codes, goal.positions, chances, errors, strict=True)
    )


def _advance(
    bank: ItemBank,
    state: State,
    contribution: Floats | None,
    policy: Policy,
    rng: np.random.Generator,
    usage: Usage | None,
) -> Step:
    """Settle what has stopped, and choose the next item unless the test ends."""
    goal = aim(bank, policy)
    answered = len(state.asked)
    rules = stops(bank, goal, state.belief, policy, state.asked)
    end = finished(goal, policy, rules, answered, state.seconds)
    if end is None:
        choice = _choose(bank, goal, state, rules, policy, rng, usage)
        if isinstance(choice, Choice):
            return Step(replace(state, stops=rules, current=choice.chosen), contribution, choice)
        end = choice
    return Step(replace(state, stops=rules, finished=end), contribution, None)


def _choose(
    bank: ItemBank,
    goal: Aim,
    state: State,
    rules: Mapping[str, str],
    policy: Policy,
    rng: np.random.Generator,
    usage: Usage | None,
) -> Choice | Reason:
    """Draw the next item among the near-best, or the reason why there is none."""
    answered = len(state.asked)
    left = policy.max_items - answered
    closed: Mapping[str, str] = rules
    if len(rules) == len(goal.codes):  # all stopped before the least number of questions
        closed = {code: rule for code, rule in rules.items() if rule == "stop_cap"}
    topics = open_targets(goal, state.belief, closed, left)
    blocked = None if usage is None else overexposed(usage, policy.exposure)
    allowed = eligible(bank, topics, state.asked, blocked)
    ends = policy.gentle and (answered == 0 or left == 1)
    floor = policy.easy if ends else policy.success if policy.gentle else 0.0
    gains = best(bank, goal.only(topics), state.belief, allowed, floor)
    if not gains.items.size:
        return Reason("finish_no_items", {"answered": answered})
    picks, probabilities = near_best(gains.gain, policy.exposure)
    if answered >= policy.min_items and gains.gain[picks[0]] < policy.least_gain:
        return Reason("finish_little_to_learn", {"answered": answered})
    drawn = int(np.searchsorted(np.cumsum(probabilities), rng.random(), side="right"))
    pick = int(picks[min(drawn, picks.size - 1)])
    return Choice(
        candidates=tuple(gains.items[picks].tolist()),
        probabilities=tuple(probabilities.tolist()),
        chosen=int(gains.items[pick]),
        gain=float(gains.gain[pick]),
        reason=_why(bank, gains, pick, floor, answered, left),
        policy_version=policy.version,
    )


def _why(bank: ItemBank, gains: Gains, pick: int, floor: float, answered: int, left: int) -> Reason:
    """Why this item: easy at both ends, within reach in gentle mode, else the most telling."""
    code = "next_most_telling"
    if floor:
        code = "next_easy_first" if answered == 0 else "next_easy_last" if left == 1 else "next_within_reach"
    item = int(gains.items[pick])
    competency = bank.framework.codes[bank.primary[item]]
    return Reason(
        code,
        {
            "competency": competency,
            "success": round(float(gains.success[pick]), 4),
            "gain": round(float(gains.gain[pick]), 6),
        },
    )
