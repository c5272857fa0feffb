"""Pairs and times together, where a flow cannot see that nobody is in two places at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from personalization.tutoring.eligibility import Learner

PairOfPlaces = tuple[int, int]
_Variables = dict[tuple[PairOfPlaces, str], cp_model.IntVar]


MOST_VARIABLES = 20_000
"""Above this the search sees only the best partners of each tutee, and the gap is told against the flow."""

OPTIMAL, FEASIBLE = cp_model.OPTIMAL, cp_model.FEASIBLE


@dataclass(frozen=True, slots=True)
class Solution:
    """Pairs with their times, and what was proved.

    Attributes
    ----------
    times : mapping of (tutor, tutee) to slot
    helped_bound : int
        No solution helps more.
    benefit_bound : int
        No solution that helps as many has a greater benefit, in the scale of the benefits given.
    """

    times: Mapping[PairOfPlaces, str]
    helped_bound: int
    benefit_bound: int


def solve_with_times(
    learners: Sequence[Learner],
    benefits: Mapping[PairOfPlaces, int],
    flow: Sequence[PairOfPlaces],
    *,
    seed: int,
    seconds: float,
) -> Solution:
    """Help as many as possible, then with the greatest benefit, then with the evenest load.

    Parameters
    ----------
    benefits : mapping of (tutor, tutee) to int
        Possible pairs; their order breaks ties.
    flow : sequence of (tutor, tutee)
        The optimum without regard to clashing times: a bound, and the first to be tried.
    seconds : float
        Deterministic time of the solver for each search; the same input and seed give the same answer on
        every machine.
    """
    ideal = sum(benefits[pair] for pair in flow)
    first = _search(learners, {pair: benefits[pair] for pair in flow}, len(flow), {}, seed, seconds)
    if len(first.times) == len(flow):
        return Solution(first.times, len(flow), ideal)
    some = _best_partners(learners, benefits, flow)
    found = _search(learners, some, len(flow), first.times, seed, seconds)
    if len(some) == len(benefits):
        return found
    bound = ideal if len(found.times) == len(flow) else _loose_bound(benefits, len(found.times))
    return Solution(found.times, len(flow), bound)


def _best_partners(
    learners: Sequence[Learner], benefits: Mapping[PairOfPlaces, int], flow: Sequence[PairOfPlaces]
) -> dict[PairOfPlaces, int]:
    """The pairs of the flow, and of the others as many of each tutee's best as the search can hold."""
    meetings = {pair: len(learners[pair[0]].slots & learners[pair[1]].slots) for pair in benefits}
    if sum(meetings.values()) <= MOST_VARIABLES:
        return dict(benefits)
    by_tutee: dict[int, list[PairOfPlaces]] = {}
    for pair in sorted(benefits, key=lambda pair: -benefits[pair]):
        by_tutee.setdefault(pair[1], []).append(pair)
    kept, used, rank = set(flow), sum(meetings[pair] for pair in flow), 0
    while used < MOST_VARIABLES:
        layer = [pairs[rank] for pairs in by_tutee.values() if rank < len(pairs) and pairs[rank] not in kept]
        kept.update(layer)
        used += sum(meetings[pair] for pair in layer)
        rank += 1
    return {pair: benefit for pair, benefit in benefits.items() if pair in kept}


def _loose_bound(benefits: Mapping[PairOfPlaces, int], helped: int) -> int:
    """Each of the `helped` luckiest tutees with the best of partners."""
    best: dict[int, int] = {}
    for (_, tutee), benefit in benefits.items():
        best[tutee] = max(best.get(tutee, 0), benefit)
    return sum(sorted(best.values(), reverse=True)[:helped])


def _search(
    learners: Sequence[Learner],
    benefits: Mapping[PairOfPlaces, int],
    most_helped: int,
    known: Mapping[PairOfPlaces, str],
    seed: int,
    seconds: float,
) -> Solution:
    """Two searches, the second among the solutions of the first; what is known already is never lost."""
    model, meets, loads = _model(learners, benefits)
    helped = sum(meets.values())
    _hint(model, meets, known)
    model.add(helped <= most_helped)
    model.maximize(helped)
    solver = _solver(seed, seconds)
    if solver.solve(model) in (OPTIMAL, FEASIBLE):
        found = {pair: slot for (pair, slot), variable in meets.items() if solver.value(variable)}
        known = found if len(found) > len(known) else known
        most_helped = min(most_helped, int(solver.best_objective_bound + 1e-6))
    _hint(model, meets, known)
    model.add(helped == len(known))
    dearer = 1 + sum(nth for _, nth in loads)
    benefit = sum(benefits[pair] * variable for (pair, _), variable in meets.items())
    model.maximize(dearer * benefit - sum(nth * variable for variable, nth in loads))
    bound = _loose_bound(benefits, len(known))
    if solver.solve(model) in (OPTIMAL, FEASIBLE):
        known = {pair: slot for (pair, slot), variable in meets.items() if solver.value(variable)}
        bound = min(bound, int(solver.best_objective_bound / dearer) + 1)
    return Solution(known, most_helped, bound)


def _hint(model: cp_model.CpModel, meets: _Variables, known: Mapping[PairOfPlaces, str]) -> None:
    model.clear_hints()  # type: ignore[no-untyped-call]
    for (pair, slot), variable in meets.items():
        model.add_hint(variable, known.get(pair) == slot)


def _model(
    learners: Sequence[Learner], benefits: Mapping[PairOfPlaces, int]
) -> tuple[cp_model.CpModel, _Variables, list[tuple[cp_model.IntVar, int]]]:
    """One variable per pair and shared time; each person once per time, each tutee once, loads in steps."""
    model = cp_model.CpModel()
    meets: _Variables = {}
    at: dict[tuple[int, str], list[cp_model.IntVar]] = {}
    taught: dict[int, list[cp_model.IntVar]] = {}
    teaching: dict[int, list[cp_model.IntVar]] = {}
    for pair in benefits:
        tutor, tutee = pair
        for slot in sorted(learners[tutor].slots & learners[tutee].slots):
            variable = meets[pair, slot] = model.new_bool_var("")
            at.setdefault((tutor, slot), []).append(variable)
            at.setdefault((tutee, slot), []).append(variable)
            taught.setdefault(tutee, []).append(variable)
            teaching.setdefault(tutor, []).append(variable)
    for together in (*at.values(), *taught.values()):
        model.add_at_most_one(together)
    loads = []
    for tutor, variables in teaching.items():
        steps = [model.new_bool_var("") for _ in range(min(learners[tutor].capacity, len(variables)))]
        model.add(sum(variables) == sum(steps))
        loads += [(step, nth) for nth, step in enumerate(steps)]
    return model, meets, loads


def _solver(seed: int, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = seconds
    return solver
