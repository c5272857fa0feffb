"""The level that a learner has reached in each competency, and the evidence that carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
from scipy.special import ndtr
from sqlalchemy import select

from lti_tool.database.evidence import EvidenceEntry, belief_of, log_of
from lti_tool.database.judgements import OverrideRow, PortfolioEntry, RatingRow, overrides_of
from personalization.bank import Floats
from personalization.belief import OWN_NEEDED, Word
from personalization.evidence import Evidence, Override, Practised, Rating, Response, replay

from .loading import LoadedFramework
from .portfolio_pages import Carrier, CarrierKind, LevelReached
from .rebuild_belief import Counted, counted, prior_of
from .rubrics import Rubric
from .settled_beliefs import Known, known_from

WORTH_TELLING = 0.02
"""Logits: what moved a competency by less carries nothing."""
_ORDER: tuple[CarrierKind, ...] = ("decision", "judgement", "answers", "activities", "neighbours")


def level_supported(
    rubric: Rubric, known: Known, code: str, override: OverrideRow | None, *, judged: bool
) -> int | None:
    """The highest level that the evidence supports; None where it does not suffice to say.

    It suffices with as many own answers as any word of certainty needs, or where somebody else than the
    learner has judged something of theirs: neighbours alone and one's own word do not.

    Parameters
    ----------
    judged : bool
        Whether the belief has taken in such a judgement.
    """
    ladder = rubric.ladder(code)
    if override is not None:
        return min(override.level, len(ladder) - 1) + (override.word == Word.MASTERED)
    position = rubric.loaded.framework.index(code)
    error = float(known.settled.variance[position]) ** 0.5
    enough = int(known.belief.own[position]) >= OWN_NEEDED or judged
    if not enough or error > rubric.policy.widest:
        return None
    passed = ndtr((float(known.belief.mean[position]) - np.array(ladder)) / error)
    return int(np.sum(passed >= rubric.policy.mastered))


def levels_of(rubric: Rubric, person_id: int) -> tuple[LevelReached, ...]:
    """The levels of a learner, each with what it rests on.

    Parameters
    ----------
    person_id : int
        The scope's own person, or a student whom the caller may see.
    """
    learner = _Learner(rubric, person_id)
    return tuple(learner.reached(code, place) for place, code in enumerate(rubric.codes))


class _Learner:
    """What is read of one learner, each table once."""

    def __init__(self, rubric: Rubric, person_id: int) -> None:
        session, scope, loaded = rubric.session, rubric.scope, rubric.loaded
        row = belief_of(session, scope, loaded.id, person_id=person_id)
        log = log_of(session, scope, loaded.id, person_id=person_id)
        self.rubric, self.views = rubric, rubric.views()
        self.known = known_from(row, loaded)
        self.entries: Sequence[Counted] = counted(log)
        # Anew, since what was withdrawn has changed what later entries added.
        self.contributions: Floats = replay(
            loaded.framework, prior_of(row, loaded), (one.evidence for one in self.entries)
        ).contributions
        self.overrides: Mapping[str, OverrideRow] = overrides_of(
            session, scope, loaded.id, person_id=person_id
        )
        self.shown: dict[int, tuple[PortfolioEntry, RatingRow]] = {
            rating.evidence_id or 0: (entry, rating)
            for rating, entry in session.execute(
                select(RatingRow, PortfolioEntry)
                .join(PortfolioEntry, PortfolioEntry.id == RatingRow.entry_id)
                .where(
                    RatingRow.person_id == person_id,
                    RatingRow.evidence_id.is_not(None),
                    PortfolioEntry.withdrawn_at.is_(None),
                    RatingRow.class_id == scope.class_id,
                    RatingRow.school_id == scope.school_id,
                )
            )
        }

    def reached(self, code: str, place: int) -> LevelReached:
        """One competency."""
        override = self.overrides.get(code)
        judged = any(
            entry.competency == code and rating.rater_kind != "self" for entry, rating in self.shown.values()
        )
        level = level_supported(self.rubric, self.known, code, override, judged=judged)
        carriers: tuple[Carrier, ...] = ()
        if level is not None:
            carriers = self._carriers(code, level)
        return LevelReached(self.views[place], level, override is not None, carriers)

    def _carriers(self, code: str, level: int) -> tuple[Carrier, ...]:
        """What raised the competency; for level 0, what lowered it."""
        loaded = self.rubric.loaded
        weight = self.contributions[:, loaded.framework.index(code)] * (1 if level else -1)
        heavy = [int(place) for place in np.argsort(-weight, kind="stable") if weight[place] >= WORTH_TELLING]
        kinds = sorted(
            (_kind(self.entries[place].evidence, code, loaded), order, place)
            for order, place in enumerate(heavy)
        )
        told: list[Carrier] = []
        for kind, group in groupby(kinds, key=lambda one: one[0]):
            told += self._told(kind, [self.entries[place].row for _, _, place in group])
        return tuple(sorted(told, key=lambda one: _ORDER.index(one.kind)))

    def _told(self, kind: CarrierKind, rows: Sequence[EvidenceEntry]) -> list[Carrier]:
        if kind in ("answers", "neighbours"):
            right = sum((row.score or 0) >= 0.5 for row in rows)
            return [Carrier(kind, len(rows), right, at=max(row.occurred_at for row in rows))]
        if kind == "judgement":
            return [self._judgement(row) for row in rows if row.id in self.shown]
        return [Carrier(kind, len(rows), at=max(row.occurred_at for row in rows))]

    def _judgement(self, row: EvidenceEntry) -> Carrier:
        entry, rating = self.shown[row.id]
        return Carrier(
            "judgement",
            title=entry.title,
            entry=entry.public_id,
            judge=rating.rater_kind,  # type: ignore[arg-type]
            level=rating.level,
            at=rating.created_at,
        )


def _kind(evidence: Evidence, code: str, loaded: LoadedFramework) -> CarrierKind:
    """What an entry is for a competency."""
    match evidence:
        case Response(item) | Practised(item):
            return "answers" if item.loadings.get(code, 0) > 0 else "neighbours"
        case Rating(competency=other):
            return "judgement" if other == code else "neighbours"
        case Override(competency=other):
            return "decision" if other == code else "neighbours"
        case _:
            return "activities"
