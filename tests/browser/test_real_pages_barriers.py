"""Every page that the real tool shows: axe-core finds nothing, and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Page, expect
from visits import ROOT, answer, begin, grades_sent, heading, says, send, shown, turn

from adapters.lms.base import Role
from lti_tool.actions.sync_roster import sync_roster

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """rules => axe.run(document, {runOnly: rules}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ')))"""
WIDE, PHONE, NARROWEST = 1280, 390, 320


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A class with a few students who have finished; the second course is not set up yet."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("world")) as both:
        classroom = both.classroom
        classroom.set_up("101")
        for subject, offer, right in (("12", {"tutor": True}, True), ("13", {"tutee": True}, False)):
            scope = classroom.enter(subject, course="101")
            classroom.begin(scope, **offer)
            classroom.finish(scope, lambda number, right=right: right)
        sync_roster(both.runtime, classroom.enter("2", Role.TEACHER, "101"), now=both.runtime.clock())
        grades_sent(both)
        yield both


def no_barrier(page: Page) -> None:
    """At two widths nothing that axe-core knows of; at the narrowest one no sideways scrolling."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    title = page.title()
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert (title, width, page.evaluate(_RUN, RULES)) == (title, width, [])
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROWEST, f"{title} is {wide} pixels wide"
    page.set_viewport_size({"width": WIDE, "height": 900})


def opened(newcomer: Newcomer, name: str, course: str = "101") -> Page:
    """The activity in a window of its own, as wide as the window is."""
    visitor = newcomer()
    visitor.forgive("40[0134]")
    visitor.enter(name, course)
    visitor.page.locator("a.button").first.click()
    return visitor.open_window()


def test_the_pages_on_the_way_of_a_student(newcomer: Newcomer, world: Live) -> None:
    page = opened(newcomer, "Lucía Romero Castaño")
    no_barrier(page)
    begin(page)
    seen: set[str] = set()
    more = True
    while more:
        kind = "choice" if shown(page).choices else "open"
        if kind not in seen:
            no_barrier(page)
            seen.add(kind)
        if kind == "open" and "unreadable" not in seen:
            page.locator("#answer-text").fill("((1+")
            send(page)
            expect(page.locator("#problem")).to_be_visible()
            no_barrier(page)
            seen.add("unreadable")
        if (
            kind == "open"
            and "ambiguous" not in seen
            and (key := world.classroom.solution(shown(page))).isdigit()
        ):
            page.locator("#answer-text").fill(f"{key}.000")
            send(page)
            expect(page.locator(".readings")).to_be_visible()
            no_barrier(page)
            seen.add("ambiguous")
        more = answer(world, page, right=len(seen) != 3)
    assert seen == {"choice", "open", "unreadable", "ambiguous"}
    heading(page, says("es", "What you showed"))
    no_barrier(page)


def test_the_pages_of_a_student_who_has_finished(newcomer: Newcomer) -> None:
    page = opened(newcomer, "Martina Puig Soler")
    heading(page, says("es", "Your path"))
    no_barrier(page)
    turn(page, page.locator(".next-step .way").first)
    no_barrier(page)
    page.locator("input[name=felt]").first.check()
    turn(page, page.get_by_role("button", name=says("es", "Done, next step")))
    no_barrier(page)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    turn(page, page.locator(".step-done a"))
    no_barrier(page)
    for title in (says("es", "My data"), says("es", "How it works")):
        turn(page, page.locator(".foot").get_by_role("link", name=title, exact=True))
        heading(page, title)
        no_barrier(page)


def test_pause_tutoring_and_the_page_of_an_error(newcomer: Newcomer, world: Live) -> None:
    page = opened(newcomer, "Ane Goikoetxea Arana")
    begin(page)
    turn(page, page.get_by_role("button", name=says("es", "Pause"), exact=True))
    no_barrier(page)
    launch = page.locator("body").get_attribute("data-launch")
    for path, title in (
        ("start", "Fracciones"),
        ("tutoring", says("es", "Learning with classmates")),
        ("class", says("es", "This page is not for you")),
        ("nowhere", says("es", "There is nothing here")),
    ):
        page.evaluate(f"htmx.ajax('GET', '/s/{launch}/{path}', {{target: 'body', swap: 'innerHTML'}})")
        heading(page, title)
        no_barrier(page)
    page.goto(f"{world.tool}/lti/login")
    no_barrier(page)


def test_the_pages_of_a_teacher(newcomer: Newcomer) -> None:
    page = opened(newcomer, "Carmen Ortega Vidal")
    no_barrier(page)
    page.get_by_role("button", name=says("es", "In words")).click()
    no_barrier(page)
    page.get_by_role("button", name=says("es", "Picture")).click()
    turn(page, page.locator(".map-table").get_by_role("link", name="Puig Soler"))
    no_barrier(page)
    for tab in ("Tutoring", "Grades"):
        turn(page, page.get_by_role("link", name=says("es", tab), exact=True))
        no_barrier(page)
    turn(page, page.get_by_role("link", name=says("es", "Tutoring"), exact=True))
    turn(page, page.get_by_role("button", name=says("es", "Propose pairs")))
    expect(page.locator(".board")).to_be_visible()
    no_barrier(page)


def test_axe_core_is_looking(newcomer: Newcomer) -> None:
    page = opened(newcomer, "Rosa Prieto Lema")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        no_barrier(page)


@pytest.mark.parametrize(
    ("name", "course"),
    [("Iñaki Etxeberria Sáenz", "102"), ("Nerea Alonso Bravo", "102"), ("Rosa Prieto Lema", "101")],
    ids=["set-up", "nothing-yet", "visitor"],
)
def test_the_pages_of_those_who_have_nothing_to_see_yet(newcomer: Newcomer, name: str, course: str) -> None:
    no_barrier(opened(newcomer, name, course))
