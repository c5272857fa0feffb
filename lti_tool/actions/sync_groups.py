"""The groups of a class with their names, from the platforms that list them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from adapters.lms.base import GroupService
from lti_tool.database.classes import CourseClass, LmsContext
from lti_tool.database.groups import save_groups
from lti_tool.database.scope import Scope
from lti_tool.errors import ServiceFailure
from lti_tool.lti.groups import groups
from lti_tool.lti.services import ServiceClient

from .runtime import Runtime


def sync_groups(
    runtime: Runtime, client: ServiceClient, scope: Scope, contexts: Sequence[LmsContext], *, now: datetime
) -> bool:
    """Fetch and store the groups of every LMS course of the class that offers them.

    Groups that are gone rest, nothing is deleted. When a platform fails, its groups stay as they
    were and the reason is kept for the teacher's page.

    Returns
    -------
    bool
        Whether all that were asked have answered.
    """
    offered = [context for context in contexts if context.groups_url]
    if not offered:
        return True
    problem = ""
    for context in offered:
        try:
            service = GroupService(context.groups_url, context.group_sets_url)
            found = groups(client, service, pause=runtime.pause)
        except ServiceFailure as failure:
            problem = problem or failure.code
            continue
        told = {one.id: (one.name, one.set_name) for one in found}
        with runtime.database.write() as session:
            save_groups(session, scope, context.id, told, now)
    values: dict[str, object] = {"groups_problem": problem}
    if not problem:
        values["groups_at"] = now
    with runtime.database.write() as session:
        session.execute(
            update(CourseClass)
            .where(CourseClass.id == scope.class_id, CourseClass.school_id == scope.school_id)
            .values(**values)
        )
    return not problem
