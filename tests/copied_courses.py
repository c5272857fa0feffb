"""Courses for tests that are copies of others, on platforms that one or two schools use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from classroom import Classroom, own_bank
from sqlalchemy import select, update

from adapters.lms.base import Context, Launch, PersonClaims, ResourceLink, Role
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.loading import load_bank
from lti_tool.actions.set_up_diagnostic import new_diagnostic
from lti_tool.actions.start_launch import start_launch
from lti_tool.database.banks import Bank
from lti_tool.database.base import public_id
from lti_tool.database.classes import ResourceLink as LinkRow
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.launches import UsedState
from lti_tool.database.platforms import Platform, platform_by_id
from lti_tool.database.schools import School, SchoolRule
from lti_tool.database.scope import Scope

FRACTIONS = ("fractions-add", "fractions-compare")


@dataclass(frozen=True)
class Opened:
    """What is opened: the course with what it is a copy of, and the placement with what it carries."""

    course: str
    link: str = ""
    origins: tuple[str, ...] = ()
    link_origins: tuple[str, ...] = ()
    activity: str = ""
    label: str = ""
    title: str = ""


@dataclass(frozen=True)
class Wanted:
    """An activity to make; `about` names another one whose diagnostic it goes by."""

    title: str
    kind: str = "diagnostic"
    targets: tuple[str, ...] = FRACTIONS
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    about: str = ""


def enter(classroom: Classroom, subject: str, opened: Opened, role: Role = Role.TEACHER) -> Scope:
    """The scope of a launch."""
    message = Launch(
        issuer=classroom.platform.issuer,
        client_id=classroom.platform.client_id,
        deployment_id="1",
        message_type="LtiResourceLinkRequest",
        target_link_uri="https://senda.example/lti/launch",
        person=PersonClaims(subject, f"{subject} Person", subject, "Person", f"{subject}@x.example"),
        role=role,
        roles=(),
        context=Context(opened.course, opened.label, f"Course {opened.course}"),
        resource_link=ResourceLink(opened.link or f"link-{opened.course}", opened.title),
        locale="en",
        context_origins=opened.origins,
        link_origins=opened.link_origins,
        activity=opened.activity,
    )
    state = UsedState(np.random.default_rng().bytes(32), classroom.clock.now + timedelta(minutes=10))
    return start_launch(classroom.database, classroom.platform, message, state, now=classroom.clock.now).scope


def give(classroom: Classroom, scope: Scope, *wanted: Wanted) -> dict[str, str]:
    """Give a class activities; their public ids by title. The opened placement shows the first."""
    made: dict[str, CourseActivity] = {}
    now = classroom.clock.now
    with classroom.database.write() as session:
        bank = session.scalars(select(Bank).where(Bank.school_id == scope.school_id)).one()
        loaded = load_bank(session, scope, bank.id)
        for one in wanted:
            if one.about:
                diagnostic_id = made[one.about].diagnostic_id
            else:
                row = new_diagnostic(session, scope, loaded, one.targets, title=one.title, now=now)
                diagnostic_id = row.id
            made[one.title] = CourseActivity(
                public_id=public_id(),
                school_id=scope.school_id,
                class_id=scope.class_id,
                kind=one.kind,
                diagnostic_id=diagnostic_id,
                title=one.title,
                maximum=None if one.kind == "tutoring" else 10.0,
                opens_at=one.opens_at,
                closes_at=one.closes_at,
                created_at=now,
            )
            session.add(made[one.title])
            session.flush()
        shown = made[wanted[0].title].id
        session.execute(update(LinkRow).where(LinkRow.id == scope.resource_link_id).values(activity_id=shown))
        return {title: row.public_id for title, row in made.items()}


def share_platform(classroom: Classroom, *labels: str) -> dict[str, int]:
    """Let schools share the platform by the label of a course; each has the bank. Ids by label."""
    now = classroom.clock.now
    schools: dict[str, int] = {}
    with classroom.database.write() as session:
        platform = session.get_one(Platform, classroom.platform.id)
        platform.school_by, platform.school_attribute = "attribute", "context.label"
        for label in labels:
            school = School(public_id=public_id(), name=f"School {label}", created_at=now)
            session.add(school)
            session.flush()
            rule = SchoolRule(
                school_id=school.id, platform_id=platform.id, kind="attribute", value=label, created_at=now
            )
            session.add(rule)
            schools[label] = school.id
    for school_id in schools.values():
        import_bank(classroom.database, school_id, own_bank(), now=now)
    with classroom.database.read() as session:
        record = platform_by_id(session, classroom.platform.id)
    assert record is not None
    classroom.platform = record
    return schools
