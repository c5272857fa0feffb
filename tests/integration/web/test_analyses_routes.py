"""The addresses about questions and their answers: who may, what is shown, what follows from a press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from answered_bank import AnsweredBank, answered_bank
from classroom import make_classroom
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.start_launch import Started
from lti_tool.database.analyses import Analysis
from lti_tool.database.banks import Bank
from lti_tool.database.classes import CourseClass
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.people import Person
from lti_tool.jobs import connect


class Site(ShownClass):
    """The application over a bank with many answers."""

    answered: AnsweredBank

    def ask(self, path: str, visitor: Started | None = None, **form: object) -> TestResponse:
        """A page about questions and answers, or what answers its form."""
        language = {"Accept-Language": "en"}
        return self.send(visitor or self.teacher, f"analyses/{path}", data=form or None, **language)


@pytest.fixture
def site(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    with shown_class(databases.make("sqlite"), Site) as shown:
        shown.answered = answered_bank(shown.classroom, 2, 6)
        shown.answered.answer(120, 12)
        connect(shown.runtime).huey.immediate = True
        yield shown


def made(site: Site) -> Analysis:
    with site.classroom.database.read() as session:
        return session.scalars(select(Analysis).order_by(Analysis.id.desc())).first()  # type: ignore[return-value]


def framework_of(site: Site) -> str:
    with site.classroom.database.read() as session:
        return session.scalars(
            select(FrameworkVersion.public_id)
            .join(Bank, Bank.framework_id == FrameworkVersion.id)
            .where(Bank.id == site.answered.bank)
        ).one()


def test_every_page_opens_for_who_teaches_and_for_nobody_else(site: Site) -> None:
    bank = site.answered.public_id
    page = site.ask(bank)
    item = re.search(rf"analyses/{bank}/items/([\w-]+)", page.text)
    assert item is not None
    student = site.classroom.launch("s")
    for path in (
        bank,
        f"{bank}/items/{item[1]}",
        f"{bank}/calibrate",
        f"{bank}/fairness",
        f"{bank}/patterns",
        f"frameworks/{framework_of(site)}",
    ):
        assert site.ask(path).status_code == 200, path
        assert site.ask(path, student).status_code == 403, path
    for path in (
        "nothing",
        "nothing/items/x",
        f"{bank}/items/x",
        "nothing/fairness",
        "nothing/patterns",
        "results/x",
        "results/x/progress",
        "frameworks/x",
    ):
        assert site.ask(path).status_code == 404, path


def test_another_school_sees_nothing_of_it(site: Site) -> None:
    bank = site.answered.public_id
    site.ask(f"{bank}/calibrate", model="rasch")
    other = make_classroom(
        site.classroom.database, "https://other.example", "other", client_id="other"
    )
    other.set_up()
    stranger = other.launch("teacher", Role.TEACHER)
    for path in (
        bank,
        f"{bank}/calibrate",
        f"results/{made(site).public_id}",
        f"frameworks/{framework_of(site)}",
    ):
        assert site.ask(path, stranger).status_code == 404
    assert site.ask(f"results/{made(site).public_id}", stranger, wish="accept").status_code == 404


def test_calibrate_compare_accept_and_go_back(site: Site) -> None:
    bank = site.answered.public_id
    begun = site.ask(f"{bank}/calibrate", model="rasch")
    assert begun.status_code == 303
    page = site.ask(f"results/{made(site).public_id}")
    ticked = re.findall(r'name="entry" value="(\d+)"', page.text)
    assert len(ticked) == 12
    answer = site.ask(f"results/{made(site).public_id}", wish="accept", entry=ticked[:5])
    assert answer.status_code == 303
    assert (
        sorted(entry.origin for entry in site.answered.entries().values())
        == ["calibrated"] * 5 + ["stated"] * 7
    )
    again = site.ask(f"results/{made(site).public_id}", wish="accept", entry=ticked[:5])
    assert again.status_code == 409
    assert site.ask(f"results/{made(site).public_id}", wish="restore").status_code == 303
    assert {entry.origin for entry in site.answered.entries().values()} == {"stated"}
    assert site.ask(f"results/{made(site).public_id}", wish="nonsense").status_code == 422


def test_nothing_ticked_changes_nothing(site: Site) -> None:
    site.ask(f"{site.answered.public_id}/calibrate", model="2pl")
    answer = site.ask(f"results/{made(site).public_id}", wish="accept", entry="nonsense")
    assert answer.status_code == 409
    assert {entry.since for entry in site.answered.entries().values()} == {1}
    assert made(site).status == "ready"


def test_a_model_that_does_not_exist_is_refused(site: Site) -> None:
    assert site.ask(f"{site.answered.public_id}/calibrate", model="9pl").status_code == 422
    with site.classroom.database.read() as session:
        assert session.scalars(select(Analysis)).first() is None


def test_the_page_asks_again_while_it_waits_and_not_after(site: Site) -> None:
    database = site.classroom.database
    site.ask(f"{site.answered.public_id}/calibrate", model="rasch")
    name = made(site).public_id
    with database.write() as session:
        session.execute(update(Analysis).values(status="running", progress=0.42))
    waiting = site.ask(f"results/{name}").text
    assert 'hx-trigger="load delay:2s"' in waiting
    assert 'value="42"' in waiting
    assert site.ask(f"{site.answered.public_id}/calibrate", model="rasch").status_code == 409
    with database.write() as session:
        session.execute(update(Analysis).values(status="ready"))
    assert "hx-trigger" not in site.ask(f"results/{name}/progress").text


def test_an_assistant_who_sees_a_part_decides_nothing(site: Site) -> None:
    bank = site.answered.public_id
    site.ask(f"{bank}/calibrate", model="rasch")
    with site.classroom.database.write() as session:
        session.execute(update(CourseClass).values(assistants_limited=True))
    assistant = site.classroom.launch("assistant", Role.ASSISTANT)
    name = made(site).public_id
    assert "wish" not in site.ask(f"results/{name}", assistant).text
    assert site.ask(f"results/{name}", assistant, wish="accept").status_code == 403
    assert site.ask(f"{bank}/calibrate", assistant, model="rasch").status_code == 403
    assert site.ask(f"{bank}/fairness", assistant, who="ticked", student="x").status_code == 422


def test_groups_are_compared_in_the_class_that_asked(site: Site) -> None:
    bank, database = site.answered.public_id, site.classroom.database
    with database.read() as session:
        names = session.scalars(
            select(Person.public_id).where(Person.id.in_(site.answered.people[::2]))
        ).all()
    few = site.ask(f"{bank}/fairness", who="ticked", student=names[:5], label="those <i>")
    assert few.status_code == 409
    assert few.text.count("checked") >= 6, "what was ticked is still ticked"
    assert "those &lt;i&gt;" in few.text
    assert site.ask(f"{bank}/fairness", who="ticked").status_code == 422
    assert site.ask(f"{bank}/fairness", who="ticked", student=names, label="those <i>").status_code == 303
    page = site.ask(f"results/{made(site).public_id}")
    assert "those &lt;i&gt;" in page.text
    assert made(site).public_id in site.ask(bank).text
    site.classroom.set_up("C-other")
    colleague = site.classroom.launch("teacher", Role.TEACHER, "C-other")
    assert site.ask(f"results/{made(site).public_id}", colleague).status_code == 404
    assert made(site).public_id not in site.ask(bank, colleague).text


def test_how_topics_go_together_is_asked_for_and_used(site: Site) -> None:
    framework = framework_of(site)
    assert site.ask(f"frameworks/{framework}", go="1").status_code == 303
    name = made(site).public_id
    assert 'name="kind" value="correlations"' in site.ask(f"results/{name}").text
    assert site.ask(f"results/{name}", wish="accept", kind="correlations").status_code == 303
    assert made(site).status == "accepted"
    assert site.ask(f"results/{name}", wish="discard").status_code == 303
    assert made(site).status == "discarded"


def test_a_finished_test_wakes_the_learning(site: Site) -> None:
    woken: list[str] = []
    site.runtime.wake = lambda task, *arguments: woken.append(task)
    classroom = site.classroom
    student = classroom.launch("learner")
    classroom.begin(student.scope)
    while (question := classroom.question(student.scope)) is not None:
        text = classroom.solution(question)
        answer = site.open(student, "answer", attempt=question.attempt, item=question.item, text=text)
        if woken:
            break
    assert answer.status_code == 303
    assert "learn_items" in woken
