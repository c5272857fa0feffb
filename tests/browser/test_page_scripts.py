"""What the page's scripts promise: a session in memory only, answers that survive, keys for fingers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from student_gallery import TOKEN, chromium, gallery_app, serving, settled

pytestmark = pytest.mark.browser

Sent = list[dict[str, str]]


@pytest.fixture(scope="module")
def sent() -> Sent:
    return []


@pytest.fixture(scope="module")
def address(sent: Sent) -> Iterator[str]:
    with serving(gallery_app(sent)) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, sent: Sent) -> Iterator[Page]:
    sent.clear()
    opened = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    yield opened
    opened.context.close()


def test_the_token_is_nowhere_but_in_memory(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-choice")
    assert page.url == f"{address}/s/gallery/"
    assert TOKEN not in page.content()
    page.locator(".answer input").nth(1).check()
    page.locator(".question .btn-primary").click()
    expect(page.locator("h1")).to_be_focused()
    assert [one["authorization"] for one in sent] == [f"Bearer {TOKEN}"]
    kept = page.evaluate("({...localStorage, ...sessionStorage, cookie: document.cookie})")
    # htmx notes the address of the page; nothing else is left for whoever comes next.
    assert {name for name, value in kept.items() if value} <= {"htmx-current-path-for-history"}
    assert kept.get("htmx-current-path-for-history", "").startswith("/s/gallery/")


def test_an_answer_without_a_connection_is_kept_and_arrives_once_it_is_back(
    page: Page, address: str, sent: Sent
) -> None:
    settled(page, f"{address}/gallery/question-open")
    page.locator("#answer-text").fill("3/4")
    page.context.set_offline(True)
    page.locator(".question .btn-primary").click()
    expect(page.locator("#connection")).to_be_visible()
    assert page.locator("#answer-text").input_value() == "3/4"
    assert page.evaluate("document.querySelector('form.question').inert"), "a second content could be sent"
    assert sent == []
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Pregunta 4")
    assert [(one["text"], one["item"]) for one in sent] == [("3/4", "i2")]
    expect(page.locator("#connection")).to_be_hidden()


def test_i_do_not_know_yet_survives_a_lost_connection_as_such(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-choice")
    page.context.set_offline(True)
    page.locator("button[name=skipped]").click()
    expect(page.locator("#connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#connection")).to_be_hidden()
    assert [one.get("skipped") for one in sent] == ["1"]


def test_a_tool_that_restarts_is_like_a_lost_connection(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-choice")
    page.route("**/answer", lambda route: route.fulfill(status=502, body="bad gateway"), times=1)
    page.locator("button[name=skipped]").click()
    expect(page.locator("#connection")).to_be_visible()
    expect(page.locator("#connection")).to_be_hidden()
    assert len(sent) == 1


def test_two_presses_send_one_answer(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-choice")
    page.locator("button[name=skipped]").dblclick()
    expect(page.locator("h1")).to_be_focused()
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_a_reloaded_page_can_be_read_and_sends_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}/gallery/question-choice?reading=1")
    expect(page.locator("#reopen")).to_be_visible()
    assert page.locator("form[method=post] button:enabled").count() == 0


def test_keys_write_where_the_caret_stands(page: Page, address: str) -> None:
    settled(page, f"{address}/gallery/question-open")
    keys = page.locator(".keypad")
    for sign in ("2", "sqrt()", "9"):
        keys.locator(f'[data-write="{sign}"]').click()
    field = page.locator("#answer-text")
    assert field.input_value() == "2sqrt(9)"
    keys.locator("[data-erase]").click()
    keys.locator('[data-move="1"]').click()
    keys.locator('[data-write=","]').click()
    assert field.input_value() == "2sqrt(),"
    expect(page.locator("#preview .katex")).to_be_visible()


def test_the_week_is_walked_with_arrow_keys_and_drawn_with_a_finger(page: Page, address: str) -> None:
    settled(page, f"{address}/gallery/tutoring")
    page.locator("input[name=slots]:checked").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "tue-2"
    assert page.locator("[data-grid] input[tabindex='0']").count() == 1
    page.keyboard.press("Space")
    assert not page.locator("input[value=tue-2]").is_checked()
    first, last = (
        page.locator(f".week-cell:has([value={slot}])").bounding_box() for slot in ("mon-4", "fri-4")
    )
    assert first
    assert last
    page.mouse.move(first["x"] + 9, first["y"] + 9)
    page.mouse.down()
    page.mouse.move(last["x"] + 9, last["y"] + 9, steps=20)
    page.mouse.up()
    drawn = [f"{day}-4" for day in ("mon", "tue", "wed", "thu", "fri")]
    assert all(page.locator(f"input[value={slot}]").is_checked() for slot in drawn)


def test_the_language_of_the_document_follows_the_page(page: Page, address: str) -> None:
    settled(page, f"{address}/gallery/start?language=en")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.evaluate("htmx.ajax('POST', '/s/gallery/answer', {target: 'body', swap: 'innerHTML'})")
    expect(page.locator("h1")).to_have_text("Pregunta 4")
    assert page.evaluate("document.documentElement.lang") == "es"
    expect(page.locator("#announcer")).to_contain_text("Pregunta 4")
