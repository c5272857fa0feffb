"""Senda's own bank on teachers' digital competence: situations of school life, in Spanish and in English.

`framework` takes the aspects, levels and names of UNESCO's framework for teachers; every situation, option
and comment is our own. `items` has one module per aspect, of values as in `situation`; `activities` has what
a teacher may do next. No place, length or wording is to give a right option away: the tests see to it.
"""

from __future__ import annotations

from functools import cache

from adapters.content.base import Import
from adapters.content.digital_teaching.activities import activities
from adapters.content.digital_teaching.framework import FRAMEWORK
from adapters.content.digital_teaching.items import items

__all__ = ["load"]


@cache
def load() -> Import:
    """Build the whole bank; always the same one.

    Returns
    -------
    Import
        Framework ``unesco-ict-cft-3-aspects``, items and activities, each in "es" and "en". Difficulties and
        discriminations are stated, not calibrated; `difficulty_sd` says how little is known of them.
    """
    return Import(
        title=FRAMEWORK.names["en"], framework=FRAMEWORK, items=tuple(items()), activities=tuple(activities())
    )
