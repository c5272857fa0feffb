"""The student's pages under axe-core, narrow and wide, light and dark, within their own policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage
from student_gallery import PAGES, chromium, gallery_app, serving, settled

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """rules => axe.run(document, {runOnly: rules}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ')))"""
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(gallery_app()) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme", "language"), [(NARROW, "light", "es"), (WIDE, "dark", "en")])
def test_a_page_has_no_barrier(
    browser: Browser, address: str, name: str, size: dict[str, int], scheme: str, language: str
) -> None:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        settled(page, f"{address}/gallery/{name}?language={language}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(_RUN, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert complaints == [], "the page broke its own policy or its scripts failed"
    finally:
        page.close()
