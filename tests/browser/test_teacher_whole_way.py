"""A teacher's whole way: choosing the questions, the class map, one student, pairs, grades, a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Frame, expect
from visits import Visitor, grades_sent, heading, reads, says, turn

from adapters.lms.base import Role
from lti_tool.actions.send_grades import send_grades
from lti_tool.actions.sync_roster import sync_roster
from lti_tool.demo.people import STUDENTS

pytestmark = pytest.mark.browser

STRONG, WEAK, FIXED = ("11", "Romero Castaño"), ("12", "El Amrani"), ("13", "Puig Soler")
"""Subject and family name."""


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A class in which one student knows everything, another nothing, and a third took the fixed way."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("class")) as both:
        classroom = both.classroom
        classroom.set_up("101")
        for (subject, _), options in ((STRONG, {"tutor": True}), (WEAK, {"tutee": True}), (FIXED, {})):
            scope = classroom.enter(subject, course="101")
            classroom.begin(scope, profiling=subject != FIXED[0], **options)
            classroom.finish(scope, lambda number, right=subject == STRONG[0]: right)
        sync_roster(both.runtime, classroom.enter("2", Role.TEACHER, "101"), now=both.runtime.clock())
        send_grades(both.runtime, now=both.runtime.clock())
        yield both


def open_as(newcomer: Newcomer, teacher: str, course: str, language: str) -> tuple[Visitor, Frame]:
    visitor = newcomer(viewport={"width": 1280, "height": 900})
    visitor.enter(teacher, course)
    visitor.speak(language)
    return visitor, visitor.open_activity()


@pytest.mark.parametrize("language", ["es", "en"])
def test_from_the_class_map_to_a_student_and_the_file(newcomer: Newcomer, world: Live, language: str) -> None:
    visitor, tool = open_as(newcomer, "Carmen Ortega Vidal", "101", language)
    expect(tool.get_by_role("heading", name=says(language, "Class map"))).to_be_visible()
    reads(tool, language)
    rows = tool.locator(".map-table tbody tr")
    assert rows.count() == len(STUDENTS)
    words = rows.filter(has_text=STRONG[1]).locator("td .c-text b").all_text_contents()
    assert set(words) == {says(language, "Mastered")}
    assert set(rows.filter(has_text=WEAK[1]).locator("td .c-text b").all_text_contents()) == {
        says(language, "Not yet")
    }
    assert rows.filter(has_text=FIXED[1]).locator("td").count() == 1, "without a profile there are no words"

    with visitor.page.expect_download() as downloaded:
        tool.get_by_role("link", name=says(language, "Download for a spreadsheet")).click()
    text = downloaded.value.path().read_text(encoding="utf-8-sig")
    table = list(
        csv.reader(io.StringIO(text), delimiter=csv.Sniffer().sniff(text.splitlines()[0], ",;").delimiter)
    )
    header, *lines = table
    assert header[0] == says(language, "Student")
    assert len(lines) == len(STUDENTS)
    strong = next(line for line in lines if line[0].startswith(STRONG[1]))
    assert strong[2 : 2 + len(words)] == words
    assert len(strong) == 2 + 5 * len(words) + 3, "then chance, certainty, own answers and decision of each"
    assert strong[-3:] == ["100", "100", says(language, "sent")]

    tool.get_by_role("link", name=WEAK[1]).first.click()
    heading(tool, re.compile(WEAK[1]))
    tool.get_by_text(says(language, "Because of these answers")).first.click()
    expect(tool.locator(".evidence-stem").first).to_be_visible()
    assert tool.locator("ol.path-list > li").count() > 0
    reads(tool, language)


def test_a_placement_is_set_up_in_a_few_presses_in_either_language(newcomer: Newcomer) -> None:
    student = newcomer()
    student.enter("Nerea Alonso Bravo", "102")
    expect(student.open_activity().get_by_text(says("es", "This activity is not set up yet."))).to_be_visible()

    _, tool = open_as(newcomer, "Iñaki Etxeberria Sáenz", "102", "en")
    heading(tool, "What does your class learn?")
    reads(tool, "en")
    turn(tool, tool.get_by_role("button", name="Leer en español"))
    for question in (
        "What does your class learn?",
        "What shall the questions be about?",
        "Which questions?",
        "What shall this activity be?",
    ):
        heading(tool, says("es", question))
        reads(tool, "es")
        turn(tool, tool.locator("main .btn-primary"))
    heading(tool, says("es", "Name, grade and dates"))
    reads(tool, "es")
    title = tool.get_by_label(says("es", "Its name in the course"))
    assert title.input_value() == "Diagnóstico del taller"
    title.fill("Fracciones: el taller")
    tool.get_by_role("button", name=says("es", "Use it here")).click()
    heading(tool, "Fracciones: el taller")
    reads(tool, "es")

    student.page.reload()
    tool = student.tool()
    heading(tool, "Fracciones: el taller")
    expect(tool.locator("input[name=profiling]").first).to_be_visible()


@pytest.mark.parametrize("language", ["es", "en"])
def test_pairs_are_proposed_with_their_reasons(newcomer: Newcomer, language: str) -> None:
    _, tool = open_as(newcomer, "Carmen Ortega Vidal", "101", language)
    tool.get_by_role("link", name=says(language, "Tutoring"), exact=True).click()
    heading(tool, says(language, "Who could help whom"))
    reads(tool, language)
    propose = tool.get_by_role("button", name=says(language, "Propose pairs"))
    turn(tool, propose.or_(tool.get_by_role("button", name=says(language, "Propose pairs again"))).first)
    pair = tool.get_by_role("row").filter(has_text=WEAK[1])
    expect(pair).to_contain_text(STRONG[1])
    pair.get_by_text(says(language, "Reasons")).click()
    expect(pair.locator(".reasons li").first).to_be_visible()
    reads(tool, language)
    assert tool.get_by_text(FIXED[1]).count() == 0, "only who opted in is matched"


def test_another_formula_makes_other_grades_and_they_arrive(newcomer: Newcomer, world: Live) -> None:
    visitor, tool = open_as(newcomer, "Carmen Ortega Vidal", "101", "es")
    tool.get_by_role("link", name=says("es", "Grades"), exact=True).click()
    heading(tool, says("es", "Grades in the gradebook"))
    row = tool.get_by_role("row").filter(has_text=WEAK[1])
    expect(row).to_contain_text(says("es", "sent"))
    tool.get_by_label(says("es", "Share of topics mastered")).check()
    tool.get_by_role("button", name=says("es", "Use this for the grades")).click()
    expect(row).to_contain_text(says("es", "waiting"))
    grades_sent(world)
    tool.get_by_role("link", name=says("es", "Look again")).click()
    expect(row).to_contain_text(says("es", "sent"))
    assert (world.results()["11"], world.results()["12"]) == (100.0, 0.0)

    row.get_by_role("button", name=says("es", "Send again")).click()
    expect(row).to_contain_text(says("es", "waiting"))
    grades_sent(world)
    visitor.page.get_by_role("link", name="Volver al curso").click()
    visitor.page.get_by_role("link", name="Calificaciones").click()
    assert "0 de 100" in visitor.page.get_by_role("row", name=WEAK[1]).locator("td").inner_text()
