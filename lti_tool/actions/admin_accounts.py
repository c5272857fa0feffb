"""Accounts of administrators: made, changed, switched off; each change stands in the trail."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lti_tool.database.admins import (
    AdminAccount,
    account_by_id,
    account_invited_by,
    account_of_email,
    accounts_in,
    end_sessions,
    record_event,
    sessions_of,
)
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.schools import School, school_named
from lti_tool.database.scope import AdminScope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

from .admin_login import FoundAdmin
from .admin_secrets import SecondFactor, check_password, digest
from .runtime import Runtime

WELCOME_LIFE = timedelta(days=7)
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Whom an account is for; without a school it is for the whole installation."""

    email: str
    name: str = ""
    school_id: int | None = None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as others see it."""

    public_id: str
    email: str
    name: str
    school: str
    state: str
    """active, invited (no password yet), locked or disabled."""
    has_factor: bool
    last_login_at: datetime | None


def add_account(
    database: Database, scope: AdminScope, new: NewAccount, *, now: datetime, password_hash: str = ""
) -> str:
    """Make an account; without a password, returns the secret of the link by which one is chosen.

    Raises
    ------
    InputRefused
        The address is none, or has an account.
    """
    email = new.email.strip().lower()
    if not _ADDRESS.fullmatch(email):
        raise InputRefused("email_invalid")
    school_id = new.school_id if scope.school_id is None else scope.school_id
    with database.write() as session:
        if account_of_email(session, email) is not None:
            raise InputRefused("account_exists")
        account = AdminAccount(
            public_id=public_id(),
            email=email,
            name=new.name.strip()[:200],
            only_school_id=school_id,
            password_hash=password_hash,
            created_at=now,
        )
        session.add(account)
        secret = "" if password_hash else _invite(account, now)
        record_event(session, scope, "account_made", school_id, now, email=email)
    return secret


def invite_again(database: Database, scope: AdminScope, public_id: str, *, now: datetime) -> str:
    """A new link for an account; earlier ones are worth nothing from now on, nor is its password."""
    with database.write() as session:
        account = _account(session, scope, public_id)
        secret = _invite(account, now)
        account.password_hash, account.failures, account.locked_until = "", 0, None
        end_sessions(session, account.id)
        record_event(session, scope, "password_reset", account.only_school_id, now, email=account.email)
    return secret


def _invite(account: AdminAccount, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    account.welcome_digest, account.welcome_until = digest(secret), now + WELCOME_LIFE
    return secret


def open_welcome(database: Database, secret: str, *, now: datetime) -> str:
    """The address of the account that a link is for; looking does not use it up.

    Raises
    ------
    AccessRefused
        ``welcome_invalid``: used, too old, or never given.
    """
    with database.read() as session:
        return _invited(session, secret, now).email


def choose_first_password(runtime: Runtime, secret: str, password: str, *, now: datetime) -> None:
    """The invited person chooses a password; the link is used up.

    Raises
    ------
    AccessRefused
        ``welcome_invalid``.
    InputRefused
        The password is too easy to guess; the link stays good.
    """
    email = open_welcome(runtime.database, secret, now=now)
    check_password(password, email)
    hashed = runtime.passwords.hash(password)
    with runtime.database.write() as session:
        account = _invited(session, secret, now)
        account.password_hash, account.welcome_digest, account.welcome_until = hashed, None, None
        account.failures, account.locked_until = 0, None
        end_sessions(session, account.id)
        scope = AdminScope(account.only_school_id, account.id, account.email)
        record_event(session, scope, "password_chosen", None, now)


def _invited(session: Session, secret: str, now: datetime) -> AdminAccount:
    account = account_invited_by(session, digest(secret)) if secret else None
    if account is None or account.disabled_at is not None:
        raise AccessRefused("welcome_invalid")
    if account.welcome_until is None or now >= account.welcome_until:
        raise AccessRefused("welcome_invalid")
    return account


def set_password(
    runtime: Runtime,
    scope: AdminScope,
    account_id: int,
    password: str,
    *,
    now: datetime,
    keep: bytes = b"",
) -> None:
    """Another password; every log-in ends but the one with the digest `keep`."""
    with runtime.database.read() as session:
        account = account_by_id(session, account_id)
        assert account is not None
        check_password(password, account.email)
    hashed = runtime.passwords.hash(password)
    with runtime.database.write() as session:
        account = account_by_id(session, account_id)
        assert account is not None
        account.password_hash, account.welcome_digest, account.welcome_until = hashed, None, None
        account.failures, account.locked_until = 0, None
        end_sessions(session, account.id, but=keep)
        record_event(session, scope, "password_changed", account.only_school_id, now, email=account.email)


def set_email(database: Database, found: FoundAdmin, email: str, *, now: datetime) -> None:
    """Another address for one's own account.

    Raises
    ------
    InputRefused
        It is none, or somebody else's.
    """
    wanted = email.strip().lower()
    if not _ADDRESS.fullmatch(wanted):
        raise InputRefused("email_invalid")
    assert found.scope.account_id is not None
    with database.write() as session:
        other = account_of_email(session, wanted)
        if other is not None and other.id != found.scope.account_id:
            raise InputRefused("account_exists")
        account = account_by_id(session, found.scope.account_id)
        assert account is not None
        account.email = wanted
        record_event(session, found.scope, "email_changed", None, now, email=wanted)


def switch_account(
    database: Database, scope: AdminScope, public_id: str, *, enabled: bool, now: datetime
) -> None:
    """Let an account in again, forgetting its failures, or keep it out at once.

    Raises
    ------
    InputRefused
        Nobody shuts themselves out.
    """
    with database.write() as session:
        account = _account(session, scope, public_id)
        if account.id == scope.account_id:
            raise InputRefused("account_own")
        account.disabled_at = None if enabled else now
        account.failures, account.locked_until = 0, None
        if not enabled:
            end_sessions(session, account.id)
        event = "account_enabled" if enabled else "account_disabled"
        record_event(session, scope, event, account.only_school_id, now, email=account.email)


def reset_second_factor(database: Database, scope: AdminScope, public_id: str, *, now: datetime) -> None:
    """Whoever lost phone and recovery codes sets the second factor up anew at the next log-in."""
    with database.write() as session:
        account = _account(session, scope, public_id)
        account.totp_sealed, account.recovery_digests = None, []
        end_sessions(session, account.id)
        record_event(session, scope, "second_factor_reset", account.only_school_id, now, email=account.email)


def new_recovery_codes(runtime: Runtime, found: FoundAdmin, *, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes, to be shown once; the earlier ones are worth nothing."""
    codes, digests = SecondFactor(runtime.config).new_recovery_codes()
    assert found.scope.account_id is not None
    with runtime.database.write() as session:
        account = account_by_id(session, found.scope.account_id)
        assert account is not None
        account.recovery_digests = digests
        record_event(session, found.scope, "recovery_codes_made", None, now)
    return codes


def log_out_everywhere(database: Database, found: FoundAdmin, *, now: datetime) -> None:
    """End every log-in of the account, this one too."""
    assert found.scope.account_id is not None
    with database.write() as session:
        end_sessions(session, found.scope.account_id)
        record_event(session, found.scope, "logged_out_everywhere", None, now)


@dataclass(frozen=True, slots=True)
class LoginView:
    """One log-in of an account."""

    since: datetime
    last_seen_at: datetime
    here: bool


def own_logins(database: Database, found: FoundAdmin, *, now: datetime) -> tuple[tuple[LoginView, ...], int]:
    """The account's log-ins that have not ended, and how many recovery codes are left."""
    assert found.scope.account_id is not None
    with database.read() as session:
        rows = [row for row in sessions_of(session, found.scope.account_id) if row.expires_at > now]
        account = session.get_one(AdminAccount, found.scope.account_id)
        left = len(account.recovery_digests)
    return tuple(LoginView(r.created_at, r.last_seen_at, r.digest == found.digest) for r in rows), left


def list_accounts(database: Database, scope: AdminScope, *, now: datetime) -> tuple[AccountView, ...]:
    """The accounts that the scope may see."""
    with database.read() as session:
        rows = accounts_in(session, scope)
        ids = {row.only_school_id for row in rows if row.only_school_id is not None}
        names = {one: session.get_one(School, one).name for one in ids}
    return tuple(
        AccountView(
            public_id=row.public_id,
            email=row.email,
            name=row.name,
            school=names.get(row.only_school_id or 0, ""),
            state=_state(row, now),
            has_factor=row.totp_sealed is not None,
            last_login_at=row.last_login_at,
        )
        for row in rows
    )


def _state(row: AdminAccount, now: datetime) -> str:
    if row.disabled_at is not None:
        return "disabled"
    if not row.password_hash:
        return "invited"
    return "locked" if row.locked_until is not None and now < row.locked_until else "active"


def school_id_of_name(database: Database, name: str) -> int:
    """The school of that name.

    Raises
    ------
    NotFound
    """
    with database.read() as session:
        school = school_named(session, name)
    if school is None:
        raise NotFound("school_unknown_name")
    return school.id


def public_id_of_email(database: Database, email: str) -> str:
    """For the command line, which names accounts by their address.

    Raises
    ------
    NotFound
    """
    with database.read() as session:
        account = account_of_email(session, email)
    if account is None:
        raise NotFound("account_unknown")
    return account.public_id


def _account(session: Session, scope: AdminScope, public_id: str) -> AdminAccount:
    account = next((one for one in accounts_in(session, scope) if one.public_id == public_id), None)
    if account is None:
        raise NotFound("page_unknown")
    return account
