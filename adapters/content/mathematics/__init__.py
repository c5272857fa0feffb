"""Senda's own bank: mathematics at the age of 11 to 14, in Spanish and in English.

`framework` says what there is to learn; `items` and `activities` have one module per competency, written in
the short notation of `notation` and `activities.markup`. A new template is one function in the module of its
competency, its wrong choices named in `misconceptions`, and a solver of its own in the tests.
"""

from __future__ import annotations

from functools import cache

from adapters.content.base import Import
from adapters.content.mathematics.activities import activities
from adapters.content.mathematics.framework import FRAMEWORK
from adapters.content.mathematics.items import items
from adapters.content.mathematics.misconceptions import MISCONCEPTIONS

__all__ = ["MISCONCEPTIONS", "load"]


@cache
def load() -> Import:
    """Build the whole bank; always the same one.

    Returns
    -------
    Import
        Framework ``senda-maths-11-14``, items and activities, each in "es" and "en". There are no problems:
        a fault in our own content raises, and is found by the tests.
    """
    return Import(
        title=FRAMEWORK.names["en"], framework=FRAMEWORK, items=tuple(items()), activities=tuple(activities())
    )
