"""Answers per second with 1,000 students taking a test at once: ``python -m benchmarks.answers [--quick]``.

The tool as in production (``senda serve`` with two worker processes) on PostgreSQL; database, tool and client
share all cores of this machine. Every student has a session of their own, opened by a launch, and takes the
adaptive diagnostic of the bank that comes with Senda. Answers arrive at random (Poisson) at the offered rate,
whatever became of earlier ones; each is a POST of the page's form with the bearer token, and its time runs
from when it was due until the next question has come whole. Needs PostgreSQL (``SENDA_TEST_POSTGRESQL``).
"""

from __future__ import annotations

import http.client
import os
import random
import re
import secrets
import selectors
import socket
import statistics
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.exc import OperationalError

from adapters.content import mathematics
from adapters.lms.base import Context, Launch, PersonClaims, ResourceLink, Role
from benchmarks.report import emit, quick_asked
from benchmarks.served import free_port, process
from lti_tool.actions.assemble import assemble
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.record_choices import Choices, record_choices
from lti_tool.actions.register_platform import Registration, register_platform
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.start_launch import Started, start_launch
from lti_tool.config import Config
from lti_tool.database.banks import Bank
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.launches import UsedState
from lti_tool.database.platforms import PlatformRecord
from lti_tool.database.schema import upgrade

STUDENTS, SECONDS = 1_000, 60.0
FEWER, SHORTER = 200, 10.0
OFFERED = 100.0
"""Answers that arrive in a second: each student's next one comes about ten seconds after the last."""
BROWSERS = 256
"""Answers that are under way at once, at most."""
POSTGRESQL = os.environ.get("SENDA_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1/postgres")
_ITEM = re.compile(rb'name="item" value="([^"]+)"')
_ATTEMPT = re.compile(rb'name="attempt" value="([^"]+)"')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_LANGUAGE = re.compile(rb'name="language" value="([^"]+)"')


@dataclass(slots=True)
class Student:
    """A student with the page that they are looking at."""

    launch: str
    token: str
    attempt: str = ""
    item: str = ""
    language: str = "es"
    choice: bool = False
    busy: bool = False
    """An answer is under way: the next one waits for it."""

    def read(self, page: bytes) -> bool:
        """Take in a page; whether there is a question on it."""
        item, attempt = _ITEM.search(page), _ATTEMPT.search(page)
        if item is None or attempt is None:
            return False
        self.item, self.attempt = item[1].decode(), attempt[1].decode()
        language = _LANGUAGE.search(page)
        self.language = language[1].decode() if language else "es"
        self.choice = b'type="radio"' in page
        return True


@dataclass
class Load:
    """What the answers of one run took."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    finished: int = 0
    elapsed: float = 0.0
    """From the first answer that was due until the last one was there."""


def main() -> int:
    """Let them answer, and count what has arrived."""
    quick = quick_asked(__doc__ or "")
    students, seconds = (FEWER, SHORTER) if quick else (STUDENTS, SECONDS)
    with TemporaryDirectory() as folder, _postgresql() as url:
        port = free_port()
        environment = {
            "SENDA_PUBLIC_URL": f"http://localhost:{port}",
            "SENDA_SECRET_KEY": secrets.token_urlsafe(32),
            "SENDA_DATABASE_URL": url,
            "SENDA_ALLOW_PRIVATE_HOSTS": "true",
            "SENDA_LOG_LEVEL": "error",
        }
        runtime = assemble(Config.from_env(environment))
        upgrade(runtime.database)
        sessions = _course(runtime, students)
        command = [sys.executable, "-m", "lti_tool.cli.main", "serve", "--port", str(port), "--workers", "2"]
        os.chdir(folder)
        with process(command, port, None, {**environment, "PYTHONPATH": str(Path(__file__).parents[1])}):
            time.sleep(2)
            begun = [_open(port, one) for one in sessions]
            before = _stored(runtime)
            load = _run(port, begun, OFFERED, seconds)
        lost = len(load.seconds) - (_stored(runtime) - before)
        runtime.database.dispose()
    return _report(load, students, seconds, lost)


def _report(load: Load, students: int, seconds: float, lost: int) -> int:
    times = sorted(load.seconds)
    figures = {
        "answers_per_s": len(times) / load.elapsed,
        "p95_ms": 1000 * times[int(0.95 * len(times))],
        "errors": len(load.errors),
        "p50_ms": 1000 * statistics.median(times),
        "p99_ms": 1000 * times[int(0.99 * len(times))],
        "offered_per_s": OFFERED,
        "students": students,
        "seconds": seconds,
        "lost": lost,
        "tests_finished": load.finished,
    }
    for error in load.errors[:3]:
        print("error:", error)
    print(f"{students} students, {OFFERED:.0f} answers a second offered for {seconds:.0f} s, two workers")
    print(f"  answered {figures['answers_per_s']:.1f}/s; half within {figures['p50_ms']:.0f} ms, 95 % within")
    print(f"  {figures['p95_ms']:.0f} ms, 99 % within {figures['p99_ms']:.0f} ms; {lost} not stored")
    emit(figures)
    return 0


def _course(runtime: Runtime, count: int) -> list[Student]:
    """A class with a diagnostic that this many students have begun."""
    now, rng = runtime.clock(), runtime.random()
    lms = "https://lms.example"
    platform = register_platform(
        runtime.database,
        Registration(
            issuer=lms,
            client_id="benchmark",
            auth_login_url=f"{lms}/auth",
            auth_token_url=f"{lms}/token",
            jwks_url=f"{lms}/jwks",
            deployment_ids=("1",),
            family="generic",
        ),
        now=now,
    )
    import_bank(runtime.database, platform.school_id, mathematics.load(), now=now)
    teacher = _launch(runtime, platform, "teacher", Role.TEACHER).scope
    with runtime.database.read() as session:
        bank = session.scalars(select(Bank).where(Bank.school_id == teacher.school_id)).one()
    set_up_diagnostic(runtime.database, teacher, bank.public_id, ["fractions", "decimals"], "Test", now=now)
    students = []
    for number in range(count):
        started = _launch(runtime, platform, f"student{number}", Role.STUDENT)
        choices = Choices(profiling=True, tutor=False, tutee=False, slots=())
        record_choices(runtime.database, started.scope, choices, now=now)
        begin_diagnostic(runtime.database, started.scope, now=now, rng=rng)
        students.append(Student(started.scope.launch, started.token))
    return students


def _launch(runtime: Runtime, platform: PlatformRecord, subject: str, role: Role) -> Started:
    launch = Launch(
        issuer=platform.issuer,
        client_id=platform.client_id,
        deployment_id="1",
        message_type="LtiResourceLinkRequest",
        target_link_uri=f"{runtime.config.public_url}/lti/launch",
        person=PersonClaims(subject),
        role=role,
        roles=(),
        context=Context("course"),
        resource_link=ResourceLink("link", "Test"),
    )
    now = runtime.clock()
    state = UsedState(os.urandom(32), now + timedelta(minutes=10))
    return start_launch(runtime.database, platform, launch, state, now=now)


def _open(port: int, student: Student) -> Student:
    """Ask for the first question, as the page does after a launch."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/s/{student.launch}/question", headers=_headers(student))
    page = connection.getresponse().read()
    connection.close()
    if not student.read(page):
        raise SystemExit(f"no question for a student: {page[:500]!r}")
    return student


def _headers(student: Student) -> dict[str, str]:
    return {"Authorization": f"Bearer {student.token}", "HX-Request": "true", "HX-Boosted": "true"}


class _Browser:
    """A connection for one answer: who thinks for ten seconds finds the last one closed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.moment, self.student = 0.0, Student("", "")
        self._come = bytearray()

    def post(self, moment: float, student: Student) -> None:
        """Send the form on a student's page."""
        self.moment, self.student, self._come = moment, student, bytearray()
        student.busy = True
        form = {"attempt": student.attempt, "item": student.item, "language": student.language}
        form["text"] = str(1 + hash(student.item) % 3) if student.choice else str(hash(student.item) % 9)
        body = urlencode(form)
        headers = {**_headers(student), "Content-Type": "application/x-www-form-urlencoded"}
        lines = [f"POST /s/{student.launch}/answer HTTP/1.1", f"Host: localhost:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}", "", body]
        self.socket.sendall("\r\n".join(lines).encode())

    def receive(self) -> tuple[int, bytes] | None:
        """Status and page, once they have come whole."""
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("closed before the answer")
        self._come += piece
        head, end, page = self._come.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or (length is not None and len(page) < int(length[1])):
            return None
        return int(head.split(b" ", 2)[1]), bytes(page)


def _run(port: int, students: Sequence[Student], rate: float, seconds: float) -> Load:
    """Offer answers at a rate; whoever finishes has no more to say.

    One thread, so that the client takes little of the processors that tool and database work on.
    """
    load, rng, order = Load(), random.Random(1), list(students)
    rng.shuffle(order)
    under_way = 0
    due: deque[tuple[float, Student]] = deque()
    first = moment = time.perf_counter()
    end, turn = first + seconds, 0
    with selectors.DefaultSelector() as selector:
        while moment < end or due or under_way:
            now = time.perf_counter()
            while moment <= now and moment < end:
                due.append((moment, order[turn % len(order)]))
                turn += 1
                moment += rng.expovariate(rate)
            for _ in range(len(due)):
                if under_way == BROWSERS:
                    break
                one = due.popleft()
                if one[1].busy:
                    due.append(one)
                elif one[1].item:
                    browser = _Browser(port)
                    under_way += 1
                    selector.register(browser.socket, selectors.EVENT_READ, browser)
                    browser.post(*one)
            wait = moment - time.perf_counter() if moment < end else 0.1
            for key, _ in selector.select(max(0.0, wait)):
                browser = key.data
                try:
                    answer = browser.receive()
                except OSError as error:
                    answer = (0, repr(error).encode())
                if answer is not None:
                    selector.unregister(browser.socket)
                    browser.socket.close()
                    under_way -= 1
                    _take_down(load, browser, *answer)
    load.elapsed = time.perf_counter() - first
    return load


def _take_down(load: Load, browser: _Browser, status: int, page: bytes) -> None:
    student = browser.student
    student.busy = False
    if status not in (200, 303):
        load.errors.append(f"{status}: {page[:200]!r}")
        return
    load.seconds.append(time.perf_counter() - browser.moment)
    if status == 303 or not student.read(page):
        load.finished += 1
        student.item = ""


def _stored(runtime: Runtime) -> int:
    with runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(EvidenceEntry)) or 0


@contextmanager
def _postgresql() -> Iterator[str]:
    """A database of its own on the server."""
    server = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"senda_answers_{secrets.token_hex(4)}"
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        message = f"No PostgreSQL answers at {server.host}: start one, or set SENDA_TEST_POSTGRESQL."
        raise SystemExit(message) from None
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
