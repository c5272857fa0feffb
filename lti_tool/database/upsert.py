"""INSERT ... ON CONFLICT, which both databases have and SQLAlchemy writes per dialect."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_into(bind: Session | Connection, model: Any) -> Any:
    """An INSERT into the table of a model that knows ``on_conflict_do_nothing`` and ``..._do_update``."""
    engine = bind.get_bind() if isinstance(bind, Session) else bind
    dialect: Any = sqlite if engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(model.__table__)
