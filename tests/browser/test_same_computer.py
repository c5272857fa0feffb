"""Several people and several courses in one browser: nobody sees or sends what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from classroom import own_bank
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Browser, Frame, expect
from sqlalchemy import select
from visits import Visitor, answer, begin, fill_in, heading, listening, says, send, shown, went_on

from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.people import Person

pytestmark = pytest.mark.browser

FETCH = """async ([address, token, method]) => {
  const headers = token ? { Authorization: "Bearer " + token } : {};
  const answer = await fetch(address, { method, headers, credentials: "include" });
  return [answer.status, answer.headers.get("X-Senda-Error"), await answer.text()];
}"""


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Both courses have a diagnostic; subjects 11 and 18 are students of both."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("world")) as both:
        both.classroom.set_up("101")
        both.classroom.set_up("102", areas=("integers",))
        yield both


def answers_of(world: Live, subject: str) -> list[int]:
    """Items that a person has answered, in order."""
    with world.runtime.database.read() as session:
        rows = session.scalars(
            select(EvidenceEntry.item_id)
            .join(Person, Person.id == EvidenceEntry.person_id)
            .where(Person.subject == subject)
            .order_by(EvidenceEntry.id)
        )
        return [int(row) for row in rows if row is not None]


def areas_of(world: Live, attempt: str) -> set[str]:
    """Areas that the questions answered in an attempt were about."""
    areas = {one.code: one.area for one in own_bank().framework.competencies}
    with world.runtime.database.read() as session:
        rows = session.scalars(
            select(EvidenceEntry.parameters)
            .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
            .where(Attempt.public_id == attempt)
        )
        return {areas[code] for row in rows for code in row["loadings"]}


def another_tab(visitor: Visitor) -> Visitor:
    """A second tab of the same browser profile."""
    page = visitor.context.new_page()
    return Visitor(visitor.world, visitor.context, page, visitor.complaints, visitor.forgiven)


def shown_launch(tool: Frame) -> str:
    return tool.locator("body").get_attribute("data-launch") or ""


def test_a_page_left_open_still_sends_for_the_first_and_the_second_sends_for_themselves(
    newcomer: Newcomer, world: Live
) -> None:
    first = newcomer()
    first.enter("Lucía Romero Castaño")
    left_open = first.open_activity()
    begin(left_open)
    fill_in(world, left_open)

    second = another_tab(first)
    second.enter("Youssef El Amrani")
    tool = second.open_activity()
    heading(tool, "Fracciones")
    begin(tool)
    assert shown(tool).attempt != shown(left_open).attempt
    assert answer(world, tool)

    waiting = shown(left_open)
    send(left_open)
    assert went_on(left_open, waiting)
    assert answer(world, tool)
    assert (len(answers_of(world, "11")), len(answers_of(world, "12"))) == (1, 2)
    assert tool.locator("body").inner_text().count("Lucía") == 0


def test_the_second_student_cannot_go_back_to_the_pages_of_the_first(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.enter("Martina Puig Soler")
    tool = visitor.open_activity()
    begin(tool)
    assert answer(world, tool)
    pages_of_first = tool.evaluate("location.href")
    visitor.page.get_by_role("button", name="Salir").click()
    visitor.enter("Mateo Quispe Huamán")
    tool = visitor.open_activity()
    heading(tool, "Fracciones")
    visitor.forgive("401")
    status, code, text = tool.evaluate(FETCH, [pages_of_first, "", "GET"])
    assert (status, code) == (401, "session_missing"), text
    back_to_the_first(visitor)
    heading(visitor.tool(), says("es", "You are not signed in here"))


def back_to_the_first(visitor: Visitor) -> None:
    """As with the browser's "back" button held: to the activity's page as the first student left it."""
    history = visitor.context.new_cdp_session(visitor.page)
    entries = history.send("Page.getNavigationHistory")["entries"]
    left = max(place for place, entry in enumerate(entries) if entry["url"] == f"{visitor.world.lms}/")
    before = [entry for entry in entries[:left] if "/activities/" in entry["url"]]
    with visitor.page.expect_navigation():
        history.send("Page.navigateToHistoryEntry", {"entryId": before[-1]["id"]})


@dataclass
class Curious:
    """A student who knows the token of their own page, as one can read it off the network."""

    tool: Frame
    token: str

    def ask(self, address: str, method: str = "GET") -> list[Any]:
        """Status, error code and text of an answer to a request with the token."""
        answered: list[Any] = self.tool.evaluate(FETCH, [address, self.token, method])
        return answered


@pytest.mark.parametrize(
    "address",
    ["class", "class.csv", "tutoring-board", "grades", "students/x", "../other/", "courses/set-up", "roster"],
)
def test_a_student_who_types_a_teachers_address_is_refused(curious: Curious, address: str) -> None:
    method = "POST" if address in ("courses/set-up", "roster") else "GET"
    status, code, text = curious.ask(address, method)
    assert (status, code) == ((401, "session_missing") if "other" in address else (403, "role_refused"))
    assert "data-launch" not in text
    assert "Sharma" not in text


@pytest.fixture(scope="module")
def curious(world: Live, chromium: Browser) -> Iterator[Curious]:
    visitor = listening(world, chromium.new_context(locale="es-ES"))
    visitor.enter("Xinyi Chen")
    tokens: list[str] = []
    visitor.page.on("request", lambda asked: tokens.append(asked.headers.get("authorization", "")))
    tool = visitor.open_activity()
    begin(tool)
    yield Curious(tool, next(one for one in tokens if one).removeprefix("Bearer "))
    visitor.context.close()


def test_the_token_of_one_launch_opens_no_other_launch(
    newcomer: Newcomer, world: Live, curious: Curious
) -> None:
    other = newcomer()
    other.enter("Daniela Cárdenas Rojas")
    theirs = other.open_activity()
    begin(theirs)
    question = shown(theirs)
    reading = [(path, "GET") for path in ("", "question", "result", "data/download")]
    for path, method in [*reading, ("pause", "POST"), ("answer", "POST")]:
        status, code, text = curious.ask(f"/s/{shown_launch(theirs)}/{path}", method)
        assert (status, code) == (401, "session_missing"), path
        assert question.attempt not in text
    assert answers_of(world, "22") == []


def test_a_student_of_one_course_gets_nowhere_in_the_other(newcomer: Newcomer, world: Live) -> None:
    visitor = newcomer()
    visitor.forgive("403", "404")
    visitor.enter("Álvaro Heredia Amaya")
    answered = visitor.page.goto(f"{world.lms}/courses/102/activities/1002")
    assert answered is not None
    assert answered.status == 403


def test_two_courses_in_two_tabs_do_not_mix(newcomer: Newcomer, world: Live) -> None:
    one = newcomer()
    one.enter("Oliver Bennett", "101")
    fractions = one.open_activity()
    begin(fractions, "en")
    two = another_tab(one)
    two.enter("Oliver Bennett", "102")
    integers = two.open_activity()
    begin(integers, "en")
    assert shown_launch(fractions) != shown_launch(integers)
    for _ in range(2):
        assert answer(world, fractions)
        assert answer(world, integers)
    heading(fractions, "Question 3")
    heading(integers, "Question 3")
    areas = [areas_of(world, shown(tool).attempt) for tool in (fractions, integers)]
    assert areas == [{"fractions"}, {"integers"}]
    # Both can be reloaded: the same person came in twice.
    for tool in (fractions, integers):
        tool.evaluate("location.reload()")
        expect(tool.locator("#reopen")).to_be_visible()
        heading(tool, "Question 3")
