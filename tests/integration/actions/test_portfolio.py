"""Evidence judged by rubric: what it does to the belief, who may see what, and that it can be taken back."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from classroom import Classroom
from sqlalchemy import func, select
from teachers_course import ASPECTS, show, take, teachers_course

from adapters.lms.base import Role
from lti_tool.actions.judge_evidence import judge_evidence
from lti_tool.actions.loading import load_framework
from lti_tool.actions.open_evidence import open_evidence, open_judging, open_levels, open_student_levels
from lti_tool.actions.open_portfolio import (
    open_classmates,
    open_classmates_entry,
    open_form,
    open_own_entry,
    open_portfolio,
)
from lti_tool.actions.open_result import open_result
from lti_tool.actions.personal_data import erase_person, export_person
from lti_tool.actions.portfolio_pages import EntryForm, LevelReached
from lti_tool.actions.rebuild_belief import rebuild_belief
from lti_tool.actions.severities import tendency
from lti_tool.actions.show_evidence import MOST_ENTRIES, add_entry, change_entry, safe_link, withdraw_own
from lti_tool.database.classes import CourseClass
from lti_tool.database.evidence import BeliefRow, EvidenceEntry
from lti_tool.database.grades import GradeJob
from lti_tool.database.groups import ClassGroup, GroupMember
from lti_tool.database.judgements import PortfolioEntry, RaterSeverity, RatingRow
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound
from personalization.belief import Belief
from personalization.rubric import prior_severity

GOOD = EntryForm("A3", 2, "Una unidad", "Lo que hice.", "", False)


def belief(classroom: Classroom, scope: Scope) -> Belief:
    with classroom.database.read() as session:
        row = session.scalars(select(BeliefRow).where(BeliefRow.person_id == scope.person_id)).one()
        return Belief.from_bytes(row.state)


def check_replayed(classroom: Classroom, scope: Scope) -> None:
    """What is stored is what the log gives, to the last bit."""
    with classroom.database.read() as session:
        row = session.scalars(select(BeliefRow).where(BeliefRow.person_id == scope.person_id)).one()
        found = rebuild_belief(session, scope, scope.person_id, row.framework_id)
        assert found.belief == Belief.from_bytes(row.state)
        framework = load_framework(session, scope, row.framework_id).framework
        assert framework.codes == ASPECTS


def severity(classroom: Classroom, scope: Scope, kind: str) -> RaterSeverity:
    with classroom.database.read() as session:
        return session.scalars(
            select(RaterSeverity).where(
                RaterSeverity.rater_id == scope.person_id, RaterSeverity.rater_kind == kind
            )
        ).one()


def reached(classroom: Classroom, scope: Scope) -> dict[str, LevelReached]:
    page = open_portfolio(classroom.database, scope)
    return {one.rubric.code: one for one in page.reached}


def public(classroom: Classroom, scope: Scope) -> str:
    with classroom.database.read() as session:
        return session.get_one(Person, scope.person_id).public_id


def judge(classroom: Classroom, scope: Scope, entry: str, level: int, comment: str = "") -> str:
    classroom.clock.forward(minutes=1)
    return judge_evidence(classroom.database, scope, entry, level, comment, now=classroom.clock.now)


def test_three_kinds_of_judges_move_the_belief_and_stand_behind_the_level(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner, peer = take(classroom, "l", right=False), take(classroom, "p")
    index = ASPECTS.index("A3")
    before = belief(classroom, learner)
    assert reached(classroom, learner)["A3"].level == 0
    with classroom.database.write() as session:
        job = session.scalars(select(GradeJob).where(GradeJob.person_id == learner.person_id)).one()
        job.state, version = "sent", job.version
    entries = [show(classroom, learner, title=f"Unidad {number}") for number in range(4)]
    assert judge(classroom, learner, entries[0], 3) == "self"
    after_self = belief(classroom, learner)
    assert before.mean[index] < after_self.mean[index]
    for entry in entries:
        assert judge(classroom, peer, entry, 3, "Muy bien pensado") == "peer"
        assert judge(classroom, trainer, entry, 3, "Se ve con claridad") == "trainer"
    check_replayed(classroom, learner)
    found = reached(classroom, learner)["A3"]
    assert found.level is not None
    assert found.level >= 2
    judgements = [one for one in found.carriers if one.kind == "judgement"]
    assert {(one.title, one.judge) for one in judgements} >= {("Unidad 3", "trainer"), ("Unidad 3", "peer")}
    assert [one.kind for one in found.carriers] == sorted(
        (one.kind for one in found.carriers),
        key=("decision", "judgement", "answers", "activities", "neighbours").index,
    )
    with classroom.database.read() as session:
        rows = session.scalars(select(EvidenceEntry).where(EvidenceEntry.kind == "rubric")).all()
        job = session.scalars(select(GradeJob).where(GradeJob.person_id == learner.person_id)).one()
        assert (job.state, job.version > version) == ("waiting", True)
        assert {row.person_id for row in rows} == {learner.person_id}
        assert all(row.contribution is not None for row in rows)
        first = rows[0].parameters
        prior = prior_severity("self")
        assert (first["severity"], first["severity_sd"], first["rater_sd"]) == (prior.mean, prior.sd, 1.5)
        assert first["cuts"] == [-1.2, 0.0, 1.2]
    assert severity(classroom, trainer, "trainer").ratings == 4
    assert severity(classroom, peer, "peer").sd < prior_severity("peer").sd


def test_the_last_word_of_one_judge_counts_alone(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner = take(classroom, "l", right=False)
    entry = show(classroom, learner)
    untouched = belief(classroom, learner)
    judge(classroom, trainer, entry, 2)
    once, strict = belief(classroom, learner), severity(classroom, trainer, "trainer")
    judge(classroom, trainer, entry, 0)
    judge(classroom, trainer, entry, 2)
    again = severity(classroom, trainer, "trainer")
    assert np.allclose(belief(classroom, learner).mean, once.mean, atol=1e-9)
    assert (again.mean, again.sd, again.ratings) == pytest.approx((strict.mean, strict.sd, 1), abs=1e-9)
    judge(classroom, trainer, entry, 2, "Only the words are others")
    with classroom.database.read() as session:
        (row,) = session.scalars(select(RatingRow)).all()
        assert row.comment == "Only the words are others"
        kinds = session.scalars(
            select(EvidenceEntry.kind).where(EvidenceEntry.attempt_id.is_(None)).order_by(EvidenceEntry.id)
        ).all()
    assert kinds == ["rubric", "withdrawal", "rubric", "withdrawal", "rubric"], "nothing is lost from the log"
    check_replayed(classroom, learner)
    withdraw_own(classroom.database, learner, entry, now=classroom.clock.now)
    assert belief(classroom, learner) == untouched
    assert open_portfolio(classroom.database, learner).entries == ()
    assert open_evidence(classroom.database, trainer).judged == ()
    for one in (learner, trainer):
        with pytest.raises(NotFound):
            judge(classroom, one, entry, 1)


def test_who_praises_themselves_twenty_times_has_said_it_once_and_reached_nothing(
    classroom: Classroom,
) -> None:
    teachers_course(classroom)
    learner = classroom.enter("l", Role.STUDENT, "F1")
    classroom.begin(learner)
    entries = [show(classroom, learner, level=3, title=f"n. {number}") for number in range(5)]
    judge(classroom, learner, entries[0], 3)
    once = belief(classroom, learner)
    for entry in entries[1:]:
        judge(classroom, learner, entry, 3)
    assert np.allclose(belief(classroom, learner).mean, once.mean, atol=1e-9)
    assert reached(classroom, learner)["A3"].level is None
    check_replayed(classroom, learner)


def test_of_who_is_not_profiled_judgements_are_kept_and_nothing_is_inferred(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner = take(classroom, "fixed", profiling=False)
    entry = show(classroom, learner)
    judge(classroom, trainer, entry, 3)
    page = open_portfolio(classroom.database, learner)
    assert not page.profiled
    assert {one.level for one in page.reached} == {None}
    assert [one.level for one in open_own_entry(classroom.database, learner, entry).entry.others] == [3]
    with classroom.database.read() as session:
        assert session.scalar(select(func.count()).select_from(BeliefRow)) == 0
        assert session.scalar(select(func.count()).select_from(RaterSeverity)) == 0
        assert session.scalars(select(RatingRow.evidence_id)).one() is None
    withdraw_own(classroom.database, learner, entry, now=classroom.clock.now)


def test_a_level_agrees_with_the_result_page_and_with_the_class(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner = take(classroom, "l")
    judge(classroom, trainer, show(classroom, learner, "A1"), 3)
    page = open_result(classroom.database, learner)
    assert page is not None
    found = reached(classroom, learner)
    for area in page.areas:
        for view in area.competencies:
            if view.own >= 2 and view.word != "not_enough_evidence":
                assert view.levels is not None
                assert view.levels.reached == found[view.code].level
    (row,) = open_levels(classroom.database, trainer).rows
    assert row.levels == tuple(one.level for one in found.values())
    assert row.judgements == (1, 0, 0, 0, 0, 0)
    told = open_student_levels(
        classroom.database, trainer, public(classroom, learner), now=classroom.clock.now
    )
    assert tuple(one.level for one in told.reached) == row.levels
    answers = [one for one in found["A2"].carriers if one.kind == "answers"]
    assert answers
    assert answers[0].right == answers[0].count


def test_nobody_sees_more_than_they_may(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    database = classroom.database
    learner, peer, third = (take(classroom, one) for one in ("l", "p", "q"))
    closed, opened = show(classroom, learner, peers=False), show(classroom, learner, title="Abierta")
    assert [one.id for one in open_classmates(database, peer).waiting] == [opened]
    assert open_classmates(database, learner).waiting == ()
    for entry, who in ((closed, peer), (opened, learner), ("nothing", peer)):
        with pytest.raises(NotFound):
            open_classmates_entry(database, who, entry)
    for entry in (closed, "nothing"):
        with pytest.raises(NotFound):
            judge(classroom, peer, entry, 1)
        with pytest.raises(NotFound):
            open_own_entry(database, peer, entry)
        with pytest.raises(NotFound):
            change_entry(database, peer, entry, GOOD, now=classroom.clock.now)
        with pytest.raises(NotFound):
            withdraw_own(database, peer, entry, now=classroom.clock.now)
    judge(classroom, learner, opened, 3, "creo que sí")
    judge(classroom, peer, opened, 1, "le falta")
    seen = open_classmates_entry(database, third, opened).entry
    assert (seen.level, seen.others, seen.mine) == (0, (), None), "no anchor, and nobody else's word"
    assert seen.owner == "Givenl Familyl"
    judge(classroom, third, opened, 2)
    assert open_classmates_entry(database, third, opened).entry.others == ()
    own = open_own_entry(database, learner, opened).entry
    assert [(one.kind, one.by, one.comment) for one in own.others] == [("peer", "", "le falta"), ("peer", "", "")]
    assert {one.tendency for one in own.others} == {"unknown"}
    before = open_judging(database, trainer, opened).entry
    assert (before.level, before.others, before.judgements) == (0, (), 2)
    judge(classroom, trainer, opened, 2)
    after = open_judging(database, trainer, opened).entry
    assert after.level == 2
    assert [(one.kind, one.by) for one in after.others] == [
        ("self", "Givenl Familyl"), ("peer", "Givenp Familyp"), ("peer", "Givenq Familyq"),
    ]  # fmt: skip
    for action in (open_evidence, open_levels):
        with pytest.raises(AccessRefused):
            action(database, peer)
    with pytest.raises(AccessRefused):
        open_judging(database, peer, opened)
    with pytest.raises(AccessRefused):
        add_entry(database, trainer, GOOD, now=classroom.clock.now)


def test_another_class_is_not_there(classroom: Classroom) -> None:
    teachers_course(classroom)
    learner = take(classroom, "l")
    entry = show(classroom, learner)
    elsewhere = teachers_course(classroom, "F2")
    stranger = take(classroom, "x", "F2")
    same_person = take(classroom, "l", "F2")
    for who in (elsewhere, stranger, same_person):
        with pytest.raises(NotFound):
            judge(classroom, who, entry, 1)
    assert open_classmates(classroom.database, stranger).waiting == ()
    assert open_evidence(classroom.database, elsewhere).waiting == ()
    assert open_portfolio(classroom.database, same_person).entries == ()
    with pytest.raises(NotFound):
        open_student_levels(
            classroom.database, elsewhere, "nobody", now=classroom.clock.now
        )


def test_an_assistant_judges_those_of_their_groups(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    inside, outside = take(classroom, "in"), take(classroom, "out")
    assistant = classroom.enter("helper", Role.ASSISTANT, "F1")
    mine, theirs = show(classroom, inside), show(classroom, outside)
    with classroom.database.write() as session:
        session.get_one(CourseClass, trainer.class_id).assistants_limited = True
        group = ClassGroup(
            public_id="g", school_id=trainer.school_id, class_id=trainer.class_id, external_id="1",
            name="A", created_at=classroom.clock.now,
        )  # fmt: skip
        session.add(group)
        session.flush()
        session.add_all(
            GroupMember(
                school_id=trainer.school_id, class_id=trainer.class_id, group_id=group.id,
                person_id=one.person_id, created_at=classroom.clock.now,
            )
            for one in (inside, assistant)
        )  # fmt: skip
    page = open_evidence(classroom.database, assistant)
    assert ([one.id for one in page.waiting], page.limited) == ([mine], True)
    assert [row.name for row in open_levels(classroom.database, assistant).rows] == ["Familyin, Givenin"]
    assert judge(classroom, assistant, mine, 1) == "trainer"
    with pytest.raises(NotFound):
        judge(classroom, assistant, theirs, 1)
    with pytest.raises(NotFound):
        open_judging(classroom.database, assistant, theirs)
    with pytest.raises(NotFound):
        open_student_levels(
            classroom.database, assistant, public(classroom, outside), now=classroom.clock.now
        )


def test_an_entry_may_change_until_somebody_else_has_judged_it(classroom: Classroom) -> None:
    teachers_course(classroom)
    learner, peer = take(classroom, "l", right=False), take(classroom, "p")
    database, now = classroom.database, classroom.clock.now
    untouched = belief(classroom, learner)
    entry = show(classroom, learner, peers=False)
    judge(classroom, learner, entry, 2)
    change_entry(database, learner, entry, replace(GOOD, competency="A4", peers=True), now=now)
    assert belief(classroom, learner) == untouched, "what was said of another aspect counts no more"
    assert open_own_entry(database, learner, entry).entry.mine is None
    judge(classroom, peer, entry, 1)
    with pytest.raises(InputRefused, match="entry_judged"):
        change_entry(database, learner, entry, replace(GOOD, competency="A4", text="other"), now=now)
    same = replace(GOOD, competency="A4", peers=False)
    change_entry(database, learner, entry, same, now=now)
    with pytest.raises(NotFound):
        open_classmates_entry(database, peer, entry)
    assert open_form(database, learner, entry).form == same


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"competency": "A9"}, "entry_competency"),
        ({"level": 0}, "entry_level"),
        ({"level": 4}, "entry_level"),
        ({"title": "  "}, "entry_title"),
        ({"title": "x" * 201}, "entry_title"),
        ({"text": " ", "link": ""}, "entry_empty"),
        ({"text": "x" * 5001}, "entry_long"),
        ({"link": "http://example.org"}, "entry_link"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(
    classroom: Classroom, change: dict[str, object], code: str
) -> None:
    teachers_course(classroom)
    learner = classroom.enter("l", Role.STUDENT, "F1")
    with pytest.raises(NotFound):
        add_entry(classroom.database, learner, GOOD, now=classroom.clock.now)  # nothing was begun
    classroom.begin(learner)
    with pytest.raises(InputRefused, match=code):
        add_entry(classroom.database, learner, replace(GOOD, **change), now=classroom.clock.now)  # type: ignore[arg-type]


def test_levels_and_comments_out_of_bounds_are_refused_and_room_is_limited(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner = take(classroom, "l")
    entry = show(classroom, learner)
    for level in (-1, 4):
        with pytest.raises(InputRefused, match="judgement_level"):
            judge(classroom, trainer, entry, level)
    with pytest.raises(InputRefused, match="judgement_long"):
        judge(classroom, trainer, entry, 1, "x" * 2001)
    for _ in range(MOST_ENTRIES - 1):
        show(classroom, learner)
    with pytest.raises(InputRefused, match="entry_many"):
        show(classroom, learner)


def test_a_diagnostic_without_levels_has_nothing_to_show_for(classroom: Classroom) -> None:
    classroom.set_up()
    student = classroom.take("s")
    with pytest.raises(NotFound):
        open_portfolio(classroom.database, student)


def test_many_judges_at_once_are_all_heard(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner = take(classroom, "l")
    peers = [take(classroom, f"p{number}") for number in range(4)]
    entries = [show(classroom, learner, title=str(number)) for number in range(2)]
    failures: list[BaseException] = []

    def judging(who: Scope) -> None:
        try:
            for entry in entries if who.person_id % 2 else reversed(entries):
                judge_evidence(classroom.database, who, entry, 2, now=classroom.clock.now)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=judging, args=(who,)) for who in (trainer, learner, *peers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with classroom.database.read() as session:
        assert session.scalar(select(func.count()).select_from(RatingRow)) == 12
    check_replayed(classroom, learner)
    assert severity(classroom, trainer, "trainer").ratings == 2


def test_a_strict_judge_is_found_and_named_so_to_the_trainer_alone(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner, harsh, fair = (take(classroom, one) for one in ("l", "harsh", "fair"))
    entries = [show(classroom, learner, code, title=f"{code} {n}") for n in range(3) for code in ASPECTS]
    for entry in entries:
        judge(classroom, trainer, entry, 3)
        judge(classroom, fair, entry, 3)
        judge(classroom, harsh, entry, 1)
    told = {one.by: one.tendency for one in open_judging(classroom.database, trainer, entries[0]).entry.others}
    assert told["Givenharsh Familyharsh"] == "stricter"
    assert told["Givenfair Familyfair"] != "stricter"
    assert tendency(None) == "unknown"
    weight = severity(classroom, harsh, "peer")
    assert weight.mean > 0.2


def test_erasing_takes_what_was_shown_and_leaves_what_was_said_of_others(classroom: Classroom) -> None:
    trainer = teachers_course(classroom)
    learner, peer = take(classroom, "l"), take(classroom, "p")
    shown, of_peer = show(classroom, learner), show(classroom, peer)
    for who, entry in ((peer, shown), (trainer, shown), (learner, shown), (learner, of_peer)):
        judge(classroom, who, entry, 2, "dicho")
    exported = export_person(classroom.database, learner)["tables"]
    assert [row["title"] for row in exported["portfolio_entry"]] == ["Una unidad con simulador"]
    assert {row["comment"] for row in exported["rating"]} == {"dicho"}
    assert len(exported["rating"]) == 4
    assert all("rater_id" not in row for row in exported["rating"])
    assert len(exported["rater_severity"]) == 2
    peers_belief = belief(classroom, peer)
    erase_person(classroom.database, learner, now=classroom.clock.now)
    with classroom.database.read() as session:
        assert session.scalars(select(PortfolioEntry.person_id)).all() == [peer.person_id]
        (left,) = session.scalars(select(RatingRow)).all()
        assert (left.person_id, left.rater_id) == (peer.person_id, None)
        ids = session.scalars(select(RaterSeverity.rater_id)).all()
        assert learner.person_id not in ids
    assert belief(classroom, peer) == peers_belief
    assert [one.by for one in open_own_entry(classroom.database, peer, of_peer).entry.others] == [""]
    judge(classroom, trainer, of_peer, 1)
    assert [one.by for one in open_judging(classroom.database, trainer, of_peer).entry.others] == [""]


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("https://example.org/a?b=c#d", True),
        ("https://example.org:8443/ä", True),
        ("http://example.org", False),
        ("javascript:alert(1)", False),
        ("https://user:secret@example.org", False),
        ("https://", False),
        ("https://localhost", False),
        ("https://example.org/a b", False),
        ('https://example.org/"x', False),
        ("https://example.org/\n", False),
        ("https://example.org:99999", False),
        ("https://[::1", False),
        ("//example.org", False),
        ("https://example.org/" + "x" * 2000, False),
    ],
)
def test_only_addresses_that_hide_nothing_are_shown(link: str, good: bool) -> None:
    assert safe_link(link) == good
