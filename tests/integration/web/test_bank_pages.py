"""A bank on its pages, over the real actions: questions found and changed, what is thin, what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bank_files import choice, moodle
from databases import KINDS, Databases
from shown_banks import ShownBanks, shown_banks
from sqlalchemy import select

from lti_tool.database.banks import Bank
from lti_tool.database.frameworks import Competency


@pytest.fixture(params=KINDS, scope="module")
def school(request: pytest.FixtureRequest, databases: Databases) -> Iterator[ShownBanks]:
    with shown_banks(databases.make(request.param)) as shown:
        yield shown


def test_the_list_names_banks_and_what_comes_with_senda(school: ShownBanks) -> None:
    page = school.text("")
    assert "Mathematics, age 11 to 14" in page
    assert 'value="digital-teaching"' in page
    assert school.ask("own", {"name": "digital-teaching"}).status_code == 303
    after = school.text("")
    assert 'value="digital-teaching"' not in after
    assert school.ask("own", {"name": "nothing"}).status_code == 404


@pytest.fixture
def bank(school: ShownBanks) -> Bank:
    questions = [
        choice("suma-1", "La <b>fracción</b> mayor", tags="fácil"),
        choice("suma-2", "El número mayor", tags="fácil;viejo"),
        choice("resta-1", "¿Qué queda?", tags=school.codes[1]),
    ]
    return school.bring(moodle(*questions), "tres.xml")


def test_words_are_found_without_their_accents(school: ShownBanks, bank: Bank) -> None:
    shown = school.text(f"{bank.public_id}?text=fraccion")
    assert "suma-1" in shown
    assert "suma-2" not in shown
    assert "resta-1" in school.text(f"{bank.public_id}?competency={school.codes[1]}")
    assert "suma-1" not in school.text(f"{bank.public_id}?competency={school.codes[1]}")
    assert "resta-1" not in school.text(f"{bank.public_id}?tag=fácil")
    assert "resta-1" not in school.text(f"{bank.public_id}?withheld=unlinked")
    assert "suma-1" not in school.text(f"{bank.public_id}?text=stem"), "names of fields are no words"


def hidden(page: str) -> dict[str, Any]:
    """The hidden fields of a page's form that changes something."""
    form = page.partition("/apply")[2].partition("</form>")[0]
    fields: dict[str, Any] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    return fields


def test_many_are_linked_seen_before_it_is_done_and_taken_back(school: ShownBanks, bank: Bank) -> None:
    form = {"what": "link", "competency_to": school.codes[0], "tag": "fácil", "all": "yes"}
    preview = school.ask(f"{bank.public_id}/change", form)
    assert "2 preguntas" in preview.text or "2 questions" in preview.text
    assert school.bank(bank.public_id).revision == 1, "seeing changes nothing"
    done = school.ask(f"{bank.public_id}/apply", hidden(preview.text))
    assert done.status_code == 303
    entries = school.entries(bank)
    assert entries["suma-1"].competencies == entries["suma-2"].competencies == [school.codes[0]]
    assert entries["suma-1"].withheld == ""
    assert entries["resta-1"].since == 1, "nothing was copied that did not change"
    assert school.bank(bank.public_id).revision == 2
    again = school.ask(f"{bank.public_id}/apply", hidden(preview.text))
    assert again.status_code == 409
    with school.classroom.database.read() as session:
        names = session.scalars(select(Competency).where(Competency.code == school.codes[0])).one().names
    assert names["es"] in school.text(f"{bank.public_id}/history")
    assert school.ask(f"{bank.public_id}/undo", {"revision": "2"}).status_code == 303
    entries = school.entries(bank)
    assert entries["suma-1"].withheld == "unlinked"
    assert entries["suma-1"].since == 3
    assert school.ask(f"{bank.public_id}/undo", {"revision": "2"}).status_code == 409
    assert school.ask(f"{bank.public_id}/undo", {"revision": "3"}).status_code == 303
    assert school.entries(bank)["suma-1"].competencies == [school.codes[0]], (
        "taken back twice it is there again"
    )


@pytest.mark.parametrize(
    ("what", "field", "before", "after"),
    [
        ("pilot", "pilot", False, True),
        ("withhold", "withheld", "", "set_aside"),
        ("unlink", "competencies", None, []),
        ("tag", "tags", None, ["neu"]),
    ],
)
def test_each_change_and_its_opposite(
    school: ShownBanks, bank: Bank, what: str, field: str, before: object, after: object
) -> None:
    opposite = {"pilot": "count", "withhold": "release", "unlink": "link", "tag": "untag"}[what]
    old = school.entries(bank)["resta-1"]
    assert before is None or getattr(old, field) == before
    for step, expected in ((what, after), (opposite, getattr(old, field))):
        entry = school.entries(bank)["resta-1"]
        form = {"what": step, "entry": str(entry.id), "tag_to": "neu", "competency_to": school.codes[1]}
        preview = school.ask(f"{bank.public_id}/change", form)
        assert school.ask(f"{bank.public_id}/apply", hidden(preview.text)).status_code == 303
        now = getattr(school.entries(bank)["resta-1"], field)
        if field == "tags":
            assert ("neu" in now) == (step == "tag")
        else:
            assert now == expected


def test_a_change_that_says_nothing_keeps_what_was_ticked(school: ShownBanks, bank: Bank) -> None:
    entry = school.entries(bank)["suma-1"]
    answer = school.ask(f"{bank.public_id}/change", {"what": "tag", "tag_to": " ", "entry": str(entry.id)})
    assert answer.status_code == 422
    assert f'value="{entry.id}" aria-labelledby="stem-{entry.id}" checked' in answer.text
    assert school.ask(f"{bank.public_id}/change", {"what": "pilot"}).status_code == 422
    assert school.ask("nobody/change", {"what": "pilot"}).status_code == 404


def test_coverage_puts_the_thinnest_first(school: ShownBanks) -> None:
    rows = re.findall(
        r'supply-(\w+)">.*?</svg>(\d+)', school.text(f"{school.own().public_id}/coverage"), re.DOTALL
    )
    numbers = [int(number) for _, number in rows]
    assert numbers == sorted(numbers)
    assert sum(numbers) == 288


def test_renaming(school: ShownBanks, bank: Bank) -> None:
    assert school.ask(f"{bank.public_id}/name", {"title": "  "}).status_code == 422
    assert school.ask(f"{bank.public_id}/name", {"title": "Otro  nombre"}).status_code == 303
    assert school.bank(bank.public_id).title == "Otro nombre"


def test_a_bank_out_and_in_again_is_nothing_new(school: ShownBanks) -> None:
    school.check_round_trip("csv")
