"""The tutoring board as the page draws it: two columns of seats and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lti_tool.actions.pages import PairView
from lti_tool.web.pictures import Link

STRONG: Final = 0.5
"""Benefit from which a pair is called strong."""
GOOD: Final = 0.25
"""Benefit from which a pair is called good."""


@dataclass(frozen=True, slots=True)
class Board:
    """Seats at both sides and lines between them.

    Attributes
    ----------
    needs : tuple of PairView
        One seat for each pair, those of one tutor beneath each other.
    offers : tuple of tuple of PairView
        One seat for each tutor, with the pairs of this tutor.
    links : tuple of Link
        A line for each pair.
    """

    needs: tuple[PairView, ...]
    offers: tuple[tuple[PairView, ...], ...]
    links: tuple[Link, ...]

    @property
    def rows(self) -> int:
        """Rows of the longer column."""
        return max(len(self.needs), len(self.offers))


def strength(benefit: float) -> int:
    """How strong a pair is: 3 strong, 2 good, 1 modest.

    Parameters
    ----------
    benefit : float
        Benefit of the pair as the matching counts it, from 0 to 1.

    Returns
    -------
    int
    """
    if benefit >= STRONG:
        return 3
    return 2 if benefit >= GOOD else 1


def board(pairs: Sequence[PairView]) -> Board:
    """Seat the pairs so that lines do not cross: the pairs of a tutor together, strongest tutors first.

    Parameters
    ----------
    pairs : sequence of PairView

    Returns
    -------
    Board
    """
    by_tutor: dict[str, list[PairView]] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.benefit, pair.tutee)):
        by_tutor.setdefault(pair.tutor_id, []).append(pair)
    offers = tuple(tuple(group) for group in by_tutor.values())
    needs = tuple(pair for group in offers for pair in group)
    links: list[Link] = []
    for place, group in enumerate(offers):
        links += [Link(len(links) + n, place, strength(pair.benefit)) for n, pair in enumerate(group)]
    return Board(needs, offers, tuple(links))
