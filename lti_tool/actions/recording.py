"""Writing down what the engine did: beliefs, evidence, choices, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lti_tool.database.evidence import BeliefRow, ChoiceEntry, EvidenceEntry, belief_of
from lti_tool.database.scope import Scope
from personalization.bank import Floats
from personalization.belief import Update
from personalization.diagnostics.session import Choice
from personalization.evidence import Elapsed, Evidence, apply
from personalization.explanations import Reason
from personalization.stored import to_json

from .loading import ENGINE_VERSION, LoadedBank, LoadedFramework
from .settled_beliefs import FORGET_AFTER_DAYS, SECONDS_A_DAY, Known, known_from, settled_bytes


def take_in(
    session: Session,
    scope: Scope,
    loaded: LoadedFramework,
    entry: Evidence,
    now: datetime,
    *,
    person_id: int | None = None,
) -> Update:
    """Change the belief about a person (the scope's own unless said otherwise) by a piece of evidence.

    Returns
    -------
    Update
        With what it added to the mean, for `evidence_row`.
    """
    row = belief_of(session, scope, loaded.id, person_id=person_id, to_change=True)
    known = known_from(row, loaded)
    update = apply(loaded.framework, known.belief, entry)
    after = known.after(loaded.framework, entry, update.belief)
    save_belief(session, scope, loaded, row, after, now, person_id=person_id)
    return update


def pass_time(
    session: Session, scope: Scope, loaded: LoadedFramework, now: datetime, *, person_id: int | None = None
) -> EvidenceEntry | None:
    """Write down the time since the last evidence about a person, before something new is taken in.

    Returns
    -------
    EvidenceEntry or None
        Added to the session; None where nothing is known yet, or less than a day has passed.
    """
    row = belief_of(session, scope, loaded.id, person_id=person_id)
    days = 0.0 if row is None else (now - row.updated_at).total_seconds() / SECONDS_A_DAY
    if days < FORGET_AFTER_DAYS:
        return None
    passed = Elapsed(days)
    update = take_in(session, scope, loaded, passed, now, person_id=person_id)
    entry = evidence_row(scope, loaded, passed, update, now, person_id=person_id)
    session.add(entry)
    return entry


def save_belief(
    session: Session,
    scope: Scope,
    loaded: LoadedFramework,
    row: BeliefRow | None,
    known: Known,
    now: datetime,
    *,
    person_id: int | None = None,
) -> None:
    """Keep what is known now of a person (the scope's own unless said otherwise)."""
    if row is None:
        row = BeliefRow(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id if person_id is None else person_id,
            framework_id=loaded.id,
            prior=loaded.prior.to_bytes(),
        )
        session.add(row)
    for name, value in belief_columns(known, now).items():
        setattr(row, name, value)


def belief_columns(known: Known, now: datetime) -> dict[str, Any]:
    """What is kept of what is known of a person, but for whose it is."""
    return {
        "state": known.belief.to_bytes(),
        "settled": settled_bytes(known.settled),
        "updated_at": now,
    }


def evidence_row(
    scope: Scope,
    loaded: LoadedFramework,
    entry: Evidence,
    update: Update | None,
    now: datetime,
    *,
    person_id: int | None = None,
    also: Mapping[str, object] | None = None,
) -> EvidenceEntry:
    """The row of the log for a piece of evidence, not added to the session yet.

    Parameters
    ----------
    update : Update or None
        None where nothing was inferred from it.
    also : mapping, optional
        What else the row shall say; it plays no part when the belief is computed anew.
    """
    kind, parameters, score = to_json(entry)
    return EvidenceEntry(
        school_id=scope.school_id,
        class_id=scope.class_id,
        person_id=scope.person_id if person_id is None else person_id,
        framework_id=loaded.id,
        kind=kind,
        score=score,
        parameters={**parameters, **(also or {})},
        contribution=None if update is None else contribution_bytes(update.contribution),
        engine_version=ENGINE_VERSION,
        occurred_at=now,
    )


def contribution_bytes(contribution: Floats) -> bytes:
    """How a row keeps what an entry added to the mean."""
    return contribution.astype("<f8").tobytes()


def save_choice(
    session: Session,
    scope: Scope,
    attempt_id: int,
    choice: Choice | None,
    loaded: LoadedBank,
    now: datetime,
) -> None:
    """Keep which item was chosen among which, so that the choice can be replayed and studied."""
    if choice is None:
        return
    session.add(
        ChoiceEntry(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            attempt_id=attempt_id,
            **choice_columns(choice, loaded, now),
        )
    )


def choice_columns(choice: Choice, loaded: LoadedBank, now: datetime) -> dict[str, Any]:
    """What is kept of a choice, but for whose it is."""
    return {
        "kind": "item",
        "chosen": loaded.bank.items[choice.chosen].code,
        "candidates": [loaded.bank.items[index].code for index in choice.candidates],
        "probabilities": [round(float(p), 6) for p in choice.probabilities],
        "reason": reason_to_json(choice.reason),
        "policy_version": choice.policy_version,
        "made_at": now,
    }


def reason_to_json(reason: Reason | None) -> dict[str, Any] | None:
    """A reason as it is stored."""
    return None if reason is None else {"code": reason.code, "values": dict(reason.values)}


def reason_from_json(stored: dict[str, Any] | None) -> Reason | None:
    """A stored reason."""
    return None if stored is None else Reason(stored["code"], stored["values"])


def reasons_from_json(stored: list[dict[str, Any]]) -> tuple[Reason, ...]:
    """Stored reasons."""
    return tuple(Reason(one["code"], one["values"]) for one in stored)
