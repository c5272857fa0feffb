"""The class list comes from the platform: who never opened the activity is in the class all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adapters.lms.base import Role, RosterService
from lti_tool.database.classes import CourseClass, LmsContext, class_of, contexts_of
from lti_tool.database.engine import Database
from lti_tool.database.groups import save_memberships
from lti_tool.database.platforms import platform_by_id
from lti_tool.database.roster import (
    STALE,
    begin_fetch,
    classes_due,
    end_fetch,
    keep_fetch,
    retire_unlisted,
    save_enrolments,
    save_people,
    still_there,
)
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, ServiceFailure
from lti_tool.lti.nrps import Member, members
from lti_tool.lti.services import ServiceClient

from .class_pages import RosterView
from .runtime import Runtime
from .sync_groups import sync_groups

FRESH = timedelta(minutes=10)
"""A class list younger than this is not fetched again by itself."""
DAILY = timedelta(days=1)
"""A class list older than this is fetched again without anybody asking."""
AGAIN = timedelta(hours=6)
"""After a fetch that failed."""
IN_USE = timedelta(days=14)
"""A class that nobody opened for so long is left alone."""
CHUNK = 500
"""Members written in one transaction: launches are not held up by a large course."""


class Overtaken(Exception):
    """The fetch was taken for dead and another one does its work."""


def roster_due(database: Database, scope: Scope, *, now: datetime) -> bool:
    """Whether a teacher's visit should bring the class list up to date."""
    if not scope.teaches:
        return False
    with database.read() as session:
        place = class_of(session, scope)
        last = place.roster_tried_at or place.roster_at
        return _offered(session, scope) and (last is None or now - last > FRESH)


def ask_roster(database: Database, scope: Scope, *, now: datetime) -> None:
    """Check that the class list can be asked for; the caller then wakes the worker.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    InputRefused
        The platform does not give the list.
    """
    scope.check_teaches()
    with database.read() as session:
        if not _offered(session, scope):
            raise InputRefused("roster_unsupported")


def open_roster(database: Database, scope: Scope, *, now: datetime) -> RosterView:
    """How far the class list is, for the page that waits for it.

    Raises
    ------
    AccessRefused
        Only who teaches sees it.
    """
    scope.check_teaches()
    with database.read() as session:
        return roster_view(class_of(session, scope), now)


def roster_view(place: CourseClass, now: datetime | None) -> RosterView:
    """What a page shows of a class list; a fetch that shows no sign of life is none."""
    tried = place.roster_tried_at
    alive = now is None or (tried is not None and now - tried < STALE)
    running = place.roster_started_at is not None and alive
    return RosterView(place.roster_at, place.roster_problem, running, place.roster_count, tried)


def rosters_due(database: Database, *, now: datetime) -> tuple[Scope, ...]:
    """Classes whose lists are old, at most one of each platform: the worker's clock asks.

    A class is due a day after its last list, if somebody opened it in the last two weeks.
    """
    with database.read() as session:
        due = classes_due(
            session,
            listed_before=now - DAILY,
            tried_before=now - AGAIN,
            launched_after=now - IN_USE,
            now=now,
        )
    return tuple(
        Scope(row.school_id, row.platform_id, row.class_id, person_id=0, role=Role.TEACHER, launch="")
        for row in due
    )


def sync_roster(runtime: Runtime, scope: Scope, *, now: datetime, untouched: timedelta = timedelta(0)) -> int:
    """Fetch and store the list of every LMS course of the class; returns how many members it has.

    Who is no longer listed becomes inactive; nothing is deleted. When a platform fails, what was
    read before is kept, nobody becomes inactive and the reason stands on the teacher's page. While
    somebody else fetches the same list, nothing is done.

    Parameters
    ----------
    untouched : timedelta
        Do nothing if the list was tried within so long before: what waits in a queue may have been
        done by then.
    """
    with runtime.database.write() as session:
        if not begin_fetch(session, scope, now, untouched):
            return 0
        contexts = contexts_of(session, scope)
        platform = platform_by_id(session, scope.platform_id)
    assert platform is not None
    client = ServiceClient(platform, runtime.keyring, runtime.http(), runtime.clock)
    fetch = _Fetch(runtime, client, scope, now)
    try:
        sync_groups(runtime, client, scope, contexts, now=now)
        problem = fetch.lists(contexts)
    except Overtaken:
        return 0
    except Exception:
        _end(runtime, fetch, "roster_interrupted", complete=False)
        raise
    # A course without a list of its own has members of whom no list knows.
    complete = all(context.memberships_url for context in contexts)
    return _end(runtime, fetch, problem, complete=complete)


def _offered(session: Session, scope: Scope) -> bool:
    return any(context.memberships_url for context in contexts_of(session, scope))


def _end(runtime: Runtime, fetch: _Fetch, problem: str, *, complete: bool) -> int:
    with runtime.database.write() as session:
        if not problem and complete:
            retire_unlisted(session, fetch.scope, fetch.started, runtime.clock())
        listed = end_fetch(session, fetch.scope, fetch.started, problem, runtime.clock())
    return 0 if problem else listed


@dataclass
class _Fetch:
    """One fetch of all lists of a class."""

    runtime: Runtime
    client: ServiceClient
    scope: Scope
    started: datetime
    """Also names the fetch: whoever else holds the place has another beginning."""
    count: int = 0

    def lists(self, contexts: Sequence[LmsContext]) -> str:
        """Fetch the lists one after the other; the first problem, or nothing."""
        problem = ""
        for context in contexts:
            if not context.memberships_url:
                continue
            before = self.count
            try:
                service = RosterService(context.memberships_url)
                grouped = bool(context.groups_url)
                listed = members(self.client, service, groups=grouped, pause=self.runtime.pause)
                for chunk in _chunks(listed):
                    self._store(context, chunk)
            except ServiceFailure as failure:
                problem = problem or failure.code
            else:
                if self.count == before:
                    # Not even whoever teaches: no course is like that, so nobody is sent away for it.
                    problem = problem or "roster_empty"
        return problem

    def _store(self, context: LmsContext, chunk: Sequence[Member]) -> None:
        if not chunk:
            return
        now = self.runtime.clock()
        self.count += len(chunk)
        with self.runtime.database.write() as session:
            if not keep_fetch(session, self.scope, self.started, self.count, now):
                raise Overtaken
            named = _merged(one for one in chunk if one.role is not Role.VISITOR)
            ids = save_people(session, self.scope, [one.person for one in named.values()], now)
            rows = {ids[subject]: (one.role, one.active) for subject, one in named.items()}
            save_enrolments(session, self.scope, rows, self.started, now)
            others = [one.person.subject for one in chunk if one.role is Role.VISITOR and one.active]
            if others:
                still_there(session, self.scope, others, self.started)
            told = {ids[subject]: one.groups for subject, one in named.items() if one.groups is not None}
            if told:
                save_memberships(session, self.scope, context.id, told, now)


def _chunks(listed: Iterator[Member]) -> Iterator[list[Member]]:
    """Members in pieces; when reading fails, first what was read before."""
    chunk: list[Member] = []
    try:
        for member in listed:
            chunk.append(member)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except ServiceFailure:
        yield chunk
        raise
    yield chunk


def _merged(entries: Iterator[Member]) -> dict[str, Member]:
    """Entries by subject; of somebody listed twice, active counts, and the role that may do more."""
    merged: dict[str, Member] = {}
    for entry in entries:
        known = merged.get(entry.person.subject)
        if known is not None:
            role = known.role if known.role is not Role.STUDENT else entry.role
            groups = entry.groups if known.groups is None else (*known.groups, *(entry.groups or ()))
            entry = Member(entry.person, role, known.active or entry.active, groups)
        merged[entry.person.subject] = entry
    return merged
