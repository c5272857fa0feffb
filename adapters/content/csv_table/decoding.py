"""How a table's file is written: its encoding, and what stands between its columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from adapters.content.csv_table.columns import canonical

DELIMITERS: Final = (",", ";", "\t")
#: A longer line is not read at all.
LONGEST_LINE: Final = 4_000_000
_PIECE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(stream: BinaryIO) -> str:
    """Tell how a seekable stream of text is encoded; it stands at its beginning afterwards.

    Returns
    -------
    str
        ``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, or ``cp1252`` where it is none of these.
    """
    stream.seek(0)
    head = stream.read(_PIECE)
    stream.seek(0)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := stream.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        stream.seek(0)
    return "utf-8-sig"


class LineTooLong(ValueError):
    """A line that no table has."""


def lines_of(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Give the lines of a stream, signs that the encoding does not know as a replacement mark.

    Raises
    ------
    LineTooLong
    """
    buffer = io.BufferedReader(_Kept(stream), _PIECE)
    text = io.TextIOWrapper(buffer, encoding=encoding, errors="replace", newline="")
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise LineTooLong
        yield line


def delimiter_of(header: str) -> str:
    """Tell what stands between columns: with which sign most of the first line's names are ours."""

    def known(delimiter: str) -> int:
        try:
            names = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return 0
        return sum(canonical(name) is not None for name in names)

    return max(DELIMITERS, key=lambda delimiter: (known(delimiter), header.count(delimiter)))


class _Kept(io.RawIOBase):
    """A stream that stays open when the text read from it is done."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
