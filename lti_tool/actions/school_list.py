"""A list of schools as somebody's spreadsheet wrote it: every line read, every fault named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from adapters.lms.registry import ADAPTERS

MOST_LINES = 5_000
LARGEST_LIST = 2 * 1024 * 1024
LONGEST_NAME = 200
COLUMNS = ("school", "family", "label", "administrator")
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}")
_HEADINGS: Mapping[str, str] = {
    "school": "school",
    "escuela": "school",
    "centro": "school",
    "family": "family",
    "lms": "family",
    "label": "label",
    "etiqueta": "label",
    "administrator": "administrator",
    "administrator e-mail": "administrator",
    "administrador": "administrator",
    "e-mail": "administrator",
    "email": "administrator",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one line.

    Attributes
    ----------
    code : str
        school_missing, school_repeated, family_unknown, address_invalid, address_repeated,
        account_elsewhere, too_long, too_many_columns, column_unknown, too_many_lines, unreadable or empty.
    what : str
        The value that is meant, cut.
    """

    line: int
    code: str
    what: str = ""

    def __str__(self) -> str:
        return f"{self.line}: {self.code}" + (f" ({self.what})" if self.what else "")


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One line of the list."""

    line: int
    school: str
    family: str = ""
    label: str = ""
    administrator: str = ""


@dataclass(frozen=True, slots=True)
class SchoolList:
    """What was read: nothing of it is used while there are findings."""

    lines: tuple[SchoolLine, ...]
    findings: tuple[Finding, ...]


def read_schools(data: bytes) -> SchoolList:
    """Read a list of schools: comma or semicolon, with or without a line of headings, in UTF-8."""
    if len(data) > LARGEST_LIST:
        return SchoolList((), (Finding(1, "too_many_lines"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return SchoolList((), (Finding(data[: error.start].count(b"\n") + 1, "unreadable"),))
    # A heading of one word shows no separator, and names may have commas: semicolons win where equal.
    first = text.partition("\n")[0]
    sample = first if any(one in first for one in ";,\t") else text
    delimiter = max(";,\t", key=sample.count)
    try:
        rows = list(_rows(csv.reader(text.splitlines(), delimiter=delimiter, strict=True)))
    except csv.Error:
        return SchoolList((), (Finding(1, "unreadable"),))
    findings: list[Finding] = []
    names: list[str] = list(COLUMNS)
    if rows and "school" in (_HEADINGS.get(cell.lower()) for cell in rows[0][1]):
        line, headings = rows.pop(0)
        names = [_HEADINGS.get(heading.lower(), "") for heading in headings]
        findings += [
            Finding(line, "column_unknown", heading[:60])
            for heading, name in zip(headings, names, strict=True)
            if not name
        ]
    if not rows:
        findings.append(Finding(1, "empty"))
    if len(rows) > MOST_LINES:
        findings.append(Finding(rows[MOST_LINES][0], "too_many_lines"))
    lines = [_line(number, row, names, findings) for number, row in rows[:MOST_LINES]]
    _repeated(lines, findings)
    return SchoolList(tuple(lines), tuple(sorted(findings, key=lambda finding: finding.line)))


def _rows(reader: Iterable[list[str]]) -> Iterable[tuple[int, list[str]]]:
    for number, row in enumerate(reader, 1):
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield number, cells


def _line(number: int, row: list[str], names: list[str], findings: list[Finding]) -> SchoolLine:
    if len(row) > len(names) and any(row[len(names) :]):
        findings.append(Finding(number, "too_many_columns"))
    cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
    for cell in cells.values():
        if len(cell) > LONGEST_NAME or not cell.isprintable():
            findings.append(Finding(number, "too_long", cell[:60]))
    family, administrator = cells.get("family", "").lower(), cells.get("administrator", "").lower()
    if not cells.get("school"):
        findings.append(Finding(number, "school_missing"))
    if family and family not in ADAPTERS:
        findings.append(Finding(number, "family_unknown", family[:60]))
    if administrator and not _ADDRESS.fullmatch(administrator):
        findings.append(Finding(number, "address_invalid", administrator[:60]))
    return SchoolLine(number, cells.get("school", ""), family, cells.get("label", ""), administrator)


def _repeated(lines: Iterable[SchoolLine], findings: list[Finding]) -> None:
    """A school may stand twice with two labels (two LMSs); an administrator belongs to one school."""
    seen: set[tuple[str, str]] = set()
    schools: dict[str, str] = {}
    for line in lines:
        if line.school and (line.school, line.label) in seen:
            findings.append(Finding(line.line, "school_repeated", line.school[:60]))
        seen.add((line.school, line.label))
        if line.administrator and schools.setdefault(line.administrator, line.school) != line.school:
            findings.append(Finding(line.line, "address_repeated", line.administrator[:60]))
