"""A teacher writes a question, or changes one: a wording that was used stays what it was.

Another wording is a row of its own; other links, parameters or tags are another entry of the same wording.
Either is the bank's next revision, so whoever is at a test goes on with what it began with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapters.content.base import BankItem
from adapters.content.writing import Fault, ItemDraft, read
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

from .edit_bank import locked_bank, next_revision, note, write_revision
from .held_item import Held, bank_ref, cuts_of, files_of, held_item
from .item_rows import facts_of, same_wording, stored_facts, stored_wording, wording_of
from .named_bank import the_bank

SET_ASIDE: Final = "set_aside"
UNSURE_AGAIN: Final = 0.5
"""Standard deviation, in logits, that the difficulty of another wording has at least."""
Change = Literal["new", "reworded", "updated", "same"]


class ItemFaults(InputRefused):
    """A draft that is no question yet; nothing was kept.

    Attributes
    ----------
    faults : tuple of Fault
    """

    default = "item_faults"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class SavedItem:
    """What came of saving: the wording that is held now."""

    id: str
    number: int
    change: Change


def save_item(
    database: Database,
    scope: Scope,
    bank: str,
    draft: ItemDraft,
    *,
    item: str = "",
    since: int = 0,
    now: datetime,
) -> SavedItem:
    """Keep a question.

    Parameters
    ----------
    item : str
        Public id of the wording that it changes; empty for a new question.
    since : int
        From which revision on the bank held it as its author saw it.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank or question.
    ItemFaults
        What is wrong with it.
    InputRefused
        ``item_changed_meanwhile``
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        held = held_item(session, scope, row, item) if item else None
        if held is not None:
            _check_unchanged(held, item, since)
        _, framework = bank_ref(session, scope, row)
        files = files_of(session, scope, draft.media)
        draft = replace(draft, media=tuple(file.digest for file in files))
        before = held.value if held else None
        written = read(draft, before, cuts=cuts_of(framework), code=f"own-{public_id()}")
    if written.item is None or written.faults:
        raise ItemFaults(written.faults)
    with database.write() as session:
        locked = locked_bank(session, scope, bank)
        if not item:
            return _add(session, scope, locked, written.item, now)
        held = held_item(session, scope, locked, item)
        _check_unchanged(held, item, since)
        return _change(session, scope, locked, held, written.item, now)


def _check_unchanged(held: Held, item: str, since: int) -> None:
    if held.item.public_id != item or held.entry.since != since:
        raise InputRefused("item_changed_meanwhile")


def _add(session: Session, scope: Scope, bank: Bank, item: BankItem, now: datetime) -> SavedItem:
    last = session.scalar(select(func.max(ItemRow.position)).where(ItemRow.bank_id == bank.id))
    row = _row(bank, item, now, number=1, position=-1 if last is None else last, step=1)
    session.add(row)
    session.flush()
    entry = _entry(bank, facts_of(item), row.id)
    write_revision(session, bank, [], [entry], now)
    if not bank.languages:
        bank.languages = sorted(item.texts)
    note(session, scope, bank, "item_written", {"item": row.code, "number": 1}, now)
    return SavedItem(row.public_id, 1, "new")


def _change(
    session: Session, scope: Scope, bank: Bank, held: Held, item: BankItem, now: datetime
) -> SavedItem:
    old_wording, old_facts = stored_wording(held.item), stored_facts(held.entry)
    wording = wording_of(item)
    same = set(wording["texts"]) == set(old_wording["texts"]) and same_wording(wording, old_wording)
    if same:
        return _update(session, scope, bank, held, facts_of(item), now)
    facts = facts_of(replace(item, withheld=SET_ASIDE if item.withheld == SET_ASIDE else ""))
    if held.entry.origin == "calibrated" and facts["difficulty"] == old_facts["difficulty"]:
        facts["difficulty_sd"] = max(facts["difficulty_sd"], UNSURE_AGAIN)
    newest = session.scalar(
        select(func.max(ItemRow.number)).where(ItemRow.bank_id == bank.id, ItemRow.code == held.item.code)
    )
    row = _row(bank, item, now, number=(newest or 1) + 1, position=held.item.position)
    session.add(row)
    session.flush()
    write_revision(session, bank, [held.entry.id], [_entry(bank, facts, row.id)], now)
    note(session, scope, bank, "item_reworded", {"item": row.code, "number": row.number}, now)
    return SavedItem(row.public_id, row.number, "reworded")


def _update(
    session: Session, scope: Scope, bank: Bank, held: Held, facts: dict[str, Any], now: datetime
) -> SavedItem:
    """Other facts of the same wording; what a teacher states of its difficulty replaces what answers told."""
    old = stored_facts(held.entry)
    changed: dict[str, Any] = {name: value for name, value in facts.items() if old[name] != value}
    if not changed:
        return SavedItem(held.item.public_id, held.item.number, "same")
    if "difficulty" in changed or "guessing" in changed:
        changed |= {"origin": "stated", "analysis_id": None}
    values = {"item": held.item.code, "number": held.item.number}
    next_revision(session, scope, bank, [(held.entry, changed)], event="item_updated", values=values, now=now)
    return SavedItem(held.item.public_id, held.item.number, "updated")


def set_item_aside(
    database: Database, scope: Scope, bank: str, item: str, *, aside: bool, now: datetime
) -> None:
    """Never ask a question again, though it is kept; or ask it again.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.write() as session:
        row = locked_bank(session, scope, bank)
        held = held_item(session, scope, row, item)
        rest = "" if held.entry.competencies else "unlinked"
        wanted = SET_ASIDE if aside else rest
        if held.entry.withheld == wanted or (not aside and held.entry.withheld != SET_ASIDE):
            return
        event = "item_set_aside" if aside else "item_brought_back"
        values = {"item": held.item.code, "number": held.item.number}
        change: dict[str, Any] = {"withheld": wanted}
        next_revision(session, scope, row, [(held.entry, change)], event=event, values=values, now=now)


def restore_wording(
    database: Database, scope: Scope, bank: str, item: str, number: int, *, since: int, now: datetime
) -> SavedItem:
    """Go back to an earlier wording, with its own parameters and the links and tags of now.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such question or wording.
    InputRefused
        ``item_changed_meanwhile``
    """
    with database.write() as session:
        row = locked_bank(session, scope, bank)
        held = held_item(session, scope, row, item)
        _check_unchanged(held, item, since)
        wanted = session.scalars(
            select(ItemRow).where(
                ItemRow.bank_id == row.id, ItemRow.code == held.item.code, ItemRow.number == number
            )
        ).first()
        if wanted is None:
            raise NotFound()
        if wanted.id == held.item.id:
            return SavedItem(held.item.public_id, held.item.number, "same")
        own = session.scalars(
            select(BankEntry)
            .where(BankEntry.bank_id == row.id, BankEntry.item_id == wanted.id)
            .order_by(BankEntry.since.desc())
        ).first()
        columns: dict[str, Any] = {"item_id": wanted.id}
        if own is not None:
            columns |= {name: getattr(own, name) for name in _PARAMETERS}
        values = {"item": wanted.code, "number": wanted.number}
        next_revision(
            session, scope, row, [(held.entry, columns)], event="item_restored", values=values, now=now
        )
        return SavedItem(wanted.public_id, wanted.number, "reworded")


_PARAMETERS: Final = (
    "difficulty", "difficulty_sd", "discrimination", "guessing", "slip", "origin", "analysis_id",
)  # fmt: skip


def _row(bank: Bank, item: BankItem, now: datetime, *, number: int, position: int, step: int = 0) -> ItemRow:
    return ItemRow(
        **wording_of(item),
        public_id=public_id(),
        school_id=bank.school_id,
        bank_id=bank.id,
        code=item.code,
        number=number,
        position=position + step,
        created_at=now,
    )


def _entry(bank: Bank, facts: dict[str, Any], item_id: int) -> dict[str, Any]:
    return {
        **facts,
        "school_id": bank.school_id,
        "bank_id": bank.id,
        "item_id": item_id,
        "since": bank.revision + 1,
        "until": None,
        "origin": "stated",
        "analysis_id": None,
    }
