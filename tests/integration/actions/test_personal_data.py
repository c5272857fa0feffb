"""Export and erasure walk one list, and the list is complete."""

import json

import pytest
from classroom import Classroom
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.contest_result import contest_result
from lti_tool.actions.loading import the_diagnostic
from lti_tool.actions.open_result import open_result
from lti_tool.actions.personal_data import erase_person, export_person, open_my_data
from lti_tool.actions.run_matching import run_matching
from lti_tool.database.accommodations import Accommodation
from lti_tool.database.base import public_id
from lti_tool.database.diagnostics import CutRating
from lti_tool.database.groups import note_groups
from lti_tool.database.imports import ImportJob
from lti_tool.database.judgements import OverrideRow, PortfolioEntry, RaterSeverity, RatingRow
from lti_tool.database.models import Base
from lti_tool.database.people import Person
from lti_tool.database.personal_data import PERSONAL_TABLES
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused


def test_every_table_that_refers_to_a_person_is_in_the_list() -> None:
    listed = {(one.table.name, column) for one in PERSONAL_TABLES for column in one.columns}
    found = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }
    assert found | {("person", "id")} == listed


def test_rows_can_be_deleted_in_the_order_of_the_list() -> None:
    place = {one.table.name: number for number, one in enumerate(PERSONAL_TABLES)}
    for one in PERSONAL_TABLES:
        for key in one.table.foreign_keys:
            target = key.column.table.name
            if target in place and target != one.table.name and one.owners:
                assert place[one.table.name] < place[target], f"{one.table.name} refers to {target}"


def join(classroom: Classroom, subject: str) -> None:
    """Somebody is in a group of the class."""
    who = classroom.enter(subject)
    with classroom.database.write_plainly() as connection:
        note_groups(
            connection, who.school_id, who.class_id, who.person_id, "group", ("7",), classroom.clock()
        )


@pytest.fixture
def busy(classroom: Classroom) -> Classroom:
    """A class in which everything has happened to somebody."""
    teacher = classroom.set_up()
    for subject, right in (("s1", True), ("s2", False), ("s3", False)):
        classroom.take(subject, right=right, tutor=right, tutee=not right)
        join(classroom, subject)
    weak = classroom.enter("s2")
    page = open_result(classroom.database, weak)
    assert page is not None
    contest_result(classroom.database, weak, page.areas[0].competencies[0].code, "No.", now=classroom.clock())
    open_result(classroom.database, teacher, page.person_id, now=classroom.clock())
    run_matching(classroom.database, teacher, now=classroom.clock(), seed=1)
    for subject in ("s1", "s2"):
        judged(classroom, classroom.enter(subject), teacher)
    return classroom


def judged(classroom: Classroom, who: Scope, teacher: Scope) -> None:
    """What is said of somebody, and what they say: rows of every table for it."""
    now, own = classroom.clock(), {"school_id": who.school_id, "class_id": who.class_id}
    with classroom.database.write() as session:
        diagnostic = the_diagnostic(session, who)
        what = {"framework_id": diagnostic.framework_id, "competency": "fractions-add", "created_at": now}
        entry = PortfolioEntry(
            **own, **what, public_id=public_id(), person_id=who.person_id, level=1, title=f"Of {who.person_id}"
        )
        session.add(entry)
        session.flush()
        session.add_all(
            (
                RatingRow(
                    **own, entry_id=entry.id, person_id=who.person_id, rater_id=rater.person_id,
                    rater_kind=kind, level=1, created_at=now,
                )
                for rater, kind in ((who, "self"), (teacher, "trainer"))
            )
        )  # fmt: skip
        session.add(
            OverrideRow(
                **own, **what, public_id=public_id(), person_id=who.person_id, teacher_id=teacher.person_id,
                word="mastered", reason="Explained it to the class.",
            )
        )  # fmt: skip
        session.add(
            RaterSeverity(
                **own, rater_id=who.person_id, rater_kind="peer", mean=0.0, sd=1.0, changed_at=now
            )
        )
        session.add(Accommodation(**own, person_id=who.person_id, time_factor=1.5, changed_at=now))
        session.add(
            CutRating(
                school_id=who.school_id, diagnostic_id=diagnostic.id, person_id=who.person_id,
                competency="fractions-add", of_ten=7, rated_at=now,
            )
        )  # fmt: skip
        session.add(
            ImportJob(
                **own, public_id=public_id(), person_id=who.person_id, kind="bank", filename="a.gift", size=1,
                status="ready", created_at=now, touched_at=now,
            )
        )  # fmt: skip


def test_what_a_teacher_said_stays_when_the_teacher_is_erased(busy: Classroom) -> None:
    teacher, student = busy.enter("teacher", Role.TEACHER), busy.enter("s2")
    erase_person(busy.database, teacher, now=busy.clock())
    with busy.database.read() as session:
        of_student = session.scalars(
            select(OverrideRow).where(OverrideRow.person_id == student.person_id)
        ).one()
        assert of_student.teacher_id is None
        raters = session.scalars(select(RatingRow.rater_id).where(RatingRow.person_id == student.person_id))
        assert set(raters) == {student.person_id, None}


def test_an_export_holds_rows_of_every_table_and_nothing_of_others(busy: Classroom) -> None:
    document = export_person(busy.database, busy.enter("s2"))
    filled = {name for name, rows in document["tables"].items() if rows}
    expected = {one.table.name for one in PERSONAL_TABLES} - {"matching_run", "grade_audit"}
    assert filled == expected
    text = json.dumps(document, ensure_ascii=False)
    assert "Givens2" in text
    assert "Givens1" not in text
    assert "Givens3" not in text
    assert "digest" not in text


def test_erasing_leaves_no_row_and_touches_nobody_else(busy: Classroom) -> None:
    scope, other = busy.enter("s2"), busy.enter("s1")
    before = export_person(busy.database, other)
    assert erase_person(busy.database, scope, now=busy.clock()) > 20
    with busy.database.read() as session:
        for one in PERSONAL_TABLES:
            assert session.execute(select(one.table).where(one.rows_about(scope.person_id))).all() == []
        assert session.get(Person, other.person_id) is not None
    after = export_person(busy.database, other)
    pairs = before["tables"].pop("matched_pair"), after["tables"].pop("matched_pair")
    assert after == before
    assert len(pairs[1]) <= len(pairs[0])


def test_my_data_says_what_is_held_and_who_looked(busy: Classroom) -> None:
    page = open_my_data(busy.database, busy.enter("s2"))
    kinds = {holding.kind for holding in page.holdings}
    assert {"identity", "answers", "results", "choices", "path", "contests", "visits"} <= kinds
    assert [look.who for look in page.looks] == ["Giventeacher Familyteacher"]
    assert page.looks[0].what == "result"


def test_a_student_exports_nobody_else(busy: Classroom) -> None:
    scope = busy.enter("s2")
    page = open_result(busy.database, scope)
    assert page is not None
    with pytest.raises(AccessRefused):
        export_person(busy.database, busy.enter("s1"), page.person_id)
