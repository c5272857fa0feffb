"""Matching against every matching there is, on classes small enough to list them."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from personalization.simulation import synthetic_class
from personalization.tutoring.benefit import benefits
from personalization.tutoring.eligibility import Learner, Snapshot
from personalization.tutoring.fairness import load_spread
from personalization.tutoring.matching import MatchingPolicy, match

POLICY = MatchingPolicy()


def learner(code: str, tutor: bool = True, tutee: bool = True, slots: str = "1", **more) -> Learner:
    more.setdefault("languages", frozenset({"es"}))
    return Learner(code, tutor, tutee, frozenset(slots), **more)


def snapshot(learners: list[Learner], mean: list[list[float]], **more) -> Snapshot:
    means = np.array(mean, dtype=float).reshape(len(learners), -1)
    codes = tuple(f"k{i}" for i in range(means.shape[1]))
    return Snapshot(tuple(learners), codes, ndtr(means / 0.5), means, **more)


def alone(found) -> dict[str, str]:
    return {code: reason.code for code, reason in found.unmatched}


def every_matching(shot: Snapshot) -> tuple[int, float]:
    """Most helped, and then the greatest benefit, by trying all assignments of (tutor, time) to tutees."""
    benefit, _ = benefits(shot, POLICY)
    people = shot.learners
    options: list[list[tuple[int, str] | None]] = []
    for place, tutee in enumerate(people):
        found: list[tuple[int, str] | None] = [None]
        for other, tutor in enumerate(people):
            vetoed = tutee.code in tutor.vetoes or tutor.code in tutee.vetoes
            willing = other != place and tutor.tutor and tutee.tutee and not vetoed
            if willing and tutor.languages & tutee.languages and benefit[other, place] > 0:
                found += [(other, slot) for slot in sorted(tutor.slots & tutee.slots)]
        options.append(found)
    best = (0, 0.0)
    for choice in product(*options):
        pairs = [(pick[0], place, pick[1]) for place, pick in enumerate(choice) if pick]
        where = Counter((person, slot) for tutor, tutee, slot in pairs for person in (tutor, tutee))
        loads = Counter(tutor for tutor, _, _ in pairs)
        if max(where.values(), default=1) > 1 or any(n > people[t].capacity for t, n in loads.items()):
            continue
        best = max(best, (len(pairs), round(sum(benefit[t, s] for t, s, _ in pairs), 9)))
    return best


@st.composite
def small_classes(draw: st.DrawFn) -> Snapshot:
    n = draw(st.integers(2, 5))
    people = [
        learner(
            f"p{i}",
            draw(st.booleans()),
            draw(st.booleans()),
            "".join(draw(st.sets(st.sampled_from("123"), max_size=2))),
            languages=frozenset(draw(st.sets(st.sampled_from(["es", "en"]), min_size=1))),
            vetoes=frozenset(draw(st.sets(st.sampled_from([f"p{j}" for j in range(n)]), max_size=1))),
            capacity=draw(st.integers(0, 2)),
        )
        for i in range(n)
    ]
    means = draw(st.lists(st.lists(st.floats(-2, 2), min_size=2, max_size=2), min_size=n, max_size=n))
    return snapshot(people, means)


@settings(max_examples=120, deadline=None)
@given(small_classes(), st.integers(0, 100))
def test_a_matching_is_the_best_of_all_and_proved_to_be(shot: Snapshot, seed: int) -> None:
    found = match(shot, POLICY, np.random.default_rng(seed))
    helped, benefit = every_matching(shot)
    assert found.helped == helped
    assert found.benefit == pytest.approx(benefit, abs=1e-5)
    assert found.gap == 0


def test_helping_one_more_comes_before_any_benefit() -> None:
    # Left alone, the able tutor would go to the one who fits best, and nobody could help the other.
    people = [
        learner("able", tutee=False),
        learner("fair", tutee=False, slots="1"),
        learner("near", tutor=False, slots="12"),
        learner("far", tutor=False, vetoes=frozenset({"fair"})),
    ]
    found = match(snapshot(people, [[2.0], [1.0], [-0.2], [-3.0]]), POLICY, np.random.default_rng(0))
    assert {(pair.tutor, pair.tutee) for pair in found.pairs} == {("able", "far"), ("fair", "near")}
    assert (found.helped, found.in_need) == (2, 2)


def test_among_equals_the_load_is_spread() -> None:
    tutors = [learner(f"t{i}", tutee=False, slots="123456", capacity=3) for i in range(3)]
    tutees = [learner(f"s{i}", tutor=False, slots="123456") for i in range(3)]
    found = match(snapshot(tutors + tutees, [[1.0]] * 3 + [[-0.5]] * 3), POLICY, np.random.default_rng(0))
    assert found.loads.busiest == 1
    assert found.loads.evenness == pytest.approx(1.0)


def test_nobody_is_in_two_places_at_once_even_if_one_less_is_helped() -> None:
    # m could teach l and be taught by h, but all have one and the same hour.
    people = [learner("h"), learner("m"), learner("l")]
    shot = snapshot(people, [[2.0, 2.0], [-0.5, 2.0], [2.0, -0.5]])
    only_m = np.array([[0.99, 0.5], [0.2, 0.99], [0.5, 0.2]])
    shot = Snapshot(shot.learners, shot.competencies, only_m, shot.mean)
    found = match(shot, POLICY, np.random.default_rng(0))
    assert found.helped == 1
    assert found.gap == 0


def test_reciprocal_pairs_are_possible_where_there_are_two_times() -> None:
    people = [learner("a", slots="12"), learner("b", slots="12")]
    found = match(snapshot(people, [[1.0, -0.5], [-0.5, 1.0]]), POLICY, np.random.default_rng(0))
    assert {(p.tutor, p.tutee, p.competency) for p in found.pairs} == {("a", "b", "k0"), ("b", "a", "k1")}
    assert len({pair.slot for pair in found.pairs}) == 2


def test_why_somebody_stays_alone() -> None:
    people = [
        learner("tutor", tutee=False),
        learner("other time", tutor=False, slots="9"),
        learner("other language", tutor=False, languages=frozenset({"fr"})),
        learner("late", tutor=False),
        learner("first", tutor=False),
        learner("fine", tutor=False),
        learner("unwanted", tutor=False, vetoes=frozenset({"tutor"})),
        learner("spare", tutee=False, slots="8"),
        learner("lost", tutor=False),
    ]
    means = [
        [1.0, 0],
        [-0.5, 0],
        [-0.5, 0],
        [-0.1, 0],
        [-0.5, 0],
        [0.6, 0.6],
        [-0.5, 0],
        [1.0, 0],
        [1.0, -1.0],
    ]
    found = match(snapshot(people, means), POLICY, np.random.default_rng(0))
    assert [pair.tutee for pair in found.pairs] == ["first"]
    assert alone(found) == {
        "other time": "alone_no_shared_time",
        "other language": "alone_no_shared_language",
        "late": "alone_all_taken",
        "fine": "alone_no_need",
        "unwanted": "alone_no_fitting_partner",
        "spare": "alone_not_needed",
        "lost": "alone_no_partner_masters",
    }


def test_nobody_is_matched_on_what_there_is_no_evidence_of() -> None:
    people = [learner("a"), learner("b")]
    nothing = np.zeros((2, 1), dtype=bool)
    found = match(snapshot(people, [[1.0], [-0.5]], known=nothing), POLICY, np.random.default_rng(0))
    assert found.pairs == ()
    assert alone(found) == dict.fromkeys(("a", "b"), "alone_not_enough_evidence")


def test_near_enough_to_explain_and_far_enough_to_help() -> None:
    people = [learner(code, slots="12") for code in ("expert", "peer", "tutee")]
    benefit, _ = benefits(snapshot(people, [[4.0], [0.9], [-0.6]]), POLICY)
    assert benefit[1, 2] > benefit[0, 2] > 0
    assert not benefit[:, 0].any()


def test_a_veto_counts_whoever_says_it() -> None:
    for veto in ({0: "b"}, {1: "a"}):
        people = [learner(c, vetoes=frozenset({veto[i]} if i in veto else set())) for i, c in enumerate("ab")]
        assert match(snapshot(people, [[1.0], [-0.5]]), POLICY, np.random.default_rng(0)).pairs == ()


def test_who_chose_who_would_rather_be_with_another_is_counted() -> None:
    # Helping both needs the worse fit for each pair's tutor: t1 and near would rather have each other.
    people = [
        learner("t1", tutee=False),
        learner("t2", tutee=False, vetoes=frozenset({"far"})),
        learner("near", tutor=False),
        learner("far", tutor=False),
    ]
    found = match(snapshot(people, [[1.0], [0.5], [-0.5], [-3.0]]), POLICY, np.random.default_rng(0))
    assert {(pair.tutor, pair.tutee) for pair in found.pairs} == {("t1", "far"), ("t2", "near")}
    assert found.blocking_pairs == 1


def test_the_same_seed_gives_the_same_matching() -> None:
    shot = synthetic_class(20, ("a", "b"), np.random.default_rng(1), slots=6, free=2)
    one, other = (match(shot, POLICY, np.random.default_rng(5)) for _ in range(2))
    assert one == other


def test_no_willing_no_pairs() -> None:
    nobody = Snapshot((), ("k",), np.zeros((0, 1)), np.zeros((0, 1)))
    found = match(nobody, POLICY, np.random.default_rng(0))
    assert (found.pairs, found.unmatched, found.gap, found.in_need) == ((), (), 0, 0)


def test_load_spread_by_hand() -> None:
    assert load_spread([2, 2, 2]).evenness == 1
    assert load_spread([3, 0, 0]).evenness == pytest.approx(1 / 3)
    spread = load_spread([2, 1, 0])
    assert (spread.busiest, spread.used, spread.able) == (2, 2, 3)
    assert load_spread([]).evenness == 1


def test_values_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        Snapshot((learner("a"),), ("k",), np.zeros((2, 1)), np.zeros((2, 1)))
    with pytest.raises(ValueError, match="twice"):
        snapshot([learner("a"), learner("a")], [[0.0], [0.0]])
    with pytest.raises(ValueError, match="need_below"):
        MatchingPolicy(need_below=0.9)


def with_groups(rule: str, *groups: str):
    """One tutor and one in need, in these groups."""
    people = [
        learner("tutor", tutee=False, groups=frozenset(groups[0])),
        learner("tutee", tutor=False, groups=frozenset(groups[1])),
    ]
    policy = MatchingPolicy(groups=rule)
    return match(snapshot(people, [[1.0], [-0.5]]), policy, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("rule", "groups", "allowed"),
    [
        ("any", ("A", "B"), True),
        ("within", ("AC", "BC"), True),
        ("within", ("A", "B"), False),
        ("within", ("", ""), False),
        ("across", ("A", "B"), True),
        ("across", ("AC", "BC"), False),
        ("across", ("", "B"), True),
    ],
)
def test_groups_allow_or_forbid_a_pair(rule, groups, allowed) -> None:
    found = with_groups(rule, *groups)
    assert len(found.pairs) == allowed
    if not allowed:
        assert alone(found)["tutee"] == "alone_no_group_allows"


def test_a_rule_that_nobody_knows() -> None:
    with pytest.raises(ValueError, match="groups"):
        MatchingPolicy(groups="beside")
