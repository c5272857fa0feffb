"""A teacher's way with a list of competencies: taken in, copied, edited by keyboard, put to use, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Newcomer
from live import Live
from playwright.sync_api import Frame, expect
from sqlalchemy import select
from visits import PATIENCE, Visitor, heading, reads, turn

from lti_tool.actions.framework_rows import spec_of
from lti_tool.database.frameworks import FrameworkVersion

pytestmark = pytest.mark.browser

UNESCO = "ICT Competency Framework for Teachers (UNESCO)"


def lists(newcomer: Newcomer) -> tuple[Visitor, Frame]:
    """In front of the lists of the school."""
    visitor = newcomer(viewport={"width": 1280, "height": 900}, locale="en-GB")
    visitor.enter("Carmen Ortega Vidal")
    visitor.speak("en")
    tool = visitor.open_activity()
    turn(tool, tool.get_by_role("link", name="Materials", exact=True).first)
    turn(tool, tool.get_by_role("link", name="Lists of competencies"))
    heading(tool, "Lists of competencies")
    return visitor, tool


def file_of(visitor: Visitor, tool: Frame, button: str, folder: Path) -> Path:
    with visitor.page.expect_download() as downloaded:
        tool.get_by_role("link", name=button).click()
    path = folder / downloaded.value.suggested_filename
    downloaded.value.save_as(path)
    return path


def bring_in(tool: Frame, path: Path) -> None:
    turn(tool, tool.get_by_role("link", name="Materials", exact=True).first)
    turn(tool, tool.get_by_role("link", name="Lists of competencies"))
    turn(tool, tool.get_by_role("link", name="Bring in a list"))
    tool.get_by_label("CASE package (.json) or table (.csv)").set_input_files(path)
    turn(tool, tool.get_by_role("button", name="Look at it"))


def test_from_one_click_to_a_changed_version_and_back(newcomer: Newcomer, world: Live, tmp_path: Path) -> None:
    visitor, tool = lists(newcomer)
    turn(tool, tool.get_by_role("button", name=f"Take it in · {UNESCO}"))
    heading(tool, UNESCO)
    expect(tool.locator(".order-graph .order-node")).to_have_count(18)
    expect(tool.locator(".order-graph .order-line")).to_have_count(12)
    turn(tool, tool.get_by_role("button", name="Make a copy to edit"))
    heading(tool, f"Edit: {UNESCO}")

    turn(tool, tool.get_by_role("link", name="What comes before what"))
    tool.get_by_label("First", exact=True).select_option("KC.1")
    tool.get_by_label("Then", exact=True).select_option("KA.1")
    turn(tool, tool.get_by_role("button", name="Add", exact=True))
    expect(tool.get_by_role("alert").filter(has_text="circle")).to_contain_text(
        "Policy Understanding → Policy Application → Policy Innovation → Policy Understanding"
    )
    visitor.forgive("422")
    assert tool.get_by_label("First", exact=True).input_value() == "KC.1", "what was chosen is still there"
    expect(tool.locator(".order-line")).to_have_count(12)

    # By keyboard alone: choose, choose, add; the first field has the focus again.
    tool.get_by_label("First", exact=True).focus()
    tool.get_by_label("First", exact=True).select_option("KA.1")
    visitor.page.keyboard.press("Tab")
    tool.get_by_label("Then", exact=True).select_option("KA.2")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    expect(tool.get_by_role("status").filter(has_text="Added.")).to_be_visible(timeout=PATIENCE)
    expect(tool.get_by_label("First", exact=True)).to_be_focused()
    expect(tool.locator(".order-line")).to_have_count(13)

    turn(tool, tool.get_by_role("link", name=UNESCO))
    turn(tool, tool.get_by_role("link", name="Curriculum and Assessment"))
    turn(tool, tool.get_by_role("link", name="Basic Knowledge"))
    tool.get_by_label("Name in English").first.fill("Knowing the basics")
    tool.get_by_label("How important it is").select_option(label="twice as important")
    turn(tool, tool.get_by_role("button", name="Save", exact=True))
    expect(tool.get_by_role("link", name="Knowing the basics")).to_be_visible()
    turn(tool, tool.get_by_role("link", name=UNESCO))
    turn(tool, tool.get_by_role("button", name="Use it"))
    heading(tool, UNESCO)
    expect(tool.get_by_text("importance 2")).to_be_attached()

    for button in ("Download as CASE", "Download as a table"):
        turn(tool, tool.get_by_role("link", name="Lists of competencies"))
        turn(tool, tool.get_by_role("link", name=UNESCO).last)
        path = file_of(visitor, tool, button, tmp_path)
        bring_in(tool, path)
        heading(tool, "Take in this list?")
        expect(tool.get_by_text("Your school has exactly this list already.")).to_be_visible()
        reads(tool, "en")
        turn(tool, tool.get_by_role("button", name="Open it"))
        heading(tool, UNESCO)
    with world.runtime.database.read() as session:
        rows = session.scalars(
            select(FrameworkVersion).where(FrameworkVersion.code == "unesco-ict-cft-3").order_by(FrameworkVersion.id)
        ).all()
        first, changed = map(spec_of, rows)
    assert [one.version for one in (first, changed)] == ["3", "3-2"]
    assert set(changed.prerequisites) - set(first.prerequisites) == {("KA.1", "KA.2")}
    assert next(c for c in changed.competencies if c.code == "KA.2").weight == 2


def test_a_file_with_faults_is_told_line_by_line(newcomer: Newcomer, tmp_path: Path) -> None:
    visitor, tool = lists(newcomer)
    path = tmp_path / "mine.csv"
    path.write_text("kind,code,name_es,parent,prerequisites\narea,A,Uno,,\ncompetency,c,Sumar,A,d\ncompetency,d,Restar,A,c\ncompetency,e,Perdida,Z,\n", encoding="utf-8")
    bring_in(tool, path)
    heading(tool, "This list cannot be taken in yet")
    findings = tool.locator(".finding-fatal")
    expect(findings).to_have_count(2)
    expect(findings.filter(has_text="circle")).to_contain_text("Sumar → Restar → Sumar")
    expect(findings.filter(has_text="Line 5")).to_contain_text("Perdida")
    turn(tool, tool.get_by_role("button", name="Don't take it in"))
    heading(tool, "Lists of competencies")
    assert visitor.serious() == []


def test_a_file_that_is_too_large_does_not_set_out(newcomer: Newcomer, tmp_path: Path) -> None:
    visitor, tool = lists(newcomer)
    turn(tool, tool.get_by_role("link", name="Bring in a list"))
    path = tmp_path / "large.json"
    with path.open("wb") as stream:
        stream.truncate(60 * 1024 * 1024)
    sent: list[str] = []
    visitor.page.on("request", lambda request: sent.append(request.method))
    field = tool.get_by_label("CASE package (.json) or table (.csv)")
    field.set_input_files(path)
    assert field.evaluate("one => one.validationMessage") == "This file is larger than 50 MB."
    tool.get_by_role("button", name="Look at it").click()
    visitor.page.wait_for_timeout(300)
    assert "POST" not in sent
