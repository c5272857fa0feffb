"""The same large Moodle XML as a teacher's upload: a worker reads it for the preview, then takes it in."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from adapters.content.own import OWN_BANKS
from benchmarks.moodle_file import QUESTIONS, make, peak_mb
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.read_import import read_import
from lti_tool.actions.runtime import now_utc
from lti_tool.actions.take_import import take_import
from lti_tool.actions.upload_file import PIECE
from lti_tool.database.base import public_id
from lti_tool.database.classes import CourseClass
from lti_tool.database.engine import Database
from lti_tool.database.imports import ImportJob, UploadPart
from lti_tool.database.models import Base as Base  # knows all tables, as the worker does
from lti_tool.database.people import Person
from lti_tool.database.platforms import Platform
from lti_tool.database.schema import upgrade
from lti_tool.database.schools import School


def measure_storing(questions: int = QUESTIONS) -> dict[str, float]:
    """Upload a file of so many questions to an empty database of SQLite, and have a worker take it in."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        with (folder / "bank.xml").open("wb") as file:
            make(file, questions)
        url = f"sqlite:///{folder / 'senda.db'}"
        job = _upload(url, folder / "bank.xml")
        command = [sys.executable, "-m", "benchmarks.moodle_store", url, str(job)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _upload(url: str, path: Path) -> int:
    """A school with a framework, a teacher, and the file in pieces."""
    database, now = Database(url), datetime.now(UTC)
    upgrade(database)
    with database.write() as session:
        school = School(public_id=public_id(), name="Benchmark", created_at=now)
        session.add(school)
        session.flush()
    framework = import_bank(database, school.id, OWN_BANKS["mathematics"](), now=now).framework_id
    with database.write() as session:
        own = {"school_id": school.id, "created_at": now}
        addresses = ("issuer", "client_id", "auth_login_url", "auth_token_url", "jwks_url")
        platform = Platform(public_id=public_id(), **own, **dict.fromkeys(addresses, "https://lms.example"))
        session.add(platform)
        session.flush()
        person = Person(public_id=public_id(), platform_id=platform.id, subject="t", **own)
        group = CourseClass(public_id=public_id(), platform_id=platform.id, title="C", **own)
        session.add_all([person, group])
        session.flush()
        job = ImportJob(
            public_id=public_id(),
            school_id=school.id,
            class_id=group.id,
            person_id=person.id,
            kind="bank",
            filename=path.name,
            size=path.stat().st_size,
            status="waiting",
            options={"language": "es", "framework": framework, "bank": "", "title": "B", "by": "none"},
            created_at=now,
            touched_at=now,
        )
        session.add(job)
        session.flush()
    with path.open("rb") as file:
        number = 0
        while piece := file.read(PIECE):
            with database.write() as session:
                session.add(UploadPart(school_id=school.id, job_id=job.id, number=number, data=piece))
            number += 1
    database.dispose()
    return job.id


def main() -> None:
    """The worker: read what was uploaded, then take it in, and print what both took."""
    database, job_id = Database(sys.argv[1]), int(sys.argv[2])
    before = peak_mb()
    started = time.perf_counter()
    assert read_import(database, job_id, clock=now_utc) == "ready"
    read = time.perf_counter() - started
    with database.write() as session:
        job = session.get_one(ImportJob, job_id)
        assert not job.report["fatal"], job.report["codes"]
        job.status, job.tries = "accepted", 0
    started = time.perf_counter()
    assert take_import(database, job_id, clock=now_utc) == "taken"
    stored = time.perf_counter() - started
    with database.read() as session:
        taken = session.get_one(ImportJob, job_id).report["taken"]["fates"]["new"]
    figures = {
        "moodle_stored_items": taken,
        "moodle_preview_seconds": read,
        "moodle_store_seconds": stored,
        "moodle_store_peak_mb": peak_mb(),
        "moodle_store_before_mb": before,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
