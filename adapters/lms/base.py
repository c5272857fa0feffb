"""The verified launch as the rest of Senda knows it, and what LMS families may do differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the class that was launched."""

    TEACHER = "teacher"
    ASSISTANT = "assistant"
    STUDENT = "student"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Context:
    """The LMS course of a launch."""

    id: str
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """The placement in the course that was opened."""

    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PersonClaims:
    """What the platform says of the person; every field but the subject may be empty."""

    subject: str
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class GradeService:
    """The Assignment and Grade Services claim."""

    lineitems_url: str = ""
    lineitem_url: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterService:
    """The Names and Role Provisioning Services claim."""

    memberships_url: str


@dataclass(frozen=True, slots=True)
class GroupService:
    """The Course Groups Service claim."""

    groups_url: str
    sets_url: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeService:
    """The Platform Notification Service claim."""

    url: str
    scopes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeepLinking:
    """The settings of a deep linking request, verified with its token.

    Attributes
    ----------
    return_url : str
        Where the response goes, and nowhere else.
    data : str or None
        To be sent back to the letter; None where the platform sent none.
    """

    return_url: str
    accept_types: tuple[str, ...]
    targets: tuple[str, ...]
    multiple: bool = False
    line_items: bool = True
    title: str = ""
    text: str = ""
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Launch:
    """A launch whose signature and claims were verified; nothing in it is raw any more.

    Attributes
    ----------
    role : Role
        Context roles outrank institution roles; `Role.VISITOR` where the person has none here.
    locale : str
        BCP 47 tag as the platform sent it, or empty.
    return_url : str
        Where the platform wants people to go back to, or empty.
    custom : mapping of str to str
        Custom parameters; unresolved variables (``$X``) are left out.
    """

    issuer: str
    client_id: str
    deployment_id: str
    message_type: str
    target_link_uri: str
    person: PersonClaims
    role: Role
    roles: tuple[str, ...]
    context: Context | None
    resource_link: ResourceLink | None
    locale: str = ""
    return_url: str = ""
    document_target: str = ""
    grades: GradeService | None = None
    roster: RosterService | None = None
    custom: Mapping[str, str] = field(default_factory=dict)
    deep_linking: DeepLinking | None = None
    for_user: str = ""
    """Subject of whom the message is about: whose submission is reviewed, whose data is asked for."""
    groups: GroupService | None = None
    notices: NoticeService | None = None
    context_origins: tuple[str, ...] = ()
    """Ids of the courses that this one is a copy of, the nearest first."""
    link_origins: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()
    """Groups of the person, where the platform tells them in the launch."""
    section_ids: tuple[str, ...] = ()
    activity: str = ""
    """Public id of the activity that the placement was made for, or empty."""


class Adapter:
    """What a family of platforms does differently: every hook has a harmless default.

    Other code asks the adapter and never the name of a family.
    """

    family = "generic"

    def normalise(self, launch: Launch) -> Launch:
        """The launch with the family's peculiarities evened out."""
        return launch

    def score_extras(self, submitted_at: datetime) -> Mapping[str, object]:
        """Fields that the family wants in a score beyond the specification's."""
        return {}

    def person_refused(self, status_code: int, body: str) -> bool:
        """Whether a refused score means that this person can have none, rather than a fault of ours."""
        return False

    def roster_role(self, role: Role, known: Role | None) -> Role:
        """The role of a roster entry, given the role of the person's own launch, if there was one."""
        return role
