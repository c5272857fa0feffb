"""The set-up of a class becomes a signed file; nothing of its students is in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adapters.lms.base import Role
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import bank_of
from lti_tool.database.classes import class_of
from lti_tool.database.course_activities import CourseActivity, activities_in
from lti_tool.database.courses import title_of
from lti_tool.database.diagnostics import Diagnostic, diagnostic_of
from lti_tool.database.frameworks import framework_version
from lti_tool.database.schools import School
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused

from .runtime import Runtime
from .set_up_file import FileActivity, FileDiagnostic, SetUpFile, write_file


def export_set_up(runtime: Runtime, scope: Scope, *, now: datetime) -> bytes:
    """The file of a class's set-up.

    Raises
    ------
    AccessRefused
        Only a teacher may (or an operator, who comes without a launch).
    InputRefused
        ``set_up_empty``: the class has no activity.
    """
    if scope.role is not Role.TEACHER:
        raise AccessRefused()
    with runtime.database.write() as session:
        content = _content(session, runtime, scope, now)
        session.add(AuditEvent.of(scope, "set_up_exported", {"activities": len(content.activities)}, now=now))
    return write_file(content, runtime.config)


def _content(session: Session, runtime: Runtime, scope: Scope, now: datetime) -> SetUpFile:
    activities = activities_in(session, scope)
    if not activities:
        raise InputRefused("set_up_empty")
    diagnostics = list(dict.fromkeys(activity.diagnostic_id for activity in activities))
    return SetUpFile(
        made_by=runtime.config.public_url,
        school=session.get_one(School, scope.school_id).public_id,
        class_title=title_of(session, scope, class_of(session, scope)),
        issued_at=now.isoformat(),
        diagnostics=tuple(
            _diagnostic(session, scope, diagnostic_of(session, scope, pk)) for pk in diagnostics
        ),
        activities=tuple(_activity(one, diagnostics.index(one.diagnostic_id)) for one in activities),
    )


def _diagnostic(session: Session, scope: Scope, row: Diagnostic) -> FileDiagnostic:
    bank = bank_of(session, scope, row.bank_id)
    framework = framework_version(session, scope, row.framework_id)
    return FileDiagnostic(
        title=row.title,
        policy=dict(row.policy),
        formula=row.formula,
        feedback=row.feedback,
        attempts=row.attempts,
        published=row.published,
        maximum=row.maximum,
        framework=framework.code,
        framework_version=framework.version,
        bank=bank.digest,
        bank_title=bank.title,
    )


def _activity(row: CourseActivity, diagnostic: int) -> FileActivity:
    return FileActivity(
        origin=row.public_id,
        kind=row.kind,
        title=row.title,
        maximum=row.maximum,
        diagnostic=diagnostic,
        opens_at=row.opens_at.isoformat() if row.opens_at else None,
        closes_at=row.closes_at.isoformat() if row.closes_at else None,
    )
