"""Pages of practice and checks with wide letters and in few colours, on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from barriers import Tabs, unfolded, wide
from practice_samples import PAGES
from student_gallery import chromium, gallery_app, serving, settled

pytestmark = pytest.mark.browser

WIDE_LETTERS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; } .katex, .katex * { all: revert-layer; }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll("main button, main a, main h1, main h2, main p, main label")]
  .filter((one) => one.offsetParent && !one.closest(".visually-hidden, .katex"))
  .filter((one) => getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(gallery_app()) as found:
        yield found


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    with chromium() as browser:
        yield Tabs(browser, forced_colors="active")


@pytest.mark.parametrize("name", PAGES)
def test_wide_letters_fit_a_narrow_screen(tabs: Tabs, address: str, name: str) -> None:
    with tabs.tab(320, 640) as tab:
        settled(tab.page, f"{address}/gallery/{name}?language=es")
        unfolded(tab.page)
        tab.page.evaluate(WIDE_LETTERS)
        assert wide(tab.page) <= 320
        assert tab.page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("name", ["practice-told-right", "practice-told-wrong", "practice-hints"])
def test_what_was_said_stands_out_in_few_colours(tabs: Tabs, address: str, name: str) -> None:
    with tabs.tab(390, 640) as tab:
        settled(tab.page, f"{address}/gallery/{name}?language=en")
        panel = tab.page.locator(".panel").first
        sides = panel.evaluate(
            "one => ['Top', 'Left'].map((side) => parseFloat(getComputedStyle(one)[`border${side}Width`]))"
        )
        assert max(sides) >= 1
