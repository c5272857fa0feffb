"""What is wrong with a framework, wherever it comes from: a file, an address, or a teacher's editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import isfinite
from typing import TypeVar

from adapters.content.base import Problem
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from adapters.frameworks.text import LANGUAGE, LONGEST_CODE, LONGEST_NAME, is_one_line
from personalization.framework import Competency, Framework, FrameworkError

MOST_COMPETENCIES = 2000
MOST_AREAS = 2000
MOST_LEVELS = 20
MOST_PREREQUISITES = 20_000
LONGEST_TEXT = 2000
GREATEST_CUT = 20.0
"""Logits: beyond that nobody is, and a table of the normal distribution ends."""

Node = TypeVar("Node", bound=Hashable)


class InvalidFramework(FrameworkError):
    """A framework with faults that keep it from being used.

    Attributes
    ----------
    problems : tuple of Problem
        The fatal ones.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems


def check(spec: FrameworkSpec) -> tuple[Problem, ...]:
    """Find all that is wrong with a framework, and what its owner should know.

    Returns
    -------
    tuple of Problem
        `where` is the code of what is meant, empty for the framework as a whole.
    """
    sizes = list(_sizes(spec))
    if sizes:  # whatever else is wrong would be a list that nobody reads
        return tuple(sizes)
    return (
        *_framework(spec),
        *_levels(spec),
        *_areas(spec),
        *(problem for competency in spec.competencies for problem in _competency(competency, spec)),
        *_repeated("duplicate_code", (c.code for c in spec.competencies)),
        *_repeated(
            "duplicate_identifier", (c.identifier for c in spec.competencies if c.identifier), fatal=False
        ),
        *_prerequisites(spec),
    )


def placed(problems: Iterable[Problem], places: Mapping[str, str]) -> Iterator[Problem]:
    """Say where in a file something is instead of its code, which goes to the values."""
    for problem in problems:
        if problem.where in places:
            values = {"code": problem.where, **problem.values}
            yield replace(problem, where=places[problem.where], values=values)
        else:
            yield problem


def to_framework(spec: FrameworkSpec) -> Framework:
    """Make the framework that beliefs are about.

    Raises
    ------
    InvalidFramework
        `check` finds something fatal.
    """
    fatal = tuple(problem for problem in check(spec) if problem.fatal)
    if fatal:
        raise InvalidFramework(fatal)
    return Framework(
        spec.code,
        spec.version,
        tuple(Competency(c.code, c.area, tuple(c.cuts), c.weight) for c in spec.competencies),
        tuple(dict.fromkeys(spec.prerequisites)),
    )


def cycles(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[tuple[Node, ...]]:
    """Find cycles: one for each knot of nodes that lead to each other.

    Returns
    -------
    list of tuple
        Nodes along each cycle, the first one repeated at the end.
    """
    after: dict[Node, list[Node]] = {node: [] for node in nodes}
    before: dict[Node, list[Node]] = {node: [] for node in after}
    for first, then in dict.fromkeys(edges):
        if first in after and then in after:
            after[first].append(then)
            before[then].append(first)
    # What has nothing before it or nothing after it lies on no cycle; what is left does, or between two.
    left = _peel(_peel(dict.fromkeys(after), before, after), after, before)
    found: list[tuple[Node, ...]] = []
    while left:
        loop = _walk(next(iter(left)), after, left)
        found.append(loop)
        # Nodes of the same knot lead to this cycle and are led to by it.
        led, leading = _reach(loop[0], after, left), _reach(loop[0], before, left)
        knot = led & leading
        left = {node: None for node in left if node not in knot}
        left = _peel(_peel(left, before, after), after, before)
    return found


def _peel(
    left: dict[Node, None], needs: dict[Node, list[Node]], frees: dict[Node, list[Node]]
) -> dict[Node, None]:
    waiting = {node: sum(other in left for other in needs[node]) for node in left}
    ready = [node for node, count in waiting.items() if count == 0]
    for node in ready:  # grows while it is read
        for other in frees[node]:
            if other in left:
                waiting[other] -= 1
                if waiting[other] == 0:
                    ready.append(other)
    gone = set(ready)
    return {node: None for node in left if node not in gone}


def _walk(start: Node, after: dict[Node, list[Node]], left: dict[Node, None]) -> tuple[Node, ...]:
    """Go forward until a node comes round again."""
    places: dict[Node, int] = {}
    node = start
    while node not in places:
        places[node] = len(places)
        node = next(other for other in after[node] if other in left)
    trail = list(places)
    return (*trail[places[node] :], node)


def _reach(start: Node, after: dict[Node, list[Node]], left: dict[Node, None]) -> set[Node]:
    seen = {start}
    waiting = [start]
    while waiting:
        new = [other for other in after[waiting.pop()] if other in left and other not in seen]
        seen.update(new)
        waiting += new
    return seen


def _sizes(spec: FrameworkSpec) -> Iterator[Problem]:
    counted = (
        ("too_many", len(spec.competencies), MOST_COMPETENCIES),
        ("too_many_areas", len(spec.areas), MOST_AREAS),
        ("too_many_levels", len(spec.levels), MOST_LEVELS),
        ("too_many_prerequisites", len(spec.prerequisites), MOST_PREREQUISITES),
    )
    for code, found, most in counted:
        if found > most:
            yield Problem("", code, {"found": found, "most": most})


def _framework(spec: FrameworkSpec) -> Iterator[Problem]:
    yield from _code("", spec.code)
    if ":" in spec.code:  # alignments part a framework from a code there
        yield Problem("", "bad_code", {"code": spec.code})
    if not spec.version:
        yield Problem("", "empty_version")
    yield from _names("", spec.names)
    for name, text in (("version", spec.version), ("source", spec.source), ("licence", spec.licence)):
        if not is_one_line(text) or len(text) > LONGEST_TEXT:
            yield Problem("", "bad_text", {"field": name, "most": LONGEST_TEXT})
    yield from _identifier("", spec.identifier)
    if not spec.competencies:
        yield Problem("", "empty")


def _levels(spec: FrameworkSpec) -> Iterator[Problem]:
    for level in spec.levels:
        yield from _code(level.code, level.code)
        yield from _names(level.code, level.names)
    yield from _repeated("duplicate_level", (level.code for level in spec.levels))


def _areas(spec: FrameworkSpec) -> Iterator[Problem]:
    filled: set[str] = set()
    for area in {competency.area for competency in spec.competencies}:
        while area in spec.areas and area not in filled:
            filled.add(area)
            area = spec.area_parents.get(area, "")
    for code, names in spec.areas.items():
        yield from _code(code, code)
        yield from _names(code, names)
        if code not in filled:
            yield Problem(code, "empty_area", {"name": any_name(names, code)}, fatal=False)
    for code, parent in spec.area_parents.items():
        if code not in spec.areas or parent not in spec.areas:
            yield Problem(code, "unknown_area", {"area": parent if code in spec.areas else code})
    for loop in cycles(spec.areas, spec.area_parents.items()):
        yield Problem(loop[0], "area_cycle", _along(loop, spec.areas))


def _competency(competency: CompetencySpec, spec: FrameworkSpec) -> Iterator[Problem]:
    where = competency.code
    yield from _code(where, competency.code)
    yield from _names(where, competency.names)
    if competency.area not in spec.areas:
        name = any_name(competency.names, where)
        yield Problem(where, "orphan", {"name": name, "area": competency.area})
    yield from _cuts(competency, len(spec.levels))
    if not (isfinite(competency.weight) and competency.weight > 0):
        yield Problem(where, "weight_not_positive", {"weight": str(competency.weight)})
    for names in competency.level_names:
        yield from _names(where, names)
    if competency.level_names and len(competency.level_names) != len(competency.cuts):
        found, expected = len(competency.level_names), len(competency.cuts)
        yield Problem(where, "level_names_count", {"found": found, "expected": expected})
    for alignment in competency.alignments:
        framework, _, code = alignment.partition(":")
        if not (framework and code and is_one_line(alignment) and len(alignment) <= 3 * LONGEST_CODE):
            yield Problem(where, "bad_alignment", {"alignment": alignment[: 3 * LONGEST_CODE]})
    yield from _identifier(where, competency.identifier)


def _cuts(competency: CompetencySpec, levels: int) -> Iterator[Problem]:
    """One cut for each level; a single one where there are none, or where one is either there or not."""
    where, cuts = competency.code, competency.cuts
    if len(cuts) not in (1, max(levels, 1)):
        yield Problem(where, "cuts_count", {"found": len(cuts), "expected": max(levels, 1)})
    if not all(isfinite(cut) and abs(cut) <= GREATEST_CUT for cut in cuts):
        yield Problem(where, "cuts_not_finite", {"most": GREATEST_CUT})
    elif any(high <= low for low, high in pairwise(cuts)):
        yield Problem(where, "cuts_not_ascending", {"cuts": " ".join(f"{cut:g}" for cut in cuts)})


def _prerequisites(spec: FrameworkSpec) -> Iterator[Problem]:
    names = {competency.code: competency.names for competency in spec.competencies}
    for before, after in spec.prerequisites:
        for code, other in ((before, after), (after, before)):
            if code not in names:
                yield Problem(other, "unknown_reference", {"reference": code})
    for loop in cycles(names, spec.prerequisites):
        yield Problem(loop[0], "cycle", _along(loop, names))
    for (before, after), count in Counter(spec.prerequisites).items():
        if count > 1:
            yield Problem(after, "duplicate_prerequisite", {"reference": before}, fatal=False)


def _along(loop: Sequence[str], names: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """Say a cycle: its codes, and each one's names in all languages."""
    return {"codes": tuple(loop), "names": tuple(dict(names[code]) for code in loop)}


def any_name(names: Mapping[str, str], default: str = "") -> str:
    """Give a name in whatever language there is."""
    return next((name for name in names.values() if name), default)


def _code(where: str, code: str) -> Iterator[Problem]:
    if not code:
        yield Problem(where, "empty_code")
    elif not is_one_line(code) or len(code) > LONGEST_CODE:
        yield Problem(where, "bad_code", {"code": code[:LONGEST_CODE]})


def _identifier(where: str, identifier: str) -> Iterator[Problem]:
    if not is_one_line(identifier) or len(identifier) > 3 * LONGEST_CODE:
        yield Problem(where, "bad_identifier")


def _names(where: str, names: Mapping[str, str]) -> Iterator[Problem]:
    if not names or not all(name.strip() for name in names.values()):
        yield Problem(where, "empty_name")
    for language, name in names.items():
        if not LANGUAGE.fullmatch(language):
            yield Problem(where, "bad_language", {"language": language[:LONGEST_CODE]})
        if len(name) > LONGEST_NAME:
            yield Problem(where, "name_too_long", {"found": len(name), "most": LONGEST_NAME})
        elif not is_one_line(name):
            yield Problem(where, "bad_name", {"name": name})


def _repeated(problem: str, codes: Iterable[str], *, fatal: bool = True) -> Iterator[Problem]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield Problem(code, problem, {"code": code, "times": count}, fatal)
