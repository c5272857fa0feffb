"""Competency frameworks: versions, areas, competencies and their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, foreign
from .schools import School
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
    """``[{"code": ..., "names": {...}, "parent": ...}]`` in the framework's order."""
    levels: Mapped[list[dict[str, Any]]] = mapped_column(JSONText, default=list)
    """``[{"code": ..., "names": {...}}]``, the lowest first."""
    source: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    identifier: Mapped[str] = mapped_column(Text, default="")
    origin_id: Mapped[int | None] = foreign("framework_version.id", nullable=True)
    """The version that this one was made after."""
    draft: Mapped[bool] = mapped_column(default=False)
    """Still being edited: nothing may refer to it yet."""
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
    weight: Mapped[float] = mapped_column(default=1.0)
    level_names: Mapped[list[dict[str, str]]] = mapped_column(JSONText, default=list)
    alignments: Mapped[list[str]] = mapped_column(JSONText, default=list)
    """Competencies of other frameworks that it corresponds to, as ``framework:code``."""
    identifier: Mapped[str] = mapped_column(Text, default="")
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


def framework_named(
    session: Session, scope: Scope, public_id: str, *, lock: bool = False
) -> FrameworkVersion | None:
    """A framework version of the scope's school by public id, drafts among them."""
    statement = select(FrameworkVersion).where(
        FrameworkVersion.public_id == public_id, FrameworkVersion.school_id == scope.school_id
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def frameworks_in(session: Session, scope: Scope, *, drafts: bool = False) -> Sequence[FrameworkVersion]:
    """The framework versions of the scope's school that may be used, oldest first; or those being edited."""
    return session.scalars(
        select(FrameworkVersion)
        .where(FrameworkVersion.school_id == scope.school_id, FrameworkVersion.draft.is_(drafts))
        .order_by(FrameworkVersion.id)
    ).all()


def framework_sizes(session: Session, scope: Scope) -> dict[int, int]:
    """How many competencies each framework version of the scope's school has, by id."""
    rows = session.execute(
        select(Competency.framework_id, func.count())
        .where(Competency.school_id == scope.school_id)
        .group_by(Competency.framework_id)
    )
    return {framework_id: count for framework_id, count in rows}


def operators_frameworks(session: Session, school: str = "") -> Sequence[tuple[FrameworkVersion, str]]:
    """Framework versions with the names of their schools, for the operator's commands."""
    statement = select(FrameworkVersion, School.name).join(School, School.id == FrameworkVersion.school_id)
    if school:
        statement = statement.where(School.name == school)
    rows = session.execute(statement.order_by(School.name, FrameworkVersion.id))
    return [(row, name) for row, name in rows]
