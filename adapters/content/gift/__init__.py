"""GIFT, the text format in which teachers write questions by hand.

`entries` gives one question after the other with its line, `parser` reads it, `reader` makes items of them;
`writer` is the other way. What is lost stands in ``docs/banks.md``.
"""

from adapters.content.gift.reader import read
from adapters.content.gift.writer import expressible, write

__all__ = ["expressible", "read", "write"]
