"""Names and Role Provisioning Services 2.0: who is in the course."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.lms.base import PersonClaims, Role, RosterService
from lti_tool.errors import PermanentFailure

from .claims import LONGEST_ID, LONGEST_TEXT, MOST_ENTRIES
from .paging import Pause, asking, pages
from .roles import role_of
from .services import ServiceClient

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MOST_MEMBERS = 1_000_000
_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the roster.

    Attributes
    ----------
    role : Role
        As the roster says; a launch may know better (`Adapter.roster_role`).
    active : bool
        Not active: no longer, or not now, in the course.
    groups : tuple of str or None
        Ids of the person's groups; None where the platform does not tell them here.
    """

    person: PersonClaims
    role: Role
    active: bool
    groups: tuple[str, ...] | None = None


def members(
    client: ServiceClient, service: RosterService, *, groups: bool = False, pause: Pause = time.sleep
) -> Iterator[Member]:
    """Everybody in the course, page by page: memory does not grow with the course.

    No ``limit`` is asked for unless the list is too long for one answer, and no ``role`` (Moodle's
    next page forgets it). Whoever is listed twice is given twice.

    Parameters
    ----------
    groups : bool
        Ask for everybody's groups, where the platform has the Course Groups Service.

    Raises
    ------
    PassingFailure, PermanentFailure
        While iterating.
    """
    count = 0
    url = service.memberships_url
    if groups:
        url = asking(url, groups="true")  # Course Groups Service 1.0: only who asks is told
    for page in pages(client, url, (SCOPE,), _TYPE, pause):
        entries = page.get("members") if isinstance(page, dict) else None
        if not isinstance(entries, list):
            raise PermanentFailure("service_response_invalid")
        for entry in entries:
            member = _member(entry)
            if member is not None:
                yield member
            count += 1
            if count > MOST_MEMBERS:
                raise PermanentFailure("service_roster_endless", members=count)


def id_of(value: object) -> str:
    """An id, which some platforms send as a number; empty where it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    usable = isinstance(value, str) and 0 < len(value) <= LONGEST_ID and "\0" not in value
    return str(value) if usable else ""


def text_of(entry: Mapping[str, Any], name: str) -> str:
    """A text for showing; empty where there is none."""
    value = entry.get(name)
    return value.replace("\0", "").strip()[:LONGEST_TEXT] if isinstance(value, str) else ""


def _member(entry: object) -> Member | None:
    """A member, or None for an entry that names nobody."""
    if not isinstance(entry, dict):
        return None
    subject, roles = id_of(entry.get("user_id")), entry.get("roles", [])
    if not subject or not isinstance(roles, list):
        return None
    person = PersonClaims(
        subject=subject,
        name=text_of(entry, "name"),
        given_name=text_of(entry, "given_name"),
        family_name=text_of(entry, "family_name"),
        email=text_of(entry, "email"),
    )
    role = role_of(role for role in roles if isinstance(role, str))
    active = entry.get("status", "Active") == "Active"
    return Member(person, role, active, _groups(entry.get("group_enrollments")))


def _groups(enrolments: object) -> tuple[str, ...] | None:
    """Ids of groups (Course Groups Service 1.0, section 3.3)."""
    if not isinstance(enrolments, list):
        return None
    found = (id_of(one.get("group_id")) for one in enrolments[:MOST_ENTRIES] if isinstance(one, dict))
    return tuple(dict.fromkeys(one for one in found if one))
