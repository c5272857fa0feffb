"""Reading zip archives that nobody vouches for: every fault is named, nothing is written to disk."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from adapters.content.base import Problem
from adapters.content.keepable import keepable

_NESTED = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".jar", ".zst")
_PIECE = 64 * 1024
#: What zipfile raises because of a directory that lies.
DAMAGED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError, struct.error)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Bounds of an archive.

    Attributes
    ----------
    archive_bytes : int
        Size of the archive itself.
    files : int
    file_bytes : int
        Unfolded size of one file.
    total_bytes : int
        Unfolded size of all files together, both as declared and as found.
    """

    archive_bytes: int = 64 * 1024 * 1024
    files: int = 50_000
    file_bytes: int = 4 * 1024 * 1024
    total_bytes: int = 128 * 1024 * 1024


class UnreadableFile(Exception):
    """A file that could not be read; carries its `Problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Archive:
    """The files of a zip archive whose names were found harmless.

    Parameters
    ----------
    stream : binary stream
        Seekable.
    limits : ArchiveLimits

    Attributes
    ----------
    problems : tuple of Problem
        What is wrong with the archive as a whole and with its names; all fatal. Files may be read all the
        same, so that the faults inside them are named too, unless it is too large or no zip at all.
    """

    def __init__(self, stream: BinaryIO, limits: ArchiveLimits) -> None:
        self._limits = limits
        self._read = 0
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._zip: zipfile.ZipFile | None = None
        self.problems: tuple[Problem, ...] = ()
        self._open(stream)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all files, in the archive's order."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def json(self, name: str) -> Any:
        """Read one file as JSON.

        Raises
        ------
        UnreadableFile
            With codes ``file_missing``, ``damaged_file``, ``not_utf8``, ``broken_json`` or ``duplicate_key``.
        """
        data = self.read(name)
        try:
            text = data.decode("utf-8-sig")
            return keepable(json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse), text)
        except UnicodeDecodeError:
            raise UnreadableFile(Problem(name, "not_utf8")) from None
        except _DuplicateKey as error:
            raise UnreadableFile(Problem(name, "duplicate_key", {"key": error.key})) from None
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 0)
            raise UnreadableFile(Problem(name, "broken_json", {"line": line} if line else {})) from None

    def read(self, name: str) -> bytes:
        """Read one file, counting what really comes out of it.

        Raises
        ------
        UnreadableFile
            With codes ``file_missing``, ``damaged_file``, ``encrypted_file`` or ``unfolds_too_large``.
        """
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Read one file piece by piece; raises as `read` does, while it is read."""
        info = self._entries.get(name)
        if info is None or self._zip is None:
            raise UnreadableFile(Problem(name, "file_missing"))
        size = 0
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    self._read += len(piece)
                    if size > self._limits.file_bytes or self._read > self._limits.total_bytes:
                        raise UnreadableFile(_too_large(name, self._limits.total_bytes))
                    yield piece
        except (*DAMAGED, zlib.error, EOFError):
            raise UnreadableFile(Problem(name, "damaged_file")) from None
        except RuntimeError:  # how zipfile says that a file needs a password
            raise UnreadableFile(Problem(name, "encrypted_file")) from None

    def _open(self, stream: BinaryIO) -> None:
        stream.seek(0, 2)
        if stream.tell() > self._limits.archive_bytes:
            self.problems = (Problem("", "archive_too_large", {"most": self._limits.archive_bytes}),)
            return
        stream.seek(0)
        start = stream.read(4)
        try:
            self._zip = zipfile.ZipFile(stream)
        except DAMAGED:
            self.problems = (Problem("", "truncated_zip" if start == b"PK\x03\x04" else "not_a_zip"),)
            return
        entries = self._zip.infolist()
        problems = _count_problems(entries, self._limits)
        if not problems:
            self._entries = {e.filename: e for e in entries if not e.is_dir()}
        self.problems = (*problems, *_name_problems(entries))


def _count_problems(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> tuple[Problem, ...]:
    """Judge how much there is; with any of these nothing is read at all."""
    problems = []
    if len(entries) > limits.files:
        problems.append(Problem("", "too_many_files", {"files": len(entries), "most": limits.files}))
    problems += [
        _too_large(e.filename, limits.file_bytes) for e in entries if e.file_size > limits.file_bytes
    ]
    if sum(e.file_size for e in entries) > limits.total_bytes:
        problems.append(_too_large("", limits.total_bytes))
    return tuple(problems)


def _name_problems(entries: list[zipfile.ZipInfo]) -> tuple[Problem, ...]:
    problems = []
    for entry in entries:
        name, mode = entry.orig_filename, entry.external_attr >> 16
        if name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\\:\0"):
            problems.append(Problem(name, "unsafe_path"))
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            problems.append(Problem(name, "symbolic_link" if stat.S_ISLNK(mode) else "special_file"))
        if entry.flag_bits & 1:
            problems.append(Problem(name, "encrypted_file"))
        if name.lower().endswith(_NESTED):
            problems.append(Problem(name, "nested_archive"))
    counts = Counter(entry.filename for entry in entries)
    problems += [Problem(name, "duplicate_name") for name, count in counts.items() if count > 1]
    return tuple(problems)


def _too_large(name: str, most: int) -> Problem:
    return Problem(name, "unfolds_too_large", {"most": most})


class _DuplicateKey(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _unique(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKey(key)
        found[key] = value
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)
