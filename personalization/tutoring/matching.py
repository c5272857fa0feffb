"""Who helps whom: as many in need as possible, then the greatest benefit, then evenly spread load.

Exact. A min-cost flow settles who with whom; if the pairs it finds can all be given a shared time so
that nobody is in two places at once, they are the optimum. Only where times clash a constraint solver
decides pairs and times together, with the flow's optimum as its bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from ortools.graph.python import min_cost_flow

from personalization.bank import Floats
from personalization.explanations import Reason
from personalization.tutoring.benefit import MatchingPolicy, benefits, needs
from personalization.tutoring.clashes import Solution, solve_with_times
from personalization.tutoring.eligibility import Learner, Pairs, Snapshot, accepted, grouped, roles, shared
from personalization.tutoring.fairness import LoadSpread, load_spread

__all__ = ["Learner", "Matching", "MatchingPolicy", "Pair", "Snapshot", "match"]

SCALE = 1_000_000
"""Benefits enter the solvers as whole millionths."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed pair.

    Attributes
    ----------
    tutor, tutee, competency, slot, language : str
    benefit : float
    reasons : tuple of Reason
    """

    tutor: str
    tutee: str
    competency: str
    slot: str
    language: str
    benefit: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """A proposal for the teacher, published to nobody.

    Attributes
    ----------
    pairs : tuple of Pair
    unmatched : tuple of (learner code, Reason)
        Everyone in need without a tutor, and everyone else without a partner.
    benefit, bound : float
        Total benefit, and what no matching that helps as many can exceed.
    gap : float
        Relative distance to the proved optimum: in learners helped if that is not proved, else in
        benefit; 0 for the optimum.
    in_need, helped : int
        Tutees in need, and those who get help.
    blocking_pairs : int
        Possible pairs in which both would do better together than as matched; measured, not forbidden.
    loads : LoadSpread
    """

    pairs: tuple[Pair, ...]
    unmatched: tuple[tuple[str, Reason], ...]
    benefit: float
    bound: float
    gap: float
    in_need: int
    helped: int
    blocking_pairs: int
    loads: LoadSpread


class _Possible(NamedTuple):
    """What is possible, worked out once: arrays of shape (n, n), rows tutors and columns tutees."""

    able: Pairs
    grouped: Pairs
    speaking: Pairs
    meeting: Pairs
    pairs: Pairs
    benefit: Floats
    competency: np.ndarray


def match(snapshot: Snapshot, policy: MatchingPolicy, rng: np.random.Generator) -> Matching:
    """Match the willing.

    Parameters
    ----------
    snapshot : Snapshot
        Only those who opted in.
    rng : numpy Generator
        Breaks ties, so that no place in a list is an advantage.
    """
    possible = _possible(snapshot, policy)
    order = rng.permutation(len(snapshot.learners))
    chosen = _flow(snapshot, possible, order)
    times = _times(snapshot, chosen)
    if times is None:
        solution = solve_with_times(
            snapshot.learners,
            {pair: round(SCALE * possible.benefit[pair]) for pair in _listed(possible.pairs, order)},
            chosen,
            seed=int(rng.integers(2**31)),
            seconds=policy.seconds,
        )
    else:
        ideal = sum(round(SCALE * possible.benefit[pair]) for pair in chosen)
        solution = Solution(times, len(chosen), ideal)
    return _matching(snapshot, policy, possible, solution)


def _possible(snapshot: Snapshot, policy: MatchingPolicy) -> _Possible:
    benefit, competency = benefits(snapshot, policy)
    able = roles(snapshot) & (benefit > 0)
    speaking = shared([learner.languages for learner in snapshot.learners]) > 0
    meeting = shared([learner.slots for learner in snapshot.learners]) > 0
    together = grouped(snapshot, policy.groups)
    pairs = able & together & speaking & meeting & accepted(snapshot)
    return _Possible(able, together, speaking, meeting, pairs, benefit, competency)


def _listed(pairs: Pairs, order: np.ndarray) -> list[tuple[int, int]]:
    """Possible pairs in a random order of people."""
    tutors, tutees = np.nonzero(pairs[np.ix_(order, order)])
    return list(zip(order[tutors].tolist(), order[tutees].tolist(), strict=True))


def _flow(snapshot: Snapshot, possible: _Possible, order: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of the greatest number of tutees helped, of those the greatest benefit, then the evenest load.

    Source -> tutor (one arc per tutee taken on, each dearer than the last) -> tutee -> sink. One unit of
    benefit outweighs any difference of load.
    """
    pairs = np.array(_listed(possible.pairs, order), dtype=np.int64).reshape(-1, 2)
    if not len(pairs):
        return []
    n = len(snapshot.learners)
    source, sink = 2 * n, 2 * n + 1
    tutors, tutees = np.unique(pairs[:, 0]), np.unique(pairs[:, 1])
    room = [min(snapshot.learners[tutor].capacity, len(tutees)) for tutor in tutors]
    nth = np.concatenate([np.arange(count) for count in room])
    load = 1 + int(sum(count * (count - 1) // 2 for count in room))
    worth = np.rint(SCALE * possible.benefit[pairs[:, 0], pairs[:, 1]]).astype(np.int64)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        pairs[:, 0], n + pairs[:, 1], np.ones(len(pairs), dtype=np.int64), -worth * load
    )
    ones = np.ones(len(nth), dtype=np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(len(nth), source), np.repeat(tutors, room), ones, nth.astype(np.int64)
    )
    ones = np.ones(len(tutees), dtype=np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(n + tutees, np.full(len(tutees), sink), ones, 0 * ones)
    solver.set_node_supply(source, len(tutees))
    solver.set_node_supply(sink, -len(tutees))
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver ended with status {status}")
    used = solver.flows(arcs) > 0
    return [(int(tutor), int(tutee)) for tutor, tutee in pairs[used]]


def _times(snapshot: Snapshot, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str] | None:
    """A shared time for each pair with nobody in two places, the most constrained first; None if it fails."""
    left = {pair: snapshot.learners[pair[0]].slots & snapshot.learners[pair[1]].slots for pair in pairs}
    pairs_of: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        for person in pair:
            pairs_of.setdefault(person, []).append(pair)
    times: dict[tuple[int, int], str] = {}
    while left:
        pair = min(left, key=lambda p: (len(left[p]), p))
        if not left[pair]:
            return None
        slot = times[pair] = min(left.pop(pair))
        for other in (*pairs_of[pair[0]], *pairs_of[pair[1]]):
            if other in left:
                left[other] -= {slot}
    return times


def _matching(
    snapshot: Snapshot, policy: MatchingPolicy, possible: _Possible, solution: Solution
) -> Matching:
    """Turn positions back into people, with reasons and measures."""
    learners = snapshot.learners
    pairs = tuple(_pair(snapshot, possible, *pair, slot) for pair, slot in sorted(solution.times.items()))
    needed = needs(snapshot, policy)
    in_need = [place for place, learner in enumerate(learners) if learner.tutee and needed[place].any()]
    benefit = sum(pair.benefit for pair in pairs)
    bound = max(solution.benefit_bound / SCALE, benefit)
    if len(pairs) < solution.helped_bound:
        gap = (solution.helped_bound - len(pairs)) / solution.helped_bound
    else:
        gap = (bound - benefit) / bound if bound - benefit > len(pairs) / SCALE else 0.0
    loads = np.zeros(len(learners), dtype=np.int64)
    for tutor, _ in solution.times:
        loads[tutor] += 1
    return Matching(
        pairs=pairs,
        unmatched=_unmatched(snapshot, possible, solution, needed),
        benefit=benefit,
        bound=bound,
        gap=gap,
        in_need=len(in_need),
        helped=len(pairs),
        blocking_pairs=_blocking_pairs(snapshot, possible, solution, loads),
        loads=load_spread(loads[possible.pairs.any(axis=1)].tolist()),
    )


def _pair(snapshot: Snapshot, possible: _Possible, tutor: int, tutee: int, slot: str) -> Pair:
    one, other = snapshot.learners[tutor], snapshot.learners[tutee]
    place = int(possible.competency[tutor, tutee])
    code = snapshot.competencies[place]
    chances, means = snapshot.mastery[:, place], snapshot.mean[:, place]
    reasons = (
        Reason("pair_tutor_masters", {"competency": code, "mastery": round(float(chances[tutor]), 3)}),
        Reason("pair_tutee_needs", {"competency": code, "mastery": round(float(chances[tutee]), 3)}),
        Reason(
            "pair_distance", {"competency": code, "distance": round(float(means[tutor] - means[tutee]), 2)}
        ),
        Reason("pair_shared_time", {"slot": slot, "shared": len(one.slots & other.slots)}),
    )
    language = min(one.languages & other.languages)
    return Pair(one.code, other.code, code, slot, language, float(possible.benefit[tutor, tutee]), reasons)


def _unmatched(
    snapshot: Snapshot, possible: _Possible, solution: Solution, needed: np.ndarray
) -> tuple[tuple[str, Reason], ...]:
    tutors = {tutor for tutor, _ in solution.times}
    tutees = {tutee for _, tutee in solution.times}
    found = []
    for place, learner in enumerate(snapshot.learners):
        if learner.tutee and needed[place].any() and place not in tutees:
            found.append((learner.code, _why_alone(snapshot, possible, needed, place)))
        elif place not in tutors and place not in tutees and (learner.tutor or learner.tutee):
            found.append((learner.code, _why_idle(snapshot, learner, place)))
    return tuple(found)


def _why_alone(snapshot: Snapshot, possible: _Possible, needed: np.ndarray, tutee: int) -> Reason:
    """Why one in need has no tutor.

    A veto is never told, nor can it be worked out: "no fitting partner" is also said where no single one
    of those able has both a shared time and a shared language, or not where groups allow it.
    """
    able = possible.able[:, tutee]
    if not able.any():
        chances = np.where(needed[tutee], snapshot.mastery[tutee], 1.0)
        return Reason(
            "alone_no_partner_masters", {"competency": snapshot.competencies[int(chances.argmin())]}
        )
    if not (able & possible.grouped[:, tutee]).any():
        return Reason("alone_no_group_allows")
    if not (able & possible.speaking[:, tutee]).any():
        return Reason("alone_no_shared_language")
    if not (able & possible.meeting[:, tutee]).any():
        return Reason("alone_no_shared_time")
    return Reason("alone_all_taken" if possible.pairs[:, tutee].any() else "alone_no_fitting_partner")


def _why_idle(snapshot: Snapshot, learner: Learner, place: int) -> Reason:
    """Why one who is not in need has no partner."""
    if not snapshot.evident[place].any():
        return Reason("alone_not_enough_evidence")
    return Reason("alone_not_needed" if learner.tutor else "alone_no_need")


def _blocking_pairs(snapshot: Snapshot, possible: _Possible, solution: Solution, loads: np.ndarray) -> int:
    """Possible pairs in which the tutee gains and the tutor has room or swaps a lesser benefit for it."""
    n = len(snapshot.learners)
    of_tutee, least = np.zeros(n), np.full(n, np.inf)
    for tutor, tutee in solution.times:
        of_tutee[tutee] = possible.benefit[tutor, tutee]
        least[tutor] = min(least[tutor], possible.benefit[tutor, tutee])
    free = loads < np.array([learner.capacity for learner in snapshot.learners], dtype=np.int64)
    least[free] = 0.0
    better = possible.pairs & (possible.benefit > of_tutee[None, :] + 1 / SCALE)
    better &= possible.benefit > least[:, None] + 1 / SCALE
    return int(better.sum())
