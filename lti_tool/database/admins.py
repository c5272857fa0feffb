"""Administrators of the installation or of a school: accounts, sessions, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, UTCDateTime, foreign


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
