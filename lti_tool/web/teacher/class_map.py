"""The class map as the page draws it: what a cell shows, how columns stand, how names stand in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from lti_tool.actions.pages import CellView, ClassPage, Names, StudentRow
from lti_tool.web import pictures

RANKS: Final[Mapping[str, int]] = {shade: place for place, shade in enumerate(pictures.SHADES)}
"""Order of the shades when a column is sorted: who needs most first, who was not asked last."""

UNKNOWN: Final = ("not_enough_evidence", "not_asked")
WEAK: Final = ("not_yet", "probably_not_yet")


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the map."""

    shade: str
    """One of `pictures.SHADES`."""
    sure: int
    """Dots of certainty, 1 to 3; 0 where nothing was asked."""
    rank: int
    own: int
    picture: Markup
    notes: tuple[str, ...] = ()
    """What else is said of it: "decided" by a teacher, "review" due."""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One student of the map; without cells where there is nothing to show."""

    student: StudentRow
    cells: tuple[Cell, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Column:
    """One competency and how the class stands in it."""

    code: str
    names: Names
    counts: Mapping[str, int]
    starts_area: bool

    @property
    def asked(self) -> int:
        """Students of whom something is known here."""
        return sum(number for shade, number in self.counts.items() if shade not in UNKNOWN)

    @property
    def need(self) -> tuple[float, int]:
        """Sort key: the share of those known who are not there yet, then how many they are."""
        weak = sum(self.counts.get(shade, 0) for shade in WEAK)
        return (weak / self.asked if self.asked else -1.0, weak)


@dataclass(frozen=True, slots=True)
class ClassMap:
    """Rows and columns of one page of the map."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    whole_class: bool
    """Whether the columns count the whole class, not only the rows of this page."""

    @property
    def by_need(self) -> tuple[Column, ...]:
        """Columns, most needed first."""
        return tuple(sorted(self.columns, key=lambda column: column.need, reverse=True))


def shade_of(cell: CellView | None) -> str:
    """What a cell is drawn as: its word, or "not asked" where no answer was about it.

    Parameters
    ----------
    cell : CellView or None
        None: there is no belief at all.

    Returns
    -------
    str
        One of `pictures.SHADES`.
    """
    if cell is None or (cell.own == 0 and cell.word == "not_enough_evidence"):
        return "not_asked"
    return cell.word


def class_map(page: ClassPage) -> ClassMap:
    """Turn the values of a class page into squares, columns and counts.

    Parameters
    ----------
    page : ClassPage

    Returns
    -------
    ClassMap
    """
    rows = tuple(_row(student) for student in page.students)
    starts = _area_starts(page.areas)
    columns = tuple(
        Column(
            code=code,
            names=names,
            counts=page.word_counts.get(code) or _count(row.cells[place] for row in rows if row.cells),
            starts_area=place in starts,
        )
        for place, (code, names) in enumerate(page.competencies)
    )
    return ClassMap(rows, columns, whole_class=bool(page.word_counts) or page.pages <= 1)


def _row(student: StudentRow) -> Row:
    if student.status == "not_started" or not any(student.cells):
        return Row(student, (), {})
    cells = tuple(_cell(view) for view in student.cells)
    counted = [cell for cell, view in zip(cells, student.cells, strict=True) if view is not None]
    return Row(student, cells, _count(counted))


def _cell(view: CellView | None) -> Cell:
    shade = shade_of(view)
    sure = 0 if view is None or shade == "not_asked" else pictures.certainty(view.error)
    notes = _notes(view) if view else ()
    mark, level = (notes[0] if notes else "", view.level if view else None)
    if "decided" in notes:
        sure = 0  # A decision is neither more nor less sure.
    picture = pictures.cell(shade, sure, mark=mark, level=level)
    return Cell(shade, sure, RANKS[shade], view.own if view else 0, picture, notes, level)


def _notes(view: CellView) -> tuple[str, ...]:
    if view.decided:
        return ("decided",)
    return ("review",) if view.review_due else ()


def _count(cells: Iterable[Cell]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for cell in cells:
        counts[cell.shade] = counts.get(cell.shade, 0) + 1
    return counts


def _area_starts(areas: Sequence[tuple[Names, int]]) -> frozenset[int]:
    """Indices of the columns at which an area begins."""
    starts: list[int] = []
    place = 0
    for _, width in areas:
        starts.append(place)
        place += width
    return frozenset(starts)
