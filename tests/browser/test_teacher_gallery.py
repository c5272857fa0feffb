"""The teacher's pages under axe-core and under a hand: no barrier, no sideways scrolling, the map at work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from barriers import Tabs, barriers, unfolded, wide
from student_gallery import chromium
from teacher_gallery import PAGES, gallery_app, serve

pytestmark = pytest.mark.browser

NARROW, WIDE = 320, 1280


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    with serve(gallery_app("es")) as spanish, serve(gallery_app("en")) as english:
        yield {"es": spanish, "en": english}


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    with chromium() as browser:
        yield Tabs(browser, timezone_id="America/Lima")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), [(NARROW, "light", "es"), (WIDE, "dark", "en")])
def test_a_page_has_no_barrier(
    tabs: Tabs, addresses: dict[str, str], name: str, width: int, scheme: str, language: str
) -> None:
    with tabs.tab(width, color_scheme=scheme) as tab:
        tab.page.goto(f"{addresses[language]}/gallery/{name}")
        unfolded(tab.page)
        assert barriers(tab.page) == []
        assert wide(tab.page) <= width
        assert tab.complaints == []


@pytest.mark.parametrize("view", ["picture", "words", "list"])
def test_every_view_of_the_map_scrolls_within_itself(
    tabs: Tabs, addresses: dict[str, str], view: str
) -> None:
    with tabs.tab(NARROW) as tab:
        tab.page.goto(f"{addresses['es']}/gallery/class")
        tab.page.click(f"button[data-view={view}]")
        assert barriers(tab.page) == []
        assert wide(tab.page) <= NARROW
        shown = tab.page.locator(".map-list" if view == "list" else ".map-region")
        assert shown.is_visible()


def test_the_map_sorts_by_name_and_by_competency(tabs: Tabs, addresses: dict[str, str]) -> None:
    names = "[...document.querySelectorAll('.map-table tbody tr')].map(row => row.dataset.name)"
    ranks = """[...document.querySelectorAll('.map-table tbody tr')]
      .map(row => row.querySelectorAll('td[data-rank]')[4]).map(cell => cell ? Number(cell.dataset.rank) : 99)"""
    with tabs.tab(WIDE) as tab:
        page = tab.page
        page.goto(f"{addresses['es']}/gallery/class")
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


def test_a_square_is_read_in_the_corner(tabs: Tabs, addresses: dict[str, str]) -> None:
    with tabs.tab(WIDE) as tab:
        tab.page.goto(f"{addresses['en']}/gallery/class")
        square = tab.page.locator(".map-table tbody td.c").first
        row = square.locator("xpath=..")
        square.hover()
        said = tab.page.locator("[data-map-detail]").inner_text()
        assert row.get_attribute("data-name") in said
        assert "Understanding fractions" in said
        assert square.locator(".c-text b").text_content() in said


def test_times_are_shown_in_the_readers_zone(tabs: Tabs, addresses: dict[str, str]) -> None:
    with tabs.tab(WIDE) as tab:
        tab.page.goto(f"{addresses['es']}/gallery/data")
        assert tab.page.locator("time").first.inner_text() == "5 mar 2026, 5:32"


def test_axe_core_is_looking(tabs: Tabs, addresses: dict[str, str]) -> None:
    with tabs.tab(WIDE) as tab:
        tab.page.goto(f"{addresses['es']}/gallery/how")
        tab.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
        assert any(found.startswith("button-name: ") for found in barriers(tab.page))
        tab.page.goto(f"{addresses['es']}/gallery/how")
        assert barriers(tab.page) == [], "the next page begins anew"
