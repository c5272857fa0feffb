"""Moodle XML, as Moodle 2 to 5 export it.

`stream` gives one question after the other, `questions` and `cloze` read them type by type, `reader` makes
items of them; `writer` is the other way. What is lost stands in ``docs/banks.md``.
"""

from adapters.content.moodle.reader import read
from adapters.content.moodle.writer import write

__all__ = ["read", "write"]
