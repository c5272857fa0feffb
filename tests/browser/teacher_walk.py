"""A teacher's way through the pages, in a window of their own, with pictures of them where pictures are wanted.

`SENDA_SHOTS` names a folder for the pictures, and `SENDA_SHOTS_LANGUAGE` the language of the way.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from huey import Huey
from live import Live
from playwright.sync_api import Locator, Page
from visits import Visitor, heading, says, turn

SHOTS = os.environ.get("SENDA_SHOTS", "")
LANGUAGE = os.environ.get("SENDA_SHOTS_LANGUAGE", "es")
TEACHER = "Carmen Ortega Vidal"
MINUTE = 60_000
"""Milliseconds that what takes seconds may take on a busy machine."""


@dataclass
class Walk:
    """The teacher's window, the worker's queue, and everybody who takes part."""

    world: Live
    teacher: Visitor
    page: Page
    queue: Huey
    pictures: int = field(default=0, init=False)

    def follow(self, name: str) -> None:
        """Press a link."""
        turn(self.page, self.page.get_by_role("link", name=says(LANGUAGE, name), exact=True).first)

    def press(self, name: str) -> None:
        """Press a button."""
        turn(self.page, self.page.get_by_role("button", name=says(LANGUAGE, name), exact=True))

    def labelled(self, name: str) -> Locator:
        """What has this label."""
        return self.page.get_by_label(says(LANGUAGE, name), exact=True)

    def at(self, name: str) -> None:
        """Wait for a page."""
        heading(self.page, says(LANGUAGE, name))

    def work(self, *tasks: str) -> None:
        """The worker does what waits for it, of these kinds."""
        while (task := self.queue.dequeue()) is not None:
            if task.name in tasks:
                self.queue.execute(task)

    def seen(self, name: str, page: Page | None = None) -> None:
        """One page more; a picture of it at two widths, where pictures are wanted."""
        self.pictures += 1
        if not SHOTS:
            return
        page = page or self.page
        size = page.viewport_size
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(300)
            path = Path(SHOTS) / f"{LANGUAGE}-{self.pictures:02}-{name}-{width}.png"
            page.screenshot(path=path, full_page=True)
        if size is not None:
            page.set_viewport_size(size)


def enter(teacher: Visitor) -> Page:
    """Into the activity, in a window of its own."""
    teacher.enter(TEACHER)
    teacher.speak(LANGUAGE)
    teacher.page.locator("a.button").first.click()
    page = teacher.open_window()
    page.set_default_timeout(MINUTE)
    return page
