"""Launches that were refused, for whoever has to find out why: no word of who was coming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

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


def refusals(
    session: Session, *, platform_id: int | None = None, incident: str = "", limit: int = 100
) -> Sequence[RefusedLaunch]:
    """The newest refusals, of every platform unless said otherwise."""
    statement = select(RefusedLaunch).order_by(RefusedLaunch.id.desc()).limit(limit)
    if platform_id is not None:
        statement = statement.where(RefusedLaunch.platform_id == platform_id)
    if incident:
        statement = statement.where(RefusedLaunch.incident == incident)
    return session.scalars(statement).all()


def forget_refusals(session: Session, before: datetime) -> None:
    """Drop the refusals of long ago."""
    session.execute(delete(RefusedLaunch).where(RefusedLaunch.at < before))
