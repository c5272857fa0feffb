"""A teacher finds out how hard questions are: from the bank to the proposal, accepted, used, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answered_bank import AnsweredBank, answered_bank
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import expect
from visits import heading, turn

from lti_tool.jobs import connect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A class whose bank has many answers, and a queue that a test works through."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("answers")) as both:
        yield both


@pytest.fixture(scope="module")
def answered(world: Live) -> AnsweredBank:
    made = answered_bank(world.classroom, 2, 8, teacher="2", course="101")
    made.answer(150, 12)
    return made


def test_from_the_bank_to_values_in_use_and_back(
    newcomer: Newcomer, world: Live, answered: AnsweredBank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    queue = connect(world.runtime).huey  # no worker is near: what is woken waits in it
    visitor = newcomer(viewport={"width": 1280, "height": 900})
    visitor.enter("Carmen Ortega Vidal", "101")
    visitor.speak("en")
    tool = visitor.open_activity()
    turn(tool, tool.get_by_role("link", name="Materials"))
    turn(tool, tool.get_by_role("link", name="Question banks"))
    turn(tool, tool.get_by_role("link", name="Made up").first)
    turn(tool, tool.get_by_role("link", name="What answers tell"))
    heading(tool, "What answers tell of the questions")
    expect(tool.get_by_text("150 students of your school")).to_be_visible()

    turn(tool, tool.get_by_role("link", name="q000", exact=True))
    heading(tool, "Question q000")
    expect(tool.get_by_role("img", name="How many of 100 get it right")).to_be_visible()
    turn(tool, tool.get_by_role("link", name="What answers tell of the questions"))

    turn(tool, tool.get_by_role("link", name="Find out how hard the questions really are"))
    expect(tool.get_by_role("radio", checked=True)).to_have_value("rasch")
    turn(tool, tool.get_by_role("button", name="Begin"))
    heading(tool, "How hard the questions are")
    expect(tool.get_by_text("It begins in a moment.")).to_be_visible()
    while (task := queue.dequeue()) is not None:
        if task.name == "run_analyses":  # the class list of the demo LMS would retire these learners
            queue.execute(task)
    expect(tool.get_by_text("It is finished.")).to_be_visible()  # the page has asked again by itself
    turn(tool, tool.get_by_role("link", name="See what came out"))
    expect(tool.get_by_role("img", name="Of 10 students who just master the topic")).to_be_visible()
    assert {entry.origin for entry in answered.entries().values()} == {"stated"}

    tool.get_by_role("checkbox").first.uncheck()
    turn(tool, tool.get_by_role("button", name="Use the ticked values"))
    expect(tool.get_by_text("15 questions have these values now.")).to_be_visible()
    assert sorted(entry.origin for entry in answered.entries().values()) == ["calibrated"] * 15 + ["stated"]

    turn(tool, tool.get_by_role("button", name="Go back to the values before"))
    expect(tool.get_by_text("This result is not in use.")).to_be_visible()
    assert {entry.origin for entry in answered.entries().values()} == {"stated"}


def test_a_group_is_compared_by_keyboard(newcomer: Newcomer, world: Live, answered: AnsweredBank) -> None:
    visitor = newcomer(viewport={"width": 390, "height": 900})
    visitor.enter("Carmen Ortega Vidal", "101")
    visitor.speak("en")
    tool = visitor.open_activity()
    base = tool.evaluate("document.body.dataset.home")
    tool.evaluate(
        "address => window.htmx.ajax('GET', address, {target: 'body', swap: 'innerHTML'})",
        f"{base}analyses/{answered.public_id}/fairness",
    )
    heading(tool, "Are the questions fair to a group?")
    tool.locator("#who-ticked").focus()
    tool.locator("#who-ticked").press("Space")
    details = tool.locator("details:has(.answers-students)")
    if details.get_attribute("open") is None:
        details.locator("summary").press("Enter")
    for box in tool.locator(".answers-students input").all()[:40]:
        box.press("Space")
    turn(tool, tool.get_by_role("button", name="Compare"))
    expect(tool.locator("svg.gaps")).to_be_visible()
