"""An administrator logs in: password, then second factor; tries are counted on the account.

The same answer for an unknown account, a wrong password and an account that is locked, after the same
time. A try is counted before it is checked, so that many at once are as many tries.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from lti_tool.config import Config
from lti_tool.database.admins import (
    AdminAccount,
    AdminSession,
    account_by_id,
    account_of_email,
    record_event,
    session_with_digest,
)
from lti_tool.database.engine import Database
from lti_tool.database.scope import AdminScope
from lti_tool.errors import AccessRefused, InputRefused

from .admin_secrets import SecondFactor, digest
from .runtime import Runtime

FREE_FAILURES = 5
"""From this many failures on, each locks the account: 1, 2, 4 ... minutes, an hour at most."""
LONGEST_LOCK = timedelta(hours=1)
IDLE = timedelta(minutes=30)
LIFE = timedelta(hours=8)
HALF_LIFE = timedelta(minutes=10)
"""So long the second factor may be shown after the password."""
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FoundAdmin:
    """Whose log-in a secret belongs to.

    Attributes
    ----------
    complete : bool
        Whether the second factor was shown too; without it nothing else opens.
    """

    scope: AdminScope
    public_id: str
    email: str
    name: str
    complete: bool
    has_factor: bool
    digest: bytes


def log_in(runtime: Runtime, email: str, password: str, *, now: datetime) -> str:
    """Check a password; returns the secret of a log-in that still lacks its second factor.

    Raises
    ------
    AccessRefused
        ``login_refused``, whatever the reason.
    """
    with runtime.database.write() as session:
        account = account_of_email(session, email, lock=True)
        allowed = account is not None and _count_try(account, now)
        stored = account.password_hash if account is not None else ""
        account_id = account.id if account is not None else 0
    # No transaction is open meanwhile: this takes long on purpose.
    right = runtime.passwords.verify(stored, password)
    outdated = right and runtime.passwords.outdated(stored)
    fresh = runtime.passwords.hash(password) if outdated else ""
    if not (right and allowed):
        raise AccessRefused("login_refused")
    with runtime.database.write() as session:
        account = account_by_id(session, account_id)
        if account is None or account.disabled_at is not None or account.password_hash != stored:
            raise AccessRefused("login_refused")
        _take_back(account)
        if fresh:
            account.password_hash = fresh
        return _open(session, account, complete=False, now=now)


def _count_try(account: AdminAccount, now: datetime) -> bool:
    """Count a try as failed before it is made; false where none is allowed now."""
    if account.disabled_at is not None or not account.password_hash:
        return False
    if account.locked_until is not None and now < account.locked_until:
        return False
    account.failures += 1
    if account.failures >= FREE_FAILURES:
        minutes = 2 ** min(account.failures - FREE_FAILURES, 10)
        account.locked_until = now + min(timedelta(minutes=minutes), LONGEST_LOCK)
    return True


def _take_back(account: AdminAccount) -> None:
    """The try was right: it does not count, those before it still do."""
    account.failures = max(0, account.failures - 1)
    account.locked_until = None


def _open(session: Session, account: AdminAccount, *, complete: bool, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    session.execute(delete(AdminSession).where(AdminSession.expires_at < now))
    session.add(
        AdminSession(
            digest=digest(secret),
            account_id=account.id,
            complete=complete,
            created_at=now,
            last_seen_at=now,
            expires_at=now + (LIFE if complete else HALF_LIFE),
        )
    )
    return secret


def find_admin(database: Database, secret: str, *, now: datetime) -> FoundAdmin | None:
    """Whose log-in this is; None where it has ended or never was."""
    if not secret:
        return None
    with database.read() as session:
        found = session_with_digest(session, digest(secret))
    if found is None:
        return None
    login, account = found
    if account.disabled_at is not None or now >= min(login.expires_at, login.last_seen_at + IDLE):
        return None
    if now - login.last_seen_at >= TOUCH_EVERY:
        with database.write() as session:
            session.execute(
                update(AdminSession).where(AdminSession.digest == login.digest).values(last_seen_at=now)
            )
    return FoundAdmin(
        scope=AdminScope(account.only_school_id, account.id, account.email),
        public_id=account.public_id,
        email=account.email,
        name=account.name,
        complete=login.complete,
        has_factor=account.totp_sealed is not None,
        digest=login.digest,
    )


def log_out(database: Database, found: FoundAdmin) -> None:
    """End the log-in itself, not only the browser's memory of it."""
    with database.write() as session:
        session.execute(delete(AdminSession).where(AdminSession.digest == found.digest))


def check_again(runtime: Runtime, found: FoundAdmin, password: str, *, now: datetime) -> None:
    """Ask for the password once more, before something that somebody at an open screen must not do.

    Raises
    ------
    InputRefused
        ``password_wrong``; the try counts on the account.
    """
    assert found.scope.account_id is not None
    with runtime.database.write() as session:
        account = account_by_id(session, found.scope.account_id)
        allowed = account is not None and _count_try(account, now)
        stored = account.password_hash if account is not None else ""
    if not (runtime.passwords.verify(stored, password) and allowed):
        raise InputRefused("password_wrong")
    with runtime.database.write() as session:
        account = account_by_id(session, found.scope.account_id)
        assert account is not None
        _take_back(account)


def begin_factor(database: Database, config: Config, found: FoundAdmin) -> None:
    """Make a new second factor for this log-in; it counts from its confirmation on."""
    with database.write() as session:
        _login(session, found).pending_sealed = SecondFactor(config).new()


def pending_factor(database: Database, config: Config, found: FoundAdmin) -> tuple[str, str] | None:
    """The second factor that is being set up in this log-in: address for a picture, and secret as text."""
    with database.read() as session:
        sealed = _login(session, found).pending_sealed
    if sealed is None:
        return None
    factor = SecondFactor(config)
    return factor.address(sealed, found.email), factor.text(sealed)


def confirm_factor(
    runtime: Runtime, found: FoundAdmin, code: str, *, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Take the new second factor, once a code of it is right.

    Returns
    -------
    secret : str
        Of the log-in, which is complete now; every other one of the account has ended.
    codes : tuple of str
        Recovery codes, to be shown once.

    Raises
    ------
    InputRefused
        ``code_wrong``; nothing was changed.
    """
    factor = SecondFactor(runtime.config)
    assert found.scope.account_id is not None
    with runtime.database.write() as session:
        login = _login(session, found)
        account = account_by_id(session, found.scope.account_id)
        assert account is not None
        if account.totp_sealed is not None and not login.complete:
            raise AccessRefused("login_refused")  # who has a factor shows it; nobody sets another up before
        step = factor.step_of(login.pending_sealed, _digits(code), now) if login.pending_sealed else None
        if step is None:
            raise InputRefused("code_wrong")
        codes, digests = factor.new_recovery_codes()
        account.totp_sealed, account.totp_last_step = login.pending_sealed, step
        account.recovery_digests = digests
        secret = _enter(session, account, now)
        session.execute(
            delete(AdminSession).where(
                AdminSession.account_id == account.id, AdminSession.digest != digest(secret)
            )
        )
        record_event(session, found.scope, "second_factor_set", None, now)
    return secret, codes


def show_factor(runtime: Runtime, found: FoundAdmin, code: str, *, now: datetime) -> str:
    """Complete a log-in with a code of the second factor, or a recovery code; returns its new secret.

    Raises
    ------
    AccessRefused
        ``code_refused``: wrong, used before, or too many tries.
    """
    factor = SecondFactor(runtime.config)
    assert found.scope.account_id is not None
    with runtime.database.write() as session:
        account = account_by_id(session, found.scope.account_id)
        assert account is not None
        allowed = _count_try(account, now)
        how = _matches(factor, account, code, now) if allowed else ""
        if how:
            _take_back(account)
            account.totp_sealed = factor.resealed(account.totp_sealed or b"")
            session.execute(delete(AdminSession).where(AdminSession.digest == found.digest))
            secret = _enter(session, account, now)
            if how == "recovery":
                left = len(account.recovery_digests)
                record_event(session, found.scope, "recovery_code_used", None, now, left=left)
    if not how:
        raise AccessRefused("code_refused")
    return secret


def _matches(factor: SecondFactor, account: AdminAccount, code: str, now: datetime) -> str:
    """What a code is: "code", "recovery", or empty; it is used up by being asked."""
    if account.totp_sealed is None:
        return ""
    step = factor.step_of(account.totp_sealed, _digits(code), now)
    if step is not None:
        if step <= account.totp_last_step:
            return ""
        account.totp_last_step = step
        return "code"
    given = factor.recovery_digest(code)
    if given in account.recovery_digests:
        # A new list: a column of JSON does not notice what happens inside.
        account.recovery_digests = [one for one in account.recovery_digests if one != given]
        return "recovery"
    return ""


def _enter(session: Session, account: AdminAccount, now: datetime) -> str:
    account.failures, account.locked_until, account.last_login_at = 0, None, now
    scope = AdminScope(account.only_school_id, account.id, account.email)
    record_event(session, scope, "logged_in", None, now)
    return _open(session, account, complete=True, now=now)


def _login(session: Session, found: FoundAdmin) -> AdminSession:
    login = session.get(AdminSession, found.digest)
    if login is None:
        raise AccessRefused("admin_session_missing")
    return login


def _digits(code: str) -> str:
    return "".join(code.split())
