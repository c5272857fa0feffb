"""A teacher edits a copy of a list of competencies, until it is put to use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapters.content.base import Problem
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.check import check
from lti_tool.database.audit import AuditEvent
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import (
    Competency,
    FrameworkVersion,
    Prerequisite,
    framework_named,
    framework_version,
)
from lti_tool.database.scope import Scope
from lti_tool.errors import ImportRefused, InputRefused, NotFound

from .framework_changes import Change
from .framework_pages import DraftPage
from .framework_rows import framework_known, mark_of, rewrite, spec_of


def open_draft(database: Database, scope: Scope, framework: str) -> DraftPage:
    """A list that is being edited.

    Raises
    ------
    NotFound
        The school has no such list.
    InputRefused
        ``framework_published``: it is in use and not edited any more.
    """
    with database.read() as session:
        row = draft_named(session, scope, framework)
        origin = framework_version(session, scope, row.origin_id) if row.origin_id else None
        spec = spec_of(row)
    made_after = (origin.public_id, origin.version) if origin else None
    problems = sorted(check(spec), key=lambda problem: not problem.fatal)
    return DraftPage(row.public_id, spec, tuple(problems), made_after)


def edit_framework(
    database: Database, scope: Scope, framework: str, change: Change, *, seen: str = "", now: datetime
) -> FrameworkSpec:
    """Change a draft; the list as it is then.

    Parameters
    ----------
    seen : str
        `mark_of` the part that is changed, as its editor saw it; empty: whatever it is by now.

    Raises
    ------
    NotFound
        The school has no such list.
    InputRefused
        ``framework_published``; ``framework_changed_meanwhile``: the part is not as it was seen any more;
        ``framework_version_taken``; or what the change itself refuses.
    ImportRefused
        ``framework_faults``: it would have faults that it does not have now, each of them named.
    """
    with database.write() as session:
        row = draft_named(session, scope, framework, lock=True)
        spec = spec_of(row)
        part = change.part(spec)
        if seen and part is not None and mark_of(part) != seen:
            raise InputRefused("framework_changed_meanwhile")
        changed = change.apply(spec)
        _check_faults(spec, changed)
        if changed.version != spec.version and framework_known(session, scope.school_id, changed):
            raise InputRefused("framework_version_taken")
        if changed != spec:
            rewrite(session, row, changed)
        return changed


def publish_framework(database: Database, scope: Scope, framework: str, *, now: datetime) -> None:
    """Put a draft to use: from then on it is never changed.

    Raises
    ------
    ImportRefused
        ``framework_faults``: it is not whole, each fault is named.
    """
    with database.write() as session:
        row = draft_named(session, scope, framework, lock=True)
        faults = [problem for problem in check(spec_of(row)) if problem.fatal]
        if faults:
            raise ImportRefused("framework_faults", faults=faults)
        row.draft = False
        session.add(_event(scope, "framework_published", row, now))


def delete_draft(database: Database, scope: Scope, framework: str, *, now: datetime) -> None:
    """Delete a draft; what is in use stays, as what students did refers to it."""
    try:
        with database.write() as session:
            row = draft_named(session, scope, framework, lock=True)
            session.execute(
                update(FrameworkVersion)
                .where(FrameworkVersion.origin_id == row.id, FrameworkVersion.school_id == scope.school_id)
                .values(origin_id=row.origin_id)
            )
            for model in (Competency, Prerequisite):
                session.execute(
                    delete(model).where(model.framework_id == row.id, model.school_id == scope.school_id)
                )
            session.add(_event(scope, "framework_deleted", row, now))
            session.execute(delete(FrameworkVersion).where(FrameworkVersion.id == row.id))
    except IntegrityError as error:  # something refers to it after all
        raise InputRefused("framework_published") from error


def draft_named(
    session: Session, scope: Scope, framework: str, *, lock: bool = False
) -> FrameworkVersion:
    """The draft with this public id; raises as `open_draft`, and `AccessRefused` for who does not teach."""
    scope.check_teaches()
    row = framework_named(session, scope, framework, lock=lock)
    if row is None:
        raise NotFound()
    if not row.draft:
        raise InputRefused("framework_published")
    return row


def _check_faults(before: FrameworkSpec, after: FrameworkSpec) -> None:
    """Refuse new faults; with those that were there before one may go on."""
    known = {_fault(problem) for problem in check(before) if problem.fatal}
    faults = [problem for problem in check(after) if problem.fatal and _fault(problem) not in known]
    if faults:
        raise ImportRefused("framework_faults", faults=faults)


def _fault(problem: Problem) -> tuple[str, str, str]:
    return problem.where, problem.code, repr(sorted(problem.values.items()))


def _event(scope: Scope, event: str, row: FrameworkVersion, now: datetime) -> AuditEvent:
    return AuditEvent.of(scope, event, {"framework": row.code, "version": row.version}, now=now)
