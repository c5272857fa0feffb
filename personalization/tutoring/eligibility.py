"""Who may work with whom at all. Pairs that may not do not exist; they are not ranked last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from personalization.bank import Floats

Pairs = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Learner:
    """One who opted in.

    Attributes
    ----------
    code : str
    tutor, tutee : bool
        The parts they opted in to.
    slots : frozenset of str
        Times when they can.
    languages : frozenset of str
    vetoes : frozenset of str
        Codes of those they would rather not be paired with; private, never a reason.
    capacity : int
        How many tutees they take on at most.
    groups : frozenset of str
        Groups or sections of the class that they belong to.
    """

    code: str
    tutor: bool
    tutee: bool
    slots: frozenset[str]
    languages: frozenset[str]
    vetoes: frozenset[str] = frozenset()
    capacity: int = 1
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The willing, and what is believed of them at one moment.

    Attributes
    ----------
    learners : tuple of Learner
    competencies : tuple of str
    mastery : ndarray, shape (n, K)
        Probability of mastery.
    mean : ndarray, shape (n, K)
        Logits.
    known : ndarray of bool, shape (n, K), optional
        Where there is enough evidence to say anything; without it, everywhere.
    """

    learners: tuple[Learner, ...]
    competencies: tuple[str, ...]
    mastery: Floats
    mean: Floats
    known: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        shape = (len(self.learners), len(self.competencies))
        arrays = (self.mastery, self.mean) if self.known is None else (self.mastery, self.mean, self.known)
        if any(array.shape != shape for array in arrays):
            raise ValueError(f"mastery, mean and known must have the shape {shape}")
        if len({learner.code for learner in self.learners}) < len(self.learners):
            raise ValueError("a learner occurs twice")

    @cached_property
    def evident(self) -> NDArray[np.bool_]:
        """`known`, or true everywhere."""
        return np.ones(self.mastery.shape, dtype=bool) if self.known is None else self.known


def roles(snapshot: Snapshot) -> Pairs:
    """Pairs (tutor, tutee) of different people in parts that both opted in to, shape (n, n)."""
    tutors = np.array([learner.tutor and learner.capacity > 0 for learner in snapshot.learners], dtype=bool)
    tutees = np.array([learner.tutee for learner in snapshot.learners], dtype=bool)
    pairs: Pairs = tutors[:, None] & tutees[None, :]
    np.fill_diagonal(pairs, False)
    return pairs


def accepted(snapshot: Snapshot) -> Pairs:
    """Pairs that neither of the two has vetoed, shape (n, n), symmetric."""
    places = {learner.code: place for place, learner in enumerate(snapshot.learners)}
    pairs = np.ones((len(places), len(places)), dtype=bool)
    for place, learner in enumerate(snapshot.learners):
        for other in learner.vetoes & places.keys():
            pairs[place, places[other]] = pairs[places[other], place] = False
    return pairs


def grouped(snapshot: Snapshot, rule: str) -> Pairs:
    """Pairs that a rule about groups allows, shape (n, n), symmetric.

    Parameters
    ----------
    rule : str
        "any": groups do not matter. "within": the two share a group. "across": they share none, and
        who is in no group at all may be with anybody.
    """
    if rule == "any":
        n = len(snapshot.learners)
        return np.ones((n, n), dtype=bool)
    together: Pairs = shared([learner.groups for learner in snapshot.learners]) > 0
    return together if rule == "within" else ~together


def shared(sets: list[frozenset[str]]) -> NDArray[np.int64]:
    """How many members each two sets have in common, shape (n, n)."""
    names = {name: column for column, name in enumerate(sorted(frozenset().union(*sets)))}
    table = np.zeros((len(sets), max(len(names), 1)), dtype=np.float32)
    for row, members in enumerate(sets):
        table[row, [names[name] for name in members]] = 1
    return (table @ table.T).astype(np.int64)
