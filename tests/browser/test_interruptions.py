"""What interrupts a student: a lost connection, a pause, a reload, a visit that has ended, an odd answer."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Newcomer
from live import Live
from playwright.sync_api import Page, expect
from sqlalchemy import select
from visits import (
    Tool,
    answer,
    begin,
    fill_in,
    formulas_drawn,
    grades_sent,
    heading,
    later,
    says,
    send,
    shown,
    turn,
    went_on,
)

from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.web.vocabulary import PROBLEMS

pytestmark = pytest.mark.browser

LOST = ("htmx:sendError", "htmx:afterRequest")
"""What htmx writes to the console when a request does not get through."""
REOPEN = "You can read this page. To go on, open the activity again from your course."


def answers_in(world: Live, attempt: str) -> list[str]:
    """Answers that an attempt has, as they were kept."""
    with world.runtime.database.read() as session:
        rows = session.scalars(
            select(EvidenceEntry.answer)
            .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
            .where(Attempt.public_id == attempt)
            .order_by(EvidenceEntry.id)
        )
        return list(rows)


def at_an_open_question(world: Live, tool: Tool, *, whole: bool = False) -> str:
    """Answer until something has to be typed (and its key is a whole number); the key."""
    while True:
        question = shown(tool)
        solution = world.classroom.solution(question)
        if question.keypad and (solution.isdigit() or not whole):
            return solution
        assert answer(world, tool), "no question of this kind came"


# ---- the connection ------------------------------------------------------------------------------


def test_an_answer_without_a_connection_is_kept_sent_again_and_counted_once(
    newcomer: Newcomer, world: Live
) -> None:
    visitor = newcomer()
    visitor.forgive("ERR_INTERNET_DISCONNECTED", *LOST)
    visitor.enter("Jimena Ibáñez Galán")
    tool = visitor.open_activity()
    begin(tool)
    question = fill_in(world, tool)
    visitor.context.set_offline(True)
    send(tool)
    bar = tool.locator("#connection")
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("Se ha perdido la conexión")
    expect(bar).to_contain_text("se está enviando otra vez")
    assert shown(tool) == question, "the question stays on the page"
    assert answers_in(world, question.attempt) == []
    visitor.context.set_offline(False)
    assert went_on(tool, question)
    expect(bar).to_be_hidden()
    assert len(answers_in(world, question.attempt)) == 1


def test_an_answer_that_arrived_but_whose_reply_was_lost_counts_once(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.forgive("ERR_FAILED", *LOST)
    visitor.enter("Leo Santos Aguilar")
    tool = visitor.open_activity()
    begin(tool)
    sent: list[str] = []

    def lose_the_reply(route: Any) -> None:
        route.fetch()
        sent.append(route.request.post_data)
        route.abort()

    visitor.page.route("**/answer", lose_the_reply, times=1)
    question = fill_in(world, tool)
    send(tool)
    assert went_on(tool, question)
    assert len(sent) == 1
    assert len(answers_in(world, question.attempt)) == 1
    heading(tool, "Pregunta 2")


def test_while_the_lms_is_down_the_student_finishes_and_the_grade_comes_later(
    newcomer: Newcomer, world: Live
) -> None:
    visitor = newcomer()
    visitor.enter("Aitana Núñez Lozano")
    tool = visitor.open_activity()
    begin(tool)
    world.platform.go_down()
    try:
        while answer(world, tool):
            pass
        heading(tool, says("es", "What you showed"))
        grades_sent(world)
        assert "30" not in world.results()
    finally:
        world.platform.come_back()
    grades_sent(world, minutes=10)
    assert world.results()["30"] == 100.0
    turn(tool, tool.get_by_role("link", name=says("es", "Go on to your path")))
    heading(tool, says("es", "Your path"))


def test_a_press_at_the_moment_the_next_question_appears_is_sent_like_any_other(
    newcomer: Newcomer, world: Live
) -> None:
    visitor = newcomer()
    visitor.enter("Hugo Navarro Peña")
    tool = visitor.open_activity()
    begin(tool)
    question = shown(tool)
    tool.evaluate(
        """item => new MutationObserver((changes, observer) => {
          const next = document.querySelector("form.question [name=item]");
          if (!next || next.value === item) return;
          observer.disconnect();
          document.querySelector("button[name=skipped]").click();
        }).observe(document.body, { childList: true, subtree: true })""",
        question.item,
    )
    tool.locator("button[name=skipped]").click()
    heading(tool, "Pregunta 3")
    assert answers_in(world, question.attempt) == ["", ""]


# ---- pauses and reloads --------------------------------------------------------------------------


def test_after_a_pause_one_goes_on_in_another_browser_at_the_same_question(
    newcomer: Newcomer, world: Live
) -> None:
    here, elsewhere = newcomer(), newcomer(viewport={"width": 390, "height": 800})
    here.enter("Ikram Ziani")
    tool = here.open_activity()
    begin(tool)
    assert answer(world, tool)
    question = shown(tool)
    tool.get_by_role("button", name=says("es", "Pause"), exact=True).click()
    heading(tool, says("es", "Have a good break"))

    elsewhere.enter("Ikram Ziani")
    tool = elsewhere.open_activity()
    tool.get_by_role("button", name=says("es", "Go on where you were")).click()
    heading(tool, "Pregunta 2")
    assert shown(tool) == question
    assert answer(world, tool)
    assert len(answers_in(world, question.attempt)) == 2


def test_a_reloaded_window_can_be_read_and_says_how_to_go_on(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Thiago Ferreira da Silva")
    visitor.open_activity()
    window: Page = visitor.open_window()
    begin(window)
    assert answer(world, window)
    question = shown(window)
    window.reload()
    heading(window, "Pregunta 2")
    expect(window.locator("#reopen")).to_contain_text(says("es", REOPEN))
    assert shown(window) == question
    assert window.locator("form[method=post] button:not([type=button]):enabled").count() == 0
    assert len(answers_in(world, question.attempt)) == 1

    visitor.page.reload()  # the activity in the frame is launched again
    tool = visitor.tool()
    heading(tool, "Pregunta 2")
    expect(tool.locator("#reopen")).to_be_hidden()
    assert answer(world, tool)


def test_back_shows_the_page_before_and_one_can_go_on_from_there(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Valeria Montoya Jiménez")
    visitor.open_activity()
    window = visitor.open_window()
    begin(window)
    turn(window, window.get_by_role("link", name=says("es", "How it works")))
    heading(window, says("es", "How it works"))
    window.evaluate("history.back()")
    heading(window, "Pregunta 1")
    expect(window.locator("#reopen")).to_be_hidden()
    if shown(window).keypad:
        formulas_drawn(window.locator("body"))
    assert answer(world, window)
    heading(window, "Pregunta 2")


# ---- a visit that has ended ----------------------------------------------------------------------


def test_a_visit_that_ended_while_answering_delivers_the_answer_and_asks_for_a_new_launch(
    newcomer: Newcomer, world: Live
) -> None:
    visitor = newcomer()
    visitor.forgive("401")
    visitor.enter("Pau Ferrer Muñoz")
    tool = visitor.open_activity()
    begin(tool)
    question = fill_in(world, tool)
    later(world, hours=2)
    send(tool)
    heading(tool, says("es", "Your answer is kept, but your visit has ended"))
    assert len(answers_in(world, question.attempt)) == 1
    assert tool.locator("form").count() == 0

    visitor.page.reload()
    tool = visitor.tool()
    heading(tool, "Pregunta 2")
    assert answer(world, tool)
    assert len(answers_in(world, question.attempt)) == 2


# ---- odd answers ---------------------------------------------------------------------------------


def test_a_number_that_can_be_read_in_two_ways_is_asked_back(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Ivana Kovalenko")
    tool = visitor.open_activity()
    begin(tool)
    # As 1.000 where the answer is 1: a thousand in Spanish, but perhaps they write the point for decimals.
    number = f"{at_an_open_question(world, tool, whole=True)}.000"
    question = shown(tool)
    before = answers_in(world, question.attempt)
    tool.locator("#answer-text").fill(number)
    expect(tool.locator("#preview")).not_to_be_empty()
    send(tool)
    problem = tool.locator("#problem")
    expect(problem).to_contain_text(f"«{number}»")
    assert tool.locator("#answer-text").input_value() == number
    assert answers_in(world, question.attempt) == before, "nothing is counted before it is clear"
    readings = problem.get_by_role("button")
    assert readings.count() == 2
    readings.last.click()
    assert went_on(tool, question)
    assert len(answers_in(world, question.attempt)) == len(before) + 1


def test_what_cannot_be_read_stays_and_the_page_says_so(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Mamadou Diallo")
    tool = visitor.open_activity()
    begin(tool)
    at_an_open_question(world, tool)
    question = shown(tool)
    before = answers_in(world, question.attempt)
    tool.locator("#answer-text").fill("((1+")
    send(tool)
    expect(tool.locator("#problem")).to_contain_text(says("es", PROBLEMS["unreadable"]))
    field = tool.locator("#answer-text")
    assert field.input_value() == "((1+"
    assert field.get_attribute("aria-invalid") == "true"
    assert answers_in(world, question.attempt) == before
    assert answer(world, tool), "a readable answer goes on"


def test_an_answer_is_given_by_keyboard_alone(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Salma Benali Haddad")
    visitor.open_activity()
    window = visitor.open_window()
    press = window.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(60):
            if window.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    tab_to("input[name=profiling]")
    press("Space")
    tab_to("form .btn-primary")
    press("Enter")
    heading(window, "Pregunta 1")
    kinds, number = set(), 1
    while kinds != {"choice", "open"}:
        question, number = shown(window), number + 1
        kinds.add("choice" if question.choices else "open")
        solution = world.classroom.solution(question)
        if question.choices:
            tab_to("input[name=text]")
            press("Space")
            for _ in range(int(solution) - 1):
                press("ArrowDown")
        else:
            tab_to("#answer-text")
            window.keyboard.type(solution.replace(".", ","))
        press("Enter")
        heading(window, f"Pregunta {number}")
    assert len(answers_in(world, question.attempt)) == number - 1
