"""The frame grows with the page, within the screen, and never under a finger."""

from __future__ import annotations

import pytest
from conftest import Newcomer
from playwright.sync_api import Frame, expect
from visits import Visitor, answer, begin, heading

pytestmark = pytest.mark.browser

SMALL = 320
LOW_FRAME = f"""if (location.hostname === "127.0.0.1") addEventListener("DOMContentLoaded", () => {{
  const style = document.getElementById("tool");
  if (style) style.style.height = "{SMALL}px";
}});"""
"""The LMS shows frames of a few lines, as some do."""
GROW = "document.querySelector('main').insertAdjacentHTML('beforeend', '<p>·</p>'.repeat(6))"


@pytest.fixture
def visitor(newcomer: Newcomer, request: pytest.FixtureRequest) -> Visitor:
    """Somebody before such an LMS; the parameter: how high their screen is."""
    tall = getattr(request, "param", 3000)
    one = newcomer(screen={"width": 1000, "height": tall})
    one.context.add_init_script(LOW_FRAME)
    return one


def height(visitor: Visitor) -> float:
    box = visitor.page.locator("#tool").bounding_box()
    assert box is not None
    return box["height"]


def settled(visitor: Visitor) -> float:
    """The height when nothing has been asked for a while."""
    visitor.page.wait_for_timeout(1200)
    return height(visitor)


def fits(tool: Frame) -> bool:
    return bool(tool.evaluate("document.documentElement.scrollHeight <= innerHeight"))


def test_the_frame_grows_with_the_page_and_presses_arrive(visitor: Visitor) -> None:
    visitor.enter("Emma O'Connor")
    tool = visitor.open_activity()
    assert settled(visitor) > SMALL
    assert fits(tool)
    begin(tool, "en")
    for number in range(2, 5):
        assert answer(visitor.world, tool)
        heading(tool, f"Question {number}")
    before = settled(visitor)
    assert fits(tool)
    for _ in range(5):
        tool.evaluate(GROW)
    assert settled(visitor) > before
    assert fits(tool)


@pytest.mark.parametrize("visitor", [500], indirect=True)
def test_the_frame_stays_within_the_screen(visitor: Visitor) -> None:
    visitor.enter("Ravi Sharma")
    tool = visitor.open_activity()
    assert settled(visitor) == pytest.approx(425, abs=4)
    assert not fits(tool), "the rest is scrolled within the frame"


def test_the_frame_keeps_still_under_a_press_and_a_moment_after(visitor: Visitor) -> None:
    visitor.enter("Mamadou Diallo")
    tool = visitor.open_activity()
    before = settled(visitor)
    place = tool.locator("main h1").bounding_box()
    assert place is not None
    visitor.page.mouse.move(place["x"] + 5, place["y"] + 5)
    visitor.page.mouse.down()
    tool.evaluate(GROW)
    assert settled(visitor) == before
    tool.evaluate("addEventListener('pointerup', () => { window.let = performance.now(); }, true)")
    tool.evaluate("addEventListener('resize', () => { window.grown ??= performance.now(); })")
    visitor.page.mouse.up()
    expect(visitor.page.locator("#tool")).not_to_have_js_property("clientHeight", int(before))
    assert settled(visitor) > before
    assert tool.evaluate("window.grown - window.let") >= 500


def test_a_page_that_is_scrolled_in_its_frame_is_left_where_it_is(visitor: Visitor) -> None:
    visitor.enter("Ane Goikoetxea Arana")
    tool = visitor.open_activity()
    settled(visitor)
    visitor.page.locator("#tool").evaluate(f"frame => {{ frame.style.height = '{SMALL}px'; }}")
    tool.evaluate("scrollTo(0, 60)")
    tool.evaluate(GROW)
    assert settled(visitor) == pytest.approx(SMALL, abs=4)
    assert tool.evaluate("scrollY") == 60
    tool.evaluate("scrollTo(0, 0)")
    assert settled(visitor) > SMALL
