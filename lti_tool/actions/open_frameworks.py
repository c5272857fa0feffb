"""The lists of competencies of a school, and one of them with what uses it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from adapters.frameworks import builtin
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from lti_tool.database.banks import banks_in
from lti_tool.database.diagnostics import Diagnostic, diagnostics_in
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import (
    FrameworkVersion,
    framework_named,
    framework_sizes,
    framework_version,
    frameworks_in,
)
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .copy_framework import bringable, items_held
from .framework_pages import Elsewhere, FrameworkCard, FrameworkPage, FrameworksPage, UsedBank
from .framework_rows import spec_of


def open_frameworks(database: Database, scope: Scope) -> FrameworksPage:
    """All of them.

    Raises
    ------
    AccessRefused
        Only who teaches may look.
    """
    scope.check_teaches()
    with database.read() as session:
        rows, drafts = frameworks_in(session, scope), frameworks_in(session, scope, drafts=True)
        sizes = framework_sizes(session, scope)
        banks = Counter(bank.framework_id for bank in banks_in(session, scope))
        versions = {row.id: row.version for row in (*rows, *drafts)}

        def card(row: FrameworkVersion) -> FrameworkCard:
            return FrameworkCard(
                id=row.public_id,
                code=row.code,
                version=row.version,
                names=row.names,
                competencies=sizes.get(row.id, 0),
                areas=len(row.areas),
                levels=tuple(level["names"] for level in row.levels),
                source=row.source,
                licence=row.licence,
                banks=banks[row.id],
                made_after=versions.get(row.origin_id, "") if row.origin_id else "",
            )

        here = {(row.code, row.version) for row in rows}
        own = tuple(one for one in builtin.catalogue() if (one.code, one.version) not in here)
        return FrameworksPage(tuple(map(card, rows)), tuple(map(card, drafts)), own)


def open_framework(database: Database, scope: Scope, framework: str) -> FrameworkPage:
    """One of them, draft or not.

    Raises
    ------
    NotFound
        The school has no such list.
    """
    scope.check_teaches()
    with database.read() as session:
        row = framework_named(session, scope, framework)
        if row is None:
            raise NotFound()
        spec = spec_of(row)
        origin = framework_version(session, scope, row.origin_id) if row.origin_id else None
        banks = [bank for bank in banks_in(session, scope) if bank.framework_id == row.id]
        sizes = items_held(session, scope, banks)
        return FrameworkPage(
            id=row.public_id,
            draft=row.draft,
            spec=spec,
            elsewhere=_elsewhere(session, scope, spec),
            made_after=(origin.public_id, origin.version) if origin else None,
            banks=tuple(UsedBank(bank.public_id, bank.title, sizes[bank.id]) for bank in banks),
            diagnostics=tuple(
                one.title for one in diagnostics_in(session, scope) if one.framework_id == row.id
            ),
            other_diagnostics=_other_classes(session, scope, row.id),
            bringable=bringable(session, scope, row),
        )


def _other_classes(session: Session, scope: Scope, framework_id: int) -> int:
    return (
        session.scalar(
            select(func.count(distinct(Diagnostic.class_id))).where(
                Diagnostic.framework_id == framework_id,
                Diagnostic.school_id == scope.school_id,
                Diagnostic.class_id != scope.class_id,
            )
        )
        or 0
    )


def _elsewhere(session: Session, scope: Scope, spec: FrameworkSpec) -> dict[str, Elsewhere]:
    """What the alignments name, where the school or Senda has that list."""
    alignments = {alignment for competency in spec.competencies for alignment in competency.alignments}
    lists = {code: _list_of(session, scope, code) for code in {one.partition(":")[0] for one in alignments}}
    found: dict[str, Elsewhere] = {}
    for alignment in alignments:
        framework, _, code = alignment.partition(":")
        there = lists[framework]
        if there is not None:
            competency = there[1].get(code)
            found[alignment] = Elsewhere(there[0].names, code, competency.names if competency else {})
        else:
            found[alignment] = Elsewhere({}, code if framework != "case" else alignment, {})
    return found


def _list_of(
    session: Session, scope: Scope, code: str
) -> tuple[FrameworkSpec, dict[str, CompetencySpec]] | None:
    row = session.scalars(
        select(FrameworkVersion)
        .where(
            FrameworkVersion.code == code,
            FrameworkVersion.school_id == scope.school_id,
            FrameworkVersion.draft.is_(False),
        )
        .order_by(FrameworkVersion.id.desc())
    ).first()
    if row is None and code not in builtin.CODES:
        return None
    spec = spec_of(row) if row is not None else builtin.load(code)
    return spec, {competency.code: competency for competency in spec.competencies}
