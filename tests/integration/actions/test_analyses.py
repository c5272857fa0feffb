"""Calibration, correlations and fairness from the log: asked for, run by the worker, read, accepted, undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from answered_bank import AnsweredBank, answered_bank
from classroom import Classroom, checker
from sqlalchemy import select, update

from adapters.lms.base import Role
from lti_tool.actions.accept_analysis import (
    accept_calibration,
    accept_correlations,
    ask_calibration,
    ask_correlations,
    discard_analysis,
    restore_parameters,
)
from lti_tool.actions.assemble import assemble
from lti_tool.actions.learn_items import learn_items
from lti_tool.actions.loading import load_bank, load_framework
from lti_tool.actions.open_analyses import (
    advice_for,
    open_analysis,
    open_bank_answers,
    open_calibrate,
    open_framework_answers,
)
from lti_tool.actions.open_item_analysis import open_item_answers, open_patterns
from lti_tool.actions.run_analysis import SILENT, Cancelled, Reporter, run_analyses
from lti_tool.actions.run_dif import Comparison, compare_groups, open_fairness
from lti_tool.actions.runtime import Runtime
from lti_tool.config import Config
from lti_tool.database.analyses import Analysis
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.classes import CourseClass
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.people import Person
from lti_tool.errors import AccessRefused, InputRefused, NotFound
from lti_tool.jobs import connect


@pytest.fixture
def runtime(classroom: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """The worker's, with a queue that carries out at once."""
    monkeypatch.chdir(tmp_path)
    url = classroom.database.url.render_as_string(hide_password=False)
    config = Config(
        public_url="http://localhost:8000",
        secret_key="only good for tests, and long enough",
        database_url=url,
    )
    made = assemble(config)
    made.answers.close()
    made.database.dispose()
    runtime = Runtime(config, classroom.database, made.keyring, checker(), made.http, clock=classroom.clock)
    connect(runtime).huey.immediate = True
    return runtime


def calibrated(answered: AnsweredBank, runtime: Runtime, model: str = "rasch") -> str:
    name = ask_calibration(
        answered.classroom.database,
        answered.teacher,
        answered.public_id,
        model,
        now=answered.classroom.clock.now,
    )
    runtime.wake("run_analyses")
    return name


def error_of(answered: AnsweredBank) -> float:
    entries = answered.entries()
    gaps = [entries[item].difficulty - truth for item, truth in answered.truth.items()]  # type: ignore[operator]
    return float(np.sqrt(np.mean(np.square(gaps))))


def look(answered: AnsweredBank, name: str):  # type: ignore[no-untyped-def]
    return open_analysis(answered.classroom.database, answered.teacher, name, language="en")


def test_a_calibration_is_a_proposal_until_somebody_accepts_it(
    classroom: Classroom, runtime: Runtime
) -> None:
    answered = answered_bank(classroom, 2, 12)
    answered.answer(300, 16)
    before = answered.entries()
    name = calibrated(answered, runtime)
    page = look(answered, name)
    assert (page.status, page.progress, page.learners, page.responses) == ("ready", 1.0, 300, 4800)
    assert {one["code"] for one in page.result["competencies"]} == {"k0", "k1"}
    assert all(one["converged"] for one in page.result["competencies"])
    assert {entry.id for entry in answered.entries().values()} == {entry.id for entry in before.values()}
    was = error_of(answered)
    assert accept_calibration(classroom.database, answered.teacher, name, None, now=classroom.clock.now) == 24
    after = answered.entries()
    assert error_of(answered) < 0.4 * was
    assert {(entry.origin, entry.since) for entry in after.values()} == {("calibrated", 2)}
    assert all(0.05 < entry.difficulty_sd < 0.6 for entry in after.values())
    with classroom.database.read() as session:
        assert session.get_one(Bank, answered.bank).revision == 2
        assert session.get_one(Diagnostic, answered.diagnostic).bank_revision == 2
    page = look(answered, name)
    assert (page.status, page.in_use) == ("accepted", 24)
    with pytest.raises(InputRefused, match="analysis_not_ready"):
        accept_calibration(classroom.database, answered.teacher, name, None, now=classroom.clock.now)


def test_answers_are_weighed_against_what_was_stated_and_never_twice(
    classroom: Classroom, runtime: Runtime
) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(100, 6)
    first = look(answered, calibrated(answered, runtime))
    accept_calibration(classroom.database, answered.teacher, first.id, None, now=classroom.clock.now)
    second = look(answered, calibrated(answered, runtime))
    assert {one.item: one.new["b"] for one in second.items} == pytest.approx(
        {one.item: one.new["b"] for one in first.items}, abs=1e-3
    )
    assert {one.item: one.new["b_se"] for one in second.items} == pytest.approx(
        {one.item: one.new["b_se"] for one in first.items}, rel=1e-2
    )


def test_only_chosen_ones_and_only_as_they_were(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(100, 6)
    name = calibrated(answered, runtime)
    chosen = [entry.id for entry in answered.entries().values()][:3]
    with classroom.database.write() as session:  # somebody edits one of them and the bank moves on
        edited = session.get_one(BankEntry, chosen[0])
        edited.until = 2
        session.get_one(Bank, answered.bank).revision = 2
    page = look(answered, name)
    assert page.revision_now == 2 > page.revision
    assert sum(not one.unchanged for one in page.items) == 1
    taken = accept_calibration(classroom.database, answered.teacher, name, chosen, now=classroom.clock.now)
    assert taken == 2
    now = answered.entries()
    assert sorted(entry.origin for entry in now.values()) == ["calibrated"] * 2 + ["stated"] * 9
    with classroom.database.read() as session:
        assert session.get_one(Diagnostic, answered.diagnostic).bank_revision == 1, (
            "it did not ask from the newest"
        )


def test_a_test_under_way_goes_on_with_what_it_began_with(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(100, 6)
    with classroom.database.write() as session:
        session.execute(update(Attempt).values(status="finished"))
    teacher = answered.teacher
    running, later = classroom.enter("running"), classroom.enter("later")
    classroom.begin(running)
    name = calibrated(answered, runtime)
    accept_calibration(classroom.database, teacher, name, None, now=classroom.clock.now)
    classroom.begin(later)
    classroom.give(running, "1")
    classroom.give(later, "1")
    with classroom.database.read() as session:
        used = {
            row.person_id: row.parameters
            for row in session.scalars(
                select(EvidenceEntry).where(EvidenceEntry.person_id.in_([running.person_id, later.person_id]))
            )
        }
        attempts = {row.person_id: row.bank_revision for row in session.scalars(select(Attempt))}
        rows = {
            row.code: row.id
            for row in session.scalars(select(ItemRow).where(ItemRow.bank_id == answered.bank))
        }
    assert (attempts[running.person_id], attempts[later.person_id]) == (1, 2)
    assert used[running.person_id]["difficulty_sd"] == pytest.approx(0.8)
    entry = answered.entries()[rows[used[later.person_id]["item"]]]
    assert used[later.person_id]["intercept"] == pytest.approx(entry.difficulty)
    assert entry.origin == "calibrated"


def test_going_back_brings_the_former_parameters_and_what_was_learnt_with_them(
    classroom: Classroom, runtime: Runtime
) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(100, 6)
    learn_items(classroom.database, now=classroom.clock.now, pause=lambda seconds: None)
    before = {
        item: (e.difficulty, e.difficulty_sd, e.discrimination, e.origin)
        for item, e in answered.entries().items()
    }
    with classroom.database.read() as session:
        learnt = [item.intercept for item in load_bank(session, answered.teacher, answered.bank).bank.items]
    name = calibrated(answered, runtime, "2pl")
    accept_calibration(classroom.database, answered.teacher, name, None, now=classroom.clock.now)
    assert restore_parameters(classroom.database, answered.teacher, name, now=classroom.clock.now) == 12
    assert {
        item: (e.difficulty, e.difficulty_sd, e.discrimination, e.origin)
        for item, e in answered.entries().items()
    } == before
    with classroom.database.read() as session:
        assert session.get_one(Bank, answered.bank).revision == 3
        again = [item.intercept for item in load_bank(session, answered.teacher, answered.bank).bank.items]
    assert again == pytest.approx(learnt)
    with pytest.raises(InputRefused, match="analysis_nothing_left"):
        restore_parameters(classroom.database, answered.teacher, name, now=classroom.clock.now)


def test_too_few_answers_end_with_a_reason(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(8, 6)
    page = look(answered, calibrated(answered, runtime))
    assert (page.status, page.problem) == ("failed", "too_few_answers")


def test_one_at_a_time_and_it_can_be_ended(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 1, 12)
    database, now = classroom.database, classroom.clock.now
    name = ask_calibration(database, answered.teacher, answered.public_id, "rasch", now=now)
    with pytest.raises(InputRefused, match="analysis_under_way"):
        ask_calibration(database, answered.teacher, answered.public_id, "2pl", now=now)
    with pytest.raises(InputRefused, match="input_invalid"):
        ask_calibration(database, answered.teacher, answered.public_id, "4pl", now=now)
    with database.write() as session:
        row = session.scalars(select(Analysis)).one()
        row.status = "running"
        number = row.id
    report = Reporter(database, number, now, classroom.clock)
    report(0.2)
    discard_analysis(database, answered.teacher, name, now=now)
    classroom.clock.forward(seconds=2)
    with pytest.raises(Cancelled):
        report(0.4)
    assert run_analyses(runtime) == 0
    assert look(answered, name).status == "discarded"


def test_a_run_that_died_is_taken_over(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(60, 6)
    name = ask_calibration(
        classroom.database, answered.teacher, answered.public_id, "rasch", now=classroom.clock.now
    )
    with classroom.database.write() as session:
        session.execute(update(Analysis).values(status="running"))
    assert run_analyses(runtime) == 0
    classroom.clock.forward(seconds=(SILENT + timedelta(seconds=1)).total_seconds())
    assert run_analyses(runtime) == 1
    assert look(answered, name).status == "ready"


def test_questions_about_several_competencies_are_left_out_and_named(
    classroom: Classroom, runtime: Runtime
) -> None:
    answered = answered_bank(classroom, 2, 6)
    answered.answer(80, 10)
    with classroom.database.write() as session:
        entry = session.scalars(select(BankEntry).where(BankEntry.bank_id == answered.bank)).first()
        assert entry is not None
        entry.competencies = ["k0", "k1"]
    page = look(answered, calibrated(answered, runtime))
    assert [one.finding.code for one in page.left_out] == ["several_competencies"]
    assert len(page.items) == 11


def test_what_students_may_not_and_other_schools_cannot(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 1, 12)
    student = classroom.enter("s")
    database, now = classroom.database, classroom.clock.now
    with pytest.raises(AccessRefused):
        ask_calibration(database, student, answered.public_id, "rasch", now=now)
    with pytest.raises(AccessRefused):
        open_bank_answers(database, student, answered.public_id, language="en")
    with pytest.raises(NotFound):
        open_bank_answers(database, answered.teacher, "nothing", language="en")
    with database.write() as session:
        session.execute(update(CourseClass).values(assistants_limited=True))
    assistant = classroom.enter("assistant", Role.ASSISTANT)
    with pytest.raises(AccessRefused, match="assistant_limited"):
        ask_calibration(database, assistant, answered.public_id, "rasch", now=now)


def test_the_list_names_first_what_does_not_separate(classroom: Classroom) -> None:
    answered = answered_bank(classroom, 1, 12)
    items = sorted(answered.truth)
    answered.answer(300, 8, slopes={items[0]: -0.6, **dict.fromkeys(items[1:], 1.2)})
    page = open_bank_answers(classroom.database, answered.teacher, answered.public_id, language="en")
    first = page.lines[0]
    assert first.code == "q000"
    assert "does_not_separate" in {finding.code for finding in first.findings}
    assert (page.learners, page.answers) == (300, 2400)
    assert sum(page.counts.values()) == page.total == 12
    item = open_item_answers(
        classroom.database, answered.teacher, answered.public_id, first.id, language="en"
    )
    assert item.answers == first.answers
    assert item.share == pytest.approx(first.share)
    assert "does_not_separate" in {finding.code for finding in item.findings}
    assert sum(point.learners for point in item.points) == item.answers
    assert [line.right for line in item.choices] == [True, False, False, False]
    assert sum(sum(line.counts) for line in item.choices) == item.answers


def test_nothing_is_shown_of_few_answers(classroom: Classroom) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(9, 12)
    page = open_bank_answers(classroom.database, answered.teacher, answered.public_id, language="en")
    assert {(line.answers, line.share, line.separates, line.findings) for line in page.lines} == {
        (9, None, None, ())
    }
    item = open_item_answers(
        classroom.database, answered.teacher, answered.public_id, page.lines[0].id, language="en"
    )
    assert (item.share, item.seconds, item.correlation, item.points, item.choices) == (
        None,
        None,
        None,
        (),
        (),
    )


def test_a_wrong_choice_that_attracts_the_strong_is_named(classroom: Classroom) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(240, 12)
    item = sorted(answered.truth)[0]
    with classroom.database.write() as session:
        able = dict(zip(answered.people, answered.theta[:, 0], strict=True))
        for row in session.scalars(select(EvidenceEntry).where(EvidenceEntry.item_id == item)):
            row.answer, row.score = (
                ("b", 0.0)
                if able[row.person_id] > 0.3
                else ("a", 1.0)
                if able[row.person_id] > -0.5
                else ("c", 0.0)
            )
        name = session.get_one(ItemRow, item).public_id
    page = open_item_answers(classroom.database, answered.teacher, answered.public_id, name, language="en")
    assert [f.values["choice"] for f in page.findings if f.code == "strong_ones_choose_wrong"] == ["b"]
    assert page.choices[1].shares[2] > page.choices[1].shares[0]
    assert page.choices[3].counts == (0, 0, 0), "what nobody chose stands in the table as well"


def test_advice_goes_by_the_answers_of_most_questions() -> None:
    assert [one.model for one in advice_for([40] * 10) if one.advised] == ["rasch"]
    assert [one.model for one in advice_for([250] * 9 + [20]) if one.advised] == ["2pl"]
    assert [one.model for one in advice_for([1500] * 10) if one.advised] == ["3pl"]
    assert [one.model for one in advice_for([]) if one.advised] == ["rasch"]


def test_the_page_before_a_calibration_counts(classroom: Classroom) -> None:
    answered = answered_bank(classroom, 1, 12)
    answered.answer(60, 12)
    page = open_calibrate(classroom.database, answered.teacher, answered.public_id)
    assert (page.learners, page.answers, page.questions) == (60, 720, 12)
    assert dict(page.histogram) == {10: 12, 30: 12, 50: 12, 100: 0, 200: 0, 500: 0, 1000: 0}


def test_how_topics_go_together_is_the_prior_of_new_learners_once_accepted(
    classroom: Classroom, runtime: Runtime
) -> None:
    answered = answered_bank(classroom, 3, 8)
    answered.answer(150, 18)
    database, now = classroom.database, classroom.clock.now
    with database.read() as session:
        row = session.scalars(select(FrameworkVersion).where(FrameworkVersion.code.contains("made-up"))).one()
        before = load_framework(session, answered.teacher, row.id)
    name = ask_correlations(database, answered.teacher, row.public_id, now=now)
    runtime.wake("run_analyses")
    page = look(answered, name)
    assert page.status == "ready"
    found = np.array(page.result["correlations"])
    assert np.abs(found[0, 1]) < 0.25, "these topics have nothing to do with each other"
    with database.read() as session:
        assert load_framework(session, answered.teacher, row.id) is before
    accept_correlations(database, answered.teacher, name, now=now)
    with database.read() as session:
        after = load_framework(session, answered.teacher, row.id)
        assert load_bank(session, answered.teacher, answered.bank).loaded.prior == after.prior
    assert after.prior.covariance == pytest.approx(found, abs=1e-6)
    discard_analysis(database, answered.teacher, name, now=now)
    with database.read() as session:
        assert load_framework(session, answered.teacher, row.id).prior == before.prior


def test_correlations_need_fifty_learners(classroom: Classroom, runtime: Runtime) -> None:
    answered = answered_bank(classroom, 2, 6)
    answered.answer(49, 6)
    with classroom.database.read() as session:
        row = session.scalars(select(FrameworkVersion).where(FrameworkVersion.code.contains("made-up"))).one()
    page = open_framework_answers(classroom.database, answered.teacher, row.public_id)
    assert (page.learners, page.needed) == (49, 50)
    name = ask_correlations(classroom.database, answered.teacher, row.public_id, now=classroom.clock.now)
    runtime.wake("run_analyses")
    assert look(answered, name).problem == "too_few_answers"


def test_a_question_that_is_harder_for_a_group_is_found_and_who_is_in_it_is_not_kept(
    classroom: Classroom,
) -> None:
    answered = answered_bank(classroom, 1, 10)
    answered.answer(200, 10)
    unfair = sorted(answered.truth)[3]
    group = answered.people[::2]
    with classroom.database.write() as session:
        for row in session.scalars(
            select(EvidenceEntry).where(EvidenceEntry.item_id == unfair, EvidenceEntry.person_id.in_(group))
        ):
            if answered.rng.random() < 0.7:
                row.score = 0.0
        names = list(session.scalars(select(Person.public_id).where(Person.id.in_(group))))
    page = open_fairness(classroom.database, answered.teacher, answered.public_id)
    assert (page.answered, len(page.students)) == (200, 200)
    name = compare_groups(
        classroom.database,
        answered.teacher,
        answered.public_id,
        Comparison(students=names, label="the even ones"),
        now=classroom.clock.now,
    )
    result = look(answered, name).result
    found = {one["name"]: one for one in result["items"] if one["adjusted"] < 0.05 and one["size"] != "A"}
    assert list(found) == ["q003"]
    assert found["q003"]["delta"] < -1.5
    assert found["q003"]["size"] == "C"
    with classroom.database.read() as session:
        row = session.scalars(select(Analysis)).one()
    assert not [person for person in names if person in str(row.result) + str(row.options)]


def test_small_groups_are_not_compared(classroom: Classroom) -> None:
    answered = answered_bank(classroom, 1, 10)
    answered.answer(80, 10)
    with classroom.database.read() as session:
        names = list(session.scalars(select(Person.public_id).where(Person.id.in_(answered.people[:29]))))
    for students, code in (
        (names, "groups_too_small"),
        ([], "group_missing"),
        (["unknown"], "group_missing"),
    ):
        with pytest.raises(InputRefused, match=code):
            compare_groups(
                classroom.database,
                answered.teacher,
                answered.public_id,
                Comparison(students=students),
                now=classroom.clock.now,
            )


def test_answers_that_go_together_strangely_are_named_to_who_may_see_the_student(
    classroom: Classroom,
) -> None:
    answered = answered_bank(classroom, 1, 20)
    answered.answer(120, 20)
    strange = answered.people[5]
    with classroom.database.write() as session:
        for row in session.scalars(select(EvidenceEntry).where(EvidenceEntry.person_id == strange)):
            row.score = 1.0 if answered.truth[row.item_id or 0] > 0 else 0.0
        name = session.get_one(Person, strange).public_id
    page = open_patterns(classroom.database, answered.teacher, answered.public_id)
    assert (page.lines, page.looked_at) == ((), 0), "how hard the questions are is not known yet"
    learn_items(classroom.database, now=classroom.clock.now, pause=lambda seconds: None)
    page = open_patterns(classroom.database, answered.teacher, answered.public_id)
    assert page.looked_at == 120
    assert page.lines[0].id == name
    assert len(page.lines) <= 3
    with classroom.database.write() as session:
        session.execute(update(CourseClass).values(assistants_limited=True))
    assistant = classroom.enter("assistant", Role.ASSISTANT)
    assert open_patterns(classroom.database, assistant, answered.public_id).lines == ()
