"""The bank as a whole: complete, varied, well formed and the same every time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from mathematics_reader import formulas, numbers, value

from adapters.content.base import BankItem, ItemText
from adapters.content.mathematics import MISCONCEPTIONS, load
from adapters.content.mathematics.builder import CHOICE_DISCRIMINATION, OPEN_DISCRIMINATION

BANK = load()
ITEMS = BANK.items
COMPETENCIES = [competency.code for competency in BANK.framework.competencies]
NAMES = (
    "Adam|Amina|Ana|Daniel|Hugo|Iker|Inés|Leo|Lucía|Noa|Omar|Sara|Wei|Yasmin"  # all the people of the stems
)
TAGS = {"p", "ol", "ul", "li", "strong", "em", "details", "summary", "table", "tbody", "tr", "th", "td"}


def texts_of(item: BankItem, language: str) -> Iterator[str]:
    """Everything that a learner may read of an item."""
    text = item.texts[language]
    yield from (text.stem, *text.choices, text.explanation)
    for hint in text.hints:
        yield from (hint.title, hint.text)


def of(competency: str) -> list[BankItem]:
    return [item for item in ITEMS if item.competencies == (competency,)]


def masked(text: ItemText) -> str:
    """A stem without what makes variants of one template differ: numbers and people."""
    stem = re.sub(rf"\b({NAMES})\b", "@", text.stem)
    return re.sub(r"-?\d[\d.,]*(?:\{,\}\d+)?", "#", stem)


def test_it_is_big_enough_and_every_item_belongs_somewhere() -> None:
    assert len({competency.area for competency in BANK.framework.competencies}) == 5
    assert len(COMPETENCIES) == 16
    assert all(len(of(competency)) >= 15 for competency in COMPETENCIES)
    assert sum(len(of(competency)) for competency in COMPETENCIES) == len(ITEMS)
    assert BANK.acceptable


def test_codes_and_stems_are_unique() -> None:
    assert len({item.code for item in ITEMS}) == len(ITEMS)
    for language in ("es", "en"):
        seen = Counter(
            (item.texts[language].stem, tuple(sorted(item.texts[language].choices))) for item in ITEMS
        )
        assert max(seen.values()) == 1


def test_names_and_areas_are_in_both_languages() -> None:
    named = [BANK.framework.names, *BANK.framework.areas.values()]
    named += [competency.names for competency in BANK.framework.competencies]
    assert all(set(names) == {"es", "en"} and all(names.values()) for names in named)
    assert {competency.area for competency in BANK.framework.competencies} == set(BANK.framework.areas)


def test_prerequisites_have_no_cycle() -> None:
    waiting = set(COMPETENCIES)
    edges = set(BANK.framework.prerequisites)
    assert {code for edge in edges for code in edge} <= waiting
    while waiting:
        ready = {code for code in waiting if not any((other, code) in edges for other in waiting)}
        assert ready, f"a cycle within {sorted(waiting)}"
        waiting -= ready


@pytest.mark.parametrize("competency", COMPETENCIES)
def test_a_competency_has_templates_enough_and_none_is_too_frequent(competency: str) -> None:
    items = of(competency)
    assert len({item.template for item in items}) >= 4
    for language in ("es", "en"):
        alike = Counter(masked(item.texts[language]) for item in items)
        assert max(alike.values()) <= len(items) / 3, alike.most_common(1)


@pytest.mark.parametrize("competency", COMPETENCIES)
def test_difficulties_spread_from_easy_to_hard(competency: str) -> None:
    levels = sorted(item.difficulty for item in of(competency) if item.difficulty is not None)
    assert len(levels) == len(of(competency))
    assert -2 <= levels[0] <= -1.2
    assert 1.2 <= levels[-1] <= 2
    assert max(b - a for a, b in pairwise(levels)) <= 0.8
    assert len({item.key.kind for item in of(competency)}) >= 2


def test_variants_of_a_template_get_harder() -> None:
    by_template = defaultdict(list)
    for item in ITEMS:
        by_template[item.template].append(item.difficulty)
    assert all(levels == sorted(levels) for levels in by_template.values())


def test_parameters_follow_the_kind_of_answer() -> None:
    for item in ITEMS:
        closed = item.key.kind == "choice"
        assert len(item.choices) == (4 if closed else 0)
        assert (item.guessing, item.discrimination, item.difficulty_sd) == (
            (0.25, CHOICE_DISCRIMINATION, 0.7) if closed else (0, OPEN_DISCRIMINATION, 0.7)
        )


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_text_is_there(language: str) -> None:
    for item in ITEMS:
        text = item.texts[language]
        assert len(text.choices) == len(item.choices)
        assert 1 <= len(text.hints) <= 2
        assert all(piece.strip() for piece in texts_of(item, language))


def test_the_two_languages_say_the_same_in_formulas() -> None:
    spanish = {r"\cdot": r"\times", r"\mathbin{:}": r"\div", "{,}": ".", r"\,": ""}

    def same(text: str, signs: dict[str, str]) -> list[str]:
        found = formulas(text)
        for sign, other in signs.items():
            found = [formula.replace(sign, other) for formula in found]
        return sorted(found)

    for item in ITEMS:
        for es, en in zip(texts_of(item, "es"), texts_of(item, "en"), strict=True):
            assert same(es, spanish) == same(en, {"{,}": ""}), item.code


def test_choices_differ_as_texts_and_as_values() -> None:
    for item in ITEMS:
        assert len(set(item.texts["es"].choices)) == len(set(item.texts["en"].choices)) == len(item.choices)
        values = [single_value(choice) for choice in item.texts["en"].choices]
        if None not in values:
            assert len(set(values)) == len(values), item.code


def single_value(choice: str) -> object:
    """The number that a choice is, or None where it is something else."""
    found = formulas(choice)
    if len(found) == 1 and not re.search(r"[=:xn]|\\lt|\\gt|\\to", found[0]):
        return value(found[0])
    return numbers(choice)[0] if not found and len(numbers(choice)) == 1 else None


def test_the_right_choice_has_no_favourite_place() -> None:
    places = Counter(item.key.accepted for item in ITEMS if item.choices)
    assert len(places) == 4
    assert max(places.values()) <= 1.2 * min(places.values())


def test_every_wrong_choice_names_a_misconception_and_every_misconception_is_used() -> None:
    for item in ITEMS:
        assert set(item.misconceptions) == set(item.choices) - set(item.key.accepted)
    assert {code for item in ITEMS for code in item.misconceptions.values()} == set(MISCONCEPTIONS)
    for descriptions in MISCONCEPTIONS.values():
        assert set(descriptions) == {"es", "en"}
        assert all(descriptions.values())
    for language in ("es", "en"):
        said = [descriptions[language] for descriptions in MISCONCEPTIONS.values()]
        assert len(set(said)) == len(said)


class Tags(HTMLParser):
    """Collects tags, and finds those that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def every_text(language: str) -> Iterator[str]:
    for item in ITEMS:
        yield from texts_of(item, language)
    for activity in BANK.activities:
        yield activity.texts[language].title
        yield activity.texts[language].body


@pytest.mark.parametrize("language", ["es", "en"])
def test_html_has_allowed_tags_only_each_closed(language: str) -> None:
    for text in every_text(language):
        parser = Tags()
        parser.feed(text)
        parser.close()
        assert not parser.open
        assert parser.seen <= TAGS
        assert text.count("\\(") == text.count("\\)")
        assert "$" not in text
        assert not re.search(r"[\ue000-\uf8ff]", text)


def test_no_number_is_written_the_other_language_s_way() -> None:
    for text in every_text("es"):
        assert not re.search(r"\d\.\d|\\times|\\div|\d%|€\d", text), text
    for text in every_text("en"):
        bare = re.sub(r"\d(\{,\}|,)\d{3}\b", "#", text)
        assert not re.search(r"\d(,|\{,\})\d|\\cdot|mathbin|\d %|\d €", bare), text


def test_another_process_builds_the_same_bank() -> None:
    """Nothing hangs on hash seeds or on what was imported before."""
    program = "from adapters.content.mathematics import load; import hashlib; print(hashlib.sha256(repr(load()).encode()).hexdigest())"
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
