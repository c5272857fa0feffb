"""An analysis is asked for, taken over, thrown away, or undone: always by somebody who teaches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.analyses import Analysis, ItemStatistic
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, BankEntry
from lti_tool.database.base import public_id
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_named
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.calibration.settings import Model

from .class_groups import check_whole_class
from .looks import looks
from .named_bank import the_bank

UNDER_WAY = ("waiting", "running")
_KEPT = ("item_id", "competencies", "pilot", "withheld", "category", "tags", "alignments")
_PARAMETERS = ("difficulty", "difficulty_sd", "discrimination", "guessing", "slip", "origin", "analysis_id")


def ask_calibration(database: Database, scope: Scope, bank: str, model: str, *, now: datetime) -> str:
    """Ask for a calibration of a bank; the caller then wakes the worker. The public id of the analysis.

    Raises
    ------
    AccessRefused, NotFound
    InputRefused
        ``input_invalid``: no such model; ``analysis_under_way``: one is being made already.
    """
    if model not in set(Model):
        raise InputRefused("input_invalid")
    with database.write() as session:
        row = _locked_bank(session, scope, bank)
        options = {"model": model}
        return _ask(session, scope, "calibration", row.framework_id, now, options, row)


def ask_correlations(database: Database, scope: Scope, framework: str, *, now: datetime) -> str:
    """Ask how the competencies of a framework go together; as `ask_calibration`."""
    with database.write() as session:
        _check(session, scope)
        row = framework_named(session, scope, framework, lock=True)
        if row is None:
            raise NotFound()
        return _ask(session, scope, "correlations", row.id, now, {}, None)


def _ask(
    session: Session,
    scope: Scope,
    kind: str,
    framework_id: int,
    now: datetime,
    options: dict[str, Any],
    bank: Bank | None,
) -> str:
    same = select(Analysis.id).where(
        Analysis.school_id == scope.school_id,
        Analysis.kind == kind,
        Analysis.framework_id == framework_id,
        Analysis.status.in_(UNDER_WAY),
    )
    if bank is not None:
        same = same.where(Analysis.bank_id == bank.id)
    if session.scalars(same).first() is not None:
        raise InputRefused("analysis_under_way")
    row = Analysis(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        kind=kind,
        bank_id=bank.id if bank else None,
        framework_id=framework_id,
        revision=bank.revision if bank else 1,
        options=options,
        status="waiting",
        created_at=now,
        touched_at=now,
    )
    session.add(row)
    return row.public_id


def accept_calibration(
    database: Database, scope: Scope, analysis: str, entries: Collection[int] | None, *, now: datetime
) -> int:
    """Make chosen results (all where None) the bank's parameters, in a new revision; how many it took.

    Whoever is at a test goes on with what it began with. Entries that were changed since the analysis are
    left as they are. Diagnostics of this class that ask from the newest revision ask from the new one
    from the next start on; other classes decide it themselves.

    Raises
    ------
    AccessRefused, NotFound
    InputRefused
        ``analysis_not_ready``; ``analysis_nothing_left``: nothing chosen is as it was.
    """
    with database.write() as session:
        row, bank = _ready(session, scope, analysis)
        chosen = [one for one in row.result["items"] if entries is None or one["entry"] in entries]
        held = _held_now(session, bank, [one["entry"] for one in chosen])
        taken = [(held[one["entry"]], one["new"]) for one in chosen if one["entry"] in held]
        if not taken:
            raise InputRefused("analysis_nothing_left")
        for entry, new in taken:
            parameters = {
                "difficulty": new["b"],
                "difficulty_sd": new["b_se"],
                "discrimination": new["a"],
                "guessing": new["c"],
                "slip": new["slip"],
                "origin": "calibrated",
                "analysis_id": row.id,
            }
            session.add(_follow(entry, bank.revision + 1, parameters))
        _next_revision(session, scope, bank, now)
        row.status, row.accepted_revision = "accepted", bank.revision
        _note(session, scope, "calibration_accepted", now, row, bank, items=len(taken))
    looks.forget()
    return len(taken)


def accept_correlations(database: Database, scope: Scope, analysis: str, *, now: datetime) -> None:
    """Let new learners of the school begin with the estimated correlations; what is known of others stays.

    Raises
    ------
    AccessRefused, NotFound
    InputRefused
        ``analysis_not_ready``
    """
    with database.write() as session:
        _check(session, scope)
        row = _analysis(session, scope, analysis)
        if row.kind != "correlations" or row.status != "ready":
            raise InputRefused("analysis_not_ready")
        row.status = "accepted"
        _note(session, scope, "correlations_accepted", now, row, None)
    looks.forget()


def discard_analysis(database: Database, scope: Scope, analysis: str, *, now: datetime) -> None:
    """End what is under way, or throw a result away; accepted correlations make way for those before.

    Raises
    ------
    AccessRefused, NotFound
    InputRefused
        ``analysis_not_ready``: a calibration that was accepted is undone by `restore_parameters`.
    """
    with database.write() as session:
        _check(session, scope)
        row = _analysis(session, scope, analysis)
        if row.status == "accepted" and row.kind != "correlations":
            raise InputRefused("analysis_not_ready")
        if row.status != "discarded":
            row.status, row.finished_at = "discarded", now
            _note(session, scope, "analysis_discarded", now, row, None)
    looks.forget()


def restore_parameters(database: Database, scope: Scope, analysis: str, *, now: datetime) -> int:
    """Give the questions that a calibration changed the parameters that they had before, in a new revision.

    Raises
    ------
    AccessRefused, NotFound
    InputRefused
        ``analysis_nothing_left``: nothing of it is in use any more.
    """
    with database.write() as session:
        row = _analysis(session, scope, analysis)
        if row.kind != "calibration" or row.bank_id is None:
            raise NotFound()
        bank = _lock(session, scope, row.bank_id)
        _check(session, scope)
        pairs = _replaced(session, bank, row.id)
        if not pairs:
            raise InputRefused("analysis_nothing_left")
        for entry, before in pairs:
            parameters = {name: getattr(before, name) for name in _PARAMETERS}
            after = _follow(entry, bank.revision + 1, parameters)
            session.add(after)
            session.flush()
            _keep_learnt(session, before, after, now)
        _next_revision(session, scope, bank, now)
        row.status = "discarded"
        _note(session, scope, "calibration_undone", now, row, bank, items=len(pairs))
    looks.forget()
    return len(pairs)


def _check(session: Session, scope: Scope) -> None:
    scope.check_teaches()
    check_whole_class(session, scope)


def _analysis(session: Session, scope: Scope, name: str) -> Analysis:
    row = session.scalars(
        select(Analysis)
        .where(Analysis.public_id == name, Analysis.school_id == scope.school_id)
        .with_for_update()
    ).first()
    if row is None:
        raise NotFound()
    return row


def _locked_bank(session: Session, scope: Scope, name: str) -> Bank:
    _check(session, scope)
    return the_bank(session, scope, name, lock=True)


def _lock(session: Session, scope: Scope, bank_id: int) -> Bank:
    return session.scalars(
        select(Bank).where(Bank.id == bank_id, Bank.school_id == scope.school_id).with_for_update()
    ).one()


def _ready(session: Session, scope: Scope, name: str) -> tuple[Analysis, Bank]:
    _check(session, scope)
    row = _analysis(session, scope, name)
    if row.kind != "calibration" or row.status != "ready" or row.bank_id is None:
        raise InputRefused("analysis_not_ready")
    return row, _lock(session, scope, row.bank_id)


def _held_now(session: Session, bank: Bank, ids: Collection[int]) -> dict[int, BankEntry]:
    """Those of these entries that the newest revision still holds: an entry itself never changes."""
    wanted = frozenset(ids)
    rows = session.scalars(
        select(BankEntry).where(
            BankEntry.bank_id == bank.id, BankEntry.school_id == bank.school_id, BankEntry.until.is_(None)
        )
    )
    return {entry.id: entry for entry in rows if entry.id in wanted}


def _follow(entry: BankEntry, revision: int, parameters: dict[str, Any]) -> BankEntry:
    """Close an entry and give the one that comes after it."""
    entry.until = revision
    kept = {name: getattr(entry, name) for name in _KEPT}
    return BankEntry(school_id=entry.school_id, bank_id=entry.bank_id, since=revision, **kept, **parameters)


def _next_revision(session: Session, scope: Scope, bank: Bank, now: datetime) -> None:
    """Raise the revision; this class's diagnostics that asked from the newest one follow."""
    followers = session.scalars(
        select(Diagnostic)
        .where(
            Diagnostic.bank_id == bank.id,
            Diagnostic.bank_revision == bank.revision,
            Diagnostic.class_id == scope.class_id,
            Diagnostic.school_id == scope.school_id,
        )
        .with_for_update()
    ).all()
    bank.revision += 1
    bank.changed_at = now
    for diagnostic in followers:
        diagnostic.bank_revision, diagnostic.rehearsal = bank.revision, None


def _replaced(session: Session, bank: Bank, analysis_id: int) -> list[tuple[BankEntry, BankEntry]]:
    """Entries in use that come from an analysis, each with the last one of its wording that does not."""
    rows = session.scalars(
        select(BankEntry)
        .where(
            BankEntry.bank_id == bank.id,
            BankEntry.school_id == bank.school_id,
        )
        .order_by(BankEntry.since)
    ).all()
    before = {row.item_id: row for row in rows if row.analysis_id != analysis_id and row.until is not None}
    return [
        (row, before[row.item_id])
        for row in rows
        if row.analysis_id == analysis_id and row.until is None and row.item_id in before
    ]


def _keep_learnt(session: Session, before: BankEntry, after: BankEntry, now: datetime) -> None:
    """What answers had taught of a question counts again with the parameters that it was learnt with."""
    old = session.scalars(
        select(ItemStatistic).where(
            ItemStatistic.entry_id == before.id, ItemStatistic.school_id == before.school_id
        )
    ).first()
    if old is None:
        return
    session.add(
        ItemStatistic(
            school_id=old.school_id,
            bank_id=old.bank_id,
            entry_id=after.id,
            asked=old.asked,
            responses=old.responses,
            difficulty=old.difficulty,
            difficulty_sd=old.difficulty_sd,
            changed_at=now,
        )
    )


def _note(
    session: Session,
    scope: Scope,
    event: str,
    now: datetime,
    row: Analysis,
    bank: Bank | None,
    **values: object,
) -> None:
    """Write down who decided what."""
    told = {"analysis": row.public_id, **values}
    if bank is not None:
        told |= {"bank": bank.public_id, "revision": bank.revision}
    session.add(AuditEvent.of(scope, event, told, now=now))
