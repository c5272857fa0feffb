"""The answer that was on the page when the visit ended: it is taken, then a new launch is asked for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from classroom import own_bank
from fake_platform import MEMBERSHIP
from sqlalchemy import func, select
from test_access import Visitor, code, enter

from lti_tool.actions.find_visit import find_visit
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.runtime import now_utc
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.database.banks import Bank
from lti_tool.database.evidence import EvidenceEntry

COURSE = {"context": {"id": "course-late"}, "resource_link": {"id": "link-late"}}


@pytest.fixture
def answering(tool) -> Visitor:
    """A student with the first question of a diagnostic on the page."""
    teacher = enter(tool, MEMBERSHIP + "Instructor", **COURSE)
    database, now = tool.runtime.database, now_utc()
    scope = find_visit(database, teacher.launch, token=teacher.token, now=now).scope
    import_bank(database, scope.school_id, own_bank(), now=now)
    with database.read() as session:
        bank = session.scalars(select(Bank.public_id)).first()
    set_up_diagnostic(database, scope, bank, ("fractions",), "Fractions", now=now)
    student = enter(tool, **COURSE)
    assert student.post("start", profiling="adaptive").status_code == 303
    yield student
    tool.runtime.clock = now_utc


def shown(student: Visitor) -> dict[str, str]:
    """The hidden fields of the question's form."""
    page = student.get("question").text
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("attempt", "item")}


def responses(tool) -> int:
    with tool.runtime.database.read() as session:
        entries = select(func.count()).select_from(EvidenceEntry).where(EvidenceEntry.kind.in_(("response", "skip")))
        return session.scalar(entries)


def test_it_is_kept_once_within_a_day(tool, answering):
    fields, before = shown(answering), responses(tool)
    tool.runtime.clock = lambda: now_utc() + timedelta(hours=20)
    late = answering.post("answer", **fields, skipped="1")
    assert (late.status_code, code(late)) == (401, "answer_kept_session_expired")
    assert responses(tool) == before + 1
    # The same again changes nothing, and nothing else is open.
    answering.post("answer", **fields, skipped="1")
    assert responses(tool) == before + 1
    assert code(answering.get("question")) == "session_expired"
    assert code(answering.post("pause")) == "session_expired"


def test_not_after_a_day(tool, answering):
    fields, before = shown(answering), responses(tool)
    tool.runtime.clock = lambda: now_utc() + timedelta(hours=33)
    assert code(answering.post("answer", **fields, skipped="1")) == "session_expired"
    assert responses(tool) == before


def test_not_by_the_cookie(tool, answering):
    fields, before = shown(answering), responses(tool)
    assert code(answering.post("answer", token="", **fields, skipped="1")) == "header_required"
    assert responses(tool) == before
