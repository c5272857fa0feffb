"""The teacher's side: the class map, and a match among those who opted in."""

import pytest
from classroom import Classroom
from sqlalchemy import select

from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_tutoring import open_tutoring
from lti_tool.actions.run_matching import run_matching
from lti_tool.database.tutoring import MatchingRun
from lti_tool.errors import AccessRefused, InputRefused


def test_only_who_opted_in_is_matched(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    classroom.take("strong", right=True, tutor=True)
    classroom.take("weak", right=False, tutee=True)
    classroom.take("shy-strong", right=True)
    classroom.take("shy-weak", right=False)
    run_matching(classroom.database, teacher, now=classroom.clock(), seed=1)
    page = open_tutoring(classroom.database, teacher)
    assert [(pair.tutor, pair.tutee) for pair in page.pairs] == [
        ("Givenstrong Familystrong", "Givenweak Familyweak")
    ]
    assert page.unmatched == ()
    assert (page.willing, page.helped, page.in_need, page.gap) == (2, 1, 1, 0.0)
    assert {reason.code for reason in page.pairs[0].reasons} >= {"pair_tutor_masters", "pair_tutee_needs"}


def test_the_same_seed_on_the_same_facts_proposes_the_same(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    for number in range(6):
        classroom.take(f"s{number}", right=number < 3, tutor=number < 3, tutee=number >= 3)
    for _ in range(2):
        run_matching(classroom.database, teacher, now=classroom.clock(), seed=5)
    with classroom.database.read() as session:
        first, second = session.scalars(select(MatchingRun).order_by(MatchingRun.id))
    assert first.input_digest == second.input_digest
    assert first.result == second.result


def test_who_takes_no_part_in_profiling_is_not_matched(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    classroom.take("fixed", profiling=False, tutor=True)
    with pytest.raises(InputRefused, match="nobody_willing"):
        run_matching(classroom.database, teacher, now=classroom.clock(), seed=1)


def test_a_student_neither_sees_the_class_nor_runs_a_match(classroom: Classroom) -> None:
    classroom.set_up()
    student = classroom.enter("s1")
    for forbidden in (
        lambda: open_class(classroom.database, student),
        lambda: open_tutoring(classroom.database, student),
        lambda: run_matching(classroom.database, student, now=classroom.clock(), seed=1),
    ):
        with pytest.raises(AccessRefused):
            forbidden()


def test_the_map_has_everybody_and_says_who_has_not_started(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    classroom.take("s1")
    classroom.take("s2", profiling=False)
    running = classroom.enter("s3")
    classroom.begin(running)
    classroom.enter("s4")
    page = open_class(classroom.database, teacher)
    assert {row.name: row.status for row in page.students} == {
        "Familys1, Givens1": "finished",
        "Familys2, Givens2": "fixed",
        "Familys3, Givens3": "running",
        "Familys4, Givens4": "not_started",
    }
    assert page.not_started == ("Familys4, Givens4",)
    fixed = next(row for row in page.students if row.status == "fixed")
    assert set(fixed.cells) == {None}, "nothing is inferred on the fixed path"
    assert all(len(row.cells) == len(page.competencies) for row in page.students)


def test_a_large_class_comes_in_pages(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    for number in range(53):
        classroom.enter(f"s{number:03}")
    first, second = (open_class(classroom.database, teacher, page=number) for number in (1, 2))
    assert (len(first.students), len(second.students), first.pages, first.total) == (50, 3, 2, 53)
    assert open_class(classroom.database, teacher, page=99).page == 2
    assert len(open_class(classroom.database, teacher, whole=True).students) == 53
