"""A learner shows what they do, a classmate and the trainer judge it, and the level stands with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Frame, expect
from teachers_course import take, teachers_course
from visits import heading

from lti_tool.demo.people import TRAINEES, TRAINER, TRAINING_COURSE

pytestmark = pytest.mark.browser

COURSE = TRAINING_COURSE.id
LEARNER, CLASSMATE = TRAINEES[:2]
UNIT = "Circuits: the simulator first"


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The course for teachers, in which two have answered every question right."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("course")) as both:
        teachers_course(both.classroom, COURSE, subject=TRAINER.subject)
        for person in (LEARNER, CLASSMATE):
            take(both.classroom, person.subject, COURSE)
        yield both


def opened(newcomer: Newcomer, name: str, width: int = 1000) -> Frame:
    visitor = newcomer(viewport={"width": width, "height": 900})
    visitor.enter(name, COURSE)
    visitor.speak("en")
    visitor.forgive("portfolio/new")  # the form is refused once
    return visitor.open_activity()


def test_from_a_lesson_to_the_level_that_it_carries(newcomer: Newcomer) -> None:
    learner = opened(newcomer, LEARNER.name, 390)
    learner.get_by_role("link", name="Show what you do").click()
    heading(learner, "Show what you do")
    pedagogy = learner.locator(".row-card").filter(has=learner.get_by_role("heading", name="Pedagogy"))
    before = pedagogy.locator(".level-reached").count()
    learner.get_by_role("link", name="Add something").click()
    heading(learner, "What does it show something of?")
    learner.get_by_role("link", name="Pedagogy").click()
    heading(learner, "Add something")
    learner.get_by_label("Title").fill(UNIT)
    learner.get_by_label("What did you do, why, and what came of it?").fill("First we guessed, then we tried.")
    learner.get_by_label("A link to it").fill("https://name:secret@example.org/unit")
    learner.get_by_role("radio", name="3. Knowledge Creation").check()
    learner.get_by_label("My classmates may see and judge it").check()
    learner.get_by_role("button", name="Save").click()
    expect(learner.locator("#problem")).to_contain_text("This link cannot be shown")
    expect(learner.get_by_label("Title")).to_have_value(UNIT)
    learner.get_by_label("A link to it").fill("https://example.org/unit")
    learner.get_by_role("button", name="Save").click()
    heading(learner, UNIT)
    learner.get_by_role("radio", name="3. Knowledge Creation").check()
    learner.get_by_role("button", name="Save").click()
    expect(learner.get_by_text("You said: Knowledge Creation")).to_be_visible()

    classmate = opened(newcomer, CLASSMATE.name)
    classmate.get_by_role("link", name="Show what you do").click()
    classmate.get_by_role("link", name="What your classmates show you").click()
    classmate.get_by_role("link", name=UNIT).click()
    heading(classmate, UNIT)
    expect(classmate.locator("input[name=level]:checked")).to_have_count(0)
    classmate.get_by_role("radio", name="3. Knowledge Creation").check()
    classmate.get_by_label("Why, in a sentence or two").fill("They chose how to check it.")
    classmate.get_by_role("button", name="Send").click()
    expect(classmate.get_by_text("You have judged everything that was opened.")).to_be_visible()

    trainer = opened(newcomer, TRAINER.name, 1280)
    trainer.get_by_role("link", name="Evidence to judge").click()
    trainer.get_by_role("link", name=UNIT).click()
    heading(trainer, UNIT)
    expect(trainer.get_by_text("2 others have judged it").or_(trainer.get_by_text("1 other person"))).to_be_visible()
    expect(trainer.get_by_text("They chose how to check it.")).to_have_count(0)
    trainer.get_by_role("radio", name="3. Knowledge Creation").check()
    trainer.get_by_role("button", name="Save").click()
    expect(trainer.get_by_text("They chose how to check it.")).to_be_visible()
    expect(trainer.get_by_text(CLASSMATE.name)).to_be_visible()
    trainer.get_by_role("link", name=LEARNER.name).click()
    heading(trainer, LEARNER.name)
    expect(trainer.get_by_text("It is not an accreditation.")).to_be_visible()

    learner.get_by_role("link", name="Show what you do").click()
    heading(learner, "Show what you do")
    expect(pedagogy.locator(".level-reached")).to_have_count(max(before, 3))
    pedagogy.locator("summary").click()
    carriers = pedagogy.locator(".carriers li")
    expect(carriers.filter(has_text="Your teacher: Knowledge Creation")).to_be_visible()
    expect(carriers.filter(has_text="A classmate: Knowledge Creation")).to_be_visible()
    expect(carriers.filter(has_text="answers about it")).to_be_visible()
    expect(learner.get_by_text(CLASSMATE.name)).to_have_count(0)
    pedagogy.get_by_role("link", name=UNIT).first.click()
    heading(learner, UNIT)
    expect(learner.get_by_text("They chose how to check it.")).to_be_visible()


def test_the_door_of_the_lms_offers_the_course(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.page.goto(world.lms)
    expect(visitor.page.get_by_text(TRAINING_COURSE.title)).to_be_visible()
