"""The student's pages under axe-core, narrow and wide, light and dark, within their own policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from barriers import Tabs, barriers, unfolded, wide
from student_gallery import PAGES, chromium, gallery_app, serving, settled

pytestmark = pytest.mark.browser

NARROW = (320, 640)
WIDE = (1280, 800)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(gallery_app()) as found:
        yield found


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    with chromium() as browser:
        yield Tabs(browser)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme", "language"), [(NARROW, "light", "es"), (WIDE, "dark", "en")])
def test_a_page_has_no_barrier(
    tabs: Tabs, address: str, name: str, size: tuple[int, int], scheme: str, language: str
) -> None:
    with tabs.tab(*size, color_scheme=scheme) as tab:
        settled(tab.page, f"{address}/gallery/{name}?language={language}")
        unfolded(tab.page)
        assert barriers(tab.page) == []
        assert wide(tab.page) <= size[0]
        assert tab.complaints == [], "the page broke its own policy or its scripts failed"
