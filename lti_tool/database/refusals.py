"""Launches that were refused, for whoever has to find out why: no word of who was coming."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, JSONText, UTCDateTime, foreign


class RefusedLaunch(Base):
    """One launch or login that was refused."""

    __tablename__ = "refused_launch"

    id: Mapped[Id]
    platform_id: Mapped[int | None] = foreign("platform.id", nullable=True)
    issuer: Mapped[str] = mapped_column(Text, default="")
    client_id: Mapped[str] = mapped_column(Text, default="")
    deployment_id: Mapped[str] = mapped_column(Text, default="")
    message_type: Mapped[str] = mapped_column(Text, default="")
    step: Mapped[str]
    """login or launch."""
    code: Mapped[str]
    incident: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
