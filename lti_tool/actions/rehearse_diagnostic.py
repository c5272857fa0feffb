"""Invented students take a diagnostic before real ones do."""

from __future__ import annotations

from math import isnan
from threading import Lock
from typing import Any

import numpy as np

from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from personalization.diagnostics.policy import Policy
from personalization.rehearsal import Rehearsal, rehearse

from .blueprint_pages import RehearsalView
from .class_groups import check_whole_class
from .loading import LoadedBank, bank_for, load_bank, policy_of, stored_policy
from .open_blueprint import rehearsal_view, the_named
from .placing_pages import Subject
from .set_up_diagnostic import bank_named, check_targets, default_policy

LEARNERS = 200
MOST_ANSWERS = 8_000
"""Questions asked in all: longer diagnostics are tried by fewer, so that the page answers in seconds."""

_one_at_a_time = Lock()
"""A rehearsal keeps a core busy for seconds: a process does one, so that answers are not kept waiting."""


def rehearse_diagnostic(
    database: Database, scope: Scope, diagnostic: str, *, rng: np.random.Generator
) -> RehearsalView:
    """Let invented students take a diagnostic as it is set up, and keep what came of it.

    No transaction is open while they do; what has changed meanwhile makes the result void.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher of the whole class; no such diagnostic in it.
    """
    scope.check_teaches()
    with database.read() as session:
        check_whole_class(session, scope)
        row = the_named(session, scope, diagnostic)
        loaded, policy = bank_for(session, scope, row), policy_of(row)
        tried = (row.policy, row.bank_revision)
    stored = _stored(_rehearse(loaded, policy, rng))
    with database.write() as session:
        row = the_named(session, scope, diagnostic, lock=True)
        if (row.policy, row.bank_revision) == tried:
            row.rehearsal = stored
    view = rehearsal_view(loaded.loaded, stored)
    assert view is not None
    return view


def rehearse_subject(
    database: Database, scope: Scope, subject: Subject, *, rng: np.random.Generator
) -> RehearsalView:
    """The same for what is about to be placed; nothing of a new diagnostic is kept.

    Raises
    ------
    AccessRefused, NotFound, InputRefused
        Not a teacher; no such diagnostic or bank; competencies that no diagnostic can have.
    """
    if subject.diagnostic:
        return rehearse_diagnostic(database, scope, subject.diagnostic, rng=rng)
    scope.check_teaches()
    with database.read() as session:
        loaded = load_bank(session, scope, bank_named(session, scope, subject.bank).id)
        policy = stored_policy(default_policy(check_targets(loaded, subject.competencies)))
    view = rehearsal_view(loaded.loaded, _stored(_rehearse(loaded, policy, rng)))
    assert view is not None
    return view


def _rehearse(loaded: LoadedBank, policy: Policy, rng: np.random.Generator) -> Rehearsal:
    learners = min(LEARNERS, max(50, MOST_ANSWERS // policy.max_items))
    with _one_at_a_time:
        return rehearse(loaded.bank, policy, rng, learners, prior=loaded.loaded.prior)


def _stored(found: Rehearsal) -> dict[str, Any]:
    """In values that JSON can hold."""
    return {
        "learners": found.learners,
        "items_mean": found.items_mean,
        "items_low": found.items_low,
        "items_high": found.items_high,
        "minutes_low": found.minutes_low,
        "minutes_high": found.minutes_high,
        "decided": found.decided,
        "decided_right": None if isnan(found.decided_right) else found.decided_right,
        "thin": list(found.thin),
        "lengths": {str(length): count for length, count in found.lengths.items()},
        "decided_by": dict(found.decided_by),
        "ends": dict(found.ends),
        "exposure_max": found.exposure_max,
    }
