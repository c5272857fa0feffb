"""A table as a file for spreadsheet programs.

UTF-8 with a byte order mark, or Excel would misread the accents; and no cell may begin a formula,
or a student called `=HYPERLINK(...)` would run in the teacher's program (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from lti_tool.actions.csv_table import safe_cell

__all__ = ["safe_cell", "spreadsheet"]

BYTE_ORDER_MARK: Final = "\ufeff"


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file with one header line.

    Parameters
    ----------
    header : sequence of str
    rows : iterable of sequences of str

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, lines ended by CR LF (RFC 4180).
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()
