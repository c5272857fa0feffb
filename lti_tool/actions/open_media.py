"""An image or a sound of questions, for whoever holds a signed address of it."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.database.engine import Database
from lti_tool.database.media import media_file


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file with its type."""

    digest: str
    mime: str
    data: bytes


def open_media(database: Database, school_id: int, digest: str) -> MediaFile | None:
    """The file of a school with this content; None where it has none."""
    with database.read() as session:
        row = media_file(session, school_id, digest)
        return None if row is None else MediaFile(row.digest, row.mime, row.data)
