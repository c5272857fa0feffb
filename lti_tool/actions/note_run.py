"""A task of the worker is carried out, and that it was is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lti_tool.database.beats import save_beat

from .runtime import Runtime


def note_run(runtime: Runtime, task: str, work: Callable[[], Any]) -> None:
    """Carry a task out; an error goes on to the queue, after it was written down."""
    began, outcome = runtime.clock(), "failed"
    with runtime.database.write() as session:
        save_beat(session, task, began, began, "running")
    try:
        work()
        outcome = "done"
    finally:
        with runtime.database.write() as session:
            save_beat(session, task, began, runtime.clock(), outcome)
