"""Areas that lie in areas: their order, and names that tell one from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Names = Mapping[str, str]


def depth_first(codes: Sequence[str], parents: Mapping[str, str]) -> list[tuple[str, int]]:
    """Areas with their depth, each followed by those in it; those that lie in each other come last."""
    known = set(codes)
    below: dict[str, list[str]] = {}
    for code in codes:
        parent = parents.get(code, "")
        below.setdefault(parent if parent in known else "", []).append(code)
    found: dict[str, int] = {}
    waiting = [(code, 0) for code in reversed(below.get("", []))]
    while waiting:
        code, depth = waiting.pop()
        found[code] = depth
        waiting += [(child, depth + 1) for child in reversed(below.get(code, []))]
    return [*found.items(), *((code, 0) for code in codes if code not in found)]


def areas_in_order(areas: Sequence[Mapping[str, Any]]) -> list[tuple[str, Names]]:
    """Stored areas in the order of the tree, each with names that no other one has.

    A name that is there more than once stands behind that of the area around it.
    """
    names: dict[str, Names] = {area["code"]: area["names"] for area in areas}
    parents = {area["code"]: area["parent"] for area in areas if area.get("parent")}
    counts = Counter((language, name) for said in names.values() for language, name in said.items())
    found = []
    for code, _ in depth_first(list(names), parents):
        around = names.get(parents.get(code, ""), {})
        repeated = any(counts[one] > 1 for one in names[code].items())
        found.append((code, with_parent(names[code], around) if repeated else names[code]))
    return found


def with_parent(names: Names, around: Names) -> Names:
    """Names behind those of the area around it."""
    if not around:
        return names
    other = next(iter(around.values()))
    return {language: f"{around.get(language, other)} › {name}" for language, name in names.items()}
