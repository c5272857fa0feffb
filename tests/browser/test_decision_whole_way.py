"""A decision's whole way: the teacher decides with a reason, the student reads it, the teacher takes it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Frame, expect
from visits import heading

from adapters.lms.base import Role
from lti_tool.actions.sync_roster import sync_roster

pytestmark = pytest.mark.browser

TEACHER, COURSE = "Carmen Ortega Vidal", "101"
SUBJECT, FAMILY = "12", "El Amrani"
REASON = "On Monday she explained it to everybody at the board."


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A class in which one student has answered everything wrongly."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("class")) as both:
        classroom = both.classroom
        classroom.set_up(COURSE)
        scope = classroom.enter(SUBJECT, course=COURSE)
        classroom.begin(scope)
        classroom.finish(scope, lambda number: False)
        sync_roster(both.runtime, classroom.enter("2", Role.TEACHER, COURSE), now=both.runtime.clock())
        yield both


def opened(newcomer: Newcomer, name: str) -> Frame:
    visitor = newcomer(viewport={"width": 1280, "height": 900})
    visitor.enter(name, COURSE)
    visitor.speak("en")
    return visitor.open_activity()


def test_a_decision_is_made_read_and_taken_back(newcomer: Newcomer, world: Live) -> None:
    tool = opened(newcomer, TEACHER)
    tool.get_by_role("link", name=FAMILY).first.click()
    expect(tool.locator("main h1")).to_contain_text(FAMILY)
    row = tool.locator(".profile > li").first
    topic = row.locator("h3").inner_text()
    row.get_by_role("link", name="I see it otherwise").click()
    heading(tool, "What do you decide?")
    tool.get_by_label("Mastered").check()
    tool.get_by_label("Why? The student reads this.").fill("good")
    tool.get_by_role("button", name="Decide so").click()
    heading(tool, "What do you decide?")  # too short: the browser says so, and nothing was sent
    tool.get_by_label("Why? The student reads this.").fill(REASON)
    tool.get_by_label("I know that the student will read my name and my reason.").check()
    tool.get_by_role("button", name="Decide so").click()
    decided = tool.locator(".profile > li").filter(has_text=topic).first
    expect(decided.locator(".decided")).to_contain_text(REASON)
    expect(decided.locator(".word")).to_have_text("Mastered")

    tool.get_by_role("link", name="Over time, with how sure we were").click()
    expect(tool.locator("main h1")).to_contain_text("over time")
    expect(tool.locator(".occasions li")).to_have_count(2)
    tool.get_by_role("link", name=topic, exact=True).first.click()
    expect(tool.locator("#large-title")).to_have_text(topic)
    expect(tool.locator("#large table tbody tr")).to_have_count(3)

    learner = newcomer(viewport={"width": 390, "height": 844})
    learner.enter("Youssef El Amrani", COURSE)
    learner.speak("en")
    seen = learner.open_activity()
    seen.get_by_role("link", name="Your result, and the answers behind it").click()
    heading(seen, "What you showed")
    card = seen.locator(".row-card").filter(has_text=topic).first
    expect(card.locator(".decided")).to_contain_text(REASON)
    expect(card.locator(".decided")).to_contain_text("Your teacher decided: mastered.")

    tool.locator("a.back").click()
    tool.get_by_role("link", name="Take it back").first.click()
    heading(tool, "Take this decision back?")
    tool.get_by_role("button", name="Take it back").click()
    expect(tool.locator(".profile > li").first).to_be_visible()
    expect(tool.locator(".decided")).to_have_count(0)
    learner.page.reload()
    seen = learner.tool()
    seen.get_by_role("link", name="Your result, and the answers behind it").click()
    heading(seen, "What you showed")
    expect(seen.locator(".decided")).to_have_count(0)


def test_from_the_map_to_what_the_class_needs_and_a_topic(newcomer: Newcomer) -> None:
    tool = opened(newcomer, TEACHER)
    tool.get_by_role("link", name="All of it in order, with what could be done").click()
    heading(tool, "What the class needs most")
    topic = tool.locator(".need-row h2 a").first
    name = topic.inner_text()
    topic.click()
    heading(tool, name)
    expect(tool.locator(".who-list").first).to_be_visible()
    tool.locator(".asked-list summary").first.click()
    expect(tool.locator(".answered-instead").first).to_be_visible()
    tool.locator(".who-list a").first.click()
    expect(tool.locator("main h1")).to_contain_text(FAMILY)
    tool.locator("a.back").click()
    tool.get_by_role("link", name="Who needs most first").click()
    expect(tool.get_by_role("link", name="By name")).to_be_visible()
    expect(tool.locator(".map-table tbody tr").first).to_contain_text(FAMILY)
    tool.locator(".column-open").first.click()
    expect(tool.locator("#who-title")).to_be_visible()
