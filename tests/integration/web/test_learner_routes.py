"""What a teacher sees and says of students, over the real application."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.start_launch import Started
from lti_tool.database.audit import AuditEvent
from lti_tool.database.classes import CourseClass

REASON = "El lunes lo explicó en la pizarra <b>muy bien</b>."


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[ShownClass]:
    with shown_class(databases.make("sqlite")) as shown:
        classroom = shown.classroom
        classroom.set_up()
        classroom.take("strong")
        classroom.take("weak", right=False)
        classroom.take("fixed", profiling=False)
        classroom.enter("late")
        yield shown


def first_code(school: ShownClass, subject: str) -> str:
    page = school.open(school.teacher, f"students/{school.person(subject)}").text
    return re.findall(r'id="c-([^"]+)"', page)[0]


def student(school: ShownClass, subject: str) -> Started:
    return school.classroom.launch(subject)


def test_from_a_decision_to_what_the_student_reads_and_back(school: ShownClass) -> None:
    who, code = school.person("weak"), first_code(school, "weak")
    form = school.open(school.teacher, f"learners/students/{who}/override/{code}").text
    assert 'name="reason"' in form
    school.woken.clear()
    sent = {"decision": "mastered", "reason": REASON, "understood": "yes"}
    answer = school.open(school.teacher, f"learners/students/{who}/override/{code}", **sent)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/students/{who}#c-{code}")
    assert school.woken == [("send_grades",)]

    seen = school.open(student(school, "weak"), "result").text
    assert "muy bien" in seen
    assert "<b>muy bien" not in seen, "a reason is text"
    assert "Giventeacher Familyteacher" in seen
    assert 'class="decided"' in seen
    page = school.open(school.teacher, f"students/{who}").text
    assert f"learners/students/{who}/withdraw/{code}" in page
    assert "mark-decided" in school.open(school.teacher, "class").text
    over_time = school.open(school.teacher, f"learners/students/{who}?competency={code}").text
    assert over_time.count('class="trajectory"') > 2
    assert 'path class="traj-dot"' in over_time
    assert school.open(school.teacher, f"learners/students/{who}?competency=nothing").status_code == 404

    asked = school.open(school.teacher, f"learners/students/{who}/withdraw/{code}").text
    override = re.findall(r'name="override" value="([^"]+)"', asked)[0]
    gone = school.open(school.teacher, f"learners/students/{who}/withdraw/{code}", override=override)
    assert gone.status_code == 303
    assert 'class="decided"' not in school.open(student(school, "weak"), "result").text
    assert school.open(school.teacher, f"learners/students/{who}/withdraw/{code}").status_code == 404


@pytest.mark.parametrize(
    ("change", "kept"),
    [({"reason": "bien"}, "bien"), ({"understood": ""}, "pizarra"), ({"decision": ""}, "pizarra")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    school: ShownClass, change: dict[str, str], kept: str
) -> None:
    who, code = school.person("weak"), first_code(school, "weak")
    sent = {"decision": "mastered", "reason": REASON, "understood": "yes", **change}
    answer = school.open(school.teacher, f"learners/students/{who}/override/{code}", **sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    typed = re.findall(r"<textarea[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)[0]
    assert kept in typed
    assert 'class="decided"' not in school.open(student(school, "weak"), "result").text


def test_a_word_about_somebody_without_a_profile(school: ShownClass) -> None:
    who, code = school.person("fixed"), first_code(school, "fixed")
    sent = {"decision": "not_yet", "reason": REASON, "understood": "yes"}
    assert school.open(school.teacher, f"learners/students/{who}/override/{code}", **sent).status_code == 303
    assert 'class="decided"' in school.open(student(school, "fixed"), "result").text
    over_time = school.open(school.teacher, f"learners/students/{who}")
    assert over_time.status_code == 200
    assert "trajectory" not in over_time.text


def test_needs_and_a_competency_of_the_class(school: ShownClass) -> None:
    needs = school.open(school.teacher, "learners/needs").text
    codes = re.findall(r"learners/competencies/([^\"?]+)", needs)
    assert codes
    page = school.open(school.teacher, f"learners/competencies/{codes[0]}").text
    for name in (
        "Familystrong, Givenstrong",
        "Familyweak, Givenweak",
        "Familyfixed, Givenfixed",
        "Familylate",
    ):
        assert name in page
    assert "-98765" in page or "answered-instead" in page
    assert school.open(school.teacher, "learners/competencies/nothing").status_code == 404
    assert school.open(school.teacher, "learners/needs?group=nobody").status_code == 404


def test_the_map_in_the_order_of_need(school: ShownClass) -> None:
    names = r'<tr data-name="([^"]+)"'
    by_need = re.findall(names, school.open(school.teacher, "class?order=need").text)
    assert by_need[:2] == ["Familyweak, Givenweak", "Familystrong, Givenstrong"] or by_need.index(
        "Familyweak, Givenweak"
    ) < by_need.index("Familystrong, Givenstrong")
    assert by_need[-1] == "Familylate, Givenlate"
    by_name = re.findall(names, school.open(school.teacher, "class").text)
    assert by_name == sorted(by_name)


def test_students_and_other_classes_get_nothing(school: ShownClass) -> None:
    who, code = school.person("weak"), first_code(school, "weak")
    paths = (
        f"learners/students/{who}",
        f"learners/students/{who}/override/{code}",
        f"learners/students/{who}/withdraw/{code}",
        f"learners/competencies/{code}",
        "learners/needs",
    )
    for path in paths:
        assert school.open(student(school, "strong"), path).status_code == 403
    sent = {"decision": "mastered", "reason": REASON, "understood": "yes"}
    assert school.open(student(school, "strong"), paths[1], **sent).status_code == 403
    school.classroom.set_up("C-other")
    elsewhere = school.classroom.launch("teacher", Role.TEACHER, "C-other")
    for path in paths[:3]:
        assert school.open(elsewhere, path).status_code == 404
    assert school.open(elsewhere, paths[1], **sent).status_code == 404
    assert "Familyweak" not in school.open(elsewhere, f"learners/competencies/{code}").text
    assert school.open(school.teacher, f"learners/students/{school.person('late')}").status_code == 404


def test_an_assistant_of_other_groups_sees_and_decides_nothing(school: ShownClass) -> None:
    who, code = school.person("weak"), first_code(school, "weak")
    assistant = school.classroom.launch("helper", Role.ASSISTANT)
    sent = {"decision": "mastered", "reason": REASON, "understood": "yes"}
    with school.classroom.database.write() as session:
        session.scalars(
            select(CourseClass).where(CourseClass.id == school.teacher.scope.class_id)
        ).one().assistants_limited = True
    try:
        assert school.open(assistant, f"learners/students/{who}").status_code == 404
        assert school.open(assistant, f"learners/students/{who}/override/{code}", **sent).status_code == 404
        page = school.open(assistant, f"learners/competencies/{code}").text
        assert "Familyweak" not in page
        assert "asked-count" not in page, "nor how students answered whom they may not see"
    finally:
        with school.classroom.database.write() as session:
            session.scalars(
                select(CourseClass).where(CourseClass.id == school.teacher.scope.class_id)
            ).one().assistants_limited = False
    assert school.open(assistant, f"learners/students/{who}").status_code == 200


def test_a_student_sees_who_looked_at_the_profile(school: ShownClass) -> None:
    who = school.person("strong")
    school.open(school.teacher, f"learners/students/{who}")
    with school.classroom.database.read() as session:
        looks = session.scalars(select(AuditEvent).where(AuditEvent.event == "looked")).all()
    assert "profile" in {look.values["what"] for look in looks}
    assert school.open(student(school, "strong"), "data").status_code == 200
