"""Addresses of lists of competencies: who may enter, what a form does, what is said when it cannot be done."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from classroom import Classroom, make_classroom
from sqlalchemy import select
from tool_under_test import TOOL, Tool
from werkzeug.test import TestResponse

from adapters.frameworks import builtin, case, csv_table
from adapters.lms.base import Role
from lti_tool.actions.copy_framework import copy_framework
from lti_tool.actions.start_launch import digest
from lti_tool.actions.take_framework import take_own_framework
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.launches import LaunchSession
from lti_tool.database.scope import Scope

TOKEN = "a token that a test knows"
UNESCO = "unesco-ict-cft-3"


@pytest.fixture(scope="module")
def lms(tool: Tool) -> Classroom:
    classroom = make_classroom(tool.runtime.database, "https://lms-of-lists.example")
    classroom.clock.now = tool.runtime.clock()
    return classroom


@pytest.fixture(scope="module")
def teacher(lms: Classroom) -> Scope:
    return lms.enter("ana", Role.TEACHER)


def ask(tool: Tool, scope: Scope, method: str, path: str, **more: object) -> TestResponse:
    """A request with the session of a launch."""
    with tool.runtime.database.write() as session:
        row = session.scalars(select(LaunchSession).where(LaunchSession.public_id == scope.launch)).one()
        row.token_digest = digest(TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    address = f"/s/{scope.launch}/frameworks/{path}"
    return tool.browser().open(address, method=method, base_url=TOOL, headers=headers, **more)


def upload(tool: Tool, scope: Scope, data: bytes, name: str) -> TestResponse:
    form = {"file": (io.BytesIO(data), name)}
    return ask(tool, scope, "POST", "new/file", data=form, content_type="multipart/form-data")


def follow(tool: Tool, scope: Scope, response: TestResponse) -> TestResponse:
    assert response.status_code == 303, response.text
    return ask(tool, scope, "GET", response.headers["Location"].partition("/frameworks/")[2])


def field(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1])


@pytest.fixture
def draft(tool: Tool, lms: Classroom, teacher: Scope) -> str:
    """A copy of UNESCO's list."""
    database, now = tool.runtime.database, tool.runtime.clock()
    origin = take_own_framework(database, teacher, UNESCO, now=now)
    return copy_framework(database, teacher, origin, now=now)


def row(tool: Tool, name: str) -> FrameworkVersion:
    with tool.runtime.database.read() as session:
        return session.scalars(select(FrameworkVersion).where(FrameworkVersion.public_id == name)).one()


def test_one_click_takes_in_what_comes_with_senda(tool, lms, teacher):
    page = ask(tool, teacher, "GET", "").text
    assert "Sistema" not in page
    assert 'value="mrcdd-2022"' in page
    shown = follow(tool, teacher, ask(tool, teacher, "POST", "own", data={"code": "mrcdd-2022"})).text
    assert "BOE-A-2022-8042" in shown
    assert shown.count('class="list-code"') >= 23
    assert 'value="mrcdd-2022"' not in ask(tool, teacher, "GET", "").text
    assert ask(tool, teacher, "POST", "own", data={"code": "made-up"}).status_code == 404


def test_digcomp_says_that_it_is_not_the_current_edition(tool, lms, teacher):
    shown = follow(tool, teacher, ask(tool, teacher, "POST", "own", data={"code": "digcomp-2.2"})).text
    assert "DigComp 3.0" in shown


def test_a_file_is_shown_first_and_taken_in_after(tool, lms, teacher):
    data = "código;nombre;área\n1;<i>Sumar</i>;Números\n2;Restar;Números\n".encode("windows-1252")
    response = upload(tool, teacher, data, "mi lista.csv")
    page = follow(tool, teacher, response).text
    assert "windows-1252" in page
    assert "<i>" not in page.partition("<main")[2].partition("<footer")[0].replace("&lt;i&gt;", "")
    job = response.headers["Location"].rpartition("/")[2]
    shown = follow(tool, teacher, ask(tool, teacher, "POST", f"imports/{job}/take"))
    assert "&lt;i&gt;Sumar" in shown.text
    assert ask(tool, teacher, "GET", f"imports/{job}").status_code == 404
    assert ask(tool, teacher, "POST", f"imports/{job}/take").status_code == 303, "pressed twice"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"{nonsense", "x.json", "JSON"),
        (b"<?xml version='1.0'?><a/>", "x.xml", "CSV"),
        (b"kind,code,name_es,parent\narea,A,Uno,\ncompetency,c,Perdida,Z9\n", "x.csv", "Z9"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(tool, lms, teacher, data, name, said):
    response = upload(tool, teacher, data, name)
    page = follow(tool, teacher, response).text
    assert said in page
    assert "/take" not in page
    job = response.headers["Location"].rpartition("/")[2]
    refused = ask(tool, teacher, "POST", f"imports/{job}/take")
    assert (refused.status_code, refused.headers["X-Senda-Error"]) == (422, "framework_import_blocked")
    assert ask(tool, teacher, "POST", f"imports/{job}/drop").status_code == 303
    assert ask(tool, teacher, "GET", f"imports/{job}").status_code == 404


def test_more_than_50_megabytes_are_refused(tool, lms, teacher):
    response = upload(tool, teacher, b"x" * (60 * 1024 * 1024), "x.json")
    assert (response.status_code, response.headers["X-Senda-Error"]) == (413, "too_large")
    assert "<h1" in response.text


def test_two_megabytes_are_not_too_much(tool, lms, teacher):
    data = case.write(builtin.load(UNESCO), changed=tool.runtime.clock()) + b" " * 2_000_000
    assert upload(tool, teacher, data, "x.json").status_code == 303


def test_nothing_sent(tool, lms, teacher):
    for response, code in (
        (ask(tool, teacher, "POST", "new/file"), "framework_file_missing"),
        (upload(tool, teacher, b"", "x.csv"), "upload_empty"),
    ):
        assert (response.status_code, response.headers["X-Senda-Error"]) == (422, code)
    response = ask(tool, teacher, "POST", "new/address", data={"address": "  "})
    assert response.headers["X-Senda-Error"] == "framework_address_missing"


def test_an_address_is_kept_in_the_form_when_it_is_refused(tool, lms, teacher):
    address = "file:///etc/passwd?\"><b>"
    response = ask(tool, teacher, "POST", "new/address", data={"address": address})
    assert (response.status_code, response.headers["X-Senda-Error"]) == (422, "framework_address_refused")
    assert field(response.text, "address") == address


def test_an_address_is_asked(tool, lms, teacher):
    path = "/ims/case/v1p1/CFPackages/7"
    tool.server.answers[path] = lambda handler, _body: _send(handler, case.write(builtin.load("digcompedu-2017"), changed=tool.runtime.clock()))
    response = ask(tool, teacher, "POST", "new/address", data={"address": tool.server.origin + path})
    assert "22" in follow(tool, teacher, response).text


def _send(handler, data: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


class TestEditing:
    def save(self, tool, teacher, draft, page, **data):
        return ask(tool, teacher, "POST", f"{draft}/edit/{page}", data=data)

    def test_every_page_opens(self, tool, lms, teacher, draft):
        for path in ("", "names", "levels", "area", "area?area=A1", "competency?area=A1", "competency?competency=KA.1", "order", "order?area=A1"):
            response = ask(tool, teacher, "GET", f"{draft}/edit/{path}")
            assert response.status_code == 200, path
        assert ask(tool, teacher, "GET", f"{draft}/edit/area?area=gone").status_code == 409
        assert ask(tool, teacher, "GET", f"{draft}/edit/competency?competency=gone").status_code == 409

    def test_a_cycle_is_refused_by_name_with_what_was_chosen(self, tool, lms, teacher, draft):
        response = self.save(tool, teacher, draft, "order", before="KC.1", after="KA.1")
        assert (response.status_code, response.headers["X-Senda-Error"]) == (422, "framework_faults")
        page = unescape(response.text)
        assert "Conocimiento de las políticas → Aplicación de políticas → Innovación política" in page
        for name, code in (("before", "KC.1"), ("after", "KA.1")):
            select_ = page.partition(f'name="{name}"')[2].partition("</select>")[0]
            assert re.search(rf'value="{re.escape(code)}" selected', select_)
        done = self.save(tool, teacher, draft, "order", before="KA.1", after="KC.1")
        assert "order-graph" in follow(tool, teacher, done).text
        assert self.save(tool, teacher, draft, "order", before="KA.1", after="KC.1", do="remove").status_code == 303

    def test_what_was_typed_is_kept(self, tool, lms, teacher, draft):
        typed = {"name-es": "Mi <nombre>", "name-en": "x" * 501, "area": "A2", "weight": "other", "other-weight": "1,7",
                 "steps": "0", "asked": "0.5", "cuts": "0", "level-names": "0", "alignments": "a:b\nc:d"}  # fmt: skip
        response = self.save(tool, teacher, draft, "competency?competency=KA.1", **typed)
        assert (response.status_code, response.headers["X-Senda-Error"]) == (422, "framework_faults")
        assert field(response.text, "name-es") == "Mi <nombre>"
        assert field(response.text, "other-weight") == "1,7"
        assert "a:b\nc:d" in response.text
        assert self.save(tool, teacher, draft, "competency?competency=KA.1", **typed | {"name-en": "short"}).status_code == 303
        kept = next(c for c in row_competencies(tool, draft) if c.code == "KA.1")
        assert (kept.names, kept.area, kept.weight, kept.cuts, kept.alignments) == (
            {"es": "Mi <nombre>", "en": "short"}, "A2", 1.7, [0.5], ["a:b", "c:d"],
        )  # fmt: skip

    @pytest.mark.parametrize(("field_", "value"), [("other-weight", "nan"), ("other-weight", "x"), ("cuts", "1 x"), ("cuts", "inf"), ("cuts", "nan"), ("cuts", "")])
    def test_numbers_that_are_none(self, tool, lms, teacher, draft, field_, value):
        typed = {"name-es": "x", "area": "A1", "weight": "other", "other-weight": "1", "steps": "0", "asked": "0", "cuts": "0", field_: value}
        response = self.save(tool, teacher, draft, "competency?competency=KA.1", **typed)
        assert response.status_code == 422
        assert field(response.text, field_) == value

    def test_somebody_else_was_quicker(self, tool, lms, teacher, draft):
        seen = field(ask(tool, teacher, "GET", f"{draft}/edit/names").text, "seen")
        first = {"name-es": "Lo suyo", "name-en": "", "version": "9-ours", "seen": seen}
        assert self.save(tool, teacher, draft, "names", **first).status_code == 303
        response = self.save(tool, teacher, draft, "names", **first | {"name-es": "Lo mío", "version": "9-mine"})
        assert (response.status_code, response.headers["X-Senda-Error"]) == (409, "framework_changed_meanwhile")
        assert field(response.text, "name-es") == "Lo mío"
        assert "Lo suyo" in response.text
        again = {**first, "name-es": "Lo mío", "version": "9-mine", "seen": field(response.text, "seen")}
        assert self.save(tool, teacher, draft, "names", **again).status_code == 303
        assert row(tool, draft).names == {"es": "Lo mío"}

    def test_levels_are_put_in_order_before_they_are_kept(self, tool, lms, teacher, draft):
        page = ask(tool, teacher, "GET", f"{draft}/edit/levels").text
        form = {name: field(page, name) for name in ("seen", "count", *(f"{kind}-{n}" for n in range(3) for kind in ("code",)))}
        form |= {f"name-{n}-es": f"Nivel {n}" for n in range(3)}
        added = self.save(tool, teacher, draft, "levels", **form, do="add")
        assert (added.status_code, field(added.text, "count")) == (200, "4")
        moved = self.save(tool, teacher, draft, "levels", **form, do="up-2")
        assert [field(moved.text, f"code-{n}") for n in range(3)] == ["KA", "KC", "KD"]
        assert field(moved.text, "name-1-es") == "Nivel 2"
        assert len(row(tool, draft).levels) == 3
        fewer = self.save(tool, teacher, draft, "levels", **form, do="remove-0")
        assert field(fewer.text, "count") == "2"
        kept = self.save(tool, teacher, draft, "levels", seen=form["seen"], count="1", **{"code-0": "", "name-0-es": "Único"}, do="save")
        assert kept.status_code == 303
        assert row(tool, draft).levels == [{"code": "UNICO", "names": {"es": "Único"}}]
        for strange in ("up-99", "down-x", "remove--1", "fly"):
            assert self.save(tool, teacher, draft, "levels", **form, do=strange).status_code == 200

    def test_areas_and_competencies_come_and_go(self, tool, lms, teacher, draft):
        new = self.save(tool, teacher, draft, "area", **{"name-es": "Robótica", "name-en": "", "parent": "A1"})
        assert new.status_code == 303
        added = self.save(tool, teacher, draft, "competency", **{"name-es": "Programar", "area": "robotica", "weight": "1", "steps": "0", "asked": "0", "cuts": "0"})
        assert "added" in added.headers["Location"] or added.status_code == 303
        full = self.save(tool, teacher, draft, "remove", kind="area", code="robotica")
        assert (full.status_code, full.headers["X-Senda-Error"]) == (409, "framework_area_full")
        assert self.save(tool, teacher, draft, "remove", kind="competency", code="programar").status_code == 303
        assert self.save(tool, teacher, draft, "remove", kind="area", code="robotica").status_code == 303
        assert "robotica" not in [area["code"] for area in row(tool, draft).areas]
        order = [area["code"] for area in row(tool, draft).areas]
        assert self.save(tool, teacher, draft, "move", kind="area", code=order[1], step="up").status_code == 303
        assert [area["code"] for area in row(tool, draft).areas][:2] == order[1::-1]

    @pytest.mark.parametrize("data", [{}, {"kind": "x"}, {"kind": "area", "code": "A1", "step": "sideways"}])
    def test_forged_moves(self, tool, lms, teacher, draft, data):
        assert self.save(tool, teacher, draft, "move", **data).headers["X-Senda-Error"] == "input_invalid"

    def test_put_to_use_it_stays_as_it_is(self, tool, lms, teacher, draft):
        assert self.save(tool, teacher, draft, "use").status_code == 303
        assert not row(tool, draft).draft
        response = self.save(tool, teacher, draft, "names", **{"name-es": "x", "version": "y"})
        assert (response.status_code, response.headers["X-Senda-Error"]) == (409, "framework_published")
        assert self.save(tool, teacher, draft, "delete").headers["X-Senda-Error"] == "framework_published"

    def test_a_draft_is_deleted(self, tool, lms, teacher, draft):
        assert self.save(tool, teacher, draft, "delete").status_code == 303
        assert ask(tool, teacher, "GET", f"{draft}/").status_code == 404

    def test_an_assistant_may_and_a_student_may_not(self, tool, lms, teacher, draft):
        assistant = lms.enter("asis", Role.ASSISTANT)
        assert ask(tool, assistant, "GET", f"{draft}/edit/").status_code == 200
        student = lms.enter("s1")
        assert ask(tool, student, "GET", f"{draft}/edit/").headers["X-Senda-Error"] == "role_refused"


def row_competencies(tool: Tool, name: str):
    with tool.runtime.database.read() as session:
        return list(session.scalars(select(FrameworkVersion).where(FrameworkVersion.public_id == name)).one().competencies)


def test_files_to_take_along(tool, lms, teacher, draft):
    table = ask(tool, teacher, "GET", f"{draft}/table.csv")
    assert table.mimetype == "text/csv"
    assert f'"unesco-ict-cft-3-{row(tool, draft).version}.csv"' in table.headers["Content-Disposition"]
    spec, problems = csv_table.read(io.BytesIO(table.data))
    assert spec.code == UNESCO
    assert not problems
    package = ask(tool, teacher, "GET", f"{draft}/case.json")
    assert package.mimetype == "application/json"
    assert case.read(io.BytesIO(package.data))[0].version == spec.version


def test_questions_come_along(tool, lms, teacher):
    page = ask(tool, teacher, "GET", "").text
    maths = re.search(r'frameworks/([\w-]+)/">(?:Matemáticas|Mathematics)', page)[1]
    draft = ask(tool, teacher, "POST", f"{maths}/copy").headers["Location"].split("/")[-3]
    ask(tool, teacher, "POST", f"{draft}/edit/remove", data={"kind": "competency", "code": "fractions-add"})
    ask(tool, teacher, "POST", f"{draft}/edit/use")
    shown = ask(tool, teacher, "GET", f"{draft}/").text
    bank = re.search(r"/questions/([\w-]+)\"", shown)[1]
    told = ask(tool, teacher, "GET", f"{draft}/questions/{bank}").text
    assert field(told, "title").endswith("(1-2)")
    done = ask(tool, teacher, "POST", f"{draft}/questions/{bank}", data={"title": "Los míos"})
    assert "Los míos" in follow(tool, teacher, done).text
    assert ask(tool, teacher, "GET", f"{maths}/questions/{bank}").status_code == 404
