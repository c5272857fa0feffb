"""A teacher brings in a GIFT file of Windows and a Moodle XML with images, links them, and takes them along."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bank_files import BAD, TEACHERS_GIFT, category, choice, moodle, png, with_image
from conftest import Newcomer
from live import Live
from playwright.sync_api import Frame, Route, expect
from sqlalchemy import select
from visits import heading, turn

from lti_tool.actions.read_import import read_import
from lti_tool.actions.sweep_imports import imports_due
from lti_tool.actions.take_import import take_import
from lti_tool.actions.upload_file import PIECE
from lti_tool.database.banks import Bank, BankEntry, ItemRow

pytestmark = pytest.mark.browser

TEACHER = "Carmen Ortega Vidal"


@contextmanager
def worker(world: Live) -> Iterator[None]:
    """The worker's sweep, as often as a test needs it."""
    ended = threading.Event()
    tasks = {"read": read_import, "take": take_import}

    def work() -> None:
        while not ended.wait(0.3):
            for step, job in imports_due(world.runtime.database, "bank", world.runtime.clock()):
                tasks[step](world.runtime.database, job, clock=world.runtime.clock)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def entries(world: Live, title: str) -> list[tuple[ItemRow, BankEntry]]:
    with world.runtime.database.read() as session:
        rows = session.execute(
            select(ItemRow, BankEntry)
            .join(BankEntry, BankEntry.item_id == ItemRow.id)
            .join(Bank, Bank.id == ItemRow.bank_id)
            .where(Bank.title == title, BankEntry.until.is_(None))
            .order_by(ItemRow.position)
        )
        return [(item, entry) for item, entry in rows]


def to_banks(tool: Frame) -> None:
    turn(tool, tool.get_by_role("link", name="Materials"))
    turn(tool, tool.get_by_role("link", name="Question banks"))


def choose(tool: Frame, path: Path) -> None:
    turn(tool, tool.get_by_role("link", name="Bring in a file").first)
    tool.get_by_label("File", exact=True).set_input_files(path)


def test_two_files_of_a_teacher(newcomer: Newcomer, world: Live, tmp_path: Path) -> None:
    gift, xml = tmp_path / "fracciones.gift", tmp_path / "fotos.xml"
    gift.write_bytes(TEACHERS_GIFT)
    many = "".join(choice(f"q{n}", "x" * 1200) for n in range(2500))
    xml.write_bytes(moodle(category("Fotos"), with_image("foto", png(4)), category("Muchas"), many))
    assert xml.stat().st_size > PIECE, "several pieces"
    teacher = newcomer(viewport={"width": 1000, "height": 900}, locale="en-GB")
    teacher.enter(TEACHER)
    teacher.speak("en")
    tool = teacher.open_activity()
    to_banks(tool)
    choose(tool, gift)
    expect(tool.get_by_label("Name of the new bank")).to_have_value("fracciones")
    tool.get_by_role("button", name="Send it").click()
    heading(tool, "Your file is being read")
    expect(tool.get_by_text("It waits for its turn.")).to_be_visible()
    with worker(world):
        heading(tool, "Take in 4 questions?")
        expect(tool.get_by_text("windows-1252")).to_be_visible()
        expect(tool.locator("#by-category")).to_be_visible()
        tool.get_by_label("Fracciones/Suma").select_option(index=3)
        turn(tool, tool.get_by_role("button", name="Take them in"))
        heading(tool, "The questions are in “fracciones”")
    stored = entries(world, "fracciones")
    assert [bool(entry.competencies) for _, entry in stored] == [True, True, True, False]
    turn(tool, tool.get_by_role("link", name="Link what is not linked yet"))
    link_all(tool)
    assert all(entry.competencies and not entry.withheld for _, entry in entries(world, "fracciones"))

    to_banks(tool)
    choose(tool, xml)
    lost = break_once(teacher.page.context)
    teacher.forgive("ERR_CONNECTION_RESET")
    tool.get_by_role("button", name="Send it").click()
    with worker(world):
        heading(tool, "Take in 2501 questions?")
        assert lost, "a piece was lost on its way"
        image = tool.locator(".sample-question img").first
        assert image.evaluate("one => one.complete && one.naturalWidth") == 2
        turn(tool, tool.get_by_role("button", name="Take them in"))
        heading(tool, "The questions are in “fotos”")
    turn(tool, tool.get_by_role("link", name="Open the bank"))
    tool.get_by_label("Look for words or a code").fill("foto")
    turn(tool, tool.get_by_role("button", name="Search"))
    expect(tool.get_by_text("1 question found")).to_be_visible()
    turn(tool, tool.get_by_role("link", name="Take along"))
    with teacher.page.expect_download() as waiting:
        tool.locator("a[data-download$='.xml']").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.count(b'<question type="multichoice">') == 2501
    assert b'encoding="base64"' in data


def link_all(tool: Frame) -> None:
    """Link all questions of the page, and see it before."""
    tool.get_by_label("All on this page").check()
    expect(tool.get_by_text("1 chosen")).to_be_visible()
    tool.get_by_label("Competency", exact=True).last.select_option(index=2)
    turn(tool, tool.get_by_role("button", name="See what would change"))
    heading(tool, "Change 1 question?")
    turn(tool, tool.get_by_role("button", name="Change them"))
    expect(tool.get_by_text("1 question was changed.")).to_be_visible()


def break_once(context: object) -> list[str]:
    """Lose one piece of an upload on its way."""
    lost: list[str] = []

    def stop(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.abort("connectionreset")

    context.route(re.compile(r"/parts/1$"), stop)  # type: ignore[attr-defined]
    return lost


def test_a_bad_file_says_why(newcomer: Newcomer, world: Live, tmp_path: Path) -> None:
    bad = tmp_path / "malo.xml"
    bad.write_bytes(BAD["no right answer"])
    teacher = newcomer(viewport={"width": 390, "height": 800}, locale="en-GB")
    teacher.enter(TEACHER)
    teacher.speak("en")
    tool = teacher.open_activity()
    to_banks(tool)
    choose(tool, bad)
    tool.get_by_role("button", name="Send it").click()
    with worker(world):
        heading(tool, "This file cannot be taken in yet")
    expect(tool.get_by_text("No answer is right: at least one must be.")).to_be_visible()
    assert tool.get_by_role("button", name="Take them in").count() == 0
    turn(tool, tool.get_by_role("button", name="Throw the file away"))
    heading(tool, "Question banks")
    assert tool.get_by_text("malo.xml").count() == 0
