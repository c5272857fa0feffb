"""A teacher brings their own files into a bank, links the questions, and looks at what is missing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import expect
from teacher_walk import LANGUAGE, Walk
from teachers_bank import (
    ADD,
    COMPARE,
    GIFT,
    GIFT_CATEGORIES,
    QUESTIONS,
    XML_CATEGORIES,
    moodle_file,
)
from test_banks_whole_way import entries
from visits import heading, says, turn

BANK = "Fracciones de Carmen"
IN_LANGUAGE = "Language of the questions, where the file does not say it"


def bring_in(walk: Walk, folder: Path) -> None:
    """Both files into one bank, the first one linked by category."""
    page = walk.page
    walk.at("What does your class learn?")
    walk.seen("nothing-yet")
    turn(page, page.locator(".placing-bring a"))
    walk.follow("Question banks")
    gift, xml = folder / "fracciones.gift", folder / "unidad3.xml"
    gift.write_bytes(GIFT)
    xml.write_bytes(moodle_file())
    walk.follow("Bring in a file")
    walk.labelled("File").set_input_files(gift)
    walk.labelled("Name of the new bank").fill(BANK)
    walk.labelled(IN_LANGUAGE).select_option("es")
    walk.seen("file-chosen")
    send(walk, 13)
    expect(page.locator(".finding").filter(has_text="windows-1252")).to_be_visible()
    expect(page.locator(".list-facts")).to_contain_text("essay (1)")
    expect(page.locator(".sample-question").first).to_contain_text("¿Cuál de estas fracciones es la mayor?")
    walk.seen("gift-preview")
    for name, competency in GIFT_CATEGORIES.items():
        page.get_by_label(name).select_option(competency)
    take(walk)
    walk.seen("gift-taken")

    walk.follow("Open the bank")
    walk.follow("Bring in a file")
    expect(page.locator("#title")).to_be_hidden()
    walk.labelled("File").set_input_files(xml)
    walk.labelled(IN_LANGUAGE).select_option("es")
    send(walk, 11)
    expect(page.locator(".list-facts")).to_contain_text("essay (1)")
    image = page.locator(".sample-question img").first
    assert image.evaluate("one => one.complete && one.naturalWidth") == 240
    expect(page.locator("#alt-title")).to_be_visible()
    walk.seen("xml-preview")
    page.locator("input[name=by][value=none]").check()
    take(walk)
    held = entries(walk.world, BANK)
    assert {item.code for item, _ in held} == {question.code for question in QUESTIONS}
    assert len({item.kind for item, _ in held}) == 7
    assert [entry.withheld for _, entry in held] == [""] * 13 + ["unlinked"] * 11
    assert all(entry.difficulty is None for _, entry in held), "nobody has said how hard they are"


def send(walk: Walk, questions: int) -> None:
    """Send the file; the worker reads it."""
    page = walk.page
    page.get_by_role("button", name=says(LANGUAGE, "Send it")).click()
    walk.at("Your file is being read")
    walk.work("read_import")
    heading(page, re.compile(rf"\b{questions}\b"))


def take(walk: Walk) -> None:
    walk.press("Take them in")
    walk.at("Your file is being taken in")
    walk.work("take_import")
    heading(walk.page, says(LANGUAGE, "The questions are in “%(bank)s”") % {"bank": BANK})


def link(walk: Walk) -> None:
    """What is not linked yet, a category at a time; then there is enough of both."""
    page = walk.page
    walk.follow("Link what is not linked yet")
    for name, competency in XML_CATEGORIES.items():
        details = page.locator("form.bank-search details")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        page.locator("#category").select_option(name)
        turn(page, page.locator("form.bank-search button"))
        walk.labelled("All on this page").check()
        page.locator("#competency_to").select_option(competency)
        if name == next(iter(XML_CATEGORIES)):
            walk.seen("linking")
        else:
            expect(page.locator(".bank-table")).to_contain_text("____ y 1 - 1/4 es ____")
        walk.press("See what would change")
        walk.press("Change them")
        expect(page.locator(".message-good")).to_be_visible()
    counted = Counter(tuple(entry.competencies) for _, entry in entries(walk.world, BANK))
    assert counted == {(COMPARE,): 12, (ADD,): 12}
    walk.follow("What is missing")
    enough = page.locator(".coverage-table tr:has(.supply-enough)")
    expect(enough).to_have_count(2)
    for row in enough.all():
        expect(row.locator(".supply")).to_contain_text("12")
    walk.seen("coverage")
