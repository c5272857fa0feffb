"""A classroom on each kind of database."""

import pytest
from classroom import Classroom, make_classroom

from lti_tool.database.engine import Database


@pytest.fixture
def classroom(database: Database) -> Classroom:
    """A platform with a bank and no class yet."""
    return make_classroom(database)
