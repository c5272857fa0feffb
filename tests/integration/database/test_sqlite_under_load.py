"""Four processes write to one SQLite file at once: none fails, nothing is lost."""

import subprocess
import sys
from datetime import UTC, datetime

from sqlalchemy import func, select

from lti_tool.database.audit import AuditEvent
from lti_tool.database.engine import Database
from lti_tool.database.schools import School

PROCESSES, WRITES = 4, 150
# Each transaction reads before it writes: with a plain BEGIN most of them would fail at once.
SCRIPT = f"""
import sys
from datetime import UTC, datetime
from sqlalchemy import func, select
from lti_tool.database import models
from lti_tool.database.audit import AuditEvent
from lti_tool.database.engine import Database

database = Database(sys.argv[1])
for number in range({WRITES}):
    with database.write() as session:
        seen = session.scalar(select(func.count()).select_from(AuditEvent))
        session.add(AuditEvent(school_id=1, event=sys.argv[2], values={{"seen": seen}}, at=datetime.now(UTC)))
"""


def test_four_processes_lose_no_write(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        session.add(School(id=1, public_id="s", name="S", created_at=datetime.now(UTC)))
    processes = [
        subprocess.Popen([sys.executable, "-c", SCRIPT, sqlite_url, str(number)], stderr=subprocess.PIPE)
        for number in range(PROCESSES)
    ]
    errors = [process.communicate(timeout=120)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * PROCESSES, errors
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == PROCESSES * WRITES
        seen = {row.values["seen"] for row in session.scalars(select(AuditEvent))}
    # Every count was seen exactly once: the transactions ran one after the other.
    assert seen == set(range(PROCESSES * WRITES))
    database.dispose()
