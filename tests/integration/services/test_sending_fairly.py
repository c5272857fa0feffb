"""Many grades at once: platforms that ask to wait or keep silent, workers that meet or die."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fake_platform import JsonServer, reply
from sqlalchemy import select

from benchmarks.grade_course import GradeCourse, make_course
from benchmarks.grade_platform import Manners
from benchmarks.grades import Run, measure
from lti_tool.actions.assemble import assemble
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.send_grades import AT_ONCE, GradeSender, send_grades
from lti_tool.config import Config
from lti_tool.database.grades import GradeJob, LineItemRow, PlatformPause


class Gradebook:
    """A platform that takes scores, and calls `before` first, which may answer itself."""

    def __init__(self) -> None:
        self.server = JsonServer()
        self.scores: list[dict[str, Any]] = []
        self.made = 0
        self.before: Callable[[Any, dict[str, Any]], bool] = lambda handler, score: False
        self.server.answers["/token"] = {"access_token": "t", "expires_in": 3600}
        self.server.answers["/course/lineitems"] = self._line_items
        self.server.answers["/course/lineitems/1/lineitem/scores"] = self._scores

    def _line_items(self, handler: Any, body: bytes) -> None:
        if handler.command == "GET":
            reply(handler, 200, [])
            return
        self.made += 1
        reply(handler, 201, {"id": f"{self.server.origin}/course/lineitems/1/lineitem?type_id=1"})

    def _scores(self, handler: Any, body: bytes) -> None:
        score = json.loads(body)
        if not self.before(handler, score):
            self.scores.append(score)
            reply(handler, 200)

    @property
    def tried(self) -> int:
        return self.server.count("/course/lineitems/1/lineitem/scores")


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    config = Config(
        public_url="https://senda.example",
        secret_key="a secret that is only good for tests, nothing else",
        database_url=database_url,
        allow_private_hosts=True,
        lms_timeout=20,
        log_level="ERROR",
    )
    made = assemble(config)
    yield made
    made.database.dispose()


@pytest.fixture
def gradebooks() -> Iterator[list[Gradebook]]:
    made = [Gradebook(), Gradebook()]
    yield made
    for one in made:
        one.server.close()


def course_of(runtime: Runtime, gradebook: Gradebook, students: int) -> GradeCourse:
    course = make_course(runtime, gradebook.server.origin)
    course.enrol([f"s{number}" for number in range(students)])
    course.score({subject: 4 for subject in course.people})
    return course


def send(runtime: Runtime) -> int:
    return send_grades(runtime, now=runtime.clock())


def states(course: GradeCourse) -> set[str]:
    return {job.state for job in course.jobs().values()}


def test_one_column_is_made_however_many_wait_for_it(runtime: Runtime, gradebooks: list[Gradebook]) -> None:
    course = course_of(runtime, gradebooks[0], 30)
    workers = [threading.Thread(target=send, args=(runtime,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    send(runtime)
    assert gradebooks[0].made == 1
    assert states(course) == {"sent"}
    assert sorted(score["userId"] for score in gradebooks[0].scores) == sorted(course.people)


def test_a_platform_that_asks_to_wait_is_left_alone_as_a_whole(
    runtime: Runtime, gradebooks: list[Gradebook]
) -> None:
    busy, free = gradebooks
    course, other = course_of(runtime, busy, 40), course_of(runtime, free, 5)

    def wait(handler: Any, score: dict[str, Any]) -> bool:
        reply(handler, 429, headers={"Retry-After": "600"})
        return True

    busy.before = wait
    send(runtime)
    assert 1 <= busy.tried <= AT_ONCE
    assert (states(course), states(other)) == ({"waiting"}, {"sent"})
    assert sum(job.attempts for job in course.jobs().values()) == busy.tried, "the others were not tried"
    assert send(runtime) == 0
    busy.before = lambda handler, score: False
    with runtime.database.write() as session:
        pause = session.scalars(select(PlatformPause)).one()
        assert pause.until > runtime.clock() + timedelta(minutes=9)
        pause.until = runtime.clock()
        for job in session.scalars(select(GradeJob)):
            job.due_at = min(job.due_at, runtime.clock())
    send(runtime)
    assert states(course) == {"sent"}


def test_a_platform_that_keeps_silent_does_not_hold_up_the_others(
    runtime: Runtime, gradebooks: list[Gradebook]
) -> None:
    silent, free = gradebooks
    course, other = course_of(runtime, silent, 40), course_of(runtime, free, 40)
    others_done = threading.Event()
    too_late: list[bool] = []

    def until_the_others_are_done(handler: Any, score: dict[str, Any]) -> bool:
        too_late.append(not others_done.wait(15))
        return False

    def count(handler: Any, score: dict[str, Any]) -> bool:
        if len(free.scores) >= 39:
            others_done.set()
        return False

    silent.before, free.before = until_the_others_are_done, count
    send(runtime)
    assert not any(too_late)
    assert (states(course), states(other)) == ({"sent"}, {"sent"})


def test_a_platform_that_hangs_up_again_and_again_is_left_alone(
    runtime: Runtime, gradebooks: list[Gradebook]
) -> None:
    course = course_of(runtime, gradebooks[0], 60)

    def hang_up(handler: Any, score: dict[str, Any]) -> bool:
        handler.close_connection = True
        return True

    gradebooks[0].before = hang_up
    send(runtime)
    assert gradebooks[0].tried < 30
    assert states(course) == {"waiting"}
    with runtime.database.read() as session:
        pause = session.scalars(select(PlatformPause)).one()
        assert pause.until > runtime.clock()
        assert pause.reason == "service_unreachable"


def test_a_score_that_changed_while_it_was_sent_goes_again_and_newer(
    runtime: Runtime, gradebooks: list[Gradebook]
) -> None:
    gradebook = gradebooks[0]
    course = course_of(runtime, gradebook, 1)
    changes = iter([lambda: course.score({"s0": 7})])

    def change(handler: Any, score: dict[str, Any]) -> bool:
        for act in changes:
            act()
        return False

    gradebook.before = change
    GradeSender(runtime).run(now=runtime.clock(), patience=timedelta(seconds=3))
    first, second = gradebook.scores
    assert (first["scoreGiven"], second["scoreGiven"]) == (50.0, 87.5)
    assert first["timestamp"] < second["timestamp"]
    assert states(course) == {"sent"}


def test_whoever_lost_its_lease_sends_nothing_and_settles_nothing(
    runtime: Runtime, gradebooks: list[Gradebook]
) -> None:
    gradebook = gradebooks[0]
    course = course_of(runtime, gradebook, 1)
    send(runtime)
    course.score({"s0": 7})
    time.sleep(1.1)

    def stall(handler: Any, score: dict[str, Any]) -> bool:
        # While this one is under way its lease ends and another worker takes the job.
        with runtime.database.write() as session:
            job = session.scalars(select(GradeJob)).one()
            job.leased_until = runtime.clock() + timedelta(seconds=60)
        gradebook.before = lambda handler, score: False
        return False

    gradebook.before = stall
    send(runtime)
    job = course.jobs()["s0"]
    assert (job.state, job.sent_score) == ("sending", 50.0), "the other one's to settle"
    assert job.sent_at is not None
    assert gradebook.scores[-1]["scoreGiven"] == 87.5


def test_another_column_than_before_gets_every_grade(runtime: Runtime, gradebooks: list[Gradebook]) -> None:
    gradebook = gradebooks[0]
    course = course_of(runtime, gradebook, 5)
    send(runtime)
    gone = iter([True])

    def once(handler: Any, score: dict[str, Any]) -> bool:
        if next(gone, False):
            reply(handler, 404, {})
            return True
        return False

    gradebook.before = once
    course.score({"s0": 7})
    time.sleep(1.1)
    with runtime.database.write() as session:
        for job in session.scalars(select(GradeJob)):
            job.due_at = runtime.clock()
    send(runtime)
    with runtime.database.write() as session:
        assert session.scalars(select(LineItemRow)).one().url == "" or gradebook.made == 2
        for job in session.scalars(select(GradeJob)):
            job.due_at = runtime.clock()
    GradeSender(runtime).run(now=runtime.clock(), patience=timedelta(seconds=3))
    assert states(course) == {"sent"}
    assert gradebook.made == 2
    assert {score["userId"] for score in gradebook.scores[5:]} == set(course.people)


def test_a_killed_worker_and_a_platform_that_restarts_lose_nothing() -> None:
    """The benchmark's run, smaller: real processes, SIGKILL, errors, time-outs, changing scores."""
    manners = Manners(burst=100, silence_seconds=2.0)
    found = measure(Run(300, kills=(0.3,), restart=0.6, lms_timeout=1, manners=manners))
    assert [found[name] for name in ("complete", "lost", "doubled", "stale", "future")] == [True, 0, 0, 0, 0]
