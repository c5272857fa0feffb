"""Paths: order, value, alternatives, what is kept, and weeks."""

from __future__ import annotations

from collections import Counter
from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from personalization.belief import Belief
from personalization.framework import Competency, Framework, UnknownCompetency
from personalization.itineraries.activities import Activity
from personalization.itineraries.paths import Itinerary, PathPolicy, Step
from personalization.itineraries.planner import fixed_path, plan

CHAIN = Framework("f", "1", tuple(Competency(c, "x") for c in "abcd"), (("a", "b"), ("b", "c")))


def believed(*chances: float, sd: float = 0.5) -> Belief:
    """A belief in which the probabilities of mastery are these."""
    size = len(chances)
    return Belief(sd * ndtri(np.array(chances)), np.eye(size) * sd**2, np.full(size, 3, dtype=np.int64))


def activity(code: str, kind: str = "core", minutes: float = 20, modality: str = "read", **more) -> Activity:
    return Activity(f"{code}-{kind}-{modality}-{minutes}", code, kind, modality, minutes, **more)


def library(codes: str = "abcd") -> list[Activity]:
    kinds = (("core", "read"), ("core", "explore"), ("reinforcement", "practise"), ("extension", "explain"))
    return [activity(code, kind, 20, modality) for code in codes for kind, modality in kinds]


def steps(path: Itinerary) -> list[tuple[str, str]]:
    return [(step.competency, step.kind) for step in path.steps]


def test_nothing_comes_before_a_prerequisite_that_is_unlikely_to_be_mastered() -> None:
    path = plan(CHAIN, believed(0.1, 0.1, 0.1, 0.95), library(), PathPolicy(targets=("c",), extensions=False))
    assert [step.competency for step in path.steps][:1] == ["a"]
    nearer = plan(
        CHAIN, believed(0.4, 0.4, 0.4, 0.95), library(), PathPolicy(targets=("c",), extensions=False)
    )
    met = list(dict.fromkeys(step.competency for step in nearer.steps))
    assert met == ["a", "b", "c"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.02, 0.98), min_size=4, max_size=4), st.floats(0.2, 0.9))
def test_readiness_is_respected_at_every_step_by_the_belief_expected_then(
    chances: list[float], ready: float
) -> None:
    belief = believed(*chances)
    path = plan(CHAIN, belief, library(), PathPolicy(ready=ready, extensions=False))
    gains = {a.code: a for a in library()}
    mean, variance = belief.mean.copy(), belief.covariance.diagonal().copy()
    for step in path.steps:
        at = CHAIN.index(step.competency)
        for before in CHAIN.before[at]:
            assert 0.5 * (1 + erf(mean[before] / sqrt(2 * variance[before]))) >= ready - 1e-9
        first = gains[step.alternatives[0]]
        mean[at] += first.gain
        variance[at] += first.gain_sd**2


def test_what_is_mastered_gets_no_steps_below_the_cut() -> None:
    path = plan(CHAIN, believed(0.99, 0.99, 0.99, 0.3), library(), PathPolicy(extensions=False))
    assert {competency for competency, _ in steps(path)} == {"d"}


def test_the_core_comes_first_far_below_the_cut_and_reinforcement_near_it() -> None:
    far = plan(CHAIN, believed(0.99, 0.99, 0.99, 0.2), library(), PathPolicy(extensions=False))
    near = plan(CHAIN, believed(0.99, 0.99, 0.99, 0.7), library(), PathPolicy(extensions=False))
    assert [kind for _, kind in steps(far)][:2] == ["core", "reinforcement"]
    assert next(kind for _, kind in steps(near)) == "reinforcement"


def test_extensions_follow_once_everything_that_is_ready_was_planned() -> None:
    path = plan(CHAIN, believed(0.99, 0.95, 0.7, 0.99), library(), PathPolicy())
    kinds = [kind for _, kind in steps(path)]
    assert "extension" in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == "extension")


def test_a_prerequisite_is_worked_on_for_the_sake_of_the_target_only() -> None:
    path = plan(CHAIN, believed(0.4, 0.4, 0.4, 0.4), library(), PathPolicy(targets=("b",), extensions=False))
    met = {competency for competency, _ in steps(path)}
    assert met <= {"a", "b"}
    assert path.steps[0].competency == "a"
    opens = {r.code: r.values for r in path.steps[0].reasons}["path_opens"]
    assert opens == {"competency": "a", "opens": ["b"]}


def test_more_mastery_per_minute_comes_first() -> None:
    slow, quick = activity("a", minutes=60), activity("d", minutes=20)
    path = plan(CHAIN, believed(0.4, 0.99, 0.99, 0.4), [slow, quick], PathPolicy())
    assert [step.competency for step in path.steps] == ["d", "a"]


def test_weights_change_what_comes_first() -> None:
    heavy = Framework("f", "1", (Competency("a", "x", weight=5.0), Competency("b", "x")))
    path = plan(heavy, believed(0.4, 0.4), [activity("a", minutes=60), activity("b")], PathPolicy())
    assert path.steps[0].competency == "a"


def test_alternatives_are_of_other_modalities_first_and_never_offered_twice() -> None:
    ways = [
        activity("a", minutes=10, modality="read"),
        activity("a", minutes=11, modality="read"),
        activity("a", minutes=30, modality="explore"),
        activity("a", minutes=31, modality="practise"),
    ]
    path = plan(CHAIN, believed(0.3, 0.99, 0.99, 0.99), ways, PathPolicy(alternatives=3))
    assert path.steps[0].alternatives == (ways[0].code, ways[2].code, ways[3].code)
    assert [step.alternatives for step in path.steps[1:]] == [(ways[1].code,)]


def test_only_activities_in_the_learners_language_are_planned() -> None:
    spanish = activity("a", minutes=10, languages=frozenset({"es"}))
    english = activity("a", minutes=40, languages=frozenset({"en"}))
    wordless = activity("a", minutes=50)
    path = plan(
        CHAIN, believed(0.3, 1 - 1e-9, 0.99, 0.99), [spanish, english, wordless], PathPolicy(language="en")
    )
    assert path.steps[0].alternatives == (english.code, wordless.code)


def test_what_was_begun_comes_first_and_is_counted_on() -> None:
    begun = Step("core", "d", ("d-core-read-20",), 20, ())
    path = plan(CHAIN, believed(0.4, 0.99, 0.99, 0.2), library(), PathPolicy(extensions=False), kept=(begun,))
    assert path.steps[0].alternatives == begun.alternatives
    assert [reason.code for reason in path.steps[0].reasons] == ["path_kept"]
    used = [code for step in path.steps for code in step.alternatives]
    assert len(set(used)) == len(used)
    again = plan(CHAIN, believed(0.4, 0.99, 0.99, 0.2), library(), PathPolicy(), kept=path.steps[:1])
    assert again.steps[0] == path.steps[0]


def test_reviews_come_before_new_work_in_the_order_given() -> None:
    path = plan(
        CHAIN, believed(0.4, 0.95, 0.95, 0.95), library(), PathPolicy(max_steps=3), reviews=("d", "b")
    )
    assert steps(path)[:2] == [("d", "review"), ("b", "review")]
    assert len(path.steps) == 3


def test_a_check_follows_the_last_step_on_a_competency() -> None:
    path = plan(
        CHAIN, believed(0.7, 0.99, 0.99, 0.99), library(), PathPolicy(check_minutes=5, extensions=False)
    )
    assert [kind for _, kind in steps(path)][-1] == "check"
    assert [kind for _, kind in steps(path)].count("check") == 1


def test_what_was_worked_on_is_checked_once_nothing_more_is_to_be_done_for_it() -> None:
    """Also where the path is planned anew after each step."""
    policy = PathPolicy(check_minutes=5, extensions=False, per_competency=2)
    belief, worked = believed(0.2, 0.99, 0.99, 0.99), Counter[str]()
    kinds = []
    for _ in range(3):
        first = plan(CHAIN, belief, library(), policy, worked=worked).steps[0]
        kinds.append((first.competency, first.kind))
        worked[first.competency] += 1
    code = CHAIN.codes[0]
    assert kinds == [(code, "core"), (code, "reinforcement"), (code, "check")]
    # After the check, what it showed decides; with the same doubt it begins again.
    again = plan(CHAIN, belief, library(), policy, worked={})
    assert [step.kind for step in again.steps] == ["core", "reinforcement", "check"]
    # Of what is believed to be there already, only the check is left.
    known = plan(CHAIN, believed(0.99, 0.99, 0.99, 0.99), library(), policy, worked={code: 1})
    assert [step.kind for step in known.steps] == ["check"]


def test_weeks_hold_no_more_than_the_learners_minutes_unless_one_step_does() -> None:
    ways = [
        activity(code, kind, minutes)
        for code in "ad"
        for kind, minutes in (("core", 30), ("reinforcement", 100))
    ]
    path = plan(CHAIN, believed(0.3, 0.99, 0.99, 0.3), ways, PathPolicy(weekly_minutes=60))
    weeks: dict[int, list[float]] = {}
    for step in path.steps:
        weeks.setdefault(step.week, []).append(step.minutes)
    assert list(weeks) == list(range(len(weeks)))
    assert all(sum(minutes) <= 60 or len(minutes) == 1 for minutes in weeks.values())
    assert path.minutes == sum(sum(minutes) for minutes in weeks.values())


def test_an_empty_library_gives_an_empty_path_and_unknown_codes_are_named() -> None:
    assert plan(CHAIN, believed(0.1, 0.1, 0.1, 0.1), [], PathPolicy()).steps == ()
    with pytest.raises(UnknownCompetency, match="'z'"):
        plan(CHAIN, believed(0.1, 0.1, 0.1, 0.1), [activity("z")], PathPolicy())
    with pytest.raises(UnknownCompetency, match="'z'"):
        plan(CHAIN, believed(0.1, 0.1, 0.1, 0.1), [], PathPolicy(), reviews=("z",))


def test_the_fixed_path_is_the_course_in_the_order_of_its_prerequisites() -> None:
    path = fixed_path(CHAIN, library("cab"))
    assert [competency for competency, kind in steps(path) if kind == "core"] == ["a", "b", "c"]
    assert path.steps[0].alternatives == ("a-core-read-20", "a-core-explore-20")


@pytest.mark.parametrize("faulty", [{"minutes": 0}, {"minutes": float("nan")}, {"gain_sd": -1}])
def test_activities_that_make_no_sense_are_refused(faulty: dict) -> None:
    with pytest.raises(ValueError, match="'x'"):
        Activity(
            **{"code": "x", "competency": "a", "kind": "core", "modality": "read", "minutes": 5, **faulty}
        )
