"""Attempts begin alike, whether they are diagnostics, checks or practice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.base import public_id
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.scope import Scope


def new_attempt(
    session: Session,
    scope: Scope,
    diagnostic_id: int,
    bank_revision: int,
    *,
    now: datetime,
    rng: np.random.Generator,
    **more: Any,
) -> Attempt:
    """A running attempt of the scope's person, with nothing asked yet; `more` is what its kind needs."""
    attempt = Attempt(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        diagnostic_id=diagnostic_id,
        person_id=scope.person_id,
        bank_revision=bank_revision,
        status="running",
        seed=int(rng.integers(2**31)),
        asked=[],
        scores=[],
        started_at=now,
        **more,
    )
    session.add(attempt)
    session.flush()
    return attempt
