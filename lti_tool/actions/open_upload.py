"""A file on disk that is read for an import: in which format it is, and how far it has been read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO, cast

from adapters.content.formats import HEAD_BYTES, Format, detect


class WatchedFile(io.FileIO):
    """A file that counts what was read of it."""

    taken = 0

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        """Read into a buffer."""
        count = super().readinto(buffer)
        self.taken += count or 0
        return count

    def readall(self) -> bytes:
        """Read what is left."""
        data = super().readall()
        self.taken += len(data or b"")
        return data


class Reading:
    """An opened file with the share of it that was read.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._file = WatchedFile(path, "r")
        self._before = 0
        self._size = max(1, path.stat().st_size)
        self.stream: BinaryIO = cast(BinaryIO, io.BufferedReader(self._file))

    @property
    def share(self) -> float:
        """From 0 to 1; some formats look at their beginning or end more than once."""
        return min(1.0, (self._file.taken - self._before) / self._size)

    def begin(self) -> None:
        """Go to the beginning and count from there."""
        self.stream.seek(0)
        self._before = self._file.taken

    def close(self) -> None:
        """Close the file."""
        self.stream.close()


def format_of(reading: Reading, filename: str) -> Format | None:
    """In which format a file is, by what it holds; it stands at its beginning afterwards."""
    reading.stream.seek(0)
    head = reading.stream.read(HEAD_BYTES)
    names = _names(reading.stream) if head.startswith(b"PK") else ()
    reading.begin()
    return detect(head, filename, names) if head.strip() else None


def _names(stream: BinaryIO) -> Collection[str]:
    try:
        with zipfile.ZipFile(stream) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()
