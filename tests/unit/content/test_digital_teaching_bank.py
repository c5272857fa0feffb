"""The bank on teachers' digital competence: complete, well formed, and not to be guessed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from digital_teaching_cues import scores, share_by_words, share_right, words

from adapters.content.base import ActivitySpec, BankItem
from adapters.content.digital_teaching import load
from adapters.content.digital_teaching.builder import AT_THE_CUT
from adapters.content.digital_teaching.framework import ASPECTS, CUTS
from adapters.content.digital_teaching.items import SITUATIONS
from adapters.content.digital_teaching.situation import Situation, Words
from adapters.content.own import OWN_BANKS
from adapters.content.rich_html import rich
from adapters.frameworks import builtin
from personalization import bank as engine

BANK = load()
ITEMS = BANK.items
LANGUAGES = ("es", "en")
MRCDD = {"2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3"}
CHANCE = Fraction(1, 4)
MOST_ABOVE_CHANCE = Fraction(5, 100)
HELD_TO_FIVE_POINTS = {"longest", "shortest", "like the stem", "no absolute words"}


def said(situation: Situation, language: str) -> Words:
    return situation.es if language == "es" else situation.en


def texts_of(item: BankItem, language: str) -> Iterator[str]:
    text = item.texts[language]
    yield from (text.stem, *text.choices, text.explanation, *text.feedback.values())


def test_every_aspect_has_twelve_and_every_level_four() -> None:
    per_level = Counter((situation.code.split("-")[0], situation.level) for situation in SITUATIONS)
    assert set(per_level) == {(aspect, level) for aspect in ASPECTS for level in CUTS}
    assert min(per_level.values()) >= 4
    assert len(ITEMS) == len(SITUATIONS) >= 72
    assert BANK.acceptable
    assert not BANK.problems


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.code)
def test_a_situation_says_where_it_belongs(situation: Situation) -> None:
    aspect, level, number = situation.code.split("-")
    assert aspect in ASPECTS
    assert level.upper() == situation.level
    assert number.isdecimal()
    assert 1 <= len(set(situation.mrcdd)) == len(situation.mrcdd) <= 2
    assert set(situation.mrcdd) <= MRCDD
    assert situation.right in range(4)
    assert abs(situation.difficulty) <= 0.6


def test_every_competence_of_the_areas_two_to_five_is_asked_for() -> None:
    assert {code for situation in SITUATIONS for code in situation.mrcdd} == MRCDD


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.code)
def test_the_four_options_are_alike_and_each_has_its_comment(situation: Situation, language: str) -> None:
    text = said(situation, language)
    lengths = [len(option) for option in text.options]
    assert max(lengths) <= 1.3 * min(lengths)
    assert len(set(text.options)) == len(set(text.why)) == 4
    assert all(piece == piece.strip() and piece.endswith(".") for piece in (*text.options, *text.why))
    assert re.search(r"[?:]$", text.stem)
    assert 25 <= len(text.stem.split()) <= 140
    assert min(len(why) for why in text.why) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cue", scores("en"))
def test_no_habit_of_choosing_gets_far(cue: str, language: str) -> None:
    allowed = CHANCE + (MOST_ABOVE_CHANCE if cue in HELD_TO_FIVE_POINTS else 2 * MOST_ABOVE_CHANCE)
    assert share_right(SITUATIONS, language, scores(language)[cue]) <= allowed


def test_no_place_is_right_more_often() -> None:
    places = Counter(situation.right for situation in SITUATIONS)
    assert all(Fraction(places[place], len(SITUATIONS)) <= CHANCE + MOST_ABOVE_CHANCE for place in range(4))
    assert len(places) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_of_the_others_tell_little_about_one(language: str) -> None:
    """Who has learnt which words stand in the right options of all other items is not far above chance."""
    assert share_by_words(SITUATIONS, language) <= CHANCE + 3 * MOST_ABOVE_CHANCE


def test_the_measure_notices_a_bank_that_gives_itself_away() -> None:
    """Right options made longer by a few letters: the longest is then always right."""

    def betrayed(situation: Situation) -> Situation:
        options = list(situation.es.options)
        options[situation.right] += " " + "x" * max(map(len, options))
        return replace(situation, es=replace(situation.es, options=tuple(options)))

    told = [betrayed(situation) for situation in SITUATIONS]
    assert share_right(told, "es", scores("es")["longest"]) == 1
    assert share_right(told, "es", scores("es")["shortest"]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice(language: str) -> None:
    assert len({situation.code for situation in SITUATIONS}) == len(SITUATIONS)
    stems = [words(said(situation, language).stem) for situation in SITUATIONS]
    for place, stem in enumerate(stems):
        for other in stems[:place]:
            assert len(stem & other) < 0.5 * len(stem | other)
    options = [option for situation in SITUATIONS for option in said(situation, language).options]
    assert len(set(options)) == len(options)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_an_item_is_what_its_situation_says(item: BankItem) -> None:
    (situation,) = [s for s in SITUATIONS if item.code == f"digital-teaching.{s.code}"]
    assert item.key.kind == "choice"
    assert item.key.accepted == (item.choices[situation.right],)
    assert item.competencies == (ASPECTS[situation.code.split("-")[0]],)
    assert item.tags == (situation.level,)
    assert set(item.texts) == set(LANGUAGES)
    for language in LANGUAGES:
        text, author = item.texts[language], said(situation, language)
        assert re.sub(r"<[^>]+>", "", text.choices[situation.right]) == author.options[situation.right]
        assert text.feedback[item.key.accepted[0]] in text.explanation
        assert set(text.feedback) == set(item.choices)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_texts_are_safe_as_they_are(item: BankItem) -> None:
    for language in LANGUAGES:
        for text in texts_of(item, language):
            assert rich(text, lambda _: None).html == text
            assert "$" not in text
            assert "\\" not in text


def test_who_just_masters_a_level_gets_seven_of_ten_of_its_items_right() -> None:
    assert engine.AT_THE_CUT == AT_THE_CUT
    for level, cut in CUTS.items():
        items = [item for item in ITEMS if item.tags == (level,)]
        usual = sum(item.difficulty or 0.0 for item in items) / len(items)
        right = [
            item.guessing
            + (1 - item.guessing) / (1 + math.exp(-item.discrimination * (cut - (item.difficulty or 0.0))))
            for item in items
        ]
        assert sum(right) / len(right) == pytest.approx(0.7, abs=0.03)
        assert usual < cut


def test_the_framework_names_six_aspects_at_three_levels() -> None:
    framework = BANK.framework
    assert framework is not None
    assert (framework.code, framework.version) == ("unesco-ict-cft-3-aspects", "3")
    assert "CC BY-SA 3.0 IGO" in framework.licence
    assert [level.code for level in framework.levels] == ["KA", "KD", "KC"]
    assert [competency.code for competency in framework.competencies] == [f"A{n}" for n in range(1, 7)]
    named = [framework.names, *framework.areas.values(), *(level.names for level in framework.levels)]
    for number, competency in enumerate(framework.competencies, start=1):
        assert competency.cuts == tuple(sorted(competency.cuts)) == tuple(CUTS.values())
        assert len(competency.level_names) == 3
        named += [competency.names, *competency.level_names]
        for level in CUTS:
            assert f"unesco-ict-cft-3:{level}.{number}" in competency.alignments
    assert all(set(names) == set(LANGUAGES) and all(names.values()) for names in named)
    assert len({names["es"] for c in framework.competencies for names in c.level_names}) == 18


def test_names_are_those_of_the_framework_built_in() -> None:
    unesco = builtin.load("unesco-ict-cft-3")
    names = {competency.code: competency.names for competency in unesco.competencies}
    for number, competency in enumerate(BANK.framework.competencies, start=1):
        assert competency.names == unesco.areas[competency.code]
        assert list(competency.level_names) == [names[f"{level}.{number}"] for level in CUTS]
    assert [level.names for level in BANK.framework.levels] == [level.names for level in unesco.levels]


def test_what_it_is_aligned_to_is_there() -> None:
    told = {alignment for spec in (*ITEMS, *BANK.framework.competencies) for alignment in spec.alignments}
    for alignment in told:
        code, _, competency = alignment.partition(":")
        assert competency in {spec.code for spec in builtin.load(code).competencies}


def test_it_is_among_the_banks_that_come_along() -> None:
    assert OWN_BANKS["digital-teaching"]() is BANK


@pytest.mark.parametrize("aspect", ASPECTS.values())
def test_each_aspect_offers_a_way_back_one_on_and_one_further(aspect: str) -> None:
    own = [activity for activity in BANK.activities if activity.competency == aspect]
    assert {activity.kind for activity in own} == {"reinforcement", "core", "extension"}


@pytest.mark.parametrize("activity", BANK.activities, ids=lambda activity: activity.code)
def test_an_activity_is_short_and_alike_in_both_languages(activity: ActivitySpec) -> None:
    assert 5 <= activity.minutes <= 15
    tags = []
    for language in LANGUAGES:
        text = activity.texts[language]
        assert text.title
        assert 65 <= len(re.sub(r"<[^>]+>", " ", text.body).split()) <= 150
        assert not re.search(r"\$|\*\*|^[#?|*] ", text.body, flags=re.MULTILINE)
        tags.append(re.findall(r"<[^>]+>", text.body))
    assert tags[0] == tags[1]
    assert len({a.code for a in BANK.activities}) == len(BANK.activities)
