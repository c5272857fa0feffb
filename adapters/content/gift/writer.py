"""Writing GIFT, question by question."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from adapters.content.base import BankItem
from adapters.content.drafts import numbers
from adapters.content.drafts.categories import to_moodle
from adapters.content.drafts.keys import answers_of, credit_of
from adapters.content.drafts.outgoing import Outgoing, is_plain, is_typed, outgoing, typed_answers
from adapters.content.drafts.tags import write_extra_tags
from adapters.content.media import mime_of
from adapters.content.rich_html import to_text

OpenMedia = Callable[[str], BinaryIO]
"""From a digest to what the file holds."""

#: Larger files are left out: people edit these texts by hand.
_LARGEST: Final = 512 * 1024
_SHOWS = re.compile(r'<(?:img|audio)\b[^<>]*\bsrc="media:([0-9a-f]{64})"[^<>]*>')
_SPECIAL = re.compile(r"[\\#={}~:]")


def expressible(item: BankItem) -> bool:
    """Tell whether GIFT can say an item: it has no texts with gaps, and no arrows in typed answers."""
    return item.key.kind != "cloze" and not any("->" in answer.text for answer in answers_of(item.key))


def write(items: Iterable[BankItem], open_media: OpenMedia, *, language: str = "es") -> Iterator[bytes]:
    """Write a bank as GIFT.

    Parameters
    ----------
    items : iterable of BankItem
        Those that are not `expressible` are named in a comment.
    open_media : callable
        From a digest to a file, which is closed after use; small ones stand in the text.
    language : str
        The only one that is written, where an item has it.

    Yields
    ------
    bytes
        One question after the other, UTF-8.
    """
    category = ""
    for item in items:
        if item.category != category:
            category = item.category
            yield f"$CATEGORY: {_escape(to_moodle(category))}\n\n".encode()
        if not expressible(item):
            yield f"// {_bracketed('id', item.code)} {item.key.kind}\n\n".encode()
            continue
        yield _Writer(outgoing(item, language, one_language=True), open_media).question().encode()


class _Writer:
    def __init__(self, item: Outgoing, open_media: OpenMedia) -> None:
        self._item = item
        self._open = open_media

    def question(self) -> str:
        item = self._item
        marks = [_bracketed("id", item.item.code)]
        extra = () if item.is_true_false else write_extra_tags(item.item)
        marks += [_bracketed("tag", tag) for tag in (*item.tags, *extra)]
        general = f"\t####{self._html(item.explanation)}\n" if item.explanation else ""
        return (
            f"// {' '.join(marks)}\n"
            f"::{_escape(item.name)}::[html]{self._html(item.stem)}{{{self._answers()}{general}}}\n\n"
        )

    def _answers(self) -> str:
        item = self._item
        kind = item.item.key.kind
        if item.is_true_false:
            return self._true_false()
        if kind in ("choice", "multiple"):
            return self._choices()
        if kind == "matching":
            return self._pairs()
        if kind == "ordering":
            lines = (f"\t{self._html(item.choice(code))}\n" for code in item.choices)
            return f">{len(item.choices)} ALL VERTICAL\n{''.join(lines)}"
        if kind == "number" and not is_typed(item.item):
            return self._numbers()
        lines = (
            f"\t=%{numbers.percent(answer.credit)}%{_escape(answer.text)}{self._said(said)}\n"
            for answer, said in typed_answers(item)
        )
        return f"\n{''.join(lines)}"

    def _true_false(self) -> str:
        item = self._item
        right = item.item.key.accepted[0]
        other = "false" if right == "true" else "true"
        wrong_said, right_said = item.feedback(other), item.feedback(right)
        said = f"#{self._html(wrong_said)}" if wrong_said or right_said else ""
        said += f"#{self._html(right_said)}" if right_said else ""
        return f"{right.upper()}{said}"

    def _choices(self) -> str:
        item = self._item
        key = item.item.key
        # Without any ~ it would be a short answer: only the first right one has the sign for it.
        first = next((code for code in item.choices if key.kind == "choice" and code in key.accepted), "")
        lines = []
        for code in item.choices:
            text, credit = self._html(item.choice(code)), credit_of(key, code)
            share = f"~%{numbers.percent(credit)}%" if credit or text.startswith("%") else "~"
            said = self._said(item.feedback(code))
            lines.append(f"\t{'=' if code == first else share}{text}{said}\n")
        return f"\n{''.join(lines)}"

    def _pairs(self) -> str:
        item = self._item
        pairs = dict(item.item.key.pairs)
        lines = [
            f"\t={self._html(item.prompt(prompt))} -> {self._right(pairs[prompt])}\n"
            for prompt in item.item.prompts
        ]
        lines += [f"\t= -> {self._right(code)}\n" for code in item.choices if code not in pairs.values()]
        return f"\n{''.join(lines)}"

    def _right(self, code: str) -> str:
        """Right sides are plain words."""
        text = self._item.choice(code)
        return _escape(html.unescape(text) if is_plain(text) else to_text(text) or code)

    def _numbers(self) -> str:
        lines = []
        for answer, said in typed_answers(self._item):
            if answer.text == "*":
                lines.append(f"\t~{self._said(said)}\n")
                continue
            share, margin = numbers.percent(answer.credit), numbers.show(answer.tolerance)
            lines.append(f"\t=%{share}%{answer.text}:{margin}{self._said(said)}\n")
        return f"#\n{''.join(lines)}"

    def _said(self, feedback: str) -> str:
        return f"#{self._html(feedback)}" if feedback else ""

    def _html(self, text: str) -> str:
        return _escape(_SHOWS.sub(self._embed, text))

    def _embed(self, found: re.Match[str]) -> str:
        digest = found[1]
        with self._open(digest) as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            return html.escape(f"[{to_text(found[0])}]")
        address = f"data:{mime_of(data, 'a.m4a')};base64,{base64.b64encode(data).decode()}"
        return found[0].replace(f"media:{digest}", address)


def _escape(text: str) -> str:
    """Write a text in one line, its signs escaped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _bracketed(name: str, value: str) -> str:
    value = " ".join(value.split())
    return f"[{name}:{value.replace(']', chr(92) + ']')}]"
