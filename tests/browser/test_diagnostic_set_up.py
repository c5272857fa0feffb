"""A teacher sets up a diagnostic, tries it, holds it back and opens it; a student takes it."""

from __future__ import annotations

import pytest
from conftest import Newcomer
from live import Live
from playwright.sync_api import Frame, expect
from sqlalchemy import select
from visits import answer, begin, heading, turn

from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.evidence import EvidenceEntry

pytestmark = pytest.mark.browser

TEACHER, STUDENT = "Carmen Ortega Vidal", "Lucía Romero Castaño"


def press(tool: Frame, name: str) -> None:
    turn(tool, tool.get_by_role("button", name=name, exact=True))


def follow(tool: Frame, name: str) -> None:
    turn(tool, tool.get_by_role("link", name=name, exact=True).first)


def test_set_up_tried_held_back_opened_and_taken(newcomer: Newcomer, world: Live) -> None:
    teacher = newcomer(viewport={"width": 1280, "height": 900}, locale="en-GB")
    teacher.enter(TEACHER)
    teacher.speak("en")
    tool = teacher.open_activity()
    follow(tool, "Materials")
    follow(tool, "Diagnostics")
    heading(tool, "Diagnostics")
    turn(tool, tool.locator(".diagnostics-table tbody a").first)
    heading(tool, "Fracciones")

    # A number that makes no sense comes back with everything else that was typed.
    boxes = tool.locator("input[name=competency]:checked")
    boxes.last.uncheck()
    expect(tool.locator(".placing-count")).to_have_text("3 of at most 8 chosen")
    tool.get_by_label("Its name").fill("Where we stand")
    tool.get_by_label("Questions at most").fill("many")
    press(tool, "Save")
    expect(tool.get_by_role("alert")).to_contain_text("from 2 to 60")
    expect(tool.get_by_label("Questions at most")).to_have_value("many")
    expect(tool.get_by_label("Its name")).to_have_value("Where we stand")
    expect(tool.locator("input[name=competency]:checked")).to_have_count(3)
    teacher.forgive("422")

    tool.get_by_label("Questions at most").fill("9")
    tool.get_by_label("At the end, all together").check()
    press(tool, "Save and try it with 200 invented students")
    heading(tool, "Where we stand")
    expect(tool.get_by_role("heading", name="Tried with 200 invented students")).to_be_visible()
    expect(tool.locator("svg.lengths")).to_be_visible()
    expect(tool.locator(".share-table tr")).to_have_count(3)
    expect(tool.locator(".rehearsal-said")).to_contain_text("questions")

    press(tool, "Hold it back")
    expect(tool.get_by_role("heading", name="Being prepared")).to_be_visible()
    student = newcomer(locale="en-GB")
    student.enter(STUDENT)
    student.speak("en")
    waiting = student.open_activity()
    expect(waiting.get_by_text("your teacher is still preparing it")).to_be_visible()
    expect(waiting.locator("input[name=profiling]")).to_have_count(0)

    press(tool, "Open it to students")
    expect(tool.get_by_role("heading", name="Open to students")).to_be_visible()
    student.page.reload()
    taking = student.tool()
    begin(taking, "en")
    count = 1
    while answer(world, taking, right=count % 3 > 0):
        count += 1
    assert count <= 9

    follow(tool, "Diagnostics")
    expect(tool.locator(".diagnostics-table")).to_contain_text("taken by 1")
    turn(tool, tool.locator(".diagnostics-table tbody a").first)
    expect(tool.get_by_label("Questions at most")).to_have_count(0)
    press(tool, "Make a copy")
    heading(tool, "Where we stand (copy)")
    expect(tool.get_by_label("Questions at most")).to_have_value("9")
    with world.runtime.database.read() as session:
        policy = session.scalars(select(Diagnostic.policy).order_by(Diagnostic.id)).first()
        assert policy is not None
        assert (policy["max_items"], len(policy["targets"])) == (9, 3)
        attempt = session.scalars(select(Attempt)).one()
        log = session.scalars(select(EvidenceEntry).where(EvidenceEntry.attempt_id == attempt.id)).all()
    assert len(attempt.asked) == count
    assert all("eta_var" in entry.parameters for entry in log if entry.item_id)
