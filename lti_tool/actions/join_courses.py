"""Several LMS courses become one class."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from adapters.lms.base import Role
from lti_tool.database.accommodations import Accommodation
from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import public_id
from lti_tool.database.classes import CourseClass, Enrolment, contexts_of
from lti_tool.database.courses import CourseJoin, class_named, taught_elsewhere
from lti_tool.database.engine import Database
from lti_tool.database.groups import ClassGroup, GroupMember
from lti_tool.database.models import Base
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

MOVED = (
    "lms_context",
    "resource_link",
    "course_activity",
    "diagnostic",
    "line_item",
    "class_group",
    "group_member",
    "launch_session",
    "course_join",
    "enrolment",
    "accommodation",
)
"""Tables whose rows come along; of enrolments and accommodations those of people who have none there."""
STAYING = frozenset(
    {"analysis", "audit_event", "consent", "copy_declined", "import_job", "tutoring_offer"}
)
"""Tables whose rows stay with the former class: what people chose there they are asked again."""
OBSTACLES = frozenset(
    {
        "attempt",
        "belief",
        "choice",
        "contest",
        "evidence",
        "grade_audit",
        "grade_job",
        "itinerary",
        "itinerary_step",
        "matched_pair",
        "matching_run",
        "override",
        "portfolio_entry",
        "rater_severity",
        "rating",
    }
)
"""Tables of which one row shows that somebody has begun: a class with such a row does not move."""
_NAMED = ("lms_context", "course_activity", "diagnostic", "class_group", "course_join")
"""Tables of which a join remembers what came along; the others go by these."""
_APART = ("enrolment", "accommodation", "class_group", "group_member")
"""Tables of which not every row comes along."""
TABLES = Base.metadata.tables


def join_course(database: Database, scope: Scope, other: str, *, now: datetime) -> None:
    """Teach the courses of another class of this person as this class.

    Courses, placements with what they show, people and groups come along in one transaction.

    Raises
    ------
    AccessRefused
        Only a teacher of both may.
    NotFound
        No such class of this person on this platform and in this school.
    InputRefused
        ``courses_begun``: students have begun there.
    """
    if scope.role is not Role.TEACHER:
        raise AccessRefused()
    with database.write() as session:
        former = class_named(session, scope, other)
        if former is None:
            raise NotFound()
        lock_classes(session, scope.class_id, former.id)
        # Either class may have moved while this transaction waited.
        if former not in taught_elsewhere(session, scope) or not contexts_of(session, scope):
            raise NotFound()
        if begun(session, former.id):
            raise InputRefused("courses_begun")
        moved = {name: _ids(session, name, former.id) for name in _NAMED}
        _move_groups(session, former.id, scope.class_id)
        moved["enrolment"] = _move_people(session, former.id, scope.class_id)
        moved["accommodation"] = _move_accommodations(session, former.id, scope.class_id)
        for name in (name for name in MOVED if name not in _APART):
            table = TABLES[name]
            session.execute(
                update(table).where(table.c.class_id == former.id).values(class_id=scope.class_id)
            )
        session.add(
            CourseJoin(
                public_id=public_id(),
                school_id=scope.school_id,
                class_id=scope.class_id,
                former_id=former.id,
                moved=moved,
                created_at=now,
            )
        )
        write_down(session, scope, "courses_joined", former, len(moved["lms_context"]), now)


def lock_classes(session: Session, *classes: int) -> None:
    """Two joins of the same classes wait for each other, always in the same order."""
    rows = select(CourseClass.id).where(CourseClass.id.in_(classes)).order_by(CourseClass.id)
    session.execute(rows.with_for_update()).all()


def begun(session: Session, class_id: int) -> bool:
    """Whether anything shows that a student of the class has begun."""
    tables = [TABLES[name] for name in sorted(OBSTACLES)]
    return any(session.scalar(select(exists().where(table.c.class_id == class_id))) for table in tables)


def _ids(session: Session, name: str, class_id: int) -> list[int]:
    table = TABLES[name]
    return list(session.scalars(select(table.c.id).where(table.c.class_id == class_id).order_by(table.c.id)))


def _move_people(session: Session, former: int, into: int) -> list[int]:
    """Who is in both classes keeps the place there; the other one rests: which ones do from now on."""
    here = select(Enrolment.person_id).where(Enrolment.class_id == into)
    session.execute(
        update(Enrolment)
        .where(Enrolment.class_id == former, Enrolment.person_id.not_in(here))
        .values(class_id=into)
        .execution_options(synchronize_session=False)
    )
    resting = update(Enrolment).where(Enrolment.class_id == former, Enrolment.active).values(active=False)
    return sorted(session.scalars(resting.returning(Enrolment.id)))


def _move_accommodations(session: Session, former: int, into: int) -> list[int]:
    """What somebody needs comes along; where both classes know of it, the one that is joined decides."""
    here = select(Accommodation.person_id).where(Accommodation.class_id == into)
    coming = (
        update(Accommodation)
        .where(Accommodation.class_id == former, Accommodation.person_id.not_in(here))
        .values(class_id=into)
        .execution_options(synchronize_session=False)
    )
    return sorted(session.scalars(coming.returning(Accommodation.id)))


def _move_groups(session: Session, former: int, into: int) -> None:
    """Groups come along with their members; one that both classes know by the same id becomes one."""
    known = {
        (group.kind, group.external_id): group.id
        for group in session.scalars(select(ClassGroup).where(ClassGroup.class_id == into))
    }
    for group in session.scalars(select(ClassGroup).where(ClassGroup.class_id == former)).all():
        same = known.get((group.kind, group.external_id))
        if same is None:
            group.class_id = into
        members = session.scalars(select(GroupMember).where(GroupMember.group_id == group.id)).all()
        already = set(session.scalars(select(GroupMember.person_id).where(GroupMember.group_id == same)))
        for member in members:
            if member.person_id in already:
                continue  # stays with its own group, which rests in the former class
            member.class_id = into
            member.group_id = group.id if same is None else same
    session.flush()


def write_down(
    session: Session, scope: Scope, event: str, former: CourseClass, courses: int, now: datetime
) -> None:
    """The trail of a join or a separation."""
    session.add(AuditEvent.of(scope, event, {"class": former.public_id, "courses": courses}, now=now))
