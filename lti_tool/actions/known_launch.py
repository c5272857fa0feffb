"""What is known already of a launch: its course, placement, person and enrolment, in one query."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, select

from adapters.lms.base import Launch
from lti_tool.database.classes import Enrolment, LmsContext, ResourceLink
from lti_tool.database.people import Person
from lti_tool.database.platforms import Deployment, DeploymentRecord, PlatformRecord


def context_key(launch: Launch) -> str:
    """The course; without one, the placement stands for it."""
    if launch.context is not None:
        return launch.context.id
    return f"link:{launch.resource_link.id}" if launch.resource_link else "link:"


def known_launch(
    connection: Connection,
    platform: PlatformRecord,
    deployment: DeploymentRecord,
    launch: Launch,
    school: int | None,
) -> Row[Any]:
    """Everything that is known of this launch already, in one query."""
    return connection.execute(
        _KNOWN,
        {
            "deployment": deployment.id,
            "context": context_key(launch),
            "link": launch.resource_link.id if launch.resource_link else "",
            "platform": platform.id,
            "school": school or 0,
            "subject": launch.person.subject,
        },
    ).one()


def _known_query() -> Any:
    return (
        select(
            LmsContext.id.label("context_pk"),
            LmsContext.class_id,
            LmsContext.school_id.label("context_school"),
            LmsContext.groups_url,
            LmsContext.group_sets_url,
            LmsContext.origins.label("context_origins"),
            LmsContext.title.label("context_title"),
            LmsContext.label.label("context_label"),
            LmsContext.memberships_url,
            ResourceLink.id.label("link_pk"),
            ResourceLink.title.label("link_title"),
            ResourceLink.lineitems_url,
            ResourceLink.lineitem_url,
            ResourceLink.grade_scopes,
            ResourceLink.origins.label("link_origins"),
            ResourceLink.copied_activity,
            ResourceLink.activity_id,
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
                # A course that is known stays with its school, and so do its people.
                Person.school_id == func.coalesce(LmsContext.school_id, bindparam("school")),
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
