"""A framework as the value that is checked, edited and exported, and as rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from lti_tool.database.base import public_id
from lti_tool.database.frameworks import Competency, FrameworkVersion, Prerequisite

_NUMBERED = re.compile(r"(.+)-([2-9]|[1-9][0-9])")
"""A version that is a copy of another one: "2022-2"; "2022-05" is not."""


def spec_of(row: FrameworkVersion) -> FrameworkSpec:
    """The value that rows stand for."""
    return FrameworkSpec(
        code=row.code,
        version=row.version,
        names=dict(row.names),
        areas={area["code"]: dict(area["names"]) for area in row.areas},
        competencies=tuple(
            CompetencySpec(
                c.code,
                c.area,
                dict(c.names),
                tuple(c.cuts),
                c.weight,
                tuple(dict(names) for names in c.level_names),
                tuple(c.alignments),
                c.identifier,
            )
            for c in row.competencies
        ),
        prerequisites=_in_order(row.competencies, ((p.before, p.after) for p in row.prerequisites)),
        levels=tuple(LevelSpec(level["code"], dict(level["names"])) for level in row.levels),
        area_parents={area["code"]: area["parent"] for area in row.areas if area.get("parent")},
        source=row.source,
        licence=row.licence,
        identifier=row.identifier,
    )


def new_row(school_id: int, spec: FrameworkSpec, now: datetime) -> FrameworkVersion:
    """A row for a framework, without its competencies; the caller adds it and then calls `fill`."""
    return FrameworkVersion(
        public_id=public_id(),
        school_id=school_id,
        code=spec.code,
        identifier=spec.identifier,
        created_at=now,
        **_head(spec),
    )


def fill(session: Session, row: FrameworkVersion, spec: FrameworkSpec) -> None:
    """Write competencies and what comes before what of a framework that has none yet."""
    part = {"school_id": row.school_id, "framework_id": row.id}
    session.add_all(
        Competency(
            **part,
            code=competency.code,
            area=competency.area,
            names=dict(competency.names),
            position=position,
            cuts=list(competency.cuts),
            weight=competency.weight,
            level_names=[dict(names) for names in competency.level_names],
            alignments=list(competency.alignments),
            identifier=competency.identifier,
        )
        for position, competency in enumerate(spec.competencies)
    )
    session.add_all(
        Prerequisite(**part, before=before, after=after)
        for before, after in dict.fromkeys(spec.prerequisites)
    )
    session.flush()


def rewrite(session: Session, row: FrameworkVersion, spec: FrameworkSpec) -> None:
    """Make a draft say something else: nothing refers to what it is made of."""
    for name, value in _head(spec).items():
        setattr(row, name, value)
    for model in (Competency, Prerequisite):
        session.execute(
            delete(model).where(model.framework_id == row.id, model.school_id == row.school_id)
        )
    session.expire(row, ["competencies", "prerequisites"])
    fill(session, row, spec)


def framework_known(session: Session, school_id: int, spec: FrameworkSpec) -> FrameworkVersion | None:
    """What the school has under this code and version."""
    return session.scalars(
        select(FrameworkVersion).where(
            FrameworkVersion.school_id == school_id,
            FrameworkVersion.code == spec.code,
            FrameworkVersion.version == spec.version,
        )
    ).first()


def same(one: FrameworkSpec, other: FrameworkSpec) -> bool:
    """Whether two lists say the same; identifiers of elsewhere and corresponding competencies say nothing."""
    return _told(one) == _told(other)


def mark_of(part: object) -> str:
    """A short text that changes with what it is made of."""
    return hashlib.sha256(repr(part).encode()).hexdigest()[:24]


def free_version(session: Session, school_id: int, code: str, version: str) -> str:
    """The version with the next number behind it that the school does not have yet."""
    taken = set(
        session.scalars(
            select(FrameworkVersion.version).where(
                FrameworkVersion.school_id == school_id, FrameworkVersion.code == code
            )
        )
    )
    found = _NUMBERED.fullmatch(version)
    stem, first = (found[1], int(found[2]) + 1) if found else (version, 2)
    return next(name for n in range(first, first + len(taken) + 1) if (name := f"{stem}-{n}") not in taken)


def _head(spec: FrameworkSpec) -> dict[str, object]:
    return {
        "version": spec.version,
        "names": dict(spec.names),
        "areas": [
            {"code": code, "names": dict(names), "parent": spec.area_parents.get(code, "")}
            for code, names in spec.areas.items()
        ],
        "levels": [{"code": level.code, "names": dict(level.names)} for level in spec.levels],
        "source": spec.source,
        "licence": spec.licence,
    }


def _told(spec: FrameworkSpec) -> object:
    plain = tuple(replace(c, identifier="", alignments=()) for c in spec.competencies)
    areas = [(code, _sorted(names)) for code, names in spec.areas.items()]
    return (
        (spec.code, spec.version, _sorted(spec.names), spec.levels, areas, sorted(spec.area_parents.items())),
        plain,
        set(spec.prerequisites),
    )


def _sorted(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items())


def _in_order(
    competencies: Iterable[Competency], pairs: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Pairs in the order of the competencies, as a file gives them."""
    places = {competency.code: competency.position for competency in competencies}
    last = len(places)
    return tuple(sorted(pairs, key=lambda pair: (places.get(pair[1], last), places.get(pair[0], last))))
