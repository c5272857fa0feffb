"""The activities for itineraries, one module per competency."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.content.base import ActivitySpec


def activities() -> Iterator[ActivitySpec]:
    """Every activity, competency by competency."""
    yield from ()
