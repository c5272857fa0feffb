"""Analyses in the background: asked for, claimed by one worker, seen to move, ended by whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update

from adapters.lms.base import Role
from lti_tool.database.analyses import Analysis
from lti_tool.database.classes import CourseClass
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from personalization.calibration.errors import CalibrationError

from .run_calibration import calibrate_bank
from .run_correlations import correlate_framework
from .runtime import Runtime

SILENT = timedelta(minutes=5)
"""A run that shows no sign of life for so long is taken over."""
_TELL_EVERY = timedelta(seconds=1)


class Cancelled(Exception):
    """Somebody has ended the analysis, or another worker does it."""


@dataclass
class Reporter:
    """Writes down how far a run is, and stops it when it is no longer wanted."""

    database: Database
    analysis_id: int
    claimed: datetime
    clock: Callable[[], datetime]
    _told: datetime | None = field(default=None, init=False)

    def __call__(self, share: float) -> None:
        """Called with the share done.

        Raises
        ------
        Cancelled
        """
        now = self.clock()
        if self._told is not None and now - self._told < _TELL_EVERY and share < 1:
            return
        self._told = now
        with self.database.write() as session:
            kept = session.execute(
                update(Analysis)
                .where(Analysis.id == self.analysis_id, Analysis.status == "running")
                .values(progress=round(share, 3), touched_at=now)
            )
            if kept.rowcount == 0:  # type: ignore[attr-defined]
                raise Cancelled


def run_analyses(runtime: Runtime) -> int:
    """Run what waits, and what nobody is at any more; returns how many were done."""
    done = 0
    while (found := _claim(runtime.database, runtime.clock())) is not None:
        _run(runtime, *found)
        done += 1
    return done


def _claim(database: Database, now: datetime) -> tuple[int, str, Scope] | None:
    """Take one analysis; two workers never take the same."""
    free = or_(
        Analysis.status == "waiting",
        and_(Analysis.status == "running", Analysis.touched_at < now - SILENT),
    )
    with database.write() as session:
        row = session.execute(
            select(Analysis, CourseClass.platform_id)
            .join(CourseClass, CourseClass.id == Analysis.class_id)
            .where(free)
            .order_by(Analysis.id)
            .limit(1)
            .with_for_update(skip_locked=True, of=Analysis)
        ).first()
        if row is None:
            return None
        analysis, platform_id = row
        analysis.status, analysis.touched_at, analysis.progress = "running", now, 0.0
        scope = Scope(
            analysis.school_id, platform_id, analysis.class_id, person_id=0, role=Role.TEACHER, launch=""
        )
        return analysis.id, analysis.kind, scope


def _run(runtime: Runtime, analysis_id: int, kind: str, scope: Scope) -> None:
    now = runtime.clock()
    reporter = Reporter(runtime.database, analysis_id, now, runtime.clock)
    work = {"calibration": calibrate_bank, "correlations": correlate_framework}[kind]
    try:
        values = work(runtime.database, scope, analysis_id, reporter)
    except Cancelled:
        return
    except CalibrationError as error:
        _end(runtime, analysis_id, status="failed", problem=error.code)
        return
    except Exception:
        _end(runtime, analysis_id, status="failed", problem="analysis_interrupted")
        raise
    _end(runtime, analysis_id, status="ready", progress=1.0, **values)


def _end(runtime: Runtime, analysis_id: int, **values: Any) -> None:
    """Write the end of a run, unless somebody has ended it before."""
    now = runtime.clock()
    with runtime.database.write() as session:
        session.execute(
            update(Analysis)
            .where(Analysis.id == analysis_id, Analysis.status == "running")
            .values(touched_at=now, finished_at=now, **values)
        )
