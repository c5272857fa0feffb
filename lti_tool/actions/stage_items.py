"""Items on their way into a bank: read one by one, kept on disk, then compared and stored in pieces.

Reading takes most of the time and touches no database; storing is one short transaction. So a large file
holds up nobody, and no more than a piece of it is ever in memory.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from adapters.content.base import BankItem
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.base import public_id

from .item_rows import (
    facts_of,
    guessed,
    merged_wording,
    same_wording,
    stored_facts,
    stored_wording,
    updated_facts,
    wording_of,
)
from .linking import Linking, linked

PIECE: Final = 250
"""Items that are in memory at once."""
Fate = Literal["new", "reworded", "updated", "same"]
FATES: Final[tuple[Fate, ...]] = ("new", "reworded", "updated", "same")


class Staged(NamedTuple):
    """An item as columns of its rows."""

    code: str
    wording: dict[str, Any]
    facts: dict[str, Any]


class Judged(NamedTuple):
    """An item, what will become of it, and what the bank has of it now."""

    staged: Staged
    fate: Fate
    entry: BankEntry | None
    item: ItemRow | None


class Stage:
    """Items in a file, one a line.

    Parameters
    ----------
    path : Path
        Not there yet; whoever made its folder removes it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w", encoding="utf-8")
        self.count = 0
        self.languages: Counter[str] = Counter()

    def add(self, item: BankItem) -> None:
        """Put an item at the end."""
        line = [item.code, wording_of(item), facts_of(item)]
        self._file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.count += 1
        self.languages.update(item.texts.keys())

    def pieces(self) -> Iterator[tuple[Staged, ...]]:
        """All items in order, some at a time; nothing may be added after that."""
        self._file.close()
        with self._path.open(encoding="utf-8") as lines:
            while piece := tuple(Staged(*json.loads(line)) for line in islice(lines, PIECE)):
                yield piece


@dataclass(slots=True)
class Storing:
    """Puts staged items into a bank, inside the caller's transaction.

    Attributes
    ----------
    bank : Bank
        Locked by the caller; a new one is at revision 1 and has nothing yet.
    since : int
        The revision that will hold what is stored.
    """

    session: Session
    bank: Bank
    linking: Linking
    now: datetime
    since: int
    _position: int = -1

    def store(self, piece: Sequence[Staged]) -> Counter[Fate]:
        """Store some items; how many were new, reworded, updated, and the same."""
        judged = judge(self.session, self.bank, piece, self.linking)
        self._close([one.entry.id for one in judged if one.entry and one.fate != "same"])
        numbers = self._numbers([one.staged.code for one in judged if one.fate in ("new", "reworded")])
        worded = [one for one in judged if one.fate in ("new", "reworded")]
        ids = self._insert_items([self._item_values(one, numbers) for one in worded])
        entries = [self._entry(one.staged.facts, ids[one.staged.code]) for one in worded]
        entries += [
            self._entry(one.staged.facts, one.item.id) | _origin(one.entry)
            for one in judged
            if one.fate == "updated" and one.item is not None
        ]
        if entries:
            self.session.execute(insert(BankEntry), entries)
        for one in judged:
            if one.entry is not None and one.item is not None:
                self.session.expunge(one.entry)
                self.session.expunge(one.item)
        return Counter(one.fate for one in judged)

    def _close(self, entries: Sequence[int]) -> None:
        if entries:
            self.session.execute(update(BankEntry).where(BankEntry.id.in_(entries)).values(until=self.since))

    def _numbers(self, codes: Sequence[str]) -> dict[str, tuple[int, int]]:
        """The greatest number and the place of items that the bank has or had, by code."""
        rows = self.session.execute(
            select(ItemRow.code, func.max(ItemRow.number), func.min(ItemRow.position))
            .where(ItemRow.bank_id == self.bank.id, ItemRow.code.in_(codes))
            .group_by(ItemRow.code)
        )
        return {code: (number, position) for code, number, position in rows}

    def _item_values(self, one: Judged, numbers: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
        number, position = numbers.get(one.staged.code) or (0, self._next())
        return one.staged.wording | {
            "public_id": public_id(),
            "school_id": self.bank.school_id,
            "bank_id": self.bank.id,
            "code": one.staged.code,
            "number": number + 1,
            "position": position,
            "created_at": self.now,
        }

    def _next(self) -> int:
        """The place behind everything."""
        if self._position < 0:
            last = self.session.scalar(
                select(func.max(ItemRow.position)).where(ItemRow.bank_id == self.bank.id)
            )
            self._position = -1 if last is None else last
        self._position += 1
        return self._position

    def _insert_items(self, values: Sequence[dict[str, Any]]) -> dict[str, int]:
        if not values:
            return {}
        rows = self.session.execute(insert(ItemRow).returning(ItemRow.code, ItemRow.id), values)
        return {code: item_id for code, item_id in rows}

    def _entry(self, facts: Mapping[str, Any], item_id: int) -> dict[str, Any]:
        return {
            **facts,
            "school_id": self.bank.school_id,
            "bank_id": self.bank.id,
            "item_id": item_id,
            "since": self.since,
            "until": None,
            "origin": "stated",
            "analysis_id": None,
        }


def _origin(entry: BankEntry | None) -> dict[str, Any]:
    """Parameters that were kept keep where they come from."""
    return {} if entry is None else {"origin": entry.origin, "analysis_id": entry.analysis_id}


def judge(
    session: Session, bank: Bank | None, piece: Sequence[Staged], linking: Linking
) -> tuple[Judged, ...]:
    """Say of each item what it is to a bank as it is now; a bank that is not there yet knows none.

    The items come back as they will be stored: linked, and with what the bank knows and the file does
    not say.
    """
    held = _held(session, bank, [one.code for one in piece]) if bank is not None else {}
    return tuple(_judged(one, held.get(one.code), linking) for one in piece)


def _judged(staged: Staged, held: tuple[BankEntry, ItemRow] | None, linking: Linking) -> Judged:
    facts = linking.apply(staged.facts)
    if held is None:
        return Judged(staged._replace(facts=facts), "new", None, None)
    entry, item = held
    old_wording, old_facts = stored_wording(item), stored_facts(entry)
    by_chance = guessed(staged.wording), guessed(old_wording)
    if same_wording(staged.wording, old_wording):
        calibrated = entry.origin == "calibrated"
        after = updated_facts(facts, old_facts, calibrated=calibrated, by_chance=by_chance)
        fate: Fate = "same" if after == old_facts else "updated"
        return Judged(staged._replace(facts=after), fate, entry, item)
    after = updated_facts(facts, old_facts, calibrated=False, by_chance=by_chance)
    set_aside = "set_aside" if old_facts["withheld"] == "set_aside" else ""
    own = facts["withheld"] if facts["withheld"] != "unlinked" else ""
    after = linked({**after, "withheld": own or set_aside}, after["competencies"])
    wording = merged_wording(staged.wording, old_wording)
    return Judged(Staged(staged.code, wording, after), "reworded", entry, item)


def _held(session: Session, bank: Bank, codes: Iterable[str]) -> dict[str, tuple[BankEntry, ItemRow]]:
    rows = session.execute(
        select(BankEntry, ItemRow)
        .join(ItemRow, ItemRow.id == BankEntry.item_id)
        .where(
            BankEntry.bank_id == bank.id,
            BankEntry.school_id == bank.school_id,
            BankEntry.until.is_(None),
            ItemRow.code.in_(list(codes)),
        )
    )
    return {item.code: (entry, item) for entry, item in rows}
