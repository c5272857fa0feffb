"""The score of answers of every kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st

from adapters.answers import AnswerChecker, ProcessChecker
from adapters.answers.score import Given, score
from adapters.content.base import AnswerKey, Gap, Partial, Unit
from adapters.content.stored import key_from

CODES = ("a", "b", "c", "d")


@pytest.fixture(scope="module")
def checker() -> Iterator[AnswerChecker]:
    checker = ProcessChecker()
    yield checker
    checker.close()


NUMBER = AnswerKey(
    "number", ("1500",), tolerance=10, partial=(Partial("1400", 0.5, 50),), units=(Unit("m"), Unit("km", 1000))
)
CLOZE = AnswerKey(
    "cloze",
    (),
    gaps=(
        Gap("g1", "choice", AnswerKey("choice", ("a",)), ("a", "b"), 1.0),
        Gap("g2", "number", AnswerKey("number", ("2.5",)), (), 3.0),
    ),
)
SEVERAL = AnswerKey("multiple", ("a", "b"))
CASES = [
    (AnswerKey("choice", ("a", "b")), Given(chosen=("b",)), 1.0),
    (AnswerKey("choice", ("a",), partial=(Partial("c", 0.25),)), Given(chosen=("c",)), 0.25),
    (AnswerKey("choice", ("a",)), Given(), 0.0),
    (SEVERAL, Given(chosen=("a", "b")), 1.0),
    (SEVERAL, Given(chosen=("a",)), 0.5),
    (SEVERAL, Given(chosen=("a", "c")), 0.0),
    (SEVERAL, Given(chosen=CODES), 0.0),
    (AnswerKey("multiple", ("a",), partial=(Partial("a", 0.7), Partial("b", 0.3), Partial("c", -0.5))),
     Given(chosen=("a", "c")), 0.2),
    (AnswerKey("ordering", CODES), Given(chosen=CODES), 1.0),
    (AnswerKey("ordering", CODES), Given(chosen=("b", "c", "d", "a")), 2 / 3),
    (AnswerKey("ordering", CODES), Given(chosen=("d", "c", "b", "a")), 0.0),
    (AnswerKey("ordering", CODES), Given(chosen=("a", "b", "c")), 0.0),
    (AnswerKey("matching", (), pairs=(("p", "a"), ("q", "b"))), Given(parts={"p": "a", "q": "a"}), 0.5),
    (CLOZE, Given(parts={"g1": "a", "g2": "2,5"}), 1.0),
    (CLOZE, Given(parts={"g1": "b", "g2": "2,5"}), 0.75),
    (CLOZE, Given(parts={"g1": "a"}), 0.25),
    (NUMBER, Given("1500"), 1.0),
    (NUMBER, Given("1,5 km"), 1.0),
    (NUMBER, Given("1505 m"), 1.0),
    (NUMBER, Given("1,52 km"), 0.0),
    (NUMBER, Given("1,42 km"), 0.5),
    (NUMBER, Given("1500 kg"), 0.0),
    (AnswerKey("number", ("3",), units=(Unit("m"),), unit_needed=True), Given("3"), 0.0),
    (AnswerKey("text", ("Madrid",)), Given("  madrid "), 1.0),
    (AnswerKey("text", ("Madrid",), case_sensitive=True), Given("madrid"), 0.0),
    (AnswerKey("text", ("*rid",), wildcards=True), Given("Madrid"), 1.0),
    (AnswerKey("text", ("m*d*",), wildcards=True), Given("mad"), 1.0),
    (AnswerKey("text", ("a*a",), wildcards=True), Given("a"), 0.0),
    (AnswerKey("text", ("2\\*3",), wildcards=True), Given("2*3"), 1.0),
    (AnswerKey("text", ("2\\*3",), wildcards=True), Given("2x3"), 0.0),
    (AnswerKey("text", ("New York",), partial=(Partial("York", 0.4),)), Given("York"), 0.4),
]  # fmt: skip


@pytest.mark.parametrize(("key", "given", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_score(checker: AnswerChecker, key: AnswerKey, given: Given, expected: float) -> None:
    found = score(checker, key, given, "es")
    assert found.score == pytest.approx(expected)
    assert found.outcome == ("right" if expected == 1 else "partly" if expected else "wrong")


@pytest.mark.parametrize(("key", "given", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_a_stored_key_is_the_same(
    checker: AnswerChecker, key: AnswerKey, given: Given, expected: float
) -> None:
    again = key_from(json.loads(json.dumps(asdict(key))))
    assert again == key


def test_a_gap_that_cannot_be_read_is_asked_again_by_name(checker: AnswerChecker) -> None:
    found = score(checker, CLOZE, Given(parts={"g1": "a", "g2": "2,,"}), "es")
    assert (found.outcome, found.unread) == ("unreadable", "g2")


def test_an_earlier_stored_key_is_read() -> None:
    old = {"kind": "number", "accepted": ["2"], "form": "any", "tolerance": 0.0, "refused": []}
    assert key_from(old) == AnswerKey("number", ("2",))


@given_that(st.lists(st.sampled_from(CODES), max_size=6), st.sampled_from([c[0] for c in CASES]))
def test_scores_stay_within_their_bounds(chosen: list[str], key: AnswerKey) -> None:
    if key.kind in ("choice", "multiple", "ordering"):
        found = score(None, key, Given(chosen=tuple(chosen)), "es")  # type: ignore[arg-type]
        assert 0 <= found.score <= 1


@given_that(st.text("ab*", max_size=12), st.text("ab", max_size=12))
def test_wildcards_mean_what_regular_expressions_would(pattern: str, text: str) -> None:
    import re

    from adapters.answers.judge import _fits

    expected = re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None
    assert _fits(text, pattern.split("*")) == expected
