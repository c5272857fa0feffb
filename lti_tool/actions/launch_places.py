"""The rows that a launch is about: found in one query, made where missing, brought up to date where other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select

from adapters.lms.base import Launch, Role
from lti_tool.database.base import public_id
from lti_tool.database.classes import CourseClass, Enrolment, LmsContext, ResourceLink
from lti_tool.database.people import Person
from lti_tool.database.platforms import Deployment, DeploymentRecord, PlatformRecord


@dataclass(frozen=True, slots=True)
class Place:
    """Where a launch belongs, once every row exists."""

    class_id: int
    link_id: int | None
    person_id: int
    locale: str


def _context_key(launch: Launch) -> str:
    """The course; without one, the placement stands for it."""
    if launch.context is not None:
        return launch.context.id
    return f"link:{launch.resource_link.id}" if launch.resource_link else "link:"


def place_of(
    connection: Connection,
    platform: PlatformRecord,
    deployment: DeploymentRecord,
    launch: Launch,
    now: datetime,
) -> Place:
    """Where a launch belongs; afterwards every row of it exists."""
    found = _find(connection, platform, deployment, launch)
    return _settle(connection, platform, deployment, launch, found, now)


def class_title(launch: Launch) -> str:
    if launch.context is not None:
        return launch.context.title or launch.context.label
    return launch.resource_link.title if launch.resource_link else ""


def _find(
    connection: Connection, platform: PlatformRecord, deployment: DeploymentRecord, launch: Launch
) -> Row[Any]:
    """Everything that is known of this launch already, in one query."""
    return connection.execute(
        _KNOWN,
        {
            "deployment": deployment.id,
            "context": _context_key(launch),
            "link": launch.resource_link.id if launch.resource_link else "",
            "platform": platform.id,
            "school": deployment.school_id,
            "subject": launch.person.subject,
        },
    ).one()


def _known_query() -> Any:
    return (
        select(
            LmsContext.id.label("context_pk"),
            LmsContext.class_id,
            LmsContext.title.label("context_title"),
            LmsContext.label.label("context_label"),
            LmsContext.memberships_url,
            ResourceLink.id.label("link_pk"),
            ResourceLink.title.label("link_title"),
            ResourceLink.lineitems_url,
            ResourceLink.lineitem_url,
            ResourceLink.grade_scopes,
            Person.id.label("person_pk"),
            Person.name,
            Person.given_name,
            Person.family_name,
            Person.email,
            Person.locale,
            Enrolment.id.label("enrolment_pk"),
            Enrolment.role,
            Enrolment.active,
            Enrolment.role_from_launch,
        )
        .select_from(Deployment)
        .outerjoin(
            LmsContext,
            and_(
                LmsContext.deployment_pk == Deployment.id,
                LmsContext.context_id == bindparam("context"),
            ),
        )
        .outerjoin(
            ResourceLink,
            and_(ResourceLink.context_pk == LmsContext.id, ResourceLink.link_id == bindparam("link")),
        )
        .outerjoin(
            Person,
            and_(
                Person.platform_id == bindparam("platform"),
                Person.school_id == bindparam("school"),
                Person.subject == bindparam("subject"),
            ),
        )
        .outerjoin(
            Enrolment,
            and_(Enrolment.class_id == LmsContext.class_id, Enrolment.person_id == Person.id),
        )
        .where(Deployment.id == bindparam("deployment"))
    )


_KNOWN = _known_query()


def _settle(
    connection: Connection,
    platform: PlatformRecord,
    deployment: DeploymentRecord,
    launch: Launch,
    found: Row[Any],
    now: datetime,
) -> Place:
    """Make the rows that are missing and bring the others up to date, writing only what differs."""
    school = {"school_id": deployment.school_id}
    context_pk, class_id = _settle_context(connection, platform, deployment, launch, found, now)
    link_pk = _settle_link(connection, launch, found, {**school, "class_id": class_id}, context_pk, now)
    person_pk, locale = _settle_person(
        connection, launch, found, {**school, "platform_id": platform.id}, now
    )
    if launch.role is not Role.VISITOR:
        _settle_enrolment(connection, launch, found, {**school, "class_id": class_id}, person_pk, now)
    return Place(class_id, link_pk, person_pk, locale)


def _settle_context(
    connection: Connection,
    platform: PlatformRecord,
    deployment: DeploymentRecord,
    launch: Launch,
    found: Row[Any],
    now: datetime,
) -> tuple[int, int]:
    title = class_title(launch)
    values = {
        "title": title,
        "label": launch.context.label if launch.context else "",
        "memberships_url": launch.roster.memberships_url if launch.roster else "",
    }
    if found.context_pk is not None:
        known = {
            "title": found.context_title,
            "label": found.context_label,
            "memberships_url": found.memberships_url,
        }
        _update(connection, LmsContext, found.context_pk, known, values)
        return found.context_pk, found.class_id
    class_id = _insert(
        connection,
        CourseClass,
        public_id=public_id(),
        school_id=deployment.school_id,
        platform_id=platform.id,
        title=title,
        roster_problem="",
        created_at=now,
    )
    context_pk = _insert(
        connection,
        LmsContext,
        school_id=deployment.school_id,
        deployment_pk=deployment.id,
        class_id=class_id,
        context_id=_context_key(launch),
        created_at=now,
        **values,
    )
    return context_pk, class_id


def _settle_link(
    connection: Connection,
    launch: Launch,
    found: Row[Any],
    owner: dict[str, Any],
    context_pk: int,
    now: datetime,
) -> int | None:
    if launch.resource_link is None:
        return None
    grades = launch.grades
    values = {
        "title": launch.resource_link.title,
        "lineitems_url": grades.lineitems_url if grades else "",
        "lineitem_url": grades.lineitem_url if grades else "",
        "grade_scopes": list(grades.scopes) if grades else [],
    }
    if found.link_pk is not None:
        known = {
            "title": found.link_title,
            "lineitems_url": found.lineitems_url,
            "lineitem_url": found.lineitem_url,
            "grade_scopes": found.grade_scopes,
        }
        _update(connection, ResourceLink, found.link_pk, known, values)
        return int(found.link_pk)
    return _insert(
        connection,
        ResourceLink,
        context_pk=context_pk,
        link_id=launch.resource_link.id,
        created_at=now,
        **owner,
        **values,
    )


def _settle_person(
    connection: Connection,
    launch: Launch,
    found: Row[Any],
    owner: dict[str, Any],
    now: datetime,
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
        created_at=now,
        **owner,
        **values,
    )
    return person_pk, launch.locale


def _settle_enrolment(
    connection: Connection,
    launch: Launch,
    found: Row[Any],
    owner: dict[str, Any],
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
            **owner,
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
