"""Properties that every strategy must have: a new one is tested by being listed.

Each check takes a strategy and a generator, tries it on synthetic input, and raises AssertionError with
what is wrong. A diagnostic strategy is a `Policy`; the others are functions with the signature of
`planner.plan` (its first four arguments) and of `matching.match`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from personalization.bank import ItemBank
from personalization.belief import Belief, initial_belief
from personalization.diagnostics.content import tally
from personalization.diagnostics.session import Policy, State, results, resume, start, step
from personalization.evidence import Response, replay
from personalization.explanations import REASON_CODES, Reason
from personalization.framework import Competency, Framework
from personalization.itineraries.activities import Activity
from personalization.itineraries.paths import Itinerary, PathPolicy
from personalization.simulation import abilities, sit, synthetic_bank, synthetic_class, synthetic_framework
from personalization.tutoring.matching import Matching, MatchingPolicy, Snapshot

Planner = Callable[[Framework, Belief, Sequence[Activity], PathPolicy], Itinerary]
Matcher = Callable[[Snapshot, MatchingPolicy, np.random.Generator], Matching]


def known_reason(reason: Reason) -> None:
    """A reason is registered and carries exactly the values that its sentence needs."""
    assert reason.code in REASON_CODES, f"unregistered reason {reason.code!r}"
    assert set(reason.values) == set(REASON_CODES[reason.code]), f"values of {reason.code!r}: {reason.values}"


# Diagnostics


def _bank(rng: np.random.Generator) -> ItemBank:
    """Six competencies of two levels with 8 questions and 2 pilots each; every third has the tag "third"."""
    plain = synthetic_framework(6)
    two = tuple(Competency(c.code, c.area, (0.0, 1.0)) for c in plain.competencies)
    framework = Framework(plain.code, plain.version, two, plain.prerequisites)
    items = synthetic_bank(framework, 10, rng, choices=4).items
    return ItemBank(
        framework,
        (
            replace(item, pilot=number >= 48, tags=("third",) if number % 3 == 0 else ())
            for number, item in enumerate(items)
        ),
    )


def _taken(policy: Policy, rng: np.random.Generator) -> tuple[ItemBank, Belief, State]:
    bank = _bank(rng)
    prior = initial_belief(bank.framework)
    return bank, prior, sit(bank, abilities(prior, 1, rng)[0], policy, rng, prior, skips=0.3)


def asks_nothing_twice(policy: Policy, rng: np.random.Generator) -> None:
    """No item comes twice, none is about anything but the targets, and the limits hold."""
    bank, _, state = _taken(policy, rng)
    assert len(set(state.asked)) == len(state.asked) <= policy.max_items
    topics = bank.primary[[index for index in state.asked if not bank.pilot[index]]]
    assert np.bincount(topics, minlength=1).max() <= policy.max_per_competency
    if policy.targets:
        assert {bank.framework.codes[topic] for topic in topics} <= set(policy.targets)


def names_its_stops(policy: Policy, rng: np.random.Generator) -> None:
    """The end has a reason, each target has a rule, and a decision its two own answers."""
    bank, _, state = _taken(policy, rng)
    assert state.finished is not None
    known_reason(state.finished)
    for result in results(bank, state, policy):
        assert result.stop in REASON_CODES
        assert not result.word.decided or result.own >= 2
        assert result.levels
        if not policy.all_levels:
            assert (result.stop in ("stop_mastered", "stop_not_yet")) == result.word.decided
        chances = [level.mastery for level in result.levels]
        assert chances == sorted(chances, reverse=True)


def explains_its_choices(policy: Policy, rng: np.random.Generator) -> None:
    """A choice is one of its candidates, drawn by probabilities, with the policy's version and a reason."""
    bank = _bank(rng)
    found = start(bank, initial_belief(bank.framework), policy, rng)
    while found.choice is not None:
        choice = found.choice
        assert choice.chosen in choice.candidates
        assert len(choice.candidates) == len(choice.probabilities)
        assert abs(sum(choice.probabilities) - 1) < 1e-12
        assert min(choice.probabilities) > 0
        assert choice.policy_version == policy.version
        assert choice.pilot == bool(bank.pilot[choice.chosen]) == (choice.reason.code == "next_pilot")
        known_reason(choice.reason)
        found = step(bank, found.state, float(rng.random() < 0.6), policy, rng)


def is_repeatable(policy: Policy, rng: np.random.Generator) -> None:
    """The same seed gives the same test; its log, replayed, the same belief; resuming, the same state."""
    seed = int(rng.integers(2**31))
    bank, prior, state = _taken(policy, np.random.default_rng(seed))
    again = _taken(policy, np.random.default_rng(seed))[2]
    assert (again.asked, again.scores, again.finished) == (state.asked, state.scores, state.finished)
    log = [
        Response(bank.items[index], score, pilot=bank.items[index].pilot)
        for index, score in zip(state.asked, state.scores, strict=True)
    ]
    replayed = replay(bank.framework, prior, log)
    assert replayed.belief == state.belief
    assert np.allclose(replayed.contributions.sum(axis=0), state.belief.mean - prior.mean, atol=1e-12)
    back = resume(bank, state.belief, policy, state.asked, state.scores, None, state.seconds)
    assert back.stops == state.stops
    assert back.finished is not None


def tries_out_without_scoring(policy: Policy, rng: np.random.Generator) -> None:
    """Pilots are as many as the policy says, neither first nor last, and move nothing."""
    bank = _bank(rng)
    found = start(bank, initial_belief(bank.framework), policy, rng)
    while found.choice is not None:
        before, pilot = found.state.belief, found.choice.pilot
        found = step(bank, found.state, float(rng.random() < 0.6), policy, rng)
        assert found.contribution is not None
        if pilot:
            assert found.state.belief is before
            assert not found.contribution.any()
        else:
            assert found.state.belief != before
    flags = bank.pilot[list(found.state.asked)]
    assert not flags[0]
    assert not flags[-1]
    wanted = round(policy.pilot_share * policy.max_items)
    assert flags.sum() <= wanted
    if len(flags) == policy.max_items and not policy.targets:
        assert flags.sum() == wanted


def keeps_to_its_content(policy: Policy, rng: np.random.Generator) -> None:
    """Least and greatest numbers of the rules of content hold at the end of a test."""
    bank, _, state = _taken(policy, rng)
    scored = tuple(index for index in state.asked if not bank.pilot[index])
    for rule, count in zip(policy.content, tally(bank, policy.content, scored).counts, strict=True):
        assert rule.at_most is None or count <= rule.at_most, rule
        assert count >= rule.at_least, rule


def survives_storage(policy: Policy, rng: np.random.Generator) -> None:
    """A policy that went through JSON is the same and gives the same test."""
    stored = json.loads(json.dumps(policy.to_json()))
    back = Policy.from_json(stored)
    assert back == policy == Policy(**stored)
    seed = int(rng.integers(2**31))
    one, other = (_taken(p, np.random.default_rng(seed))[2] for p in (policy, back))
    assert one.asked == other.asked


DIAGNOSTIC_CHECKS = (
    asks_nothing_twice,
    names_its_stops,
    explains_its_choices,
    is_repeatable,
    tries_out_without_scoring,
    keeps_to_its_content,
    survives_storage,
)


# Paths


def _library(framework: Framework) -> list[Activity]:
    kinds = (("core", "read"), ("core", "explore"), ("reinforcement", "practise"), ("extension", "explain"))
    return [
        Activity(f"{code}-{kind}-{modality}", code, kind, modality, 10.0 + 5 * number)  # type: ignore[arg-type]
        for code in framework.codes
        for number, (kind, modality) in enumerate(kinds)
    ]


def _planned(planner: Planner, rng: np.random.Generator) -> tuple[Framework, Belief, PathPolicy, Itinerary]:
    framework = synthetic_framework(9)
    prior = initial_belief(framework)
    belief = Belief(abilities(prior, 1, rng)[0], prior.covariance * 0.3, prior.own)
    policy = PathPolicy(max_steps=10)
    return framework, belief, policy, planner(framework, belief, _library(framework), policy)


def explains_its_steps(planner: Planner, rng: np.random.Generator) -> None:
    """Every step has registered reasons and activities of its competency; no activity comes twice."""
    framework, _, _, path = _planned(planner, rng)
    competency_of = {activity.code: activity.competency for activity in _library(framework)}
    used: list[str] = []
    for found in path.steps:
        assert found.reasons
        for reason in found.reasons:
            known_reason(reason)
        assert all(competency_of[code] == found.competency for code in found.alternatives)
        used += found.alternatives
    assert len(set(used)) == len(used)


def respects_prerequisites(planner: Planner, rng: np.random.Generator) -> None:
    """No step on what is not mastered comes before work on a prerequisite that is unlikely to be mastered."""
    framework, belief, policy, path = _planned(planner, rng)
    unlikely = {code for code, mean in zip(framework.codes, belief.mean, strict=True) if mean < -1}
    met: set[str] = set()
    for found in path.steps:
        before = {framework.codes[p] for p in framework.before[framework.index(found.competency)]}
        if found.kind != "extension":
            assert before & unlikely <= met, f"{found.competency} before {before & unlikely - met}"
        met.add(found.competency)
    assert len(path.steps) <= max(policy.max_steps, 3 * framework.size)


PLANNING_CHECKS = (explains_its_steps, respects_prerequisites)


# Matching


def pairs_only_the_willing(matcher: Matcher, rng: np.random.Generator) -> None:
    """Roles, vetoes, capacities, times and languages hold for every pair, and nobody is in two places."""
    snapshot = synthetic_class(int(rng.integers(2, 25)), ("c0", "c1", "c2"), rng, slots=6, free=2)
    people = {learner.code: learner for learner in snapshot.learners}
    found = matcher(snapshot, MatchingPolicy(), rng)
    places = [(person, pair.slot) for pair in found.pairs for person in (pair.tutor, pair.tutee)]
    assert len(set(places)) == len(places)
    assert len({pair.tutee for pair in found.pairs}) == len(found.pairs)
    for pair in found.pairs:
        tutor, tutee = people[pair.tutor], people[pair.tutee]
        assert tutor.tutor
        assert tutee.tutee
        assert tutee.code not in tutor.vetoes
        assert tutor.code not in tutee.vetoes
        assert pair.slot in tutor.slots & tutee.slots
        assert pair.language in tutor.languages & tutee.languages
        assert sum(other.tutor == pair.tutor for other in found.pairs) <= tutor.capacity


def accounts_for_everyone(matcher: Matcher, rng: np.random.Generator) -> None:
    """Everyone willing is in a pair or told why not; the figures agree with the pairs."""
    snapshot = synthetic_class(int(rng.integers(2, 25)), ("c0", "c1"), rng)
    found = matcher(snapshot, MatchingPolicy(), rng)
    paired = {person for pair in found.pairs for person in (pair.tutor, pair.tutee)}
    told = dict(found.unmatched)
    for learner in snapshot.learners:
        if learner.tutor or learner.tutee:
            assert learner.code in paired or learner.code in told
    for reason in (*told.values(), *(reason for pair in found.pairs for reason in pair.reasons)):
        known_reason(reason)
    assert found.helped == len(found.pairs) <= found.in_need
    assert abs(found.benefit - sum(pair.benefit for pair in found.pairs)) < 1e-9
    assert found.bound >= found.benefit - 1e-9
    assert found.gap >= 0


MATCHING_CHECKS = (pairs_only_the_willing, accounts_for_everyone)
