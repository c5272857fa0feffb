"""Competencies, their areas, cuts and prerequisites: what a belief is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class FrameworkError(ValueError):
    """A framework that cannot be used as it is; subclasses say why."""


class UnknownCompetency(FrameworkError):
    """A code that the framework does not hold.

    Attributes
    ----------
    code : str
        The code asked for.
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"no competency has the code {code!r}")
        self.code = code


class DuplicateCompetency(FrameworkError):
    """Two competencies with one code.

    Attributes
    ----------
    code : str
        The code given twice.
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"the code {code!r} is given to two competencies")
        self.code = code


class PrerequisiteCycle(FrameworkError):
    """Competencies that are each other's prerequisite.

    Attributes
    ----------
    cycle : tuple of str
        The codes along the cycle, each a prerequisite of the next, the first one repeated at the end.
    """

    def __init__(self, cycle: tuple[str, ...]) -> None:
        super().__init__("prerequisites form a cycle: " + " -> ".join(cycle))
        self.cycle = cycle


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency.

    Attributes
    ----------
    code : str
        Unique within its framework.
    area : str
        Code of the area it belongs to; competencies of one area are expected to go together more.
    cuts : tuple of float
        Ascending thresholds on the logit scale, one per level; reaching a level is being above its cut.
    weight : float
        Importance relative to the other competencies, positive.
    """

    code: str
    area: str
    cuts: tuple[float, ...] = (0.0,)
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not self.cuts or not all(np.isfinite(self.cuts)):
            raise FrameworkError(f"competency {self.code!r} needs at least one finite cut")
        if any(high <= low for low, high in zip(self.cuts, self.cuts[1:], strict=False)):
            raise FrameworkError(f"the cuts of competency {self.code!r} do not ascend")
        if not (np.isfinite(self.weight) and self.weight > 0):
            raise FrameworkError(f"the weight of competency {self.code!r} is not a positive number")


@dataclass(frozen=True)
class Framework:
    """An ordered set of competencies with a prerequisite graph that has no cycles.

    Attributes
    ----------
    code, version : str
        A belief belongs to one version of one framework.
    competencies : tuple of Competency
        Their order is the order of every array of length K.
    prerequisites : tuple of (before, after)
        Pairs of competency codes.

    Raises
    ------
    FrameworkError
        `DuplicateCompetency`, `UnknownCompetency` (a pair names a code that is not there) or
        `PrerequisiteCycle`, each naming the culprit.
    """

    code: str
    version: str
    competencies: tuple[Competency, ...]
    prerequisites: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for competency in self.competencies:
            if competency.code in seen:
                raise DuplicateCompetency(competency.code)
            seen.add(competency.code)
        _ = self.order  # refuses cycles now, not when somebody first plans a path

    @property
    def size(self) -> int:
        """Number of competencies, K."""
        return len(self.competencies)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes in the order of the arrays."""
        return tuple(competency.code for competency in self.competencies)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {code: position for position, code in enumerate(self.codes)}

    def index(self, code: str) -> int:
        """Position of a competency in every array of length K.

        Raises
        ------
        UnknownCompetency
        """
        try:
            return self._positions[code]
        except KeyError:
            raise UnknownCompetency(code) from None

    def positions(self, codes: Iterable[str]) -> NDArray[np.intp]:
        """Positions of several codes; of all competencies where no code is given."""
        found = [self.index(code) for code in codes]
        return np.array(found, dtype=np.intp) if found else self._all

    @cached_property
    def _all(self) -> NDArray[np.intp]:
        return np.arange(self.size, dtype=np.intp)

    def cuts(self, level: int = 0) -> NDArray[np.float64]:
        """Cut of each competency at a level, shape (K,); its highest one where it has fewer levels."""
        return self._cuts[min(level, len(self._cuts) - 1)]

    def cuts_with(self, own: Mapping[str, float], level: int = 0) -> NDArray[np.float64]:
        """`cuts`, with a teacher's own at that level instead of the framework's, shape (K,).

        Raises
        ------
        UnknownCompetency
        """
        cuts = self.cuts(level)
        if not own:
            return cuts
        cuts = cuts.copy()
        for code, cut in own.items():
            cuts[self.index(code)] = cut
        return cuts

    @cached_property
    def _cuts(self) -> tuple[NDArray[np.float64], ...]:
        """For each level the cuts of all, a competency's highest one repeated where it has fewer."""
        levels = max((len(c.cuts) for c in self.competencies), default=1)
        rows = [[c.cuts[min(level, len(c.cuts) - 1)] for c in self.competencies] for level in range(levels)]
        return tuple(np.array(row, dtype=np.float64) for row in rows)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each competency, shape (K,)."""
        return np.array([c.weight for c in self.competencies], dtype=np.float64)

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Prerequisite pairs as positions, each pair once."""
        pairs = dict.fromkeys((self.index(before), self.index(after)) for before, after in self.prerequisites)
        return tuple(pairs)

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """For each competency the positions of its direct prerequisites."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for first, then in self.edges:
            found[then].append(first)
        return tuple(tuple(sorted(positions)) for positions in found)

    @cached_property
    def after(self) -> tuple[tuple[int, ...], ...]:
        """For each competency the positions of those it is a direct prerequisite of."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for first, then in self.edges:
            found[first].append(then)
        return tuple(tuple(sorted(positions)) for positions in found)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """`topological_order`, computed once."""
        waiting = [len(positions) for positions in self.before]
        ready = [position for position, count in enumerate(waiting) if count == 0]
        order: list[int] = []
        for position in ready:  # grows while it is read
            order.append(position)
            for then in self.after[position]:
                waiting[then] -= 1
                if waiting[then] == 0:
                    ready.append(then)
        if len(order) < self.size:
            raise PrerequisiteCycle(self._cycle(waiting))
        return tuple(order)

    def topological_order(self) -> tuple[int, ...]:
        """Positions with every prerequisite before what it is needed for; stable in the given order."""
        return self.order

    def _cycle(self, waiting: list[int]) -> tuple[str, ...]:
        """Walk back along unmet prerequisites until a competency comes round again."""
        position = next(p for p, count in enumerate(waiting) if count > 0)
        trail: list[int] = []
        while position not in trail:
            trail.append(position)
            position = next(p for p in self.before[position] if waiting[p] > 0)
        loop = [*trail[trail.index(position) :], position]
        return tuple(self.codes[p] for p in reversed(loop))
