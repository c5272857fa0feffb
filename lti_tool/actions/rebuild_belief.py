"""A belief is a function of the log: computed anew from it, and after an entry was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.evidence import BeliefRow, EvidenceEntry, belief_of, log_of
from lti_tool.database.scope import Scope
from personalization.belief import Belief
from personalization.evidence import Evidence, Replay, replay
from personalization.stored import from_json

from .loading import ENGINE_VERSION, LoadedFramework, load_framework
from .recording import save_belief
from .settled_beliefs import Known

WITHDRAWAL = "withdrawal"
"""Kind of the entry that takes an earlier one back; it is no evidence itself."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry of the log that counts: from which something was inferred, and not withdrawn."""

    row: EvidenceEntry
    evidence: Evidence


def rebuild_belief(session: Session, scope: Scope, person_id: int, framework_id: int) -> Replay:
    """The belief about a person as the stored log gives it; nothing is written.

    Where nothing was withdrawn it equals the stored belief to the last bit.
    """
    loaded = load_framework(session, scope, framework_id)
    row = belief_of(session, scope, framework_id, person_id=person_id)
    log = counted(log_of(session, scope, framework_id, person_id=person_id))
    return replay(loaded.framework, prior_of(row, loaded), (one.evidence for one in log))


def counted(rows: Sequence[EvidenceEntry]) -> tuple[Counted, ...]:
    """The entries that a belief is computed from, in order."""
    gone = withdrawn(rows)
    return tuple(
        Counted(row, from_json(row.kind, row.parameters, row.score))
        for row in rows
        if row.contribution is not None and row.id not in gone
    )


def withdrawn(rows: Sequence[EvidenceEntry]) -> frozenset[int]:
    """Ids of the entries that later ones take back."""
    return frozenset(int(row.parameters["entry"]) for row in rows if row.kind == WITHDRAWAL)


def prior_of(row: BeliefRow | None, loaded: LoadedFramework) -> Belief:
    """What the belief about a person began from."""
    return loaded.prior if row is None or row.prior is None else Belief.from_bytes(row.prior)


def withdraw_entry(
    session: Session,
    scope: Scope,
    loaded: LoadedFramework,
    entry_id: int,
    now: datetime,
    *,
    person_id: int | None = None,
) -> None:
    """Take an entry of a person's log back: the row stays, the belief is computed without it.

    Inside the caller's transaction.
    """
    who = scope.person_id if person_id is None else person_id
    row = belief_of(session, scope, loaded.id, person_id=who, to_change=True)
    session.add(
        EvidenceEntry(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=who,
            framework_id=loaded.id,
            kind=WITHDRAWAL,
            parameters={"entry": entry_id},
            engine_version=ENGINE_VERSION,
            occurred_at=now,
        )
    )
    session.flush()
    if row is not None:
        found = rebuild_belief(session, scope, who, loaded.id)
        # Time is counted from the last evidence: taking something back is none.
        save_belief(session, scope, loaded, row, Known(found.belief, found.settled), row.updated_at)
