"""Every code that personalization gives becomes a whole sentence in both languages."""

from __future__ import annotations

from string import Formatter

import pytest
from flask import Flask
from flask_babel import force_locale

from lti_tool.actions.pages import GradeView
from lti_tool.actions.result_pages import CompetencyView
from lti_tool.web import sentences, vocabulary
from lti_tool.web.mastery_bar import WIDTH, mastery_bar
from lti_tool.web.rendering import reading_name
from personalization.belief import Word
from personalization.explanations import REASON_CODES, Reason

NAMES = {
    "add": {"en": "Add fractions", "es": "Sumar fracciones"},
    "multiply": {"en": "Multiply fractions", "es": "Multiplicar fracciones"},
}
VALUES = {
    "competency": "add", "opens": ["multiply", "add"], "prerequisites": ["multiply"], "slot": "mon-1",
    "mastery": 0.876, "success": 0.7, "gain": 0.1234, "readiness": 0.9, "before": 0.2, "after": 0.5,
    "expected": 0.81, "minutes": 12, "answered": 14, "decided": 3, "targets": 12, "distance": 1.5, "shared": 2,
}  # fmt: skip


def _say(code: str) -> str:
    return sentences.sentence(Reason(code, {name: VALUES[name] for name in REASON_CODES[code]}), NAMES)


def test_every_reason_has_a_text_and_every_text_a_reason() -> None:
    assert set(vocabulary.REASONS) == set(REASON_CODES)


@pytest.mark.parametrize("code", sorted(REASON_CODES))
def test_a_reason_is_said_in_words(code: str, language: str) -> None:
    said = _say(code)
    assert said.endswith(".")
    assert "%(" not in said
    assert not any(name in said for name in (" add", "mon-1", "0.8"))


@pytest.mark.parametrize("code", sorted(REASON_CODES))
def test_the_languages_differ(app: Flask, code: str) -> None:
    said = []
    for code_of_language in ("en", "es"):
        with app.test_request_context(), force_locale(code_of_language):
            said.append(_say(code))
    assert said[0] != said[1]


@pytest.mark.parametrize("code", sorted(REASON_CODES))
def test_a_text_asks_for_no_value_that_its_reason_lacks(code: str) -> None:
    fields = vocabulary.REASONS[code].replace("%(", "{").replace(")s", "}")
    assert {name for _, name, _, _ in Formatter().parse(fields) if name} <= set(REASON_CODES[code])


def test_names_and_chances_are_said_as_people_say_them(app: Flask) -> None:
    with app.test_request_context(), force_locale("es"):
        assert _say("path_opens") == "Hace falta para: Multiplicar fracciones y Sumar fracciones."
        assert "88 de 100" in _say("pair_tutor_masters")
        assert "el lunes, hora 1" in _say("pair_shared_time")


def test_a_path_begins_without_telling_that_nothing_is_mastered(language: str) -> None:
    begun, first = (
        sentences.sentence(Reason("summary_path", {"mastered": mastered, "targets": 7, "done": 2}))
        for mastered in (3, 0)
    )
    assert "7" in begun
    assert "7" not in first
    assert "2" in first


def test_every_word_of_a_result_has_a_name(language: str) -> None:
    names = [sentences.word_name(word) for word in [*Word, "not_asked"]]
    assert len(set(names)) == len(Word) + 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (0.05, "hardly"),
        (0.3, "a little for"),
        (-0.3, "a little against"),
        (0.5, "clearly for"),
        (-2.0, "strongly against"),
    ],
)
def test_a_contribution_is_said_with_its_direction(app: Flask, change: float, said: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert said in sentences.change_sentence(change)


def test_zero_is_a_grade(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        said = sentences.grade_sentence(GradeView("share_mastered", "sent", 0.0, 10.0))
        assert said.startswith("0 of 10")


def test_a_reading_has_the_decimal_mark_of_the_language(app: Flask) -> None:
    with app.test_request_context(), force_locale("es"):
        assert [reading_name(text) for text in ("2.5", "1000", "(2, 5)")] == ["2,5", "1000", "(2, 5)"]
    with app.test_request_context(), force_locale("en"):
        assert reading_name("2.5") == "2.5"


@pytest.mark.parametrize(
    ("low", "expected", "high"),
    [(0.0, 0.0, 0.0), (0.5, 0.7, 0.9), (1.0, 1.0, 1.0), (0.699, 0.7, 0.701), (0.0, 0.5, 1.0)],
)
def test_a_bar_keeps_inside_its_picture(app: Flask, low: float, expected: float, high: float) -> None:
    view = CompetencyView(
        "add", NAMES["add"], "on_the_way", 0.4, low, high, 2, 0.0, 0.4, "", expected=expected
    )
    with app.test_request_context(), force_locale("en"):
        bar = mastery_bar(view)
    assert 0 <= bar.low < bar.low + bar.width <= WIDTH
    assert bar.low <= bar.at <= bar.low + bar.width
    assert bar.needed == 280
    assert f"about {round(10 * expected)} would be right" in bar.label
