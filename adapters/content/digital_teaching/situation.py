"""What an author writes: one classroom situation with four ways to act, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["KA", "KD", "KC"]
"""Knowledge acquisition, knowledge deepening, knowledge creation."""


@dataclass(frozen=True, slots=True)
class Words:
    """One situation in one language.

    Attributes
    ----------
    stem : str
        Plain text: a concrete situation, then the question. A blank line begins a new paragraph.
    options : tuple of four str
        Plain texts, alike in length and tone.
    why : tuple of four str
        One sentence per option: why it is or is not the best. Shown only as feedback.
    """

    stem: str
    options: tuple[str, str, str, str]
    why: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Situation:
    """One situational item, as its author writes it.

    Attributes
    ----------
    code : str
        ``aspect-level-number``, such as ``pedagogy-kd-2``.
    level : Level
        The level of mastery that choosing well is a sign of.
    mrcdd : tuple of str
        One or two competences of areas 2 to 5 of the Spanish framework, such as ``3.1``.
    right : int
        Place of the best option, the same in both languages; no place is to be right more often than others.
    es, en : Words
    difficulty : float
        Stated, in logits from what is usual at its level, within [-0.6, 0.6].
    """

    code: str
    level: Level
    mrcdd: tuple[str, ...]
    right: int
    es: Words
    en: Words
    difficulty: float = 0.0
