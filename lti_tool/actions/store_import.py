"""A file becomes part of a bank: read to disk first, then stored in one transaction, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from adapters.content.base import ActivitySpec, BankItem, Found, Media, Problem
from adapters.content.media import Spool
from adapters.frameworks.base import FrameworkSpec
from lti_tool.database.audit import AuditEvent
from lti_tool.database.bank_contents import bank_with_public_id
from lti_tool.database.banks import Bank
from lti_tool.database.base import public_id
from lti_tool.database.frameworks import FrameworkVersion, framework_version
from lti_tool.database.media import MediaRow, media_known
from lti_tool.database.scope import Scope
from lti_tool.database.upsert import insert_into
from lti_tool.errors import ImportRefused, NotFound

from .import_bank import store_activities, store_framework
from .linking import LinkBy, Linking
from .stage_items import FATES, Fate, Stage, Storing

MOST_ACTIVITIES: Final = 5_000
MOST_FAULTS: Final = 500
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody decided about a file.

    Attributes
    ----------
    framework_id : int or None
        None: the file brings its own, or the bank has one.
    bank : str
        Public id of the bank that it is added to; empty for a new one called `title`.
    digest : str
        Of the file: a new bank is found again by it.
    """

    language: str
    title: str
    digest: str = ""
    framework_id: int | None = None
    bank: str = ""
    by: LinkBy = "own"
    categories: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    bank_id: int
    bank: str
    framework_id: int
    revision: int
    fates: Mapping[Fate, int]
    activities: int


@dataclass(slots=True)
class Prepared:
    """A file that was read to disk."""

    stage: Stage
    spool: Spool
    framework: FrameworkSpec | None = None
    activities: list[ActivitySpec] = field(default_factory=list)


def prepare(folder: Path, find: Callable[[Spool], Iterable[Found]], progress: Callable[[], None]) -> Prepared:
    """Read a file to disk.

    Parameters
    ----------
    folder : Path
        Empty; whoever made it removes it.
    find : callable
        Reads the file, its media into the store that it is given.
    progress : callable
        Called after each thing found.

    Raises
    ------
    ImportRefused
        Something fatal was found, or nothing to take.
    """
    media = folder / "media"
    media.mkdir()
    prepared = Prepared(Stage(folder / "items"), Spool(media))
    faults: list[Problem] = []
    for found in find(prepared.spool):
        progress()
        if isinstance(found, BankItem) and not faults:
            prepared.stage.add(found)
        elif isinstance(found, Problem) and found.fatal and len(faults) < MOST_FAULTS:
            faults.append(found)
        elif isinstance(found, FrameworkSpec):
            prepared.framework = found
        elif isinstance(found, ActivitySpec) and len(prepared.activities) < MOST_ACTIVITIES:
            prepared.activities.append(found)
    if faults or not prepared.stage.count:
        raise ImportRefused(faults=faults)
    return prepared


def store(
    session: Session, scope: Scope, prepared: Prepared, wish: Wish, *, now: datetime, actor: int | None
) -> Taken:
    """Store what was prepared, inside the caller's transaction.

    Raises
    ------
    ImportRefused
        ``framework_missing``, ``framework_differs``
    NotFound
        The bank is not there any more.
    """
    bank = bank_with_public_id(session, scope, wish.bank, lock=True) if wish.bank else None
    if wish.bank and bank is None:
        raise NotFound()
    framework = _framework(session, scope, prepared, wish, bank, now)
    since = bank.revision + 1 if bank else 1
    if bank is None:
        bank = _new_bank(session, scope, framework, prepared, wish, now)
    else:
        bank.languages = _languages(prepared.stage, bank.languages)
    _store_media(session, scope.school_id, prepared.spool, now)
    known = frozenset(c.code for c in framework.competencies)
    linking = Linking(wish.by, framework.code, known, wish.categories)
    storing = Storing(session, bank, linking, now, since)
    fates: Counter[Fate] = Counter()
    for piece in prepared.stage.pieces():
        fates += storing.store(piece)
    if since > 1 and fates.total() > fates["same"]:
        bank.revision, bank.changed_at = since, now
    activities = store_activities(session, scope.school_id, framework.id, prepared.activities)
    counts = {fate: fates[fate] for fate in FATES}
    session.add(
        AuditEvent(
            school_id=scope.school_id,
            class_id=scope.class_id or None,
            actor_id=actor,
            event="bank_imported",
            values={"bank": bank.public_id, "revision": bank.revision, **counts},
            at=now,
        )
    )
    session.flush()
    return Taken(bank.id, bank.public_id, framework.id, bank.revision, counts, activities)


def _framework(
    session: Session, scope: Scope, prepared: Prepared, wish: Wish, bank: Bank | None, now: datetime
) -> FrameworkVersion:
    framework_id = bank.framework_id if bank else wish.framework_id
    if framework_id is not None:
        return framework_version(session, scope, framework_id)
    if prepared.framework is None:
        raise ImportRefused("framework_missing")
    return store_framework(session, scope.school_id, prepared.framework, now)


def _new_bank(
    session: Session,
    scope: Scope,
    framework: FrameworkVersion,
    prepared: Prepared,
    wish: Wish,
    now: datetime,
) -> Bank:
    bank = Bank(
        public_id=public_id(),
        school_id=scope.school_id,
        framework_id=framework.id,
        title=wish.title,
        digest=wish.digest,
        languages=_languages(prepared.stage, None),
        revision=1,
        created_at=now,
    )
    session.add(bank)
    session.flush()
    return bank


def _languages(stage: Stage, before: Sequence[str] | None) -> list[str]:
    """The languages that every item has; where none is common to all, those that any has."""
    shared = {name for name, count in stage.languages.items() if count == stage.count}
    if before is None:
        return sorted(shared or stage.languages)
    return sorted(shared & set(before)) or sorted({*stage.languages, *before})


def _store_media(session: Session, school_id: int, spool: Spool, now: datetime) -> None:
    """The files that the school does not have yet, one in memory at a time."""
    kept = spool.kept
    for start in range(0, len(kept), _AT_ONCE):
        piece = kept[start : start + _AT_ONCE]
        known = media_known(session, school_id, [one.digest for one in piece], now=now)
        for media in piece:
            if media.digest not in known:
                with spool.open(media.digest) as file:
                    _store_file(session, school_id, media, file, now)


def _store_file(session: Session, school_id: int, media: Media, file: BinaryIO, now: datetime) -> None:
    values = {
        "school_id": school_id,
        "digest": media.digest,
        "mime": media.mime,
        "size": media.size,
        "name": media.name[:200],
        "data": file.read(),
        "created_at": now,
    }
    statement = insert_into(session, MediaRow).values(values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["school_id", "digest"]))
