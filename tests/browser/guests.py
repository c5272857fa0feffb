"""A person at Firefox or WebKit: enters the demo LMS, opens the activity, answers."""

from __future__ import annotations

from types import SimpleNamespace

from engines import Engine
from live import Live
from webdriver import Tab

QUESTION = "form.question"


class Guest:
    """A person at one of the browsers.

    Attributes
    ----------
    forgiven : list of str
        Parts of complaints that a test provokes.
    """

    def __init__(self, world: Live, browser: Engine, page: Tab) -> None:
        self.world, self.browser, self.page = world, browser, page
        self.tool = self.page.inside("#tool")
        self.forgiven: list[str] = []

    def enter(self, subject: str, course: str = "101") -> None:
        """Become somebody in the demo LMS and press on the activity."""
        self.page.goto(self.world.lms)
        # What stands in a closed list cannot be pressed.
        self.page.run("document.querySelectorAll('details').forEach((more) => { more.open = true; })")
        self.page.click(f"li:has(input[name=course][value='{course}']) button[value='{subject}']")
        self.page.click("a.button")

    def begin(self, tool: Tab | None = None) -> None:
        """Choose on the start page, and see the first question."""
        tool = tool or self.tool
        arrived(tool)
        tool.click("input[name=profiling][value=adaptive]")
        tool.click("form .btn-primary")
        tool.shows(QUESTION)

    def answer(self, tool: Tab | None = None) -> None:
        """Give the right answer and see another question."""
        tool = tool or self.tool
        item = self.fill_in(tool)
        send(tool)
        tool.wait(
            "return (document.querySelector('[name=item]')?.value ?? arguments[0]) !== arguments[0]", item
        )

    def fill_in(self, tool: Tab | None = None) -> str:
        """Put the right answer into the question's page; the item."""
        tool = tool or self.tool
        shown = SimpleNamespace(
            attempt=tool.value(f"{QUESTION} [name=attempt]"), item=tool.value(f"{QUESTION} [name=item]")
        )
        solution = self.world.classroom.solution(shown)
        if tool.count("fieldset.answers"):
            tool.click(f"{QUESTION} input[type=radio][value='{solution}']")
        else:
            spanish = tool.value(f"{QUESTION} [name=language]") == "es"
            tool.write("#answer-text", solution.replace(".", ",") if spanish else solution)
        return str(shown.item)


def arrived(tool: Tab) -> None:
    """Wait until the tool's page is there and its scripts have taken the session into memory."""
    tool.wait(
        """return document.readyState === "complete" && document.body.dataset.launch !== undefined
        && document.querySelector("main h1") && !document.querySelector("meta[name=senda-token]")"""
    )


def send(tool: Tab) -> None:
    tool.click(f"{QUESTION} .actions .btn-primary")
