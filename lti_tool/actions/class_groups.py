"""What several pages need of the groups of a class: the choice of one, its students, who decides."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from lti_tool.database.classes import students_of
from lti_tool.database.groups import ClassGroup, group_of, groups_of, members_of, sees_part
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, NotFound

from .class_pages import GroupView


class GroupChoice:
    """The groups that a page offers as a filter, and the one that was chosen.

    Attributes
    ----------
    groups : tuple of GroupView
    chosen : str
        Public id, or empty for everybody.
    limited : bool
        Whether the reader sees a part of the class only.
    """

    def __init__(self, session: Session, scope: Scope, chosen: str = "") -> None:
        self.groups = tuple(group_view(row) for row in groups_of(session, scope))
        self.chosen = chosen
        self.limited = sees_part(session, scope)


def students_in_group(session: Session, scope: Scope, group: str) -> Sequence[Person]:
    """The students whom the scope's person may see, of one group where one is named.

    Raises
    ------
    NotFound
        No such group in this class.
    """
    students = students_of(session, scope)
    if not group:
        return students
    row = group_of(session, scope, group)
    if row is None:
        raise NotFound()
    inside = members_of(session, scope, row.id)
    return [person for person in students if person.id in inside]


def check_whole_class(session: Session, scope: Scope) -> None:
    """Stop who teaches a part of the class only from deciding for all of it.

    Raises
    ------
    AccessRefused
        ``assistant_limited``.
    """
    if sees_part(session, scope):
        raise AccessRefused("assistant_limited")


def group_view(row: ClassGroup) -> GroupView:
    """What pages show of a group."""
    return GroupView(
        id=row.public_id,
        kind="section" if row.kind == "section" else "group",
        name=row.own_name or row.name,
        number=row.external_id,
        set_name=row.set_name,
        lms_name=row.name,
    )
