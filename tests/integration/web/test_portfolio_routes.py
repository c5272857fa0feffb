"""The pages on which learners show evidence and people judge it: who may open what, and what comes back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select
from teachers_course import show, take, teachers_course

import lti_tool.web
from adapters.lms.base import Role
from lti_tool.actions.judge_evidence import judge_evidence
from lti_tool.actions.start_launch import Started
from lti_tool.database.judgements import PortfolioEntry, RatingRow

TRAP = '<i id="trap">x</i>'


@pytest.fixture(scope="module")
def course(databases: Databases) -> Iterator[ShownClass]:
    """Teachers in training, and the application that shows their course."""
    with shown_class(databases.make("sqlite")) as shown:
        teachers_course(shown.classroom)
        for subject in ("ana", "ben"):
            take(shown.classroom, subject)
        yield shown


def enter(course: ShownClass, subject: str, role: Role = Role.STUDENT, code: str = "F1") -> Started:
    return course.classroom.launch(subject, role, code)


GOOD = {"competency": "A3", "level": "2", "title": f"Unidad {TRAP}", "text": f"Hecho {TRAP}", "link": "https://example.org/u"}


def test_a_learner_shows_something_step_by_step(course: ShownClass) -> None:
    ana = enter(course, "ana")
    assert "Show what you do" in in_english(course, ana, "result")
    page = course.open(ana, "portfolio/new").text
    assert page.count("portfolio/new?competency=") == 6
    form = course.open(ana, "portfolio/new?competency=A3").text
    assert "2. Knowledge Deepening" in form
    assert "Complex Problem-solving" in form
    bad = course.open(ana, "portfolio/new", **{**GOOD, "link": "javascript:alert(1)"})
    assert bad.status_code == 422
    assert 'role="alert"' in bad.text
    assert "javascript:alert(1)" in bad.text, "what was typed is still there"
    answer = course.open(ana, "portfolio/new", **GOOD)
    assert answer.status_code == 303
    entry = course.open(ana, answer.headers["Location"].split("/", 3)[3]).text
    assert TRAP not in entry
    assert 'rel="noopener noreferrer nofollow"' in entry
    assert 'href="https://example.org/u"' in entry


def in_english(course: ShownClass, who: Started, path: str) -> str:
    course.open(who, "language", language="en", next="/")
    return course.open(who, path).text


def test_from_the_first_word_to_the_level_with_its_evidence(course: ShownClass) -> None:
    ana, ben, trainer = enter(course, "ana"), enter(course, "ben"), enter(course, "trainer", Role.TEACHER)
    entry = show(course.classroom, ana.scope, title="Con compañeros")
    assert course.open(ana, f"portfolio/shown/{entry}/judge", level="3", comment="").status_code == 303
    listed = course.open(ben, "portfolio/class").text
    assert "Con compañeros" in listed
    judging = course.open(ben, f"portfolio/class/{entry}").text
    assert "Givenana Familyana" in judging
    assert not re.search(r"<input[^>]*name=\"level\"[^>]* checked", judging)
    missing = course.open(ben, f"portfolio/class/{entry}", comment="sin nivel")
    assert missing.status_code == 422
    assert "sin nivel" in missing.text
    assert course.open(ben, f"portfolio/class/{entry}", level="2", comment=TRAP).status_code == 303
    before = course.open(trainer, f"evidence/shown/{entry}").text
    assert "Givenben" not in before
    course.woken.clear()
    assert course.open(trainer, f"evidence/shown/{entry}", level="2", comment="bien").status_code == 303
    assert ("send_grades",) in course.woken
    after = course.open(trainer, f"evidence/shown/{entry}").text
    assert "Givenben Familyben" in after
    assert TRAP not in after
    own = course.open(ana, f"portfolio/shown/{entry}").text
    assert "Givenben" not in own
    assert TRAP not in own
    assert "bien" in own
    mine = course.open(ana, "portfolio/").text
    assert f"portfolio/shown/{entry}" in mine
    told = course.open(trainer, f"evidence/students/{course.person('ana')}").text
    assert f"evidence/shown/{entry}" in told


def test_doors_are_shut_to_those_they_are_not_for(course: ShownClass) -> None:
    ana, ben, trainer = enter(course, "ana"), enter(course, "ben"), enter(course, "trainer", Role.TEACHER)
    closed = show(course.classroom, ana.scope, title="Cerrada", peers=False)
    for path in (f"portfolio/class/{closed}", f"portfolio/shown/{closed}", f"portfolio/shown/{closed}/edit"):
        assert course.open(ben, path).status_code == 404, path
    for path in (
        f"portfolio/class/{closed}",
        f"portfolio/shown/{closed}/judge",
        f"portfolio/shown/{closed}/withdraw",
        f"portfolio/shown/{closed}/edit",
    ):
        assert course.open(ben, path, **GOOD).status_code == 404, path
    assert course.open(ana, f"portfolio/class/{closed}").status_code == 404, "nobody is their own classmate"
    for path in ("evidence/", "evidence/levels", "evidence/levels.csv", f"evidence/shown/{closed}"):
        assert course.open(ana, path).status_code == 403, path
    assert course.open(trainer, "portfolio/").status_code == 403
    other = enter(course, "ana", code="elsewhere")
    assert course.open(other, "portfolio/").status_code == 404, "nothing is placed there"
    with course.classroom.database.read() as session:
        row = session.scalars(select(PortfolioEntry).where(PortfolioEntry.public_id == closed)).one()
        assert row.withdrawn_at is None
        assert session.scalars(select(RatingRow).where(RatingRow.entry_id == row.id)).all() == []


def test_what_was_judged_stays_and_can_be_closed_or_taken_back(course: ShownClass) -> None:
    ana, ben = enter(course, "ana"), enter(course, "ben")
    entry = show(course.classroom, ana.scope, title="Se queda")
    judge_evidence(course.classroom.database, ben.scope, entry, 2, now=course.classroom.clock.now)
    form = course.open(ana, f"portfolio/shown/{entry}/edit").text
    assert 'type="hidden" name="title"' in form
    refused = course.open(ana, f"portfolio/shown/{entry}/edit", **GOOD)
    assert refused.status_code == 409
    same = {"competency": "A3", "level": "2", "title": "Se queda", "text": "Lo que hice y por qué.", "link": "https://example.org/unit"}
    assert course.open(ana, f"portfolio/shown/{entry}/edit", **same).status_code == 303
    assert course.open(ben, f"portfolio/class/{entry}").status_code == 404
    assert course.open(ana, f"portfolio/shown/{entry}/withdraw", yes="1").status_code == 303
    assert "Se queda" not in course.open(ana, "portfolio/").text


def test_the_levels_of_the_class_as_a_page_and_as_a_file(course: ShownClass) -> None:
    trainer = enter(course, "trainer", Role.TEACHER)
    page = course.open(trainer, "evidence/levels").text
    assert "Familyana, Givenana" in page
    answer = course.open(trainer, "evidence/levels.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows[0]) == 1 + 3 * 6
    by_name = {row[0]: row for row in rows}
    assert by_name["Familyana, Givenana"][1] in {"0", "1", "2", "3", ""}
    assert "evidence/" in course.open(trainer, "class").text


def test_no_page_calls_a_level_an_accreditation(course: ShownClass) -> None:
    """Only one sentence has the word, and it denies it."""
    templates = Path(lti_tool.web.__file__).parent / "templates"
    words = re.compile(r"acredit|accredit|certif", re.IGNORECASE)
    found = [
        line
        for path in [*templates.glob("**/*portfolio*"), *templates.glob("**/*evidence*")]
        for line in path.read_text(encoding="utf-8").splitlines()
        if words.search(line.replace("no_accreditation", ""))
    ]
    assert len(found) == 1
    assert "It is not an accreditation." in found[0]
    trainer, ana = enter(course, "trainer", Role.TEACHER), enter(course, "ana")
    for who, path in (
        (trainer, "evidence/levels"), (trainer, f"evidence/students/{course.person('ana')}"), (ana, "portfolio/"),
    ):  # fmt: skip
        assert len(words.findall(course.open(who, path).text)) == 1, path
    for who, path in ((trainer, "evidence/"), (ana, "portfolio/class"), (ana, "portfolio/new")):
        assert not words.search(course.open(who, path).text), path
