"""The activities for itineraries of teachers, one module per aspect."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.content.base import ActivitySpec
from adapters.content.digital_teaching.activities import (
    administration,
    curriculum,
    learning,
    pedagogy,
    policy,
    skills,
)

_MODULES = (policy, curriculum, pedagogy, skills, administration, learning)


def activities() -> Iterator[ActivitySpec]:
    """Every activity, aspect by aspect."""
    for module in _MODULES:
        yield from module.ACTIVITIES
