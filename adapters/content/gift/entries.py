"""Lines of a GIFT file, brought together to questions; nothing unbounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

#: Of one question: characters; pictures may stand in them as ``data:`` addresses.
MOST_TEXT: Final = 8 * 1024 * 1024
_CATEGORY: Final = "$CATEGORY:"
_ESCAPED = re.compile(r"\\([:#={}~n\\])")
#: Signs that mean nothing in any text take the place of escaped ones while a question is taken apart.
_SIGNS: Final = ":#={}~n"
_HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate(_SIGNS)}
_SHOWN = {ord(hidden): "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}
_STRAY = re.compile("[\ufdd0-\ufdef\ufeff\0]")


@dataclass(slots=True)
class Entry:
    """A question, a category, or text.

    Attributes
    ----------
    line : int
        Where it begins.
    text : str
        Without comments; escaped signs are hidden, see `shown`.
    comments : str
        What stands in its comments.
    too_large : bool
    """

    line: int
    text: str
    comments: str = ""
    too_large: bool = False

    @property
    def category(self) -> str | None:
        """The path that it files what follows under, if that is what it does."""
        return shown(self.text[len(_CATEGORY) :]).strip() if self.text.startswith(_CATEGORY) else None


def shown(text: str) -> str:
    """Give a text with the signs that were escaped in it."""
    return text.translate(_SHOWN)


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Take a file apart: questions end with an empty line outside of their braces.

    A question that begins with ``::`` ends the one before it, with or without an empty line between; one
    whose braces do not close ends where, after an empty line, another question or a comment begins.
    """
    builder = _Builder()
    for number, line in enumerate(lines, start=1):
        yield from builder.take(number, line.rstrip("\r\n"))
    yield from builder.flush()


@dataclass(slots=True)
class _Builder:
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    line: int = 0
    size: int = 0
    depth: int = 0
    closed: bool = False
    after_blank: bool = False

    def take(self, number: int, line: str) -> Iterator[Entry]:
        stripped = _STRAY.sub("", line).strip()
        if not stripped:
            if self.depth == 0:
                yield from self.flush()
            self.after_blank = True
            self._keep(number, "")
            return
        comment = stripped.startswith("//")
        begins = stripped.startswith(("::", _CATEGORY))
        open_but_over = self.depth > 0 and self.after_blank and (begins or comment)
        if open_but_over or (self.depth == 0 and begins and (self.closed or stripped[0] == "$")):
            yield from self.flush(keep_comments=not open_but_over)
        self.after_blank = False
        if comment:
            self.comments.append(stripped[2:][:2000])
            self.comments = self.comments[-50:]
            self._keep(number, "")
            return
        hidden = _ESCAPED.sub(_hide, _STRAY.sub("", line))
        self._keep(number, hidden)
        if stripped.startswith(_CATEGORY) and self.depth == 0 and len(self.lines) == 1:
            yield from self.flush()
            return
        for sign in re.findall(r"[{}]", hidden):
            self.depth = max(0, self.depth + (1 if sign == "{" else -1))
            self.closed = self.closed or sign == "}"

    def flush(self, *, keep_comments: bool = False) -> Iterator[Entry]:
        """End what was begun; comments right before a question belong to it."""
        text = "\n".join(self.lines).strip()
        if text or self.size > MOST_TEXT:
            comments = "\n".join(self.comments)
            yield Entry(self.line, text, comments, self.size > MOST_TEXT)
            keep_comments = False
        if not keep_comments:
            self.comments = []
        self.lines, self.size, self.depth, self.closed = [], 0, 0, False

    def _keep(self, number: int, line: str) -> None:
        if not self.lines and not line:
            return
        if not self.lines:
            self.line = number
        self.size += len(line) + 1
        if self.size <= MOST_TEXT:
            self.lines.append(line)
        else:
            self.lines = self.lines[:1]


def _hide(found: re.Match[str]) -> str:
    return _HIDDEN.get(found[1], found[1])
