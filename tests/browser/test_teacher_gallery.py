"""The teacher's pages under axe-core and under a hand: no barrier, no sideways scrolling, the map at work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from teacher_gallery import PAGES, gallery_app, serve

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """rules => axe.run(document, {runOnly: rules}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).slice(0, 5).join(', ')))"""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NARROW, WIDE = 320, 1280


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    with serve(gallery_app("es")) as spanish, serve(gallery_app("en")) as english:
        yield {"es": spanish, "en": english}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield opened
        opened.close()


def opened(browser: Browser, address: str, name: str, width: int, scheme: str = "light") -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        timezone_id="America/Lima",  # type: ignore[arg-type]
    )
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda one: one.type == "error" and page.complaints.append(one.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.goto(f"{address}/gallery/{name}")
    return page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), [(NARROW, "light", "es"), (WIDE, "dark", "en")])
def test_a_page_has_no_barrier(
    browser: Browser, addresses: dict[str, str], name: str, width: int, scheme: str, language: str
) -> None:
    page = opened(browser, addresses[language], name, width, scheme)
    try:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(_RUN, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.complaints == []  # type: ignore[attr-defined]
    finally:
        page.close()


@pytest.mark.parametrize("view", ["picture", "words", "list"])
def test_every_view_of_the_map_scrolls_within_itself(
    browser: Browser, addresses: dict[str, str], view: str
) -> None:
    page = opened(browser, addresses["es"], "class", NARROW)
    try:
        page.click(f"button[data-view={view}]")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(_RUN, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
        shown = page.locator(".map-list" if view == "list" else ".map-region")
        assert shown.is_visible()
    finally:
        page.close()


def test_the_map_sorts_by_name_and_by_competency(browser: Browser, addresses: dict[str, str]) -> None:
    page = opened(browser, addresses["es"], "class", WIDE)
    names = "[...document.querySelectorAll('.map-table tbody tr')].map(row => row.dataset.name)"
    ranks = """[...document.querySelectorAll('.map-table tbody tr')]
      .map(row => row.querySelectorAll('td[data-rank]')[4]).map(cell => cell ? Number(cell.dataset.rank) : 99)"""
    try:
        first = page.evaluate(names)
        page.click("[data-sort=name]")
        assert page.evaluate(names) == first[::-1]
        page.click("[data-sort='4']")
        up = page.evaluate(ranks)
        assert up == sorted(up)
        assert page.locator("th[aria-sort=ascending]").count() == 1
        page.click("[data-sort='4']")
        down = [rank for rank in page.evaluate(ranks) if rank != 99]
        assert down == sorted(down, reverse=True)
        assert page.evaluate(ranks)[-1] == 99, "who has no squares stays last"
    finally:
        page.close()


def test_a_square_is_read_in_the_corner(browser: Browser, addresses: dict[str, str]) -> None:
    page = opened(browser, addresses["en"], "class", WIDE)
    try:
        square = page.locator(".map-table tbody td.c").first
        row = square.locator("xpath=..")
        square.hover()
        said = page.locator("[data-map-detail]").inner_text()
        assert row.get_attribute("data-name") in said
        assert "Understanding fractions" in said
        assert square.locator(".c-text b").text_content() in said
    finally:
        page.close()


def test_times_are_shown_in_the_readers_zone(browser: Browser, addresses: dict[str, str]) -> None:
    page = opened(browser, addresses["es"], "data", WIDE)
    try:
        assert page.locator("time").first.inner_text() == "5 mar 2026, 5:32"
    finally:
        page.close()
