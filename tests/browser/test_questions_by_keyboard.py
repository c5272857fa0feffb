"""Questions of each kind answered without a mouse, and what is sent of them, also after a lost connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from student_gallery import chromium, gallery_app, serving, settled

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
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    yield opened
    opened.context.close()


def reach(page: Page, selector: str) -> None:
    """Tab until something that fits has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def told(page: Page, sent: Sent) -> dict[str, str]:
    reach(page, ".question .btn-primary")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pregunta 4")
    return sent[-1]


def test_several_are_ticked_and_all_survive_a_lost_connection(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-multiple")
    for number in ("1", "3"):
        reach(page, f"input[name=chosen][value='{number}']")
        page.keyboard.press("Space")
    page.context.set_offline(True)
    reach(page, ".question .btn-primary")
    page.keyboard.press("Enter")
    expect(page.locator("#connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Pregunta 4")
    assert [one["chosen"] for one in sent] == ["1 3"]


def test_rows_are_put_in_order_with_the_focus_kept_and_the_place_said(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-ordering?language=en")
    reach(page, "#order-down-1")
    for place in (2, 3):
        page.keyboard.press("Enter")
        expect(page.locator("#order-down-1")).to_be_focused()
        expect(page.locator("#announcer")).to_contain_text(f"{place}")
    said = page.locator("#announcer").inner_text()
    assert "frac" not in said, "a formula is not read as it is typed"
    assert page.locator("#order-up-1").get_attribute("aria-disabled") is None
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("#order-down-1").get_attribute("aria-disabled") == "true"
    page.keyboard.press("Enter")
    assert told(page, sent)["chosen"] == "2 3 4 5 1"


def test_pairs_and_gaps_and_words(page: Page, address: str, sent: Sent) -> None:
    settled(page, f"{address}/gallery/question-matching")
    for number, keys in (("1", "ArrowDown"), ("2", "ArrowDown"), ("3", "ArrowDown")):
        reach(page, f"#match-{number}")
        page.keyboard.press(keys)
    assert {f"part.p{n}" for n in (1, 2, 3)} <= told(page, sent).keys()
    settled(page, f"{address}/gallery/question-cloze-unread")
    expect(page.locator("[name='part.g1']")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("100")
    answer = told(page, sent)
    assert (answer["part.g1"], answer["part.g2"], answer["part.g3"]) == ("100", "2", "presion")
    settled(page, f"{address}/gallery/question-units")
    reach(page, "#answer-text")
    page.keyboard.type("25 km/h")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pregunta 4")
    assert sent[-1]["text"] == "25 km/h"


@pytest.mark.parametrize("name", ["question-ordering", "question-lettered", "question-cloze", "question-multiple-large", "question-spaced", "told-partly", "answers"])
def test_forced_colours_and_wider_spacing_cut_nothing_off(page: Page, address: str, name: str) -> None:
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 320, "height": 640})
    settled(page, f"{address}/gallery/{name}")
    page.evaluate(
        "document.querySelectorAll('body *').forEach(one => { if (one.closest('.katex, svg')) return; "
        "one.style.lineHeight = '1.5'; one.style.letterSpacing = '0.12em'; one.style.wordSpacing = '0.16em'; })"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main select, main .answer, main input.gap-field')]"
        ".filter(one => one.getBoundingClientRect().height < 32).map(one => one.outerHTML.slice(0, 80))"
    )
    assert small == [], "large enough for a thumb"
