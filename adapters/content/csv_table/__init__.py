"""Item banks as tables: one row per item and language, in any program that shows a spreadsheet.

`columns` knows the names, `cells` how lists, numbers and texts are written in one cell, `decoding` how the
file is written; `reader` and `writer` are the two ways. What a teacher needs to know is in ``docs/banks.md``.
"""

from adapters.content.csv_table.reader import read
from adapters.content.csv_table.writer import write

__all__ = ["read", "write"]
