"""A fair fixed test for those who do not want to be profiled: the same questions for everybody."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from personalization.bank import Floats, ItemBank
from personalization.belief import NODES_1D, WEIGHTS_1D, initial_belief
from personalization.diagnostics.policy import Policy, aim


def fixed_form(bank: ItemBank, policy: Policy) -> tuple[int, ...]:
    """Items of the fixed test, as indices into the bank, in the order in which they are asked.

    Nothing about a learner enters. Competencies take turns in the order of their prerequisites, so that
    their numbers of questions differ by one at most wherever the bank has enough; within each, items
    whose expected success is nearest to the policy's `success`, no two from one template
    while others are left; each round from easy to hard. Pilots are not among them.
    """
    goal = aim(bank, policy)
    wanted = set(goal.positions.tolist())
    topics = [position for position in bank.framework.topological_order() if position in wanted]
    success = _success(bank)
    queues = {topic: _queue(bank, topic, success, policy.success) for topic in topics}
    form: list[int] = []
    while len(form) < policy.max_items and any(queues.values()):
        round_ = [queues[topic].pop(0) for topic in topics if queues[topic]]
        round_ = round_[: policy.max_items - len(form)]
        form += sorted(round_, key=lambda index: -success[index])
    return tuple(form)


def _success(bank: ItemBank) -> Floats:
    """Expected success of each item over everybody: `belief.expected_score` under the prior, all at once."""
    prior = initial_belief(bank.framework)
    rows, columns, which, products = bank.pairs
    s2 = (products * prior.covariance[rows, columns][which]).sum(axis=1) + bank.noise
    logistic = expit(np.sqrt(s2)[:, None] * NODES_1D - bank.intercept[:, None]) @ WEIGHTS_1D
    result: Floats = bank.guessing + (1 - bank.slip - bank.guessing) * logistic
    return result


def _queue(bank: ItemBank, topic: int, success: Floats, ideal: float) -> list[int]:
    """Items of one competency, nearest to the ideal first, each template once before any comes twice."""
    own = np.flatnonzero((bank.primary == topic) & ~bank.pilot).tolist()
    nearest = sorted(own, key=lambda index: abs(success[index] - ideal))
    met: dict[int, int] = {}
    ranked = []
    for index in nearest:
        group = int(bank.group[index])
        turn = met.get(group, 0) if group >= 0 else 0
        met[group] = turn + 1
        ranked.append((turn, index))
    return [index for _, index in sorted(ranked, key=lambda pair: pair[0])]
