"""A student over time, a competency of the class, its needs, and the class in figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from classroom import LMS, Classroom, make_classroom
from sqlalchemy import select

from adapters.content import digital_teaching
from adapters.lms.base import Role
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.class_needs import open_competency, open_needs
from lti_tool.actions.course_report import course_report
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.loading import bank_for
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_profile import open_profile
from lti_tool.actions.open_result import INTERVAL, open_result
from lti_tool.actions.override_verdict import Decision, override_verdict, withdraw_override
from lti_tool.actions.result_pages import CompetencyView
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.cli.main import main
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import BeliefRow
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, NotFound
from personalization.belief import Belief
from personalization.scale import expected_share

REASON = "She explained it to the whole class on Monday."


def student_id(database: Database, scope: Scope) -> str:
    with database.read() as session:
        return session.scalars(select(Person.public_id).where(Person.id == scope.person_id)).one()


def views(classroom: Classroom, scope: Scope) -> dict[str, CompetencyView]:
    page = open_result(classroom.database, scope)
    assert page is not None
    return {view.code: view for area in page.areas for view in area.competencies}


def again(classroom: Classroom, scope: Scope, *, right: bool) -> int:
    """One more sitting."""
    with classroom.database.write() as session:
        session.scalars(select(Diagnostic)).one().attempts = 0
    begin_diagnostic(classroom.database, scope, now=classroom.clock.now, rng=classroom.rng, again=True)
    return classroom.finish(scope, lambda number: right)


def test_the_profile_tells_each_sitting_and_ends_where_the_belief_is(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    student = classroom.enter("s")
    classroom.begin(student)
    asked = classroom.finish(student, lambda number: False)
    who = student_id(classroom.database, student)
    code = next(view.code for view in views(classroom, student).values() if view.own)
    now = classroom.clock.forward(days=30)
    override_verdict(classroom.database, teacher, who, Decision(code, "mastered", REASON), now=now)
    override = views(classroom, student)[code].override
    assert override is not None
    withdraw_override(classroom.database, teacher, who, override.id, now=classroom.clock.forward(hours=1))
    classroom.clock.forward(days=30)
    more = again(classroom, student, right=True)
    page = open_profile(classroom.database, teacher, who, code, now=classroom.clock.now)
    assert [(one.kind, one.questions, one.right) for one in page.occasions] == [
        ("sitting", asked, 0),
        ("taken_back", 0, 0),
        ("sitting", more, more),
    ]
    assert page.occasions[1].about == {code}
    chosen = page.chosen
    assert chosen is not None
    first, second, today = chosen.moments
    assert (first.occasion, second.occasion, today.occasion) == (0, 2, -1)
    width = [one.high - one.low for one in (first.before, first.after, second.before)]
    assert width[1] < width[0], "answers narrow it"
    assert second.before.at == pytest.approx(first.after.at), "time moves nothing"
    assert second.before.high - second.before.low > width[1], "time widens it"
    assert first.after.at < first.before.at
    assert second.after.at > second.before.at
    with classroom.database.read() as session:
        row = session.scalars(select(BeliefRow)).one()
        loaded = bank_for(session, teacher, session.scalars(select(Diagnostic)).one())
        belief = Belief.from_bytes(row.state)
        position = loaded.loaded.framework.index(code)
        half = INTERVAL * belief.error[position]
        expected = expected_share(
            loaded.bank, position, belief.mean[position] + half * np.array([-1.0, 0.0, 1.0])
        )
        looks = session.scalars(select(AuditEvent).where(AuditEvent.event == "looked")).all()
    assert [second.after.low, second.after.at, second.after.high] == pytest.approx(
        expected.tolist(), abs=1e-9
    )
    assert "profile" in {look.values["what"] for look in looks}
    later = open_profile(classroom.database, teacher, who, code, now=classroom.clock.forward(days=200)).chosen
    assert later is not None
    assert later.moments[-1].after.high > second.after.high
    assert later.moments[-1].after.low < second.after.low


def test_who_may_not_see_a_profile(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    student = classroom.take("s")
    fixed = classroom.take("f", profiling=False)
    now, who = classroom.clock.now, student_id(classroom.database, student)
    with pytest.raises(AccessRefused):
        open_profile(classroom.database, student, who, now=now)
    for other in ("nobody", student_id(classroom.database, classroom.enter("late"))):
        with pytest.raises(NotFound):
            open_profile(classroom.database, teacher, other, now=now)
    with pytest.raises(NotFound):
        open_profile(classroom.database, teacher, who, "nothing", now=now)
    page = open_profile(classroom.database, teacher, student_id(classroom.database, fixed), now=now)
    assert (page.profiled, page.trajectories, page.occasions) == (False, (), ())


def test_the_class_needs_most_what_most_are_below_and_a_decision_counts(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    students = [classroom.take(f"s{number}", right=number == 0) for number in range(3)]
    classroom.take("fixed", profiling=False)
    classroom.enter("late")
    page = open_needs(classroom.database, teacher, now=classroom.clock.now)
    assert (page.students, page.known) == (5, 3)
    needs = [row.need * row.weight for row in page.rows]
    assert needs == sorted(needs, reverse=True)
    for row in page.rows:
        chances = [
            views(classroom, one)[row.code].mastery
            for one in students
            if views(classroom, one)[row.code].own
            or views(classroom, one)[row.code].word != "not_enough_evidence"
        ]
        assert row.need == pytest.approx(sum(1 - chance for chance in chances), abs=1e-9)
        assert row.masters == row.counts.get("mastered", 0)
        assert all(one.kind in ("core", "reinforcement") for one in row.activities)
    top = page.rows[0]
    weak = student_id(classroom.database, students[1])
    override_verdict(
        classroom.database, teacher, weak, Decision(top.code, "mastered", REASON), now=classroom.clock.now
    )
    after = {row.code: row for row in open_needs(classroom.database, teacher, now=classroom.clock.now).rows}
    assert after[top.code].masters == top.masters + 1
    assert after[top.code].need == pytest.approx(
        top.need - (1 - views_before(top.need, after[top.code].need)), abs=1e-9
    )
    with pytest.raises(AccessRefused):
        open_needs(classroom.database, students[0], now=classroom.clock.now)


def views_before(before: float, after: float) -> float:
    """What the student's chance was, by how much the need has fallen."""
    assert 0.9 < before - after <= 1.0, "somebody clearly below the cut counts no more"
    return 1 - (before - after)


def test_a_competency_lists_everybody_once_and_what_was_answered_instead(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    weak = classroom.take("weak", right=False)
    classroom.take("strong")
    classroom.take("fixed", right=False, profiling=False)
    classroom.enter("late")
    code = next(view.code for view in views(classroom, weak).values() if view.word == "not_yet")
    page = open_competency(classroom.database, teacher, code, language="en", now=classroom.clock.now)
    names = [one.name for people in page.people.values() for one in people]
    assert sorted(names) == [
        "Familyfixed, Givenfixed",
        "Familylate, Givenlate",
        "Familystrong, Givenstrong",
        "Familyweak, Givenweak",
    ]
    assert [one.name for one in page.people["not_yet"]] == ["Familyweak, Givenweak"]
    assert [one.name for one in page.people["no_profile"]] == ["Familyfixed, Givenfixed"]
    assert sum(page.counts.values()) == 2
    missed = page.questions[0]
    assert missed.right < missed.asked
    shares = [(one.missed + 1) / (one.asked + 2) for one in page.questions]
    assert shares == sorted(shares, reverse=True)
    for one in page.questions:
        assert sum(wrong.count for wrong in one.wrong) + one.right + one.skipped == one.asked
    assert all(wrong.html for one in page.questions for wrong in one.wrong)
    with pytest.raises(NotFound):
        open_competency(classroom.database, teacher, "nothing", language="en", now=classroom.clock.now)


def test_the_report_is_of_one_diagnostic_and_without_names(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(sqlite_url)
    classroom = make_classroom(database)
    teacher = classroom.set_up()
    classroom.take("strong")
    weak = classroom.take("weak", right=False)
    classroom.take("fixed", profiling=False)
    classroom.enter("late")
    code = next(iter(views(classroom, weak)))
    override_verdict(
        database,
        teacher,
        student_id(database, weak),
        Decision(code, "mastered", REASON),
        now=classroom.clock.now,
    )
    found = course_report(database, teacher, now=classroom.clock.now)
    assert (found.students, found.finished, found.without_profile, found.not_started) == (4, 3, 1, 1)
    assert found.decided_by_teachers == 1
    assert found.people == ()
    assert found.items.answers >= found.items.asked > 0
    assert found.items.calibrated == 0
    by_code = {one.code: one for one in found.competencies}
    assert by_code[code].verdicts == {"mastered": 2}
    database.dispose()

    monkeypatch.setenv("SENDA_PUBLIC_URL", "https://senda.example")
    monkeypatch.setenv("SENDA_SECRET_KEY", "a secret of the tests " * 2)
    monkeypatch.setenv("SENDA_DATABASE_URL", sqlite_url)
    command = ["course", "report", "--platform", LMS, "--course", "C1"]
    assert main([*command, "--json"]) == 0
    written = capsys.readouterr().out
    document = json.loads(written)
    assert document["students"] == 4
    assert document["people"] == []
    assert "Family" not in written
    table = tmp_path / "class.csv"
    assert main([*command, "--names", "--csv", str(table)]) == 0
    assert "Familyweak" in capsys.readouterr().out
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][:2] == ["student", "status"]
    assert {row[0] for row in rows[1:]} >= {"Familyweak, Givenweak", "Familylate, Givenlate"}
    assert main([*command, "--diagnostic", "nothing"]) == 1
    assert main(["course", "report", "--platform", LMS, "--course", "C9"]) == 1


def test_over_several_levels_the_level_reached_is_named_and_a_teacher_names_one(classroom: Classroom) -> None:
    teacher = classroom.enter("trainer", Role.TEACHER)
    import_bank(classroom.database, teacher.school_id, digital_teaching.load(), now=classroom.clock.now)
    with classroom.database.read() as session:
        bank = session.scalars(select(Bank).order_by(Bank.id.desc())).first()
        assert bank is not None
        name = bank.public_id
    set_up_diagnostic(classroom.database, teacher, name, (), "Formación", now=classroom.clock.now)
    with classroom.database.write() as session:
        row = session.scalars(select(Diagnostic)).one()
        row.policy = {
            **row.policy,
            "all_levels": True,
            "targets": ["A1"],
            "max_items": 12,
            "max_per_competency": 12,
            "widest": 0.9,
        }
    strong, weak = classroom.enter("strong"), classroom.take("weak", right=False)
    classroom.begin(strong)
    classroom.finish(strong, lambda number: number % 4 != 3)
    top = views(classroom, strong)["A1"].levels
    assert top is not None
    assert [one["en"] for one in top.names] == [
        "Knowledge Acquisition",
        "Knowledge Deepening",
        "Knowledge Creation",
    ]
    assert top.reached == top.words.count("mastered") > 0
    assert top.name == top.names[top.reached - 1]
    none = views(classroom, weak)["A1"].levels
    assert none is not None
    assert (none.reached, none.name) == (0, {})
    who = student_id(classroom.database, weak)
    decision = Decision("A1", "mastered", REASON, 1)
    override_verdict(classroom.database, teacher, who, decision, now=classroom.clock.now)
    view = views(classroom, weak)["A1"]
    assert view.levels is not None
    assert (view.word, view.levels.reached) == ("mastered", 2)
    page = open_class(classroom.database, teacher, now=classroom.clock.now)
    cells = {row.name.split(",")[0]: row.cells[0] for row in page.students}
    assert cells["Familyweak"] is not None
    assert (cells["Familyweak"].level, cells["Familyweak"].decided) == (2, True)
    assert page.level_names["A1"] == top.names
    with classroom.database.read() as session:
        mean = {
            row.person_id: Belief.from_bytes(row.state).mean[0] for row in session.scalars(select(BeliefRow))
        }
    assert 0.0 < mean[weak.person_id] < 1.2 or view.mean > 0.0
    lower = Decision("A1", "mastered", REASON, 0)
    override_verdict(
        classroom.database, teacher, student_id(classroom.database, strong), lower, now=classroom.clock.now
    )
    lowered = views(classroom, strong)["A1"]
    assert lowered.levels is not None
    assert lowered.levels.reached == 1
    assert lowered.mean < 0.0, "a level reached also says that the next one is not"
