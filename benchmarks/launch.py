"""Launches per second and processor time of a launch, login to first page, beside PyLTI1p3's Flask example.

Both tools are served by one gunicorn worker of four threads on one core; the client, the platform's key set
and the peer's Redis are on the other. Rounds of both alternate within the same run. Ours is started as in
production, on the demo course in SQLite, and every launch is stored; the peer keeps its launches in Redis.
"""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from benchmarks.lti_client import CLIENT_ID, DEPLOYMENT, Browser, Platform, Tool, platform_serving
from benchmarks.peers.pylti1p3_flask import SETTINGS_VARIABLE
from benchmarks.report import emit, quick_asked
from benchmarks.served import Worker, free_port, gunicorn, on_core, redis_server, two_cores

THREADS = 4
NEWCOMERS = tuple(str(subject) for subject in range(901, 931))
"""30 students whose first page is the start page of the diagnostic."""
REGULARS = tuple(str(subject) for subject in range(11, 28))
"""17 students of the demo course whose first page is their path."""
_ONE_WORKER = ("--workers", "1", "--threads", str(THREADS))


@dataclass
class Measured:
    """One tool at work, and what its rounds gave."""

    name: str
    tool: Tool
    worker: Worker
    launches: int = 0
    cpu_ms: dict[str, list[float]] = field(default_factory=dict)
    per_second: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def round(self, platform: Platform, kind: str, subjects: tuple[str, ...], count: int) -> None:
        """Load the tool with `count` visits from four browsers, and note the processor time of each visit."""
        queue = itertools.islice(itertools.cycle(subjects), count)
        lock = threading.Lock()
        seconds: list[float] = []
        failed: list[BaseException] = []

        def visit(act: Callable[[Browser, str], float]) -> None:
            browser = Browser(platform, self.tool)
            try:
                while True:
                    with lock:
                        subject = next(queue, None)
                    if subject is None:
                        return
                    seconds.append(act(browser, subject))
            except BaseException as error:
                failed.append(error)
            finally:
                browser.close()

        act = _ACTS.get(kind, Browser.launch)
        threads = [threading.Thread(target=visit, args=(act,)) for _ in range(THREADS)]
        worked, begun = self.worker.cpu_seconds(), time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]
        took, worked = time.perf_counter() - begun, self.worker.cpu_seconds() - worked
        self.cpu_ms.setdefault(kind, []).append(1000 * worked / count)
        self.launches += {"login": 0, "page": THREADS}.get(kind, count)
        if kind == "launch":
            self.per_second.append(count / took)
            self.latencies += seconds

    def cpu(self, kind: str) -> float:
        """Processor milliseconds of one visit: the median of the rounds."""
        return statistics.median(self.cpu_ms[kind])

    def forget(self) -> None:
        """Drop what was measured so far: it was for warming up."""
        self.cpu_ms.clear()
        self.per_second.clear()
        self.latencies.clear()


def _log_in(browser: Browser, subject: str) -> float:
    return browser.login(subject)[3]


_ACTS: dict[str, Callable[[Browser, str], float]] = {"login": _log_in, "page": Browser.page}


@contextmanager
def senda(platform: Platform, folder: Path, core: int) -> Iterator[Measured]:
    """Serve Senda on a fresh demo course whose platform is ours."""
    port = free_port()
    lms_port = platform.issuer.rsplit(":", 1)[1]
    command = ("demo", "--seed-only", "--port", str(port), "--lms-port", lms_port, "--data", str(folder))
    print("Preparing Senda's course", flush=True)
    subprocess.run(
        [sys.executable, "-m", "lti_tool.cli.main", *command], check=True, stdout=subprocess.DEVNULL
    )
    environment = {
        "SENDA_SECRET_KEY": (folder / "secret").read_text(),
        "SENDA_DATABASE_URL": f"sqlite:///{folder / 'senda.db'}",
        "SENDA_PUBLIC_URL": f"http://localhost:{port}",
        "SENDA_ALLOW_PRIVATE_HOSTS": "1",
        "SENDA_LOG_LEVEL": "WARNING",
    }
    served = ("lti_tool.cli.main", "serve", "--port", str(port), *_ONE_WORKER)
    with gunicorn(served, port, core, environment) as worker:
        yield Measured("senda", Tool(port, "/lti/login", "/lti/launch"), worker)


@contextmanager
def pylti1p3(platform: Platform, folder: Path, core: int, redis_url: str) -> Iterator[Measured]:
    """Serve the peer, as documented, by the same gunicorn."""
    port = free_port()
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    settings = {
        "issuer": platform.issuer,
        "client_id": CLIENT_ID,
        "auth_login_url": f"{platform.issuer}/lti/auth",
        "auth_token_url": f"{platform.issuer}/lti/token",
        "key_set_url": f"{platform.issuer}/lti/jwks",
        "deployment_ids": [DEPLOYMENT],
        "private_key": private.decode(),
        "public_key": public.decode(),
        "redis_url": redis_url,
    }
    path = folder / "peer.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(settings))
    served = (
        "gunicorn.app.wsgiapp", "benchmarks.peers.pylti1p3_flask:create_app()",
        "--bind", f"127.0.0.1:{port}", *_ONE_WORKER, "--worker-class", "gthread", "--keep-alive", "5",
        "--log-level", "warning", "--no-control-socket",
    )  # fmt: skip
    with gunicorn(served, port, core, {SETTINGS_VARIABLE: str(path)}) as worker:
        yield Measured("pylti1p3", Tool(port, "/login/", "/launch/"), worker)


def stored_launches(folder: Path) -> int:
    """Count the sessions in Senda's database."""
    connection = sqlite3.connect(folder / "senda.db")
    try:
        count: int = connection.execute("SELECT count(*) FROM launch_session").fetchone()[0]
    finally:
        connection.close()
    return count


def run(rounds: int, count: int) -> dict[str, object]:
    """Measure both tools in alternating rounds of `count` visits."""
    client_core, server_core = two_cores()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        platform = stack.enter_context(platform_serving(free_port()))
        ours = stack.enter_context(senda(platform, folder, server_core))
        redis_url = stack.enter_context(redis_server(client_core, folder))
        peer = stack.enter_context(pylti1p3(platform, folder, server_core, redis_url))
        stack.enter_context(on_core(client_core))
        before = stored_launches(folder)
        for measured in (ours, peer):
            measured.round(platform, "launch", NEWCOMERS, 2 * len(NEWCOMERS))
            measured.forget()
        for number in range(1, rounds + 1):
            print(f"Round {number} of {rounds}", flush=True)
            for measured in (ours, peer):
                measured.round(platform, "launch", NEWCOMERS, count)
                measured.round(platform, "login", NEWCOMERS, count)
            ours.round(platform, "page", NEWCOMERS, count)
            ours.round(platform, "path", REGULARS, count)
        if stored_launches(folder) - before != ours.launches:
            raise SystemExit("not every launch of ours is stored")
    return figures(ours, peer)


def figures(ours: Measured, peer: Measured) -> dict[str, object]:
    """Put together what the rounds gave; a ratio above 1 means that ours costs less."""
    return {
        "launches_per_s": statistics.median(ours.per_second),
        "cpu_ms_per_launch": ours.cpu("launch"),
        "pylti1p3_cpu_ratio": peer.cpu("launch") / ours.cpu("launch"),
        "cpu_ms_login": ours.cpu("login"),
        "cpu_ms_launch_and_page": ours.cpu("launch") - ours.cpu("login"),
        "cpu_ms_page_alone": ours.cpu("page"),
        "cpu_ms_per_launch_to_path": ours.cpu("path"),
        "p50_ms": 1000 * statistics.median(ours.latencies),
        "p95_ms": 1000 * statistics.quantiles(ours.latencies, n=20)[-1],
        "pylti1p3_launches_per_s": statistics.median(peer.per_second),
        "pylti1p3_cpu_ms_per_launch": peer.cpu("launch"),
        "pylti1p3_cpu_ms_login": peer.cpu("login"),
        "launches_stored": ours.launches,
        "cores": len(os.sched_getaffinity(0)),
    }


if __name__ == "__main__":
    quick = quick_asked((__doc__ or "").splitlines()[0])
    emit(run(2, 150) if quick else run(6, 600))
