"""One worker at a time has a file: it claims it, shows signs of life, and loses it when it falls silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import and_, or_, update
from sqlalchemy.orm import Session

from lti_tool.database.engine import Database
from lti_tool.database.imports import ImportJob, drop_parts, import_by_id, upload_parts
from lti_tool.database.scope import Scope

from .sweep_imports import SILENT, owner_of

Step = Literal["read", "take"]
MOST_TRIES: Final = 2
BEAT: Final = timedelta(seconds=1)


class Phase(NamedTuple):
    """What a job is while it waits for a step, and while the step runs."""

    waits: str
    runs: str


PHASES: Final[Mapping[Step, Phase]] = {
    "read": Phase("waiting", "reading"),
    "take": Phase("accepted", "taking"),
}


class Lost(Exception):
    """Somebody else has the job now, or its owner has thrown it away."""


@dataclass(slots=True)
class Held:
    """A job that this worker has.

    Attributes
    ----------
    turn : int
        The number of this attempt: another one's has another number.
    """

    database: Database
    job_id: int
    step: Step
    turn: int
    scope: Scope
    filename: str
    options: Mapping[str, Any]
    clock: Callable[[], datetime]
    _beat: datetime | None = field(default=None)

    def progress(self, share: float) -> None:
        """Show a sign of life, at most once a second.

        Raises
        ------
        Lost
        """
        now = self.clock()
        if self._beat is not None and now - self._beat < BEAT:
            return
        self._beat = now
        with self.database.write() as session:
            self._set(session, progress=min(0.99, round(share, 3)), touched_at=now)

    def fetch(self, path: Path) -> None:
        """Write the uploaded file to disk, one piece in memory at a time."""
        with self.database.read() as session, path.open("wb") as file:
            for piece in upload_parts(session, self.scope, self.job_id):
                file.write(piece)

    def finish(self, session: Session, status: str, **values: Any) -> None:
        """End the step, inside the caller's transaction.

        Raises
        ------
        Lost
        """
        if status in ("taken", "failed"):
            drop_parts(session, self.scope, self.job_id)
        self._set(session, status=status, progress=1.0, touched_at=self.clock(), **values)

    def fail(self, problem: str, *, for_good: bool = False) -> None:
        """It did not work: wait for another try, or give up."""
        last = for_good or self.turn >= MOST_TRIES
        with self.database.write() as session:
            if last:
                self.finish(session, "failed", problem=problem)
            else:
                self._set(session, status=PHASES[self.step].waits, problem=problem)

    def _set(self, session: Session, **values: Any) -> None:
        changed = session.execute(
            update(ImportJob)
            .where(
                ImportJob.id == self.job_id,
                ImportJob.school_id == self.scope.school_id,
                ImportJob.status == PHASES[self.step].runs,
                ImportJob.tries == self.turn,
            )
            .values(**values),
            execution_options={"synchronize_session": False},
        )
        if not changed.rowcount:  # type: ignore[attr-defined]
            raise Lost


def claim(database: Database, job_id: int, step: Step, *, clock: Callable[[], datetime]) -> Held | None:
    """Take a job that waits for a step, or whose worker has fallen silent; None where nothing is to do."""
    phase, now = PHASES[step], clock()
    with database.write() as session:
        free = or_(
            ImportJob.status == phase.waits,
            and_(ImportJob.status == phase.runs, ImportJob.touched_at < now - SILENT),
        )
        taken = session.execute(
            update(ImportJob)
            .where(ImportJob.id == job_id, free)
            .values(status=phase.runs, tries=ImportJob.tries + 1, touched_at=now, progress=0.0),
            execution_options={"synchronize_session": False},
        )
        job = import_by_id(session, job_id)
        if not taken.rowcount or job is None:  # type: ignore[attr-defined]
            return None
        held = Held(database, job.id, step, job.tries, owner_of(job), job.filename, job.options, clock)
        if job.tries > MOST_TRIES:
            # Its worker died each time: a third one would die as well.
            held.finish(session, "failed", problem="import_crashed")
            return None
        return held
