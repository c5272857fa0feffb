"""QTI, the format in which tools of assessment exchange items: 2.1, 2.2 and 3.0 in, 3.0 out.

`reader` reads packages and single items, `writer` writes packages. In between: `manifest` and `parameters`
for what is said about an item, `item` with `answers` and `cloze` for what it asks, `processing` with
`conditions` and `keys` for what counts as right, `markup` and `mathml` for what is shown.
"""

from adapters.content.qti.reader import read
from adapters.content.qti.writer import write

__all__ = ["read", "write"]
