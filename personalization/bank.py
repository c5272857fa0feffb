"""Items and the arrays that the engine computes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from personalization.framework import Framework

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Positions = NDArray[np.intp]
Mask = NDArray[np.bool_]

GroupKind = Literal["competency", "area", "tag"]

AT_THE_CUT = 0.7
"""Share of such items that somebody who just masters a competency gets right: what a cut means."""


class ItemError(ValueError):
    """An item that the response model cannot use.

    Attributes
    ----------
    item : str
        Code of the item.
    """

    def __init__(self, item: str, problem: str) -> None:
        super().__init__(f"item {item!r}: {problem}")
        self.item = item


@dataclass(frozen=True, slots=True)
class Item:
    """One item by the parameters of its response model, in values that JSON can hold.

    P(right) = guessing + (1 - slip - guessing) * logistic(sum_k loadings[k] * theta_k - intercept).

    Attributes
    ----------
    code : str
        Unique within its bank.
    loadings : mapping of competency code to float
        Discriminations, in 1/logit; not negative, at least one positive.
    intercept : float
        delta; for one competency its difficulty times its discrimination.
    guessing : float
        c, chance of a right answer without knowing; 1/options for choices, 0 for open items.
    slip : float
        1 - d, chance of a wrong answer while knowing.
    difficulty_sd : float
        Standard deviation of what is known of the difficulty (intercept over the length of the loading
        vector), in logits; 0 for an item taken as calibrated.
    enemies : str
        Items that share this name (the template they were made from) should not meet in one test.
    tags : tuple of str
        Names of groups that rules of content may ask for.
    pilot : bool
        Being tried out: asked now and then, never scored, never moving a belief.
    """

    code: str
    loadings: Mapping[str, float]
    intercept: float = 0.0
    guessing: float = 0.0
    slip: float = 0.0
    difficulty_sd: float = 0.0
    enemies: str = ""
    tags: tuple[str, ...] = ()
    pilot: bool = False

    def __post_init__(self) -> None:
        values = [*self.loadings.values(), self.intercept, self.guessing, self.slip, self.difficulty_sd]
        if not all(np.isfinite(values)):
            raise ItemError(self.code, "a parameter is not a finite number")
        if any(a < 0 for a in self.loadings.values()) or not any(a > 0 for a in self.loadings.values()):
            raise ItemError(self.code, "loadings must not be negative, and one must be positive")
        if self.guessing < 0 or self.slip < 0 or self.guessing + self.slip >= 1:
            raise ItemError(self.code, "guessing and slip must not be negative and must sum to less than 1")
        if self.difficulty_sd < 0:
            raise ItemError(self.code, "the standard deviation of the difficulty is negative")


def item_from_difficulty(
    code: str,
    competencies: Sequence[str],
    difficulty: float | None,
    discrimination: float = 1.0,
    *,
    guessing: float = 0.0,
    slip: float = 0.0,
    difficulty_sd: float = 1.0,
    enemies: str = "",
    tags: tuple[str, ...] = (),
    pilot: bool = False,
) -> Item:
    """Item of a teacher's bank, from a difficulty that somebody stated, or nobody.

    Parameters
    ----------
    competencies : sequence of str
        Competencies that it asks for; the discrimination is shared so that its loading vector has the
        length `discrimination` whatever their number.
    difficulty : float or None
        Logits; None means what the cut of the target level (0) means: who just masters the competency
        gets `AT_THE_CUT` of such items right, with the given standard deviation around it.
    """
    share = discrimination / np.sqrt(len(competencies)) if competencies else 0.0
    intercept = discrimination * difficulty if difficulty is not None else _at_the_cut(guessing, slip)
    return Item(
        code=code,
        loadings={competency: float(share) for competency in competencies},
        intercept=intercept,
        guessing=guessing,
        slip=slip,
        difficulty_sd=difficulty_sd,
        enemies=enemies,
        tags=tags,
        pilot=pilot,
    )


def _at_the_cut(guessing: float, slip: float) -> float:
    """Intercept with which a proficiency of 0 gets `AT_THE_CUT` right, as far as guessing and slip allow."""
    known = (AT_THE_CUT - guessing) / (1 - slip - guessing)
    return -float(logit(min(max(known, 0.05), 0.95)))


@dataclass(frozen=True, slots=True, eq=False)
class ItemModel:
    """An item's response model over the positions of one framework: what `belief.update` takes.

    Attributes
    ----------
    positions : ndarray of int, shape (L,)
        Competencies it loads on.
    loadings : ndarray, shape (L,)
    intercept, guessing, slip : float
    noise : float
        Variance of the intercept, in squared logits.
    """

    positions: Positions
    loadings: Floats
    intercept: float
    guessing: float
    slip: float
    noise: float


def item_model(framework: Framework, item: Item) -> ItemModel:
    """Resolve the competency codes of an item.

    Raises
    ------
    UnknownCompetency
    """
    pairs = sorted((framework.index(code), a) for code, a in item.loadings.items() if a > 0)
    loadings = np.array([a for _, a in pairs], dtype=np.float64)
    return ItemModel(
        positions=np.array([position for position, _ in pairs], dtype=np.intp),
        loadings=loadings,
        intercept=item.intercept,
        guessing=item.guessing,
        slip=item.slip,
        noise=float(loadings @ loadings) * item.difficulty_sd**2,
    )


KAPPA = 1.702
"""logistic(x) is within .0095 of Phi(x / 1.702) everywhere (Haley 1952)."""


class Light(NamedTuple):
    """The bank in single precision, each of shape (n,), for ranking it in one go.

    Attributes
    ----------
    slope, intercept, guessing : loading on the primary competency, delta, c.
    rise : d - c.
    width : 1.702^2 + noise, what the item itself adds to the variance of a normal response curve.
    """

    slope: Singles
    intercept: Singles
    guessing: Singles
    rise: Singles
    width: Singles


class ItemBank:
    """Items of one framework as arrays; immutable.

    Parameters
    ----------
    framework : Framework
    items : iterable of Item

    Attributes
    ----------
    items : tuple of Item
        Their order gives the indices used everywhere in `diagnostics`.
    positions : ndarray of int, shape (n, L)
        Competencies of each item, L the greatest number per item; the heaviest first, padded with it.
    loadings : ndarray, shape (n, L)
        Padded with zeros.
    primary : ndarray of int, shape (n,)
        Competency with the greatest loading.
    slope : ndarray, shape (n,)
        That loading.
    intercept, guessing, slip, noise : ndarray, shape (n,)
    group : ndarray of int, shape (n,)
        Number of the enemies' group, -1 for none.
    pilot : ndarray of bool, shape (n,)
        Items that are being tried out.
    has_pilots : bool

    Raises
    ------
    UnknownCompetency, ItemError
    """

    def __init__(self, framework: Framework, items: Iterable[Item]) -> None:
        self.framework = framework
        self.items: tuple[Item, ...] = tuple(items)
        self._indices = {item.code: index for index, item in enumerate(self.items)}
        if len(self._indices) < len(self.items):
            twice = next(item.code for i, item in enumerate(self.items) if self._indices[item.code] != i)
            raise ItemError(twice, "the code is given to two items")
        n, width = len(self.items), max((len(item.loadings) for item in self.items), default=1)
        self.positions: Positions = np.zeros((n, width), dtype=np.intp)
        self.loadings: Floats = np.zeros((n, width))
        for index, item in enumerate(self.items):
            ranked = sorted((-a, framework.index(code)) for code, a in item.loadings.items())
            self.positions[index] = ranked[0][1]
            self.positions[index, : len(ranked)] = [position for _, position in ranked]
            self.loadings[index, : len(ranked)] = [-a for a, _ in ranked]
        self.primary: Positions = self.positions[:, 0].copy()
        self.slope: Floats = self.loadings[:, 0].copy()
        self.intercept: Floats = np.array([item.intercept for item in self.items], dtype=np.float64)
        self.guessing: Floats = np.array([item.guessing for item in self.items], dtype=np.float64)
        self.slip: Floats = np.array([item.slip for item in self.items], dtype=np.float64)
        spread = np.array([item.difficulty_sd for item in self.items], dtype=np.float64)
        self.noise: Floats = (self.loadings**2).sum(axis=1) * spread**2
        names = {
            name: number
            for number, name in enumerate(dict.fromkeys(i.enemies for i in self.items if i.enemies))
        }
        self.group: Positions = np.array([names.get(item.enemies, -1) for item in self.items], dtype=np.intp)
        self.pilot: Mask = np.array([item.pilot for item in self.items], dtype=bool)
        self.has_pilots = bool(self.pilot.any())
        self._models: dict[int, ItemModel] = {}
        self._inside: dict[tuple[GroupKind, str], Mask] = {}

    def __len__(self) -> int:
        return len(self.items)

    def index(self, code: str) -> int:
        """Index of an item by its code; KeyError where there is none."""
        return self._indices[code]

    def model(self, index: int) -> ItemModel:
        """Response model of one item, resolved once."""
        found = self._models.get(index)
        if found is None:
            found = self._models[index] = item_model(self.framework, self.items[index])
        return found

    def inside(self, kind: GroupKind, name: str) -> Mask:
        """Items of a competency or an area (by their greatest loading), or with a tag; shape (n,).

        Raises
        ------
        UnknownCompetency
        """
        found = self._inside.get((kind, name))
        if found is None:
            found = self._inside[kind, name] = self._find(kind, name)
            found.setflags(write=False)
        return found

    def _find(self, kind: GroupKind, name: str) -> Mask:
        if kind == "competency":
            return np.asarray(self.primary == self.framework.index(name))
        if kind == "area":
            areas = np.array([c.area == name for c in self.framework.competencies], dtype=bool)
            return areas.take(self.primary)
        return np.array([name in item.tags for item in self.items], dtype=bool)

    @cached_property
    def supply(self) -> Positions:
        """Scored items of each competency, by their greatest loading, shape (K,)."""
        return np.bincount(self.primary[~self.pilot], minlength=self.framework.size)

    @cached_property
    def pairs(self) -> tuple[Positions, Positions, Positions, Floats]:
        """What a quadratic form over the loadings of every item needs.

        Returns
        -------
        rows, columns : ndarray of int, shape (P,)
            The distinct pairs of competencies that share an item, each with itself among them.
        which : ndarray of int, shape (n, L (L + 1) / 2)
            Pairs of each item, as positions in `rows`.
        products : ndarray, same shape
            Products of the loadings, those off the diagonal doubled.
        """
        first, second = np.triu_indices(self.loadings.shape[1])
        left, right = self.positions[:, first], self.positions[:, second]
        size = max(self.framework.size, 1)
        keys, which = np.unique(np.minimum(left, right) * size + np.maximum(left, right), return_inverse=True)
        products = self.loadings[:, first] * self.loadings[:, second] * np.where(first == second, 1.0, 2.0)
        return keys // size, keys % size, which.reshape(products.shape), products

    @cached_property
    def light(self) -> Light:
        """The arrays that ranking the whole bank walks through."""
        rise = 1 - self.slip - self.guessing
        arrays = (self.slope, self.intercept, self.guessing, rise, self.noise + KAPPA**2)
        return Light(*(array.astype(np.float32) for array in arrays))

    @cached_property
    def members(self) -> tuple[Positions, ...]:
        """For each group of enemies the indices of its items."""
        order = np.argsort(self.group, kind="stable")
        order = order[self.group[order] >= 0]
        if not order.size:
            return ()
        return tuple(np.split(order, np.flatnonzero(np.diff(self.group[order])) + 1))
