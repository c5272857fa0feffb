"""Files on their way in: uploaded in pieces, read by the worker, taken in when their owner says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .scope import Scope


class ImportJob(Base):
    """A file that somebody wants to bring in."""

    __tablename__ = "import_job"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    kind: Mapped[str]
    """bank or framework."""
    filename: Mapped[str]
    size: Mapped[int]
    status: Mapped[str]
    """uploading, waiting, reading, ready (to be taken or refused), accepted, taking, taken, refused or
    failed."""
    progress: Mapped[float] = mapped_column(default=0.0)
    """Share of the present reading, 0 to 1."""
    options: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    """What its owner chose: language, framework, the bank that it is added to, title."""
    report: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    """What was found: format, counts, findings (the first of them), samples."""
    problem: Mapped[str] = mapped_column(Text, default="")
    bank_id: Mapped[int | None] = foreign("bank.id", nullable=True)
    framework_id: Mapped[int | None] = foreign("framework_version.id", nullable=True)
    created_at: Mapped[Moment]
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """When the worker last made progress: a job that shows no sign of life is taken over."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often a worker has begun what it waits for; the number says whose turn it is."""


class UploadPart(Base):
    """A piece of an uploaded file; gone once the file was taken or refused."""

    __tablename__ = "upload_part"
    __table_args__ = (UniqueConstraint("job_id", "number"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    job_id: Mapped[int] = foreign("import_job.id", index=False, ondelete="CASCADE")
    number: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


def import_named(session: Session, scope: Scope, public_id: str) -> ImportJob | None:
    """An import of the scope's own person by public id."""
    return session.scalars(
        select(ImportJob).where(
            ImportJob.public_id == public_id,
            ImportJob.person_id == scope.person_id,
            ImportJob.class_id == scope.class_id,
            ImportJob.school_id == scope.school_id,
        )
    ).first()


def upload_parts(session: Session, scope: Scope, job_id: int) -> Iterator[bytes]:
    """The pieces of a file in order, one at a time."""
    number = 0
    while True:
        piece = session.scalars(
            select(UploadPart.data).where(
                UploadPart.job_id == job_id,
                UploadPart.number == number,
                UploadPart.school_id == scope.school_id,
            )
        ).first()
        if piece is None:
            return
        yield piece
        number += 1


def parts_received(session: Session, scope: Scope, job_id: int) -> int:
    """How many pieces of a file are there; they come in order."""
    return (
        session.scalar(
            select(func.count())
            .select_from(UploadPart)
            .where(UploadPart.job_id == job_id, UploadPart.school_id == scope.school_id)
        )
        or 0
    )


def unfinished_upload(
    session: Session, scope: Scope, filename: str, size: int, *, since: datetime
) -> ImportJob | None:
    """The newest upload of such a file by the scope's own person that broke off."""
    return session.scalars(
        select(ImportJob)
        .where(
            ImportJob.person_id == scope.person_id,
            ImportJob.class_id == scope.class_id,
            ImportJob.school_id == scope.school_id,
            ImportJob.kind == "bank",
            ImportJob.status == "uploading",
            ImportJob.filename == filename,
            ImportJob.size == size,
            ImportJob.created_at > since,
        )
        .order_by(ImportJob.id.desc())
    ).first()


def drop_parts(session: Session, scope: Scope, job_id: int) -> None:
    """The pieces of a file go."""
    session.execute(
        delete(UploadPart).where(UploadPart.job_id == job_id, UploadPart.school_id == scope.school_id)
    )


def import_by_id(session: Session, job_id: int, *, lock: bool = False) -> ImportJob | None:
    """The worker's own: an import by the id that it was woken with."""
    statement = select(ImportJob).where(ImportJob.id == job_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def imports_waiting(session: Session, kind: str, *, silent_since: datetime) -> Sequence[ImportJob]:
    """Imports of all schools that wait for the worker, or that one began and has shown no sign of life."""
    waits = ImportJob.status.in_(("waiting", "accepted"))
    stuck = ImportJob.status.in_(("reading", "taking")) & (ImportJob.touched_at < silent_since)
    return session.scalars(
        select(ImportJob).where(ImportJob.kind == kind, waits | stuck).order_by(ImportJob.id)
    ).all()


def imports_left(session: Session, *, before: datetime) -> Sequence[ImportJob]:
    """Imports of all schools and kinds that nobody took, or that are long done."""
    busy = ("accepted", "taking")
    return session.scalars(
        select(ImportJob).where(ImportJob.status.not_in(busy), ImportJob.touched_at < before)
    ).all()
