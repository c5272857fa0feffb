"""Long answers piece by piece, so that they are never in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

_NONE = "AUTOCOMMIT"


def streamed(session: Session, statement: Executable, size: int) -> Iterator[Sequence[Any]]:
    """Rows of a statement, so many at a time.

    PostgreSQL keeps a place in an answer only inside a transaction, and a session that only reads has none:
    then the answer comes over a connection of its own.
    """
    whole = statement.execution_options(yield_per=size)
    connection = session.connection()
    if connection.get_execution_options().get("isolation_level") != _NONE:
        yield from session.execute(whole).partitions()
        return
    with connection.engine.connect() as own:
        own = own.execution_options(isolation_level="READ COMMITTED")
        yield from own.execute(whole).partitions()
