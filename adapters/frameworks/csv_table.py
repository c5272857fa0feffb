"""Frameworks as CSV: one row for each level, area and competency, or a plain list of codes and names.

The format is described in ``docs/frameworks.md``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from adapters.content.base import Problem
from adapters.frameworks import csv_cells as cells
from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.frameworks.check import MOST_AREAS, MOST_COMPETENCIES, MOST_LEVELS, check, placed
from adapters.frameworks.csv_writing import write
from adapters.frameworks.levels import even_cuts
from adapters.frameworks.text import decode, numbered, shorten, slug

__all__ = ["read", "write"]

LARGEST = 8 * 1024 * 1024
MOST_ROWS = 2 * (MOST_COMPETENCIES + MOST_AREAS + MOST_LEVELS)
_SEPARATORS = (",", ";", "\t", "|")
_WITHOUT_AREA = "general"


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    kind: str
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        return cells.text(self.cells.get(column, ""))

    def names(self) -> dict[str, str]:
        """Names by language, those that are there."""
        named = {c[5:]: cells.text(cell) for c, cell in self.cells.items() if c.startswith("name_")}
        return {language: name for language, name in named.items() if name}

    def level_names(self) -> tuple[Mapping[str, str], ...]:
        found: list[dict[str, str]] = []
        for column, cell in self.cells.items():
            if column.startswith("levels_"):
                parts = cells.split(cell)
                found += [{} for _ in parts[len(found) :]]
                for names, part in zip(found, parts, strict=False):
                    if part:
                        names[column[7:]] = part
        return tuple(found)


@dataclass(slots=True)
class _Reading:
    """What has been found so far."""

    language: str
    name: str
    problems: list[Problem] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    plain: bool = False

    def refuse(self, line: int, code: str, /, *, fatal: bool = True, **values: object) -> None:
        self.problems.append(Problem(str(line) if line else "", code, values, fatal))


def read(
    stream: BinaryIO, *, name: str = "", language: str = "es"
) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    """Read a framework.

    Parameters
    ----------
    stream : binary stream
        UTF-8, UTF-16 or windows-1252; commas, semicolons, tabs or bars between the cells.
    name : str
        What the framework is called where the file has no row that says so (the file's name).
    language : str
        Of columns that name none.

    Returns
    -------
    (FrameworkSpec or None, problems)
        `where` of a problem is the line, as text; None only where there is nothing to show. Take the
        framework when no problem is fatal.
    """
    reading = _Reading(language, shorten(cells.text(name), 200))
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        return None, (Problem("", "too_large", {"most": LARGEST}),)
    decoded = decode(data)
    if decoded is None:
        return None, (Problem("", "not_text"),)
    text, encoding = decoded
    if encoding == "windows-1252":
        reading.refuse(0, "guessed_encoding", fatal=False, encoding=encoding)
    reading.rows.extend(_rows(text, reading))
    if not reading.rows:
        if not any(problem.fatal for problem in reading.problems):
            reading.refuse(0, "empty")
        return None, tuple(reading.problems)
    spec, lines = _assemble(reading)
    return spec, (*reading.problems, *placed(check(spec), lines))


def _rows(text: str, reading: _Reading) -> Iterator[_Row]:
    """Cut a text into rows of named cells."""
    first, _, rest = text.partition("\n")
    offset = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own hint
        text, offset = rest, 1
    separator, columns = _header(text, reading.language)
    if not any(column.startswith("name_") for column in columns):
        reading.refuse(1 + offset, "no_header", columns=", ".join(cells.COLUMNS[:3]))
        return
    for column in {c for c in columns if c and columns.count(c) > 1}:
        reading.refuse(1 + offset, "duplicate_column", column=column)
    reading.plain = "kind" not in columns
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, values in enumerate(reader):
            if number > MOST_ROWS:
                reading.refuse(reader.line_num + offset, "too_many_rows", most=MOST_ROWS)
                return
            if number and any(value.strip() for value in values):
                yield from _row(reader.line_num + offset, columns, values, reading)
    except csv.Error:
        reading.refuse(reader.line_num + offset, "broken_csv")


def _row(line: int, columns: list[str], values: list[str], reading: _Reading) -> Iterator[_Row]:
    if any(value.strip() for value in values[len(columns) :]):
        reading.refuse(line, "too_many_cells", found=len(values), expected=len(columns))
    found = {column: value for column, value in zip(columns, values, strict=False) if column}
    if kind := cells.kind(found.get("kind", "")):
        yield _Row(line, kind, found)
    else:
        reading.refuse(line, "unknown_kind", kind=shorten(cells.text(found["kind"]), 50))


def _header(text: str, language: str) -> tuple[str, list[str]]:
    """Find the separator by which the first row names most columns."""
    best = ",", [""]
    for separator in _SEPARATORS:
        try:
            row = next(csv.reader(io.StringIO(text[:10_000], newline=""), delimiter=separator), [])
        except csv.Error:
            continue
        columns = [cells.column(cell, language) for cell in row]
        if sum(map(bool, columns)) > sum(map(bool, best[1])):
            best = separator, columns
    return best


def _assemble(reading: _Reading) -> tuple[FrameworkSpec, dict[str, str]]:
    """Put the rows together; also say on which line each code stands."""
    lines: dict[str, str] = {}
    spec = _framework(reading)
    levels = [row for row in reading.rows if row.kind == "level"]
    spec = replace(spec, levels=tuple(LevelSpec(row.text("code"), row.names()) for row in levels))
    areas: dict[str, Mapping[str, str]] = {}
    parents: dict[str, str] = {}
    for row in reading.rows:
        if row.kind == "area":
            code = row.text("code")
            if code in areas:
                reading.refuse(row.line, "duplicate_area", code=code)
            areas[code] = row.names()
            if row.text("parent"):
                parents[code] = row.text("parent")
        if row.kind != "framework":
            lines.setdefault(row.text("code"), str(row.line))
    competencies: list[CompetencySpec] = []
    named: dict[str, str] = {}
    for row in (row for row in reading.rows if row.kind == "competency"):
        competency = _competency(row, reading, len(levels), len(competencies))
        if reading.plain:
            competency = replace(competency, area=_area_of(row, areas, named, spec.names))
        lines.setdefault(competency.code, str(row.line))
        competencies.append(competency)
    spec = replace(spec, areas=areas, area_parents=parents, competencies=tuple(competencies))
    return replace(spec, prerequisites=tuple(_prerequisites(reading, competencies))), lines


def _framework(reading: _Reading) -> FrameworkSpec:
    rows = [row for row in reading.rows if row.kind == "framework"]
    for row in rows[1:]:
        reading.refuse(row.line, "second_framework", code=row.text("code"))
    code = slug(reading.name) or "framework"
    if not rows:
        return FrameworkSpec(code, "1", {reading.language: reading.name or code}, {}, ())
    row = rows[0]
    return FrameworkSpec(
        row.text("code") or code,
        row.text("version") or "1",
        row.names(),
        {},
        (),
        source=row.text("source"),
        licence=row.text("licence"),
        identifier=row.text("identifier"),
    )


def _competency(row: _Row, reading: _Reading, levels: int, place: int) -> CompetencySpec:
    code = row.text("code")
    if not code and reading.plain:
        code = str(place + 1)
    cuts = cells.numbers(row.cells.get("cuts", ""))
    if cuts is None:
        reading.refuse(row.line, "bad_number", column="cuts", value=shorten(row.text("cuts"), 50))
    weight = cells.numbers(row.cells.get("weight", ""))
    if weight is None or len(weight) > 1:
        reading.refuse(row.line, "bad_number", column="weight", value=shorten(row.text("weight"), 50))
    return CompetencySpec(
        code,
        row.text("parent"),
        row.names(),
        cuts or even_cuts(levels),
        weight[0] if weight else 1.0,
        row.level_names(),
        cells.split(row.cells.get("alignments", "")),
        row.text("identifier"),
    )


def _area_of(
    row: _Row, areas: dict[str, Mapping[str, str]], named: dict[str, str], names: Mapping[str, str]
) -> str:
    """Find the area that a plain list names, or make it; those without one go together."""
    name = row.text("parent")
    if name not in named:
        named[name] = numbered(slug(name) or _WITHOUT_AREA, areas)
        areas[named[name]] = dict.fromkeys(names, name) if name else names
    return named[name]


def _prerequisites(reading: _Reading, competencies: list[CompetencySpec]) -> Iterator[tuple[str, str]]:
    known = {competency.code for competency in competencies}
    rows = (row for row in reading.rows if row.kind == "competency")
    for row, competency in zip(rows, competencies, strict=True):
        cell = row.cells.get("prerequisites", "")
        codes = cells.split(cell)
        if len(codes) == 1 and codes[0] not in known:  # parted otherwise than in our own files
            codes = tuple(part.strip() for part in codes[0].replace(";", ",").split(","))
        for code in dict.fromkeys(code for code in codes if code):
            yield code, competency.code
