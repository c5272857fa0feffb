"""Wordings of items as they are shown, kept in the process: a wording never changes once it exists."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sqlalchemy.orm import Session

from lti_tool.database.banks import ItemRow, item_of
from lti_tool.database.scope import Scope

from .loading import LoadedBank

KEPT = 4096
"""A few kilobytes each."""

_kept: OrderedDict[tuple[str, int, int], ItemRow] = OrderedDict()
_lock = Lock()


def wording_at(session: Session, scope: Scope, loaded: LoadedBank, index: int) -> ItemRow:
    """The item at an index of the engine's arrays, apart from any session: it can be read and not changed."""
    key = (str(session.get_bind().url), scope.school_id, loaded.item_ids[index])  # type: ignore[union-attr]
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    found = item_of(session, scope, loaded.item_ids[index])
    session.expunge(found)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found
