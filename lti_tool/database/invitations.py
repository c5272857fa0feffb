"""Invitations: single-use, expiring links that register an LMS or let an administrator choose a password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, LargeBinary, Text, and_, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .platforms import Platform
from .schools import School
from .scope import AdminScope, within


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


def invitation_with_digest(session: Session, digest: bytes) -> tuple[Invitation, School] | None:
    """The invitation whose secret has this digest, with its school; unscoped: it is what gives a scope."""
    row = session.execute(
        select(Invitation, School)
        .join(School, School.id == Invitation.school_id)
        .where(Invitation.digest == digest)
    ).first()
    return (row[0], row[1]) if row else None


def claim_invitation(session: Session, invitation_id: int, now: datetime, lease_from: datetime) -> bool:
    """Take an invitation for one try: of all who ask at once, one gets it.

    Parameters
    ----------
    lease_from : datetime
        A try that was begun before this and came to nothing is given up.
    """
    abandoned = and_(Invitation.platform_id.is_(None), Invitation.used_at < lease_from)
    taken = session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            or_(Invitation.used_at.is_(None), abandoned),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(used_at=now)
    )
    return _rows(taken) == 1


def release_invitation(
    session: Session, invitation_id: int, claimed_at: datetime, problem: str, now: datetime
) -> None:
    """Give back an invitation whose try failed."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at == claimed_at,
            Invitation.platform_id.is_(None),
        )
        .values(used_at=None, problem=problem, tried_at=now)
    )


def spend_invitation(session: Session, invitation_id: int, claimed_at: datetime, platform_id: int) -> bool:
    """Use up an invitation that was claimed; false when somebody else has it meanwhile."""
    spent = session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at == claimed_at,
            Invitation.platform_id.is_(None),
        )
        .values(platform_id=platform_id, problem="")
    )
    return _rows(spent) == 1


def note_problem(session: Session, invitation_id: int, problem: str, now: datetime) -> None:
    """Why the last look at an LMS failed, for whoever gave the link."""
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
        .values(problem=problem, tried_at=now)
    )


def invitation_in(session: Session, scope: AdminScope, public_id: str) -> Invitation | None:
    """The invitation of that id, if the administrator may see it."""
    return session.scalars(
        select(Invitation).where(Invitation.public_id == public_id, within(scope, Invitation.school_id))
    ).first()


def invitations_in(
    session: Session, scope: AdminScope
) -> Sequence[tuple[Invitation, School, Platform | None]]:
    """Every invitation that the administrator may see, newest first, with what came of it."""
    rows = session.execute(
        select(Invitation, School, Platform)
        .join(School, School.id == Invitation.school_id)
        .outerjoin(Platform, Platform.id == Invitation.platform_id)
        .where(within(scope, Invitation.school_id))
        .order_by(Invitation.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _rows(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
