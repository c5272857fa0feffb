"""Importing OATutor's bank of 2,520 items, every key read: ``python -m benchmarks.import_bank [--quick]``.

The archive is looked for in the folder that ``SENDA_TEST_DATA`` names, ``../shared/data`` by default.
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
from benchmarks.report import emit, quick_asked

ARCHIVE = "oatutor_elementary_algebra.zip"


def main() -> int:
    """Import a few times and print what it took; the worker process starts before the clock does."""
    rounds = 1 if quick_asked(__doc__ or "") else 5
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
    _report(found, seconds, processor, started)
    return 0 if found.acceptable else 1


def _report(found: Import, seconds: list[float], processor: list[float], started: float) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF)
    worker = resource.getrusage(resource.RUSAGE_CHILDREN)
    forms = Counter(i.key.form for i in found.items if i.key.kind in ("number", "expression"))
    told = Counter(p.code for p in found.problems)
    emit(
        {
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
    )


if __name__ == "__main__":
    sys.exit(main())
