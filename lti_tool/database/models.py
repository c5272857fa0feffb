"""All models in one import, for migrations and for tests of the whole schema."""

from . import (
    audit,
    banks,
    classes,
    consents,
    diagnostics,
    evidence,
    frameworks,
    grades,
    itineraries,
    keys,
    launches,
    people,
    platforms,
    schools,
    tutoring,
)
from .base import Base

__all__ = [
    "Base",
    "audit",
    "banks",
    "classes",
    "consents",
    "diagnostics",
    "evidence",
    "frameworks",
    "grades",
    "itineraries",
    "keys",
    "launches",
    "people",
    "platforms",
    "schools",
    "tutoring",
]
