"""Links by which LMSs register themselves: made one by one or from a list of schools, seen on a board."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy.orm import Session

from lti_tool.database.admins import AdminAccount, account_of_email, record_event
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.invitations import Invitation, invitation_in, invitations_in
from lti_tool.database.platforms import Platform
from lti_tool.database.registrations import last_launches
from lti_tool.database.schools import School, school_named
from lti_tool.database.scope import AdminScope
from lti_tool.errors import ImportRefused, NotFound

from .admin_secrets import digest
from .school_list import Finding, SchoolLine, SchoolList

SHORTEST_DAYS, LONGEST_DAYS = 1, 365
LEASE = timedelta(minutes=15)
"""So long one try may take, with the longest time-outs: only a process that was killed needs it."""
INVITES_PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Order:
    """What an invitation shall be for.

    Attributes
    ----------
    family : str
        The LMS that is expected, a hint for the guide; empty: any.
    deployments : str
        ask or approve: what happens to deployments that nobody listed.
    """

    school_id: int
    family: str = ""
    label: str = ""
    days: int = 14
    deployments: str = "ask"


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """A link that was just made: its secret is known now and never again."""

    public_id: str
    school: str
    secret: str
    expires_at: datetime
    family: str = ""
    label: str = ""
    administrator: str = ""
    account_secret: str = ""
    """Of the link by which the administrator chooses a password; empty: has one already, or none named."""


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation on the board.

    Attributes
    ----------
    state : str
        open, trying, tried (with a problem), used, expired or revoked.
    problem : str
        Error code of the last try that failed, or empty.
    last_launch_at : datetime or None
        When somebody last came from the platform that registered by it.
    """

    public_id: str
    school: str
    school_id: int
    family: str
    label: str
    state: str
    problem: str
    created_at: datetime
    expires_at: datetime
    tried_at: datetime | None
    used_at: datetime | None
    platform_id: int | None
    platform: str
    last_launch_at: datetime | None


def invitation_link(public_url: str, secret: str) -> str:
    """What is given to the administrator of an LMS."""
    return f"{public_url}/lti/register?invite={secret}"


def account_link(public_url: str, secret: str) -> str:
    """What is given to the administrator of a school."""
    return f"{public_url}/admin/welcome?invite={secret}"


def create_invitation(session: Session, scope: AdminScope, order: Order, *, now: datetime) -> NewInvitation:
    """Make one link, in the caller's transaction.

    Raises
    ------
    NotFound
        The school is not one that this administrator may touch.
    """
    school = session.get(School, order.school_id)
    if school is None or scope.school_id not in (None, school.id):
        raise NotFound
    secret = secrets.token_urlsafe(32)
    row = Invitation(
        public_id=public_id(),
        school_id=school.id,
        kind=INVITES_PLATFORM,
        digest=digest(secret),
        label=order.label[:200],
        family=order.family,
        deployment_policy=order.deployments,
        created_at=now,
        expires_at=now + timedelta(days=min(max(order.days, SHORTEST_DAYS), LONGEST_DAYS)),
    )
    session.add(row)
    record_event(session, scope, "invitation_made", school.id, now, invitation=row.public_id, label=row.label)
    return NewInvitation(row.public_id, school.name, secret, row.expires_at, row.family, row.label)


def invite_platform(
    database: Database, scope: AdminScope, school: str, order: Order, *, now: datetime
) -> NewInvitation:
    """Make one link for a school by its name; the school is made if it is new."""
    with database.write() as session:
        school_id, _new = _school(session, scope, school, now)
        return create_invitation(session, scope, _for(order, school_id), now=now)


def invite_account(
    session: Session, scope: AdminScope, email: str, school_id: int | None, *, until: datetime, now: datetime
) -> str:
    """An account that chooses its own password, in the caller's transaction.

    Parameters
    ----------
    school_id : int or None
        The one school it administers; None: the whole installation.

    Returns
    -------
    str
        The secret of the link; empty where the account has a password already.
    """
    email = email.strip().lower()
    account = account_of_email(session, email, lock=True)
    if account is None:
        account = AdminAccount(public_id=public_id(), email=email, only_school_id=school_id, created_at=now)
        session.add(account)
        record_event(session, scope, "account_made", school_id, now, email=email)
    elif account.password_hash:
        return ""
    secret = secrets.token_urlsafe(32)
    account.welcome_digest, account.welcome_until = digest(secret), until
    return secret


def invite_schools(
    database: Database, scope: AdminScope, schools: SchoolList, order: Order, *, now: datetime
) -> tuple[NewInvitation, ...]:
    """A link for each line of a list, and an account where one names an administrator: all, or nothing.

    Raises
    ------
    ImportRefused
        A line cannot be used; every finding is named and nothing was made.
    """
    findings: list[Finding] = list(schools.findings)
    with database.write() as session:
        findings += _taken_accounts(session, schools.lines)
        if findings:
            raise ImportRefused(faults=sorted(findings, key=attrgetter("line")))
        return tuple(_invite_line(session, scope, line, order, now) for line in schools.lines)


def revoke_invitation(database: Database, scope: AdminScope, public_id: str, *, now: datetime) -> bool:
    """Withdraw a link; false where it was used, is over or was withdrawn before.

    Raises
    ------
    NotFound
        There is none of that id, or not for this administrator.
    """
    with database.write() as session:
        row = invitation_in(session, scope, public_id)
        if row is None:
            raise NotFound
        if state_of(row, now) in ("used", "revoked", "expired"):
            return False
        row.revoked_at = now
        record_event(session, scope, "invitation_revoked", row.school_id, now, invitation=row.public_id)
        return True


def invitations_board(database: Database, scope: AdminScope, *, now: datetime) -> tuple[InvitationView, ...]:
    """Every link that this administrator may see, newest first, with what became of it."""
    with database.read() as session:
        launches = last_launches(session, scope)
        return tuple(
            _view(row, school, platform, launches, now)
            for row, school, platform in invitations_in(session, scope)
            if row.kind == INVITES_PLATFORM
        )


def state_of(row: Invitation, now: datetime) -> str:
    """What became of an invitation; see `InvitationView.state`."""
    if row.platform_id is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    if row.used_at is not None and now < row.used_at + LEASE:
        return "trying"
    if row.expires_at <= now:
        return "expired"
    return "tried" if row.problem else "open"


def _school(session: Session, scope: AdminScope, name: str, now: datetime) -> tuple[int, bool]:
    """The school of that name, made if it is new; an administrator of one school makes no others."""
    school = school_named(session, name)
    if school is not None:
        return school.id, False
    if scope.school_id is not None:
        raise NotFound
    school = School(public_id=public_id(), name=name, created_at=now)
    session.add(school)
    session.flush()
    record_event(session, scope, "school_made", school.id, now, name=name)
    return school.id, True


def _for(order: Order, school_id: int, line: SchoolLine | None = None) -> Order:
    family = (line.family if line else "") or order.family
    label = (line.label if line else "") or order.label
    return Order(school_id, family, label, order.days, order.deployments)


def _invite_line(
    session: Session, scope: AdminScope, line: SchoolLine, order: Order, now: datetime
) -> NewInvitation:
    school_id, _new = _school(session, scope, line.school, now)
    made = create_invitation(session, scope, _for(order, school_id, line), now=now)
    account = ""
    if line.administrator:
        account = invite_account(
            session, scope, line.administrator, school_id, until=made.expires_at, now=now
        )
        session.flush()
    return NewInvitation(
        made.public_id,
        made.school,
        made.secret,
        made.expires_at,
        made.family,
        made.label,
        line.administrator,
        account,
    )


def _taken_accounts(session: Session, lines: Sequence[SchoolLine]) -> list[Finding]:
    """Lines whose administrator has an account for another school, or for everything."""
    found = []
    for line in lines:
        account = account_of_email(session, line.administrator) if line.administrator else None
        school = school_named(session, line.school)
        if account is not None and account.only_school_id != (school.id if school else -1):
            found.append(Finding(line.line, "account_elsewhere", line.administrator))
    return found


def _view(
    row: Invitation,
    school: School,
    platform: Platform | None,
    launches: dict[int, datetime],
    now: datetime,
) -> InvitationView:
    state = state_of(row, now)
    return InvitationView(
        public_id=row.public_id,
        school=school.name,
        school_id=school.id,
        family=platform.family if platform else row.family,
        label=row.label,
        state=state,
        problem=row.problem,
        created_at=row.created_at,
        expires_at=row.expires_at,
        tried_at=row.tried_at,
        used_at=row.used_at if state == "used" else None,
        platform_id=platform.id if platform else None,
        platform=platform.issuer if platform else "",
        last_launch_at=launches.get(platform.id) if platform else None,
    )
