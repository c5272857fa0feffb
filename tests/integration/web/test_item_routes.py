"""Questions written, previewed, changed and set aside through their addresses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select
from werkzeug.test import TestResponse

from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.media import MediaRow

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200"
    "0154a24f5f0000000049454e44ae426082"
)
CHOICE: dict[str, Any] = {
    "kind": "choice",
    "stem.es": r"¿Cuánto es \(\frac{1}{2} + \frac{1}{4}\)?",
    "stem.en": "",
    "row": ["0", "1", "2"],
    "row.0.text.es": r"\(\frac{3}{4}\)",
    "row.0.right": "1",
    "row.1.text.es": r"\(\frac{2}{6}\)",
    "row.1.feedback.es": "Has sumado arriba y **abajo**.",
    "row.2.text.es": "0,5",
    "shuffle": "1",
    "difficulty": "7",
    "tags": "sumas, propias",
}


class School(ShownClass):
    bank: str
    competency: str

    def items(self, path: str, form: dict[str, Any] | None = None) -> TestResponse:
        """What follows below the questions of the bank."""
        return self.follow(self.teacher, f"banks/{self.bank}/items/{path}", form)

    def written(self, **changes: Any) -> str:
        """Public id of a question that was just written."""
        page = self.items("new", CHOICE | {"competency": self.competency} | changes)
        assert page.status_code == 200, page.text
        found = re.search(rf"/banks/{self.bank}/items/([^/\"]+)/edit", page.text)
        assert found
        return found[1]

    def since(self, item: str) -> str:
        found = re.search(r'name="since" value="(\d+)"', self.items(f"{item}/edit").text)
        assert found
        return found[1]

    def newest(self, code: str) -> tuple[ItemRow, BankEntry]:
        with self.classroom.database.read() as session:
            row = session.execute(
                select(ItemRow, BankEntry)
                .join(BankEntry, BankEntry.item_id == ItemRow.id)
                .where(ItemRow.code == code, BankEntry.until.is_(None))
            ).one()
            return row[0], row[1]

    def code(self, item: str) -> str:
        with self.classroom.database.read() as session:
            return session.scalars(select(ItemRow.code).where(ItemRow.public_id == item)).one()


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[School]:
    with shown_class(databases.make("sqlite"), School) as shown:
        shown.classroom.set_up()
        with shown.classroom.database.read() as session:
            shown.bank = session.scalars(select(Bank.public_id)).first() or ""
        code = re.search(r'name="competency" value="([^"]+)"', shown.items("new?kind=choice").text)
        assert code
        shown.competency = code[1]
        yield shown


def test_a_kind_is_chosen_first_and_every_kind_has_a_form(school: School) -> None:
    page = school.items("new").text
    kinds = re.findall(r"items/new\?kind=(\w+)", page)
    assert kinds == ["choice", "multiple", "text", "number", "expression", "matching", "ordering", "cloze"]
    for kind in kinds:
        form = school.items(f"new?kind={kind}")
        assert form.status_code == 200
        assert f'name="kind" value="{kind}"' in form.text
        assert ('name="row"' in form.text) == (kind != "cloze")
    assert school.items("new?kind=essay").status_code == 422


def test_a_question_is_written_and_shown(school: School) -> None:
    item = school.written()
    page = school.items(item).text
    assert r"\(\frac{3}{4}\)" in page
    row, entry = school.newest(school.code(item))
    assert (row.number, row.kind, row.key["accepted"]) == (1, "choice", ["c1"])
    assert row.texts["es"]["feedback"] == {"c2": "Has sumado arriba y <strong>abajo</strong>."}
    assert (entry.tags, entry.withheld, entry.competencies) == (["sumas", "propias"], "", [school.competency])
    assert entry.guessing == pytest.approx(1 / 3)
    form = school.items(f"{item}/edit").text
    assert "Has sumado arriba y **abajo**." in form
    assert 'value="7" checked' in form


def test_everything_typed_is_there_again_when_it_cannot_be_kept(school: School) -> None:
    sent = CHOICE | {"stem.es": r"Falta \(1", "row.1.text.es": r"\(\frac{3}{4}\)", "row.2.credit": "NaN", "units": ""}
    del sent["row.0.right"]
    page = school.items("new", sent)
    assert page.status_code == 422
    for kept in (r"Falta \(1", "Has sumado arriba y **abajo**.", 'value="NaN"', 'value="sumas, propias"'):
        assert kept in page.text
    links = set(re.findall(r'href="#(f-[^"]+)"', page.text))
    assert links == {"f-stem-es", "f-row-1-text-es", "f-row-2-credit", "f-rows"}
    for link in links:
        assert f'id="{link}"' in page.text, "a fault leads to its field"


def test_another_wording_is_a_new_row_and_other_tags_are_not(school: School) -> None:
    item = school.written()
    code, form = school.code(item), CHOICE | {"competency": school.competency, "row.0.code": "c1", "row.1.code": "c2", "row.2.code": "c3"}
    page = school.items(f"{item}/edit", form | {"since": school.since(item), "tags": "otra"})
    assert page.status_code == 200
    row, entry = school.newest(code)
    assert (row.public_id, row.number, entry.tags) == (item, 1, ["otra"])
    page = school.items(f"{item}/edit", form | {"since": school.since(item), "tags": "otra", "stem.es": "Calcula **bien**"})
    assert page.status_code == 200
    row, entry = school.newest(code)
    assert (row.number, row.texts["es"]["stem"]) == (2, "Calcula <strong>bien</strong>")
    assert "Calcula <strong>bien</strong>" in page.text
    assert r"\frac{1}{2} + \frac{1}{4}" in page.text, "what it was stands beside it"
    page = school.items(f"{row.public_id}/restore", {"since": str(entry.since), "number": "1"})
    assert page.status_code == 200
    row, entry = school.newest(code)
    assert (row.number, row.public_id, entry.tags) == (1, item, ["otra"])


def test_whoever_saves_second_is_told_and_loses_nothing(school: School) -> None:
    item = school.written()
    since = school.since(item)
    first = CHOICE | {"competency": school.competency, "since": since, "stem.es": "La primera"}
    assert school.items(f"{item}/edit", first).status_code == 200
    second = school.items(f"{item}/edit", first | {"stem.es": "La segunda"})
    assert second.status_code == 409
    assert "La segunda" in second.text
    assert "La primera" in second.text
    code = school.code(item)
    assert school.newest(code)[0].texts["es"]["stem"] == "La primera"
    again = re.search(r'action="[^"]*/items/([^/"]+)/edit"', second.text)
    now = re.search(r'name="since" value="(\d+)"', second.text)
    assert again
    assert now
    saved = school.items(f"{again[1]}/edit", first | {"stem.es": "La segunda", "since": now[1]})
    assert saved.status_code == 200
    assert school.newest(code)[0].texts["es"]["stem"] == "La segunda"


def test_a_question_is_set_aside_and_brought_back(school: School) -> None:
    item = school.written()
    code = school.code(item)
    school.items(f"{item}/aside", {"aside": "yes"})
    assert school.newest(code)[1].withheld == "set_aside"
    school.items(f"{item}/aside", {"aside": "no"})
    assert school.newest(code)[1].withheld == ""


def test_the_preview_is_what_a_student_sees_and_checks_an_answer(school: School) -> None:
    before = _rows(school)
    preview = school.items("preview", CHOICE).text
    assert 'type="radio" name="text" value="1"' in preview
    right = re.search(r'value="(\d)"[^>]*>\s*<span class="answer-letter">[A-C]</span>\s*<span class="math" lang="es">\\\(\\frac\{3\}', preview)
    assert right
    assert "outcome-right" in school.items("try", CHOICE | {"text": right[1], "language": "es"}).text
    wrong = next(number for number in "123" if number != right[1])
    told = school.items("try", CHOICE | {"text": wrong, "language": "es"}).text
    assert "outcome-wrong" in told
    assert 'name="text" value="1"' in told, "the question is still there"
    unfinished = school.items("preview", {"kind": "cloze", "stem.es": "Uno [[dos"})
    assert unfinished.status_code == 200
    assert "[[" in unfinished.text
    cloze = {"kind": "cloze", "stem.es": "2 + 2 = [[#4]] y [[*sí|no]]"}
    assert 'name="part.g1"' in school.items("preview", cloze).text
    assert "outcome-partly" in school.items("try", cloze | {"part.g1": "4", "part.g2": "2"}).text
    unread = school.items("try", cloze | {"part.g1": "4 +", "part.g2": "1"}).text
    assert 'value="4 +"' in unread
    assert "outcome-" not in unread
    assert r"\frac{3}{4}" in school.items("typed", {"text": "3/4", "language": "es"}).text
    assert _rows(school) == before, "a preview keeps nothing"


def _rows(school: School) -> int:
    with school.classroom.database.read() as session:
        return len(session.scalars(select(ItemRow.id)).all())


def test_an_image_is_brought_in_shown_and_needs_words(school: School) -> None:
    sent = {"file": (io.BytesIO(PNG), "triángulo.png")}
    card = school.items("files", sent).text
    digest = re.search(r'name="media" value="([0-9a-f]{64})"', card)
    assert digest
    assert re.search(r'<img src="/media/[^"]+" alt="">', card)
    text = f"Mira: ![](image:{digest[1][:8]})"
    refused = school.items("new", CHOICE | {"media": digest[1], "stem.es": text})
    assert refused.status_code == 422
    assert re.search(r'<p class="item-check" data-decorative>', refused.text), "it can be confirmed now"
    item = school.written(media=digest[1], **{"stem.es": text.replace("![]", "![un triángulo]")})
    row, _ = school.newest(school.code(item))
    assert row.media == [digest[1]]
    assert 'alt="un triángulo"' in row.texts["es"]["stem"]
    decorated = school.written(media=digest[1], decorative="1", **{"stem.es": text})
    assert 'role="presentation"' in school.newest(school.code(decorated))[0].texts["es"]["stem"]


@pytest.mark.parametrize(("data", "name"), [(b"", "x.png"), (b"MZ" + b"\0" * 100, "x.png"), (PNG + b"\0" * 5_300_000, "x.png")])
def test_what_is_no_image_or_too_large_is_said_and_not_kept(school: School, data: bytes, name: str) -> None:
    with school.classroom.database.read() as session:
        before = len(session.scalars(select(MediaRow.id)).all())
    answer = school.items("files", {"file": (io.BytesIO(data), name)})
    assert 'role="alert"' in answer.text or answer.status_code == 413
    with school.classroom.database.read() as session:
        assert len(session.scalars(select(MediaRow.id)).all()) == before


def test_what_is_typed_is_never_markup(school: School) -> None:
    trap = '"><b onclick="alert(1)">x</b><script>alert(1)</script></textarea>'
    item = school.written(**{"stem.es": trap, "row.0.text.es": trap, "tags": trap, "category": trap, "source": trap, "row.1.feedback.es": trap})
    for page in (school.items(item), school.items(f"{item}/edit"), school.items("preview", CHOICE | {"stem.es": trap})):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert not re.search(r"<b [^>]*onclick", page.text)


def test_other_schools_and_students_find_nothing(school: School) -> None:
    item = school.written()
    student = school.classroom.launch("student")
    assert school.follow(student, f"banks/{school.bank}/items/{item}").status_code == 403
    assert school.follow(school.teacher, f"banks/{school.bank}/items/nothing").status_code == 404
    assert school.follow(school.teacher, f"banks/nothing/items/{item}").status_code == 404
    assert school.follow(school.teacher, "banks/nothing/items/new", CHOICE).status_code == 404


def test_an_empty_bank_is_made_and_its_first_question_written(school: School) -> None:
    page = school.follow(school.teacher, "new-bank")
    framework = re.search(r'<option value="([^"]+)"', page.text)
    assert framework
    refused = school.follow(school.teacher, "new-bank", {"title": " ", "framework": framework[1]})
    assert refused.status_code == 422
    kinds = school.follow(school.teacher, "new-bank", {"title": "Mis preguntas", "framework": framework[1]})
    bank = re.search(r"/banks/([^/]+)/items/new\?kind=choice", kinds.text)
    assert bank
    saved = school.follow(school.teacher, f"banks/{bank[1]}/items/new", CHOICE | {"competency": school.competency})
    assert saved.status_code == 200
    with school.classroom.database.read() as session:
        row = session.scalars(select(Bank).where(Bank.public_id == bank[1])).one()
        assert (row.title, row.revision, row.languages) == ("Mis preguntas", 2, ["es"])
