"""The pages of question banks over the real actions: files in, questions found and changed, files out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from bank_files import BAD, TEACHERS_GIFT, choice, moodle, pieces, png, with_image
from classroom import Classroom, make_classroom
from databases import KINDS, Databases
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.assemble import assemble
from lti_tool.actions.read_import import read_import
from lti_tool.actions.start_launch import Started
from lti_tool.actions.take_import import take_import
from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.frameworks import Competency, FrameworkVersion


@dataclass
class School:
    """A class, the application that shows it, and a worker that works when it is told to."""

    app: Flask
    classroom: Classroom
    teacher: Started
    framework: str
    codes: list[str]
    woken: list[tuple[Any, ...]] = field(default_factory=list)

    def open(
        self,
        path: str,
        *,
        who: Started | None = None,
        form: Any = None,
        data: bytes | None = None,
        **headers: str,
    ) -> TestResponse:
        visitor = who or self.teacher
        posted = form is not None or data is not None
        return self.app.test_client().open(
            path if path.startswith("/") else f"/s/{visitor.scope.launch}/banks{path and '/'}{path}",
            method="POST" if posted else "GET",
            data=data if data is not None else form,
            headers={"Authorization": f"Bearer {visitor.token}", **headers},
        )

    def work(self) -> None:
        """What the worker does with what it was woken for."""
        tasks = {"read_import": read_import, "take_import": take_import}
        while self.woken:
            name, *arguments = self.woken.pop(0)
            if name in tasks:
                tasks[name](self.classroom.database, *arguments, clock=self.classroom.clock)

    def send(self, data: bytes, name: str, **form: str) -> str:
        """Send a file in pieces and have it read; the address of its page."""
        facts = {
            "filename": name,
            "size": len(data),
            "stamp": "1",
            "language": "es",
            "framework": self.framework,
        }
        begun = self.open("imports", form=facts | {"title": "De fuera"} | form)
        assert begun.status_code == 200, begun.text
        state = begun.json or {}
        for number, piece in enumerate(pieces(data)):
            state = self.open(f"{state['parts']}{number}", data=piece).json or {}
        assert state["complete"]
        page = str(state["page"])
        assert "Espera su turno" in self.text(page) or "It waits for its turn" in self.text(page)
        self.work()
        return page

    def bring(
        self, data: bytes, name: str, by: str = "own", take: dict[str, str] | None = None, **form: str
    ) -> Bank:
        page = self.send(data, name, **form)
        assert self.open(f"{page}/take", form={"by": by} | (take or {})).status_code == 303
        self.work()
        found = re.search(r'href="/s/[^/]+/banks/([\w-]{16})"', self.text(page).partition('id="taken"')[2])
        assert found, self.text(page)
        return self.bank(found[1])

    def bank(self, public_id: str) -> Bank:
        with self.classroom.database.read() as session:
            return session.scalars(select(Bank).where(Bank.public_id == public_id)).one()

    def text(self, path: str) -> str:
        answer = self.open(path)
        assert answer.status_code == 200, answer.text
        return html.unescape(answer.text)

    def entries(self, bank: Bank) -> dict[str, BankEntry]:
        with self.classroom.database.read() as session:
            rows = session.execute(
                select(ItemRow.code, BankEntry)
                .join(BankEntry, BankEntry.item_id == ItemRow.id)
                .where(BankEntry.bank_id == bank.id, BankEntry.until.is_(None))
            )
            return {code: entry for code, entry in rows}


@pytest.fixture(params=KINDS, scope="module")
def school(request: pytest.FixtureRequest, databases: Databases) -> Iterator[School]:
    config = Config(
        public_url="http://localhost:8000",
        secret_key="only good for tests, and long enough for one",
        database_url=databases.make(request.param),
        log_level="ERROR",
    )
    runtime = assemble(config)
    woken: list[tuple[Any, ...]] = []
    runtime.wake = lambda *task: woken.append(task)
    classroom = make_classroom(runtime.database)
    runtime.clock = classroom.clock
    classroom.set_up()
    with runtime.database.read() as session:
        framework = session.scalars(select(FrameworkVersion)).one()
        codes = [c.code for c in framework.competencies]
    teacher = classroom.launch("teacher", Role.TEACHER)
    yield School(create_app(config, runtime), classroom, teacher, framework.public_id, codes, woken)
    runtime.answers.close()
    runtime.database.dispose()


def test_the_list_names_banks_and_what_comes_with_senda(school: School) -> None:
    page = school.text("")
    assert "Mathematics, age 11 to 14" in page
    assert 'value="digital-teaching"' in page
    assert school.open("own", form={"name": "digital-teaching"}).status_code == 303
    after = school.text("")
    assert 'value="digital-teaching"' not in after
    assert school.open("own", form={"name": "nothing"}).status_code == 404


def test_a_gift_of_windows_is_linked_by_category(school: School) -> None:
    page = school.send(TEACHERS_GIFT, "mis preguntas.gift")
    shown = school.text(page)
    assert "GIFT" in shown
    assert "Fracciones/Señales" in shown
    assert "windows-1252" in shown
    assert "mitad de ocho" in shown
    assert (
        school.open(f"{page}/take", form={"by": "category", "category-0": school.codes[0]}).status_code == 303
    )
    school.work()
    assert 'id="taken"' in school.text(page)


def test_images_are_seen_in_the_preview_and_later_in_the_bank(school: School) -> None:
    page = school.send(moodle(with_image("img", png(3), alt=""), choice("plain")), "fotos.xml")
    shown = school.text(page)
    assert '<img src="data:image/png;base64,' in shown
    assert "media:" not in shown
    assert school.open(f"{page}/take", form={"by": "none"}).status_code == 303
    school.work()


@pytest.mark.parametrize("name", BAD)
def test_bad_files_show_why_and_nothing_to_take(school: School, name: str) -> None:
    page = school.send(BAD[name], "malo.xml")
    shown = school.text(page)
    assert "finding-fatal" in shown
    assert f"{page}/take" not in shown
    refused = school.open(f"{page}/take", form={"by": "own"})
    assert refused.headers["X-Senda-Error"] == "import_refused"
    assert school.open(f"{page}/refuse", form={"x": ""}).status_code == 303
    assert school.text(page)


def test_what_the_upload_refuses_is_a_sentence(school: School) -> None:
    facts = {"filename": "a.xml", "size": 10, "stamp": "", "language": "es", "framework": school.framework}
    answer = school.open("imports", form={**facts, "title": ""})
    assert (answer.status_code, answer.headers["X-Senda-Error"]) == (422, "bank_title_missing")
    assert (answer.json or {})["problem"]
    begun = school.open("imports", form={**facts, "title": "A"}).json or {}
    late = school.open(f"{begun['parts']}3", data=b"x" * 10)
    assert (late.status_code, (late.json or {})["awaited"]) == (409, 0)
    assert school.open(f"{begun['parts']}0", data=b"x" * (3 * 1024 * 1024)).status_code == 413
    assert school.open("imports", form={**facts, "size": 300 * 2**20, "title": "A"}).status_code == 413


def test_other_forms_are_as_small_as_before(school: School) -> None:
    answer = school.open("imports", form={"title": "x" * 300_000})
    assert answer.status_code == 413


def test_the_waiting_page_goes_on_by_itself(school: School) -> None:
    page = school.send(moodle(choice("w")), "w.xml")
    answer = school.open(page, **{"HX-Target": "import-state"})
    assert page in answer.headers["HX-Location"]


def test_no_student_and_no_colleague_comes_near(school: School) -> None:
    page = school.send(moodle(choice("s")), "s.xml")
    student = school.classroom.launch("pupil", Role.STUDENT)
    assert school.open("", who=student).status_code == 403
    colleague = school.classroom.launch("colleague", Role.TEACHER)
    path = page.replace(school.teacher.scope.launch, colleague.scope.launch)
    assert school.open(path, who=colleague).status_code == 404


@pytest.fixture
def bank(school: School) -> Bank:
    questions = [
        choice("suma-1", "La <b>fracción</b> mayor", tags="fácil"),
        choice("suma-2", "El número mayor", tags="fácil;viejo"),
        choice("resta-1", "¿Qué queda?", tags=school.codes[1]),
    ]
    return school.bring(moodle(*questions), "tres.xml")


def test_words_are_found_without_their_accents(school: School, bank: Bank) -> None:
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


def test_many_are_linked_seen_before_it_is_done_and_taken_back(school: School, bank: Bank) -> None:
    form = {"what": "link", "competency_to": school.codes[0], "tag": "fácil", "all": "yes"}
    preview = school.open(f"{bank.public_id}/change", form=form)
    assert "2 preguntas" in preview.text or "2 questions" in preview.text
    assert school.bank(bank.public_id).revision == 1, "seeing changes nothing"
    done = school.open(f"{bank.public_id}/apply", form=hidden(preview.text))
    assert done.status_code == 303
    entries = school.entries(bank)
    assert entries["suma-1"].competencies == entries["suma-2"].competencies == [school.codes[0]]
    assert entries["suma-1"].withheld == ""
    assert entries["resta-1"].since == 1, "nothing was copied that did not change"
    assert school.bank(bank.public_id).revision == 2
    again = school.open(f"{bank.public_id}/apply", form=hidden(preview.text))
    assert again.status_code == 409
    with school.classroom.database.read() as session:
        names = session.scalars(select(Competency).where(Competency.code == school.codes[0])).one().names
    assert names["es"] in school.text(f"{bank.public_id}/history")
    assert school.open(f"{bank.public_id}/undo", form={"revision": "2"}).status_code == 303
    entries = school.entries(bank)
    assert entries["suma-1"].withheld == "unlinked"
    assert entries["suma-1"].since == 3
    assert school.open(f"{bank.public_id}/undo", form={"revision": "2"}).status_code == 409
    assert school.open(f"{bank.public_id}/undo", form={"revision": "3"}).status_code == 303
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
    school: School, bank: Bank, what: str, field: str, before: object, after: object
) -> None:
    opposite = {"pilot": "count", "withhold": "release", "unlink": "link", "tag": "untag"}[what]
    old = school.entries(bank)["resta-1"]
    assert before is None or getattr(old, field) == before
    for step, expected in ((what, after), (opposite, getattr(old, field))):
        entry = school.entries(bank)["resta-1"]
        form = {"what": step, "entry": str(entry.id), "tag_to": "neu", "competency_to": school.codes[1]}
        preview = school.open(f"{bank.public_id}/change", form=form)
        assert school.open(f"{bank.public_id}/apply", form=hidden(preview.text)).status_code == 303
        now = getattr(school.entries(bank)["resta-1"], field)
        if field == "tags":
            assert ("neu" in now) == (step == "tag")
        else:
            assert now == expected


def test_a_change_that_says_nothing_keeps_what_was_ticked(school: School, bank: Bank) -> None:
    entry = school.entries(bank)["suma-1"]
    answer = school.open(
        f"{bank.public_id}/change", form={"what": "tag", "tag_to": " ", "entry": str(entry.id)}
    )
    assert answer.status_code == 422
    assert f'value="{entry.id}" aria-labelledby="stem-{entry.id}" checked' in answer.text
    assert school.open(f"{bank.public_id}/change", form={"what": "pilot"}).status_code == 422
    assert school.open("nobody/change", form={"what": "pilot"}).status_code == 404


def test_coverage_puts_the_thinnest_first(school: School) -> None:
    with school.classroom.database.read() as session:
        own = session.scalars(select(Bank).order_by(Bank.id)).first()
    assert own is not None
    rows = re.findall(r'supply-(\w+)">.*?</svg>(\d+)', school.text(f"{own.public_id}/coverage"), re.DOTALL)
    numbers = [int(number) for _, number in rows]
    assert numbers == sorted(numbers)
    assert sum(numbers) == 288


def test_renaming(school: School, bank: Bank) -> None:
    assert school.open(f"{bank.public_id}/name", form={"title": "  "}).status_code == 422
    assert school.open(f"{bank.public_id}/name", form={"title": "Otro  nombre"}).status_code == 303
    assert school.bank(bank.public_id).title == "Otro nombre"


@pytest.mark.parametrize("kind", ["moodle_xml", "gift", "qti", "csv"])
def test_out_and_in_again_is_nothing_new(school: School, kind: str) -> None:
    with school.classroom.database.read() as session:
        own = session.scalars(select(Bank).order_by(Bank.id)).first()
        entries = session.scalar(select(func.count()).where(BankEntry.bank_id == own.id)) if own else 0
    assert own is not None
    answer = school.open(f"{own.public_id}/export/{kind}")
    assert answer.status_code == 200
    name = re.search(r'filename="([^"]+)"', answer.headers["Content-Disposition"])
    assert name
    page = school.send(answer.data, name[1], bank=own.public_id)
    assert school.open(f"{page}/take", form={"by": "own"}).status_code == 303
    school.work()
    after = school.bank(own.public_id)
    taken = school.text(page)
    assert after.revision == own.revision, taken
    with school.classroom.database.read() as session:
        assert session.scalar(select(func.count()).where(BankEntry.bank_id == own.id)) == entries


def test_what_a_format_leaves_out_is_said_before(school: School) -> None:
    with school.classroom.database.read() as session:
        own = session.scalars(select(Bank).order_by(Bank.id)).first()
    assert own is not None
    page = school.text(f"{own.public_id}/export")
    assert "288" in page, "GIFT says one language"
    assert school.open(f"{own.public_id}/export/docx").status_code == 404
    assert school.open("nobody/export/csv").status_code == 404
