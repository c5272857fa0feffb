"""One row of a table, and what is wrong with its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from adapters.content.base import Problem
from adapters.content.csv_table import cells, columns
from adapters.content.csv_table.cells import BadCell

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    line : int
        Where it begins in the file.
    cells : mapping of column name to cell
        Empty cells are left out.
    problems : list of Problem
        Filled while the row is read.
    """

    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Give a cell as it stands, empty where there is none."""
        return self.cells.get(name, "")

    def fault(self, column: str, code: str, *, fatal: bool = True, **values: object) -> None:
        """Write down what is wrong with a cell."""
        self.problems.append(Problem(str(self.line), code, {"column": column, **values}, fatal))

    def numbered(self, head: str, tail: str = "") -> tuple[str, ...]:
        """Give the cells of numbered columns, up to the last one that is filled."""
        pattern = _numbered(head, tail)
        found = {
            int(match[1]): cell for name, cell in self.cells.items() if (match := pattern.fullmatch(name))
        }
        return tuple(found.get(n, "") for n in range(1, max(found, default=0) + 1))

    def read(self, name: str, how: Callable[[str], _T], default: _T) -> _T:
        """Read a cell; what cannot be read is written down, and the default taken."""
        if name not in self.cells:
            return default
        try:
            return how(self.cells[name])
        except BadCell as error:
            self.fault(name, error.code, value=self.cells[name][:80])
            return default

    def number(self, name: str, default: float) -> float:
        """Read a number."""
        return self.read(name, cells.number, default)

    def flag(self, name: str, *, default: bool) -> bool:
        """Read a yes or a no, in English or Spanish."""
        if name not in self.cells:
            return default
        word = columns.plain_name(self.cells[name])
        if word not in columns.YES | columns.NO:
            self.fault(name, "neither_yes_nor_no", value=self.cells[name][:80])
        return word in columns.YES

    def codes(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Read codes of choices, as many as there are by default."""
        codes = cells.split(self.text(name))
        if codes and len(codes) != len(default):
            self.fault(name, "codes_do_not_fit", codes=len(codes), choices=len(default))
            return default
        return codes or default


@lru_cache(maxsize=256)
def _numbered(head: str, tail: str) -> re.Pattern[str]:
    return re.compile(rf"{head}_(\d+){tail}")
