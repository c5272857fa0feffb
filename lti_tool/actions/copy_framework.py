"""A copy of a list of competencies to edit, and questions that come along to another version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.check import LONGEST_TEXT
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, BankEntry, entries_at, held_at
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import FrameworkVersion, framework_named, framework_version
from lti_tool.database.itineraries import activities_in
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

from .copy_set_up import duplicate
from .framework_changes import in_tree_order
from .framework_pages import BringPage, UsedBank
from .framework_rows import fill, free_version, new_row, spec_of

UNLINKED = "unlinked"
LONGEST_TITLE = 200


def copy_framework(database: Database, scope: Scope, framework: str, *, now: datetime) -> str:
    """Make a draft after a framework of the school; the draft's public id.

    Raises
    ------
    NotFound
        The school has no such framework.
    """
    scope.check_teaches()
    try:
        with database.write() as session:
            origin = framework_named(session, scope, framework)
            if origin is None:
                raise NotFound()
            spec = _copied(spec_of(origin))
            version = free_version(session, scope.school_id, origin.code, origin.version)
            row = new_row(scope.school_id, replace(spec, version=version), now)
            row.draft, row.origin_id = True, origin.id
            session.add(row)
            session.flush()
            fill(session, row, spec)
            told = {"framework": row.code, "version": version}
            session.add(AuditEvent.of(scope, "framework_copied", told, now=now))
            return row.public_id
    except IntegrityError as error:  # two copies at the same moment
        raise InputRefused("framework_version_taken") from error


def open_bring(database: Database, scope: Scope, framework: str, bank: str) -> BringPage:
    """What would come along of a bank; raises as `bring_bank`."""
    with database.read() as session:
        target, source = _pair(session, scope, framework, bank)
        known = {competency.code for competency in target.competencies}
        entries = [entry for entry, _ in entries_at(session, scope, source.id, source.revision)]
        linked = sum(bool(e.competencies) and set(e.competencies) <= known for e in entries)
        kept = sum(bool(set(e.competencies) & known) for e in entries)
        activities = activities_in(session, scope, source.framework_id)
        version = framework_version(session, scope, source.framework_id).version
        return BringPage(
            id=target.public_id,
            names=target.names,
            version=target.version,
            bank=UsedBank(source.public_id, source.title, len(entries), version),
            title=_title(source.title, target.version),
            linked=linked,
            partly=kept - linked,
            unlinked=len(entries) - kept,
            activities=sum(activity.competency in known for activity in activities),
        )


def bring_bank(
    database: Database, scope: Scope, framework: str, bank: str, title: str = "", *, now: datetime
) -> str:
    """Make a bank for a framework out of one for another version of it; the new bank's public id.

    Questions are linked by the same codes. Those whose codes are all gone are there and not asked. The bank
    that they come from stays as it is.

    Raises
    ------
    NotFound
        The school has no such framework or bank, or they are about different lists.
    InputRefused
        ``framework_part_gone``: the framework is still being edited.
    """
    with database.write() as session:
        target, source = _pair(session, scope, framework, bank)
        known = {competency.code for competency in target.competencies}
        changes = {
            "school_id": scope.school_id,
            "framework_id": target.id,
            "title": title.strip()[:LONGEST_TITLE] or _title(source.title, target.version),
            "digest": "",  # its content is not what was imported
            "revision": 1,
            "learnt": 0,
            "created_at": now,
            "changed_at": now,
        }
        copy = duplicate(source, changes)
        session.add(copy)
        session.flush()
        held = entries_at(session, scope, source.id, source.revision)
        part = {"school_id": scope.school_id, "bank_id": copy.id}
        items = [duplicate(item, {**part, "number": 1, "created_at": item.created_at}) for _, item in held]
        session.add_all(items)
        session.flush()
        session.add_all(
            _entry(entry, known, {**part, "item_id": item.id})
            for (entry, _), item in zip(held, items, strict=True)
        )
        _bring_activities(session, scope, source.framework_id, target, known)
        values = {"framework": target.code, "version": target.version, "bank": copy.public_id}
        session.add(AuditEvent.of(scope, "bank_brought", values, now=now))
        return copy.public_id


def bringable(session: Session, scope: Scope, row: FrameworkVersion) -> tuple[UsedBank, ...]:
    """Banks of the school about other versions of a framework."""
    if row.draft:
        return ()
    rows = session.execute(
        select(Bank, FrameworkVersion.version)
        .join(FrameworkVersion, FrameworkVersion.id == Bank.framework_id)
        .where(
            Bank.school_id == scope.school_id,
            FrameworkVersion.code == row.code,
            FrameworkVersion.id != row.id,
        )
        .order_by(Bank.id)
    )
    found = [(bank, version) for bank, version in rows]
    sizes = items_held(session, scope, [bank for bank, _ in found])
    return tuple(UsedBank(b.public_id, b.title, sizes.get(b.id, 0), version) for b, version in found)


def items_held(session: Session, scope: Scope, banks: Sequence[Bank]) -> dict[int, int]:
    """How many questions each bank holds now."""
    return {
        bank.id: session.scalar(
            select(func.count())
            .select_from(BankEntry)
            .where(
                BankEntry.bank_id == bank.id,
                BankEntry.school_id == scope.school_id,
                held_at(bank.revision),
            )
        )
        or 0
        for bank in banks
    }


def _copied(spec: FrameworkSpec) -> FrameworkSpec:
    """The same list as something of its own: where it comes from stays said, its global names do not."""
    remark = f"Changed after version {spec.version} / Modificado a partir de la versión {spec.version}."
    source = f"{spec.source} {remark}".strip() if spec.source else spec.source
    return in_tree_order(
        replace(
            spec,
            identifier="",
            source=source if len(source) <= LONGEST_TEXT else spec.source,
            competencies=tuple(replace(one, identifier="") for one in spec.competencies),
        )
    )


def _pair(session: Session, scope: Scope, framework: str, bank: str) -> tuple[FrameworkVersion, Bank]:
    scope.check_teaches()
    target = framework_named(session, scope, framework)
    source = session.scalars(
        select(Bank).where(Bank.public_id == bank, Bank.school_id == scope.school_id)
    ).first()
    if target is None or source is None or source.framework_id == target.id:
        raise NotFound()
    if framework_version(session, scope, source.framework_id).code != target.code:
        raise NotFound()
    if target.draft:
        raise InputRefused("framework_part_gone")
    return target, source


def _entry(entry: BankEntry, known: set[str], place: dict[str, int]) -> BankEntry:
    linked = [code for code in entry.competencies if code in known]
    withheld = entry.withheld or ("" if linked else UNLINKED)
    if withheld == UNLINKED and linked:
        withheld = ""
    changes = {
        **place,
        "since": 1,
        "until": None,
        "analysis_id": None,
        "competencies": linked,
        "withheld": withheld,
    }
    return duplicate(entry, changes)


def _bring_activities(
    session: Session, scope: Scope, source_id: int, target: FrameworkVersion, known: set[str]
) -> None:
    there = {activity.code for activity in activities_in(session, scope, target.id)}
    session.add_all(
        duplicate(row, {"school_id": scope.school_id, "framework_id": target.id})
        for row in activities_in(session, scope, source_id)
        if row.competency in known and row.code not in there
    )


def _title(title: str, version: str) -> str:
    return f"{title[: LONGEST_TITLE - len(version) - 3]} ({version})"
