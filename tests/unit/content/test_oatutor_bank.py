"""The real bank, where its data is there: 2,520 steps, and no question that answers itself."""

import html
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.answers import ProcessChecker, UnreadableAnswer, parse
from adapters.answers.tree import Number, Symbol, rational
from adapters.content.base import BankItem, Import
from adapters.content.oatutor import import_oatutor

ROOT = Path(__file__).parents[3]
ARCHIVE = Path(os.environ.get("SENDA_TEST_DATA", ROOT / "../shared/data")) / "oatutor_elementary_algebra.zip"


@pytest.fixture(scope="module")
def checker() -> Iterator[ProcessChecker]:
    shared = ProcessChecker(60.0, 120.0)
    yield shared
    shared.close()


@pytest.fixture(scope="module")
def bank(checker: ProcessChecker) -> Import:
    if not ARCHIVE.exists():
        message = f"{ARCHIVE} is not there; set SENDA_TEST_DATA to the folder that holds it"
        if os.environ.get("SENDA_REQUIRE_SERVICES") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with ARCHIVE.open("rb") as stream:
        return import_oatutor(stream, checker=checker)


def test_everything_is_taken(bank: Import) -> None:
    assert bank.acceptable
    assert len(bank.items) == len({item.code for item in bank.items}) == 2520
    assert len({item.template for item in bank.items}) == 2032
    assert len(bank.framework.competencies) == 201
    assert len(bank.framework.areas) == 71
    assert bank.framework.prerequisites == ()
    known = {c.code for c in bank.framework.competencies}
    assert {code for item in bank.items for code in item.competencies} == known
    assert all("CC BY 4.0" in item.licence and "OATutor" in item.source for item in bank.items)


def test_areas_follow_the_course(bank: Import) -> None:
    areas = list(bank.framework.areas)
    assert areas[:3] == ["1.1", "1.2", "1.3"]
    assert areas[-1] == "10.5"
    first_of_each = list(dict.fromkeys(c.area for c in bank.framework.competencies))
    assert first_of_each == [area for area in areas if area in first_of_each]


def test_what_is_told_about_the_bank(bank: Import) -> None:
    assert Counter(p.code for p in bank.problems) == {
        "figure_missing": 108,
        "key_differs": 65,
        "key_unreadable": 15,
        "answer_is_the_question": 9,
        "duplicate_choice": 4,
    }
    # Answers such as "so many adults and so many children" run together: a notation of its own, kept as text.
    unreadable = [p.where for p in bank.problems if p.code == "key_unreadable"]
    assert all("systemeq" in where for where in unreadable)


def test_every_form_is_there(bank: Import) -> None:
    forms = Counter(item.key.form for item in bank.items if item.key.kind in ("number", "expression"))
    assert set(forms) == {"any", "simplified", "factored", "expanded", "decimal", "fraction", "equation"}
    assert forms["factored"] > 100
    assert forms["simplified"] > 700


def test_guessing_is_one_of_the_choices(bank: Import) -> None:
    for item in bank.items:
        assert item.guessing == (1 / len(item.choices) if item.choices else 0)
        assert (item.key.kind == "choice") == bool(item.choices)
        assert item.difficulty is None


def test_every_key_is_a_right_answer_to_its_item(bank: Import, checker: ProcessChecker) -> None:
    for item in bank.items:
        for accepted in item.key.accepted:
            assert checker.check(item.key, accepted, "en").outcome == "right", item.code


def _formulas(item: BankItem) -> list[str]:
    return [html.unescape(formula) for formula in re.findall(r"\\\((.*?)\\\)", item.texts["en"].stem)]


def _is_single(formula: str) -> bool:
    """A number or a letter alone is data: that "14" is also the answer somewhere is chance."""
    try:
        tree = parse(formula)
    except UnreadableAnswer:
        return False
    return isinstance(tree, Number | Symbol) or rational(tree) is not None


def test_no_question_answers_itself(bank: Import, checker: ProcessChecker) -> None:
    submitted, passed = 0, []
    told = {
        p.where.rpartition("/")[2].removesuffix(".json")
        for p in bank.problems
        if p.code == "answer_is_the_question"
    }
    for item in bank.items:
        if item.key.kind not in ("number", "expression"):
            continue
        formulas = _formulas(item)
        joined = re.findall(r"\\\(.*?\\\)(?:\s*[-+*/]\s*\\\(.*?\\\))+", item.texts["en"].stem)
        copies = formulas + [re.sub(r"\\[()]", " ", html.unescape(text)) for text in joined]
        for copy in copies:
            if len(formulas) > 1 and _is_single(copy):
                continue
            submitted += 1
            if checker.check(item.key, copy, "en").outcome == "right":
                passed.append(item)
    assert submitted > 1700
    assert [item.code for item in passed if item.key.form != "any"] == []
    assert {item.code for item in passed} <= told
    assert len(told) == 9


def test_most_questions_could_be_copied_but_for_their_form(bank: Import, checker: ProcessChecker) -> None:
    """The test above means something: without forms, hundreds of copies would count."""
    refused = 0
    for item in bank.items:
        if item.key.kind == "expression" and item.key.form not in ("any", "equation"):
            refused += any(checker.check(item.key, f, "en").reason == "form" for f in _formulas(item))
    assert refused > 450


def test_nothing_in_a_text_could_run(bank: Import) -> None:
    allowed = re.compile(
        r"</?(?:p|strong|b|i|em|u|sub|sup|br|ul|ol|li)>|<span class=\"figure-missing\">|</span>"
    )
    for item in bank.items:
        text = item.texts["en"]
        for part in (text.stem, *text.choices, *(h.text for h in text.hints), *(h.title for h in text.hints)):
            assert "<" not in allowed.sub("", part), (item.code, part)


def test_importing_twice_gives_the_same(bank: Import, checker: ProcessChecker) -> None:
    with ARCHIVE.open("rb") as stream:
        assert import_oatutor(stream, checker=checker) == bank
