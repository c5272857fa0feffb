"""Writing down what the engine did: beliefs, choices, reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lti_tool.database.evidence import BeliefRow, ChoiceEntry
from lti_tool.database.scope import Scope
from personalization.belief import Belief
from personalization.diagnostics.session import Choice
from personalization.explanations import Reason

from .loading import LoadedBank


def save_belief(
    session: Session,
    scope: Scope,
    framework_id: int,
    row: BeliefRow | None,
    belief: Belief,
    now: datetime,
) -> None:
    """Keep the present belief about the scope's person."""
    if row is None:
        row = BeliefRow(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            framework_id=framework_id,
        )
        session.add(row)
    row.state, row.updated_at = belief.to_bytes(), now


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
            kind="item",
            chosen=loaded.bank.items[choice.chosen].code,
            candidates=[loaded.bank.items[index].code for index in choice.candidates],
            probabilities=[round(float(p), 6) for p in choice.probabilities],
            reason=reason_to_json(choice.reason),
            policy_version=choice.policy_version,
            made_at=now,
        )
    )


def reason_to_json(reason: Reason | None) -> dict[str, Any] | None:
    """A reason as it is stored."""
    return None if reason is None else {"code": reason.code, "values": dict(reason.values)}


def reason_from_json(stored: dict[str, Any] | None) -> Reason | None:
    """A stored reason."""
    return None if stored is None else Reason(stored["code"], stored["values"])


def reasons_from_json(stored: list[dict[str, Any]]) -> tuple[Reason, ...]:
    """Stored reasons."""
    return tuple(Reason(one["code"], one["values"]) for one in stored)
