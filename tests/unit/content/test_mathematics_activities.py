"""The activities: enough of them, in both languages, and what they claim is true."""

from __future__ import annotations

import re

import pytest
from mathematics_reader import formulas, is_true

from adapters.content.base import ActivitySpec
from adapters.content.mathematics import load

BANK = load()
ACTIVITIES = BANK.activities
# What a learner in the text gets wrong, shown for the reader to find.
WRONG_ON_PURPOSE = {
    r"\frac{2}{3} = \frac{4}{5}",
    r"\frac{1}{2} + \frac{1}{3} = \frac{2}{5}",
    r"\frac{5}{6} - \frac{1}{4} = \frac{5 - 1}{6 - 4}",
    "-12 \\gt -7",
}


def test_codes_and_titles_are_unique() -> None:
    assert len({activity.code for activity in ACTIVITIES}) == len(ACTIVITIES)
    for language in ("es", "en"):
        assert len({activity.texts[language].title for activity in ACTIVITIES}) == len(ACTIVITIES)


@pytest.mark.parametrize("competency", [competency.code for competency in BANK.framework.competencies])
def test_each_competency_offers_a_choice(competency: str) -> None:
    own = [activity for activity in ACTIVITIES if activity.competency == competency]
    for kind, least in (("reinforcement", 2), ("core", 2), ("extension", 1)):
        modalities = [activity.modality for activity in own if activity.kind == kind]
        assert len(modalities) >= least
        assert len(set(modalities)) == len(modalities)


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.code)
def test_it_is_short_complete_and_alike_in_both_languages(activity: ActivitySpec) -> None:
    assert 5 <= activity.minutes <= 15
    bodies = {language: activity.texts[language].body for language in ("es", "en")}
    for body in bodies.values():
        words = re.sub(r"<[^>]+>", " ", body).split()
        assert 65 <= len(words) <= 150
    spanish, english = (re.findall(r"<[^>]+>", body) for body in bodies.values())
    assert spanish == english


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.code)
def test_what_it_claims_in_numbers_is_true(activity: ActivitySpec) -> None:
    for formula in formulas(activity.texts["en"].body):
        numeric = not re.search(r"[a-zB]|\.\.\.|:", re.sub(r"\\[a-z]+", "", formula))
        if numeric and re.search(r"=|\\lt|\\gt", formula) and r"\square" not in formula:
            assert is_true(formula) != (formula in WRONG_ON_PURPOSE), formula
