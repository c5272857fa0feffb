"""Tutors and tutees are matched: a proposal for the teacher, told to nobody else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.base import public_id
from lti_tool.database.consents import offers_in
from lti_tool.database.diagnostics import attempts_in
from lti_tool.database.engine import Database
from lti_tool.database.evidence import beliefs_in
from lti_tool.database.groups import groups_by_person
from lti_tool.database.scope import Scope
from lti_tool.database.tutoring import MatchedPair, MatchingRun
from lti_tool.errors import InputRefused
from personalization.belief import mastery
from personalization.tutoring.matching import Learner, Matching, MatchingPolicy, Snapshot, match

from .class_groups import check_whole_class
from .loading import belief_from, load_framework, policy_of, targets_of, the_diagnostic
from .recording import reason_to_json

_SETS = ("slots", "languages", "vetoes", "groups")


@dataclass(frozen=True, slots=True)
class _Willing:
    """Who takes part and what is believed of them, at one moment."""

    snapshot: Snapshot
    people: dict[str, int]
    """Learner code to person."""

    def digest(self, seed: int, policy: dict[str, Any]) -> str:
        """SHA-256 of all that the run depends on: the same digest means the same proposal."""
        learners = [
            {**asdict(one), **{k: sorted(getattr(one, k)) for k in _SETS}} for one in self.snapshot.learners
        ]
        plain = json.dumps([learners, self.snapshot.competencies, policy, seed], sort_keys=True)
        known = np.zeros(0) if self.snapshot.known is None else self.snapshot.known
        arrays = (self.snapshot.mastery, self.snapshot.mean, known)
        return hashlib.sha256(plain.encode() + b"".join(a.tobytes() for a in arrays)).hexdigest()


def run_matching(
    database: Database, scope: Scope, *, now: datetime, seed: int, groups: str = "any"
) -> None:
    """Match those who opted in and have a result; the proposal is stored with all it came from.

    Parameters
    ----------
    groups : str
        Whether pairs are made within the groups of the class, across them, or wherever.

    Raises
    ------
    AccessRefused
        Only who teaches the whole class may.
    InputRefused
        Nobody takes part.
    """
    scope.check_teaches()
    with database.read() as session:
        check_whole_class(session, scope)
        willing = _willing(session, scope)
    if not willing.snapshot.learners:
        raise InputRefused("nobody_willing")
    policy = MatchingPolicy(groups=groups)
    matching = match(willing.snapshot, policy, np.random.default_rng(seed))
    stored = asdict(policy)
    with database.write() as session:
        run = MatchingRun(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            asked_by=scope.person_id,
            seed=seed,
            policy=stored,
            input_digest=willing.digest(seed, stored),
            result={
                "benefit": round(matching.benefit, 6),
                "bound": round(matching.bound, 6),
                "gap": matching.gap,
                "in_need": matching.in_need,
                "helped": matching.helped,
                "blocking_pairs": matching.blocking_pairs,
                "willing": len(willing.snapshot.learners),
            },
            ran_at=now,
        )
        session.add(run)
        session.flush()
        session.add_all(_rows(scope, run.id, matching, willing.people))


def _willing(session: Session, scope: Scope) -> _Willing:
    """Those who opted in, are in the class, and chose to be profiled: who has no belief has no place here."""
    diagnostic = the_diagnostic(session, scope)
    loaded = load_framework(session, scope, diagnostic.framework_id)
    policy = policy_of(diagnostic)
    targets = list(targets_of(loaded, policy))
    cuts = policy.cuts_for(loaded.framework)
    beliefs = beliefs_in(session, scope, loaded.id)
    attempts = attempts_in(session, scope, diagnostic.id)
    done = {a.person_id for a in attempts if a.profiled and a.status == "finished"}
    rows = [(offer, person) for offer, person in offers_in(session, scope) if person.id in done]
    codes = {person.id: person.public_id for _, person in rows}
    belonging = groups_by_person(session, scope)
    learners, chances, means, known = [], [], [], []
    for offer, person in rows:
        belief = belief_from(beliefs.get(person.id), loaded)
        learners.append(
            Learner(
                code=person.public_id,
                tutor=offer.tutor,
                tutee=offer.tutee,
                slots=frozenset(offer.slots),
                languages=frozenset(offer.languages),
                vetoes=frozenset(codes[p] for p in offer.vetoes if p in codes),
                groups=frozenset(str(one) for one in belonging.get(person.id, ())),
            )
        )
        chances.append(mastery(belief, cuts)[targets])
        means.append((belief.mean - cuts)[targets])
        known.append((belief.error <= policy.widest)[targets])
    shape = (len(learners), len(targets))
    snapshot = Snapshot(
        tuple(learners),
        tuple(loaded.framework.codes[p] for p in targets),
        np.array(chances).reshape(shape),
        np.array(means).reshape(shape),
        np.array(known, dtype=bool).reshape(shape),
    )
    return _Willing(snapshot, {code: person for person, code in codes.items()})


def _rows(scope: Scope, run_id: int, matching: Matching, people: dict[str, int]) -> Sequence[MatchedPair]:
    owner = {"school_id": scope.school_id, "class_id": scope.class_id, "run_id": run_id}
    pairs = [
        MatchedPair(
            public_id=public_id(),
            person_id=people[pair.tutee],
            tutor_id=people[pair.tutor],
            competency=pair.competency,
            slot=pair.slot,
            benefit=pair.benefit,
            reasons=[reason_to_json(reason) for reason in pair.reasons],
            **owner,
        )
        for pair in matching.pairs
    ]
    alone = [
        MatchedPair(
            public_id=public_id(),
            person_id=people[code],
            tutor_id=None,
            reasons=[reason_to_json(reason)],
            **owner,
        )
        for code, reason in matching.unmatched
    ]
    return [*pairs, *alone]
