"""Pages that say what happened and what comes next, also where nothing good did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from classroom import Classroom, make_classroom
from databases import Databases
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.assemble import assemble
from lti_tool.actions.loading import policy_of
from lti_tool.actions.start_launch import Started
from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.database.banks import Bank, ItemRow
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.itineraries import ItineraryStep
from lti_tool.web.teacher import banks_words


class Course:
    """A class and the application that shows it."""

    def __init__(self, url: str) -> None:
        config = Config(
            public_url="http://localhost:8000",
            secret_key="only good for tests, and long enough for one",
            database_url=url,
            log_level="CRITICAL",
        )
        self.runtime = assemble(config)
        self.classroom: Classroom = make_classroom(self.runtime.database)
        self.runtime.clock = self.classroom.clock
        self.classroom.set_up()
        self.app: Flask = create_app(config, self.runtime)

    def open(self, who: Started, path: str) -> TestResponse:
        headers = {"Authorization": f"Bearer {who.token}"}
        return self.app.test_client().get(f"/s/{who.scope.launch}/{path}", headers=headers)


@pytest.fixture(scope="module")
def course(databases: Databases) -> Iterator[Course]:
    made = Course(databases.make("sqlite"))
    yield made
    made.runtime.answers.close()
    made.runtime.database.dispose()


def end_path(course: Course, person_id: int) -> None:
    """As if every step of somebody's path had been done."""
    with course.runtime.database.write() as session:
        session.execute(
            update(ItineraryStep).where(ItineraryStep.person_id == person_id).values(state="done")
        )


@pytest.mark.parametrize(("right", "praised"), [(True, True), (False, False)])
def test_a_path_that_ends_praises_only_who_masters_it(course: Course, right: bool, praised: bool) -> None:
    subject = "able" if right else "trying"
    course.classroom.take(subject, right=right)
    student = course.classroom.launch(subject, Role.STUDENT)
    end_path(course, student.scope.person_id)
    page = course.open(student, "path")
    assert page.status_code == 200
    assert ("panel-warm" in page.text) is praised


def test_a_bank_that_cannot_be_written_says_so_on_a_page(course: Course) -> None:
    teacher = course.classroom.launch("teacher", Role.TEACHER)
    with course.runtime.database.write() as session:
        bank = session.scalars(select(Bank.public_id)).one()
        item = session.scalars(select(ItemRow).order_by(ItemRow.id)).first()
        assert item is not None
        kept, item.texts = item.texts, {"es": {"stem": 5}}
        damaged = item.id
    answer = course.open(teacher, f"banks/{bank}/export/csv")
    assert (answer.status_code, answer.headers["X-Senda-Error"]) == (500, "unexpected")
    assert "Content-Disposition" not in answer.headers
    with course.runtime.database.write() as session:
        session.get_one(ItemRow, damaged).texts = kept
    whole = course.open(teacher, f"banks/{bank}/export/csv")
    assert whole.status_code == 200
    assert whole.data.count(b"\n") > 288


def test_every_event_of_a_question_has_words() -> None:
    events = {"written", "reworded", "updated", "restored", "set_aside", "brought_back"}
    assert {f"item_{name}" for name in events} | {"bank_made"} <= set(banks_words.EVENTS)


@pytest.mark.parametrize(("share", "warned"), [(0.05, True), (1.0, False)])
def test_a_share_that_the_bank_cannot_hold_is_said_on_the_blueprint(
    course: Course, share: float, warned: bool
) -> None:
    """A test of n questions, each in at most a share of the tests, needs n divided by the share of them."""
    teacher = course.classroom.launch("teacher", Role.TEACHER)
    with course.runtime.database.write() as session:
        diagnostic = session.scalars(select(Diagnostic)).one()
        policy = policy_of(diagnostic)
        exposure = replace(policy.exposure, max_rate=share)
        diagnostic.policy = replace(policy, exposure=exposure).to_json()
        needed = round(policy.max_items / share)
        name = diagnostic.public_id
    page = course.open(teacher, f"diagnostics/{name}")
    assert page.status_code == 200
    # "so many would be enough" is said of this shortfall only
    assert (f"{needed} " in page.text.partition('id="lacks-title"')[2].partition("</section>")[0]) is warned
