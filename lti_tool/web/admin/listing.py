"""One page of a long list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Listed:
    """Which page it is, whether there is another, and what the list was filtered by."""

    number: int
    more: bool
    filters: Mapping[str, str] = field(default_factory=dict)
