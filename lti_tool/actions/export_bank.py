"""A bank as a file for another program: item by item, and what the format cannot say of it."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final, cast

from sqlalchemy.orm import Session

from adapters.content.base import BankItem
from adapters.content.formats import FORMATS, Format, write_as
from adapters.content.gift import expressible
from lti_tool.database.bank_contents import stream_entries
from lti_tool.database.banks import Bank
from lti_tool.database.engine import Database
from lti_tool.database.media import media_file
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .bank_pages import ExportPage, ExportView, LossView
from .item_rows import item_from, stored_facts, stored_wording
from .named_bank import the_bank
from .open_banks import bank_view

WRITTEN: Final = {one.code: one for one in FORMATS if one.can_write}
_IN_MEMORY: Final = 4 * 1024 * 1024
_PIECE: Final = 64 * 1024


def bank_items(session: Session, scope: Scope, bank: Bank, revision: int) -> Iterator[BankItem]:
    """Everything that a bank holds at a revision as values, withheld items among it, in its order."""
    for entry, row in stream_entries(session, scope, bank, revision):
        yield item_from(row.code, stored_wording(row), stored_facts(entry))


def open_export(database: Database, scope: Scope, bank: str) -> ExportPage:
    """In which formats a bank can be had, and what each leaves out.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        lost: dict[str, Counter[str]] = {code: Counter() for code in WRITTEN}
        for item in bank_items(session, scope, row, row.revision):
            for code, counter in lost.items():
                counter.update(losses(item, code))
        return ExportPage(
            bank_view(session, scope, row),
            tuple(
                ExportView(
                    one.code,
                    one.name,
                    one.extensions[0],
                    tuple(LossView(code, count) for code, count in lost[one.code].most_common()),
                )
                for one in WRITTEN.values()
            ),
        )


def losses(item: BankItem, kind: str) -> Iterator[str]:
    """Codes of what a format cannot say of an item."""
    if kind == "gift" and not expressible(item):
        yield "kind_left_out"
        return
    if len(item.texts) > 1 and (kind == "gift" or (kind == "moodle_xml" and item.key.kind == "cloze")):
        yield "languages_left_out"
    if kind == "gift" and any(text.hints for text in item.texts.values()):
        yield "hints_left_out"
    if item.media and kind == "csv":
        yield "media_left_out"
    if item.media and kind == "gift":
        yield "large_media_left_out"


def file_name_of(title: str, kind: Format) -> str:
    """What the file is called."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in title.lower()).strip("-")
    return f"{kept[:60] or 'senda'}{kind.extensions[0]}"


def check_export(database: Database, scope: Scope, bank: str, kind: str) -> tuple[str, Format]:
    """The name of the file, before anything is written.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    InputRefused
        ``export_format``
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        if kind not in WRITTEN:
            raise InputRefused("export_format")
        return file_name_of(row.title, WRITTEN[kind]), WRITTEN[kind]


def export_bank(
    database: Database, scope: Scope, bank: str, kind: Format, *, language: str
) -> Iterator[bytes]:
    """Write a bank to disk and give it piece by piece, as it was when that began.

    Parameters
    ----------
    language : str
        That formats of one language write.
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        items = bank_items(session, scope, row, row.revision)

        def open_media(digest: str) -> BinaryIO:
            file = media_file(session, scope.school_id, digest)
            data = b"" if file is None else file.data
            if file is not None:
                session.expunge(file)
            return BytesIO(data)

        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as out:
            one_language = kind.code in ("moodle_xml", "gift")
            write_as(kind, items, open_media, cast(BinaryIO, out), language=language if one_language else "")
            out.seek(0)
            while piece := out.read(_PIECE):
                yield piece
