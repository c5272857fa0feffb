"""Reasons as codes with numbers; the sentences are composed in the reader's language elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a decision.

    Attributes
    ----------
    code : str
        A key of `REASON_CODES`.
    values : mapping
        Numbers and competency codes that the sentence needs, JSON-serialisable.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
