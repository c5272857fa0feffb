"""Schools as administrators see them: made, named, how long they keep data, who administers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapters.lms.registry import ADAPTERS, family_of
from lti_tool.config import Config
from lti_tool.database.admins import record_event
from lti_tool.database.base import public_id as new_public_id
from lti_tool.database.engine import Database
from lti_tool.database.oversight import SchoolCounts, school_counts, schools_seen
from lti_tool.database.registrations import platform_with
from lti_tool.database.schools import School, school_named
from lti_tool.database.scope import AdminScope
from lti_tool.errors import InputRefused, NotFound

from .admin_accounts import AccountView, NewAccount, add_account, list_accounts
from .admin_overview import PlatformLine, open_overview
from .admin_platforms import ADDRESSES, address
from .register_platform import Registration, register_platform
from .runtime import Runtime

SHORTEST_DAYS, LONGEST_DAYS = 30, 3650
"""Of retention: a shorter one would take people away between two lessons."""


@dataclass(frozen=True, slots=True)
class SchoolView:
    """One school with what it has."""

    public_id: str
    name: str
    retention_days: int | None
    counts: SchoolCounts


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """One school with its LMSs and its administrators."""

    school: SchoolView
    platforms: tuple[PlatformLine, ...]
    administrators: tuple[AccountView, ...]


def list_schools(database: Database, scope: AdminScope, *, search: str = "") -> tuple[SchoolView, ...]:
    """The schools that the administrator may see, by name."""
    wanted = search.casefold().strip()
    with database.read() as session:
        counts = school_counts(session, scope)
        rows = schools_seen(session, scope)
    return tuple(
        SchoolView(row.public_id, row.name, row.retention_days, counts.get(row.id, SchoolCounts()))
        for row in rows
        if wanted in row.name.casefold()
    )


def open_school(runtime: Runtime, scope: AdminScope, public_id: str, *, now: datetime) -> SchoolPage:
    """One school.

    Raises
    ------
    NotFound
        There is none, or not for this administrator.
    """
    with runtime.database.read() as session:
        row = _school(session, scope, public_id)
        counts = school_counts(session, scope).get(row.id, SchoolCounts())
    inside = AdminScope(row.id, scope.account_id, scope.actor)
    return SchoolPage(
        school=SchoolView(row.public_id, row.name, row.retention_days, counts),
        platforms=open_overview(runtime, inside, now=now, size=1000).platforms,
        administrators=list_accounts(runtime.database, inside, now=now),
    )


def add_school(database: Database, scope: AdminScope, name: str, *, now: datetime) -> str:
    """Make a school; returns its public id.

    Raises
    ------
    InputRefused
        It has no name, or there is one of this name.
    """
    if scope.school_id is not None:
        raise NotFound("page_unknown")
    with database.write() as session:
        wanted = _free_name(session, name, None)
        school = School(public_id=new_public_id(), name=wanted, created_at=now)
        session.add(school)
        session.flush()
        record_event(session, scope, "school_made", school.id, now, name=wanted)
        return school.public_id


def change_school(
    database: Database, scope: AdminScope, public_id: str, name: str, days: str, *, now: datetime
) -> None:
    """Another name, and after how many days without a visit somebody's data is erased.

    Raises
    ------
    InputRefused
        The name is missing or taken, or the days are none.
    """
    retention = _days(days)
    with database.write() as session:
        school = _school(session, scope, public_id)
        school.name = _free_name(session, name, school.id)
        school.retention_days = retention
        record_event(
            session, scope, "school_changed", school.id, now, name=school.name, retention_days=retention
        )


def invite_administrator(
    database: Database, scope: AdminScope, public_id: str, email: str, name: str, *, now: datetime
) -> str:
    """An account for the school; returns the secret of the link by which its password is chosen."""
    with database.read() as session:
        school_id = _school(session, scope, public_id).id
    return add_account(database, scope, NewAccount(email, name, school_id), now=now)


def add_platform(
    database: Database, config: Config, scope: AdminScope, form: Mapping[str, str], *, now: datetime
) -> str:
    """Register an LMS by hand; returns its public id.

    Raises
    ------
    InputRefused
        An address is none, a name is missing, or the LMS is registered already.
    """
    given = {name: address(name, form.get(name, ""), config) for name in ADDRESSES}
    client_id, name = form.get("client_id", "").strip(), form.get("school", "").strip()
    with database.read() as session:
        if platform_with(session, given["issuer"], client_id) is not None:
            raise InputRefused("platform_taken")
        own = session.get(School, scope.school_id) if scope.school_id is not None else None
    name = own.name if own is not None else name
    if not client_id or not name:
        raise InputRefused("name_missing")
    family = form.get("family", "")
    register_platform(
        database,
        Registration(
            **given,
            client_id=client_id,
            auth_audience=form.get("auth_audience", "").strip(),
            deployment_ids=tuple(form.get("deployments", "").split()),
            family=family if family in ADAPTERS else family_of(given["issuer"], given["auth_login_url"]),
            school=name,
        ),
        now=now,
    )
    with database.write() as session:
        platform = platform_with(session, given["issuer"], client_id)
        assert platform is not None
        platform.label = form.get("label", "").strip()[:200]
        label = platform.label or platform.issuer
        record_event(session, scope, "platform_added", platform.school_id, now, platform=label)
        return platform.public_id


def _school(session: Session, scope: AdminScope, public_id: str) -> School:
    school = next((row for row in schools_seen(session, scope) if row.public_id == public_id), None)
    if school is None:
        raise NotFound("page_unknown")
    return school


def _free_name(session: Session, name: str, school_id: int | None) -> str:
    wanted = " ".join(name.split())[:200]
    if not wanted:
        raise InputRefused("name_missing")
    known = school_named(session, wanted)
    if known is not None and known.id != school_id:
        raise InputRefused("school_taken")
    return wanted


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    value = text.strip()
    if not (value.isascii() and value.isdigit() and SHORTEST_DAYS <= int(value) <= LONGEST_DAYS):
        raise InputRefused("days_invalid", low=SHORTEST_DAYS, high=LONGEST_DAYS)
    return int(value)
