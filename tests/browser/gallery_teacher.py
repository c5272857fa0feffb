"""Pictures of every teacher's page and page about one's data, to look at.

    python tests/browser/gallery_teacher.py <folder> [--language es] [--dark] [--only class,grades]

takes them 1280 and 390 pixels wide.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from teacher_gallery import PAGES, gallery_app, serve

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take(browser: Browser, address: str, chosen: argparse.Namespace, width: int) -> None:
    """Pictures of the chosen pages at one width; says which of them scroll sideways."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if chosen.dark else "light"
    )
    page.on("console", lambda message: print("console:", message.text) if message.type == "error" else None)
    for name in chosen.only.split(",") if chosen.only else PAGES:
        page.goto(f"{address}/gallery/{name}")
        page.wait_for_timeout(250)
        wide = page.evaluate("document.documentElement.scrollWidth")
        print(name, width, "scrolls sideways!" if wide > width else "")
        shade = "-dark" if chosen.dark else ""
        page.screenshot(path=chosen.folder / f"{name}-{width}{shade}.png", full_page=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="es")
    parser.add_argument("--only", default="")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--widths", default="1280,390")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with serve(gallery_app(chosen.language)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for width in map(int, chosen.widths.split(",")):
            take(browser, address, chosen, width)
        browser.close()


if __name__ == "__main__":
    main()
