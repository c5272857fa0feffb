"""The class list of 100,000 members from a platform that pages: ``python -m benchmarks.roster [--quick]``.

The real action with a real database (SQLite, and PostgreSQL where ``SENDA_TEST_POSTGRESQL`` or a server on
this machine answers), once into an empty class and once again; the platform has a process of its own, so that
the memory is ours alone. The figures without a name are those of the slowest case.
"""

from __future__ import annotations

import os
import resource
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from adapters.lms.base import Context, Launch, PersonClaims, ResourceLink, Role, RosterService
from benchmarks.report import emit, quick_asked
from benchmarks.served import free_port, process, two_cores
from lti_tool.actions.assemble import assemble
from lti_tool.actions.register_platform import Registration, register_platform
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.start_launch import start_launch
from lti_tool.actions.sync_roster import sync_roster
from lti_tool.config import Config
from lti_tool.database.launches import UsedState
from lti_tool.database.schema import upgrade
from lti_tool.database.scope import Scope

MEMBERS = 100_000
FEWER = 10_000
SIZES = (100, 1_000)
POSTGRESQL = os.environ.get("SENDA_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1/postgres")


def main() -> int:
    """Fetch the list in pages of each size into each kind of database."""
    members = FEWER if quick_asked(__doc__ or "") else MEMBERS
    ours, theirs = two_cores()
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.peers.paging_platform", str(port), str(members)]
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder, process(command, port, theirs, {}):
        os.sched_setaffinity(0, {ours})
        urls = {"sqlite": f"sqlite:///{Path(folder) / 'roster.db'}"}
        with _postgresql() as found:
            urls |= {"postgresql": found} if found else {}
            for kind, url in urls.items():
                _measure(figures, kind, url, f"http://127.0.0.1:{port}", members)
    slowest = {
        name: max(value for key, value in figures.items() if key.startswith(f"{name}_"))
        for name in ("seconds", "second_seconds", "cpu_seconds", "growth_mb")
    }
    emit({"members": members, "pages": members // min(SIZES), **slowest, **figures})
    return 0


def _measure(figures: dict[str, float], kind: str, url: str, lms: str, members: int) -> None:
    runtime = assemble(
        Config(
            public_url="https://senda.example",
            secret_key="a secret of the benchmark " * 2,
            database_url=url,
            allow_private_hosts=True,
            log_level="ERROR",
        )
    )
    upgrade(runtime.database)
    scopes = _classes(runtime, lms)
    for size in SIZES:
        name = f"{kind}_{size}"
        before = _resident()
        for run in ("seconds", "second_seconds"):
            start, processor = time.perf_counter(), time.process_time()
            count = sync_roster(runtime, scopes[size], now=datetime.now(UTC))
            figures[f"{run}_{name}"] = time.perf_counter() - start
            figures[f"cpu_{run}_{name}"] = time.process_time() - processor
            if count != members:
                raise SystemExit(f"{count} members instead of {members}")
        figures[f"growth_mb_{name}"] = _peak() - before
    runtime.answers.close()
    runtime.database.dispose()


def _classes(runtime: Runtime, lms: str) -> dict[int, Scope]:
    """A class for each size of page, made by a teacher's launch."""
    now = datetime.now(UTC)
    platform = register_platform(
        runtime.database,
        Registration(
            issuer=lms,
            client_id="senda",
            auth_login_url=f"{lms}/auth",
            auth_token_url=f"{lms}/token",
            jwks_url=f"{lms}/jwks",
            deployment_ids=("1",),
        ),
        now=now,
    )
    scopes = {}
    for size in SIZES:
        launch = Launch(
            issuer=lms,
            client_id="senda",
            deployment_id="1",
            message_type="LtiResourceLinkRequest",
            target_link_uri="https://senda.example/lti/launch",
            person=PersonClaims("100000", "Teacher"),
            role=Role.TEACHER,
            roles=(),
            context=Context(f"c{size}"),
            resource_link=ResourceLink(f"l{size}"),
            roster=RosterService(f"{lms}/courses/{size}/memberships"),
        )
        state = UsedState(secrets.token_bytes(32), now)
        scopes[size] = start_launch(runtime.database, platform, launch, state, now=now).scope
    return scopes


def _resident() -> float:
    """Megabytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _peak() -> float:
    """Megabytes of memory that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database for a while; empty where there is no server."""
    server = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"senda_benchmark_{secrets.token_hex(6)}"
    try:
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
    except OperationalError:
        print("no PostgreSQL: measured with SQLite alone", file=sys.stderr)
        yield ""
        return
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
