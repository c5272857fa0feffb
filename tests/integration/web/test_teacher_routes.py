"""The teacher's addresses and those about one's data, over a class that took a diagnostic by the real actions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.grades import GradeJob, LineItemRow

TRAP = '<i id="trap">=1+1</i>'


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[ShownClass]:
    """A class of which some took the diagnostic, some did not, and one is at it."""
    with shown_class(databases.make("sqlite")) as shown:
        classroom = shown.classroom
        classroom.set_up()
        classroom.take("strong", tutor=True, tutee=True)
        classroom.take("weak", right=False, tutor=True, tutee=True)
        classroom.take("fixed", profiling=False)
        classroom.enter("late")
        trapped = classroom.launch("trapped", name=TRAP).scope
        classroom.begin(trapped)
        while (question := classroom.question(trapped)) and question.kind == "choice":
            classroom.give(trapped, classroom.solution(question))
        yield shown


def test_the_map_shows_everybody_and_where_they_are(school: ShownClass) -> None:
    page = school.open(school.teacher, "class").text
    for name in (
        "Familystrong, Givenstrong",
        "Familyweak, Givenweak",
        "Familyfixed, Givenfixed",
        "Familylate, Givenlate",
    ):
        assert name in page
    assert "terminado, sin perfil" in page
    assert "no ha empezado" in page
    assert 'class="c c-mastered' in page
    assert 'class="c c-not_yet' in page
    assert TRAP not in page


def test_the_home_of_a_teacher_is_the_map(school: ShownClass) -> None:
    assert "data-class-map" in school.open(school.teacher, "").text


def test_a_placement_that_shows_nothing_yet_asks_what_it_shall_be(school: ShownClass) -> None:
    teacher = school.classroom.launch("teacher", Role.TEACHER, "C-new")
    page = school.open(teacher, "class").text
    assert 'name="framework"' in page


def test_the_spreadsheet_holds_the_whole_class_and_no_formula(school: ShownClass) -> None:
    answer = school.open(school.teacher, "class.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    by_name = {row[0]: row for row in rows}
    assert by_name["Familylate, Givenlate"][1] == "no ha empezado"
    assert "Dominado" in by_name["Familystrong, Givenstrong"]
    assert "Dominado" not in by_name["Familyweak, Givenweak"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_student_has_a_page_with_the_evidence_and_nobody_elses(school: ShownClass) -> None:
    page = school.open(school.teacher, f"students/{school.person('weak')}")
    assert "Givenweak Familyweak" in page.text
    assert "Por estas respuestas" in page.text
    assert "en contra del dominio" in page.text
    assert school.open(school.teacher, f"students/{school.person('late')}").status_code == 404
    assert school.open(school.teacher, "students/nobody").status_code == 404


def test_a_student_of_another_class_is_not_there(school: ShownClass) -> None:
    other = school.classroom.set_up("C-other")
    assert other.class_id != school.teacher.scope.class_id
    teacher = school.classroom.launch("teacher", Role.TEACHER, "C-other")
    assert school.open(teacher, f"students/{school.person('weak')}").status_code == 404
    assert "Familyweak" not in school.open(teacher, "class").text
    assert school.open(teacher, f"grades/{school.person('weak')}/send", x=1).status_code == 404


def test_what_a_student_typed_is_text_on_the_teachers_page(school: ShownClass) -> None:
    scope = school.classroom.enter("trapped")
    question = school.classroom.question(scope)
    assert question is not None
    school.classroom.give(scope, "7", page=question)
    # An answer that reached the log unread must not become marks either.
    from lti_tool.database.evidence import EvidenceEntry

    with school.classroom.database.write() as session:
        entry = session.scalars(
            select(EvidenceEntry)
            .where(EvidenceEntry.person_id == scope.person_id)
            .order_by(EvidenceEntry.id.desc())
        ).first()
        assert entry is not None
        entry.answer = TRAP
    page = school.open(school.teacher, f"students/{school.person('trapped')}").text
    assert TRAP not in page
    assert "&lt;i id=" in page


def test_the_board_proposes_who_could_help_whom(school: ShownClass) -> None:
    assert school.open(school.teacher, "tutoring-board/run", x=1).status_code == 303
    page = school.open(school.teacher, "tutoring-board").text
    assert "Givenweak Familyweak" in page
    assert "Givenstrong Familystrong" in page
    assert "pair-line" in page
    assert "No se ha dicho nada" in page


def test_another_formula_sends_every_grade_again_and_an_unknown_one_none(school: ShownClass) -> None:
    school.woken.clear()
    assert school.open(school.teacher, "grades/formula", formula="best_guess").status_code == 422
    assert school.woken == []
    assert school.open(school.teacher, "grades/formula", formula="share_mastered").status_code == 303
    assert school.woken == [("send_grades",)]
    with school.classroom.database.read() as session:
        first = session.scalars(select(Diagnostic).order_by(Diagnostic.id)).first()
        assert first is not None
        assert first.formula == "share_mastered"
        assert {job.state for job in session.scalars(select(GradeJob))} == {"waiting"}
    page = school.open(school.teacher, "grades").text
    assert ">0 de 100<" in page, "nothing mastered is a grade of zero, not a missing one"


def test_a_grade_is_sent_again_only_after_the_end(school: ShownClass) -> None:
    school.woken.clear()
    assert school.open(school.teacher, f"grades/{school.person('weak')}/send", x=1).status_code == 303
    assert school.woken == [("send_grades",)]
    assert school.open(school.teacher, f"grades/{school.person('late')}/send", x=1).status_code == 409


def test_the_page_of_grades_can_be_limited_to_a_state(school: ShownClass) -> None:
    nothing = school.open(school.teacher, "grades?state=failed").text
    assert "Givenweak" not in nothing
    waiting = school.open(school.teacher, "grades?state=waiting").text
    assert "Givenweak" in waiting
    assert "Givenlate" not in waiting
    assert "Givenlate" in school.open(school.teacher, "grades?state=none&page=99").text


def test_all_that_failed_goes_again_and_nothing_else(school: ShownClass) -> None:
    with school.classroom.database.write() as session:
        jobs = session.scalars(select(GradeJob).order_by(GradeJob.id)).all()
        for job in jobs:
            job.state = "sent"
        jobs[0].state, jobs[0].reason = "failed", "service_rejected"
        failed, before = jobs[0].id, {job.id: job.version for job in jobs}
    school.woken.clear()
    assert school.open(school.teacher, "grades/failed", x=1).status_code == 303
    assert school.woken == [("send_grades",)]
    with school.classroom.database.read() as session:
        after = {job.id: job for job in session.scalars(select(GradeJob))}
    assert (after[failed].state, after[failed].reason) == ("waiting", "")
    assert [one for one, job in after.items() if job.version != before[one]] == [failed]


def test_comparing_is_asked_for_and_done_by_the_worker(school: ShownClass) -> None:
    with school.classroom.database.read() as session:
        activity = session.scalars(select(CourseActivity).order_by(CourseActivity.id)).first()
        assert activity is not None
    school.woken.clear()
    assert school.open(school.teacher, "grades/compare", activity=activity.public_id).status_code == 409
    assert school.open(school.teacher, "grades/compare", activity="another").status_code == 404
    assert school.woken == []
    with school.classroom.database.write() as session:
        session.scalars(select(LineItemRow)).one().url = "https://lms.example/lineitems/1"
    assert school.open(school.teacher, "grades/compare", activity=activity.public_id).status_code == 303
    assert school.woken == [("compare_grades", school.teacher.scope, activity.public_id)]
    assert "Se están leyendo" in school.open(school.teacher, "grades").text or "are being read" in school.open(
        school.teacher, "grades"
    ).text


def test_a_column_is_deleted_only_of_an_activity_without_grade(school: ShownClass) -> None:
    assert school.open(school.teacher, "grades/column").status_code == 404
    school.woken.clear()
    assert school.open(school.teacher, "grades/column", x=1).status_code == 404
    with school.classroom.database.read() as session:
        activity = session.scalars(select(CourseActivity.public_id).order_by(CourseActivity.id)).first()
    assert school.open(school.teacher, "grades/column", activity=activity).status_code == 422
    assert school.woken == []


def test_students_have_no_page_of_grades(school: ShownClass) -> None:
    student = school.classroom.launch("late")
    for path in ("grades", "grades/column"):
        assert school.open(student, path).status_code in (403, 404)
    for path in ("grades/failed", "grades/compare", "grades/formula", "grades/column"):
        assert school.open(student, path, x=1).status_code in (403, 404)


def test_the_class_list_is_fetched_by_the_worker(school: ShownClass) -> None:
    school.woken.clear()
    answer = school.open(school.teacher, "roster", x=1)
    assert school.woken == [("sync_roster", school.teacher.scope)]
    assert (
        "Se está trayendo"
        in school.app.test_client()
        .get(answer.headers["Location"], headers={"Authorization": f"Bearer {school.teacher.token}"})
        .text
    )


def test_somebody_sees_who_looked_takes_the_data_along_and_erases_it(school: ShownClass) -> None:
    who = school.classroom.launch("leaving")
    school.classroom.begin(who.scope)
    school.classroom.finish(who.scope)
    school.open(school.teacher, f"students/{school.person('leaving')}")
    page = school.open(who, "data").text
    assert "Givenleaving" in page
    assert "Giventeacher Familyteacher" in page
    assert "tu resultado y las respuestas" in page
    held = json.loads(school.open(who, "data/download").data)
    assert held["tables"]["person"][0]["given_name"] == "Givenleaving"
    assert "Givenweak" not in json.dumps(held)
    assert school.open(who, "data/erase", understood="no").status_code == 422
    assert "Familyleaving" in school.open(school.teacher, "class").text
    erased = school.open(who, "data/erase", understood="yes")
    assert erased.status_code == 200
    assert "data-launch" not in erased.text
    assert "Familyleaving" not in school.open(school.teacher, "class").text
    assert school.open(who, "data").status_code == 401


def test_how_it_works_is_open_to_students_and_teachers(school: ShownClass) -> None:
    for who in (school.teacher, school.classroom.launch("late")):
        assert "Qué significan las palabras" in school.open(who, "how").text
