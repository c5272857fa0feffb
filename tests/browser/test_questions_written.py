"""A teacher writes questions in the frame of the LMS, tries them, and a student answers them by keyboard."""

from __future__ import annotations

import re

import pytest
from conftest import Newcomer
from live import Live
from playwright.sync_api import Frame, Locator, expect
from sqlalchemy import select
from visits import begin, formulas_drawn, heading, turn

from lti_tool.actions.set_up_blueprint import make_diagnostic, publish
from lti_tool.database.banks import Bank, BankEntry
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.evidence import EvidenceEntry

pytestmark = pytest.mark.browser

TEACHER, STUDENT = "Carmen Ortega Vidal", "Lucía Romero Castaño"


def chosen_kind(tool: Frame, kind: str) -> None:
    turn(tool, tool.get_by_role("link", name=kind))
    heading(tool, "Write a question")


def preview(tool: Frame) -> Locator:
    return tool.locator("#item-preview")


def test_written_tried_saved_and_answered(newcomer: Newcomer, world: Live) -> None:
    teacher = newcomer(viewport={"width": 1280, "height": 900}, locale="en-GB")
    teacher.enter(TEACHER)
    teacher.speak("en")
    tool = teacher.open_activity()
    turn(tool, tool.get_by_role("link", name="Materials"))
    turn(tool, tool.get_by_role("link", name="Question banks"))
    turn(tool, tool.get_by_role("link", name="Write questions of your own"))
    tool.get_by_label("Its name").fill("Halves and water")
    turn(tool, tool.get_by_role("button", name="Make it"))

    # One right choice, with a formula.
    chosen_kind(tool, "One right choice")
    tool.get_by_label("Question (English)").fill(r"How much is \(\frac{1}{2} + \frac{1}{4}\)?")
    formulas_drawn(preview(tool).locator(".stem"))
    rows = tool.locator("[data-rows] > li")
    for place, text in enumerate((r"\(\frac{3}{4}\)", r"\(\frac{2}{6}\)", "0.5")):
        rows.nth(place).locator("textarea:visible").first.fill(text)
    rows.nth(3).get_by_role("button", name="Remove").click()
    expect(rows).to_have_count(3)
    rows.nth(0).get_by_label("right").check()
    expect(preview(tool).locator(".answer")).to_have_count(3)
    expect(preview(tool).locator(".item-todo")).to_have_count(0)
    tool.locator("#item-preview .answer", has=tool.locator(".katex")).first.locator("input").check()
    tool.get_by_role("button", name="Check it").click()
    expect(tool.locator("#item-preview .evidence-said")).to_be_visible()

    # Leaving is asked about, and nothing is lost by staying.
    tool.locator("nav.tabs a").first.click()
    expect(tool.locator("[data-leave-bar]")).to_be_visible()
    tool.get_by_role("button", name="Stay here").click()
    assert "frac" in tool.get_by_label("Question (English)").input_value()

    tool.locator("input[name=competency]").first.check()
    turn(tool, tool.locator("#item-form .btn-primary"))
    heading(tool, "A question")
    formulas_drawn(tool.locator(".item-shown"))

    # A text with gaps, with a mistake first.
    turn(tool, tool.get_by_role("link", name="Write another one"))
    chosen_kind(tool, "A text with gaps")
    stem = tool.get_by_label("Question (English)")
    stem.fill("Water boils at [[#100:0.5]] °C and is [[*wet|dry]]; it is a [[=liquid")
    teacher.forgive("422")
    turn(tool, tool.locator("#item-form .btn-primary"))
    expect(tool.locator("#problem")).to_contain_text("a gap begins with [[")
    tool.locator("[data-fault]").first.click()
    expect(stem).to_be_focused()
    assert stem.input_value().endswith("[[=liquid"), "what was typed is still there"
    stem.press("End")
    stem.press_sequentially("]].")
    expect(tool.locator("#item-preview .gap-field")).to_have_count(3)
    tool.locator("#item-preview [name='part.g1']").fill("100")
    tool.locator("#item-preview [name='part.g2']").select_option(label="wet")
    tool.locator("#item-preview [name='part.g3']").fill("gas")
    tool.get_by_role("button", name="Check it").click()
    expect(tool.locator("#item-preview .outcome-partly")).to_be_visible()
    tool.locator("input[name=competency]").first.check()
    turn(tool, tool.locator("#item-form .btn-primary"))
    heading(tool, "A question")

    _answered_by_keyboard(newcomer, world)


def _answered_by_keyboard(newcomer: Newcomer, world: Live) -> None:
    """The class's activity asks these two questions, and somebody answers them without a mouse."""
    scope = world.classroom.set_up("101")
    with world.runtime.database.read() as session:
        bank = session.scalars(select(Bank).where(Bank.title == "Halves and water")).one()
        assert len(session.scalars(select(BankEntry).where(BankEntry.bank_id == bank.id, BankEntry.until.is_(None))).all()) == 2
    now = world.runtime.clock()
    made = make_diagnostic(world.runtime.database, scope, bank.public_id, "Halves", now=now)
    publish(world.runtime.database, scope, made, published=True, now=now)
    with world.runtime.database.write() as session:
        ours = session.scalars(select(Diagnostic).where(Diagnostic.public_id == made)).one()
        ours.feedback = "each"
        for activity in session.scalars(select(CourseActivity).where(CourseActivity.class_id == ours.class_id)):
            if activity.diagnostic_id:
                activity.diagnostic_id = ours.id
    student = newcomer(locale="en-GB")
    student.enter(STUDENT)
    student.speak("en")
    tool = student.open_activity()
    begin(tool, "en")
    for _ in range(2):
        if tool.locator(".gap-field").count():
            tool.locator("[name='part.g1']").focus()
            for keys in ("100", "Tab", "w", "Tab", "liquid", "Enter"):
                getattr(student.page.keyboard, "press" if keys in ("Tab", "Enter") else "type")(keys)
        else:
            tool.locator(".answer input").first.focus()
            student.page.keyboard.press("Space")
            while not tool.locator(".answer:has(:checked) .katex-mathml", has_text="34").count():
                student.page.keyboard.press("ArrowDown")
            student.page.keyboard.press("Enter")
        expect(tool.locator("h1")).to_contain_text(re.compile("Your answer to question"))
        expect(tool.locator("h1")).to_be_focused()
        expect(tool.locator(".outcome-right")).to_be_visible()
        student.page.keyboard.press("Tab")
        student.page.keyboard.press("Enter")
        expect(tool.locator("h1")).not_to_contain_text("Your answer to question")
    heading(tool, "What you showed")
    with world.runtime.database.read() as session:
        assert [one.score for one in session.scalars(select(EvidenceEntry).where(EvidenceEntry.item_id.is_not(None)))] == [1.0, 1.0]
