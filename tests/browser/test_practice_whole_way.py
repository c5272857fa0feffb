"""Practice with a hint, then a check from the path, in the frame of the LMS."""

from __future__ import annotations

import re

import pytest
from conftest import Newcomer
from live import Live
from playwright.sync_api import Frame, Locator, Route, expect
from sqlalchemy import select
from visits import answer, begin, fill_in, heading, reads, send, turn

from lti_tool.database.banks import ItemRow
from lti_tool.database.evidence import EvidenceEntry

pytestmark = pytest.mark.browser
KINDS = ("number", "expression")


def finished(newcomer: Newcomer, name: str, language: str, *forgiven: str) -> tuple[Live, Frame]:
    """Somebody whose every other answer was wrong, on the result page."""
    student = newcomer(has_touch=True)
    student.forgive(*forgiven)
    student.enter(name)
    tool = student.open_activity()
    begin(tool, language)
    number = 0
    while answer(student.world, tool, right=number % 2 == 0):
        number += 1
    return student.world, tool


def item_of(world: Live, tool: Frame) -> ItemRow:
    name = tool.locator("form.question [name=item]").input_value()
    with world.runtime.database.read() as session:
        return session.scalars(select(ItemRow).where(ItemRow.public_id == name)).one()


def hint_button(tool: Frame) -> Locator:
    return tool.locator("form.question button[formaction]")


def press(tool: Frame, what: Locator) -> None:
    """Press a button in the tab that stands in front."""
    tool.page.bring_to_front()
    turn(tool, what)


def told(tool: Frame, outcome: str) -> None:
    expect(tool.locator(f".panel.outcome-{outcome}")).to_be_visible()


@pytest.mark.parametrize(("name", "language"), [("Lucía Romero Castaño", "es"), ("Ravi Sharma", "en")])
def test_from_the_result_to_practice_and_a_check_of_the_path(
    newcomer: Newcomer, name: str, language: str
) -> None:
    world, tool = finished(newcomer, name, language)
    offered = tool.locator(".row-card form:has([name=competency]) button.btn-link-quiet")
    assert offered.count() == tool.locator(".row-card").count()
    press(tool, offered.first)
    expect(tool.locator("form.question")).to_be_visible()
    reads(tool, language)

    # A hint keeps what was typed, also where the form could not be sent as it is.
    for _ in range(15):
        if item_of(world, tool).kind in KINDS and hint_button(tool).count():
            break
        press(tool, tool.locator("form.question [name=skipped]"))
        told(tool, "skipped")
        press(tool, tool.locator(".actions .btn-primary"))
    tool.locator("#answer-text").fill("12 +")
    press(tool, hint_button(tool))
    expect(tool.locator(".practice-hints li")).to_have_count(1)
    expect(tool.locator("#answer-text")).to_have_value("12 +")
    assert tool.evaluate("document.activeElement.matches('.practice-hints li')"), "the hint is read out"
    reads(tool, language)
    question = fill_in(world, tool)
    send(tool)
    told(tool, "right")
    expect(tool.locator("main h1")).to_be_focused()
    reads(tool, language)
    press(tool, tool.locator(".actions .btn-primary"))
    assert tool.locator("form.question [name=item]").input_value() != question.item
    press(tool, tool.locator("form.question [name=skipped]"))
    told(tool, "skipped")

    # Left open, it is offered on the path; then enough.
    press(tool, tool.locator("a.back"))
    press(tool, tool.locator(".practising a"))
    told(tool, "skipped")
    press(tool, tool.locator("form[action$='/practice/end'] button"))
    heading(tool, re.compile("Tu camino|Your path"))
    expect(tool.locator(".practising")).to_have_count(0)
    with world.runtime.database.read() as session:
        rows = session.scalars(select(EvidenceEntry).where(EvidenceEntry.kind == "practice")).all()
        assert 1 in [row.parameters["hints"] for row in rows]

    a_check(world, tool, language)


def a_check(world: Live, tool: Frame, language: str) -> None:
    """Do the steps before the first check, then the check."""
    for _ in range(12):
        begin_it = tool.locator(".next-step form[action*='/check/'] .btn-primary")
        if begin_it.count():
            break
        press(tool, tool.locator(".next-step .way").first)
        tool.locator("[name=felt][value=right]").check()
        press(tool, tool.locator("form[action$='/done'] .btn-primary"))
    press(tool, begin_it)
    reads(tool, language)
    assert tool.locator("form[action$='/pause']").count() == 0
    # Left in the middle, it is gone on with from the path.
    item = tool.locator("form.question [name=item]").input_value()
    press(tool, tool.locator("a.back"))
    heading(tool, re.compile("Tu camino|Your path"))
    press(tool, tool.locator(".next-step .btn-primary"))
    assert tool.locator("form.question [name=item]").input_value() == item
    asked = 0
    while tool.locator("form.question").count():
        fill_in(world, tool)
        press(tool, tool.locator("form.question .actions .btn-primary"))
        asked += 1
        assert asked <= 5
    assert asked >= 2
    expect(tool.locator("main .word")).to_be_visible()
    reads(tool, language)
    press(tool, tool.locator(".actions a.btn-primary"))
    tool.locator(".whole-path > summary").click()
    done = tool.locator(".step-done a[href*='/practice/check/']")
    expect(done).to_have_count(1)
    press(tool, done)
    expect(tool.locator("main .word")).to_be_visible()

    # What was practised and checked is among the answers behind the result.
    press(tool, tool.locator("a.back"))
    press(tool, tool.locator(".links a").first)
    heading(tool, re.compile("Lo que has mostrado|What you showed"))
    for words in ("Practicando|While practising", "En una comprobación corta|In a short check"):
        assert tool.locator(".evidence li", has_text=re.compile(words)).count()
    reads(tool, language)


def test_what_was_typed_survives_a_hint_while_the_connection_is_lost(newcomer: Newcomer) -> None:
    _, tool = finished(newcomer, "Emma O'Connor", "en", "htmx:sendError", "htmx:afterRequest", "ERR_FAILED")
    press(tool, tool.locator(".row-card form:has([name=competency]) button").first)
    expect(tool.locator("form.question")).to_be_visible()
    lost: list[str] = []

    def drop_once(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.abort()

    tool.page.route("**/practice/hint", drop_once)
    for _ in range(15):
        if hint_button(tool).count():
            break
        press(tool, tool.locator("form.question [name=skipped]"))
        press(tool, tool.locator(".actions .btn-primary"))
    hint_button(tool).click()
    expect(tool.locator(".practice-hints li")).to_have_count(1)
    assert lost
