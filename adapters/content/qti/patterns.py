r"""Answers with wildcards as the regular expressions of XML Schema that QTI compares with, and back.

``*`` stands for any run of characters, ``\*`` for a star, as in `AnswerKey.wildcards`.
"""

from __future__ import annotations

import re

from adapters.content.qti.conditions import UnknownProcessing

_SPECIAL = frozenset("\\.?*+{}()[]|^$-")
_TOKEN = re.compile(r"\.\*|\[(.)(.)\]|\\([\\.?*+{}()\[\]|^$-])|([^\\.?*+{}()\[\]|^$])", re.DOTALL)


def to_pattern(answer: str, *, case_sensitive: bool) -> str:
    """Write an answer with wildcards as a regular expression."""
    pieces, place = [], 0
    while place < len(answer):
        sign = answer[place]
        if sign == "*":
            pieces.append(".*")
        elif answer[place : place + 2] == "\\*":
            pieces.append("\\*")
            place += 1
        else:
            pieces.append(_one(sign, case_sensitive))
        place += 1
    return "".join(pieces)


def from_pattern(pattern: str) -> tuple[str, bool]:
    """Read such a regular expression: the answer, and whether capitals count.

    Raises
    ------
    UnknownProcessing
        Where it says more than wildcards can.
    """
    pieces, place, folded = [], 0, False
    if pattern.startswith("^") and pattern.endswith("$"):
        pattern = pattern[1:-1]
    while place < len(pattern):
        found = _TOKEN.match(pattern, place)
        if found is None:
            raise UnknownProcessing("patternMatch")
        place = found.end()
        if found[1]:
            if found[1].swapcase() != found[2]:
                raise UnknownProcessing("patternMatch")
            folded = True
            pieces.append(found[1])
        elif found[0] == ".*":
            pieces.append("*")
        else:
            sign = found[3] or found[4]
            pieces.append("\\*" if sign == "*" else sign)
    return "".join(pieces), not folded


def _one(sign: str, case_sensitive: bool) -> str:
    other = sign.swapcase()
    if not case_sensitive and other != sign and len(other) == 1 and other.swapcase() == sign:
        return f"[{sign}{other}]"
    return f"\\{sign}" if sign in _SPECIAL else sign
