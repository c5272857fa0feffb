"""A bank of one school becomes one of another, with its framework and its learning activities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.banks import Bank, BankEntry, ItemRow, held_at
from lti_tool.database.frameworks import Competency, FrameworkVersion, Prerequisite
from lti_tool.database.itineraries import ActivityRow
from lti_tool.database.media import media_file, media_known
from lti_tool.errors import InputRefused

from .copy_set_up import duplicate


def copy_bank(session: Session, source: Bank, school_id: int, now: datetime) -> Bank:
    """The copy; the caller has made sure that the school has none with this content.

    Raises
    ------
    InputRefused
        ``framework_differs``: the school has another list of competencies with this code and version.
    """
    own = {"school_id": school_id, "created_at": now}
    framework = _framework(session, session.get_one(FrameworkVersion, source.framework_id), own)
    bank = duplicate(source, {**own, "framework_id": framework.id, "revision": 1, "learnt": 0})
    session.add(bank)
    session.flush()
    part = {"school_id": school_id, "bank_id": bank.id}
    rows = session.execute(
        select(BankEntry, ItemRow)
        .join(ItemRow, ItemRow.id == BankEntry.item_id)
        .where(BankEntry.bank_id == source.id, held_at(source.revision))
        .order_by(ItemRow.position, ItemRow.id)
    )
    pairs = [(entry, duplicate(item, {**part, "number": 1})) for entry, item in rows]
    session.add_all(item for _, item in pairs)
    session.flush()
    fresh = {**part, "since": 1, "until": None, "analysis_id": None}
    session.add_all(duplicate(entry, {**fresh, "item_id": item.id}) for entry, item in pairs)
    _media(session, source, school_id, [item for _, item in pairs], now)
    _activities(session, source.framework_id, framework.id, school_id)
    session.flush()
    return bank


def _framework(session: Session, source: FrameworkVersion, own: dict[str, Any]) -> FrameworkVersion:
    known = session.scalars(
        select(FrameworkVersion).where(
            FrameworkVersion.school_id == own["school_id"],
            FrameworkVersion.code == source.code,
            FrameworkVersion.version == source.version,
        )
    ).first()
    if known is not None:
        # Beliefs refer to competencies by position.
        if [one.code for one in known.competencies] != [one.code for one in source.competencies]:
            raise InputRefused("framework_differs", framework=source.code, version=source.version)
        return known
    framework = duplicate(source, own)
    session.add(framework)
    session.flush()
    part = {"school_id": own["school_id"], "framework_id": framework.id}
    rows: list[Competency | Prerequisite] = [*source.competencies, *source.prerequisites]
    session.add_all(duplicate(row, part) for row in rows)
    session.flush()
    return framework


def _media(session: Session, source: Bank, school_id: int, items: Sequence[ItemRow], now: datetime) -> None:
    """The files that the items show, those that the school does not have."""
    digests = {digest for item in items for digest in item.media}
    missing = digests - media_known(session, school_id, digests, now=now)
    for digest in sorted(missing):
        file = media_file(session, source.school_id, digest)
        if file is not None:
            session.add(duplicate(file, {"school_id": school_id, "created_at": now}))


def _activities(session: Session, source_id: int, framework_id: int, school_id: int) -> None:
    known = set(session.scalars(select(ActivityRow.code).where(ActivityRow.framework_id == framework_id)))
    rows = session.scalars(select(ActivityRow).where(ActivityRow.framework_id == source_id))
    own = {"school_id": school_id, "framework_id": framework_id}
    session.add_all(duplicate(row, own) for row in rows if row.code not in known)
