"""Tables that spreadsheet programs have written, and what they shall not compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from lti_tool.errors import ImportRefused, InputRefused

MOST_FAULTS = 50
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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


def read_table(content: bytes, columns: Sequence[str], most: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line of the file with its number: the named columns as texts without spaces around.

    Parameters
    ----------
    content : bytes
        UTF-8, with or without a byte order mark; the first line names the columns.
    columns : sequence of str
        The first one must be there, others may be missing.
    most : int
        Lines.

    Raises
    ------
    InputRefused
        It is no such file.
    ImportRefused
        It has more lines, or its columns are others.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputRefused("file_unreadable") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = [name.strip().lower() for name in next(reader, [])]
        if columns[0] not in header:
            raise ImportRefused("rules_refused", faults=[f"1: {','.join(columns)}"])
        for count, row in enumerate(reader):
            if count >= most:
                raise ImportRefused("rules_refused", faults=[f"{reader.line_num}: > {most}"])
            values = dict(zip(header, (cell.strip() for cell in row), strict=False))
            if any(values.values()):
                yield reader.line_num, {name: values.get(name, "") for name in columns}
    except csv.Error:
        raise InputRefused("file_unreadable") from None
