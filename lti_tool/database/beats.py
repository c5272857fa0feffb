"""When the worker did what: one row for each kind of task, so that a silent worker is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Moment, UTCDateTime


class WorkerBeat(Base):
    """The last run of a task. It belongs to the installation, not to a school."""

    __tablename__ = "worker_beat"

    task: Mapped[str] = mapped_column(Text, primary_key=True)
    began_at: Mapped[Moment]
    ended_at: Mapped[Moment]
    outcome: Mapped[str]
    """running, done, or failed."""
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it failed last; None: never."""


def save_beat(session: Session, task: str, began: datetime, ended: datetime, outcome: str) -> None:
    """Remember a run as the last one of its task."""
    row = session.get(WorkerBeat, task)
    if row is None:
        row = WorkerBeat(task=task)
        session.add(row)
    row.began_at, row.ended_at, row.outcome = began, ended, outcome
    if outcome == "failed":
        row.failed_at = ended


def beats(session: Session) -> Sequence[WorkerBeat]:
    """The last run of every task."""
    return session.scalars(select(WorkerBeat).order_by(WorkerBeat.task)).all()
