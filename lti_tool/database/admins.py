"""Administrators of the installation or of a school: accounts, sessions, and what they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, UTCDateTime, foreign
from .scope import AdminScope, within


class AdminAccount(Base):
    """Somebody who may enter the admin site; made from the command line or by an invitation."""

    __tablename__ = "admin_account"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    email: Mapped[str] = mapped_column(Text, unique=True)
    """In lower case; also the name to log in with."""
    name: Mapped[str] = mapped_column(Text, default="")
    only_school_id: Mapped[int | None] = foreign("school.id", nullable=True)
    """The one school they administer; None: the whole installation."""
    password_hash: Mapped[str] = mapped_column(Text, default="")
    """Argon2id; empty until the invited person has chosen one."""
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed secret of the second factor; None until it was set up."""
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """The last time step whose code was used: a code is good once."""
    recovery_digests: Mapped[list[str]] = mapped_column(JSONText, default=list)
    """Of the recovery codes that were not used yet, each good once instead of the second factor."""
    welcome_digest: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    """Of the link by which the invited person chooses a password; None: there is none open."""
    welcome_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_login_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[Moment]


class AdminSession(Base):
    """One log-in; only the digest of its secret is kept."""

    __tablename__ = "admin_session"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[int] = foreign("admin_account.id", ondelete="CASCADE")
    complete: Mapped[bool] = mapped_column(default=False)
    """Whether the second factor was shown too."""
    pending_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed secret of a second factor that is being set up and was not confirmed yet."""
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class AdminEvent(Base):
    """One thing that an administrator, a command or a platform's registration changed."""

    __tablename__ = "admin_event"

    id: Mapped[Id]
    account_id: Mapped[int | None] = foreign("admin_account.id", nullable=True, ondelete="SET NULL")
    actor: Mapped[str] = mapped_column(Text, default="")
    """The account's address at that time, or "command line"."""
    about_school_id: Mapped[int | None] = foreign("school.id", nullable=True)
    event: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    at: Mapped[Moment]


def account_of_email(session: Session, email: str, *, lock: bool = False) -> AdminAccount | None:
    """The account with this address; `lock` holds the row until the transaction ends."""
    wanted = select(AdminAccount).where(AdminAccount.email == email.strip().lower())
    return session.scalars(wanted.with_for_update() if lock else wanted).first()


def account_by_id(session: Session, account_id: int) -> AdminAccount | None:
    """The account of a session, held until the transaction ends."""
    return session.scalars(
        select(AdminAccount).where(AdminAccount.id == account_id).with_for_update()
    ).first()


def session_with_digest(session: Session, digest: bytes) -> tuple[AdminSession, AdminAccount] | None:
    """A log-in and its account."""
    row = session.execute(
        select(AdminSession, AdminAccount)
        .join(AdminAccount, AdminAccount.id == AdminSession.account_id)
        .where(AdminSession.digest == digest)
    ).first()
    return (row[0], row[1]) if row else None


def account_invited_by(session: Session, digest: bytes) -> AdminAccount | None:
    """The account that a link for a first password is for, held until the transaction ends."""
    return session.scalars(
        select(AdminAccount).where(AdminAccount.welcome_digest == digest).with_for_update()
    ).first()


def sessions_of(session: Session, account_id: int) -> Sequence[AdminSession]:
    """The log-ins of an account, newest first."""
    return session.scalars(
        select(AdminSession)
        .where(AdminSession.account_id == account_id)
        .order_by(AdminSession.created_at.desc())
    ).all()


def end_sessions(session: Session, account_id: int, *, but: bytes = b"") -> None:
    """End every log-in of an account, except perhaps one."""
    session.execute(
        delete(AdminSession).where(AdminSession.account_id == account_id, AdminSession.digest != but)
    )


def accounts_in(session: Session, scope: AdminScope) -> Sequence[AdminAccount]:
    """The accounts that an administrator may see, by address; those of the installation see all."""
    return session.scalars(
        select(AdminAccount).where(within(scope, AdminAccount.only_school_id)).order_by(AdminAccount.email)
    ).all()


def record_event(
    session: Session, scope: AdminScope, event: str, school_id: int | None, now: datetime, **values: Any
) -> None:
    """Write into the trail what was changed: codes, labels and numbers, no secrets."""
    session.add(
        AdminEvent(
            account_id=scope.account_id,
            actor=scope.actor,
            about_school_id=scope.school_id if school_id is None else school_id,
            event=event,
            values=values,
            at=now,
        )
    )
