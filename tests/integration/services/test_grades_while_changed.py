"""A teacher changes what an activity counts for in the very moment in which a worker takes its grades."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from classroom import Classroom, make_classroom
from databases import Databases
from sqlalchemy import text

from adapters.lms.base import Role
from lti_tool.actions.edit_activity import open_activities, save_activity
from lti_tool.actions.placing_pages import Wish
from lti_tool.database.engine import Database
from lti_tool.database.grade_queue import due_jobs, lock_unready

PATIENCE = 20.0


@pytest.fixture
def classroom(databases: Databases) -> Iterator[Classroom]:
    database = Database(databases.make("postgresql"))
    yield make_classroom(database)
    database.dispose()


def somebody_waits(database: Database) -> bool:
    """Whether a transaction of this database waits for another one."""
    with database.engine.connect() as connection:
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())"
        return bool(connection.scalar(text(waiting)))


@pytest.mark.postgresql
def test_neither_waits_for_what_the_other_holds(classroom: Classroom) -> None:
    database, clock = classroom.database, classroom.clock
    classroom.set_up()
    for subject in ("s1", "s2"):
        classroom.take(subject)
    teacher = classroom.enter("teacher", Role.TEACHER)
    (activity,) = open_activities(database, teacher).activities
    wish = Wish("diagnostic", "Fracciones", 37.0)
    with ThreadPoolExecutor(1) as pool:
        with database.write() as worker:
            jobs = due_jobs(worker, clock.now, teacher.platform_id, 10)
            assert len(jobs) == 2
            saved = pool.submit(save_activity, database, teacher, activity.id, wish, now=clock.now)
            end = time.monotonic() + PATIENCE
            while not somebody_waits(database) and time.monotonic() < end:
                time.sleep(0.02)
            assert somebody_waits(database), "the page has to wait for the jobs"
            assert len(lock_unready(worker, [job.id for job in jobs])) == 1
        assert saved.result(PATIENCE)
    (changed,) = open_activities(database, teacher).activities
    assert changed.maximum == 37.0
