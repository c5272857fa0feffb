"""Changes to a list of competencies: each turns one into another, and knows the part that it changes.

Whoever edits sends back what the part looked like (`mark_of`), so that two people never overwrite each other
without knowing. Nothing here asks a database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, Protocol

from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.frameworks.check import any_name
from adapters.frameworks.levels import SPACING, even_cuts
from adapters.frameworks.text import numbered, slug
from lti_tool.errors import InputRefused

from .framework_areas import depth_first

Names = Mapping[str, str]


class Change(Protocol):
    """What somebody wants a list to say."""

    def part(self, spec: FrameworkSpec) -> object:
        """What of the list it replaces, as it is now; None where nothing can be overwritten."""

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        """The list with the change."""


@dataclass(frozen=True, slots=True)
class ChangeNames:
    """Another name or version for the list as a whole."""

    names: Names
    version: str

    def part(self, spec: FrameworkSpec) -> object:
        return (dict(spec.names), spec.version)

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        return replace(spec, names=named(spec.names, self.names), version=self.version)


@dataclass(frozen=True, slots=True)
class ChangeLevels:
    """Other levels; cuts follow, matched by the codes of levels."""

    levels: tuple[LevelSpec, ...]

    def part(self, spec: FrameworkSpec) -> object:
        return spec.levels

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        before = {level.code: level for level in spec.levels}
        levels = tuple(
            LevelSpec(one.code, named(before[one.code].names if one.code in before else {}, one.names))
            for one in self.levels
        )
        old, new = [level.code for level in spec.levels], [level.code for level in levels]
        competencies = tuple(_releveled(competency, old, new) for competency in spec.competencies)
        return replace(spec, levels=levels, competencies=competencies)


@dataclass(frozen=True, slots=True)
class ChangeArea:
    """A new area (`code` empty: one is made), or another name or place for one."""

    code: str
    names: Names
    parent: str
    new: bool

    def part(self, spec: FrameworkSpec) -> object:
        return None if self.new else area_part(spec, self.code)

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        if self.new:
            code = self.code or numbered(slug(any_name(self.names)) or "area", dict(spec.areas))
            if code in spec.areas:
                raise InputRefused("framework_code_taken")
            areas = {**spec.areas, code: named({}, self.names)}
        else:
            code = self.code
            if code not in spec.areas:
                raise InputRefused("framework_part_gone")
            areas = {**spec.areas, code: named(spec.areas[code], self.names)}
        parents = {area: parent for area, parent in spec.area_parents.items() if area != code}
        if self.parent:
            parents[code] = self.parent
        return in_tree_order(replace(spec, areas=areas, area_parents=parents))


@dataclass(frozen=True, slots=True)
class ChangeCompetency:
    """A new competency, or another form of one (same code).

    Attributes
    ----------
    everywhere : bool
        Whether every competency with as many cuts gets levels as far apart as this one.
    """

    competency: CompetencySpec
    new: bool
    everywhere: bool = False

    def part(self, spec: FrameworkSpec) -> object:
        return None if self.new else competency_of(spec, self.competency.code)

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        given = self.competency
        if self.new:
            taken = {competency.code for competency in spec.competencies}
            code = given.code or numbered(slug(any_name(given.names)) or "c", taken)
            if code in taken:
                raise InputRefused("framework_code_taken")
            given = replace(given, code=code, names=named({}, given.names))
            competencies = [*spec.competencies, given]
        else:
            before = competency_of(spec, given.code)
            given = replace(given, names=named(before.names, given.names))
            competencies = [given if one.code == given.code else one for one in spec.competencies]
        if self.everywhere:
            competencies = [_spaced_like(one, given) for one in competencies]
        return in_tree_order(replace(spec, competencies=tuple(competencies)))


@dataclass(frozen=True, slots=True)
class ChangePair:
    """That one competency comes before another: said, or said no more."""

    before: str
    after: str
    add: bool

    def part(self, spec: FrameworkSpec) -> object:
        return None

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        pair = (self.before, self.after)
        for code in pair:
            competency_of(spec, code)
        kept = tuple(one for one in spec.prerequisites if one != pair)
        return replace(spec, prerequisites=(*kept, pair) if self.add else kept)


@dataclass(frozen=True, slots=True)
class Move:
    """A competency or an area one place up or down among its neighbours."""

    kind: Literal["area", "competency"]
    code: str
    step: Literal[-1, 1]

    def part(self, spec: FrameworkSpec) -> object:
        return list(spec.areas) if self.kind == "area" else [one.code for one in spec.competencies]

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        if self.kind == "area":
            parents = {code: spec.area_parents.get(code, "") for code in spec.areas}
            order = _swapped(list(spec.areas), parents, self.code, self.step)
            return in_tree_order(replace(spec, areas={code: spec.areas[code] for code in order}))
        homes = {one.code: one.area for one in spec.competencies}
        order = _swapped(list(homes), homes, self.code, self.step)
        by_code = {one.code: one for one in spec.competencies}
        return replace(spec, competencies=tuple(by_code[code] for code in order))


@dataclass(frozen=True, slots=True)
class Remove:
    """A competency, with what it comes before and after; or an area that is empty."""

    kind: Literal["area", "competency"]
    code: str

    def part(self, spec: FrameworkSpec) -> object:
        return None

    def apply(self, spec: FrameworkSpec) -> FrameworkSpec:
        if self.kind == "competency":
            competency_of(spec, self.code)
            return replace(
                spec,
                competencies=tuple(one for one in spec.competencies if one.code != self.code),
                prerequisites=tuple(pair for pair in spec.prerequisites if self.code not in pair),
            )
        if self.code not in spec.areas:
            raise InputRefused("framework_part_gone")
        if self.code in spec.area_parents.values() or any(c.area == self.code for c in spec.competencies):
            raise InputRefused("framework_area_full")
        return replace(
            spec,
            areas={code: names for code, names in spec.areas.items() if code != self.code},
            area_parents={code: up for code, up in spec.area_parents.items() if code != self.code},
        )


def competency_of(spec: FrameworkSpec, code: str) -> CompetencySpec:
    """The competency with this code.

    Raises
    ------
    InputRefused
        ``framework_part_gone``: somebody has removed it.
    """
    found = next((one for one in spec.competencies if one.code == code), None)
    if found is None:
        raise InputRefused("framework_part_gone")
    return found


def area_part(spec: FrameworkSpec, code: str) -> object:
    """What an area's form shows; raises ``framework_part_gone`` where there is none."""
    if code not in spec.areas:
        raise InputRefused("framework_part_gone")
    return (dict(spec.areas[code]), spec.area_parents.get(code, ""))


def tree_of(spec: FrameworkSpec) -> list[tuple[str, int]]:
    """Areas with their depth, each followed by those in it."""
    return depth_first(list(spec.areas), spec.area_parents)


def in_tree_order(spec: FrameworkSpec) -> FrameworkSpec:
    """The same list, its competencies in the order of their areas: columns of an area stand together."""
    places = {code: place for place, (code, _) in enumerate(tree_of(spec))}
    ordered = sorted(spec.competencies, key=lambda one: places.get(one.area, len(places)))
    return replace(spec, competencies=tuple(ordered))


def named(before: Names, given: Names) -> dict[str, str]:
    """Names in the languages that were edited, and as they were in all others; empty ones are none."""
    return {language: name for language, name in {**before, **given}.items() if name}


def with_gaps(cuts: Sequence[float], gaps: Sequence[float]) -> tuple[float, ...]:
    """Cuts that far apart; the middle one (of two the lower) stays where it is."""
    middle = (len(cuts) - 1) // 2
    found = [0.0]
    for gap in gaps:
        found.append(found[-1] + gap)
    return tuple(round(cuts[middle] + one - found[middle], 6) for one in found)


def _spaced_like(competency: CompetencySpec, model: CompetencySpec) -> CompetencySpec:
    if len(competency.cuts) != len(model.cuts):
        return competency
    if len(model.cuts) == 1:
        return replace(competency, cuts=model.cuts)
    gaps = [high - low for low, high in pairwise(model.cuts)]
    return replace(competency, cuts=with_gaps(competency.cuts, gaps))


def _releveled(competency: CompetencySpec, old: Sequence[str], new: Sequence[str]) -> CompetencySpec:
    """Cuts and level names for other levels: those that stay keep theirs, new ones lie between or beside."""
    cuts, names = competency.cuts, competency.level_names
    if len(old) <= 1 and len(cuts) == 1 and len(new) > 1:
        return replace(competency, cuts=tuple(cuts[0] + cut for cut in even_cuts(len(new))), level_names=())
    if len(cuts) != len(old) or len(cuts) == 1 or list(old) == list(new):
        return competency  # reached or not, whatever the levels are
    if not new:
        return replace(competency, cuts=(cuts[(len(cuts) - 1) // 2],), level_names=())
    known: dict[str, float] = dict(zip(old, cuts, strict=True))
    said = dict(zip(old, names, strict=True)) if len(names) == len(old) else {}
    return replace(
        competency,
        cuts=_between(new, known),
        level_names=tuple(said[code] for code in new) if all(code in said for code in new) else (),
    )


def _between(new: Sequence[str], known: Mapping[str, float]) -> tuple[float, ...]:
    kept = [known[code] for code in new if code in known]
    if kept != sorted(kept):  # levels were put in another order: their cuts stay in theirs
        known = dict(zip((code for code in new if code in known), sorted(kept), strict=True))
    if not kept:
        return even_cuts(len(new))
    places = [place for place, code in enumerate(new) if code in known]
    found: list[float] = []
    for place, code in enumerate(new):
        if code in known:
            found.append(known[code])
            continue
        low = max((one for one in places if one < place), default=None)
        high = min((one for one in places if one > place), default=None)
        if low is None and high is not None:
            found.append(known[new[high]] - SPACING * (high - place))
        elif high is None and low is not None:
            found.append(known[new[low]] + SPACING * (place - low))
        elif low is not None and high is not None:
            share = (place - low) / (high - low)
            found.append(known[new[low]] + share * (known[new[high]] - known[new[low]]))
    return tuple(found)


def _swapped(order: list[str], homes: Mapping[str, str], code: str, step: int) -> list[str]:
    if code not in homes:
        raise InputRefused("framework_part_gone")
    neighbours = [one for one in order if homes[one] == homes[code]]
    place = neighbours.index(code) + step
    if not 0 <= place < len(neighbours):
        return order
    here, there = order.index(code), order.index(neighbours[place])
    order[here], order[there] = order[there], order[here]
    return order
