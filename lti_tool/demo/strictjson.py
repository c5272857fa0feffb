"""JSON as the standard has it: no duplicate names, no NaN, no numbers beyond a double, no stray bytes."""

from __future__ import annotations

import json
import math
from typing import Any


class NotJson(ValueError):
    """The bytes are not strict JSON; the text says why."""


def loads(raw: bytes) -> Any:
    """Parse strict JSON.

    Raises
    ------
    NotJson
        On anything that RFC 8259 forbids or leaves to chance.
    """
    try:
        return json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate name in an object")
    return found


def _refuse_constant(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("number out of range")
    return number


def _whole(text: str) -> int:
    _finite(text)
    return int(text)
