"""The teacher's page of groups and sections: how each stands, what it is called, who sees it."""

from __future__ import annotations

from datetime import datetime

from adapters.lms.base import Role
from lti_tool.database.audit import AuditEvent
from lti_tool.database.classes import class_of, students_of
from lti_tool.database.engine import Database
from lti_tool.database.groups import group_of, groups_by_person, groups_of
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, NotFound

from .class_groups import GroupChoice, check_whole_class, group_view
from .class_pages import GroupRow, GroupsPage
from .loading import find_diagnostic
from .open_class import ClassReader

LONGEST_NAME = 100


def open_groups(database: Database, scope: Scope) -> GroupsPage:
    """The groups of the class with how many are in each, have finished, and what they need most.

    Raises
    ------
    AccessRefused
        Only who teaches sees them.
    """
    scope.check_teaches()
    with database.read() as session:
        place = class_of(session, scope)
        diagnostic = find_diagnostic(session, scope)
        students = students_of(session, scope)
        belonging = groups_by_person(session, scope)
        reader = ClassReader(session, scope) if diagnostic else None
        rows = {person.id: reader.row(person) for person in students} if reader else {}
        found = []
        for group in groups_of(session, scope):
            inside = [one.id for one in students if group.id in belonging.get(one.id, ())]
            shown = [rows[one] for one in inside if one in rows]
            needed = reader.needs_most(reader.word_counts(shown)) if reader and shown else ()
            done = sum(row.status in ("finished", "fixed") for row in shown)
            found.append(GroupRow(group_view(group), len(inside), done, needed))
        return GroupsPage(
            title=diagnostic.title if diagnostic else place.title,
            course_title=place.title,
            rows=tuple(found),
            without=sum(one.id not in belonging for one in students),
            problem=place.groups_problem,
            assistants_limited=place.assistants_limited,
            limited=GroupChoice(session, scope).limited,
        )


def name_group(database: Database, scope: Scope, group: str, name: str) -> None:
    """Call a group what the class calls it; nothing: what the LMS calls it.

    Raises
    ------
    AccessRefused, NotFound
        Only who teaches the whole class may; no such group in this class.
    """
    scope.check_teaches()
    with database.write() as session:
        check_whole_class(session, scope)
        row = group_of(session, scope, group)
        if row is None:
            raise NotFound()
        plain = " ".join(name.split())[:LONGEST_NAME]
        row.own_name = "" if plain == row.name else plain


def limit_assistants(database: Database, scope: Scope, limited: bool, *, now: datetime) -> None:
    """Choose whether assistants see the students of their own groups only, or all.

    Raises
    ------
    AccessRefused
        Only a teacher may, no assistant.
    """
    if scope.role is not Role.TEACHER:
        raise AccessRefused()
    with database.write() as session:
        place = class_of(session, scope)
        if place.assistants_limited == limited:
            return
        place.assistants_limited = limited
        session.add(AuditEvent.of(scope, "assistants_limited", {"limited": limited}, now=now))
