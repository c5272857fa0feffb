"""Images and sounds of items, by their content: one row however many items show it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import LargeBinary, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, SchoolId


class MediaRow(Base):
    """A file of a school."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("school_id", "digest"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    digest: Mapped[str]
    """SHA-256, hexadecimal."""
    mime: Mapped[str]
    size: Mapped[int]
    name: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Moment]


def media_file(session: Session, school_id: int, digest: str) -> MediaRow | None:
    """The file of a school with this content; a signed address names both."""
    return session.scalars(
        select(MediaRow).where(MediaRow.school_id == school_id, MediaRow.digest == digest)
    ).first()


def media_known(session: Session, school_id: int, digests: Collection[str]) -> frozenset[str]:
    """Which of these files a school has."""
    rows = session.scalars(
        select(MediaRow.digest).where(MediaRow.school_id == school_id, MediaRow.digest.in_(digests))
    )
    return frozenset(rows)
