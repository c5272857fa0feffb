"""An import becomes a framework, a bank and activities of a school: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.content.base import ActivitySpec, AnswerKey, BankItem, Import, ItemText
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from lti_tool.database.banks import Bank, BankEntry, ItemRow, bank_with_digest
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.itineraries import ActivityRow
from lti_tool.errors import ImportRefused

from .framework_rows import fill, framework_known, new_row


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import; `new` is false where the same content was there already."""

    bank_id: int
    framework_id: int
    items: int
    activities: int
    new: bool


def import_bank(
    database: Database,
    school_id: int,
    content: Import,
    *,
    now: datetime,
    framework_id: int | None = None,
    title: str = "",
) -> Imported:
    """Store an import for a school.

    Parameters
    ----------
    framework_id : int, optional
        The framework that its items are about, where the content brings none.
    title : str
        What the bank is called, where that is not the content's own title.

    Raises
    ------
    ImportRefused
        Something fatal was found; all faults are named and nothing was stored.
    """
    if not content.acceptable:
        raise ImportRefused(faults=[p for p in content.problems if p.fatal])
    mark = fingerprint(content)
    with database.write() as session:
        known = bank_with_digest(session, school_id, mark)
        if known is not None:
            return Imported(known.id, known.framework_id, len(content.items), len(content.activities), False)
        framework = _framework(session, school_id, content.framework, framework_id, now)
        languages = sorted(set.intersection(*(set(item.texts) for item in content.items)))
        bank = Bank(
            public_id=public_id(),
            school_id=school_id,
            framework_id=framework.id,
            title=title or content.title,
            digest=mark,
            languages=languages,
            created_at=now,
        )
        session.add(bank)
        session.flush()
        store_items(session, bank, content.items, now)
        activities = store_activities(session, school_id, framework.id, content.activities)
        return Imported(bank.id, framework.id, len(content.items), activities, True)


_LATER: Mapping[type, frozenset[str]] = {
    ItemText: frozenset({"prompts", "gaps", "feedback"}),
    AnswerKey: frozenset({"partial", "units", "unit_needed", "case_sensitive", "wildcards", "pairs", "gaps"}),
    BankItem: frozenset({"prompts", "shuffle", "category", "tags", "media", "pilot"}),
    CompetencySpec: frozenset({"cuts", "weight", "level_names", "identifier"}),
    FrameworkSpec: frozenset({"levels", "area_parents", "source", "licence", "identifier"}),
}
"""Fields that count only where they say something: without them contents keep the digest that they had."""


def fingerprint(content: Import) -> str:
    """By what the same content is known again, whatever is done to it in a bank."""
    plain = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: object) -> object:
    """What a digest is made of; what else an item tells about changes nothing of what is asked."""
    if is_dataclass(value):
        later = _LATER.get(type(value), frozenset())
        return {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if one.name != "alignments"
            and not (one.name in later and getattr(value, one.name) in (one.default, (), {}))
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _framework(
    session: Session, school_id: int, spec: FrameworkSpec | None, framework_id: int | None, now: datetime
) -> FrameworkVersion:
    if spec is not None:
        return store_framework(session, school_id, spec, now)
    named = session.get(FrameworkVersion, framework_id) if framework_id is not None else None
    if named is None or named.school_id != school_id or named.draft:
        raise ImportRefused("framework_missing")
    return named


def store_framework(session: Session, school_id: int, spec: FrameworkSpec, now: datetime) -> FrameworkVersion:
    """The school's framework version with this code and version; made where it is not there.

    Raises
    ------
    ImportRefused
        ``framework_differs``: the school has another list of competencies under the same name;
        ``framework_is_draft``: the school has one under this name that is still being edited.
    """
    known = framework_known(session, school_id, spec)
    if known is not None:
        if known.draft:
            raise ImportRefused("framework_is_draft", framework=spec.code, version=spec.version)
        _check_same(known, spec)
        _align(known, spec)
        return known
    row = new_row(school_id, spec, now)
    session.add(row)
    session.flush()
    fill(session, row, spec)
    return row


def _check_same(known: FrameworkVersion, spec: FrameworkSpec) -> None:
    """Beliefs refer to competencies by position: another list needs another version."""
    if [c.code for c in known.competencies] != [c.code for c in spec.competencies]:
        raise ImportRefused("framework_differs", framework=spec.code, version=spec.version)


def _align(known: FrameworkVersion, spec: FrameworkSpec) -> None:
    """What corresponds to a competency elsewhere may be said later: nothing is computed from it."""
    for row, competency in zip(known.competencies, spec.competencies, strict=True):
        if competency.alignments and row.alignments != list(competency.alignments):
            row.alignments = list(competency.alignments)


def store_items(
    session: Session,
    bank: Bank,
    items: Iterable[BankItem],
    now: datetime,
    *,
    first: int = 0,
    since: int = 1,
) -> int:
    """Put new items into a bank, inside the caller's transaction; withheld ones come last.

    Parameters
    ----------
    first : int
        The place of the first one.
    since : int
        The revision from which on the bank holds them.

    Returns
    -------
    int
        How many.
    """
    ordered = sorted(items, key=lambda item: bool(_withheld(item)))
    rows = [item_row(bank, item, first + place, now) for place, item in enumerate(ordered)]
    session.add_all(rows)
    session.flush()
    session.add_all(entry_row(bank, item, row.id, since) for item, row in zip(ordered, rows, strict=True))
    session.flush()
    return len(rows)


def item_row(bank: Bank, item: BankItem, position: int, now: datetime, number: int = 1) -> ItemRow:
    """The wording of an item, as a row."""
    return ItemRow(
        public_id=public_id(),
        school_id=bank.school_id,
        bank_id=bank.id,
        code=item.code,
        number=number,
        position=position,
        kind=item.key.kind,
        template=item.template,
        key=asdict(item.key),
        choices=list(item.choices),
        prompts=list(item.prompts),
        shuffle=item.shuffle,
        misconceptions=dict(item.misconceptions),
        texts={language: asdict(text) for language, text in item.texts.items()},
        media=list(item.media),
        source=item.source,
        licence=item.licence,
        created_at=now,
    )


def entry_row(bank: Bank, item: BankItem, item_id: int, since: int) -> BankEntry:
    """That the bank holds an item, as a row."""
    return BankEntry(
        school_id=bank.school_id,
        bank_id=bank.id,
        item_id=item_id,
        since=since,
        competencies=list(item.competencies),
        difficulty=item.difficulty,
        difficulty_sd=item.difficulty_sd,
        discrimination=item.discrimination,
        guessing=item.guessing,
        slip=item.slip,
        pilot=item.pilot,
        withheld=_withheld(item),
        category=item.category,
        tags=list(item.tags),
        alignments=list(item.alignments),
    )


def _withheld(item: BankItem) -> str:
    return item.withheld or ("" if item.competencies else "unlinked")


def store_activities(
    session: Session, school_id: int, framework_id: int, activities: Sequence[ActivitySpec]
) -> int:
    """Store the activities whose codes the school has not yet for this framework; how many these were."""
    known = set(
        session.scalars(
            select(ActivityRow.code).where(
                ActivityRow.framework_id == framework_id, ActivityRow.school_id == school_id
            )
        )
    )
    new = [activity for activity in activities if activity.code not in known]
    session.add_all(
        ActivityRow(
            school_id=school_id,
            framework_id=framework_id,
            code=activity.code,
            competency=activity.competency,
            kind=activity.kind,
            modality=activity.modality,
            minutes=activity.minutes,
            texts={language: asdict(text) for language, text in activity.texts.items()},
        )
        for activity in new
    )
    return len(new)
