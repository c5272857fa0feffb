"""A diagnostic is set up, tried, held back, opened, copied and moved to newer questions, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from classroom import Classroom
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.blueprint_pages import BlueprintPage, BlueprintWish, Wanted
from lti_tool.actions.loading import load_bank
from lti_tool.actions.open_blueprint import open_blueprint, open_diagnostics, open_new_diagnostic
from lti_tool.actions.open_diagnostic_questions import open_questions, open_revision
from lti_tool.actions.open_start import open_start
from lti_tool.actions.rate_cuts import open_cuts, rate_cuts
from lti_tool.actions.record_choices import Choices, record_choices
from lti_tool.actions.rehearse_diagnostic import rehearse_diagnostic
from lti_tool.actions.set_up_blueprint import (
    copy_diagnostic,
    make_diagnostic,
    publish,
    save_blueprint,
    use_revision,
)
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, BankEntry, entries_at
from lti_tool.database.diagnostics import Attempt, CutRating, Diagnostic
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound
from personalization.diagnostics.policy import Policy
from personalization.scale import expected_share


def shown(classroom: Classroom, teacher: Scope) -> BlueprintPage:
    """The class's newest diagnostic."""
    page = open_diagnostics(classroom.database, teacher)
    return open_blueprint(classroom.database, teacher, page.diagnostics[0].id)


def keep(
    classroom: Classroom,
    teacher: Scope,
    page: BlueprintPage,
    wish: BlueprintWish | None = None,
    **asked: object,
) -> None:
    """Save the page with something else asked."""
    wanted = replace(page.wanted, **asked)  # type: ignore[arg-type]
    wish = wish or replace(page.wish, wanted=wanted)
    save_blueprint(classroom.database, teacher, page.id, wish, now=classroom.clock.now)


def policy(classroom: Classroom, teacher: Scope) -> Policy:
    with classroom.database.read() as session:
        row = session.scalars(
            select(Diagnostic).where(Diagnostic.class_id == teacher.class_id).order_by(Diagnostic.id.desc())
        ).first()
        assert row is not None
        return Policy.from_json(row.policy)


def take_out(
    classroom: Classroom, teacher: Scope, which: Callable[[BankEntry], bool], most: int = 999
) -> None:
    """The bank's next revision holds some items no more."""
    with classroom.database.write() as session:
        bank = session.scalars(select(Bank).where(Bank.school_id == teacher.school_id)).one()
        entries = [entry for entry, _ in entries_at(session, teacher, bank.id, bank.revision) if which(entry)]
        bank.revision += 1
        for entry in islice(entries, most):
            entry.until = bank.revision


def test_what_is_wanted_becomes_the_policy_and_is_shown_again(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    assert page.wanted.sure == "balanced"
    assert page.wanted.gentle
    rehearse_diagnostic(classroom.database, teacher, page.id, rng=np.random.default_rng(1))
    wanted = Wanted(page.wanted.competencies[:2], 14, 20.5, "strict", "0", False, 0.2, 0.4)
    wish = BlueprintWish("  Otro nombre ", "each", 0, wanted)
    save_blueprint(classroom.database, teacher, page.id, wish, now=classroom.clock.now)
    again = shown(classroom, teacher)
    assert again.wanted == wanted
    assert (again.title, again.wish.feedback, again.wish.attempts) == ("Otro nombre", "each", 0)
    assert again.rehearsal is None, "what was tried is not what is asked now"
    kept = policy(classroom, teacher)
    assert (kept.mastered, round(kept.not_yet, 6), kept.max_items, kept.min_items) == (0.95, 0.05, 14, 7)
    assert kept.loss_power == 0.5, "what the form does not show stays"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"competencies": ()}, "blueprint_competencies"),
        ({"competencies": tuple(f"c{n}" for n in range(9))}, "blueprint_competencies"),
        ({"competencies": ("nothing",)}, "input_invalid"),
        ({"questions": 1}, "blueprint_questions"),
        ({"questions": 61}, "blueprint_questions"),
        ({"minutes": 0.5}, "blueprint_minutes"),
        ({"minutes": 301}, "blueprint_minutes"),
        ({"minutes": float("nan")}, "blueprint_minutes"),
        ({"sure": "very"}, "input_invalid"),
        ({"level": "1"}, "input_invalid"),
        ({"level": "-1"}, "input_invalid"),
        ({"level": "²"}, "input_invalid"),
        ({"pilots": 0.05}, "blueprint_pilots"),
        ({"pilots": 0.3}, "blueprint_pilots"),
        ({"pilots": float("nan")}, "blueprint_pilots"),
        ({"exposure": 0.0}, "blueprint_exposure"),
        ({"exposure": 1.5}, "blueprint_exposure"),
        ({"exposure": float("inf")}, "blueprint_exposure"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    classroom: Classroom, asked: dict[str, object], code: str
) -> None:
    teacher = classroom.set_up()
    page, before = shown(classroom, teacher), policy(classroom, teacher)
    with pytest.raises(InputRefused) as refused:
        keep(classroom, teacher, page, **asked)
    assert refused.value.code == code
    assert policy(classroom, teacher) == before


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (BlueprintWish(" "), "blueprint_title"),
        (BlueprintWish("x" * 201), "blueprint_title"),
        (BlueprintWish("x", "always"), "input_invalid"),
        (BlueprintWish("x", "none", -1), "blueprint_attempts"),
        (BlueprintWish("x", "none", 21), "blueprint_attempts"),
    ],
)
def test_name_feedback_and_attempts_are_looked_at_too(
    classroom: Classroom, wish: BlueprintWish, code: str
) -> None:
    teacher = classroom.set_up()
    with pytest.raises(InputRefused) as refused:
        keep(classroom, teacher, shown(classroom, teacher), wish)
    assert refused.value.code == code


def test_once_students_have_begun_what_is_asked_stays_and_a_copy_may_change(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    classroom.begin(classroom.enter("s1"))
    page = shown(classroom, teacher)
    assert page.begun
    with pytest.raises(InputRefused) as refused:
        keep(classroom, teacher, page, questions=page.wanted.questions + 1)
    assert refused.value.code == "blueprint_begun"
    with pytest.raises(InputRefused) as refused:
        rate_cuts(
            classroom.database, teacher, page.id, {page.wanted.competencies[0]: 6}, now=classroom.clock.now
        )
    assert refused.value.code == "blueprint_begun"
    keep(classroom, teacher, page, BlueprintWish(page.title, "end", 3))
    assert shown(classroom, teacher).wish.attempts == 3
    made = copy_diagnostic(classroom.database, teacher, page.id, "Copia", now=classroom.clock.now)
    copied = open_blueprint(classroom.database, teacher, made)
    assert (copied.published, copied.begun, copied.places) == (False, False, ())
    keep(classroom, teacher, copied, questions=9)
    assert open_blueprint(classroom.database, teacher, made).wanted.questions == 9
    assert open_blueprint(classroom.database, teacher, page.id).wanted.questions == page.wanted.questions


def test_who_takes_part_in_nothing_of_it_decides_nothing(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    student, other = classroom.enter("s1"), classroom.set_up("C2")
    with pytest.raises(AccessRefused):
        keep(classroom, student, page)
    with pytest.raises(AccessRefused):
        open_blueprint(classroom.database, student, page.id)
    for refused in (
        lambda: keep(classroom, other, page),
        lambda: open_blueprint(classroom.database, other, page.id),
        lambda: publish(classroom.database, other, page.id, published=False, now=classroom.clock.now),
        lambda: rehearse_diagnostic(classroom.database, other, page.id, rng=classroom.rng),
        lambda: copy_diagnostic(classroom.database, other, page.id, "x", now=classroom.clock.now),
        lambda: open_questions(classroom.database, other, page.id, "", language="es"),
    ):
        with pytest.raises(NotFound):
            refused()


def test_held_back_nobody_begins_and_whoever_is_at_it_goes_on(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    at_it, waiting = classroom.enter("s1"), classroom.enter("s2")
    classroom.begin(at_it)
    publish(classroom.database, teacher, page.id, published=False, now=classroom.clock.now)
    start = open_start(classroom.database, waiting)
    assert start is not None
    assert start.held_back
    record_choices(classroom.database, waiting, Choices(True, False, False, ()), now=classroom.clock.now)
    with pytest.raises(InputRefused) as refused:
        begin_diagnostic(classroom.database, waiting, now=classroom.clock.now, rng=classroom.rng)
    assert refused.value.code == "diagnostic_unpublished"
    assert classroom.finish(at_it) > 0
    publish(classroom.database, teacher, page.id, published=True, now=classroom.clock.now)
    classroom.begin(waiting)
    assert classroom.question(waiting) is not None
    with classroom.database.read() as session:
        events = session.scalars(select(AuditEvent.event).where(AuditEvent.event.like("diagnostic_%"))).all()
    assert events == ["diagnostic_held_back", "diagnostic_opened"]


def test_a_competency_without_questions_is_not_opened_and_one_with_few_is_with_a_warning(
    classroom: Classroom,
) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    poor, bare = page.wanted.competencies[:2]
    take_out(classroom, teacher, lambda entry: bare in entry.competencies)
    take_out(classroom, teacher, lambda entry: poor in entry.competencies, most=15)
    with pytest.raises(InputRefused) as refused:
        use_revision(classroom.database, teacher, page.id, now=classroom.clock.now)
    assert refused.value.code == "blueprint_no_items"
    publish(classroom.database, teacher, page.id, published=False, now=classroom.clock.now)
    use_revision(classroom.database, teacher, page.id, now=classroom.clock.now)
    lacks = {one.problem for one in shown(classroom, teacher).shortfalls}
    assert {"none", "few"} <= lacks
    with pytest.raises(InputRefused) as refused:
        publish(classroom.database, teacher, page.id, published=True, now=classroom.clock.now)
    assert refused.value.code == "blueprint_no_items"
    now_shown = shown(classroom, teacher)
    keep(classroom, teacher, now_shown, competencies=tuple(set(page.wanted.competencies) - {bare}))
    publish(classroom.database, teacher, page.id, published=True, now=classroom.clock.now)
    after = shown(classroom, teacher)
    assert after.published
    assert "few" in {one.problem for one in after.shortfalls}


def test_newer_questions_are_told_and_running_attempts_keep_theirs(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    student = classroom.enter("s1")
    classroom.begin(student)
    target = page.wanted.competencies[0]
    take_out(classroom, teacher, lambda entry: target in entry.competencies, most=3)
    take_out(classroom, teacher, lambda entry: target not in entry.competencies and "fractions" not in entry.competencies[0], most=2)  # fmt: skip
    told = open_revision(classroom.database, teacher, page.id, language="es")
    assert told.counts == {"new": 0, "changed": 0, "gone": 3}
    assert (told.revision, told.newest) == (1, 3)
    use_revision(classroom.database, teacher, page.id, now=classroom.clock.now)
    with classroom.database.read() as session:
        assert session.scalars(select(Attempt.bank_revision)).all() == [1]
        assert session.scalars(select(Diagnostic.bank_revision)).all() == [3]
    assert classroom.finish(student) > 0
    with pytest.raises(InputRefused) as refused:
        use_revision(classroom.database, teacher, page.id, now=classroom.clock.now)
    assert refused.value.code == "revision_current"


def test_teachers_say_what_just_mastering_means_and_the_mean_becomes_the_cut(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    colleague = classroom.enter("teacher-2", Role.TEACHER)
    page = shown(classroom, teacher)
    code = page.wanted.competencies[0]
    before = open_cuts(classroom.database, teacher, page.id, language="es").cuts[0]
    assert before.own is None
    assert before.low is not None
    assert before.now is not None
    assert before.high is not None
    assert before.low < before.now < before.high
    rate_cuts(classroom.database, teacher, page.id, {code: 6.0}, now=classroom.clock.now)
    rate_cuts(classroom.database, colleague, page.id, {code: 8.0}, now=classroom.clock.now)
    cut = open_cuts(classroom.database, teacher, page.id, language="es").cuts[0]
    assert (cut.own, cut.mean) == (6.0, pytest.approx(7.0))
    assert cut.others == (("Giventeacher-2 Familyteacher-2", 8.0),)
    with classroom.database.read() as session:
        loaded = load_bank(session, teacher, session.scalars(select(Bank.id)).one())
    position = loaded.loaded.framework.index(code)
    at_cut = np.array([policy(classroom, teacher).cuts[code]])
    assert expected_share(loaded.bank, position, at_cut)[0] == pytest.approx(0.7)
    rate_cuts(classroom.database, teacher, page.id, {code: None}, now=classroom.clock.now)
    rate_cuts(classroom.database, colleague, page.id, {}, now=classroom.clock.now)
    assert policy(classroom, teacher).cuts == {}


@pytest.mark.parametrize(
    ("answer", "code"),
    [(0.0, "cut_rating"), (10.0, "cut_rating"), (float("nan"), "cut_rating"), (9.99, "cut_out_of_reach")],
)
def test_an_answer_that_the_questions_cannot_tell_is_refused(
    classroom: Classroom, answer: float, code: str
) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    with pytest.raises(InputRefused) as refused:
        rate_cuts(
            classroom.database,
            teacher,
            page.id,
            {page.wanted.competencies[0]: answer},
            now=classroom.clock.now,
        )
    assert refused.value.code == code
    assert policy(classroom, teacher).cuts == {}
    with classroom.database.read() as session:
        assert session.scalars(select(CutRating)).all() == []


def test_a_cut_that_came_with_a_copied_course_stays_when_something_else_changes(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    first, second = page.wanted.competencies[:2]
    rate_cuts(classroom.database, teacher, page.id, {first: 6.0, second: 6.0}, now=classroom.clock.now)
    cuts = policy(classroom, teacher).cuts
    with classroom.database.write() as session:
        for rating in session.scalars(select(CutRating)):
            session.delete(rating)
    keep(classroom, teacher, shown(classroom, teacher), questions=11)
    assert policy(classroom, teacher).cuts == cuts
    keep(classroom, teacher, shown(classroom, teacher), competencies=(first,))
    assert policy(classroom, teacher).cuts == {first: cuts[first]}


def test_a_rehearsal_is_kept_with_what_it_tells(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    view = rehearse_diagnostic(classroom.database, teacher, page.id, rng=np.random.default_rng(3))
    assert shown(classroom, teacher).rehearsal == view
    assert view.learners == 200
    assert sum(count for _, count in view.lengths) == 200
    assert 1 <= view.items_low <= view.items_mean <= view.items_high <= page.wanted.questions
    assert len(view.decided_by) == len(page.wanted.competencies)
    assert view.decided == pytest.approx(np.mean([share for _, share in view.decided_by]))
    assert view.decided_right is not None
    assert view.decided_right > 0.85
    save_blueprint(
        classroom.database, teacher, page.id, BlueprintWish("Nuevo", "end", 2), now=classroom.clock.now
    )
    assert shown(classroom, teacher).rehearsal == view, "nothing that students are asked has changed"


def test_a_new_one_is_held_back_until_it_is_set_up(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    (bank,) = open_new_diagnostic(classroom.database, teacher).banks
    assert bank[3] == 288
    made = make_diagnostic(classroom.database, teacher, bank[0], "Nuevo", now=classroom.clock.now)
    page = open_blueprint(classroom.database, teacher, made)
    assert (page.published, page.places) == (False, ())
    assert 1 <= len(page.wanted.competencies) <= 5
    assert page.shortfalls == () or {one.problem for one in page.shortfalls} == {"exposed"}
    with pytest.raises(NotFound):
        make_diagnostic(classroom.database, teacher, "no bank", "x", now=classroom.clock.now)
    with pytest.raises(InputRefused):
        make_diagnostic(classroom.database, teacher, bank[0], " ", now=classroom.clock.now)


def test_all_usable_questions_are_shown_with_what_is_right(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    page = shown(classroom, teacher)
    for code in page.wanted.competencies:
        opened = open_questions(classroom.database, teacher, page.id, code, language="es")
        number = next(count for one, _, count in opened.competencies if one == code)
        assert len(opened.questions) == number > 0
        assert all(question.solution for question in opened.questions)
    with pytest.raises(NotFound):
        open_questions(classroom.database, teacher, page.id, "integers-add", language="es")
