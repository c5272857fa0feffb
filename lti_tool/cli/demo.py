"""`senda demo`: the tool, its worker and a demo LMS with a course, all on this machine."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from lti_tool.actions.admin_accounts import NewAccount, add_account, invite_again, public_id_of_email
from lti_tool.actions.assemble import assemble
from lti_tool.actions.invite_platform import account_link
from lti_tool.actions.runtime import Runtime
from lti_tool.config import Config
from lti_tool.database import schema
from lti_tool.database.scope import AdminScope, Scope
from lti_tool.demo.people import TRAINING_COURSE
from lti_tool.demo.settings import FAMILIES
from lti_tool.errors import InputRefused
from lti_tool.jobs import connect

from .command import CommandFailed, Subparsers, add
from .seeding import seed
from .seeding_teachers import seed_teachers

READY_SECONDS = 60
WORKER = "the worker"
STOP_SECONDS = 10


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    demo = add(parsers, "demo", "Try Senda: the tool and a demo LMS with a course.", run_demo)
    demo.add_argument("--port", type=int, default=8000, help="port of the tool (default: 8000)")
    demo.add_argument("--lms-port", type=int, default=8001, help="port of the demo LMS (default: 8001)")
    demo.add_argument(
        "--family", choices=FAMILIES, default="generic", help="whom the demo LMS speaks as (default: generic)"
    )
    demo.add_argument("--data", type=Path, default=Path("var"), help="folder for data (default: var)")
    demo.add_argument(
        "--admin", metavar="EMAIL", default="", help="only print a link to an account of the admin site"
    )
    demo.add_argument("--seed-only", action="store_true", help="prepare the data and stop")


def run_demo(arguments: argparse.Namespace) -> int:
    """Prepare the data where it is missing, start three processes, end them together."""
    tool, lms = f"http://localhost:{arguments.port}", f"http://127.0.0.1:{arguments.lms_port}"
    if not (arguments.seed_only or arguments.admin):
        _check_ports(arguments.port, arguments.lms_port)
    environment = _environment(arguments.data, tool)
    runtime = assemble(Config.from_env(environment))
    schema.upgrade(runtime.database)
    if arguments.admin:
        _invite_admin(runtime, arguments.admin)
        return 0
    teachers = (
        seed(runtime, lms, family=arguments.family, progress=_progress),
        seed_teachers(runtime, lms, family=arguments.family, progress=_progress),
    )
    runtime.answers.close()
    if arguments.seed_only:
        return 0
    senda = [sys.executable, "-m", "lti_tool.cli.main"]
    commands = {
        "the tool": [*senda, "serve", "--host", "127.0.0.1", "--port", str(arguments.port)],
        "the demo LMS": [
            *(sys.executable, "-m", "lti_tool.demo"),
            *("--port", str(arguments.lms_port), "--tool-url", tool, "--family", arguments.family),
            *("--data", str(arguments.data / "demo.sqlite")),
            # Safari keeps no cookie of ours over plain HTTP: there the LMS's storage is the only way in.
            *(("--storage-target",) if arguments.family == "generic" else ()),
        ],
        WORKER: [*senda, "worker"],
    }

    def ready() -> None:
        for teacher in teachers:
            _first_roster(environment, teacher)
        print(f"\nThe admin site is {tool}/admin/; an account for it: {_admin_command(arguments)}")

    return _run(commands, environment, tool, lms, ready)


def _progress(done: int, total: int) -> None:
    """Count in place on a terminal; elsewhere one line is enough."""
    if sys.stdout.isatty():
        end = "\n" if done == total else ""
        print(f"\rPreparing a demo course: {done} of {total} students", end=end, flush=True)
    elif done == 1:
        print(f"Preparing a demo course with {total} students", flush=True)


def _first_roster(environment: Mapping[str, str], teacher: Scope | None) -> None:
    """The class list of a fresh course, so that who never came is in it from the start."""
    if teacher is not None:
        connect(assemble(Config.from_env(environment))).wake("sync_roster", teacher)


def _environment(data: Path, tool: str) -> dict[str, str]:
    """The settings of the demo: what is set already stays, the secret is made once and kept."""
    data.mkdir(parents=True, exist_ok=True)
    return {
        "SENDA_SECRET_KEY": _secret(data / "secret"),
        "SENDA_DATABASE_URL": f"sqlite:///{data / 'senda.db'}",
        "SENDA_LOG_LEVEL": "WARNING",
        **os.environ,
        "SENDA_PUBLIC_URL": tool,
        "SENDA_ALLOW_PRIVATE_HOSTS": "1",
    }


def _secret(path: Path) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret


def _check_ports(port: int, lms_port: int) -> None:
    """Both ports are free, or a sentence that says which is not and the way out."""
    if port == lms_port:
        raise CommandFailed("The tool and the demo LMS need two different ports.")
    for number, name, variable in ((port, "Senda", "PORT"), (lms_port, "the demo LMS", "LMS_PORT")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except OSError:
                raise CommandFailed(
                    f"Port {number} is taken by another program, so {name} cannot start: stop that program,"
                    f" or choose another port, for example: make run {variable}={number + 10}"
                ) from None


def _run(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], tool: str, lms: str, ready: object
) -> int:
    """Start the processes and wait until one ends or the user ends them."""
    # Also where a shell has told its background jobs to ignore Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.default_int_handler)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            if name == WORKER:
                # Not before: an LMS that finds no keys of the tool refuses its first grades for good.
                _wait_for(f"{tool}/readyz", processes)
                _wait_for(lms, processes)
            processes[name] = subprocess.Popen(  # noqa: S603 - our own commands
                list(command), env=dict(environment), start_new_session=True
            )
        if callable(ready):
            ready()
        print(f"\nOpen {lms} in a browser: enter as the teacher or as a student.", flush=True)
        print(f"“{TRAINING_COURSE.title}” there is a course with teachers as its learners.", flush=True)
        print("Ctrl-C ends it.", flush=True)
        while True:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise CommandFailed(f"{name.capitalize()} ended by itself (status {process.returncode}).")
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nEnding.")
        return 0
    finally:
        _stop(list(processes.values()))


def _admin_command(arguments: argparse.Namespace) -> str:
    """What makes an account for the demo that runs now."""
    command = f"{Path(sys.executable).with_name('senda')} demo --admin you@example.org"
    port = "" if arguments.port == 8000 else f" --port {arguments.port}"
    return command + port + ("" if arguments.data == Path("var") else f" --data {arguments.data}")


def _invite_admin(runtime: Runtime, email: str) -> None:
    """A link to the admin site: there is no account that everybody would know."""
    try:
        secret = add_account(runtime.database, AdminScope(), NewAccount(email), now=runtime.clock())
    except InputRefused as refusal:
        if refusal.code != "account_exists":
            raise
        account = public_id_of_email(runtime.database, email)
        secret = invite_again(runtime.database, AdminScope(), account, now=runtime.clock())
    print("Open this while the demo runs, choose a password, and have your phone at hand:")
    print(f"  {account_link(runtime.config.public_url, secret)}")


def _wait_for(address: str, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        for name, process in processes.items():
            if process.poll() is not None:
                raise CommandFailed(f"{name.capitalize()} could not start; the reason stands above.")
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own address on this machine
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise CommandFailed(f"{address} does not answer after {READY_SECONDS} seconds.")


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
