"""Many questions changed at once: linked, unlinked, tried out, set aside, tagged; seen before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from lti_tool.database.bank_contents import entries_with_items
from lti_tool.database.banks import Bank, BankEntry
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .bank_pages import ChangePage, EntryView, Search
from .edit_bank import locked_bank, next_revision
from .item_rows import stored_facts
from .linking import linked
from .loading import LoadedFramework, load_framework
from .named_bank import the_bank
from .open_bank import competency_names, entry_view, matching
from .open_banks import bank_view

What = Literal["link", "add_link", "unlink", "pilot", "count", "withhold", "release", "tag", "untag"]
WHATS: Final[tuple[What, ...]] = (
    *("link", "add_link", "unlink", "tag", "untag"),
    *("pilot", "count", "withhold", "release"),
)
RELEASABLE: Final = frozenset({"set_aside", "figure_missing"})
"""Reasons that a teacher may overrule; what cannot be scored stays withheld."""
EXAMPLES: Final = 5
LONGEST_TAG: Final = 80
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What shall be done to which questions.

    Attributes
    ----------
    what : str
        One of `WHATS`; ``link`` replaces what an item was linked to, ``count`` ends its trial.
    competency, tag : str
        Where `what` asks for one.
    ids : tuple of int
        Entries that were ticked.
    all_found : bool
        All that `search` finds, whatever was ticked.
    """

    what: str
    search: Search
    competency: str = ""
    tag: str = ""
    ids: tuple[int, ...] = ()
    all_found: bool = False


def preview_change(
    database: Database, scope: Scope, bank: str, change: Change, *, language: str
) -> ChangePage:
    """How many questions a change is about, how many it would change, and some of these.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    InputRefused
        ``bank_change_missing``, ``bank_nothing_chosen``
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_framework(session, scope, row.framework_id)
        _check(change, loaded)
        chosen = _chosen(session, scope, row, change)
        changing = 0
        examples: list[EntryView] = []
        for entry, item, _ in _changes(session, scope, row, change, chosen):
            changing += 1
            if len(examples) < EXAMPLES:
                examples.append(entry_view(entry, item, loaded, language))
        return ChangePage(
            bank=bank_view(session, scope, row),
            search=change.search,
            what=change.what,
            competency=competency_names(loaded, change.competency),
            tag=change.tag,
            chosen=len(chosen),
            changing=changing,
            examples=tuple(examples),
            values=_values(change, row),
        )


def apply_change(
    database: Database, scope: Scope, bank: str, change: Change, revision: int, *, now: datetime
) -> int:
    """Do it, as one more revision; how many questions changed.

    Raises
    ------
    AccessRefused, NotFound, InputRefused
        As `preview_change`; ``bank_changed_meanwhile`` where the bank is not at `revision` any more.
    """
    with database.write() as session:
        row = locked_bank(session, scope, bank, revision=revision)
        _check(change, load_framework(session, scope, row.framework_id))
        chosen = _chosen(session, scope, row, change)
        changes = ((entry, facts) for entry, _, facts in _changes(session, scope, row, change, chosen))
        values = {"what": change.what, "competency": change.competency, "tag": change.tag}
        return next_revision(
            session,
            scope,
            row,
            changes,
            event="bank_items_changed",
            values={name: value for name, value in values.items() if value},
            now=now,
        )


def _check(change: Change, loaded: LoadedFramework) -> None:
    if change.what not in WHATS:
        raise InputRefused("bank_change_missing")
    if change.what in ("link", "add_link") and change.competency not in loaded.framework.codes:
        raise InputRefused("bank_change_missing")
    if change.what in ("tag", "untag") and not 0 < len(change.tag.strip()) <= LONGEST_TAG:
        raise InputRefused("bank_change_missing")


def _chosen(session: Session, scope: Scope, bank: Bank, change: Change) -> Sequence[int]:
    if change.all_found:
        chosen: Sequence[int] = matching(session, scope, bank, change.search)
    else:
        chosen = list(dict.fromkeys(change.ids))
    if not chosen:
        raise InputRefused("bank_nothing_chosen")
    return chosen


def _changes(
    session: Session, scope: Scope, bank: Bank, change: Change, chosen: Sequence[int]
) -> Iterator[tuple[BankEntry, Any, dict[str, Any]]]:
    """Entry, item and what becomes other of those that do not say already what they shall say."""
    for start in range(0, len(chosen), _AT_ONCE):
        piece = chosen[start : start + _AT_ONCE]
        found = entries_with_items(session, scope, bank, piece)
        for one in piece:
            if one not in found:
                continue
            entry, item = found[one]
            before = stored_facts(entry)
            after = _after(before, change)
            if after != before:
                yield entry, item, {name: after[name] for name in after if after[name] != before[name]}


def _after(facts: dict[str, Any], change: Change) -> dict[str, Any]:
    """The facts of an entry after a change."""
    tag = " ".join(change.tag.split())
    match change.what:
        case "link":
            return linked(facts, [change.competency])
        case "add_link":
            return linked(facts, list(dict.fromkeys([*facts["competencies"], change.competency])))
        case "unlink":
            return linked(facts, [])
        case "tag":
            return {**facts, "tags": list(dict.fromkeys([*facts["tags"], tag]))}
        case "untag":
            return {**facts, "tags": [one for one in facts["tags"] if one != tag]}
        case "pilot" | "count":
            return {**facts, "pilot": change.what == "pilot"}
        case "withhold":
            return {**facts, "withheld": facts["withheld"] or "set_aside"}
        case _:
            freed = "" if facts["withheld"] in RELEASABLE else facts["withheld"]
            return linked({**facts, "withheld": freed}, facts["competencies"])


def _values(change: Change, bank: Bank) -> tuple[tuple[str, str], ...]:
    """The form of a change once more, for doing it."""
    fields = [("what", change.what), ("competency_to", change.competency), ("tag_to", change.tag)]
    fields += list(change.search.as_query().items())
    fields += [("all", "yes")] if change.all_found else [("entry", str(one)) for one in change.ids]
    return (("revision", str(bank.revision)), *((name, value) for name, value in fields if value))
