"""Groups and sections of a class, as the LMS knows them."""

from __future__ import annotations

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, foreign


class ClassGroup(Base):
    """One group or section of a class."""

    __tablename__ = "class_group"
    __table_args__ = (UniqueConstraint("class_id", "kind", "external_id"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    kind: Mapped[str] = mapped_column(Text, default="group")
    """group or section."""
    external_id: Mapped[str]
    name: Mapped[str] = mapped_column(Text, default="")
    """Empty where the LMS tells ids only."""
    set_name: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]


class GroupMember(Base):
    """That a person belongs to a group."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    group_id: Mapped[int] = foreign("class_group.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    source: Mapped[str] = mapped_column(Text, default="service")
    """service or launch: who said so last."""
    created_at: Mapped[Moment]
