"""The tool and the demo LMS on real ports, and people with browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from databases import Databases
from live import Live, live
from playwright.sync_api import Browser, expect, sync_playwright
from visits import CHROMIUM, PATIENCE, QUIET, Visitor, listening

expect.set_options(timeout=PATIENCE)

Newcomer = Callable[..., Visitor]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file; Playwright allows one at a time in a thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Tool and LMS for the tests of a file, each of which sends students of its own.

    The first course has a diagnostic about fractions, the second one has none yet.
    """
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("world")) as both:
        # The same questions for the same answers, whatever the order of the tests.
        both.runtime.random = lambda: np.random.default_rng(5)
        both.classroom.set_up("101")
        yield both


@pytest.fixture
def newcomer(world: Live, chromium: Browser) -> Iterator[Newcomer]:
    """Gives people with a browser profile of their own; at the end none of their pages may have complained."""
    came: list[Visitor] = []

    def come(world: Live = world, **options: Any) -> Visitor:
        given = {"viewport": {"width": 1000, "height": 900}, "locale": "es-ES"} | options
        visitor = listening(world, chromium.new_context(**given))
        came.append(visitor)
        return visitor

    yield come
    for visitor in came:
        visitor.context.close()
    assert [one for visitor in came for one in visitor.serious()] == []
