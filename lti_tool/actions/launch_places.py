"""The rows that a launch is about: made where missing, brought up to date where other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from adapters.lms.base import Launch, Role
from lti_tool.database.base import public_id
from lti_tool.database.classes import CourseClass, Enrolment, LmsContext, ResourceLink
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.grades import LineItemRow
from lti_tool.database.groups import note_groups
from lti_tool.database.notices import counterpart_of, origins_noticed
from lti_tool.database.people import Person
from lti_tool.database.platforms import DeploymentRecord, PlatformRecord
from lti_tool.errors import ClaimsRefused
from lti_tool.lti.claims import SUBMISSION_REVIEW_REQUEST

from .find_school import school_of
from .known_launch import context_key, known_launch

REVIEW_PATH = "/lti/launch/review/"
"""Before a student's public id: the address that a score carries for whoever grades."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a launch belongs, once every row exists."""

    school_id: int
    class_id: int
    link_id: int | None
    person_id: int
    locale: str
    about: str = ""
    """Public id of the student whose work is to be opened, or empty."""


def place_of(
    connection: Connection,
    platform: PlatformRecord,
    deployment: DeploymentRecord,
    launch: Launch,
    now: datetime,
) -> Place:
    """Where a launch belongs; afterwards every row of it exists."""
    school = school_of(platform, launch)
    found = known_launch(connection, platform, deployment, launch, school)
    school = found.context_school or school
    if school is None:
        raise ClaimsRefused("school_unknown", context=launch.context.id[:80] if launch.context else "")
    return _settle(connection, _Owner(platform, deployment, school, now), launch, found)


def class_title(launch: Launch) -> str:
    if launch.context is not None:
        return launch.context.title or launch.context.label
    return launch.resource_link.title if launch.resource_link else ""


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose rows a launch makes, and when."""

    platform: PlatformRecord
    deployment: DeploymentRecord
    school_id: int
    now: datetime


def _settle(connection: Connection, owner: _Owner, launch: Launch, found: Row[Any]) -> Place:
    """Make the rows that are missing and bring the others up to date, writing only what differs."""
    context_pk, class_id = _settle_context(connection, owner, launch, found)
    here = {"school_id": owner.school_id, "class_id": class_id}
    link_pk = _settle_link(connection, owner, launch, found, here, context_pk)
    person_pk, locale = _settle_person(connection, owner, launch, found)
    if launch.role is not Role.VISITOR:
        _settle_enrolment(connection, launch, found, here, person_pk, owner.now)
        for kind, name, ids in _told_groups(launch):
            # A list that came and is empty says something too: the last group was left.
            if ids or name in launch.custom:
                note_groups(connection, owner.school_id, class_id, person_pk, kind, ids, owner.now)
    about = _about(connection, owner, launch)
    return Place(owner.school_id, class_id, link_pk, person_pk, locale, about)


def _told_groups(launch: Launch) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Kinds of groups with the custom parameter that tells them, and what it told."""
    return (("group", "group_ids", launch.group_ids), ("section", "section_ids", launch.section_ids))


def _about(connection: Connection, owner: _Owner, launch: Launch) -> str:
    """Whose work the launch opens: named by the message, or by the address that a score carried."""
    _, mark, named = launch.target_link_uri.partition(REVIEW_PATH)
    if mark:
        return named if named.replace("-", "").replace("_", "").isalnum() else ""
    if launch.message_type != SUBMISSION_REVIEW_REQUEST:
        return ""
    known = connection.execute(
        select(Person.public_id).where(
            Person.platform_id == owner.platform.id,
            Person.school_id == owner.school_id,
            Person.subject == launch.for_user,
        )
    ).scalar()
    return known or ""


def _settle_context(
    connection: Connection, owner: _Owner, launch: Launch, found: Row[Any]
) -> tuple[int, int]:
    title = class_title(launch)
    groups = launch.groups
    values: dict[str, Any] = {
        "title": title,
        "label": launch.context.label if launch.context else "",
        "memberships_url": launch.roster.memberships_url if launch.roster else "",
        "groups_url": groups.groups_url if groups else "",
        "group_sets_url": groups.sets_url if groups else "",
        "origins": list(launch.context_origins),
    }
    if found.context_pk is not None:
        known = {
            "title": found.context_title,
            "label": found.context_label,
            "memberships_url": found.memberships_url,
            "groups_url": found.groups_url,
            "group_sets_url": found.group_sets_url,
            "origins": found.context_origins,
        }
        # A message that leaves out a service (Moodle's deep linking does) takes nothing away.
        kept = {name: value or known[name] for name, value in values.items()}
        _update(connection, LmsContext, found.context_pk, known, kept)
        return found.context_pk, found.class_id
    class_id = _insert(
        connection,
        CourseClass,
        public_id=public_id(),
        school_id=owner.school_id,
        platform_id=owner.platform.id,
        title=title,
        roster_problem="",
        created_at=owner.now,
    )
    if not values["origins"] and launch.context is not None:
        values["origins"] = list(origins_noticed(connection, owner.platform.id, launch.context.id))
    context_pk = _insert(
        connection,
        LmsContext,
        school_id=owner.school_id,
        deployment_pk=owner.deployment.id,
        class_id=class_id,
        context_id=context_key(launch),
        created_at=owner.now,
        **values,
    )
    return context_pk, class_id


def _settle_link(
    connection: Connection,
    owner: _Owner,
    launch: Launch,
    found: Row[Any],
    here: dict[str, Any],
    context_pk: int,
) -> int | None:
    if launch.resource_link is None:
        return _reviewed_link(connection, launch, here)
    grades = launch.grades
    values: dict[str, Any] = {
        "title": launch.resource_link.title,
        "lineitems_url": grades.lineitems_url if grades else "",
        "lineitem_url": grades.lineitem_url if grades else "",
        "grade_scopes": list(grades.scopes) if grades else [],
    }
    if launch.link_origins:
        values["origins"] = list(launch.link_origins)
    if launch.activity and not found.activity_id:
        values |= _shown(connection, owner, launch, here)
    if found.link_pk is not None:
        known = {
            "title": found.link_title,
            "lineitems_url": found.lineitems_url,
            "lineitem_url": found.lineitem_url,
            "grade_scopes": found.grade_scopes,
            "origins": found.link_origins,
            "copied_activity": found.copied_activity,
            "activity_id": found.activity_id,
        }
        _update(connection, ResourceLink, found.link_pk, known, values)
        return int(found.link_pk)
    return _insert(
        connection,
        ResourceLink,
        context_pk=context_pk,
        link_id=launch.resource_link.id,
        created_at=owner.now,
        **here,
        **values,
    )


def _shown(
    connection: Connection, owner: _Owner, launch: Launch, here: dict[str, Any]
) -> dict[str, Any]:
    """What a placement shows that was made for an activity: that one, or what a copied course has for it."""
    made_for = connection.execute(
        select(CourseActivity.id, CourseActivity.class_id)
        .join(CourseClass, CourseClass.id == CourseActivity.class_id)
        .where(
            CourseActivity.public_id == launch.activity,
            CourseActivity.school_id == owner.school_id,
            CourseClass.platform_id == owner.platform.id,
        )
    ).first()
    if made_for is not None and made_for.class_id == here["class_id"]:
        return {"activity_id": made_for.id}
    # Also where a course was restored on another LMS, and its set-up taken over there.
    counterpart = counterpart_of(connection, here["class_id"], launch.activity)
    shown: dict[str, Any] = {"activity_id": counterpart} if counterpart else {}
    return shown | ({"copied_activity": launch.activity} if made_for else {})


def _reviewed_link(connection: Connection, launch: Launch, here: dict[str, Any]) -> int | None:
    """The placement of a review that names only its gradebook column."""
    column = launch.grades.lineitem_url if launch.grades else ""
    if launch.message_type != SUBMISSION_REVIEW_REQUEST or not column:
        return None
    return connection.execute(
        select(LineItemRow.resource_link_id).where(
            LineItemRow.url == column,
            LineItemRow.class_id == here["class_id"],
            LineItemRow.school_id == here["school_id"],
        )
    ).scalar()


def _settle_person(
    connection: Connection, owner: _Owner, launch: Launch, found: Row[Any]
) -> tuple[int, str]:
    claims = launch.person
    values = {
        "name": claims.name or f"{claims.given_name} {claims.family_name}".strip(),
        "given_name": claims.given_name,
        "family_name": claims.family_name,
        "email": claims.email,
        "locale": launch.locale,
    }
    if found.person_pk is not None:
        known = {name: getattr(found, name) for name in values}
        # A launch without personal data does not make us forget what a roster told us.
        _update(
            connection,
            Person,
            found.person_pk,
            known,
            {name: value or known[name] for name, value in values.items()},
        )
        return int(found.person_pk), launch.locale or found.locale
    person_pk = _insert(
        connection,
        Person,
        public_id=public_id(),
        subject=claims.subject,
        school_id=owner.school_id,
        platform_id=owner.platform.id,
        created_at=owner.now,
        **values,
    )
    return person_pk, launch.locale


def _settle_enrolment(
    connection: Connection,
    launch: Launch,
    found: Row[Any],
    here: dict[str, Any],
    person_pk: int,
    now: datetime,
) -> None:
    values = {"role": launch.role.value, "active": True, "role_from_launch": True}
    if found.enrolment_pk is None:
        _insert(
            connection,
            Enrolment,
            person_id=person_pk,
            created_at=now,
            updated_at=now,
            **here,
            **values,
        )
        return
    known = {name: getattr(found, name) for name in values}
    if known != values:
        _update(connection, Enrolment, found.enrolment_pk, known, {**values, "updated_at": now})


def _insert(connection: Connection, model: Any, **values: Any) -> int:
    table = model.__table__
    return int(connection.execute(table.insert().returning(table.c.id), values).scalar_one())


def _update(
    connection: Connection, model: Any, pk: int, known: dict[str, Any], values: dict[str, Any]
) -> None:
    changed = {name: value for name, value in values.items() if known.get(name) != value}
    if changed:
        table = model.__table__
        connection.execute(table.update().where(table.c.id == pk).values(**changed))
