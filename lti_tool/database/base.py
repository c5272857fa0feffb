"""What all tables share: the declarative base, column types, public ids."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text}  # noqa: RUF012 - SQLAlchemy reads it from the class


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; a naive one is an error of the program."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JSONText(TypeDecorator[Any]):
    """A JSON value kept as text: the same bytes on SQLite and PostgreSQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only in INTEGER columns."""

Id = Annotated[int, mapped_column(BigId, primary_key=True, autoincrement=True)]
Moment = Annotated[datetime, mapped_column(UTCDateTime)]
PublicId = Annotated[str, mapped_column(Text, unique=True)]
SchoolId = Annotated[int, mapped_column(BigId, ForeignKey("school.id"), index=True)]


def foreign(target: str, *, index: bool = True, nullable: bool = False, ondelete: str | None = None) -> Any:
    """A foreign key column of our id type."""
    return mapped_column(BigId, ForeignKey(target, ondelete=ondelete), index=index, nullable=nullable)


def public_id() -> str:
    """An id for addresses: gives no right, cannot be guessed, 96 bits."""
    return secrets.token_urlsafe(12)
