"""A teacher places activities: from the LMS's dialogue, and in a placement that shows nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Frame, Page, expect
from sqlalchemy import delete, select
from visits import PATIENCE, Visitor, answer, begin, grades_sent, heading, says, turn

from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.course_activities import CourseActivity
from lti_tool.demo.people import COURSE

pytestmark = pytest.mark.browser

TEACHER, STUDENT = "Carmen Ortega Vidal", "Lucía Romero Castaño"
DIALOGUE = {"width": 770, "height": 578}


@pytest.fixture(params=["generic", "moodle", "canvas"])
def world(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """A course in which nothing is set up, in a school that has no questions yet."""
    folder = tmp_path_factory.mktemp(request.param)
    with live(databases.make("sqlite"), folder, family=request.param) as both:
        with both.runtime.database.write() as session:
            for model in (BankEntry, ItemRow, Bank):
                session.execute(delete(model))
        yield both


def choosing(visitor: Visitor) -> Frame:
    """Into the dialogue in which the LMS lets a teacher choose content."""
    visitor.page.locator("a[href$='/add']").click()
    visitor.page.locator("a.button[href*='/choose']").first.click()
    return visitor.tool()


def go_on(tool: Frame | Page) -> None:
    turn(tool, tool.locator("main .btn-primary"))


def activities(world: Live) -> list[CourseActivity]:
    with world.runtime.database.read() as session:
        return list(session.scalars(select(CourseActivity).order_by(CourseActivity.id)))


def test_a_first_teacher_places_all_three_and_a_student_opens_them(newcomer: Newcomer, world: Live) -> None:
    teacher = newcomer(viewport={"width": 900, "height": 900}, timezone_id="Europe/Madrid", locale="en-GB")
    teacher.enter(TEACHER)
    teacher.speak("en")
    tool = choosing(teacher)
    heading(tool, "What does your class learn?")
    go_on(tool)  # the questions of Senda are taken in
    heading(tool, "What shall the questions be about?")
    boxes = tool.locator("input[name=competency]")
    assert boxes.evaluate_all("all => all.filter(one => one.checked).length") == 4
    boxes.nth(3).uncheck()
    expect(tool.locator(".placing-count")).to_have_text("3 of at most 8 chosen")
    go_on(tool)
    heading(tool, "Which questions?")
    expect(tool.locator(".sample-question")).to_be_visible()
    go_on(tool)
    several = tool.locator("input[name=kind]").first.get_attribute("type") == "checkbox"
    if several:
        for box in tool.locator("input[name=kind]").all():
            box.check()
    go_on(tool)
    heading(tool, "Name, grade and dates")
    tool.get_by_label("Its name in the course").first.fill("Fractions: where I stand")
    tool.get_by_text("What students will see").first.click()
    expect(tool.locator("#preview-diagnostic")).to_have_text("Fractions: where I stand")
    tool.get_by_label("Out of").first.fill("12,5")
    tool.locator(".placing-dates summary").first.click()
    closes = tool.get_by_label("Closes").first
    closes.fill("2020-01-15T12:30")
    go_on(tool)
    expect(tool.get_by_role("alert").filter(has_text="closing date")).to_be_visible()
    assert closes.input_value() == "2020-01-15T12:30", "what was typed is still there, in the teacher's zone"
    assert tool.get_by_label("Its name in the course").first.input_value() == "Fractions: where I stand"
    closes.fill("2030-07-15T12:30")
    teacher.forgive("422")
    assert activities(world) == []
    tool.locator("main .btn-primary").dblclick()
    back = teacher.page.frame_locator("#tool")
    expect(back.locator("li[data-link]").first).to_have_text("Fractions: where I stand", timeout=PATIENCE)
    made = activities(world)
    assert [one.kind for one in made] == ["diagnostic", "itinerary", "tutoring"][: len(made)]
    assert len(made) == (3 if several else 1)
    assert made[0].maximum == 12.5
    assert made[0].closes_at == datetime(2030, 7, 15, 10, 30, tzinfo=UTC), "Madrid in summer"
    back.locator("a.button").click()

    student = newcomer()
    student.enter(STUDENT)
    student.page.get_by_role("link", name=re.compile("Fractions: where I stand")).click()
    heading(student.tool(), "Fractions: where I stand")
    expect(student.tool().locator("input[name=profiling]").first).to_be_visible()


def test_going_back_with_nothing(newcomer: Newcomer, world: Live) -> None:
    teacher = newcomer(viewport={"width": 900, "height": 900})
    teacher.enter(TEACHER)
    tool = choosing(teacher)
    turn(tool, tool.locator(".placing-bring a"))  # a school's own questions can be brought in from here
    heading(tool, says("es", "Materials"))
    expect(tool.locator("nav.tabs a")).to_have_count(2)
    turn(tool, tool.locator("nav.tabs a").first)
    tool.locator(".placing-leave button").click()
    done = teacher.page.frame_locator("#tool")
    expect(done.locator("a.button")).to_be_visible(timeout=PATIENCE)
    assert done.locator("li[data-link]").count() == 0
    assert activities(world) == []


def test_everything_fits_the_dialogue_of_moodle(newcomer: Newcomer, world: Live) -> None:
    """The button to go on is in sight without scrolling."""
    teacher = newcomer(viewport={"width": 900, "height": 900})
    teacher.enter(TEACHER)
    tool = choosing(teacher)
    # As a rule of the LMS's own sheet: this dialogue does not grow when its page asks for it.
    teacher.page.evaluate(
        "([width, height]) => document.styleSheets[0].insertRule("
        "`#tool { width: ${width}px !important; max-width: none; height: ${height}px !important; }`)",
        list(DIALOGUE.values()),
    )
    for _ in range(5):
        button = tool.locator("main .btn-primary")
        tool.evaluate("window.scrollTo(0, 0)")
        lower = button.evaluate("one => one.getBoundingClientRect().bottom")
        assert lower <= tool.evaluate("innerHeight") <= DIALOGUE["height"], tool.locator(
            "main h1"
        ).inner_text()
        assert tool.evaluate("document.documentElement.scrollWidth") <= DIALOGUE["width"]
        if tool.locator("form.placing-details").count():
            break
        go_on(tool)
    assert tool.locator("form.placing-details").count() == 1


def test_a_placement_that_shows_nothing_is_set_up_in_it(newcomer: Newcomer, world: Live) -> None:
    student = newcomer()
    student.enter(STUDENT)
    tool = student.open_activity()
    expect(tool.locator("main .panel")).to_be_visible()
    assert tool.locator("main form").count() == 0

    teacher = newcomer(locale="en-GB")
    teacher.enter(TEACHER)
    teacher.speak("en")
    tool = teacher.open_activity()
    for question in (
        "What does your class learn?",
        "What shall the questions be about?",
        "Which questions?",
        "What shall this activity be?",
        "Name, grade and dates",
    ):
        heading(tool, question)
        go_on(tool)
    heading(tool, COURSE.links[0].title)
    (made,) = activities(world)
    assert (made.kind, made.title) == ("diagnostic", COURSE.links[0].title)

    turn(tool, tool.get_by_role("link", name="Activities of this course"))
    turn(tool, tool.locator("tbody a").first)
    tool.locator(".placing-dates summary").click()
    tool.get_by_label("Opens").fill((datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"))
    turn(tool, tool.get_by_role("button", name="Save"))
    expect(tool.locator(".saved-note")).to_be_visible()

    student.page.reload()
    expect(student.tool().locator("time")).to_be_visible()
    assert student.tool().locator("main form").count() == 0


def test_the_gradebook_opens_one_students_result(newcomer: Newcomer, world: Live) -> None:
    teacher = newcomer()
    teacher.enter(TEACHER)
    tool = choosing(teacher)
    for _ in range(4):
        go_on(tool)
    tool.locator("main .btn-primary").click()
    expect(teacher.page.frame_locator("#tool").locator("li[data-link]").first).to_be_visible(timeout=PATIENCE)
    title = activities(world)[0].title

    student = newcomer()
    student.enter(STUDENT)
    student.page.get_by_role("link", name=re.compile(re.escape(title))).click()
    begin_and_finish(world, student)
    grades_sent(world)

    teacher.page.goto(f"{world.lms}/courses/101/grades")
    row = teacher.page.get_by_role("row").filter(has_text=STUDENT)
    row.get_by_role("link").first.click()
    teacher.page.locator("a.button").first.click()
    heading(teacher.tool(), re.compile("Romero"))
    expect(teacher.tool().get_by_text(says("es", "Because of these answers")).first).to_be_attached()


def begin_and_finish(world: Live, student: Visitor) -> None:
    tool = student.tool()
    begin(tool)
    while answer(world, tool):
        pass
