"""A table as a file for spreadsheet programs.

UTF-8 with a byte order mark, or Excel would misread the accents; and no cell may begin a formula,
or a student called `=HYPERLINK(...)` would run in the teacher's program (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: str) -> str:
    """A text that a spreadsheet program shows and never computes.

    Parameters
    ----------
    value : str

    Returns
    -------
    str
        The same text, with an apostrophe before it where it would begin a formula, also after spaces.
    """
    return "'" + value if value.lstrip(" \u00a0").startswith(_BEGINS_FORMULA) else value


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
