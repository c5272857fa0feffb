"""Images and sounds that come with items: kept on disk by their content, told by their bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from adapters.content.base import Media, MediaStore, Problem
from adapters.content.svg import MOST_BYTES as MOST_SVG_BYTES
from adapters.content.svg import looks_like_svg, sanitised

_HEAD = 16 * 1024
_DATA = re.compile(r"data:(?P<mime>[\w/+.-]*)(?P<rest>(?:;[\w=.-]+)*),", re.IGNORECASE)
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/mp4": "m4a",
    "audio/webm": "webm",
}


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """Bounds of what one import may bring.

    Attributes
    ----------
    file_bytes : int
        Of one file.
    total_bytes : int
        Of all different files together.
    """

    file_bytes: int = 25 * 1024 * 1024
    total_bytes: int = 2 * 1024 * 1024 * 1024


class Spool:
    """A `MediaStore` in a directory: one file a digest, none twice.

    Parameters
    ----------
    directory : path
        Exists, empty at first; whoever made it removes it.
    limits : MediaLimits
    """

    def __init__(self, directory: str | os.PathLike[str], limits: MediaLimits | None = None) -> None:
        self._directory = Path(directory)
        self._limits = limits or MediaLimits()
        self._kept: dict[str, Media] = {}
        self._bytes = 0

    @property
    def kept(self) -> tuple[Media, ...]:
        """All files, in the order in which they came."""
        return tuple(self._kept.values())

    def add(self, pieces: Iterable[bytes], name: str) -> Media | Problem:
        """Keep a file, or say why not: ``media_empty``, ``media_too_large`` or ``media_type_unknown``.

        It is read no further than it may be long. An SVG image is kept as `adapters.content.svg` leaves it.
        """
        handle, temporary = tempfile.mkstemp(dir=self._directory, prefix="part-")
        try:
            with open(handle, "w+b") as file:
                return self._keep(file, pieces, Path(temporary), name)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def open(self, digest: str) -> BinaryIO:
        """Open a file that was kept.

        Raises
        ------
        KeyError
            Where there is none of this digest.
        """
        return (self._directory / self._kept[digest].digest).open("rb")

    def _keep(self, file: BinaryIO, pieces: Iterable[bytes], path: Path, name: str) -> Media | Problem:
        hashed, size, head = hashlib.sha256(), 0, b""
        for piece in pieces:
            size += len(piece)
            if size > self._limits.file_bytes:
                return _refused(name, "media_too_large", most=self._limits.file_bytes)
            head += piece[: _HEAD - len(head)] if len(head) < _HEAD else b""
            hashed.update(piece)
            file.write(piece)
        if not size:
            return _refused(name, "media_empty")
        mime = mime_of(head, name)
        if mime == "image/svg+xml":
            file.seek(0)
            clean = sanitised(file.read()) if size <= MOST_SVG_BYTES else None
            if clean is None:
                return _refused(name, "media_type_unknown")
            file.seek(0)
            file.truncate()
            file.write(clean)
            hashed, size = hashlib.sha256(clean), len(clean)
        file.flush()
        if not mime:
            return _refused(name, "media_type_unknown")
        return self._settle(Media(hashed.hexdigest(), mime, size, name), path)

    def _settle(self, media: Media, path: Path) -> Media | Problem:
        if media.digest in self._kept:
            return self._kept[media.digest]
        if self._bytes + media.size > self._limits.total_bytes:
            return _refused(media.name, "media_total_too_large", most=self._limits.total_bytes)
        self._bytes += media.size
        path.replace(self._directory / media.digest)
        self._kept[media.digest] = media
        return media


def mime_of(head: bytes, name: str = "") -> str:
    """Tell the type of a file by its first bytes; empty where it is none that we show.

    The name decides only between a sound and a film, where the bytes fit both.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "")
    if head[:3] == b"ID3" or (len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if head[:4] == b"OggS":
        return "" if b"theora" in head[:256] else "audio/ogg"
    if head[4:8] == b"ftyp":
        sound = head[8:12] in (b"M4A ", b"M4B ") or name.lower().endswith((".m4a", ".m4b", ".aac"))
        return "audio/mp4" if sound else ""
    if head[:4] == b"\x1aE\xdf\xa3":
        film = b"V_VP" in head or b"V_AV1" in head or b"V_MPEG" in head
        return "audio/webm" if b"A_" in head and not film else ""
    return "image/svg+xml" if looks_like_svg(head) else ""


def file_name(media: Media | str, mime: str = "") -> str:
    """Name a file inside an export: by its digest, so that equal ones are one."""
    digest = media if isinstance(media, str) else media.digest
    kind = mime if isinstance(media, str) else media.mime
    return f"{digest[:32]}.{_EXTENSIONS.get(kind, 'bin')}"


def add_embedded(address: str, media: MediaStore) -> Media | Problem | None:
    """Keep what a ``data:`` address holds; None where it is no such address."""
    start = _DATA.match(address)
    if start is None:
        return None
    body = address[start.end() :]
    try:
        in_base64 = ";base64" in start["rest"].lower()
        data = base64.b64decode(unquote_to_bytes(body)) if in_base64 else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return _refused("data:", "media_type_unknown")
    return media.add([data], f"embedded.{_EXTENSIONS.get(start['mime'].lower(), 'bin')}")


def pieces_of(file: BinaryIO, size: int = 64 * 1024) -> Iterator[bytes]:
    """Give a file piece by piece."""
    while piece := file.read(size):
        yield piece


def _refused(name: str, code: str, **values: object) -> Problem:
    return Problem(name, code, {"name": name, **values}, fatal=False)
