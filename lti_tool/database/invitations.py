"""Invitations: single-use, expiring links that register an LMS or let an administrator choose a password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, UTCDateTime, foreign


class Invitation(Base):
    """One link that was given to somebody; only the digest of its secret is kept."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    kind: Mapped[str]
    """platform: registers an LMS; account: the account chooses its password."""
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    label: Mapped[str] = mapped_column(Text, default="")
    family: Mapped[str] = mapped_column(Text, default="")
    """The LMS that is expected, as a hint for the guide; empty: any."""
    deployment_policy: Mapped[str] = mapped_column(Text, default="ask")
    account_id: Mapped[int | None] = foreign("admin_account.id", nullable=True, ondelete="CASCADE")
    """Kind account: whose password."""
    platform_id: Mapped[int | None] = foreign("platform.id", nullable=True)
    """What came of it."""
    problem: Mapped[str] = mapped_column(Text, default="")
    """Error code of the last try that failed, or empty."""
    tried_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
