"""What a path is made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from scipy.special import ndtr

ActivityKind = Literal["core", "reinforcement", "extension"]


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to learn a competency by.

    Attributes
    ----------
    code, competency : str
    kind : {"core", "reinforcement", "extension"}
        Meets it for the first time, works on it below the cut, goes beyond the cut.
    modality : str
        "read", "practise", "explore" or "explain".
    minutes : float
        Expected time, positive.
    languages : frozenset of str
        Language codes; empty for an activity without words.
    gain, gain_sd : float
        Expected effect on the competency in logits and its standard deviation; a cautious start until
        the activity's own effect is learnt from use.
    """

    code: str
    competency: str
    kind: ActivityKind
    modality: str
    minutes: float
    languages: frozenset[str] = frozenset()
    gain: float = 0.4
    gain_sd: float = 0.3

    def __post_init__(self) -> None:
        if not self.minutes > 0:
            raise ValueError(f"activity {self.code!r} takes no time")
        if self.gain_sd < 0:
            raise ValueError(f"activity {self.code!r}: the standard deviation of its effect is negative")

    def speaks(self, language: str) -> bool:
        """Whether it can be done in a language; any activity where no language is asked for."""
        return not language or not self.languages or language in self.languages

    def mastery_after(self, mean: float, variance: float, cut: float) -> float:
        """Probability of mastery once it is done, from the belief before."""
        return float(ndtr((mean + self.gain - cut) / sqrt(variance + self.gain_sd**2)))
