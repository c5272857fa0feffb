"""A classroom on each kind of database."""

from collections.abc import Iterator

import pytest
from classroom import Classroom, classroom_in, make_classroom
from databases import KINDS, Databases

from lti_tool.database.engine import Database


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A fresh database for this test; the classroom is in it already where the test asks for one."""
    url = databases.make(request.param, make_classroom if "classroom" in request.fixturenames else None)
    yield url
    databases.let_go(url)


@pytest.fixture
def classroom(database: Database) -> Classroom:
    """A platform with a bank and no class yet."""
    return classroom_in(database)
