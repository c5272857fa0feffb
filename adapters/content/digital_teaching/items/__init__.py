"""The situations, one module per aspect."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.content.base import BankItem
from adapters.content.digital_teaching.builder import item
from adapters.content.digital_teaching.items import (
    administration,
    curriculum,
    learning,
    pedagogy,
    policy,
    skills,
)
from adapters.content.digital_teaching.situation import Situation

SITUATIONS: tuple[Situation, ...] = (
    *policy.SITUATIONS,
    *curriculum.SITUATIONS,
    *pedagogy.SITUATIONS,
    *skills.SITUATIONS,
    *administration.SITUATIONS,
    *learning.SITUATIONS,
)


def items() -> Iterator[BankItem]:
    """Every item of the bank, aspect by aspect."""
    for situation in SITUATIONS:
        yield item(situation)
