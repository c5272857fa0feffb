"""A person at a browser: enters the demo LMS, opens the activity, answers, and looks at what comes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from babel.messages.pofile import read_po
from live import Live
from playwright.sync_api import BrowserContext, ConsoleMessage, ElementHandle, Frame, Locator, Page, expect

from lti_tool.actions.send_grades import send_grades

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "lti_tool" / "translations" / "es" / "LC_MESSAGES" / "messages.po"
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # A launch goes through two sites in one frame; as each change gives it another process, Playwright
    # sometimes lost the frame and then waited in vain for what stood in it.
    "--disable-site-isolation-trials",
]
PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine; nothing waits for as long when it works."""
BACK_TO_THE_COURSE = {"es": "Volver al curso", "en": "Back to the course"}
GRADEBOOK = {"es": "Calificaciones", "en": "Grades"}

Tool = Frame | Page
"""Where the tool's pages are shown: in the frame of the LMS's page, or in a window of their own."""

_VISIBLE_TEXTS = """() => {
  const page = document.documentElement.lang, found = new Set();
  const mine = (node) => node.closest("[lang]").lang === page;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (mine(walker.currentNode.parentElement)) found.add(walker.currentNode.data);
  }
  for (const node of document.body.querySelectorAll("[aria-label], [title], [placeholder]")) {
    if (mine(node)) for (const name of ["aria-label", "title", "placeholder"]) {
      if (node.hasAttribute(name)) found.add(node.getAttribute(name));
    }
  }
  document.title.split(" · ").forEach((part) => found.add(part));
  return [...found].map((text) => text.trim().replace(/\\s+/g, " ")).filter(Boolean);
}"""


@dataclass
class Visitor:
    """One browser profile with one tab in front; complaints of all its pages are gathered.

    Attributes
    ----------
    complaints : list of str
        Console errors (a breach of the content security policy is one) and uncaught exceptions.
    forgiven : list of str
        Patterns of complaints that a test provokes.
    """

    world: Live
    context: BrowserContext
    page: Page
    complaints: list[str]
    forgiven: list[str] = field(default_factory=list)

    def enter(self, name: str, course: str = "101") -> None:
        """Become somebody in the demo LMS."""
        self.page.goto(self.world.lms)
        section = self.page.locator(f"li:has(input[name=course][value='{course}'])")
        entrance = section.get_by_role("button", name=name, include_hidden=True)
        entrance.evaluate("button => { const more = button.closest('details'); if (more) more.open = true; }")
        entrance.click()
        self.page.wait_for_url(f"{self.world.lms}/courses/{course}")  # a busy machine is slower than what follows

    def open_activity(self) -> Frame:
        """From the course page into the activity, in the frame."""
        self.page.locator("a.button").first.click()
        return self.tool()

    def open_window(self) -> Page:
        """From the activity's page into a window of its own."""
        with self.page.expect_popup() as opened:
            self.page.locator("a[target=_blank]").click()
        arrived(opened.value)
        return opened.value

    def tool(self) -> Frame:
        """The frame with the activity, when a page of the tool stands in it."""
        element = self.page.locator("#tool").element_handle(timeout=PATIENCE)
        frame = _frame_of(element)
        arrived(frame)
        return frame

    def speak(self, language: str) -> None:
        """Read the LMS in this language."""
        button = self.page.locator(f"button[name=language][value={language}]")
        if button.count():
            button.click()

    def serious(self) -> list[str]:
        """Complaints that no test provoked."""
        return [one for one in self.complaints if not any(re.search(good, one) for good in self.forgiven)]

    def forgive(self, *patterns: str) -> None:
        """Say which complaints are part of the test."""
        self.forgiven.extend(patterns)


def listening(world: Live, context: BrowserContext) -> Visitor:
    """A visitor in this profile, every page of which is listened to."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.set_default_timeout(PATIENCE)
    page = context.pages[0] if context.pages else context.new_page()
    return Visitor(world, context, page, complaints)


def arrived(tool: Tool) -> None:
    """Wait until the tool's page is there and its scripts have taken the session into memory."""
    tool.locator("main h1").first.wait_for(timeout=PATIENCE)
    tool.wait_for_load_state()
    expect(tool.locator("meta[name=senda-token]")).to_have_count(0)


def heading(tool: Tool, text: str | re.Pattern[str]) -> None:
    """Wait for the page with this heading."""
    expect(tool.locator("main h1")).to_have_text(text)


def begin(tool: Tool, language: str = "es", *, way: str = "adaptive") -> None:
    """Choose on the start page, and see the first question."""
    tool.locator(f"input[name=profiling][value={way}]").check()
    tool.get_by_role("button", name=says(language, "Begin"), exact=True).click()
    expect(tool.locator("form.question")).to_be_visible()


def shown(tool: Tool) -> SimpleNamespace:
    """What the question's page would send: ids of attempt and item, whether it has choices."""
    form = tool.locator("form.question")
    return SimpleNamespace(
        attempt=form.locator("[name=attempt]").input_value(),
        item=form.locator("[name=item]").input_value(),
        choices=form.locator("fieldset.answers").count() > 0,
        keypad=form.locator("[data-keypad]").count() > 0,
    )


def fill_in(world: Live, tool: Tool, *, right: bool = True) -> SimpleNamespace:
    """Put the right (or a wrong) answer into the question's page; the key is read from the database."""
    question = shown(tool)
    solution = world.classroom.solution(question, right=right)
    if question.choices:
        tool.locator(f"form.question input[type=radio][value='{solution}']").check()
    else:
        tool.locator("#answer-text").fill(as_written(tool, solution))
    return question


def as_written(tool: Tool, solution: str) -> str:
    """A key as people of the question's language write it: keys have a decimal point."""
    spanish = tool.locator("form.question [name=language]").input_value() == "es"
    return solution.replace(".", ",") if spanish else solution


def send(tool: Tool) -> None:
    """Press "send the answer", in the tab that stands in front."""
    (tool.page if isinstance(tool, Frame) else tool).bring_to_front()
    tool.locator("form.question .actions .btn-primary").click()


def went_on(tool: Tool, question: SimpleNamespace) -> bool:
    """Wait for what comes after this question; whether it is another question."""
    other = tool.locator(f"form.question input[name=item]:not([value='{question.item}'])")
    other.or_(tool.locator(".legend")).or_(tool.locator("#grade-title")).first.wait_for(state="attached")
    return other.count() > 0


def answer(world: Live, tool: Tool, *, right: bool = True) -> bool:
    """Answer one question; whether another one came."""
    question = fill_in(world, tool, right=right)
    send(tool)
    return went_on(tool, question)


def tap(tool: Tool, text: str) -> None:
    """Write with the keys under the answer, as fingers do."""
    keys = tool.locator(".keypad")
    for sign in text:
        keys.locator(f'[data-write="{sign}"]').tap()


def turn(tool: Tool, press: Locator) -> None:
    """Press something and wait until it has changed the page."""
    tool.evaluate("document.querySelector('main').dataset.seen = ''")
    press.click()
    tool.locator("main:not([data-seen])").wait_for()


def formulas_drawn(place: Locator) -> None:
    """KaTeX has drawn what stands here."""
    expect(place.locator(".katex").first).to_be_visible()


# ---- time and grades -----------------------------------------------------------------------------


def later(world: Live, **by: float) -> None:
    """Let time pass for the tool and for the LMS; it is given as a `timedelta` is."""
    forward, clock = timedelta(**by), world.runtime.clock
    world.runtime.clock = lambda: clock() + forward
    world.platform.clock_offset += forward.total_seconds()


def grades_sent(world: Live, **by: float) -> None:
    """The worker looks, by default two seconds later: the LMS takes one score of a person per second."""
    later(world, **(by or {"seconds": 2}))
    send_grades(world.runtime, now=world.runtime.clock())


# ---- texts ---------------------------------------------------------------------------------------


def says(language: str, message: str) -> str:
    """A text of the pages in this language; fails where it is not translated."""
    if language == "en":
        return message
    text = _spanish()[message]
    assert text, f"{message!r} has no Spanish"
    return text


def strange_texts(tool: Tool, language: str) -> set[str]:
    """Texts of the page that belong to the other language."""
    pairs = {english: spanish for english, spanish in _spanish().items() if english != spanish}
    english, spanish = set(pairs), set(pairs.values())
    foreign = english - spanish if language == "es" else spanish - english
    return foreign & set(tool.evaluate(_VISIBLE_TEXTS))


def reads(tool: Tool, language: str) -> None:
    """The page is in this language, all of it."""
    expect(tool.locator("html")).to_have_attribute("lang", language)
    assert strange_texts(tool, language) == set()


@cache
def _spanish() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="es")
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    }


def _frame_of(element: ElementHandle) -> Frame:
    frame = element.content_frame()
    assert frame is not None
    return frame
