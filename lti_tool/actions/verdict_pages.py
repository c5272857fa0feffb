"""What pages are told of a verdict: a teacher's word on it, and the levels reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OverrideView:
    """That a teacher has decided otherwise than the answers.

    Attributes
    ----------
    id : str
    word : str
        mastered or not_yet.
    level : int
        Which level it is about, 0 the lowest.
    by : str
        The teacher's name; empty where nobody is known under it any more.
    """

    id: str
    word: str
    level: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LevelsView:
    """How far a learner is on the levels of a competency.

    Attributes
    ----------
    names : tuple of mapping
        Of all levels, the lowest first.
    words : tuple of str
        How each stands, by the answers.
    reached : int
        Levels reached, as the answers or a teacher say; 0 for none.
    """

    names: tuple[Mapping[str, str], ...]
    words: tuple[str, ...]
    reached: int

    @property
    def name(self) -> Mapping[str, str]:
        """Of the level reached; empty for none."""
        return self.names[self.reached - 1] if self.reached else {}
