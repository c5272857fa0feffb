"""Running a deployment: serve, worker, db upgrade, doctor."""

from __future__ import annotations

import argparse
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app
from sqlalchemy import text

from lti_tool.database import schema
from lti_tool.errors import SendaError
from lti_tool.jobs import queue, work

from .command import CommandFailed, Subparsers, add, group, report, runtime_from_env


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    serve = add(parsers, "serve", "Serve the tool over HTTP.", run_serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1, help="processes (default: 1)")
    serve.add_argument("--threads", type=int, default=4, help="threads of each process (default: 4)")
    worker = add(parsers, "worker", "Send grades, fetch class lists, rotate keys.", run_worker)
    worker.add_argument("--threads", type=int, default=4)
    add(parsers, "doctor", "Check that this deployment can work.", run_doctor, with_json=True)
    database = group(parsers, "db", "The database.")
    add(database, "upgrade", "Bring the database to this version's schema.", run_upgrade)


class _Server(BaseApplication):
    """Gunicorn without a configuration file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app("lti_tool.app:create_app()")  # by name: commands stand below the application


def run_serve(arguments: argparse.Namespace) -> int:
    """`senda serve`."""
    runtime_from_env().database.dispose()
    _Server(
        {
            "bind": f"{arguments.host}:{arguments.port}",
            "workers": arguments.workers,
            "threads": arguments.threads,
            "worker_class": "gthread",
            "accesslog": None,
            "loglevel": "warning",
            "keepalive": 5,
            "control_socket_disable": True,
        }
    ).run()
    return 0


def run_worker(arguments: argparse.Namespace) -> int:
    """`senda worker`."""
    work(runtime_from_env(), threads=arguments.threads)
    return 0


def run_upgrade(arguments: argparse.Namespace) -> int:
    """`senda db upgrade`."""
    runtime = runtime_from_env(migrated=False)
    before = schema.current(runtime.database)
    schema.upgrade(runtime.database)
    after = schema.head()
    print(f"The database is at {after}." if before == after else f"Upgraded from {before} to {after}.")
    return 0


def run_doctor(arguments: argparse.Namespace) -> int:
    """`senda doctor`: each check by name, with what is wrong."""
    runtime = runtime_from_env(migrated=False)
    checks: dict[str, str] = {}

    def check(name: str, action: Any) -> None:
        try:
            checks[name] = action() or "ok"
        except (SendaError, CommandFailed, OSError, ValueError) as error:
            checks[name] = f"FAILED: {error}"
        except Exception as error:
            checks[name] = f"FAILED: {type(error).__name__}: {error}"

    def database() -> None:
        with runtime.database.read() as session:
            session.execute(text("SELECT 1"))

    def migrated() -> None:
        if schema.current(runtime.database) != schema.head():
            raise CommandFailed("run `senda db upgrade`")

    def key() -> str:
        return f"ok ({runtime.keyring.signing_key(runtime.clock()).kid})"

    def waiting() -> str:
        return f"ok ({queue(runtime.config).pending_count()} waiting)"

    check("database", database)
    check("schema", migrated)
    check("signing key", key)
    check("queue", waiting)
    failed = any(result.startswith("FAILED") for result in checks.values())
    report(arguments, checks, [f"{name}: {result}" for name, result in checks.items()])
    return int(failed)
