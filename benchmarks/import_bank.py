"""Importing large banks: ``python -m benchmarks.import_bank [--quick]``.

OATutor's bank of 2,520 items, every key read: the archive is looked for in the folder that
``SENDA_TEST_DATA`` names, ``../shared/data`` by default. And Moodle XML of 10,000 questions with a picture
each, 200 MB, made for the purpose and read in a process of its own, so that its peak of memory is of reading
alone. The same file is uploaded to a database of SQLite in pieces, then read for the preview and taken in as
the worker does it, in a process of its own as well.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

from adapters.answers import ProcessChecker
from adapters.content.base import Import
from adapters.content.oatutor import import_oatutor
from benchmarks.moodle_file import QUESTIONS, measure
from benchmarks.moodle_store import measure_storing
from benchmarks.report import emit, quick_asked

ARCHIVE = "oatutor_elementary_algebra.zip"


def main() -> int:
    """Import a few times and print what it took; the worker process starts before the clock does."""
    quick = quick_asked(__doc__ or "")
    rounds = 1 if quick else 5
    root = Path(__file__).parents[1]
    path = Path(os.environ.get("SENDA_TEST_DATA", root / "../shared/data")) / ARCHIVE
    if not path.exists():
        print(f"{path} is not there; set SENDA_TEST_DATA to the folder that holds it", file=sys.stderr)
        return 1
    checker = ProcessChecker(timeout_seconds=20.0)
    started = checker.start()
    seconds, processor = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        with path.open("rb") as stream:
            found = import_oatutor(stream, checker=checker)
        seconds.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
    checker.close()
    figures = _figures(found, seconds, processor, started)
    questions = QUESTIONS // 20 if quick else QUESTIONS
    of_moodle = measure(questions)
    emit({**figures, **of_moodle, **measure_storing(questions)})
    return 0 if found.acceptable and not of_moodle["moodle_fatal"] else 1


def _figures(
    found: Import, seconds: list[float], processor: list[float], started: float
) -> dict[str, object]:
    own = resource.getrusage(resource.RUSAGE_SELF)
    worker = resource.getrusage(resource.RUSAGE_CHILDREN)
    forms = Counter(i.key.form for i in found.items if i.key.kind in ("number", "expression"))
    told = Counter(p.code for p in found.problems)
    return {
        "items": len(found.items),
        "seconds": median(seconds),
        "seconds_worst": max(seconds),
        "cpu_seconds": median(processor),
        "worker_cpu_seconds": (worker.ru_utime + worker.ru_stime) / len(seconds),
        "peak_mb": (own.ru_maxrss + worker.ru_maxrss) / 1024,
        "worker_start_seconds": started,
        "keys_unreadable": told["key_unreadable"],
        "withheld": sum(bool(item.withheld) for item in found.items),
        **{f"form_{form}": count for form, count in sorted(forms.items())},
    }


if __name__ == "__main__":
    sys.exit(main())
