"""The verified launch as the rest of Senda knows it, and what LMS families may do differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from . import custom, offer
from .offer import Offer


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


@dataclass(frozen=True, slots=True)
class Submission:
    """The work that a score is about.

    Attributes
    ----------
    submitted_at : datetime
        When it was done, aware.
    review_url : str
        Launch address that opens the person's result for a teacher.
    new : bool
        The platform was not told of this work yet.
    """

    submitted_at: datetime
    started_at: datetime | None = None
    review_url: str = ""
    new: bool = True


def moment_text(moment: datetime) -> str:
    """A moment as services want it: whole seconds, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Adapter:
    """What a family of platforms does differently: every hook has a harmless default.

    Other code asks the adapter and never the name of a family.
    """

    family = "generic"
    one_line_item = False
    """Whether a second line item on a placement takes away the first one's place in launches."""
    variables: Mapping[str, str] = offer.VARIABLES
    """Variables that the family fills, by the name of the custom parameter that they fill."""
    more_variables: Mapping[str, str] = {}
    """The same, of the family alone."""

    def normalise(self, launch: Launch) -> Launch:
        """The launch with the family's peculiarities evened out, and what it carries for us read."""
        told = launch.custom
        if not told:
            return launch
        return replace(
            launch,
            context_origins=custom.ids(told, "context_history", custom.MOST_ORIGINS),
            link_origins=custom.ids(told, "link_history", custom.MOST_ORIGINS),
            group_ids=custom.ids(told, "group_ids", custom.MOST_GROUPS),
            section_ids=custom.ids(told, "section_ids", custom.MOST_GROUPS),
            activity=custom.activity_id(told),
        )

    def line_item_extras(self) -> Mapping[str, object]:
        """Fields of a new line item beyond those that name it."""
        return {}

    def score_extras(self, work: Submission) -> Mapping[str, object]:
        """Fields of a score beyond the grade itself: when the work was begun and done (AGS 2.0)."""
        times = {"submittedAt": moment_text(work.submitted_at)}
        if work.started_at is not None:
            times["startedAt"] = moment_text(work.started_at)
        return {"submission": times}

    def score_outdated(self, status_code: int, body: str) -> bool:
        """Whether a score was refused because the platform has one with a later timestamp."""
        return status_code == 409

    def submission_refused(self, status_code: int, body: str) -> bool:
        """Whether only the submission was refused: the same score without a new one may go."""
        return False

    def person_refused(self, status_code: int, body: str) -> bool:
        """Whether a refused score means that this person can have none, rather than a fault of ours."""
        return False

    def roster_role(self, role: Role, known: Role | None) -> Role:
        """The role of a roster entry, given the role of the person's own launch, if there was one."""
        return role

    def may_configure(self, host: str, issuer_host: str) -> bool:
        """Whether a configuration found on that host may name this issuer."""
        return host == issuer_host

    def may_serve(self, host: str, issuer_host: str) -> bool:
        """Whether a platform of this issuer may have its services on that host."""
        return host == issuer_host or host.endswith("." + issuer_host)

    def token_audience(self, authorization_server: str) -> str:
        """Audience of a token request, as the configuration names it; empty for the token's address."""
        return authorization_server

    def registration_scopes(self, offered: Offer) -> tuple[str, ...]:
        """The rights that a registration asks for."""
        return offer.listed(offer.SCOPES, offered.scopes, offer.CORE_SCOPES)

    def registration_claims(self, offered: Offer) -> tuple[str, ...]:
        """What a registration asks to be told of people."""
        return ("iss", "sub", *offer.listed(offer.CLAIMS[2:], offered.claims, offer.CLAIMS[2:]))

    def registration_messages(self, offered: Offer) -> Sequence[Mapping[str, object]]:
        """The messages that a registration asks for, each with its placements.

        Deep linking stands once and first: Sakai takes the first such message and Moodle the last.
        """
        kinds = (offer.DEEP_LINKING, offer.RESOURCE_LINK, offer.SUBMISSION_REVIEW, offer.DATA_PRIVACY)
        asked: list[Mapping[str, object]] = []
        for kind in kinds:
            if offered.has_message(kind):
                placements = offered.messages.get(kind, ())
                chosen = kind == offer.DEEP_LINKING and "ContentArea" in placements
                asked.append({"type": kind, **({"placements": ["ContentArea"]} if chosen else {})})
        return asked

    def custom_parameters(self, offered: Offer) -> Mapping[str, str]:
        """The custom parameters that a registration asks for, by name."""
        wanted = {**self.variables, **self.more_variables}
        return {name: f"${variable}" for name, variable in wanted.items() if offered.has_variable(variable)}

    def registration_extras(self) -> Mapping[str, object]:
        """What else the family reads in the tool's configuration."""
        return {}
