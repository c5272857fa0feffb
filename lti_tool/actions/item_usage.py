"""How often the items of a bank were asked so far, and which of them somebody has met already."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from lti_tool.database.analyses import asked_in_bank, tests_of_bank
from lti_tool.database.evidence import items_answered
from lti_tool.database.scope import Scope
from personalization.diagnostics.exposure import Usage

from .loading import LoadedBank

KEPT_FOR = timedelta(seconds=60)
"""The counts are taken from the log by a job; a minute more or less changes no rate."""
KEPT = 32
MET_KEPT_FOR = timedelta(minutes=10)
"""What was answered before an attempt changes only where somebody practises meanwhile."""
MET_KEPT = 4096

_Key = tuple[str, int, int, int]
_met: OrderedDict[tuple[str, int, int, int, int], tuple[datetime, NDArray[np.bool_] | None]] = OrderedDict()
_kept: OrderedDict[_Key, tuple[datetime, Usage | None]] = OrderedDict()
_lock = Lock()


def usage_of(session: Session, scope: Scope, loaded: LoadedBank, *, now: datetime) -> Usage | None:
    """How often each item of a bank was asked; None where nothing has been counted yet.

    Counts are those of the present wordings and parameters: other ones begin anew.
    """
    key = (str(session.get_bind().url), scope.school_id, loaded.id, loaded.revision)  # type: ignore[union-attr]
    with _lock:
        found = _kept.get(key)
    if found is not None and found[0] <= now < found[0] + KEPT_FOR:
        return found[1]
    usage = _count(session, scope, loaded)
    with _lock:
        _kept[key] = (now, usage)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return usage


def _count(session: Session, scope: Scope, loaded: LoadedBank) -> Usage | None:
    tests = tests_of_bank(session, scope, loaded.id)
    if not tests:
        return None
    asked = asked_in_bank(session, scope, loaded.id)
    counts = np.array([asked.get(entry, 0) for entry in loaded.entry_ids], dtype=np.int64)
    return Usage(counts, tests)


def met_before(
    session: Session, scope: Scope, loaded: LoadedBank, attempt_id: int, *, now: datetime
) -> NDArray[np.bool_] | None:
    """Items that the scope's person answered in this class before an attempt, shape (n,); None for none."""
    place = (str(session.get_bind().url), scope.person_id, attempt_id)  # type: ignore[union-attr]
    key = (*place, loaded.id, loaded.revision)
    with _lock:
        found = _met.get(key)
    if found is not None and found[0] <= now < found[0] + MET_KEPT_FOR:
        return found[1]
    ids = items_answered(session, scope, loaded.loaded.id, but=attempt_id)
    indices = [loaded.indices[item] for item in ids if item in loaded.indices]
    met = None
    if indices:
        met = np.zeros(len(loaded.bank), dtype=bool)
        met[indices] = True
    with _lock:
        _met[key] = (now, met)
        _met.move_to_end(key)
        while len(_met) > MET_KEPT:
            _met.popitem(last=False)
    return met
