"""Students who are made up, with known abilities: they take a diagnostic through the pages, over HTTP."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import numpy as np
import requests
from live import Live
from lxml import html
from numpy.typing import NDArray
from teachers_bank import ADD, BY_CODE, COMPARE, Given, Question
from visits import Tool, send, went_on

GIVEN_NAMES = (
    *(
        "Adrián",
        "Alba",
        "Amira",
        "Bruno",
        "Candela",
        "Carla",
        "Dario",
        "Elsa",
        "Fátima",
        "Gael",
        "Hugo",
        "Iker",
    ),
    *("Irene", "Jana", "Jorge", "Lola", "Marc", "Nadia", "Nico", "Olivia", "Pablo", "Quim", "Rocío", "Sara"),
)
FAMILY_NAMES = (
    *(
        "Abad Ruiz",
        "Bello Cano",
        "Cid Vera",
        "Díaz Mora",
        "Egea Soto",
        "Gil Pardo",
        "Haddad",
        "Ibarra Luna",
        "Kaur",
    ),
    *(
        "León Prat",
        "Mena Sanz",
        "Novák",
        "Ortiz Rey",
        "Pino Tello",
        "Roca Vila",
        "Serra Pons",
        "Vega Marín",
        "Zhou",
    ),
)
TOGETHER = 0.6
"""Correlation of the two abilities."""
SPREAD = 1.2
_UNDRAWN = r"""form => {
  const copy = form.cloneNode(true);
  for (const drawn of copy.querySelectorAll(".katex")) {
    drawn.replaceWith(`\\(${drawn.querySelector("annotation").textContent}\\)`);
  }
  return copy.outerHTML;
}"""
"""The form with its formulas as they were before they were drawn."""


@dataclass
class Student:
    """Somebody with abilities, and what they have sent.

    Attributes
    ----------
    ability : mapping of str to float
        By code of the competency; 0 just masters it.
    answers : list of (str, Given)
        Code of each question answered, and the answer.
    """

    subject: str
    given: str
    family: str
    ability: dict[str, float]
    rng: np.random.Generator
    answers: list[tuple[str, Given]] = field(default_factory=list)
    sittings: int = 1

    @property
    def listed(self) -> str:
        """The name as lists show it."""
        return f"{self.family}, {self.given}"

    def answer(self, question: Question) -> Given:
        """What they give: right where they know it, else a guess or one of the usual mistakes."""
        given = question.right
        knows = self.rng.random() < question.known(self.ability[question.competency])
        if not knows and self.rng.random() >= question.chances:
            given = question.wrong[self.rng.integers(len(question.wrong))]
        self.answers.append((question.code, given))
        return given


def students(count: int, seed: int) -> list[Student]:
    """So many of them, with names of their own."""
    rng = np.random.default_rng(seed)
    spread = SPREAD**2 * np.array([[1.0, TOGETHER], [TOGETHER, 1.0]])
    abilities: NDArray[np.float64] = rng.multivariate_normal([0.0, 0.0], spread, count)
    names = [(given, family) for given in GIVEN_NAMES for family in FAMILY_NAMES]
    rng.shuffle(names)
    return [
        Student(f"m{n:03}", *names[n], {COMPARE: float(one), ADD: float(two)}, child)
        for n, ((one, two), child) in enumerate(zip(abilities, rng.spawn(count), strict=True))
    ]


class Watch:
    """The time, which somebody who thinks about a question lets pass."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True)
class Room:
    """Where they sit: all at the same time, though one after the other.

    Attributes
    ----------
    codes : mapping of str to str
        The code of a question by what its pages call it.
    """

    world: Live
    watch: Watch
    codes: Mapping[str, str]
    course: str = "101"


class Sitting:
    """One launch of a student's, and the pages that follow."""

    def __init__(self, room: Room, student: Student) -> None:
        self._room, self._student = room, student
        room.world.classroom.clock.now = room.world.runtime.clock()
        started = room.world.classroom.launch(
            student.subject, course=room.course, name=student.given, family=student.family
        )
        self._at = f"{room.world.tool}/s/{started.scope.launch}"
        self._http = requests.Session()
        self._http.headers.update({"Authorization": f"Bearer {started.token}", "HX-Request": "true"})

    def take(self, *, again: bool = False) -> int:
        """Begin and answer until there is no further question; how many there were."""
        began, count = self._room.watch.ahead, 0
        assert ("profiling" in self._get("/start")) is not again
        page = self._post("/start", [("go_on", "again")] if again else [("profiling", "adaptive")])
        while (form := _form(page)) is not None:
            self._room.watch.ahead += timedelta(seconds=self._student.rng.uniform(10, 60))
            question = BY_CODE[self._room.codes[_value(form, "item")]]
            page = self._post("/answer", [*_filled(form, self._student.answer(question))])
            count += 1
        self._room.watch.ahead = began
        self._http.close()
        return count

    def _get(self, path: str) -> str:
        return self._shown(self._http.get(self._at + path, timeout=60))

    def _post(self, path: str, fields: list[tuple[str, str]]) -> str:
        return self._shown(self._http.post(self._at + path, fields, timeout=60))

    def _shown(self, response: requests.Response) -> str:
        assert response.status_code == 200, f"{response.status_code}: {response.text[:500]}"
        return response.text


def in_browser(tool: Tool, student: Student, room: Room) -> int:
    """Answer what the browser shows until there is no further question; how many there were."""
    for count in itertools.count(1):
        shown = html.fragment_fromstring(tool.locator("form.question").evaluate(_UNDRAWN))
        item = _value(shown, "item")
        fields = [*_filled(shown, student.answer(BY_CODE[room.codes[item]]))][3:]
        if tool.locator("[data-ordering]").count():
            _put_in_order(tool, [value for _, value in fields])
        else:
            for name, value in fields:
                _put(tool, name, value)
        send(tool)
        if not went_on(tool, SimpleNamespace(item=item)):
            return count
    raise AssertionError("unreachable")


def _put(tool: Tool, name: str, value: str) -> None:
    inputs = tool.locator(f"form.question [name='{name}']")
    if inputs.first.evaluate("one => one.tagName") == "SELECT":
        inputs.select_option(value)
    elif inputs.first.get_attribute("type") in ("radio", "checkbox"):
        tool.locator(f"form.question [name='{name}'][value='{value}']").check()
    else:
        inputs.fill(value)


def _put_in_order(tool: Tool, wanted: Sequence[str]) -> None:
    """Move each line up to its place."""
    for place, value in enumerate(wanted):
        row = tool.locator(f".ordering-row:has(input[value='{value}'])")
        while (
            tool.locator(".ordering-row input").evaluate_all("all => all.map(one => one.value)").index(value)
            > place
        ):
            row.locator("[data-move='-1']").click()


def _form(page: str) -> html.HtmlElement | None:
    found = html.document_fromstring(page).xpath("//form[contains(@class, 'question')]")
    return found[0] if found else None


def _value(form: html.HtmlElement, name: str) -> str:
    return str(form.xpath(f".//input[@name='{name}']/@value")[0])


def _filled(form: html.HtmlElement, given: Given) -> Iterator[tuple[str, str]]:
    """The fields of a question's page with an answer in them, found by the words that the page shows."""
    for name in ("attempt", "item", "language"):
        yield name, _value(form, name)
    if isinstance(given, Mapping):
        for row in form.xpath(".//div[@class='matching-row']"):
            (select,) = row.xpath("./select")
            wanted = given[_words(row.xpath("./label")[0]).partition(" ")[2]]
            yield select.get("name"), _option(select, wanted)
    elif form.xpath(".//ol[@data-ordering]"):
        shown = {
            _words(row.xpath(".//div")[0]): _value(row, "chosen")
            for row in form.xpath(".//ol[@data-ordering]/li")
        }
        yield from (("chosen", shown[one]) for one in given)
    elif marks := form.xpath(".//fieldset[contains(@class, 'answers')]//label"):
        shown = {_words(label.xpath("./span")[-1]): label.xpath("./input")[0] for label in marks}
        for one in (given,) if isinstance(given, str) else given:
            yield shown[one].get("name"), shown[one].get("value")
    elif isinstance(given, tuple):
        gaps = form.xpath(".//*[starts-with(@name, 'part.')]")
        for gap, one in zip(gaps, given, strict=True):
            yield gap.get("name"), _option(gap, one) if gap.tag == "select" else one
    else:
        yield "text", given


def _option(select: html.HtmlElement, words: str) -> str:
    return str(next(one.get("value") for one in select.xpath("./option") if _words(one) == words))


def _words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()
