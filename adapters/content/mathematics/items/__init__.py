"""The items, one module per competency."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.content.base import BankItem
from adapters.content.mathematics.items import (
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


def items() -> Iterator[BankItem]:
    """Every item of the bank, competency by competency."""
    for module in _MODULES:
        yield from module.TEMPLATES.items()
