"""What no database can keep is dropped where it arrives, on the database that refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from classroom import make_classroom
from databases import Databases
from flask import Flask, request
from sqlalchemy import select
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.assemble import assemble
from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.database.banks import Bank
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.web.received import init_received


class Visit:
    """A teacher's visit to the tool on PostgreSQL."""

    def __init__(self, url: str) -> None:
        config = Config(
            public_url="http://localhost:8000",
            secret_key="only good for tests, and long enough for one",
            database_url=url,
            log_level="CRITICAL",
        )
        self.runtime = assemble(config)
        self.runtime.wake = lambda *task: None
        classroom = make_classroom(self.runtime.database)
        self.runtime.clock = classroom.clock
        classroom.set_up()
        self.teacher = classroom.launch("teacher", Role.TEACHER)
        self.app = create_app(config, self.runtime)

    def open(self, path: str, form: Any = None) -> TestResponse:
        return self.app.test_client().open(
            f"/s/{self.teacher.scope.launch}/{path}",
            method="GET" if form is None else "POST",
            data=form,
            headers={"Authorization": f"Bearer {self.teacher.token}"},
        )


@pytest.fixture(scope="module")
def visit(databases: Databases) -> Iterator[Visit]:
    opened = Visit(databases.make("postgresql"))
    yield opened
    opened.runtime.answers.close()
    opened.runtime.database.dispose()


@pytest.mark.postgresql
def test_a_name_with_a_nought_character_is_kept_without_it(visit: Visit) -> None:
    with visit.runtime.database.read() as session:
        framework = session.scalars(select(FrameworkVersion)).one().public_id
    assert visit.open("new-bank", {"title": "Frac\0ciones\0", "framework": framework}).status_code == 303
    with visit.runtime.database.read() as session:
        assert "Fracciones" in session.scalars(select(Bank.title)).all()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "path", ["banks/%00", "banks/a%00b/export/csv", "frameworks/%00/", "learners/competencies/x%00"]
)
def test_no_address_has_such_a_character(visit: Visit, path: str) -> None:
    answer = visit.open(path)
    assert (answer.status_code, answer.headers["X-Senda-Error"]) == (404, "not_found")


@pytest.mark.postgresql
def test_what_is_looked_for_may_have_one(visit: Visit) -> None:
    with visit.runtime.database.read() as session:
        bank = session.scalars(select(Bank.public_id)).first()
    assert visit.open(f"banks/{bank}?kind=a%00&text=%00").status_code == 200


def test_every_field_and_every_name_of_a_file_is_clean() -> None:
    app = Flask("received")
    init_received(app)

    @app.post("/")
    def show() -> dict[str, object]:
        files = [file.filename for file in request.files.values()]
        return {"form": request.form.to_dict(False), "args": request.args.to_dict(False), "files": files}

    sent = {"a": ["1\0", "b"], "\0n": "x", "f": (BytesIO(b"\0"), "q\0.xml")}
    answer = app.test_client().post("/?z=%00y&z=2", data=sent).json
    assert answer == {"form": {"a": ["1", "b"], "n": ["x"]}, "args": {"z": ["y", "2"]}, "files": ["q.xml"]}
    plain = app.test_client().post("/", data={"a": ["1\0", "b"]}).json
    assert plain == {"form": {"a": ["1", "b"]}, "args": {}, "files": []}
