"""Every code about questions and their answers becomes a sentence in both languages, and pictures say what they show."""

from __future__ import annotations

from string import Formatter

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.errors import EXPLANATIONS
from lti_tool.web.teacher import analyses_pictures as pictures
from lti_tool.web.teacher import analyses_words as words
from personalization.calibration import errors
from personalization.calibration.errors import FINDING_CODES, CalibrationError, Finding
from personalization.calibration.items import CurvePoint

VALUES: dict[str, float | str] = {
    "responses": 12, "needed": 30, "share": 0.978, "discrimination": 5.0, "difficulty_se": 1.3, "correlation": -0.1, "se": 0.05,
    "choice": "b", "strong": 0.42, "weak": 0.113, "infit": 1.3, "outfit": 1.6, "lz": -3.0, "p": 0.001, "learners": 7,
}  # fmt: skip


@pytest.mark.parametrize("code", [*FINDING_CODES, "few_learners"])
def test_every_finding_is_a_sentence(code: str, language: str) -> None:
    assert code in words.FINDINGS
    said = words.finding_sentence(
        Finding(code, "q1", {name: VALUES[name] for name in FINDING_CODES.get(code, ("learners", "needed"))})
    )
    assert said.endswith((".", "?"))
    assert "%(" not in said
    if code == "strong_ones_choose_wrong":
        assert "42" in said
        assert "11" in said


@pytest.mark.parametrize("code", FINDING_CODES)
def test_a_sentence_asks_only_for_numbers_that_its_finding_has(code: str) -> None:
    asked = {
        name
        for _, name, _, _ in Formatter().parse(words.FINDINGS[code].replace("%(", "{").replace(")s", "}"))
        if name
    }
    assert asked <= set(FINDING_CODES[code])


def test_every_error_of_a_calibration_is_explained(language: str) -> None:
    kinds = [
        one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, CalibrationError)
    ]
    assert len(kinds) > 6
    for kind in kinds:
        assert kind.code in EXPLANATIONS
        assert words.finding_sentence(Finding(kind.code, "q1")) != kind.code


def test_every_kind_status_and_size_has_a_word(language: str) -> None:
    for table in (words.STATUSES, words.KINDS, words.SIZES, words.FINDING_NAMES):
        assert all(table.values())


def test_a_difference_is_only_said_beyond_doubt_and_where_it_matters() -> None:
    old = {"b": 0.0, "b_se": 0.8, "a": 1.0, "c": 0.0, "slip": 0.0}
    assert words.change_of(old, {**old, "b": 1.0, "b_se": 0.2}) == "harder"
    assert words.change_of(old, {**old, "b": -1.0, "b_se": 0.2}) == "easier"
    assert words.change_of(old, {**old, "b": 1.0, "b_se": 0.7}) == "same"
    assert words.change_of(old, {**old, "b": 0.2, "b_se": 0.01}) == "same"


@given(st.floats(-400, 400), st.floats(0.1, 9), st.floats(0, 0.4))
def test_of_ten_stays_within_ten(b: float, a: float, c: float) -> None:
    assert 10 * c - 1e-9 <= words.just_masters({"a": a, "b": b, "c": c, "slip": 0.0}) <= 10


def dif(size: str, delta: float, adjusted: float, uneven: float = 0.5) -> dict[str, object]:
    return {
        "size": size,
        "delta": delta,
        "adjusted": adjusted,
        "logistic": {"adjusted": uneven, "size": "C" if uneven < 0.05 else "A"},
    }


def test_differences_between_groups_are_told_apart(language: str) -> None:
    said = [
        words.dif_sentence(one)
        for one in (
            dif("C", -2.0, 0.001),
            dif("C", 2.0, 0.001),
            dif("B", -1.2, 0.01),
            dif("B", 1.2, 0.01),
            dif("A", 0.1, 0.6),
            dif("A", 0.1, 0.6, 0.01),
        )
    ]
    assert len(set(said)) == 6
    assert words.dif_sentence(dif("C", -2.0, 0.2)) == said[4], "what may be chance is no difference"


def test_pictures_escape_what_they_are_given(app: Flask) -> None:
    texts = pictures.CurveTexts('<b>"label"', "<less>", "<cut>", "<more>")
    drawn = pictures.curve((1.0, 0.0, 0.0, 0.0), (CurvePoint(0.1, 12, 0.5, 0.1, 0.5),), texts)
    assert "<b>" not in drawn
    assert "<less>" not in drawn
    old = {"b": 0.0, "b_se": 0.8, "a": 1.0, "c": 0.0, "slip": 0.0}
    assert "<i>" not in pictures.changes([pictures.Change("<i>", old, old)], "label")
    assert "<i>" not in pictures.gaps([pictures.Gap("<i>", 1.0, 0.2, "B")], "label", "<i>", "<i>")


@given(st.floats(-50, 50), st.floats(0, 30))
def test_nothing_is_drawn_outside_the_picture(delta: float, error: float) -> None:
    import re

    drawn = str(pictures.gaps([pictures.Gap("q", delta, error, "C")], "label", "harder", "easier"))
    for place in re.findall(r'cx="([-\d.]+)"', drawn):
        assert 0 <= float(place) <= pictures.WIDTH
