"""Which formats item banks come in and go out in, and how one is told from another."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, Final, Protocol, cast

from adapters.content.archives import DAMAGED
from adapters.content.base import BankItem, Found, MediaStore, Problem
from adapters.content.csv_table.columns import canonical
from adapters.content.csv_table.decoding import DELIMITERS

HEAD_BYTES: Final = 64 * 1024
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_QTI_ROOTS = frozenset(
    {"assessmentItem", "qti-assessment-item", "questestinterop", "assessmentTest", "manifest"}
)
_OATUTOR = frozenset({"coursePlans.json", "skillModel.json"})
_GIFT = re.compile(
    r"^\s*(?:::|\$CATEGORY:|//)|\{[^{}]*(?:[=~#]|\b[TF]\b|TRUE|FALSE)[^{}]*\}|\{\s*\}", re.MULTILINE
)
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class Reader(Protocol):
    """How every format is read."""

    def __call__(self, stream: BinaryIO, media: MediaStore, *, language: str = "es") -> Iterator[Found]:
        """Give what is found, in the order of the file; never raises because of what the file holds."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of item banks.

    Attributes
    ----------
    code : str
    name : str
        As people call it; the same in all languages.
    extensions : tuple of str
        That its files usually have; the first one for those that we write.
    module : str
        Where its ``read`` is, and its ``write`` where there is one.
    can_write : bool
    """

    code: str
    name: str
    extensions: tuple[str, ...]
    module: str
    can_write: bool = True


FORMATS: Final = (
    Format("moodle_xml", "Moodle XML", (".xml",), "adapters.content.moodle"),
    Format("gift", "GIFT", (".gift", ".txt"), "adapters.content.gift"),
    Format("qti", "QTI", (".zip", ".xml"), "adapters.content.qti"),
    Format("csv", "CSV", (".csv", ".tsv", ".txt"), "adapters.content.csv_table"),
    Format("oatutor", "OATutor", (".zip",), "adapters.content.oatutor", can_write=False),
)
_BY_CODE: Final = {one.code: one for one in FORMATS}


def reader(kind: Format) -> Reader:
    """Give what reads a format."""
    return cast(Reader, import_module(kind.module).read)


def write_as(
    kind: Format,
    items: Iterable[BankItem],
    open_media: Callable[[str], BinaryIO],
    out: BinaryIO,
    *,
    language: str = "",
) -> None:
    """Write a bank in a format.

    Parameters
    ----------
    kind : Format
        One that we write.
    items : iterable of BankItem
        Taken one by one, except that rows of a table wait on disk.
    open_media : callable
        From a digest to a file, which is closed after use.
    out : binary stream
    language : str
        The only one to write. Where it is empty: all in QTI and CSV; in Moodle XML and GIFT as their own
        writers do.

    Raises
    ------
    ValueError
        Where we only read the format.
    """
    if not kind.can_write:
        raise ValueError(kind.code)
    write = import_module(kind.module).write
    if kind.code == "qti":
        write(items, open_media, out, language=language)
        return
    pieces = (
        write(items, language=language)
        if kind.code == "csv"
        else write(items, open_media, **({"language": language} if language else {}))
    )
    for piece in pieces:
        out.write(piece)


def detect(head: bytes, filename: str = "", names: Collection[str] = ()) -> Format | None:
    """Tell a format by what a file holds; its name decides only where that fits several.

    Parameters
    ----------
    head : bytes
        The first `HEAD_BYTES` of the file.
    filename : str
    names : collection of str
        Names of the files in it, where it is a zip archive.

    Returns
    -------
    Format or None
        None where it is none that we read.
    """
    if head.startswith(b"PK"):
        return _archive(names or (_first_name(head),))
    text = _text(head)
    if text is None:
        return None
    if text.lstrip().startswith("<"):
        return _xml(text)
    return _plain(text, filename)


def read_any(stream: BinaryIO, filename: str, media: MediaStore, *, language: str = "es") -> Iterator[Found]:
    """Read a bank in whatever format it is.

    Parameters
    ----------
    stream : binary stream
        Seekable.
    filename : str
        As its owner called it.
    media : MediaStore
    language : str
        Of items that name none.

    Yields
    ------
    BankItem, FrameworkSpec or Problem
        ``format_unknown``, fatal, names what was looked for.
    """
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if not head.strip():
        yield Problem("", "empty_file")
        return
    kind = detect(head, filename, _names(stream) if head.startswith(b"PK") else ())
    if kind is None:
        yield Problem("", "format_unknown", {"formats": ", ".join(one.name for one in FORMATS)})
        return
    stream.seek(0)
    yield from reader(kind)(stream, media, language=language)


def _archive(names: Collection[str]) -> Format | None:
    last = {name.rpartition("/")[2] for name in names}
    if "imsmanifest.xml" in last:
        return _BY_CODE["qti"]
    if last & _OATUTOR or any("content-pool/" in name for name in names):
        return _BY_CODE["oatutor"]
    if "moodle_backup.xml" in last:
        return None
    return _BY_CODE["qti"] if any(name.lower().endswith(".xml") for name in last) else None


def _names(stream: BinaryIO) -> tuple[str, ...]:
    """Give the names in an archive; one that is damaged is told by its first file, and its reader says so."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return tuple(archive.namelist())
    except DAMAGED:
        return ()


def _first_name(head: bytes) -> str:
    length = int.from_bytes(head[26:28], "little")
    return head[30 : 30 + length].decode("utf-8", errors="replace")


def _text(head: bytes) -> str | None:
    """Decode the beginning of a file; None where it is no text."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore")
    zeros = head.count(0)
    if zeros:
        if zeros < len(head) // 4:
            return None
        odd = head[1::2].count(0) > head[0::2].count(0)
        return head.decode("utf-16-le" if odd else "utf-16-be", errors="ignore")
    try:
        return head.decode()
    except UnicodeDecodeError as error:
        cut = error.start > len(head) - 4  # a character that the end of the head cuts in two
        return head.decode(errors="ignore") if cut else head.decode("cp1252", errors="replace")


def _xml(text: str) -> Format | None:
    found = _ROOT.search(_COMMENT.sub("", text))
    root = found[1] if found else ""
    if root == "quiz":
        return _BY_CODE["moodle_xml"]
    return _BY_CODE["qti"] if root in _QTI_ROOTS else None


def _plain(text: str, filename: str) -> Format | None:
    if _is_table(text):
        return _BY_CODE["csv"]
    if _GIFT.search(text):
        return _BY_CODE["gift"]
    ending = filename.lower().rpartition(".")[2]
    return {"csv": _BY_CODE["csv"], "tsv": _BY_CODE["csv"], "gift": _BY_CODE["gift"]}.get(ending)


def _is_table(text: str) -> bool:
    """Tell whether the first line that says anything names columns of ours, the question's among them."""
    lines = (
        line for line in text.splitlines() if line.strip(" \t,;") and not line.lower().startswith("sep=")
    )
    header = next(lines, "")
    for delimiter in DELIMITERS:
        names = [canonical(name.strip().strip('"')) for name in header.split(delimiter)]
        if "stem" in names and len([name for name in names if name]) > 1:
            return True
    return False
