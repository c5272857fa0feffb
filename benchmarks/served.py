"""Servers under measurement: one gunicorn worker on a core of its own, and a Redis for the peer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

START_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


def two_cores() -> tuple[int, int]:
    """Cores for the client and for the server: the same one twice where there is no other."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[0], cores[-1]


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Let what this thread starts in the block run on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def process(
    command: Sequence[str], port: int, core: int | None, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server for as long as the block lasts, on one core or on all; begins when its port answers."""
    with on_core(core) if core is not None else nullcontext():
        started = subprocess.Popen(list(command), env={**os.environ, **environment}, start_new_session=True)
    try:
        _wait(started, port, command)
        yield started
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def _wait(started: subprocess.Popen[bytes], port: int, command: Sequence[str]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if started.poll() is not None:
            raise SystemExit(f"{command[0]} ended by itself with status {started.returncode}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{command[0]} does not answer on port {port} after {START_SECONDS} seconds")


@contextmanager
def redis_server(core: int, folder: Path) -> Iterator[str]:
    """Run a Redis that keeps nothing on disk; give its URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise SystemExit("The peer keeps its launches in Redis: install redis-server, then start again.")
    port = free_port()
    options = {"port": str(port), "save": "", "appendonly": "no", "dir": str(folder), "logfile": "redis.log"}
    command = [program, "--bind", "127.0.0.1"]
    for name, value in options.items():
        command += [f"--{name}", value]
    with process(command, port, core, {}):
        yield f"redis://127.0.0.1:{port}/0"


class Worker:
    """The one worker process of a gunicorn, whose processor time is what is measured."""

    def __init__(self, master: int) -> None:
        children = _children(master)
        if len(children) != 1:
            raise SystemExit(f"gunicorn has {len(children)} workers instead of one")
        self.pid = children[0]

    def cpu_seconds(self) -> float:
        """User and system time so far, of all of its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue  # it ended meanwhile
            if int(fields[1]) == parent:
                found.append(int(entry.name))
    return found


@contextmanager
def gunicorn(
    command: Sequence[str], port: int, core: int, environment: Mapping[str, str]
) -> Iterator[Worker]:
    """Run a gunicorn with one worker; the command must ask for no more."""
    with process([sys.executable, "-m", *command], port, core, environment) as master:
        time.sleep(1)  # the port answers before the worker has loaded the application
        yield Worker(master.pid)
