"""What axe-core finds on a page, and the tabs in which a test file looks at one page after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """rules => axe.run(document, {runOnly: rules}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).slice(0, 5).join(', ')))"""


def unfolded(page: Page) -> None:
    """Open everything that unfolds, so that it is looked at as well."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def barriers(page: Page) -> list[str]:
    """Everything that axe-core has against a page as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(_RUN, RULES)
    return found


def wide(page: Page) -> int:
    """Pixels that the page takes from side to side; more than the window has means that it scrolls."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth")
    return pixels


@dataclass
class Tab:
    """One tab; `complaints` are console errors (a breach of the policy is one) and uncaught exceptions."""

    page: Page
    complaints: list[str] = field(default_factory=list)


class Tabs:
    """Tabs of one browser by their settings, each used again by the next test that asks for the same.

    A tab of its own for every page costs more than looking at the page: a new process of the browser, and
    every style sheet and script fetched and compiled once more. A page begins anew in any tab.
    """

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self._browser = browser
        self._settings = settings
        self._open: dict[tuple[Any, ...], Tab] = {}

    @contextmanager
    def tab(self, width: int, height: int = 900, **settings: Any) -> Iterator[Tab]:
        """A tab without complaints and with the mouse aside; after a failure it is closed, so that nothing of it reaches other tests."""
        key = (width, height, *sorted(settings.items()))
        if key not in self._open:
            self._open[key] = self._new(width, height, self._settings | settings)
        tab = self._open[key]
        try:
            tab.page.mouse.move(0, 0)
            tab.complaints.clear()
            yield tab
        except BaseException:
            self._open.pop(key).page.close()
            raise

    def _new(self, width: int, height: int, settings: dict[str, Any]) -> Tab:
        tab = Tab(self._browser.new_page(viewport={"width": width, "height": height}, **settings))

        def listen(message: ConsoleMessage) -> None:
            if message.type == "error":
                tab.complaints.append(message.text)

        tab.page.on("console", listen)
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        return tab
