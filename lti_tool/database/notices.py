"""Notices that platforms sent: each is taken once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, JSONText, Moment, SchoolId, UTCDateTime, foreign


class Notice(Base):
    """One verified notice of a platform."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("platform_id", "notice_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id", index=False)
    deployment_id: Mapped[str]
    notice_id: Mapped[str]
    kind: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    received_at: Mapped[Moment]
