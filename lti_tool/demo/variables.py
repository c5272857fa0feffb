"""Variables in custom parameters: `$Context.id` and the like, filled in at each launch."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from lti_tool.demo import columns
from lti_tool.demo.launches import Launch

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform

Values = Mapping[str, str | None]

_YEAR = ("2026-08-31T22:00:00+00:00", "2027-06-29T22:00:00+00:00")


def resolve(custom: Mapping[str, str], values: Values) -> dict[str, str | None]:
    """Fill in the variables; one that is not known stays as it is written, as in Moodle and Canvas."""
    return {
        name: values.get(text[1:], text) if text.startswith("$") else text for name, text in custom.items()
    }


def known(platform: Platform, launch: Launch, names: Container[str]) -> Values:
    """Give the values of those variables that the family knows."""
    everything = {
        **_person(launch),
        **_course(launch),
        **_link(launch),
        **_services(platform, launch),
        "Message.locale": launch.locale,
        "Message.documentTarget": launch.target,
    }
    return {name: value for name, value in everything.items() if name in names}


def _person(launch: Launch) -> Values:
    person = launch.person
    groups = launch.course.groups_of(person.subject) if launch.course else ()
    return {
        "User.id": person.subject,
        "User.username": person.username,
        "Person.name.full": person.name,
        "Person.name.given": person.given_name,
        "Person.name.family": person.family_name,
        "Person.email.primary": person.email,
        "Person.sourcedId": f"SIS-{person.subject}",
        "Person.address.timezone": "99",
        "Membership.role": "Learner" if launch.role == "student" else "Instructor",
        "Moodle.Person.userGroupIds": ",".join(group.id for group in groups),
        "Canvas.course.sectionIds": ",".join(group.id for group in groups if group.set_id),
        "Canvas.user.id": person.subject,
        "Canvas.user.loginId": person.username,
    }


def _course(launch: Launch) -> Values:
    course = launch.course
    if course is None:
        return {}
    # A course that was copied is not yet in the school's records.
    sourced = "" if course.history else f"SIS-{course.label}"
    return {
        "Context.id": course.id,
        "Context.title": course.title,
        "Context.label": course.label,
        "Context.sourcedId": sourced,
        "Context.id.history": ",".join(course.history),
        "CourseSection.title": course.title,
        "CourseSection.label": course.label,
        "CourseSection.sourcedId": sourced,
        "CourseSection.timeFrame.begin": _YEAR[0],
        "CourseSection.timeFrame.end": _YEAR[1],
        "Canvas.course.id": course.id,
        "Canvas.course.name": course.title,
        "Canvas.course.previousContextIds.recursive": ",".join(course.history),
    }


def _link(launch: Launch) -> Values:
    link = launch.link
    if link is None:
        return {"ResourceLink.description": None}
    return {
        "ResourceLink.id": link.id,
        "ResourceLink.title": link.title,
        "ResourceLink.description": link.description,
        "ResourceLink.id.history": ",".join(link.history),
        "ResourceLink.available.startDateTime": link.begins,
        "ResourceLink.available.endDateTime": link.ends,
        "ResourceLink.submission.endDateTime": link.due,
        "Canvas.assignment.id": link.id,
        "Canvas.assignment.dueAt.iso8601": link.due,
    }


def _services(platform: Platform, launch: Launch) -> Values:
    if launch.course is None:
        return {}
    items = columns.coupled(platform, launch.link) if launch.link else []
    course_id, tool = launch.course.id, launch.tool
    item = columns.item_url(platform, tool, course_id, items[0]) if len(items) == 1 else ""
    return {
        "LineItems.url": columns.items_url(platform, tool, course_id),
        "LineItem.url": item,
        "Results.url": "",
        "Scores.url": "",
        # Moodle leaves the placeholder of its own template in place.
        "LtiLink.custom.url": f"{platform.settings.public_url}/mod/lti/services.php/links/{{link_id}}/custom",
        "ContextMembership.url": platform.settings.memberships_url(course_id, tool.deployment_id),
    }
