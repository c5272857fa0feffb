"""What is said of learners in a diagnostic: the word of the evidence, unless a teacher has decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.frameworks import framework_version
from lti_tool.database.judgements import OverrideRow
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from personalization.belief import Word
from personalization.diagnostics.policy import Policy
from personalization.standing import Standing

from .loading import LoadedFramework, targets_of
from .pages import Names
from .settled_beliefs import Known, standings
from .verdict_pages import LevelsView, OverrideView

Overrides = Mapping[str, OverrideRow]
"""The standing ones about a person, by competency."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one competency of a learner.

    Attributes
    ----------
    position : int
    word : str
        A teacher's, where one has decided; else the one of `standing`.
    standing : Standing
        What the evidence says.
    mean, error : float
        In logits; the error as if no time had passed.
    own : int
    decided : OverrideRow or None
        Where a teacher has decided at the level that the diagnostic is about.
    reached : int or None
        Levels reached; None where the diagnostic is not about several.
    """

    position: int
    word: str
    standing: Standing
    mean: float
    error: float
    own: int
    decided: OverrideRow | None
    reached: int | None


class Verdicts:
    """The words of one diagnostic for any number of learners."""

    def __init__(self, loaded: LoadedFramework, policy: Policy) -> None:
        self.loaded, self.policy = loaded, policy
        self.targets = targets_of(loaded, policy)
        self.positions = np.array(self.targets, dtype=np.intp)
        self.cuts = policy.cuts_for(loaded.framework)
        self.ladders = tuple(policy.ladder(loaded.framework, position) for position in self.targets)
        self.several = policy.all_levels and any(len(ladder) > 1 for ladder in self.ladders)

    def of(self, known: Known, overrides: Overrides) -> tuple[Verdict, ...]:
        """The verdict for each target, in the order of the targets."""
        stands = standings(known, self.positions, self.cuts[self.positions], self.policy)
        codes = self.loaded.framework.codes
        errors = np.sqrt(known.settled.variance[self.positions]).tolist()
        means, own = known.belief.mean[self.positions].tolist(), known.belief.own[self.positions].tolist()
        found = []
        for place, (ladder, position) in enumerate(zip(self.ladders, self.targets, strict=True)):
            override = overrides.get(codes[position])
            word = decided_word(override, self.policy.level)
            standing = stands[place]
            found.append(
                Verdict(
                    position,
                    word or standing.word,
                    standing,
                    means[place],
                    errors[place],
                    own[place],
                    override if word else None,
                    self._reached(known, position, ladder, override) if self.several else None,
                )
            )
        return tuple(found)

    def level_words(self, known: Known, position: int) -> tuple[Word, ...]:
        """How each level of a competency stands by the evidence, the lowest first."""
        ladder = self.policy.ladder(self.loaded.framework, position)
        error = float(known.settled.variance[position]) ** 0.5
        own, mean = int(known.belief.own[position]), float(known.belief.mean[position])
        chances = ndtr((mean - np.array(ladder)) / error).tolist()
        return tuple(self.policy.word(chance, error, own) for chance in chances)

    def _reached(
        self, known: Known, position: int, ladder: tuple[float, ...], override: OverrideRow | None
    ) -> int:
        if override is not None:
            return min(override.level, len(ladder) - 1) + (override.word == Word.MASTERED)
        words = self.level_words(known, position)
        return max((level + 1 for level, word in enumerate(words) if word is Word.MASTERED), default=0)


def decided_word(override: OverrideRow | None, level: int) -> Word | None:
    """What a teacher's decision says of a level; None where it says nothing of it.

    Who has a level has those below it, who has it not yet has none above it.
    """
    if override is None:
        return None
    if override.word == Word.MASTERED:
        return Word.MASTERED if override.level >= level else None
    return Word.NOT_YET if override.level <= level else None


def level_names(session: Session, scope: Scope, framework_id: int) -> dict[str, tuple[Names, ...]]:
    """Names of each competency's levels, the lowest first: the framework's, its own, or a number."""
    row = framework_version(session, scope, framework_id)
    common = [level["names"] for level in row.levels]
    found: dict[str, tuple[Names, ...]] = {}
    for one in row.competencies:
        named = [*common, *one.level_names[len(common) :]]
        numbers: list[Names] = [{"en": str(n), "es": str(n)} for n in range(1, len(one.cuts) + 1)]
        found[one.code] = tuple([*named, *numbers[len(named) :]][: len(one.cuts)])
    return found


def levels_view(names: tuple[Names, ...], words: tuple[Word, ...], reached: int | None) -> LevelsView | None:
    """What pages are told of the levels; None where there are not several."""
    if reached is None or len(words) < 2:
        return None
    return LevelsView(names[: len(words)], tuple(word.value for word in words), reached)


def override_view(row: OverrideRow, by: str) -> OverrideView:
    """What pages are told of a teacher's decision."""
    return OverrideView(row.public_id, row.word, row.level, row.reason, by, row.created_at)


def teachers_named(session: Session, scope: Scope, rows: list[OverrideRow]) -> dict[int, str]:
    """Names of those who have decided, by id."""
    ids = {row.teacher_id for row in rows if row.teacher_id is not None}
    people = session.execute(
        select(Person.id, Person.name, Person.given_name).where(
            Person.id.in_(ids), Person.school_id == scope.school_id
        )
    )
    return {one.id: one.name or one.given_name for one in people}
