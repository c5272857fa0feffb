"""How strict those are who judge evidence, as far as their judgements tell."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from scipy.special import ndtr
from sqlalchemy.orm import Session

from lti_tool.database.judgements import RaterSeverity
from lti_tool.database.portfolio import severity_to_change
from lti_tool.database.scope import Scope
from lti_tool.database.upsert import insert_into
from personalization.rubric import RaterKind, Severity, prior_severity

FEWEST_RATINGS = 3
"""Judgements before anything is said of a judge."""
NOTABLE = 0.2
"""Logits beyond which somebody judges otherwise than the others."""
SURE = 0.8

Tendency = Literal["unknown", "stricter", "milder", "alike"]


def hold_severity(session: Session, scope: Scope, kind: RaterKind, now: datetime) -> RaterSeverity:
    """How strict the scope's person is as a judge of this kind, kept from others; made where it is new."""
    prior = prior_severity(kind)
    first = insert_into(session, RaterSeverity).on_conflict_do_nothing(
        index_elements=["class_id", "rater_id", "rater_kind"]
    )
    session.execute(
        first,
        {
            "school_id": scope.school_id,
            "class_id": scope.class_id,
            "rater_id": scope.person_id,
            "rater_kind": kind,
            "mean": prior.mean,
            "sd": prior.sd,
            "ratings": 0,
            "changed_at": now,
        },
    )
    row = severity_to_change(session, scope, kind)
    assert row is not None
    return row


def severity_from(row: RaterSeverity) -> Severity:
    """What a row says."""
    return Severity(row.mean, row.sd, row.ratings)


def keep_severity(row: RaterSeverity, severity: Severity, now: datetime) -> None:
    """Write down what is known now."""
    row.mean, row.sd, row.ratings, row.changed_at = severity.mean, severity.sd, severity.ratings, now


def tendency(row: RaterSeverity | None) -> Tendency:
    """How somebody judges beside the others, in a code."""
    if row is None or row.ratings < FEWEST_RATINGS:
        return "unknown"
    if ndtr((row.mean - NOTABLE) / row.sd) >= SURE:
        return "stricter"
    if ndtr((-NOTABLE - row.mean) / row.sd) >= SURE:
        return "milder"
    return "alike"
