"""Practice with hints, and short checks on the path."""

from __future__ import annotations

import numpy as np
import pytest
from classroom import Classroom, checker
from sqlalchemy import select, update

from lti_tool.actions.answer_item import take_answer
from lti_tool.actions.answer_practice import answer_practice, take_hint
from lti_tool.actions.check_step import begin_check, open_check, open_checked
from lti_tool.actions.loading import load_framework
from lti_tool.actions.open_path import open_path
from lti_tool.actions.practice_pages import PracticePage, PracticeToldPage
from lti_tool.actions.practise import begin_practice, end_practice, go_on, open_practice
from lti_tool.actions.read_answer import Answer
from lti_tool.actions.rebuild_belief import rebuild_belief
from lti_tool.actions.settled_beliefs import known_from
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry, belief_of
from lti_tool.database.itineraries import ItineraryStep
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

TOPIC = "fractions-add"


@pytest.fixture
def learner(classroom: Classroom) -> Scope:
    classroom.set_up()
    return classroom.take("s1", right=False)


def begin(classroom: Classroom, scope: Scope, topic: str = TOPIC) -> None:
    begin_practice(classroom.database, scope, topic, now=classroom.clock.forward(minutes=5), rng=classroom.rng)


def at(classroom: Classroom, scope: Scope) -> PracticePage:
    page = open_practice(classroom.database, scope, language="en")
    assert isinstance(page, PracticePage)
    return page


def give(classroom: Classroom, scope: Scope, page: PracticePage, text: str, **more: bool) -> object:
    question = page.question
    answer = Answer(question.attempt, question.item, more.get("skipped", False), text, "en", reader="en")
    return answer_practice(
        classroom.database, checker(), scope, answer, now=classroom.clock.forward(seconds=30), rng=classroom.rng
    )


def typed(page: PracticePage, text: str) -> Answer:
    return Answer(page.question.attempt, page.question.item, False, text, "en", reader="en")


def log(classroom: Classroom, scope: Scope) -> list[EvidenceEntry]:
    with classroom.database.read() as session:
        rows = session.scalars(select(EvidenceEntry).where(EvidenceEntry.person_id == scope.person_id))
        return [row for row in rows.all() if row.kind in ("practice", "learned")]


def mean(classroom: Classroom, scope: Scope) -> float:
    with classroom.database.read() as session:
        framework = session.scalars(select(EvidenceEntry.framework_id)).first()
        assert framework is not None
        loaded = load_framework(session, scope, framework)
        row = belief_of(session, scope, framework)
        return float(known_from(row, loaded).belief.mean[loaded.framework.index(TOPIC)])


def test_a_right_answer_counts_less_with_each_hint(classroom: Classroom, learner: Scope) -> None:
    begin(classroom, learner)
    before = mean(classroom, learner)
    page = at(classroom, learner)
    told = give(classroom, learner, page, classroom.solution(page.question))
    assert isinstance(told, PracticeToldPage)
    assert (told.answered.outcome, told.done, told.right) == ("right", 1, 1)
    assert told.answered.explanation
    assert mean(classroom, learner) > before
    assert go_on(classroom.database, learner, now=classroom.clock.now)
    page = at(classroom, learner)
    assert page.more_hints > 0
    for _ in range(2):  # sent twice: one hint
        take_hint(classroom.database, learner, typed(page, "half of it"), 0)
    hinted = at(classroom, learner)
    assert (len(hinted.hints), hinted.more_hints) == (1, page.more_hints - 1)
    give(classroom, learner, hinted, classroom.solution(hinted.question))
    practised = [row for row in log(classroom, learner) if row.kind == "practice"]
    assert [row.parameters["hints"] for row in practised] == [0, 1]


def test_the_belief_is_that_of_its_log(classroom: Classroom, learner: Scope) -> None:
    begin(classroom, learner)
    for turn in range(6):
        page = at(classroom, learner)
        if turn % 3 == 2:
            give(classroom, learner, page, "", skipped=True)
        else:
            give(classroom, learner, page, classroom.solution(page.question, right=turn % 2 == 0))
        go_on(classroom.database, learner, now=classroom.clock.now)
    assert len(log(classroom, learner)) == 12
    with classroom.database.read() as session:
        framework = session.scalars(select(EvidenceEntry.framework_id)).first()
        assert framework is not None
        loaded = load_framework(session, learner, framework)
        stored = known_from(belief_of(session, learner, framework), loaded).belief
        again = rebuild_belief(session, learner, learner.person_id, framework)
    assert np.array_equal(again.belief.mean, stored.mean)
    assert np.array_equal(again.belief.covariance, stored.covariance)


def test_what_cannot_be_read_is_kept_and_does_not_count(classroom: Classroom, learner: Scope) -> None:
    begin(classroom, learner)
    page = at(classroom, learner)
    while page.question.kind == "choice":
        give(classroom, learner, page, "1")
        go_on(classroom.database, learner, now=classroom.clock.now)
        page = at(classroom, learner)
    count = len(log(classroom, learner))
    again = give(classroom, learner, page, "3 +* )")
    assert isinstance(again, PracticePage)
    assert (again.question.kept, again.question.problem) == ("3 +* )", "unreadable")
    assert len(log(classroom, learner)) == count


def test_sent_twice_counts_once_and_an_old_page_is_refused(classroom: Classroom, learner: Scope) -> None:
    begin(classroom, learner)
    page = at(classroom, learner)
    text = classroom.solution(page.question)
    give(classroom, learner, page, text)
    assert isinstance(give(classroom, learner, page, text), PracticeToldPage)
    assert len(log(classroom, learner)) == 2
    go_on(classroom.database, learner, now=classroom.clock.now)
    with pytest.raises(InputRefused, match="answer_not_current"):
        give(classroom, learner, page, text)


def test_nothing_is_inferred_without_profiling(classroom: Classroom) -> None:
    classroom.set_up()
    fixed = classroom.take("s2", profiling=False)
    begin(classroom, fixed)
    page = at(classroom, fixed)
    give(classroom, fixed, page, classroom.solution(page.question))
    assert [(row.kind, row.contribution) for row in log(classroom, fixed)] == [("practice", None)]


def test_only_ones_own_and_after_the_diagnostic(classroom: Classroom, learner: Scope) -> None:
    newcomer = classroom.enter("s3")
    with pytest.raises(InputRefused, match="practice_too_early"):
        begin(classroom, newcomer)
    with pytest.raises(NotFound):
        begin(classroom, learner, "no-such-topic")
    begin(classroom, learner)
    page = at(classroom, learner)
    with pytest.raises(NotFound):
        give(classroom, newcomer, page, "1")
    end_practice(classroom.database, learner, now=classroom.clock.now)
    assert open_practice(classroom.database, learner, language="en") is None
    begin(classroom, learner, "fractions-compare")
    assert at(classroom, learner).question.item != page.question.item


def a_check(classroom: Classroom, scope: Scope) -> str:
    """The first check of the path, as if all before it were done."""
    path = open_path(classroom.database, scope)
    assert path is not None
    checks = [step for step in path.steps if step.kind == "check"]
    assert checks
    return checks[0].id


def test_a_check_is_short_ends_its_step_and_moves_the_path(classroom: Classroom, learner: Scope) -> None:
    step = a_check(classroom, learner)
    now = classroom.clock.forward(days=2)
    begin_check(classroom.database, learner, step, now=now, rng=classroom.rng)
    begin_check(classroom.database, learner, step, now=now, rng=classroom.rng)  # goes on
    outcome, asked = "", 0
    while outcome != "finished":
        page = open_check(classroom.database, learner, step, language="en")
        assert page is not None
        answer = Answer(page.attempt, page.item, False, classroom.solution(page), "en", reader="en")
        taken = take_answer(
            classroom.database, checker(), learner, answer,
            now=classroom.clock.forward(seconds=20), rng=classroom.rng,
        )  # fmt: skip
        assert taken.step == step
        outcome, asked = taken.outcome, asked + 1
    assert 2 <= asked <= 5
    shown = open_checked(classroom.database, learner, step)
    assert (shown.answered, shown.right) == (asked, asked)
    path = open_path(classroom.database, learner)
    assert path is not None
    assert {one.id: one.state for one in path.steps}[step] == "done"
    assert open_check(classroom.database, learner, step, language="en") is None
    with pytest.raises(InputRefused, match="attempt_finished"):
        begin_check(classroom.database, learner, step, now=now, rng=classroom.rng)
    # The diagnostic itself is still the one attempt that was finished before.
    with classroom.database.read() as session:
        kinds = session.scalars(select(Attempt.kind).where(Attempt.person_id == learner.person_id)).all()
    assert sorted(kinds) == ["check", "diagnostic"]
    assert classroom.question(learner) is None


def test_a_step_that_is_no_check_has_none(classroom: Classroom, learner: Scope) -> None:
    path = open_path(classroom.database, learner)
    assert path is not None
    other = next(step for step in path.steps if step.kind != "check")
    for step in (other.id, "nonsense"):
        with pytest.raises(NotFound):
            begin_check(classroom.database, learner, step, now=classroom.clock.now, rng=classroom.rng)
    with pytest.raises(NotFound):
        open_checked(classroom.database, learner, other.id)


def test_a_check_is_no_grade_of_the_diagnostic(classroom: Classroom, learner: Scope) -> None:
    step = a_check(classroom, learner)
    with classroom.database.write() as session:
        session.execute(update(ItineraryStep).where(ItineraryStep.public_id == step).values(state="todo"))
    begin_check(classroom.database, learner, step, now=classroom.clock.now, rng=classroom.rng)
    path = open_path(classroom.database, learner)
    assert path is not None
    assert path.has_result
