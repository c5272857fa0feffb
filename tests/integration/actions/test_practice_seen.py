"""What practice and checks leave behind: in the result, over time for the teacher, on the path, until it is erased."""

from __future__ import annotations

import numpy as np
import pytest
from classroom import Classroom, checker
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.answer_item import take_answer
from lti_tool.actions.answer_practice import answer_practice, take_hint
from lti_tool.actions.check_step import begin_check, open_check
from lti_tool.actions.loading import bank_for, the_diagnostic
from lti_tool.actions.open_path import open_path, open_step
from lti_tool.actions.open_profile import open_profile
from lti_tool.actions.open_result import open_result
from lti_tool.actions.personal_data import erase_person, export_person
from lti_tool.actions.practice_pages import PracticePage
from lti_tool.actions.practise import begin_practice, end_practice, go_on, open_practice
from lti_tool.actions.read_answer import Answer
from lti_tool.actions.result_pages import CompetencyView, EvidenceView, ResultPage
from lti_tool.actions.retention import apply_retention
from lti_tool.actions.take_step import choose_alternative, finish_step
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.itineraries import ItineraryRow
from lti_tool.database.people import Person
from lti_tool.database.personal_data import PERSONAL_TABLES
from lti_tool.database.schools import School
from lti_tool.database.scope import Scope

TOPIC = "fractions-add"


@pytest.fixture
def learner(classroom: Classroom) -> Scope:
    """Somebody who has practised four questions of a topic and gone through one check."""
    classroom.set_up()
    scope = classroom.take("s1", right=False)
    practise(classroom, scope)
    check(classroom, scope)
    return scope


def practise(classroom: Classroom, scope: Scope) -> None:
    """Right; right with a hint; shown; wrong."""
    begin_practice(classroom.database, scope, TOPIC, now=classroom.clock.forward(days=2), rng=classroom.rng)
    for hints, skipped, right in ((0, False, True), (1, False, True), (0, True, False), (0, False, False)):
        page = open_practice(classroom.database, scope, language="es")
        assert isinstance(page, PracticePage)
        text = classroom.solution(page.question, right=right)
        answer = Answer(page.question.attempt, page.question.item, skipped, text, "en")
        if hints:
            take_hint(classroom.database, scope, answer, 0)
        now = classroom.clock.forward(seconds=30)
        answer_practice(classroom.database, checker(), scope, answer, now=now, rng=classroom.rng)
        go_on(classroom.database, scope, now=now)
    end_practice(classroom.database, scope, now=classroom.clock.now)


def check(classroom: Classroom, scope: Scope) -> str:
    """The first check of the path, all right; the competency it is about."""
    path = open_path(classroom.database, scope)
    assert path is not None
    step = next(one for one in path.steps if one.kind == "check")
    begin_check(classroom.database, scope, step.id, now=classroom.clock.forward(days=3), rng=classroom.rng)
    while (page := open_check(classroom.database, scope, step.id, language="es")) is not None:
        assert page.check == step.names
        answer = Answer(page.attempt, page.item, False, classroom.solution(page), "en")
        now = classroom.clock.forward(seconds=30)
        take_answer(classroom.database, checker(), scope, answer, now=now, rng=classroom.rng)
    return step.competency


def views(page: ResultPage | None) -> list[CompetencyView]:
    assert page is not None
    return [view for area in page.areas for view in area.competencies]


def place_of(classroom: Classroom, scope: Scope, competency: str) -> int:
    with classroom.database.read() as session:
        return bank_for(session, scope, the_diagnostic(session, scope)).loaded.framework.index(competency)


def beside(view: CompetencyView, kind: str) -> list[EvidenceView]:
    return [one for one in view.evidence if one.given_in == kind and not one.about_other]


def test_the_result_rests_on_all_of_them_and_what_it_says_adds_up(
    classroom: Classroom, learner: Scope
) -> None:
    teacher = classroom.enter("teacher", Role.TEACHER)
    with classroom.database.read() as session:
        student = session.get_one(Person, learner.person_id).public_id
        log = session.scalars(select(EvidenceEntry).where(EvidenceEntry.person_id == learner.person_id)).all()
    own = open_result(classroom.database, learner, now=classroom.clock.now)
    theirs = open_result(classroom.database, teacher, student, now=classroom.clock.now)
    assert [one.evidence for one in views(own)] == [one.evidence for one in views(theirs)]
    assert own is not None
    assert theirs is not None
    assert TOPIC in own.practisable
    assert theirs.practisable == frozenset()
    practised = [one for one in views(own) if beside(one, "practice")]
    assert [one.code for one in practised] == [TOPIC]
    found = beside(practised[0], "practice")
    assert sorted((one.outcome, one.hints) for one in found) == [
        ("right", 0), ("right", 1), ("skipped", 0), ("wrong", 0),
    ]  # fmt: skip
    plain, hinted = (
        next(one for one in found if (one.outcome, one.hints) == ("right", count)) for count in (0, 1)
    )
    assert plain.change > 0
    assert hinted.change > 0
    assert sum(bool(beside(one, "check")) for one in views(own)) == 1
    # What the answers are said to have changed is all that has been changed, but for what was too light to tell.
    position = place_of(classroom, learner, TOPIC)
    total = sum(
        float(np.frombuffer(row.contribution, "<f8")[position])
        for row in log
        if row.contribution is not None and row.kind != "time"
    )
    told = sum(one.change for one in practised[0].evidence)
    assert told == pytest.approx(total, abs=0.02 * len(log))


def test_the_teacher_sees_when_it_was_and_what_it_was(classroom: Classroom, learner: Scope) -> None:
    teacher = classroom.enter("teacher", Role.TEACHER)
    with classroom.database.read() as session:
        student = session.get_one(Person, learner.person_id).public_id
    page = open_profile(classroom.database, teacher, student, TOPIC, now=classroom.clock.now)
    kinds = [one.kind for one in page.occasions]
    assert kinds == ["sitting", "practice", "check"]
    practice = page.occasions[1]
    assert (practice.questions, practice.right) == (4, 2)
    assert TOPIC in practice.about
    assert page.occasions[2].questions >= 2
    assert page.chosen is not None
    own = {moment.occasion: (moment.questions, moment.right) for moment in page.chosen.moments}
    assert own[1] == (4, 2)


def test_the_path_is_planned_anew_when_practice_ends(classroom: Classroom) -> None:
    classroom.set_up()
    learner = classroom.take("s1", right=False)

    def planned() -> object:
        with classroom.database.read() as session:
            where = ItineraryRow.person_id == learner.person_id
            return session.scalars(select(ItineraryRow.planned_at).where(where)).one()

    before = planned()
    begin_practice(
        classroom.database, learner, TOPIC, now=classroom.clock.forward(minutes=5), rng=classroom.rng
    )
    path = open_path(classroom.database, learner)
    assert path is not None
    assert path.practising is not None
    assert path.practising[0] == TOPIC
    end_practice(classroom.database, learner, now=classroom.clock.now)
    assert planned() == before, "nothing was answered"
    practise(classroom, learner)
    assert planned() == classroom.clock.now
    path = open_path(classroom.database, learner)
    assert path is not None
    assert path.practising is None
    assert {step.competency for step in path.steps} <= path.practisable


def test_who_follows_the_path_comes_to_a_check(classroom: Classroom) -> None:
    classroom.set_up()
    learner = classroom.take("s1", right=False)
    about: set[str] = set()
    for _ in range(6):
        path = open_path(classroom.database, learner)
        assert path is not None
        step = next(one for one in path.steps if one.state != "done")
        about.add(step.competency)
        if step.kind == "check":
            break
        way = step.alternatives[0].code
        choose_alternative(classroom.database, learner, step.id, way, now=classroom.clock.forward(minutes=1))
        finish_step(
            classroom.database, learner, step.id, "right", "", now=classroom.clock.forward(minutes=9)
        )
    assert step.kind == "check"
    assert about == {step.competency}
    assert check(classroom, learner) == step.competency
    path = open_path(classroom.database, learner)
    assert path is not None
    assert not any(one.kind == "check" and one.competency in about and one.state != "done" for one in path.steps[:4])


def test_a_step_offers_practice_only_where_there_are_questions(classroom: Classroom) -> None:
    classroom.set_up()
    learner = classroom.take("s1", right=False)
    path = open_path(classroom.database, learner)
    assert path is not None
    step = next(one for one in path.steps if one.alternatives)
    chosen = step.alternatives[0].code
    choose_alternative(classroom.database, learner, step.id, chosen, now=classroom.clock.now)
    assert open_step(classroom.database, learner, step.id, language="es").practisable


def test_all_of_it_is_taken_along_and_erased(classroom: Classroom, learner: Scope) -> None:
    with classroom.database.read() as session:
        kept = session.scalars(select(Attempt).where(Attempt.person_id == learner.person_id)).all()
        assert sorted(one.kind for one in kept) == ["check", "diagnostic", "practice"]
        assert [one.step_id is not None for one in kept if one.kind == "check"] == [True]
    data = export_person(classroom.database, learner)
    assert {row["kind"] for row in data["tables"]["attempt"]} == {"check", "diagnostic", "practice"}
    assert {"practice", "learned"} <= {row["kind"] for row in data["tables"]["evidence"]}
    erase_person(classroom.database, learner, now=classroom.clock.now)
    assert left(classroom, learner) == []


def test_a_school_that_keeps_data_for_a_time_erases_it(classroom: Classroom, learner: Scope) -> None:
    with classroom.database.write() as session:
        session.get_one(School, learner.school_id).retention_days = 100
    assert apply_retention(classroom.database, classroom.clock.forward(days=101)) > 0
    assert left(classroom, learner) == []


def left(classroom: Classroom, scope: Scope) -> list[str]:
    """Tables in which something of a person is left."""
    with classroom.database.read() as session:
        return [
            one.table.name
            for one in PERSONAL_TABLES
            if session.execute(select(one.table).where(one.rows_about(scope.person_id))).first()
        ]
