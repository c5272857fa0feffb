"""10,000 grades to a platform that misbehaves: ``python -m benchmarks.grades [--quick]``.

Everything is real but the platform (`benchmarks.grade_platform`): the scores are stored answers read by the
grade formula, the worker is the process ``senda worker`` on SQLite, killed twice (SIGKILL) and started again
while the platform restarts once. A tenth of the scores change while they are being sent, some twice. The one
setting that differs from the default is ``SENDA_LMS_TIMEOUT`` (2 seconds, so that a grade is held for 24).

What is counted, all of it in the platform's own log:

lost
    Students of whom the platform has no score.
stale
    Students whose last score at the platform is not their latest one.
doubled
    Scores that the platform stored though the one before of the same student had the same value, and the
    worker could know that it had arrived. It could not where the platform never answered (a time-out, its
    restart), nor where the worker was killed before it had written down the answer: such scores have to be
    sent again, and are counted as `repeated_unanswered` and `repeated_after_kill`.
refused_older
    Answers 409; `future`: timestamps ahead of the platform's clock.
"""

from __future__ import annotations

import itertools
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.grade_course import CLIENT_ID, GradeCourse, make_course
from benchmarks.grade_platform import GradePlatform, Manners, Taken
from benchmarks.report import emit, quick_asked
from lti_tool.actions.assemble import assemble
from lti_tool.config import Config
from lti_tool.database.schema import upgrade

DEADLINE_SECONDS = 1_200
SECRET = "for benchmarks only, and not shorter than it must be"


@dataclass
class Run:
    """One run: what is disturbed when, and what came of it.

    Attributes
    ----------
    kills : tuple of float
        Shares of the grades sent at which the worker is killed.
    lms_timeout : int
        ``SENDA_LMS_TIMEOUT``, in seconds.
    """

    grades: int
    kills: tuple[float, ...] = (0.25, 0.6)
    lms_timeout: int = 2
    restart: float = 0.4
    changing: float = 0.1
    manners: Manners = field(default_factory=Manners)
    unsettled: set[tuple[str, datetime]] = field(default_factory=set)
    """Subject and timestamp of scores that a killed worker had not settled."""
    had: dict[str, set[int]] = field(default_factory=dict)
    """Values that students with changing scores have had."""


class Workers:
    """The worker process, which may die."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self.start()

    def start(self) -> None:
        """Start it (again)."""
        senda = Path(sys.executable).with_name("senda")
        command = [str(senda), "worker"]
        self._process = subprocess.Popen(command, env=self._environment, start_new_session=True)

    def kill(self) -> None:
        """End it without a word."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def measure(run: Run) -> dict[str, object]:
    """Send everything once, with all disturbances; give the figures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "SENDA_PUBLIC_URL": "http://localhost:8000",
            "SENDA_SECRET_KEY": SECRET,
            "SENDA_DATABASE_URL": f"sqlite:///{folder}/senda.db",
            "SENDA_ALLOW_PRIVATE_HOSTS": "1",
            "SENDA_LMS_TIMEOUT": str(run.lms_timeout),
            "SENDA_LOG_LEVEL": "WARNING",
        }
        runtime = assemble(Config.from_env(environment))
        upgrade(runtime.database)
        keys = runtime.keyring.public_jwks(runtime.clock())
        platform = GradePlatform(CLIENT_ID, dict(keys), run.manners)
        course = make_course(runtime, platform.url)
        subjects = [f"s{number}" for number in range(run.grades)]
        course.enrol(subjects)
        rng = random.Random(7)
        for start in range(0, len(subjects), 500):
            course.score({one: rng.randint(0, course.levels) for one in subjects[start : start + 500]})
        workers = Workers(environment)
        began = time.monotonic()
        try:
            disturb(run, platform, course, workers, rng)
            complete = wait_until(lambda: all(job.state == "sent" for job in course.jobs().values()))
            seconds = time.monotonic() - began
            tries = sum(job.attempts for job in course.jobs().values())
        finally:
            workers.kill()
            platform.close()
            runtime.database.dispose()
        found = {**figures(run, platform, course), "complete": complete}
        return {**found, **speed(run, seconds, tries, platform)}


def disturb(
    run: Run, platform: GradePlatform, course: GradeCourse, workers: Workers, rng: random.Random
) -> None:
    """Change scores all the while; kill and restart when so many grades have arrived."""
    over = threading.Event()
    changes = threading.Thread(target=change_scores, args=(run, platform, course, rng, over), daemon=True)
    changes.start()
    events: list[tuple[float, Callable[[], None]]] = [
        *((share, lambda: kill(run, platform, course, workers)) for share in run.kills),
        (run.restart, lambda: platform.restart(2.0)),
    ]
    for share, act in sorted(events, key=lambda event: event[0]):
        wait_until(lambda share=share: len(platform.log) >= share * run.grades)  # type: ignore[misc]
        act()
    changes.join()


def change_scores(
    run: Run, platform: GradePlatform, course: GradeCourse, rng: random.Random, over: threading.Event
) -> None:
    """Give others scores to a tenth of the students, a few at a time, while the grades are being sent."""
    left = int(run.grades * run.changing)
    chosen = rng.choices(sorted(course.people), k=left)
    while chosen:
        part, chosen = chosen[:10], chosen[10:]
        reached = len(platform.log)
        levels = {}
        for subject in part:
            # Never a value that the student had before: the platform may still have it.
            had = run.had.setdefault(subject, {round(course.latest[subject] * course.levels)})
            levels[subject] = rng.choice([level for level in range(course.levels + 1) if level not in had])
            had.add(levels[subject])
        course.score(levels)
        share = 1 - len(chosen) / left
        wait_until(lambda r=reached, s=share: len(platform.log) > max(r, 0.9 * s * run.grades), every=0.02)  # type: ignore[misc]


def kill(run: Run, platform: GradePlatform, course: GradeCourse, workers: Workers) -> None:
    """Kill the worker, note what it had not settled, and start another."""
    workers.kill()
    time.sleep(0.3)  # what it had sent already is still being taken
    jobs = course.jobs()
    for taken in list(platform.log):
        sent_at = jobs[taken.subject].sent_at
        if sent_at is None or taken.second > sent_at:
            run.unsettled.add((taken.subject, taken.second))
    workers.start()


def wait_until(reached: Callable[[], bool], every: float = 0.25) -> bool:
    """Look again and again; false where it takes far too long."""
    end = time.monotonic() + DEADLINE_SECONDS
    while not reached():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def figures(run: Run, platform: GradePlatform, course: GradeCourse) -> dict[str, object]:
    """Compare the platform's log with what the scores are."""
    stored: dict[str, list[Taken]] = {}
    for taken in platform.log:
        stored.setdefault(taken.subject, []).append(taken)
    repeats: Counter[str] = Counter()
    for entries in stored.values():
        for before, after in itertools.pairwise(entries):
            if abs(before.value - after.value) > 1e-9:
                continue
            if not before.answered:
                repeats["repeated_unanswered"] += 1
            elif (before.subject, before.second) in run.unsettled:
                repeats["repeated_after_kill"] += 1
            else:
                repeats["doubled"] += 1
    wrong = [one for one, latest in course.latest.items() if one in stored and not _same(stored[one], latest)]
    return {
        "sent": len(stored),
        "lost": len(course.latest) - len(stored),
        "doubled": repeats["doubled"],
        "stale": len(wrong),
        "repeated_unanswered": repeats["repeated_unanswered"],
        "repeated_after_kill": repeats["repeated_after_kill"],
        "refused_older": platform.answers["409"],
        "future": platform.answers["future"],
    }


def _same(entries: list[Taken], latest: float) -> bool:
    return abs(entries[-1].value - latest) < 1e-4


def speed(run: Run, seconds: float, tries: int, platform: GradePlatform) -> dict[str, object]:
    """How long it took, and what the platform answered."""
    answers = platform.answers
    return {
        "seconds": seconds,
        "grades_per_s": run.grades / seconds,
        "tries": sum(answers[status] for status in ("0", "200", "409", "429", "500", "502", "503")),
        "tries_of_last_values": tries,
        "asked_to_wait": answers["429"],
        "errors_5xx": answers["500"] + answers["502"] + answers["503"],
        "time_outs": answers["0"],
        "kills": len(run.kills),
        "restarts": 1,
        "changed": int(run.grades * run.changing),
    }


def main() -> int:
    """Run it and print the figures."""
    quick = quick_asked((__doc__ or "").partition("\n")[0])
    logging.basicConfig(level=logging.WARNING)
    found = measure(Run(1_000 if quick else 10_000))
    emit({**found, "at": datetime.now(UTC).date().isoformat()})
    return int(any(found[name] for name in ("lost", "doubled", "stale")))


if __name__ == "__main__":
    sys.exit(main())
