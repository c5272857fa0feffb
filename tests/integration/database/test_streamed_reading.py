"""Long answers of a database are read piece by piece, in sessions that only read and in those that write."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from classroom import make_classroom
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.database.banks import ItemRow
from lti_tool.database.engine import Database
from lti_tool.database.streaming import streamed


@pytest.mark.parametrize("kind", ["read", "write"])
def test_rows_come_in_pieces(database: Database, kind: str) -> None:
    make_classroom(database)
    opened: AbstractContextManager[Session] = getattr(database, kind)()
    with opened as session:
        there = session.scalar(select(func.count()).select_from(ItemRow)) or 0
        pieces = [len(rows) for rows in streamed(session, select(ItemRow.id, ItemRow.key), 50)]
        assert sum(pieces) == there > 100
        assert max(pieces) == 50
    with database.read() as session:
        stopped = streamed(session, select(ItemRow.id), 10)
        assert len(next(stopped)) == 10
        del stopped
        assert session.scalar(select(func.count()).select_from(ItemRow)) == there
