"""Answers as a sparse table: who answered which item with which score; what is not there was not asked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from personalization.bank import Floats, Positions
from personalization.calibration.errors import BadResponses

BLOCK = 4096
"""Learners that are computed on at once, so that memory does not grow with their number."""


@dataclass(frozen=True, eq=False)
class ResponseTable:
    """Answers of many learners to the items of one competency.

    Attributes
    ----------
    items : tuple of str
        Codes; an item that nobody answered is allowed.
    learners : int
        How many; one without an answer is allowed.
    learner, item : ndarray of int, shape (n,)
        Positions of each answer's learner and item; no pair comes twice.
    score : ndarray, shape (n,)
        In [0, 1]. A skipped question is 0: where nobody slips, 1 - P = (1 - c)(1 - logistic(eta)), so "I
        don't know yet" and a wrong answer have the same likelihood but for a constant.

    Raises
    ------
    BadResponses
    """

    items: tuple[str, ...]
    learners: int
    learner: Positions
    item: Positions
    score: Floats

    def __post_init__(self) -> None:
        if len(set(self.items)) < len(self.items):
            raise BadResponses(problem="an item's code is given twice")
        if not self.learner.shape == self.item.shape == self.score.shape:
            raise BadResponses(problem="columns of different length")
        if not self.score.size:
            return
        wrong = ~((self.score >= 0) & (self.score <= 1))
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            raise BadResponses(problem="score outside 0 to 1", row=first, score=float(self.score[first]))
        for name, column, size in (
            ("learner", self.learner, self.learners),
            ("item", self.item, len(self.items)),
        ):
            if column.min() < 0 or column.max() >= size:
                raise BadResponses(problem=f"unknown {name}")
        pairs = self.learner.astype(np.int64) * len(self.items) + self.item
        if np.unique(pairs).size < pairs.size:
            raise BadResponses(problem="an item answered twice by one learner")

    @property
    def counts(self) -> Positions:
        """Answers per item, shape (J,)."""
        return np.bincount(self.item, minlength=len(self.items)).astype(np.intp)

    @property
    def shares(self) -> Floats:
        """Mean score per item, shape (J,); 0 where nobody answered."""
        total = np.bincount(self.item, weights=self.score, minlength=len(self.items))
        return total / np.maximum(self.counts, 1)

    @property
    def complete(self) -> bool:
        """Whether everybody answered everything."""
        return self.score.size == self.learners * len(self.items)

    def matrix(self) -> Floats:
        """Dense, shape (learners, J), NaN where not asked; for tables that fit into memory."""
        dense = np.full((self.learners, len(self.items)), np.nan)
        dense[self.learner, self.item] = self.score
        return dense

    def only(self, items: NDArray[np.bool_]) -> ResponseTable:
        """The same learners with some of the items."""
        number = np.cumsum(items) - 1
        kept = items[self.item]
        return ResponseTable(
            tuple(code for code, keep in zip(self.items, items, strict=True) if keep),
            self.learners,
            self.learner[kept],
            number[self.item[kept]].astype(np.intp),
            self.score[kept],
        )


def from_matrix(matrix: Floats, items: Sequence[str] | None = None) -> ResponseTable:
    """Table from an array of shape (learners, J) with NaN for what was not asked."""
    if matrix.ndim != 2:
        raise BadResponses(problem="not a table of learners by items")
    codes = tuple(f"i{j + 1}" for j in range(matrix.shape[1])) if items is None else tuple(items)
    if len(codes) != matrix.shape[1]:
        raise BadResponses(problem="codes and columns differ in number")
    learner, item = np.nonzero(~np.isnan(matrix))
    return ResponseTable(codes, matrix.shape[0], learner, item, matrix[learner, item].astype(np.float64))


def from_rows(
    rows: Iterable[tuple[Hashable, str, float | None]], items: Sequence[str] | None = None
) -> tuple[ResponseTable, tuple[Hashable, ...]]:
    """Table from (learner, item, score) in the order of time.

    Of several answers of one learner to one item the first counts: what comes later has been learnt from it.

    Parameters
    ----------
    rows : iterable
        A score of None is "I don't know yet".
    items : sequence of str, optional
        Order of the codes; answers to other items are ignored. By default those met, sorted.

    Returns
    -------
    table : ResponseTable
    learners : tuple
        Keys in the order of their positions.
    """
    first: dict[tuple[Hashable, str], float] = {}
    for person, code, score in rows:
        first.setdefault((person, code), 0.0 if score is None else float(score))
    codes = tuple(sorted({code for _, code in first})) if items is None else tuple(items)
    position = {code: j for j, code in enumerate(codes)}
    people: dict[Hashable, int] = {}
    kept = [
        (people.setdefault(person, len(people)), position[code], score)
        for (person, code), score in first.items()
        if code in position
    ]
    learner, item, value = zip(*kept, strict=True) if kept else ((), (), ())
    table = ResponseTable(
        codes, len(people), np.array(learner, np.intp), np.array(item, np.intp), np.array(value, np.float64)
    )
    return table, tuple(people)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some learners' answers, ready for products with arrays over items.

    Attributes
    ----------
    score : ndarray or sparse array, shape (n, J)
        0 where not asked.
    asked : the same, or None where everybody was asked everything
    count : ndarray, shape (n,)
        Learners with just these answers.
    """

    score: Any
    asked: Any
    count: Floats

    def dense(self) -> tuple[Floats, Floats | None]:
        """Score and asked as plain arrays."""
        if sparse.issparse(self.score):
            return self.score.toarray(), self.asked.toarray()
        return self.score, self.asked


def blocks(table: ResponseTable, merge: bool = True) -> tuple[Block, ...]:
    """Cut a table into blocks of at most `BLOCK` learners.

    Complete tables of 0 and 1 come as their distinct patterns with the number of learners of each, unless
    `merge` is false; then, and in incomplete tables, learners stay in their order.
    """
    n, size = table.learners, len(table.items)
    if table.complete and n and size:
        dense = table.matrix()
        count = np.ones(n)
        if merge and bool(np.all((dense == 0) | (dense == 1))):
            packed = np.packbits(dense.astype(bool), axis=1)
            rows = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
            _, first, number = np.unique(rows, return_index=True, return_counts=True)
            dense, count = dense[first], number.astype(np.float64)
        cuts = range(0, len(dense), BLOCK)
        return tuple(Block(dense[at : at + BLOCK], None, count[at : at + BLOCK]) for at in cuts)
    shape, at = (n, size), (table.learner, table.item)
    score = sparse.csr_array((table.score, at), shape=shape)
    asked = sparse.csr_array((np.ones(table.score.size), at), shape=shape)
    thin = table.score.size < 0.2 * n * size
    result = []
    for begin in range(0, n, BLOCK):
        part = score[begin : begin + BLOCK], asked[begin : begin + BLOCK]
        if not thin:
            part = part[0].toarray(), part[1].toarray()
        result.append(Block(*part, np.ones(part[0].shape[0])))
    return tuple(result)
