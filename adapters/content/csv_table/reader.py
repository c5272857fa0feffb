"""Reading a table row by row, so that a large one is never in memory as a whole."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Final

from adapters.content.base import Found, MediaStore, Problem
from adapters.content.csv_table import cells, columns, decoding
from adapters.content.csv_table.items import ItemReader
from adapters.content.csv_table.row import Row
from adapters.content.faults import faults
from adapters.content.texts import TextReader

#: An item in more languages than this is a mistake in the column of codes.
MOST_LANGUAGES: Final = 50


def read(stream: BinaryIO, media: MediaStore, *, language: str = "es") -> Iterator[Found]:
    """Read a bank from a table.

    Parameters
    ----------
    stream : binary stream
        Seekable; UTF-8, UTF-16 or windows-1252; columns between commas, semicolons or tabs.
    media : MediaStore
        For images that stand in the texts as ``data:`` addresses; a table brings no other ones.
    language : str
        Of rows that name none.

    Yields
    ------
    BankItem or Problem
        In the order of the rows; problems name the line and the column. Rows of one code stand together.
    """
    encoding = decoding.encoding_of(stream)
    if encoding == "cp1252":
        yield Problem("", "encoding_guessed", {"encoding": "windows-1252"}, fatal=False)
    table = _Table(media, language)
    try:
        yield from table.read(decoding.lines_of(stream, encoding))
    except decoding.LineTooLong:
        yield Problem(str(table.line), "line_too_long", {"most": decoding.LONGEST_LINE})
    except csv.Error as error:
        # The module tells the two apart by its words only.
        large = "field limit" in str(error)
        yield Problem(str(table.line), "question_too_large" if large else "table_damaged")


@dataclass(slots=True)
class _Table:
    media: MediaStore
    language: str
    line: int = 1
    _names: list[str | None] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)
    _problems: list[Problem] = field(default_factory=list)

    def read(self, lines: Iterator[str]) -> Iterator[Found]:
        header = next(lines, "")
        skipped = 0
        while header and (not header.strip(" \t\r\n,;") or header.lower().startswith("sep=")):
            header, skipped = next(lines, ""), skipped + 1
        rows = csv.reader(chain([header], lines), delimiter=decoding.delimiter_of(header), strict=True)
        self.line = skipped + 1
        yield from self._header(next(rows, []))
        if "stem" not in self._names:
            yield Problem(str(self.line), "header_missing", {"column": "stem"})
            return
        found = False
        group: list[Row] = []
        code = ""
        while True:
            self.line = skipped + rows.line_num + 1
            fields = next(rows, None)
            if fields is None:
                break
            row = self._row(fields)
            if row is None:
                continue
            found = True
            own = row.text("code").strip() or _code(row.text("stem"))
            if group and (own != code or len(group) == MOST_LANGUAGES):
                yield from self._finish(code, group)
                group = []
            code = own
            group.append(row)
        if group:
            yield from self._finish(code, group)
        if not found:
            yield Problem("", "no_items")

    def _header(self, names: list[str]) -> Iterator[Problem]:
        for name in names:
            column = columns.canonical(name)
            if column is None and name.strip():
                yield Problem(str(self.line), "unknown_column", {"column": name.strip()[:80]}, fatal=False)
            elif column in self._names:
                yield Problem(str(self.line), "duplicate_column", {"column": name.strip()[:80]})
                column = None
            self._names.append(column)

    def _row(self, fields: list[str]) -> Row | None:
        """Give a row, or None where all of its cells are empty."""
        row = Row(
            self.line,
            {
                name: cells.unguard(cell.strip())
                for name, cell in zip(self._names, fields, strict=False)
                if name is not None and cell.strip()
            },
        )
        beyond = [cell for cell in fields[len(self._names) :] if cell.strip()]
        if beyond:
            row.fault("", "too_many_cells", cell=beyond[0].strip()[:80])
        return row if row.cells or beyond else None

    def _finish(self, code: str, rows: list[Row]) -> Iterator[Found]:
        if code in self._seen:
            values = {"item": code, "column": "code", "first": str(self._seen[code])}
            yield Problem(str(rows[0].line), "duplicate_item", values)
        self._seen.setdefault(code, rows[0].line)
        reader = TextReader(self.media, lambda address: None)

        def clean(row: Row, name: str) -> str:
            return reader.read(cells.cell_to_html(row.text(name)), str(row.line), code)

        item = ItemReader(clean, self.language).item(code, rows)
        finished = reader.finish(item) if item else None
        yield from (problem for row in rows for problem in row.problems)
        yield from reader.problems
        if finished is not None:
            wrong = faults(finished, str(rows[0].line))
            yield from wrong
            if not wrong:
                yield finished


def _code(stem: str) -> str:
    """Give the code of an item that has none of its own: the same as long as its question is."""
    return f"q-{hashlib.sha256(stem.encode()).hexdigest()[:12]}" if stem else ""
