"""Questions that are tried out, inside a test."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personalization.bank import ItemBank
from personalization.belief import initial_belief
from personalization.diagnostics.fixed import fixed_form
from personalization.diagnostics.pilots import pilot_chance
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import Usage, resume, start, step
from personalization.scale import expected_share
from personalization.simulation import synthetic_bank, synthetic_framework

FRAMEWORK = synthetic_framework(4)
PRIOR = initial_belief(FRAMEWORK)


def bank_with(pilots: int, per_competency: int = 15) -> ItemBank:
    items = synthetic_bank(FRAMEWORK, per_competency, np.random.default_rng(2), choices=4).items
    return ItemBank(
        FRAMEWORK, (replace(item, pilot=n >= len(items) - pilots) for n, item in enumerate(items))
    )


@settings(max_examples=50, deadline=None)
@given(st.integers(3, 40), st.floats(0, 0.25), st.integers(0, 10**6))
def test_sampling_of_places_gives_exactly_the_share_and_every_place_its_turn(
    length: int, share: float, seed: int
) -> None:
    policy = Policy(max_items=length, min_items=1, pilot_share=share)
    rng, wanted = np.random.default_rng(seed), min(round(share * length), length - 2)
    places, due = [], wanted
    for place in range(length):
        if due and rng.random() < pilot_chance(policy, place, due):
            places.append(place)
            due -= 1
    assert len(places) == wanted
    assert 0 not in places
    assert length - 1 not in places


def test_places_are_equally_likely() -> None:
    policy, rng = Policy(max_items=10, pilot_share=0.2), np.random.default_rng(0)
    hits = np.zeros(10)
    for _ in range(4000):
        due = 2
        for place in range(10):
            if due and rng.random() < pilot_chance(policy, place, due):
                hits[place] += 1
                due -= 1
    assert hits[1:9] / 4000 == pytest.approx(np.full(8, 0.25), abs=0.03)


def test_a_bank_without_pilots_or_a_policy_without_a_share_gives_the_test_it_always_gave() -> None:
    def asked(bank: ItemBank, policy: Policy) -> tuple[int, ...]:
        rng = np.random.default_rng(7)
        state = start(bank, PRIOR, policy, rng).state
        while state.current is not None:
            state = step(bank, state, float(state.current % 2), policy, rng).state
        return state.asked

    without = asked(bank_with(0), Policy())
    assert asked(bank_with(0), Policy(pilot_share=0.25)) == without
    never = asked(bank_with(20), Policy())
    assert not bank_with(20).pilot[list(never)].any()


def test_those_tried_least_often_come_first() -> None:
    bank, policy = bank_with(12), Policy(max_items=20, pilot_share=0.25)
    counts, rng = np.zeros(len(bank), dtype=np.int64), np.random.default_rng(3)
    for tests in range(30):
        usage = Usage(counts, tests)
        state = start(bank, PRIOR, policy, rng, usage).state
        while state.current is not None:
            state = step(bank, state, float(rng.integers(2)), policy, rng, usage=usage).state
        counts[list(state.asked)] += 1
    tries = counts[bank.pilot]
    assert tries.min() >= 1
    assert tries.max() - tries.min() <= 6  # competencies close at different times, so not quite even


def test_after_a_pilot_a_test_resumes_as_it_was() -> None:
    bank, policy, rng = bank_with(16), Policy(pilot_share=0.25), np.random.default_rng(1)
    found = start(bank, PRIOR, policy, rng)
    seen = 0
    while found.choice is not None:
        seen += found.choice.pilot
        state = found.state
        back = resume(bank, state.belief, policy, state.asked, state.scores, state.current, state.seconds)
        assert (back.belief, back.asked, back.current, back.stops) == (
            state.belief, state.asked, state.current, state.stops,
        )  # fmt: skip
        one, other = np.random.default_rng(5), np.random.default_rng(5)
        assert step(bank, back, 1.0, policy, one).choice == step(bank, state, 1.0, policy, other).choice
        found = step(bank, state, float(rng.integers(2)), policy, rng)
    assert seen == 6


def test_pilots_are_in_no_fixed_test_and_in_no_scale() -> None:
    bank = bank_with(40)
    assert not bank.pilot[list(fixed_form(bank, Policy(max_items=20)))].any()
    scored = ItemBank(FRAMEWORK, (item for item in bank.items if not item.pilot))
    theta = np.array([-1.0, 0.0, 1.0])
    assert expected_share(bank, 1, theta) == pytest.approx(expected_share(scored, 1, theta))


def test_a_share_above_a_quarter_is_refused() -> None:
    with pytest.raises(ValueError, match="pilot_share"):
        Policy(pilot_share=0.3)
