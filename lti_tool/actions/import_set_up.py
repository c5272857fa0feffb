"""A signed set-up becomes that of a class without any: on another platform, in another school or course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.lms.base import Role
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, bank_with_digest
from lti_tool.database.base import public_id
from lti_tool.database.classes import link_of
from lti_tool.database.course_activities import CourseActivity, activities_in, lock_class
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.schools import School
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused

from .copy_bank import copy_bank
from .copy_set_up import Dates, moved, years_on
from .course_pages import TakenOver
from .runtime import Runtime
from .set_up_file import FileActivity, FileDiagnostic, SetUpFile, moment, read_file


@dataclass(slots=True)
class _Taking:
    """A take-over under way."""

    session: Session
    scope: Scope
    file: SetUpFile
    now: datetime
    copied: int = 0


def import_set_up(runtime: Runtime, scope: Scope, data: bytes, dates: Dates, *, now: datetime) -> TakenOver:
    """Take over a set-up into the scope's class, all of it or nothing.

    A bank that the class's school has not is copied from the school that the file comes from: the signature
    shows that a teacher of that school gave the set-up away, and both schools' trails say so.

    Raises
    ------
    AccessRefused
        Only a teacher may (or an operator, who comes without a launch).
    InputRefused
        The file cannot be taken (see `read_file`), ``set_up_not_empty``, ``set_up_bank_missing``, or
        ``framework_differs``: the school has another list of competencies under the same name.
    """
    if scope.role is not Role.TEACHER:
        raise AccessRefused()
    file = read_file(data, runtime.config)
    with runtime.database.write() as session:
        lock_class(session, scope)
        if activities_in(session, scope):
            raise InputRefused("set_up_not_empty")
        taking = _Taking(session, scope, file, now)
        made = _make(taking, dates)
        _bind_only(session, scope, made)
        _write_down(taking, len(made))
    return TakenOver(file.class_title, len(made), taking.copied)


def _make(taking: _Taking, dates: Dates) -> list[CourseActivity]:
    session, file = taking.session, taking.file
    diagnostics = [_diagnostic(taking, one) for one in file.diagnostics]
    session.add_all(diagnostics)
    session.flush()
    shift = years_on([moment(d) for a in file.activities for d in (a.opens_at, a.closes_at)], taking.now)
    kept = shift if dates == "moved" else None
    made = [_activity(taking, one, diagnostics[one.diagnostic].id, kept) for one in file.activities]
    session.add_all(made)
    session.flush()
    return made


def _diagnostic(taking: _Taking, one: FileDiagnostic) -> Diagnostic:
    bank = _bank(taking, one)
    return Diagnostic(
        public_id=public_id(),
        school_id=taking.scope.school_id,
        class_id=taking.scope.class_id,
        bank_id=bank.id,
        bank_revision=bank.revision,
        framework_id=bank.framework_id,
        title=one.title,
        policy=one.policy,
        formula=one.formula,
        feedback=one.feedback,
        attempts=one.attempts,
        published=one.published,
        maximum=one.maximum,
        created_at=taking.now,
    )


def _activity(
    taking: _Taking, one: FileActivity, diagnostic_id: int, shift: timedelta | None
) -> CourseActivity:
    origin = select(CourseActivity.id).where(CourseActivity.public_id == one.origin)
    return CourseActivity(
        public_id=public_id(),
        school_id=taking.scope.school_id,
        class_id=taking.scope.class_id,
        kind=one.kind,
        diagnostic_id=diagnostic_id,
        title=one.title,
        maximum=one.maximum,
        opens_at=moved(moment(one.opens_at), shift),
        closes_at=moved(moment(one.closes_at), shift),
        # Placements that came along with a backup carry the id of the original: by this they find their own.
        origin_id=taking.session.scalar(origin),
        created_at=taking.now,
    )


def _bank(taking: _Taking, one: FileDiagnostic) -> Bank:
    """The bank with this content: the school's own, else a copy of the one where the file comes from."""
    session, scope = taking.session, taking.scope
    known = bank_with_digest(session, scope.school_id, one.bank) if one.bank else None
    if known is not None:
        return known
    school = session.scalars(select(School).where(School.public_id == taking.file.school)).first()
    source = bank_with_digest(session, school.id, one.bank) if school and one.bank else None
    if school is None or source is None:
        raise InputRefused("set_up_bank_missing", title=one.bank_title)
    taking.copied += 1
    here = session.get_one(School, scope.school_id).public_id
    session.add(
        AuditEvent(
            school_id=school.id,
            event="bank_given",
            values={"bank": source.public_id, "school": here},
            at=taking.now,
        )
    )
    return copy_bank(session, source, scope.school_id, taking.now)


def _bind_only(session: Session, scope: Scope, made: list[CourseActivity]) -> None:
    """Where there is one activity, the placement from which it was taken over shows it."""
    link = link_of(session, scope)
    if link is not None and link.activity_id is None and len(made) == 1:
        link.activity_id = made[0].id


def _write_down(taking: _Taking, activities: int) -> None:
    values = {"activities": activities, "banks_copied": taking.copied, "school": taking.file.school}
    taking.session.add(
        AuditEvent.of(taking.scope, "set_up_imported", values, now=taking.now)
    )
