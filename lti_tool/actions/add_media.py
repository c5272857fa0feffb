"""An image or a sound for questions, brought in by hand."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import IO, BinaryIO, Final, cast

from adapters.content.base import Problem
from adapters.content.media import MediaLimits, Spool, pieces_of
from lti_tool.database.engine import Database
from lti_tool.database.media import MediaRow, media_known
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .item_pages import FileView

MOST_BYTES: Final = 5 * 1024 * 1024
LONGEST_NAME: Final = 200


def add_media(database: Database, scope: Scope, file: IO[bytes], name: str, *, now: datetime) -> FileView:
    """Keep a file for the school; the same one twice is kept once.

    Raises
    ------
    AccessRefused
        Not a teacher.
    InputRefused
        ``media_empty``, ``media_too_large``, ``media_type_unknown``
    """
    scope.check_teaches()
    with tempfile.TemporaryDirectory(prefix="senda-media-") as folder:
        spool = Spool(folder, MediaLimits(file_bytes=MOST_BYTES, total_bytes=MOST_BYTES))
        found = spool.add(pieces_of(cast(BinaryIO, file)), name[:LONGEST_NAME])
        if isinstance(found, Problem):
            raise InputRefused(found.code, most=MOST_BYTES // 1024 // 1024)
        with spool.open(found.digest) as kept:
            data = kept.read()
    with database.write() as session:
        if not media_known(session, scope.school_id, [found.digest], now=now):
            session.add(
                MediaRow(
                    school_id=scope.school_id,
                    digest=found.digest,
                    mime=found.mime,
                    size=len(data),
                    name=found.name,
                    data=data,
                    created_at=now,
                )
            )
    return FileView(found.digest, found.name, found.mime)
