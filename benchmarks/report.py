"""What every benchmark shares: its one switch, one core, and the line of JSON at the end."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Mapping


def quick_asked(description: str) -> bool:
    """Parse the command line of a benchmark: whether a short run was asked for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="a short run, for a first impression")
    return bool(parser.parse_args().quick)


def one_core() -> None:
    """Keep this process on one core; numerical libraries obey if they are imported only afterwards."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


class Exact(float):
    """A figure that is reported with every digit it has."""


def emit(figures: Mapping[str, object]) -> None:
    """Print every figure, rounded to four digits unless `Exact`; the last line is one JSON object of all."""
    rounded = {
        name: float(f"{v:.4g}") if isinstance(v, float) and not isinstance(v, Exact) else v
        for name, v in figures.items()
    }
    for name, value in rounded.items():
        print(f"{name:>28}  {value}")
    print(json.dumps({**rounded, "python": platform.python_version(), "machine": platform.machine()}))
