"""Images and sounds of items, by their content: one row however many items show it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import LargeBinary, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from .banks import ItemRow
from .base import Base, Id, Moment, SchoolId
from .itineraries import ActivityRow

_AT_ONCE: Final = 500
_NAMED: Final = re.compile(r"media:([0-9a-f]{64})")


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


def media_known(
    session: Session, school_id: int, digests: Collection[str], *, now: datetime
) -> frozenset[str]:
    """Which of these files a school has; they are wanted now, so no sweep takes them for forgotten."""
    touch_media(session, school_id, digests, now=now)
    rows = session.scalars(
        select(MediaRow.digest).where(MediaRow.school_id == school_id, MediaRow.digest.in_(digests))
    )
    return frozenset(rows)


def touch_media(session: Session, school_id: int, digests: Collection[str], *, now: datetime) -> None:
    """Files of a school that somebody has just brought in once more begin to age anew."""
    session.execute(
        update(MediaRow)
        .where(MediaRow.school_id == school_id, MediaRow.digest.in_(digests))
        .values(created_at=now)
        .execution_options(synchronize_session=False)
    )


def drop_unused_media(session: Session, *, before: datetime, at_most: int) -> int:
    """Delete files of all schools that were brought in before a moment and that nothing shows; how many.

    Every wording of an item is kept and names its files, so what an older revision shows stays.
    """
    old = session.execute(
        select(MediaRow.id, MediaRow.school_id, MediaRow.digest)
        .where(MediaRow.created_at < before)
        .order_by(MediaRow.school_id, MediaRow.id)
    ).all()
    unused: list[int] = []
    for school_id, files in groupby(old, key=itemgetter(1)):
        shown = set(_shown_in(session, school_id))
        unused += [one.id for one in files if one.digest not in shown]
    # Asked once more: somebody may have brought the file in again since it was read.
    for start in range(0, len(unused[:at_most]), _AT_ONCE):
        ids = unused[:at_most][start : start + _AT_ONCE]
        session.execute(delete(MediaRow).where(MediaRow.id.in_(ids), MediaRow.created_at < before))
    return len(unused[:at_most])


def _shown_in(session: Session, school_id: int) -> Iterator[str]:
    """Digests of the files that questions and activities of a school show."""
    for digests in session.scalars(select(ItemRow.media).where(ItemRow.school_id == school_id)):
        yield from digests
    for texts in session.scalars(select(ActivityRow.texts).where(ActivityRow.school_id == school_id)):
        yield from _NAMED.findall(json.dumps(texts))
