"""The tool's own keys in the database; the private halves are sealed before they get here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text, delete, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from keys.rotation import KeyRecord
from keys.store import Change

from .base import Base, JSONText, Moment, UTCDateTime
from .engine import Database


class SigningKeyRow(Base):
    """A key of the tool. It belongs to the installation, not to a school."""

    __tablename__ = "signing_key"

    kid: Mapped[str] = mapped_column(Text, primary_key=True)
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSONText)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[Moment]
    active_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    retiring_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    gone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class DatabaseKeyStore:
    """A `keys.store.KeyStore` over the table of keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> tuple[KeyRecord, ...]:
        """All records."""
        with self._database.read() as session:
            return _records(session)

    def change(self, change: Change) -> tuple[KeyRecord, ...]:
        """Read, change and write in one transaction that no other process comes between."""
        with self._database.write() as session:
            if not self._database.is_sqlite:  # BEGIN IMMEDIATE does the same on SQLite
                session.execute(text("LOCK TABLE signing_key IN EXCLUSIVE MODE"))
            changed = tuple(change(_records(session)))
            session.execute(delete(SigningKeyRow))
            session.add_all(
                SigningKeyRow(
                    kid=key.kid,
                    public_jwk=dict(key.public_jwk),
                    sealed=key.sealed,
                    published_at=key.published_at,
                    active_at=key.active_at,
                    retiring_at=key.retiring_at,
                    gone_at=key.gone_at,
                )
                for key in changed
            )
            return changed


def _records(session: Session) -> tuple[KeyRecord, ...]:
    return tuple(
        KeyRecord(
            row.kid,
            row.public_jwk,
            row.sealed,
            row.published_at,
            row.active_at,
            row.retiring_at,
            row.gone_at,
        )
        for row in session.scalars(select(SigningKeyRow).order_by(SigningKeyRow.published_at))
    )
