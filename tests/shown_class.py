"""A classroom and the application that shows it: what tests of addresses start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from classroom import Classroom, make_classroom
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.assemble import assemble
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.start_launch import Started
from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.database.people import Person


@dataclass
class ShownClass:
    """The application over one platform; who enters is launched by the real action, without a browser."""

    app: Flask
    runtime: Runtime
    classroom: Classroom
    woken: list[tuple[Any, ...]]
    """What the worker was woken for."""

    @cached_property
    def teacher(self) -> Started:
        """The teacher of the first course, from the first time somebody asks for them."""
        return self.classroom.launch("teacher", Role.TEACHER)

    def send(self, who: Started, path: str, *, data: Any = None, method: str = "", **headers: str) -> TestResponse:
        """What answers one request of this visit; a path begins at the visit's own address."""
        return self.app.test_client().open(
            path if path.startswith("/") else f"/s/{who.scope.launch}/{path}",
            method=method or ("GET" if data is None else "POST"),
            data=data,
            headers={"Authorization": f"Bearer {who.token}", **headers},
        )

    def open(self, who: Started, path: str = "", /, *, method: str = "", **form: object) -> TestResponse:
        """A page, or what answers a form."""
        return self.send(who, path, data=form or None, method=method)

    def follow(self, who: Started, path: str, form: Mapping[str, object] | None = None) -> TestResponse:
        """A page, or what comes in the end of sending a form."""
        answer = self.send(who, path, data=form)
        while answer.status_code == 303:
            answer = self.send(who, answer.location)
        return answer

    def person(self, subject: str) -> str:
        """Public id of somebody; empty where nothing is known of them."""
        with self.classroom.database.read() as session:
            return session.scalars(select(Person.public_id).where(Person.subject == subject)).one_or_none() or ""


Shown = TypeVar("Shown", bound=ShownClass)


@contextmanager
def application(database_url: str) -> Iterator[tuple[Flask, Runtime]]:
    """The application over a migrated database, for as long as the block lasts."""
    config = Config(
        public_url="http://localhost:8000",
        secret_key="only good for tests, and long enough for one",
        database_url=database_url,
        log_level="ERROR",
    )
    runtime = assemble(config)
    try:
        yield create_app(config, runtime), runtime
    finally:
        runtime.answers.close()
        runtime.database.dispose()


@contextmanager
def shown_class(database_url: str, kind: type[Shown] = ShownClass) -> Iterator[Shown]:  # type: ignore[assignment]
    """A platform with a bank and no class yet, shown by an application with the classroom's clock."""
    with application(database_url) as (app, runtime):
        woken: list[tuple[Any, ...]] = []
        runtime.wake = lambda *task: woken.append(task)
        classroom = make_classroom(runtime.database)
        runtime.clock = classroom.clock
        yield kind(app, runtime, classroom, woken)
