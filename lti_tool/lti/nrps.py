"""Names and Role Provisioning Services 2.0: who is in the course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.lms.base import PersonClaims, Role, RosterService
from lti_tool.errors import PermanentFailure

from .claims import LONGEST_ID, LONGEST_TEXT
from .roles import role_of
from .services import ServiceClient

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MOST_MEMBERS = 100_000
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
    """

    person: PersonClaims
    role: Role
    active: bool


def members(client: ServiceClient, service: RosterService) -> Iterator[Member]:
    """Everybody in the course, page by page: memory does not grow with the course.

    No ``limit`` is asked for (Moodle then gives everyone at once) and no ``role`` (its next page
    forgets it).

    Raises
    ------
    PassingFailure, PermanentFailure
        While iterating.
    """
    count = 0
    for page in client.pages(service.memberships_url, (SCOPE,), _TYPE):
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


def _member(entry: object) -> Member | None:
    """A member, or None for an entry that names nobody."""
    if not isinstance(entry, dict):
        return None
    subject, roles = entry.get("user_id"), entry.get("roles", [])
    if isinstance(subject, int) and not isinstance(subject, bool):
        subject = str(subject)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_ID or not isinstance(roles, list):
        return None
    person = PersonClaims(
        subject=subject,
        name=_text(entry, "name"),
        given_name=_text(entry, "given_name"),
        family_name=_text(entry, "family_name"),
        email=_text(entry, "email"),
    )
    role = role_of(role for role in roles if isinstance(role, str))
    return Member(person, role, entry.get("status", "Active") == "Active")


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value.replace("\0", "").strip()[:LONGEST_TEXT] if isinstance(value, str) else ""
