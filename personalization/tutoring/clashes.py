"""Pairs and times together, where a flow cannot see that nobody is in two places at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from personalization.tutoring.eligibility import Learner

PairOfPlaces = tuple[int, int]


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
    *,
    most_helped: int,
    seed: int,
    seconds: float,
) -> Solution:
    """Help as many as possible, then with the greatest benefit, then with the evenest load.

    Parameters
    ----------
    benefits : mapping of (tutor, tutee) to int
        Possible pairs; their order breaks ties.
    most_helped : int
        A bound on the number helped that is known already.
    seconds : float
        Deterministic time of the solver for each of the two searches; the same input and seed give the
        same answer on every machine.
    """
    model, meets, loads = _model(learners, benefits)
    helped = sum(meets.values())
    model.add(helped <= most_helped)
    solver = _solver(seed, seconds)
    model.maximize(helped)
    solver.solve(model)
    number, bound = round(solver.objective_value), int(solver.best_objective_bound + 1e-6)
    for variable in meets.values():
        model.add_hint(variable, solver.value(variable))
    model.add(helped == number)
    dearer = 1 + sum(nth for _, nth in loads)
    benefit = sum(benefits[pair] * variable for (pair, _), variable in meets.items())
    model.maximize(dearer * benefit - sum(nth * variable for variable, nth in loads))
    solver.solve(model)
    times = {pair: slot for (pair, slot), variable in meets.items() if solver.value(variable)}
    return Solution(times, bound, int(solver.best_objective_bound / dearer) + 1)


_Variables = dict[tuple[PairOfPlaces, str], cp_model.IntVar]


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
