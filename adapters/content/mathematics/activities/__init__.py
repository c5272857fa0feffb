"""The activities for itineraries, one module per competency."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.content.base import ActivitySpec
from adapters.content.mathematics.activities import (
    decimals_calculate,
    decimals_fractions,
    decimals_order,
    equations_brackets,
    equations_expressions,
    equations_simple,
    fractions_add,
    fractions_compare,
    fractions_equivalent,
    fractions_multiply,
    integers_add,
    integers_multiply,
    integers_order,
    proportion_percent,
    proportion_rates,
    proportion_ratio,
)

_MODULES = (
    fractions_equivalent,
    fractions_compare,
    fractions_add,
    fractions_multiply,
    decimals_order,
    decimals_calculate,
    decimals_fractions,
    integers_order,
    integers_add,
    integers_multiply,
    proportion_ratio,
    proportion_rates,
    proportion_percent,
    equations_expressions,
    equations_simple,
    equations_brackets,
)


def activities() -> Iterator[ActivitySpec]:
    """Every activity, competency by competency."""
    for module in _MODULES:
        yield from module.ACTIVITIES
