"""Setting up a diagnostic by its addresses: forms that come back, what is refused, what a student then meets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from classroom import Classroom
from databases import Databases
from shown_class import ShownClass, shown_class
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.start_launch import Started

FORM = {
    "title": "Fracciones", "whole": "yes", "questions": "12", "minutes": "", "sure": "balanced", "level": "0",
    "gentle": "yes", "feedback": "none", "attempts": "1", "pilots": "0", "exposure": "25",
}  # fmt: skip
TARGETS = ["fractions-equivalent", "fractions-compare"]


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[ShownClass]:
    with shown_class(databases.make("sqlite")) as shown:
        shown.classroom.set_up()
        yield shown


def send(school: ShownClass, path: str, who: Started | None = None, **changes: object) -> TestResponse:
    """The form of a diagnostic, with some fields otherwise."""
    data = MultiDict({**FORM, "competency": TARGETS} | changes)
    return school.send(who or school.teacher, path, data=data)


def made(school: ShownClass, title: str = "Prueba") -> str:
    """A new diagnostic of the class; the path of its page."""
    page = school.open(school.teacher, "diagnostics/new").text
    bank = re.search(r'name="bank" value="([^"]+)"', page)
    assert bank
    answer = school.open(school.teacher, "diagnostics/new", bank=bank[1], title=title)
    assert answer.status_code == 303
    return answer.location.split(f"/s/{school.teacher.scope.launch}/")[1]


def test_the_list_says_what_is_open_and_leads_to_each(school: ShownClass) -> None:
    page = school.open(school.teacher, "diagnostics/").text
    assert "abierto" in page or "open to students" in page
    path = made(school, "Otro")
    again = school.open(school.teacher, "diagnostics/").text
    assert path.split("/")[-1] in again
    assert school.open(school.teacher, path).status_code == 200


def test_students_have_no_way_in(school: ShownClass) -> None:
    path = made(school)
    student = school.classroom.launch("s-out")
    for address in ("diagnostics/", "diagnostics/new", path, f"{path}/cuts", "diagnostics/accommodations"):
        assert school.open(student, address).status_code == 403
    assert send(school, path, student).status_code == 403
    assert school.open(student, f"{path}/open", published="yes").status_code == 403


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", " "),
        ("title", "x" * 201),
        ("questions", "muchas"),
        ("questions", "1"),
        ("questions", "12,5"),
        ("questions", "nan"),
        ("questions", "9" * 30),
        ("minutes", "-3"),
        ("minutes", "1e999"),
        ("attempts", "veinte"),
        ("attempts", "21"),
        ("pilots", "5"),
        ("pilots", "inf"),
        ("exposure", "0"),
        ("exposure", ""),
        ("sure", "maybe"),
        ("level", "9"),
        ("feedback", "always"),
        ("competency", []),
        ("competency", ["nothing of the kind"]),
        ("competency", [f"c{n}" for n in range(400)]),
    ],
)
def test_each_field_is_looked_at_and_everything_typed_comes_back(
    school: ShownClass, field: str, typed: object
) -> None:
    path = made(school)
    marked = {"title": "Lo que tecleé", "questions": "17"} | {field: typed}
    answer = send(school, path, **marked)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    for name in ("title", "questions", "minutes", "attempts", "exposure"):
        if isinstance(marked.get(name), str):
            assert f'value="{str(marked[name])[:40] if name != "title" else marked[name]}"' in answer.text
    assert (
        "17" not in school.open(school.teacher, path).text.split("</form>")[1].split('id="questions"')[1][:80]
    )


def test_a_wrong_field_is_marked_for_who_cannot_see_it(school: ShownClass) -> None:
    page = send(school, made(school), questions="0").text
    field = re.search(r'<input[^>]*id="questions"[^>]*>', page)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="problem"' in field[0]


def test_saving_and_trying_shows_sentences_a_picture_and_its_table(school: ShownClass) -> None:
    path = made(school)
    answer = send(school, path, then="rehearse")
    assert answer.status_code == 303
    page = school.open(school.teacher, answer.location.split(f"/s/{school.teacher.scope.launch}/")[1]).text
    assert '<svg class="lengths"' in page
    assert page.count('<svg class="share"') == len(TARGETS)
    assert "lengths-table" in page
    assert send(school, path, questions="14").status_code == 303
    assert '<svg class="lengths"' not in school.open(school.teacher, path).text


def test_held_back_a_student_reads_that_and_opened_begins(school: ShownClass) -> None:
    path = next(
        iter(re.findall(r"diagnostics/[\w-]{16}", school.open(school.teacher, "diagnostics/").text)[::-1])
    )
    assert school.open(school.teacher, f"{path}/open", published="no").status_code == 303
    student = school.classroom.launch("s-waits")
    for address in ("", "start"):
        page = school.open(student, address).text
        assert 'name="profiling"' not in page
    assert school.open(student, "start", notice="1", profiling="adaptive").status_code == 409
    assert school.open(school.teacher, f"{path}/open", published="yes").status_code == 303
    assert 'name="profiling"' in school.open(student, "").text


def test_once_somebody_has_begun_the_form_holds_what_may_still_change(school: ShownClass) -> None:
    path = re.findall(r"diagnostics/[\w-]{16}", school.open(school.teacher, "diagnostics/").text)[-1]
    school.classroom.begin(school.classroom.enter("s-begun"))
    page = school.open(school.teacher, path).text
    assert 'name="questions"' not in page
    assert 'name="attempts"' in page
    late = send(school, path, questions="9")
    assert late.status_code == 409
    assert (
        school.open(school.teacher, path, title="Fracciones", feedback="end", attempts="2").status_code == 303
    )
    copied = school.open(school.teacher, f"{path}/copy", x="1")
    assert copied.status_code == 303
    page = school.open(school.teacher, copied.location.split(f"/s/{school.teacher.scope.launch}/")[1]).text
    assert 'name="questions"' in page


def test_what_teachers_say_about_just_mastering_comes_back_when_it_cannot_be(school: ShownClass) -> None:
    path = made(school)
    for typed, status in (("siete", 422), ("12", 422), ("9,99", 422), ("nan", 422), ("6,5", 303)):
        answer = school.open(school.teacher, f"{path}/cuts", **{f"of-ten.{TARGETS[0]}": typed})
        assert answer.status_code == status
        if status == 422:
            assert f'value="{typed}"' in answer.text
    assert 'value="6.5"' in school.open(school.teacher, f"{path}/cuts").text


def test_more_time_reaches_the_running_attempt_and_the_student_reads_it(school: ShownClass) -> None:
    student = school.classroom.launch("s-slow")
    school.classroom.begin(student.scope)
    who = school.person("s-slow")
    assert school.open(school.teacher, "diagnostics/accommodations").text.count(who) == 1
    for form in ({"time": "3", "format": ""}, {"time": "x", "format": ""}, {"time": "1.5", "format": "huge"}):
        assert school.open(school.teacher, f"diagnostics/accommodations/{who}", **form).status_code == 422
    given = school.open(school.teacher, f"diagnostics/accommodations/{who}", time="1.5", format="large")
    assert given.status_code == 303
    page = school.open(student, "question").text
    assert "large" in page
    assert "1,5" in school.open(student, "data").text
    assert school.open(school.teacher, "diagnostics/accommodations/nobody").status_code == 404
    assert school.open(student, f"diagnostics/accommodations/{who}", time="2", format="").status_code == 403


def test_placing_tries_what_is_about_to_be_placed_and_keeps_nothing(school: ShownClass) -> None:
    page = school.open(school.teacher, "diagnostics/new").text
    bank = re.search(r'name="bank" value="([^"]+)"', page)
    assert bank
    before = school.open(school.teacher, "diagnostics/").text.count("<tr")
    answer = send(school, "placing/rehearsal", bank=bank[1])
    assert answer.status_code == 200
    assert '<svg class="lengths"' in answer.text
    assert "<html" not in answer.text
    assert send(school, "placing/rehearsal", bank=bank[1], competency=[]).status_code == 422
    assert send(school, "placing/rehearsal", bank="none").status_code == 404
    assert school.open(school.teacher, "diagnostics/").text.count("<tr") == before


def test_another_class_has_none_of_it(school: ShownClass, databases: Databases) -> None:
    path = made(school)
    classroom: Classroom = school.classroom
    classroom.set_up("C-else")
    stranger = classroom.launch("teacher", Role.TEACHER, "C-else")
    for address in (path, f"{path}/cuts", f"{path}/revision", f"{path}/questions"):
        assert school.open(stranger, address).status_code == 404
    for action in ("", "/open", "/copy", "/cuts", "/revision"):
        assert send(school, path + action, stranger).status_code == 404
