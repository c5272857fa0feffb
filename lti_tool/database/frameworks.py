"""Competency frameworks: versions, areas, competencies and their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, foreign
from .scope import Scope


class FrameworkVersion(Base):
    """One version of a framework, never changed once something refers to it."""

    __tablename__ = "framework_version"
    __table_args__ = (UniqueConstraint("school_id", "code", "version"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    code: Mapped[str]
    version: Mapped[str]
    names: Mapped[dict[str, str]] = mapped_column(JSONText)
    areas: Mapped[list[dict[str, Any]]] = mapped_column(JSONText)
    """``[{"code": ..., "names": {...}}]`` in the framework's order."""
    created_at: Mapped[Moment]
    competencies: Mapped[list[Competency]] = relationship(
        back_populates="framework", order_by="Competency.position"
    )
    prerequisites: Mapped[list[Prerequisite]] = relationship(back_populates="framework")


class Competency(Base):
    """A competency; `position` is its place in every vector and matrix of the belief."""

    __tablename__ = "competency"
    __table_args__ = (
        UniqueConstraint("framework_id", "code"),
        UniqueConstraint("framework_id", "position"),
    )

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    framework_id: Mapped[int] = foreign("framework_version.id", index=False)
    code: Mapped[str]
    area: Mapped[str]
    names: Mapped[dict[str, str]] = mapped_column(JSONText)
    position: Mapped[int]
    cuts: Mapped[list[float]] = mapped_column(JSONText, default=lambda: [0.0])
    framework: Mapped[FrameworkVersion] = relationship(back_populates="competencies")


class Prerequisite(Base):
    """That one competency comes before another, by code within one framework version."""

    __tablename__ = "prerequisite"
    __table_args__ = (UniqueConstraint("framework_id", "before", "after"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    framework_id: Mapped[int] = foreign("framework_version.id", index=False)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    framework: Mapped[FrameworkVersion] = relationship(back_populates="prerequisites")


def framework_version(session: Session, scope: Scope, framework_id: int) -> FrameworkVersion:
    """A framework version of the scope's school."""
    return session.scalars(
        select(FrameworkVersion).where(
            FrameworkVersion.id == framework_id, FrameworkVersion.school_id == scope.school_id
        )
    ).one()


def frameworks_in(session: Session, scope: Scope) -> Sequence[FrameworkVersion]:
    """The framework versions of the scope's school, oldest first."""
    return session.scalars(
        select(FrameworkVersion)
        .where(FrameworkVersion.school_id == scope.school_id)
        .order_by(FrameworkVersion.id)
    ).all()
