"""A teacher waits for the class list: the page tells how far it is, asks ever less often, and stays where it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import expect
from sqlalchemy import update

from adapters.lms.base import Role
from lti_tool.actions.sync_roster import sync_roster
from lti_tool.database.classes import CourseClass
from lti_tool.demo.people import STUDENTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A class whose list nobody has fetched."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("list")) as both:
        both.classroom.set_up("101")
        both.classroom.enter("11", course="101")
        yield both


def test_from_the_first_launch_to_the_whole_list(newcomer: Newcomer, world: Live) -> None:
    runtime = world.runtime
    runtime.wake = lambda *task: None  # the worker is busy for now
    visitor = newcomer(viewport={"width": 390, "height": 800})
    visitor.enter("Carmen Ortega Vidal", "101")
    visitor.speak("en")
    tool = visitor.open_activity()
    state = tool.locator("#roster-state")
    expect(state).to_contain_text("being fetched")
    tool.locator(".tabs a").last.focus()

    now = runtime.clock()
    with runtime.database.write() as session:
        session.execute(
            update(CourseClass).values(roster_started_at=now, roster_tried_at=now, roster_count=1200)
        )
    expect(state).to_contain_text("1,200", timeout=20_000)

    with runtime.database.write() as session:
        session.execute(update(CourseClass).values(roster_started_at=None))
    teacher = world.classroom.enter("2", Role.TEACHER, "101")
    assert sync_roster(runtime, teacher, now=runtime.clock()) > len(STUDENTS)
    show = state.locator("a")
    expect(show).to_be_visible(timeout=30_000)
    assert state.get_attribute("hx-get") is None, "nothing is asked any more"
    expect(tool.locator(".tabs a").last).to_be_focused()  # the reader was left where they were
    show.click()
    expect(tool.locator("#tile-roster ~ .figure")).to_contain_text(str(len(STUDENTS)))
    assert visitor.serious() == []
