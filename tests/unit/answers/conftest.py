from collections.abc import Iterator

import pytest

from adapters.answers import ProcessChecker


@pytest.fixture(scope="session")
def checker() -> Iterator[ProcessChecker]:
    # Generous: these tests ask what is right, not how fast a loaded machine says so.
    shared = ProcessChecker(timeout_seconds=30.0, start_seconds=120.0)
    yield shared
    shared.close()
