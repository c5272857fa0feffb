"""A student's whole way, from the course page of the LMS to the grade in its gradebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Frame, expect
from visits import (
    GRADEBOOK,
    Visitor,
    answer,
    as_written,
    begin,
    formulas_drawn,
    grades_sent,
    heading,
    reads,
    says,
    send,
    shown,
    tap,
    went_on,
)

pytestmark = pytest.mark.browser

HEADINGS = {
    "es": ("Pregunta 1", "Lo que has mostrado", "Tu camino"),
    "en": ("Question 1", "What you showed", "Your path"),
}
FULL_MARKS = {"es": "100 de 100", "en": "100 out of 100"}


def answer_with_fingers(world: Live, tool: Frame) -> bool:
    """Answer an open question by the keys under it, and see before sending how it is read."""
    question = shown(tool)
    tap(tool, as_written(tool, world.classroom.solution(question)))
    formulas_drawn(tool.locator("#preview"))
    send(tool)
    return went_on(tool, question)


def walk(visitor: Visitor, name: str, language: str) -> int:
    """The whole way of one student; the number of questions."""
    world = visitor.world
    first, shown_title, path_title = HEADINGS[language]

    visitor.enter(name)
    tool = visitor.open_activity()
    expect(tool.get_by_role("heading", name=says(language, "Good to know before you begin"))).to_be_visible()
    expect(tool.locator(".notice")).to_contain_text(says(language, "Who sees it"))
    reads(tool, language)

    begin(tool, language)
    heading(tool, first)
    questions, typed, more = 0, 0, True
    while more:
        reads(tool, language)
        if shown(tool).keypad and not typed:
            more, typed = answer_with_fingers(world, tool), 1
        else:
            # Now and then a wrong one, so that something is left to learn.
            more = answer(world, tool, right=questions % 3 != 2)
        questions += 1
    assert typed, "no question was open, so the keys were never tried"

    heading(tool, shown_title)
    assert tool.locator(".row-card .word").count() == tool.locator(".row-card").count() > 0
    evidence = tool.locator(".row-card details:has(.evidence)").first
    evidence.get_by_text(says(language, "Because of these answers")).click()
    expect(evidence.locator(".evidence-stem").first).to_be_visible()
    reads(tool, language)

    tool.get_by_role("link", name=says(language, "Go on to your path")).click()
    heading(tool, path_title)
    reads(tool, language)
    ways = tool.locator(".next-step .way")
    assert ways.count() == 2
    chosen = ways.nth(1).locator("strong").inner_text()
    ways.nth(1).click()
    heading(tool, chosen)
    reads(tool, language)

    tool.get_by_label(says(language, "Just right"), exact=True).check()
    tool.locator("#reflection").fill("The picture helped")
    tool.get_by_role("button", name=says(language, "Done, next step")).click()
    heading(tool, path_title)
    reads(tool, language)
    tool.locator(".whole-path > summary").click()
    expect(tool.locator(".step-done")).to_have_count(1)
    return questions


def grade_in_the_lms(teacher: Visitor, name: str, language: str) -> str:
    """What the LMS's gradebook says of a student, as the teacher reads it there."""
    teacher.enter("Carmen Ortega Vidal")
    teacher.speak(language)
    teacher.page.get_by_role("link", name=GRADEBOOK[language]).click()
    return teacher.page.get_by_role("row", name=name).locator("td").inner_text()


@pytest.mark.parametrize(("name", "language"), [("Lucía Romero Castaño", "es"), ("Ravi Sharma", "en")])
def test_from_the_course_to_the_gradebook(newcomer: Newcomer, name: str, language: str) -> None:
    student = newcomer(has_touch=True)
    questions = walk(student, name, language)
    assert 8 <= questions <= 28
    grades_sent(student.world)
    assert FULL_MARKS[language] in grade_in_the_lms(newcomer(), name, language)


@pytest.mark.postgresql
def test_the_same_with_its_data_on_postgresql(
    newcomer: Newcomer, databases: Databases, tmp_path: Path
) -> None:
    with live(databases.make("postgresql"), tmp_path) as world:
        world.classroom.set_up("101")
        student = newcomer(world, has_touch=True)
        walk(student, "Pau Ferrer Muñoz", "es")
        grades_sent(world)
        assert FULL_MARKS["es"] in grade_in_the_lms(newcomer(world), "Pau Ferrer Muñoz", "es")


def test_without_a_profile_everybody_gets_the_same_questions_and_the_same_marks(newcomer: Newcomer) -> None:
    student = newcomer()
    world = student.world
    student.enter("Emma O'Connor")
    tool = student.open_activity()
    begin(tool, "en", way="fixed")
    while answer(world, tool):
        pass
    heading(tool, "What you showed")
    expect(tool.get_by_text("Nothing else was estimated about you")).to_be_visible()
    assert tool.locator(".word, .range").count() == 0
    reads(tool, "en")
    grades_sent(world)
    assert world.results()["24"] == 100.0
    tool.get_by_role("link", name="Go on to your path").click()
    heading(tool, "Your path")
    reads(tool, "en")
