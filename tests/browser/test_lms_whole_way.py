"""The whole way through an LMS of each family: registering, placing, answering, grade, class list, copy."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Newcomer
from databases import Databases
from huey import Huey
from live import Live, live
from platform_to_register import invited
from playwright.sync_api import Browser, Frame, Page, expect, sync_playwright
from sqlalchemy import func, select
from third_parties import cookies_taken, witnessing
from visits import CHROMIUM, PATIENCE, QUIET, Visitor, answer, begin, grades_sent, heading, reads, says, turn

from lti_tool.actions.admin_platforms import decide_deployment, list_deployments
from lti_tool.actions.change_registration import list_platforms
from lti_tool.actions.invite_platform import invitation_link
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.scope import AdminScope
from lti_tool.demo.people import COURSE, STUDENTS
from lti_tool.demo.texts import TEXTS
from lti_tool.jobs import connect

pytestmark = pytest.mark.browser

OPERATOR = AdminScope()
ADMINISTRATOR, TEACHER = "Rosa Prieto Lema", "Carmen Ortega Vidal"
STUDENT, OTHER_STUDENT, NEVER_CAME = "Lucía Romero Castaño", "Youssef El Amrani", "Sharma"
ZONE = "Europe/Madrid"
DIAGNOSTIC, ITINERARY = "Fractions: where I stand", "Fractions: my way"
GROUPS = {
    "moodle": ["Grupo 501"],
    "canvas": ["Section 501"],
    "generic": ["Desdobles: Grupo A", "Desdobles: Grupo B", "Refuerzo de los martes"],
}
"""Only the generic LMS has a service for groups; the others tell the numbers of those who launch."""
SHOTS = os.environ.get("SHOTS_FOLDER", "")
"""Where pictures of the stations go, for somebody to look at."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that takes no cookies of third parties but partitioned ones."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, "--test-third-party-cookie-phaseout"]
        )
        context = browser.new_context()
        with witnessing() as address:
            assert cookies_taken(context, address) == {"partitioned"}
        context.close()
        yield browser
        browser.close()


LANGUAGES = {"moodle": "es", "canvas": "en", "generic": "en"}
"""What people read there; a title that they wrote is in its own language."""


@pytest.fixture(params=list(LANGUAGES))
def world(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Live]:
    """An LMS that knows nothing of us but the tool it was built with."""
    with live(databases.make("sqlite"), tmp_path, family=request.param) as both:
        yield both


@dataclass
class Way:
    """One LMS, those who use it, and how far they are."""

    world: Live
    newcomer: Newcomer
    queue: Huey
    """Tasks are done as soon as they are put in, as by a worker that is never late, while `immediate`."""
    stations: list[str] = field(default_factory=list)
    client_id: str = ""

    @property
    def family(self) -> str:
        return self.world.platform.settings.family

    @property
    def language(self) -> str:
        return LANGUAGES[self.family]

    def says(self, message: str) -> str:
        """A text of the tool."""
        return says(self.language, message)

    def lms(self, key: str) -> str:
        """A text of the LMS."""
        return TEXTS[self.language][key]

    def reads(self, tool: Frame) -> None:
        """The page is in one language, all of it."""
        reads(tool, self.language)

    def come(self, name: str, course: str = COURSE.id) -> Visitor:
        """Somebody with a browser of their own."""
        visitor = self.newcomer(
            self.world,
            viewport={"width": 1280, "height": 900},
            locale={"es": "es-ES", "en": "en-GB"}[self.language],
            timezone_id=ZONE,
        )
        visitor.enter(name, course)
        visitor.speak(self.language)
        return visitor

    def seen(self, page: Page, name: str) -> None:
        """One station more; a picture of it at two widths, where pictures are wanted."""
        self.stations.append(name)
        if not SHOTS:
            return
        folder = Path(SHOTS) / "whole" / self.family
        folder.mkdir(parents=True, exist_ok=True)
        size = page.viewport_size
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(250)  # the frame asks for its height
            page.screenshot(path=folder / f"{len(self.stations):02}-{name}-{width}.png", full_page=True)
        if size is not None:
            page.set_viewport_size(size)

    def attempts(self) -> int:
        with self.world.runtime.database.read() as session:
            return session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_from_the_invitation_to_the_copy(newcomer: Newcomer, world: Live) -> None:
    way = Way(world, newcomer, connect(world.runtime).huey)
    way.queue.immediate = True
    register(way)
    teacher = way.come(TEACHER)
    place(way, teacher)
    way.queue.immediate = False
    learn(way)
    grades_sent(world, hours=2)  # the work was due an hour ago, and handed in before
    way.queue.immediate = True
    look_at_grades(way, teacher)
    look_at_class(way, teacher)
    copy(way, teacher)


# ---- 1. the administrator ------------------------------------------------------------------------


def register(way: Way) -> None:
    """The LMS's administrator pastes the link and lets the tool in."""
    world, administrator = way.world, way.come(ADMINISTRATOR)
    link = invitation_link(world.tool, invited(world.runtime, "IES Ribera").secret)
    page = administrator.page
    page.get_by_role("link", name=way.lms("tools")).click()
    page.get_by_label(way.lms("registration_address")).fill(link)
    page.get_by_role("button", name=way.lms("register")).click()
    frame = page.frame_locator("#registration")
    expect(frame.locator("body")).to_contain_text("IES Ribera")
    way.seen(page, "registering")
    frame.locator("form button.btn-primary").click()
    page.wait_for_url(f"{world.lms}/tools", timeout=PATIENCE)  # the page has asked to be closed
    way.client_id = list_platforms(world.runtime.database, OPERATOR)[-1].client_id
    way.seen(page, "registered")
    page.locator(f"[data-client='{way.client_id}'] form[action$='/activate'] button").click()
    expect(page.locator("form[action$='/activate']")).to_have_count(0)


def approve(way: Way) -> None:
    """Whoever administers Senda approves what waits."""
    database, now = way.world.runtime.database, way.world.runtime.clock()
    (waiting,) = [one for one in list_deployments(database, OPERATOR) if one.status == "pending"]
    decide_deployment(database, OPERATOR, waiting.id, "approved", now=now)


# ---- 2. the teacher places -----------------------------------------------------------------------


def choosing(way: Way, teacher: Visitor) -> Frame:
    """Into the dialogue in which the LMS lets a teacher choose content; the first place of the tool."""
    page = teacher.page
    page.goto(f"{way.world.lms}/courses/{COURSE.id}")
    page.get_by_role("link", name=way.lms("add_activity")).click()
    page.locator(f"a.button[href*='/add/{way.client_id}/choose']").first.click()
    return teacher.tool()


def place(way: Way, teacher: Visitor) -> None:
    """A diagnostic and a path, both with a grade, in a course for which nothing is set up."""
    tool = choosing(way, teacher)
    if way.family == "canvas":
        heading(tool, way.says("This course still waits for approval"))
        teacher.forgive("403")
        way.seen(teacher.page, "waits-for-approval")
        approve(way)
        tool = choosing(way, teacher)
    questions = ("What does your class learn?", "What shall the questions be about?", "Which questions?")
    for number, question in enumerate(questions, start=1):
        heading(tool, way.says(question))
        way.reads(tool)
        way.seen(teacher.page, f"placing-step-{number}")
        turn(tool, tool.locator("main .btn-primary"))
    heading(tool, way.says("What shall stand in the course?"))
    kinds = tool.locator("input[name=kind]")
    several = kinds.first.get_attribute("type") == "checkbox"
    assert several is (way.family != "canvas"), "an assignment of Canvas is one activity"
    tool.locator("input[name=kind][value=diagnostic]").check()
    if several:
        tool.locator("input[name=kind][value=itinerary]").check()
    way.seen(teacher.page, "placing-kinds")
    turn(tool, tool.locator("main .btn-primary"))
    name_and_place(way, teacher, {"diagnostic": DIAGNOSTIC} | ({"itinerary": ITINERARY} if several else {}))
    if not several:
        tool = choosing(way, teacher)
        heading(tool, way.says("What is it about?"))
        way.seen(teacher.page, "placing-again")
        turn(tool, tool.locator("main .btn-primary"))
        tool.locator("input[name=kind][value=itinerary]").check()
        turn(tool, tool.locator("main .btn-primary"))
        name_and_place(way, teacher, {"itinerary": ITINERARY})


def name_and_place(way: Way, teacher: Visitor, titles: dict[str, str]) -> None:
    """The last step; the LMS shows what it took."""
    tool = teacher.tool()
    heading(tool, way.says("Name, grade and dates"))
    for kind, title in titles.items():
        tool.locator(f"#title-{kind}").fill(title)
        expect(tool.locator(f"input[name=graded-{kind}]")).to_be_checked()
        tool.locator(f"#maximum-{kind}").fill("10")
    if "diagnostic" in titles:
        tool.locator(".placing-dates summary").first.click()
        due = way.world.runtime.clock().astimezone(ZoneInfo(ZONE)) + timedelta(hours=1)
        tool.get_by_label(way.says("Closes")).first.fill(due.strftime("%Y-%m-%dT%H:%M"))
    way.reads(tool)
    way.seen(teacher.page, "placing-details")
    tool.get_by_role("button", name=way.says("Place in the course")).click()
    back = teacher.page.frame_locator("#tool")
    expect(back.locator("li[data-link]")).to_have_text(list(titles.values()), timeout=PATIENCE)
    way.seen(teacher.page, "placed")
    back.locator("a.button").click()
    for title in titles.values():
        expect(teacher.page.get_by_role("link", name=re.compile(title))).to_be_visible()
    way.seen(teacher.page, "course")


# ---- 3. a student --------------------------------------------------------------------------------


def opened(visitor: Visitor, title: str, world: Live, course: str = COURSE.id) -> Frame:
    """From the course into this activity."""
    visitor.page.goto(f"{world.lms}/courses/{course}")
    visitor.page.get_by_role("link", name=re.compile(title)).click()
    return visitor.tool()


def learn(way: Way) -> None:
    """A student answers to the end, and the path is there: after the questions, and where it was placed."""
    world, student = way.world, way.come(STUDENT)
    heading(opened(student, ITINERARY, world), ITINERARY)
    way.seen(student.page, "path-before-the-questions")
    tool = opened(student, DIAGNOSTIC, world)
    heading(tool, DIAGNOSTIC)
    way.reads(tool)
    way.seen(student.page, "start")
    begin(tool, way.language)
    way.seen(student.page, "question")
    number = 0
    while answer(world, tool, right=number % 3 != 2):
        number += 1
    heading(tool, way.says("What you showed"))
    way.reads(tool)
    way.seen(student.page, "result")
    turn(tool, tool.get_by_role("link", name=way.says("Go on to your path")))
    heading(tool, way.says("Your path"))
    way.seen(student.page, "path")
    tool = opened(student, ITINERARY, world)
    heading(tool, way.says("Your path"))
    way.reads(tool)


# ---- 4. the gradebook ----------------------------------------------------------------------------


def look_at_grades(way: Way, teacher: Visitor) -> None:
    """The grade is where the LMS keeps grades, and opens the work behind it."""
    world, page = way.world, teacher.page
    page.goto(f"{world.lms}/courses/{COURSE.id}")
    page.get_by_role("link", name=way.lms("gradebook")).click()
    titles = page.locator("thead th").all_inner_texts()
    cell = page.get_by_role("row", name=STUDENT).locator("td").nth(titles.index(DIAGNOSTIC) - 1)
    expect(cell).to_contain_text(way.lms("out_of").format(score=10, maximum=10))
    expect(cell).not_to_contain_text(way.lms("late"))
    way.seen(page, "gradebook")
    cell.get_by_role("link").click()
    way.seen(page, "one-grade")
    review = page.locator("a.button")
    expect(review).to_have_text(way.lms("speed_grader" if way.family == "canvas" else "review"))
    review.click()
    tool = teacher.tool()
    heading(tool, re.compile("Romero"))
    way.reads(tool)
    way.seen(page, "review")


# ---- 5. the class --------------------------------------------------------------------------------


def look_at_class(way: Way, teacher: Visitor) -> None:
    """Who never came is on the map; groups are filters where the LMS tells them."""
    tool = opened(teacher, DIAGNOSTIC, way.world)
    expect(tool.locator("nav.tabs")).to_be_visible()
    tool = opened(teacher, DIAGNOSTIC, way.world)  # the first one asked for the class list
    rows = tool.locator(".map-table tbody tr")
    # Moodle's list calls an assistant a Learner; once one has come, the launch wins.
    expect(rows).to_have_count(len(STUDENTS) + (way.family == "moodle"))
    expect(rows.filter(has_text=NEVER_CAME)).to_be_visible()
    way.reads(tool)
    way.seen(teacher.page, "class")
    groups = tool.locator("#group option")
    assert set(groups.all_inner_texts()) == {way.says("The whole class"), *GROUPS[way.family]}
    tool.locator("#group").select_option(label=GROUPS[way.family][0])
    turn(tool, tool.get_by_role("button", name=way.says("Show this group")))
    expect(rows).to_have_count(12 if way.family == "generic" else 1)
    way.seen(teacher.page, "group")


# ---- 6. the copy ---------------------------------------------------------------------------------


def copy(way: Way, teacher: Visitor) -> None:
    """The teacher of a copied course takes over the set-up; nobody's results come along."""
    world, page = way.world, teacher.page
    page.goto(f"{world.lms}/courses/{COURSE.id}")
    page.get_by_role("link", name=way.lms("copy_course")).click()
    page.locator("input[name=users]").check()
    page.locator("form.stack button").click()
    expect(page.get_by_role("link", name=re.compile(DIAGNOSTIC))).to_be_visible()
    course = page.url.rstrip("/").rpartition("/")[2]
    attempts = way.attempts()

    other = way.come(OTHER_STUDENT, course)
    tool = opened(other, DIAGNOSTIC, world, course)
    expect(tool.locator("main .panel")).to_be_visible()
    assert tool.locator("main form").count() == 0
    way.seen(other.page, "copy-before-its-teacher")

    tool = opened(teacher, DIAGNOSTIC, world, course)
    asked = way.says("This course is a copy of “%(title)s”. Use its set-up?")
    heading(tool, asked % {"title": COURSE.title})
    expect(tool.locator(".offered li")).to_have_count(2)
    way.reads(tool)
    way.seen(page, "copy-offer")
    turn(tool, tool.get_by_role("button", name=way.says("Use this set-up")))
    expect(tool.locator("nav.tabs")).to_be_visible()
    expect(tool.get_by_role("heading", name=way.says("No answers yet"))).to_be_visible()
    way.seen(page, "copy-taken")

    student = way.come(STUDENT, course)
    tool = opened(student, DIAGNOSTIC, world, course)
    heading(tool, DIAGNOSTIC)
    begin(tool, way.language)
    heading(tool, way.says("Question %(number)d") % {"number": 1})
    assert way.attempts() == attempts + 1
    way.seen(student.page, "copy-first-question")
