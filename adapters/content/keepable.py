"""Texts that every database keeps: JSON can name characters by escapes that are in no text."""

from __future__ import annotations

import re
from typing import Any, Final

_ESCAPED: Final = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)
_UNKEPT: Final = re.compile("[\0\ud800-\udfff]")


def keepable(value: Any, source: str) -> Any:
    """Give what was read from JSON without U+0000 and without halves of characters.

    Parameters
    ----------
    value : object
        As `json.loads` gave it.
    source : str
        What it was read from: without such escapes there is nothing to do.
    """
    return _cleaned(value) if _ESCAPED.search(source) else value


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKEPT.sub("", value)
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return value
