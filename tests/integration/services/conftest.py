"""The tool and the demo LMS at work, with the tool's data on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from live import Live, live


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[Live]:
    """Both sides, registered with each other."""
    with live(database_url, tmp_path) as both:
        yield both
