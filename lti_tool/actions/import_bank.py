"""An import becomes a framework, a bank and activities of a school: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.content.base import FrameworkSpec, Import
from lti_tool.database.banks import Bank, ItemRow, bank_with_digest
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import Competency, FrameworkVersion, Prerequisite
from lti_tool.database.itineraries import ActivityRow
from lti_tool.errors import ImportRefused


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import; `new` is false where the same content was there already."""

    bank_id: int
    framework_id: int
    items: int
    activities: int
    new: bool


def import_bank(database: Database, school_id: int, content: Import, *, now: datetime) -> Imported:
    """Store an import for a school.

    Raises
    ------
    ImportRefused
        Something fatal was found; all faults are named and nothing was stored.
    """
    if not content.acceptable:
        raise ImportRefused(faults=[p for p in content.problems if p.fatal])
    fingerprint = _fingerprint(content)
    with database.write() as session:
        known = bank_with_digest(session, school_id, fingerprint)
        if known is not None:
            return Imported(known.id, known.framework_id, len(content.items), len(content.activities), False)
        framework = _framework(session, school_id, content.framework, now)
        languages = sorted(set.intersection(*(set(item.texts) for item in content.items)))
        bank = Bank(
            public_id=public_id(),
            school_id=school_id,
            framework_id=framework.id,
            title=content.title,
            digest=fingerprint,
            languages=languages,
            created_at=now,
        )
        session.add(bank)
        session.flush()
        session.add_all(_item_rows(school_id, bank.id, content))
        activities = _activities(session, school_id, framework.id, content)
        return Imported(bank.id, framework.id, len(content.items), activities, True)


def _fingerprint(content: Import) -> str:
    plain = json.dumps(asdict(content), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _framework(
    session: Session, school_id: int, spec: FrameworkSpec, now: datetime
) -> FrameworkVersion:
    known = session.scalars(
        select(FrameworkVersion).where(
            FrameworkVersion.school_id == school_id,
            FrameworkVersion.code == spec.code,
            FrameworkVersion.version == spec.version,
        )
    ).first()
    if known is not None:
        _check_same(known, spec)
        return known
    row = FrameworkVersion(
        public_id=public_id(),
        school_id=school_id,
        code=spec.code,
        version=spec.version,
        names=dict(spec.names),
        areas=[{"code": code, "names": dict(names)} for code, names in spec.areas.items()],
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(
        Competency(
            school_id=school_id,
            framework_id=row.id,
            code=competency.code,
            area=competency.area,
            names=dict(competency.names),
            position=position,
            cuts=[0.0],
        )
        for position, competency in enumerate(spec.competencies)
    )
    session.add_all(
        Prerequisite(school_id=school_id, framework_id=row.id, before=before, after=after)
        for before, after in spec.prerequisites
    )
    session.flush()
    return row


def _check_same(known: FrameworkVersion, spec: FrameworkSpec) -> None:
    """Beliefs refer to competencies by position: another list needs another version."""
    if [c.code for c in known.competencies] != [c.code for c in spec.competencies]:
        raise ImportRefused("framework_differs", framework=spec.code, version=spec.version)


def _item_rows(school_id: int, bank_id: int, content: Import) -> list[ItemRow]:
    return [
        ItemRow(
            public_id=public_id(),
            school_id=school_id,
            bank_id=bank_id,
            code=item.code,
            position=position,
            kind=item.key.kind,
            template=item.template,
            competencies=list(item.competencies),
            key=asdict(item.key),
            choices=list(item.choices),
            misconceptions=dict(item.misconceptions),
            texts={language: asdict(text) for language, text in item.texts.items()},
            difficulty=item.difficulty,
            difficulty_sd=item.difficulty_sd,
            discrimination=item.discrimination,
            guessing=item.guessing,
            slip=item.slip,
            withheld=item.withheld,
            source=item.source,
            licence=item.licence,
        )
        for position, item in enumerate(sorted(content.items, key=lambda item: bool(item.withheld)))
    ]


def _activities(session: Session, school_id: int, framework_id: int, content: Import) -> int:
    known = set(
        session.scalars(
            select(ActivityRow.code).where(
                ActivityRow.framework_id == framework_id, ActivityRow.school_id == school_id
            )
        )
    )
    new = [activity for activity in content.activities if activity.code not in known]
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
