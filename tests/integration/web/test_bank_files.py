"""Banks as files on the pages: what comes in is shown and taken, what goes out comes in again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bank_files import BAD, TEACHERS_GIFT, choice, moodle, png, with_image
from databases import Databases
from shown_banks import ShownBanks, shown_banks

from adapters.lms.base import Role


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[ShownBanks]:
    with shown_banks(databases.make("sqlite")) as shown:
        yield shown


def test_a_gift_of_windows_is_linked_by_category(school: ShownBanks) -> None:
    page = school.upload(TEACHERS_GIFT, "mis preguntas.gift")
    shown = school.text(page)
    assert "GIFT" in shown
    assert "Fracciones/Señales" in shown
    assert "windows-1252" in shown
    assert "mitad de ocho" in shown
    assert school.ask(f"{page}/take", {"by": "category", "category-0": school.codes[0]}).status_code == 303
    school.work()
    assert 'id="taken"' in school.text(page)


def test_images_are_seen_in_the_preview_and_later_in_the_bank(school: ShownBanks) -> None:
    page = school.upload(moodle(with_image("img", png(3), alt=""), choice("plain")), "fotos.xml")
    shown = school.text(page)
    assert '<img src="data:image/png;base64,' in shown
    assert "media:" not in shown
    assert school.ask(f"{page}/take", {"by": "none"}).status_code == 303
    school.work()


@pytest.mark.parametrize("name", BAD)
def test_bad_files_show_why_and_nothing_to_take(school: ShownBanks, name: str) -> None:
    page = school.upload(BAD[name], "malo.xml")
    shown = school.text(page)
    assert "finding-fatal" in shown
    assert f"{page}/take" not in shown
    refused = school.ask(f"{page}/take", {"by": "own"})
    assert refused.headers["X-Senda-Error"] == "import_refused"
    assert school.ask(f"{page}/refuse", {"x": ""}).status_code == 303
    assert school.text(page)


def test_what_the_upload_refuses_is_a_sentence(school: ShownBanks) -> None:
    facts = {"filename": "a.xml", "size": 10, "stamp": "", "language": "es", "framework": school.framework}
    answer = school.ask("imports", {**facts, "title": ""})
    assert (answer.status_code, answer.headers["X-Senda-Error"]) == (422, "bank_title_missing")
    assert (answer.json or {})["problem"]
    begun = school.ask("imports", {**facts, "title": "A"}).json or {}
    late = school.ask(f"{begun['parts']}3", b"x" * 10)
    assert (late.status_code, (late.json or {})["awaited"]) == (409, 0)
    assert school.ask(f"{begun['parts']}0", b"x" * (3 * 1024 * 1024)).status_code == 413
    assert school.ask("imports", {**facts, "size": 300 * 2**20, "title": "A"}).status_code == 413


def test_other_forms_are_as_small_as_before(school: ShownBanks) -> None:
    answer = school.ask("imports", {"title": "x" * 300_000})
    assert answer.status_code == 413


def test_the_waiting_page_goes_on_by_itself(school: ShownBanks) -> None:
    page = school.upload(moodle(choice("w")), "w.xml")
    answer = school.ask(page, **{"HX-Target": "import-state"})
    assert page in answer.headers["HX-Location"]


def test_no_student_and_no_colleague_comes_near(school: ShownBanks) -> None:
    page = school.upload(moodle(choice("s")), "s.xml")
    student = school.classroom.launch("pupil", Role.STUDENT)
    assert school.ask("", who=student).status_code == 403
    colleague = school.classroom.launch("colleague", Role.TEACHER)
    path = page.replace(school.teacher.scope.launch, colleague.scope.launch)
    assert school.ask(path, who=colleague).status_code == 404


@pytest.mark.parametrize("kind", ["moodle_xml", "gift", "qti"])
def test_out_and_in_again_is_nothing_new(school: ShownBanks, kind: str) -> None:
    school.check_round_trip(kind)


def test_what_a_format_leaves_out_is_said_before(school: ShownBanks) -> None:
    own = school.own().public_id
    page = school.text(f"{own}/export")
    assert "288" in page, "GIFT says one language"
    assert school.ask(f"{own}/export/docx").status_code == 404
    assert school.ask("nobody/export/csv").status_code == 404
