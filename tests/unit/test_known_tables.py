"""A process that only serves knows every table: rows are written in the order of their foreign keys."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import lti_tool.app
from lti_tool.database.base import Base

for table in Base.metadata.tables.values():
    for key in table.foreign_keys:
        key.column  # raises where the other table was never imported
print(len(Base.metadata.tables))
"""


def test_the_application_alone_imports_every_table() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
