"""Platforms (registrations with an LMS) and their deployments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import LargeBinary, Text, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .schools import SchoolRule

DeploymentStatus = Literal["approved", "pending", "refused"]


class Platform(Base):
    """One registration: an issuer and the client id it gave us."""

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    issuer: Mapped[str]
    client_id: Mapped[str]
    auth_login_url: Mapped[str]
    auth_token_url: Mapped[str]
    auth_audience: Mapped[str] = mapped_column(Text, default="")
    jwks_url: Mapped[str]
    family: Mapped[str] = mapped_column(Text, default="generic")
    staff_are_teachers: Mapped[bool] = mapped_column(default=False)
    label: Mapped[str] = mapped_column(Text, default="")
    """What administrators call it."""
    product_version: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    """A platform that was switched off is refused at login and asked nothing."""
    deployment_policy: Mapped[str] = mapped_column(Text, default="ask")
    """ask: a new deployment waits for an administrator; approve: it is taken at its first launch."""
    school_by: Mapped[str] = mapped_column(Text, default="platform")
    """platform, attribute or list: see `SchoolRule`."""
    school_attribute: Mapped[str] = mapped_column(Text, default="")
    """Name of the custom parameter, or context.id, context.label, context.title."""
    school_unknown: Mapped[str] = mapped_column(Text, default="refuse")
    """What happens without a rule for the value: refuse, or own (the platform's own school)."""
    registration_uri: Mapped[str] = mapped_column(Text, default="")
    registration_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Address and sealed access token by which a dynamic registration is changed at the platform."""
    check_result: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[Moment]
    deployments: Mapped[list[Deployment]] = relationship(back_populates="platform")
    school_rules: Mapped[list[SchoolRule]] = relationship()


class Deployment(Base):
    """One deployment of the tool on a platform, and the origins that may frame it."""

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("platform_id", "deployment_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id", index=False)
    deployment_id: Mapped[str]
    status: Mapped[str] = mapped_column(Text, default="approved")
    frame_origins: Mapped[list[str]] = mapped_column(JSONText, default=list)
    label: Mapped[str] = mapped_column(Text, default="")
    """Title of the course of its first launch, for whoever approves it."""
    notices_url: Mapped[str] = mapped_column(Text, default="")
    notices_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When our handler of notices was registered there."""
    created_at: Mapped[Moment]
    platform: Mapped[Platform] = relationship(back_populates="deployments")


@dataclass(frozen=True, slots=True)
class DeploymentRecord:
    """A deployment as the launch needs it."""

    id: int
    school_id: int
    deployment_id: str
    status: str
    frame_origins: tuple[str, ...]
    notices_url: str = ""
    notices_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlatformRecord:
    """A platform as the protocol needs it: free of the session, safe to keep for a while."""

    id: int
    school_id: int
    issuer: str
    client_id: str
    auth_login_url: str
    auth_token_url: str
    auth_audience: str
    jwks_url: str
    family: str
    staff_are_teachers: bool
    deployments: Mapping[str, DeploymentRecord]
    active: bool = True
    deployment_policy: str = "ask"
    school_by: str = "platform"
    school_attribute: str = ""
    school_unknown: str = "refuse"
    school_rules: Mapping[str, int] = field(default_factory=dict)
    """School by value, of the kind that `school_by` asks for."""


def record(platform: Platform) -> PlatformRecord:
    """The plain value of a platform's row."""
    kind = {"attribute": "attribute", "list": "context"}.get(platform.school_by)
    return PlatformRecord(
        id=platform.id,
        school_id=platform.school_id,
        issuer=platform.issuer,
        client_id=platform.client_id,
        auth_login_url=platform.auth_login_url,
        auth_token_url=platform.auth_token_url,
        auth_audience=platform.auth_audience,
        jwks_url=platform.jwks_url,
        family=platform.family,
        staff_are_teachers=platform.staff_are_teachers,
        deployments={
            d.deployment_id: DeploymentRecord(
                d.id,
                d.school_id,
                d.deployment_id,
                d.status,
                tuple(d.frame_origins),
                d.notices_url,
                d.notices_at,
            )
            for d in platform.deployments
        },
        active=platform.active,
        deployment_policy=platform.deployment_policy,
        school_by=platform.school_by,
        school_attribute=platform.school_attribute,
        school_unknown=platform.school_unknown,
        school_rules={rule.value: rule.school_id for rule in platform.school_rules if rule.kind == kind},
    )


def platforms_of_issuer(session: Session, issuer: str) -> tuple[PlatformRecord, ...]:
    """All registrations of an issuer; unscoped: this is how a login finds its scope."""
    rows = session.scalars(select(Platform).where(Platform.issuer == issuer).order_by(Platform.id))
    return tuple(record(row) for row in rows)


def platform_by_id(session: Session, platform_id: int) -> PlatformRecord | None:
    """The registration with this id."""
    row = session.get(Platform, platform_id)
    return record(row) if row else None


def all_platforms(session: Session) -> Sequence[Platform]:
    """Every registration, for the operator's list."""
    return session.scalars(select(Platform).order_by(Platform.id)).all()


def save_frame_origins(session: Session, deployment_pk: int, origins: Sequence[str]) -> None:
    """Keep the origins that may frame pages of this deployment."""
    session.execute(
        update(Deployment).where(Deployment.id == deployment_pk).values(frame_origins=list(origins))
    )
