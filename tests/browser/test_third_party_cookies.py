"""Launches in browsers that refuse cookies of third parties, in ones that take them, and without any cookie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from sqlalchemy import func, select
from third_parties import NoCookies, cookies_taken, profile, witnessing
from visits import CHROMIUM, QUIET, Tool, Visitor, answer, arrived, begin, heading, listening, says

from lti_tool.database.launches import LaunchSession

pytestmark = pytest.mark.browser

FORGET = """if (location.hostname === "127.0.0.1") addEventListener("message", (event) => {
  if (event.data && event.data.subject === "lti.get_data") event.stopImmediatePropagation();
}, true);"""
"""The platform's storage never answers, as in some mobile apps."""


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as opened:
        yield opened


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def witness() -> Iterator[str]:
    with witnessing() as address:
        yield address


@pytest.fixture
def no_cookies() -> NoCookies:
    return NoCookies()


@pytest.fixture
def forgetful(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path, no_cookies: NoCookies
) -> Iterator[Live]:
    """Both sides with a browser that keeps no cookie of the tool; the parameter: the LMS offers storage."""
    url = databases.make("sqlite")
    with live(url, tmp_path, storage_target=request.param, before_tool=no_cookies) as both:
        both.classroom.set_up("101")
        yield both


def launches(world: Live) -> int:
    with world.runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(LaunchSession)) or 0


def works(visitor: Visitor, tool: Tool) -> None:
    """The first two questions can be answered."""
    begin(tool)
    assert answer(visitor.world, tool)
    assert answer(visitor.world, tool)
    heading(tool, "Pregunta 3")


@pytest.mark.parametrize(
    ("refuse", "taken", "name"),
    [(True, {"partitioned"}, "Mateo Quispe Huamán"), (False, {"ordinary", "partitioned"}, "Ane Goikoetxea")],
    ids=["refused", "taken"],
)
def test_a_launch_works_whether_third_parties_may_set_cookies_or_not(
    playwright: Playwright,
    world: Live,
    witness: str,
    tmp_path: Path,
    refuse: bool,
    taken: set[str],
    name: str,
) -> None:
    with profile(playwright, tmp_path / "profile", refuse=refuse) as context:
        assert cookies_taken(context, witness) == taken, "the browser is not set as this test wants it"
        visitor = listening(world, context)
        visitor.enter(name)
        works(visitor, visitor.open_activity())
        assert visitor.serious() == []


@pytest.mark.parametrize("forgetful", [True], indirect=True, ids=["with-storage"])
def test_without_any_cookie_the_storage_of_the_lms_binds_the_launch(
    newcomer: Newcomer, forgetful: Live
) -> None:
    visitor = newcomer(forgetful)
    visitor.enter("Andrei Popescu")
    posted: list[str] = []
    visitor.page.on("request", lambda request: posted.append(request.post_data or ""))
    tool = visitor.open_activity()
    assert visitor.context.cookies(forgetful.tool) == []
    assert sum("storage=" in body and "id_token=" in body for body in posted) == 1
    works(visitor, tool)


@pytest.mark.parametrize("forgetful", [True, False], indirect=True, ids=["storage-fails", "no-storage"])
def test_with_neither_cookie_nor_storage_a_new_window_is_offered_and_works(
    newcomer: Newcomer, forgetful: Live, no_cookies: NoCookies
) -> None:
    visitor = newcomer(forgetful)
    visitor.forgive("403")  # what is not bound to this browser is refused
    visitor.context.add_init_script(FORGET)
    visitor.enter("Noa Fariña Louro")
    before = launches(forgetful)
    visitor.page.locator("a.button").first.click()
    offered = visitor.page.frame_locator("#tool").get_by_role("link", name=says("es", "Open in a new window"))
    expect(offered).to_be_visible()
    assert launches(forgetful) == before, "a token that is not bound to this browser opens nothing"
    no_cookies.active = False  # in a window of its own the tool is the first party
    with visitor.page.expect_popup() as opened:
        offered.click()
    arrived(opened.value)
    assert launches(forgetful) == before + 1
    works(visitor, opened.value)


def test_every_cookie_is_partitioned_and_out_of_reach_of_scripts(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Salma Benali Haddad")
    tool = visitor.open_activity()
    launch = tool.locator("body").get_attribute("data-launch")
    kept = [one for one in visitor.context.cookies() if one["domain"] == "localhost"]
    assert {one["name"]: one["path"] for one in kept} == {
        "senda_visit": f"/s/{launch}/",
        "senda_reader": "/s/",
    }
    assert all(one["httpOnly"] and one["secure"] and one.get("partitionKey") for one in kept)
