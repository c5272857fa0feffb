"""A learner's way through a diagnostic, by the actions that pages use, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from classroom import Classroom, checker
from sqlalchemy import func, select

from adapters.lms.base import Role
from lti_tool.actions.answer_item import answer_item
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.contest_result import contest_result
from lti_tool.actions.loading import load_bank, policy_of, the_diagnostic
from lti_tool.actions.open_path import open_path, open_step
from lti_tool.actions.open_result import open_result
from lti_tool.actions.open_start import open_start
from lti_tool.actions.pause_diagnostic import pause_diagnostic
from lti_tool.actions.question_pages import QuestionPage
from lti_tool.actions.read_answer import Answer
from lti_tool.actions.record_choices import Choices, record_choices
from lti_tool.actions.take_step import choose_alternative, finish_step
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import BeliefRow, EvidenceEntry
from lti_tool.database.grades import GradeJob
from lti_tool.errors import AccessRefused, InputRefused, NotFound
from personalization.belief import Belief
from personalization.evidence import Response, replay


def count(classroom: Classroom, model: type) -> int:
    with classroom.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_nothing_is_asked_before_the_notice_was_read_and_a_way_chosen(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    with pytest.raises(InputRefused, match="notice_unread"):
        begin_diagnostic(classroom.database, scope, now=classroom.clock(), rng=classroom.rng)
    record_choices(classroom.database, scope, Choices(None, False, False, ()), now=classroom.clock())
    with pytest.raises(InputRefused, match="choice_missing"):
        begin_diagnostic(classroom.database, scope, now=classroom.clock(), rng=classroom.rng)
    assert count(classroom, Attempt) == 0


def test_who_knows_everything_and_who_knows_nothing_get_opposite_words(classroom: Classroom) -> None:
    classroom.set_up()
    words = {}
    for subject, right in (("strong", True), ("weak", False)):
        page = open_result(classroom.database, classroom.take(subject, right=right))
        assert page is not None
        words[subject] = {view.word for area in page.areas for view in area.competencies}
    assert "mastered" in words["strong"]
    assert words["strong"] <= {"mastered", "nearly_there", "not_enough_evidence"}
    assert "not_yet" in words["weak"]
    assert words["weak"] <= {"not_yet", "on_the_way", "probably_not_yet", "not_enough_evidence"}


def test_contributions_shown_add_up_to_the_mean_of_the_belief(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    classroom.finish(scope, lambda number: number % 3 != 0)
    with classroom.database.read() as session:
        log = session.scalars(select(EvidenceEntry).order_by(EvidenceEntry.id)).all()
        row = session.scalars(select(BeliefRow)).one()
    total = sum(np.frombuffer(entry.contribution, "<f8") for entry in log if entry.contribution)
    np.testing.assert_allclose(total, Belief.from_bytes(row.state).mean, atol=1e-12)


def test_the_belief_is_what_a_replay_of_the_log_gives(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    classroom.finish(scope, lambda number: number % 2 == 0)
    with classroom.database.read() as session:
        loaded = load_bank(session, scope, the_diagnostic(session, scope).bank_id)
        log = session.scalars(select(EvidenceEntry).order_by(EvidenceEntry.id)).all()
        stored = Belief.from_bytes(session.scalars(select(BeliefRow)).one().state)
    entries = [
        Response(loaded.bank.items[loaded.bank.index(entry.parameters["item"])], entry.score) for entry in log
    ]
    replayed = replay(loaded.loaded.framework, loaded.loaded.prior, entries).belief
    np.testing.assert_allclose(replayed.mean, stored.mean, atol=1e-9)
    np.testing.assert_allclose(replayed.covariance, stored.covariance, atol=1e-9)


def test_an_answer_sent_twice_counts_once(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    page = classroom.question(scope)
    assert page is not None
    solution = classroom.solution(page)
    assert classroom.give(scope, solution, page=page) == "next"
    following = classroom.question(scope)
    assert classroom.give(scope, solution, page=page) == "next"
    assert classroom.question(scope) == following
    assert count(classroom, EvidenceEntry) == 1


def test_the_same_answer_from_eight_threads_at_once_counts_once(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    page = classroom.question(scope)
    assert page is not None
    answer = Answer(page.attempt, page.item, False, classroom.solution(page), language="en")

    def send(seed: int) -> object:
        rng = np.random.default_rng(seed)
        return answer_item(classroom.database, checker(), scope, answer, now=classroom.clock(), rng=rng)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8))) == {"next"}
    assert count(classroom, EvidenceEntry) == 1


def test_an_answer_after_the_end_is_refused_and_changes_nothing(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    first = classroom.question(scope)
    assert first is not None
    classroom.finish(scope)
    before = count(classroom, EvidenceEntry)
    with classroom.database.read() as session:
        loaded = load_bank(session, scope, the_diagnostic(session, scope).bank_id)
        asked = set(session.scalars(select(Attempt)).one().asked)
    unasked = next(i for i in range(len(loaded.bank)) if i not in asked)
    late = Answer(first.attempt, loaded.public_ids[unasked], False, "1", language="en")
    with pytest.raises(InputRefused, match="attempt_finished"):
        answer_item(classroom.database, checker(), scope, late, now=classroom.clock(), rng=classroom.rng)
    # The first one again is no error: its page may not have heard that it arrived.
    assert classroom.give(scope, classroom.solution(first), page=first) == "finished"
    assert count(classroom, EvidenceEntry) == before


def test_an_answer_to_another_learners_test_is_refused(classroom: Classroom) -> None:
    classroom.set_up()
    mine, other = classroom.enter("s1"), classroom.enter("s2")
    classroom.begin(mine)
    classroom.begin(other)
    page = classroom.question(mine)
    assert page is not None
    with pytest.raises(NotFound):
        classroom.give(other, "1", page=page)
    assert count(classroom, EvidenceEntry) == 0


def test_an_answer_to_a_question_that_is_not_shown_is_refused(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    page = classroom.question(scope)
    assert page is not None
    forged = Answer(page.attempt, "no-such-item", False, "1")
    with pytest.raises(InputRefused, match="answer_not_current"):
        answer_item(classroom.database, checker(), scope, forged, now=classroom.clock(), rng=classroom.rng)


def open_question_page(classroom: Classroom, scope: object) -> QuestionPage:
    """Go on until an open question is shown."""
    while True:
        page = classroom.question(scope)  # type: ignore[arg-type]
        assert page is not None
        if page.kind != "choice":
            return page
        classroom.give(scope, classroom.solution(page))  # type: ignore[arg-type]


def test_what_cannot_be_read_is_kept_on_the_page_and_not_counted(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    page = open_question_page(classroom, scope)
    before = count(classroom, EvidenceEntry)
    for text, reason in (("((1+", "unreadable"), ("7" * 600, "too_long")):
        again = classroom.give(scope, text, page=page)
        assert isinstance(again, QuestionPage)
        assert (again.item, again.kept, again.problem) == (page.item, text, reason)
    assert count(classroom, EvidenceEntry) == before
    # Also after a reload, on any device.
    assert classroom.question(classroom.enter("s1")).kept == "7" * 600  # type: ignore[union-attr]
    assert classroom.give(scope, classroom.solution(page), page=page) in ("next", "finished")


def test_a_skip_is_evidence_of_its_own_kind(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    classroom.give(scope, "", skipped=True)
    with classroom.database.read() as session:
        entry = session.scalars(select(EvidenceEntry)).one()
        belief = Belief.from_bytes(session.scalars(select(BeliefRow)).one().state)
    assert (entry.kind, entry.score, entry.answer) == ("skip", None, "")
    assert belief.mean.min() < 0


def test_pause_and_go_on_in_another_browser_shows_the_same_question(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    classroom.give(scope, classroom.solution(classroom.question(scope)))  # type: ignore[arg-type]
    before = classroom.question(scope)
    pause_diagnostic(classroom.database, scope, now=classroom.clock())
    assert classroom.question(scope) is None
    elsewhere = classroom.enter("s1")
    start = open_start(classroom.database, elsewhere)
    assert start is not None
    assert start.status == "paused"
    begin_diagnostic(classroom.database, elsewhere, now=classroom.clock(), rng=classroom.rng)
    assert classroom.question(elsewhere) == before


def test_the_fixed_path_infers_nothing_and_asks_everybody_the_same(classroom: Classroom) -> None:
    classroom.set_up()
    asked = []
    for subject, right in (("s1", True), ("s2", False)):
        scope = classroom.take(subject, right=right, profiling=False)
        page = open_result(classroom.database, scope)
        assert page is not None
        assert not page.profiled
        assert page.areas == ()
        assert {one.right == one.asked for one in page.fixed} == {right}
        path = open_path(classroom.database, scope)
        assert path is not None
        asked.append([step.competency for step in path.steps])
    with classroom.database.read() as session:
        attempts = session.scalars(select(Attempt).order_by(Attempt.id)).all()
        assert attempts[0].asked == attempts[1].asked
        assert all(entry.contribution is None for entry in session.scalars(select(EvidenceEntry)))
    assert asked[0] == asked[1]
    assert count(classroom, BeliefRow) == 0


def test_the_way_cannot_be_changed_in_the_middle(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope, profiling=False)
    with pytest.raises(InputRefused, match="way_already_chosen"):
        record_choices(classroom.database, scope, Choices(True, False, False, ()), now=classroom.clock())


def test_no_question_twice_and_never_more_than_the_policy_allows(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    answered = classroom.finish(scope, lambda number: number % 2 == 0)
    with classroom.database.read() as session:
        attempt = session.scalars(select(Attempt)).one()
        policy = policy_of(the_diagnostic(session, scope))
    assert len(attempt.asked) == len(set(attempt.asked)) == answered <= policy.max_items


def test_path_steps_respect_prerequisites_and_a_done_step_moves_the_belief(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.take("s1", right=False)
    path = open_path(classroom.database, scope)
    assert path is not None
    first = path.steps[0]
    assert len(first.alternatives) >= 2
    assert first.reasons
    with classroom.database.read() as session:
        framework = load_bank(session, scope, the_diagnostic(session, scope).bank_id).loaded.framework
    before = {framework.codes[p] for p in framework.before[framework.index(first.competency)]}
    assert not before & {step.competency for step in path.steps[1:]}, "a prerequisite came later"
    with pytest.raises(InputRefused):
        open_step(classroom.database, scope, first.id, language="es")
    choose_alternative(classroom.database, scope, first.id, first.alternatives[1].code, now=classroom.clock())
    assert open_step(classroom.database, scope, first.id, language="en").language == "en"
    with classroom.database.read() as session:
        mean = Belief.from_bytes(session.scalars(select(BeliefRow)).one().state).mean
    for _ in range(2):  # the second time changes nothing
        finish_step(classroom.database, scope, first.id, "right", "Ahora sí", now=classroom.clock())
    with classroom.database.read() as session:
        after = Belief.from_bytes(session.scalars(select(BeliefRow)).one().state).mean
    moved = np.flatnonzero(after - mean)
    assert moved.tolist() == [framework.index(first.competency)]
    replanned = open_path(classroom.database, scope)
    assert replanned is not None
    assert replanned.steps[0].state == "done"
    assert first.alternatives[1].code not in {a.code for s in replanned.steps[1:] for a in s.alternatives}


def test_a_contest_reaches_the_teacher_with_what_it_is_about(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    scope = classroom.take("s1", right=False)
    page = open_result(classroom.database, scope)
    assert page is not None
    view = page.areas[0].competencies[0]
    for text in ("", "x" * 2001):
        with pytest.raises(InputRefused):
            contest_result(classroom.database, scope, view.code, text, now=classroom.clock())
    contest_result(classroom.database, scope, view.code, "I know this from home.", now=classroom.clock())
    seen = open_result(classroom.database, teacher, page.person_id)
    assert seen is not None
    assert seen.contested


def test_a_student_sees_no_other_student_and_no_other_course(classroom: Classroom) -> None:
    teacher = classroom.set_up("C1")
    elsewhere = classroom.set_up("C2")
    scope = classroom.take("s1")
    page = open_result(classroom.database, scope)
    assert page is not None
    with pytest.raises(AccessRefused):
        open_result(classroom.database, classroom.enter("s2"), page.person_id)
    with pytest.raises(NotFound):
        open_result(classroom.database, elsewhere, page.person_id)
    assert open_result(classroom.database, teacher, page.person_id) is not None
    # The same person in the other course starts from nothing.
    assert open_result(classroom.database, classroom.enter("s1", Role.STUDENT, "C2")) is None


def test_the_grade_job_is_written_with_the_last_answer(classroom: Classroom) -> None:
    classroom.set_up()
    scope = classroom.enter("s1")
    classroom.begin(scope)
    classroom.give(scope, classroom.solution(classroom.question(scope)))  # type: ignore[arg-type]
    assert count(classroom, GradeJob) == 0
    classroom.finish(scope)
    assert count(classroom, GradeJob) == 1
