"""Custom parameters that the tool asked for, read with care: platforms fill them each in their own way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

MOST_ORIGINS = 20
"""Copies of copies: further back nobody looks for a set-up."""
MOST_GROUPS = 100
LONGEST_ID = 255
_SEPARATORS = re.compile(r"[,;\s]+")
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def ids(custom: Mapping[str, str], name: str, most: int) -> tuple[str, ...]:
    """The ids in a parameter: ``4,2``, ``4 2``, ``["4", 2]``; none for what was not filled in.

    Ids of the history variables are URL-encoded (LTI 1.3, appendix D.1), so that they may hold commas.
    """
    text = custom.get(name, "").strip()
    found: list[str] = []
    for part in _parts(text):
        one = unquote(part).strip()
        # A variable that the platform does not know arrives as it was written.
        if one and not one.startswith("$") and len(one) <= LONGEST_ID and one.isprintable():
            found.append(one)
    return tuple(dict.fromkeys(found))[:most]


def _parts(text: str) -> Iterable[str]:
    if text.startswith("["):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            return ()
        return (str(value) for value in values if type(value) in (str, int))
    return _SEPARATORS.split(text)


def activity_id(custom: Mapping[str, str]) -> str:
    """Public id of the activity that deep linking put into the placement, or empty."""
    value = custom.get("senda_activity", "").strip()
    return value if _PUBLIC_ID.fullmatch(value) else ""
