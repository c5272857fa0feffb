"""What a launch is about, and how it travels through the tool and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.tools import RESOURCE_LINK, Tool


@dataclass(frozen=True, slots=True)
class Launch:
    """Who opens what, how and in which language.

    Attributes
    ----------
    kind : str
        The LTI message type.
    course, link : optional
        Absent where a message has none.
    target : str
        "iframe" or "window".
    uri : str
        The target link URI, where it is neither the link's nor the tool's.
    for_user : Person, optional
        Whose work or data the message is about.
    line_item : int, optional
        The column that a submission review is about.
    custom : mapping of str to str
        Parameters of this message alone.
    placement : str
        Where in the platform it was started.
    """

    person: Person
    tool: Tool
    course: Course | None = None
    link: Link | None = None
    target: str = "iframe"
    locale: str = "es"
    kind: str = RESOURCE_LINK
    uri: str = ""
    for_user: Person | None = None
    line_item: int | None = None
    custom: Mapping[str, str] = field(default_factory=dict)
    placement: str = ""

    @property
    def target_link_uri(self) -> str:
        """Where the launch ends."""
        if self.uri:
            return self.uri
        if self.link is not None and self.link.url:
            return self.link.url
        message = self.tool.message(self.kind)
        return message.target if message is not None else self.tool.target

    @property
    def role(self) -> CourseRole:
        """What the person is in the course."""
        return CourseRole.VISITOR if self.course is None else self.course.role(self.person.subject)

    @property
    def allowed(self) -> bool:
        """Whether the person may open it at all."""
        return self.course is None or self.person.administrator or self.role is not CourseRole.VISITOR


@dataclass(frozen=True, slots=True)
class Hint:
    """A launch in names alone, as it is signed into `lti_message_hint`."""

    subject: str
    client_id: str
    kind: str = RESOURCE_LINK
    course_id: str = ""
    link_id: str = ""
    target: str = "iframe"
    uri: str = ""
    for_user: str = ""
    line_item: int | None = None
    placement: str = ""

    @classmethod
    def of(cls, launch: Launch) -> Hint:
        """Name what a launch is about."""
        return cls(
            subject=launch.person.subject,
            client_id=launch.tool.client_id,
            kind=launch.kind,
            course_id=launch.course.id if launch.course else "",
            link_id=launch.link.id if launch.link else "",
            target=launch.target,
            uri=launch.uri,
            for_user=launch.for_user.subject if launch.for_user else "",
            line_item=launch.line_item,
            placement=launch.placement,
        )
