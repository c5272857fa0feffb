"""The banks that come with Senda, by the names that people ask for them with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from adapters.content import digital_teaching, mathematics
from adapters.content.base import Import

OWN_BANKS: Mapping[str, Callable[[], Import]] = MappingProxyType(
    {"mathematics": mathematics.load, "digital-teaching": digital_teaching.load}
)
"""What builds each bank; the first one is for students, the second one for teachers as learners."""
