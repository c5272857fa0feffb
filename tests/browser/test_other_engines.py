"""The main ways in Firefox and in WebKit: each way into the frame, and what may interrupt an answer there.

The tool has a certificate here: without one WebKit keeps no `Secure` cookie, not even of a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from databases import Databases
from engines import Engine, engine
from guests import QUESTION, Guest, arrived, send
from live import Live, live
from overheard import Overheard
from sqlalchemy import func, select
from third_parties import witnessing
from visits import later
from webdriver import until

from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.launches import LaunchSession
from lti_tool.database.people import Person

KEPT, STORAGE, NOTHING = ("kept", False), ("refused", True), ("refused", False)
"""What the browser does with cookies of third parties; whether the LMS offers storage."""


def in_both(*ways: tuple[str, bool]) -> pytest.MarkDecorator:
    """The test in Firefox and in WebKit, each time with what binds the launch to the browser."""
    names = {KEPT: "cookie", STORAGE: "storage", NOTHING: "neither"}
    cases = [
        pytest.param((name, *way), marks=getattr(pytest.mark, name), id=f"{name}-{names[way]}")
        for name in ("firefox", "webkit")
        for way in ways
    ]
    return pytest.mark.parametrize("case", cases)


@pytest.fixture(scope="module")
def overheard() -> Overheard:
    return Overheard()


@pytest.fixture(scope="module")
def lmses(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, overheard: Overheard
) -> Iterator[Callable[[str, bool], Live]]:
    """For each engine the tool with an LMS that offers storage or not; both courses have a diagnostic."""
    with ExitStack() as opened:
        started: dict[tuple[str, bool], Live] = {}

        def start(name: str, storage: bool) -> Live:
            if (name, storage) not in started:
                folder = tmp_path_factory.mktemp("world")
                url = databases.make("sqlite")
                world = live(url, folder, storage_target=storage, tls=True, before_tool=overheard)
                one = started[name, storage] = opened.enter_context(world)
                one.classroom.set_up("101")
                one.classroom.set_up("102", areas=("integers",))
            return started[name, storage]

        yield start


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Engine]]:
    """Browsers; each is started once, and set by its own means as the test wants it."""
    with ExitStack() as opened, witnessing(tls=True) as witness:
        started: dict[tuple[str, str], Engine] = {}

        def start(name: str, cookies: str) -> Engine:
            if (name, cookies) not in started:
                folder = tmp_path_factory.mktemp("profile")
                one = started[name, cookies] = opened.enter_context(engine(name, folder, cookies=cookies))
                one.first.goto(witness)
                taken = one.first.inside("iframe").shows("p")
                expected = {"kept": "ordinary partitioned", "refused": "none"}[cookies]
                assert taken == expected, "the browser is not set as this test wants it"
            return started[name, cookies]

        yield start


@pytest.fixture
def case(request: pytest.FixtureRequest) -> tuple[str, str, bool]:
    given: tuple[str, str, bool] = request.param
    return given


@pytest.fixture
def guest(
    case: tuple[str, str, bool],
    lmses: Callable[[str, bool], Live],
    engines: Callable[[str, str], Engine],
    overheard: Overheard,
) -> Iterator[Guest]:
    """Somebody at a browser; at the end none of their pages may have complained."""
    name, cookies, storage = case
    browser = engines(name, cookies)
    overheard.said.clear()
    came = Guest(lmses(name, storage), browser, browser.first)
    yield came
    browser.first.goto("about:blank")
    for tab in browser.tabs:
        if tab.handle != browser.first.handle:
            tab.close()
    serious = [one for one in overheard.said if not any(good in one for good in came.forgiven)]
    assert serious == []


def answers_of(world: Live, subject: str) -> int:
    with world.runtime.database.read() as session:
        mine = (
            select(func.count()).select_from(EvidenceEntry).join(Person, Person.id == EvidenceEntry.person_id)
        )
        return session.scalar(mine.where(Person.subject == subject)) or 0


def launches(world: Live) -> int:
    with world.runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(LaunchSession)) or 0


# ---- into the activity ---------------------------------------------------------------------------


@in_both(KEPT, STORAGE)
def test_a_student_answers_in_the_frame(guest: Guest) -> None:
    guest.enter("13")
    guest.begin()
    guest.answer()
    guest.tool.shows("main h1", "Pregunta 2")
    assert answers_of(guest.world, "13") >= 1


@in_both(NOTHING)
def test_with_neither_cookie_nor_storage_a_new_window_is_offered_and_works(guest: Guest) -> None:
    before = launches(guest.world)
    guest.enter("14")
    guest.tool.shows("a[target=_blank]")
    assert launches(guest.world) == before, "a token that is not bound to this browser opens nothing"
    known = {tab.handle for tab in guest.browser.tabs}
    guest.tool.click("a[target=_blank]")
    window = until(lambda: [tab for tab in guest.browser.tabs if tab.handle not in known], "a window opens")[
        0
    ]
    guest.begin(window)
    guest.answer(window)
    window.shows("main h1", "Pregunta 2")
    assert launches(guest.world) == before + 1


@in_both(KEPT, STORAGE)
def test_a_teacher_sees_the_class_in_the_frame_and_comes_back_to_it(guest: Guest) -> None:
    guest.enter("2")
    arrived(guest.tool)
    first = guest.tool.shows("main h1")
    guest.tool.click("nav a:not([aria-current])")
    guest.tool.wait("return document.querySelector('main h1')?.innerText !== arguments[0]", first)
    guest.tool.run("history.back()")
    guest.tool.shows("main h1", first)
    assert not guest.tool.visible("#reopen")


# ---- what interrupts -----------------------------------------------------------------------------


@in_both(KEPT)
def test_a_reloaded_frame_can_be_read_and_a_new_launch_goes_on(guest: Guest) -> None:
    guest.enter("15")
    guest.begin()
    guest.answer()
    guest.tool.run("location.reload()")
    guest.tool.shows("#reopen")
    guest.tool.shows("main h1", "Pregunta 2")
    enabled = f"{QUESTION} button:not([type=button]):enabled"
    assert guest.tool.count(enabled) == 0
    guest.page.reload()
    guest.tool.shows("main h1", "Pregunta 2")
    arrived(guest.tool)
    assert not guest.tool.visible("#reopen")
    guest.answer()


@in_both(STORAGE)
def test_a_reloaded_frame_without_cookies_says_how_to_come_in_and_the_launch_goes_on(guest: Guest) -> None:
    guest.enter("16")
    guest.begin()
    guest.answer()
    guest.tool.run("location.reload()")
    # Nobody is known on this page, so it speaks the browser's language, whichever that is.
    said = guest.tool.shows(".error-page .lead-line")
    assert said in ("Vuelve a abrir la actividad desde tu curso.", "Open the activity again from your course.")
    guest.page.reload()
    guest.tool.shows("main h1", "Pregunta 2")
    arrived(guest.tool)
    guest.answer()


@in_both(KEPT)
def test_back_shows_the_page_before_and_one_can_go_on_from_there(guest: Guest) -> None:
    guest.enter("17")
    guest.begin()
    guest.tool.click(".foot-links a")
    guest.tool.wait("return !document.querySelector('form.question') && document.querySelector('main h1')")
    guest.tool.run("history.back()")
    guest.tool.shows("main h1", "Pregunta 1")
    assert not guest.tool.visible("#reopen")
    guest.answer()
    guest.tool.shows("main h1", "Pregunta 2")


@in_both(KEPT, STORAGE)
def test_two_courses_in_two_tabs_do_not_mix(guest: Guest) -> None:
    guest.enter("11", "101")
    guest.begin()
    other = Guest(guest.world, guest.browser, guest.page.beside())
    other.enter("11", "102")
    other.begin()
    for _ in range(2):
        guest.answer()
        other.answer()
    for each in (guest, other):
        each.tool.shows("main h1", "Pregunta 3")
    attempts = {each.tool.value(f"{QUESTION} [name=attempt]") for each in (guest, other)}
    assert len(attempts) == 2


@in_both(KEPT, STORAGE)
def test_a_visit_that_ended_while_answering_delivers_the_answer_and_asks_for_a_new_launch(
    guest: Guest,
) -> None:
    guest.forgiven.append("Status Error Code 401")
    guest.enter("19")
    guest.begin()
    guest.fill_in()
    before = answers_of(guest.world, "19")
    later(guest.world, hours=2)
    send(guest.tool)
    guest.tool.wait("return !document.querySelector('form') && document.querySelector('main h1')")
    assert answers_of(guest.world, "19") == before + 1
    guest.page.reload()
    guest.tool.shows("main h1", "Pregunta 2")
    arrived(guest.tool)
    guest.answer()


@in_both(KEPT)
def test_what_a_page_complains_about_is_heard(guest: Guest, overheard: Overheard) -> None:
    guest.enter("20")
    arrived(guest.tool)
    guest.tool.run(
        """for (const source of [{ textContent: "1" }, { src: "/static/none.js" }]) {
          document.head.append(Object.assign(document.createElement("script"), source));
        }"""
    )
    until(lambda: len(overheard.said) >= 2, "both are heard")
    kinds = {one.partition(":")[0] for one in overheard.said}
    assert kinds == {"policy", "error"}
    overheard.said.clear()
