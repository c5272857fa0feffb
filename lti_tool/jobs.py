"""Work that no page waits for: the queue, and its tasks, each of which calls one action.

A task may be lost (a queue is not a database): what must happen is in a table, and the sweep finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from huey import Huey, RedisHuey, SqliteHuey, crontab
from sqlalchemy import make_url

from adapters.lms.base import Role
from lti_tool.actions.grading_changes import remove_columns
from lti_tool.actions.learn_items import learn_items
from lti_tool.actions.note_run import note_run
from lti_tool.actions.read_import import read_import
from lti_tool.actions.reconcile_grades import compare_grades
from lti_tool.actions.record_refusal import KEPT as REFUSALS_KEPT
from lti_tool.actions.register_notices import register_notices
from lti_tool.actions.retention import apply_retention
from lti_tool.actions.run_analysis import run_analyses
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.send_grades import PATIENCE, GradeSender
from lti_tool.actions.sweep_imports import imports_due, sweep_imports, sweep_media
from lti_tool.actions.sync_roster import AGAIN, rosters_due, sync_roster
from lti_tool.actions.take_import import take_import
from lti_tool.config import Config
from lti_tool.database.launches import forget_states
from lti_tool.database.refusals import forget_refusals
from lti_tool.database.scope import Scope

_log = structlog.get_logger(__name__)

ROSTERS_AT_ONCE = 20
"""Class lists that are begun in a minute without anybody asking: 28,800 a day."""
KEPT_AFTER_EXPIRY = timedelta(hours=1)


def queue(config: Config) -> Huey:
    """The queue of this deployment: Redis where configured, else a file beside the database."""
    if config.redis_url:
        return RedisHuey("senda", url=config.redis_url, results=False)
    url = make_url(config.database_url)
    folder = Path("var")
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        folder = Path(str(url.database)).parent
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("senda", filename=str(folder / "queue.db"), results=False)


@dataclass(frozen=True)
class Jobs:
    """The queue with its tasks, bound to the runtime of this process."""

    huey: Huey
    tasks: dict[str, Callable[..., Any]]

    def wake(self, task: str, *arguments: object) -> None:
        """Put a task into the queue, after the commit it is about.

        A queue that cannot be reached must not undo what was committed: the sweep comes by.
        """
        plain = [asdict(one) if isinstance(one, Scope) else one for one in arguments]
        try:
            self.tasks[task](*plain)
        except Exception:
            _log.exception("queue_unreachable", task=task)


def connect(runtime: Runtime) -> Jobs:
    """Bind the tasks to a runtime: the web process puts them in, the worker takes them out."""
    huey = queue(runtime.config)
    sender = GradeSender(runtime)

    @huey.task(name="send_grades")
    def grades() -> None:
        sender.run(now=runtime.clock(), patience=PATIENCE)

    @huey.task(name="compare_grades")
    def compare(scope: dict[str, Any], activity: str) -> None:
        asked = Scope(**{**scope, "role": Role(scope["role"])})
        compare_grades(runtime, asked, activity, now=runtime.clock())

    @huey.task(name="remove_columns")
    def columns() -> None:
        remove_columns(runtime, now=runtime.clock())

    @huey.task(name="sync_roster")
    def roster(scope: dict[str, Any], untouched: float = 0.0) -> None:
        asked, rest = Scope(**{**scope, "role": Role(scope["role"])}), timedelta(seconds=untouched)
        run = partial(sync_roster, runtime, asked, now=runtime.clock(), untouched=rest)
        note_run(runtime, "sync_roster", run)

    @huey.task(name="register_notices")
    def notices(deployment: int) -> None:
        register_notices(runtime, deployment, now=runtime.clock())

    @huey.periodic_task(crontab(minute="*"), name="sweep")
    def sweep() -> None:
        remove_columns(runtime, now=runtime.clock())
        note_run(runtime, "sweep", lambda: sender.run(now=runtime.clock(), patience=PATIENCE))

    @huey.periodic_task(crontab(minute="*"), name="refresh_rosters")
    def refresh_rosters() -> None:
        # A task for each platform's most overdue list: long ones do not hold up the others.
        for scope in rosters_due(runtime.database, now=runtime.clock())[:ROSTERS_AT_ONCE]:
            jobs.wake("sync_roster", scope, AGAIN.total_seconds())

    @huey.periodic_task(crontab(minute="17"), name="tidy")
    def tidy() -> None:
        note_run(runtime, "tidy", lambda: tidy_up(runtime, runtime.clock()))

    tasks: dict[str, Callable[..., Any]] = {
        "send_grades": grades,
        "compare_grades": compare,
        "remove_columns": columns,
        "sync_roster": roster,
        "register_notices": notices,
        **_question_tasks(huey, runtime),
        **_import_tasks(huey, runtime),
    }
    jobs = Jobs(huey, tasks)
    runtime.wake = jobs.wake
    return jobs


def _question_tasks(huey: Huey, runtime: Runtime) -> dict[str, Callable[..., Any]]:
    """What answers tell of questions: taken in every minute, and analyses that somebody asked for."""

    @huey.task(name="learn_items")
    def learning() -> None:
        learn_items(runtime.database, now=runtime.clock(), pause=runtime.pause)

    @huey.task(name="run_analyses")
    def analyses() -> None:
        run_analyses(runtime)

    @huey.periodic_task(crontab(minute="*"), name="learn")
    def learn() -> None:
        note_run(runtime, "learn_items", learning.call_local)
        run_analyses(runtime)

    return {"learn_items": learning, "run_analyses": analyses}


def _import_tasks(huey: Huey, runtime: Runtime) -> dict[str, Callable[..., Any]]:
    """Files that teachers bring in: read, and taken in once they say so; each waits in its table."""

    @huey.task(name="read_import")
    def read(job: int) -> None:
        read_import(runtime.database, job, clock=runtime.clock)

    @huey.task(name="take_import")
    def take(job: int) -> None:
        take_import(runtime.database, job, clock=runtime.clock)

    @huey.periodic_task(crontab(minute="*"), name="resume_imports")
    def resume() -> None:
        for step, job in imports_due(runtime.database, "bank", runtime.clock()):
            runtime.wake(f"{step}_import", job)

    return {"read_import": read, "take_import": take}


def tidy_up(runtime: Runtime, now: datetime) -> None:
    """What is done once an hour: keys move on, what is over goes, people nobody saw for long are erased."""
    runtime.keyring.rotate(now)
    with runtime.database.write() as session:
        forget_states(session, now - KEPT_AFTER_EXPIRY)
        forget_refusals(session, now - REFUSALS_KEPT)
    sweep_imports(runtime.database, now)
    sweep_media(runtime.database, now)
    apply_retention(runtime.database, now)


def work(runtime: Runtime, *, threads: int = 4) -> None:
    """Take tasks until the process is told to end; only on the main thread, where signals arrive."""
    jobs = connect(runtime)
    jobs.wake("send_grades")  # what waited while no worker ran
    consumer = jobs.huey.create_consumer(
        workers=threads, periodic=True, initial_delay=0.1, max_delay=1.0, check_worker_health=True
    )
    consumer.run()
