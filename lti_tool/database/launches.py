"""States that were used, and the sessions that launches opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, Text, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .classes import CourseClass, ResourceLink
from .people import Person
from .platforms import Deployment, Platform
from .scope import Scope


class UsedStateRow(Base):
    """A login state that has opened a launch; the primary key makes it single-use."""

    __tablename__ = "used_state"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class LaunchSession(Base):
    """The session that a launch opened; only digests of its secrets are kept."""

    __tablename__ = "launch_session"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id", index=False)
    deployment_pk: Mapped[int] = foreign("deployment.id", index=False)
    class_id: Mapped[int] = foreign("class.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    resource_link_id: Mapped[int | None] = foreign("resource_link.id", index=False, nullable=True)
    role: Mapped[str]
    locale: Mapped[str] = mapped_column(Text, default="")
    token_digest: Mapped[bytes] = mapped_column(LargeBinary)
    cookie_digest: Mapped[bytes] = mapped_column(LargeBinary)
    return_url: Mapped[str] = mapped_column(Text, default="")
    message_type: Mapped[str] = mapped_column(Text, default="")
    """Empty for a resource link launch."""
    deep_linking: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    """Settings of a deep linking launch, verified with its token."""
    about: Mapped[str] = mapped_column(Text, default="")
    """Public id of the student whose work the launch opens, or empty."""
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


@dataclass(frozen=True, slots=True)
class UsedState:
    """What is kept of a login state: its digest, until no launch can carry it any more."""

    digest: bytes
    expires_at: datetime


# The row itself tells who came first: psycopg reports no row count for such an insert.
_USE: dict[str, Any] = {
    name: dialect.insert(UsedStateRow.__table__).on_conflict_do_nothing().returning(UsedStateRow.digest)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}


def use_state(connection: Connection, state: UsedState) -> bool:
    """Spend a state: true for the one who comes first, whoever else asks at the same time."""
    values = {"digest": state.digest, "expires_at": state.expires_at}
    return connection.execute(_USE[connection.dialect.name], values).first() is not None


def forget_states(session: Session, now: datetime) -> None:
    """Drop the states that no launch can carry any more."""
    session.execute(delete(UsedStateRow).where(UsedStateRow.expires_at < now))


# Columns of tables and no entities: every page begins with this query, and nothing of it is changed.
_SESSION, _PERSON, _CLASS = LaunchSession.__table__.c, Person.__table__.c, CourseClass.__table__.c
_LINK, _DEPLOYMENT = ResourceLink.__table__.c, Deployment.__table__.c
_FIND = (
    select(
        *_SESSION,
        _PERSON.name,
        _PERSON.given_name,
        _PERSON.public_id.label("person_public_id"),
        _CLASS.title.label("course_title"),
        _LINK.title.label("link_title"),
        _DEPLOYMENT.frame_origins,
    )
    .join_from(LaunchSession.__table__, Person.__table__, _PERSON.id == _SESSION.person_id)
    .join(CourseClass.__table__, _CLASS.id == _SESSION.class_id)
    .join(Deployment.__table__, _DEPLOYMENT.id == _SESSION.deployment_pk)
    .outerjoin(ResourceLink.__table__, _LINK.id == _SESSION.resource_link_id)
    .where(_SESSION.public_id == bindparam("launch"))
)


def find_session(connection: Connection, public_id: str) -> Any:
    """The session of a launch with what every page shows of it; the caller checks the secret."""
    return connection.execute(_FIND, {"launch": public_id}).first()


def deep_linking_of(session: Session, scope: Scope) -> Any:
    """What the platform asked for when it opened the scope's launch, verified with its token.

    Columns ``deep_linking``, ``deployment_id``, ``issuer`` and ``client_id``.
    """
    return session.execute(
        select(
            LaunchSession.deep_linking,
            Deployment.deployment_id,
            Platform.issuer,
            Platform.client_id,
        )
        .join(Deployment, Deployment.id == LaunchSession.deployment_pk)
        .join(Platform, Platform.id == LaunchSession.platform_id)
        .where(LaunchSession.public_id == scope.launch, LaunchSession.school_id == scope.school_id)
    ).one()


def touch_session(session: Session, session_id: int, now: datetime) -> None:
    """Remember that the session is in use."""
    session.execute(
        update(LaunchSession).where(LaunchSession.id == session_id).values(last_seen_at=now)
    )


def set_session_locale(session: Session, public_id: str, locale: str) -> None:
    """The language that the person chose for this launch."""
    session.execute(
        update(LaunchSession).where(LaunchSession.public_id == public_id).values(locale=locale)
    )
