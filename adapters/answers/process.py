"""The application's checker: plain arithmetic at once, the rest in a process that can be killed."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import asdict
from pathlib import Path
from typing import Any

from adapters.answers.compare import Arithmetic, NeedsAlgebra
from adapters.answers.grammar import parse_all
from adapters.answers.judge import Forms, forms_that_tell, judge
from adapters.answers.limits import LIMITS, UnreadableAnswer
from adapters.answers.notation import to_latex, to_reading
from adapters.answers.numerals import decimal_mark
from adapters.answers.tree import Sequence
from adapters.answers.values import Preview, Verdict
from adapters.content.base import AnswerForm, AnswerKey

_TIMED_OUT = Verdict("unreadable", "timeout")


class ProcessChecker:
    """Checks answers; safe to share between threads, and to use again after a fork.

    Parameters
    ----------
    timeout_seconds : float
        How long one comparison may take before its process is killed and replaced.
    start_seconds : float
        How long the process may take to start.
    command : sequence of str, optional
        What to start; the worker of this package by default.
    """

    def __init__(
        self, timeout_seconds: float = 2.0, start_seconds: float = 30.0, command: tuple[str, ...] = ()
    ) -> None:
        self._timeout = timeout_seconds
        self._start = start_seconds
        self._command = command or (sys.executable, "-m", "adapters.answers.worker")
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        _CHECKERS.add(self)

    def check(self, key: AnswerKey, answer: str, language: str) -> Verdict:
        """Compare an answer with its key; see `Verdict` for what comes back. Never raises for an answer."""
        if len(answer) > LIMITS.characters:
            return Verdict("unreadable", "too_long")
        try:
            return judge(key, answer, language, Arithmetic())
        except NeedsAlgebra:
            pass
        reply = self._ask({"key": asdict(key), "answer": answer, "language": language}, self._timeout)
        if reply is None:
            return _TIMED_OUT
        return Verdict(reply["outcome"], reply["reason"], tuple(reply["readings"]))

    def preview(self, answer: str, language: str) -> Preview:
        """Show how an answer would be understood."""
        if not answer.strip():
            return Preview("")
        try:
            trees = parse_all(answer, language)
        except UnreadableAnswer as error:
            return Preview("", error.reason)
        # That "2,5" could also list two numbers matters only to a key that is a list.
        shown = [t for t in trees if t is trees[0] or not (isinstance(t, Sequence) and not t.opening)]
        readings = tuple(map(to_reading, shown)) if len(shown) > 1 else ()
        return Preview(to_latex(trees[0], decimal_mark(language)), readings=readings)

    def tell_apart(self, key: str, copies: tuple[str, ...], forms: tuple[AnswerForm, ...]) -> Forms | None:
        """Find the form that a key has and the question's own expressions have not; None after a time-out.

        Parameters
        ----------
        key, copies
            In plain notation, readable by the grammar.
        forms
            To be tried, in this order.
        """
        if not copies and not forms:
            return Forms("any", (), ())
        if not any(sign.isalpha() for text in (key, *copies) for sign in text):
            with contextlib.suppress(NeedsAlgebra):
                return forms_that_tell(key, copies, forms, Arithmetic())
        reply = self._ask({"key": key, "copies": copies, "forms": forms}, self._timeout)
        if reply is None or "form" not in reply:
            return None
        return Forms(reply["form"], tuple(reply["equal"]), tuple(reply["identical"]))

    def start(self) -> float:
        """Start the process now instead of at the first answer; give the seconds that it took."""
        began = time.perf_counter()
        with self._lock:
            self._running()
        return time.perf_counter() - began

    def close(self) -> None:
        """End the process. The next answer starts another one."""
        with self._lock:
            self._drop()

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Ask the process; None when it took too long or died. It is replaced then, at the next question."""
        with self._lock:
            for _ in range(2):  # a process that died since the last answer is replaced, once
                worker = self._running()
                if worker is None:
                    return None
                reply = worker.ask(request, seconds)
                if reply is not None:
                    return reply
                gone = worker.ended
                self._drop()
                if not gone:
                    return None
        return None

    def _running(self) -> _Worker | None:
        if self._worker is None:
            try:
                worker = _Worker(self._command)
            except OSError:  # no memory or no more processes: this answer waits, the next one tries again
                return None
            if worker.read(self._start) is None:
                worker.kill()
                return None
            self._worker = worker
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.kill()
        self._worker = None

    def _forked(self) -> None:
        """Leave the process to the parent, and the lock that one of its threads may have held."""
        if self._worker is not None:
            self._worker.leave()
        self._worker = None
        self._lock = threading.Lock()


def _environment() -> dict[str, str]:
    """Give the process what it needs to find this package, and none of the application's secrets."""
    kept = {
        name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
    }
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "0"}


_CHECKERS: weakref.WeakSet[ProcessChecker] = weakref.WeakSet()


def _after_fork() -> None:
    for checker in list(_CHECKERS):
        checker._forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class _Worker:
    """One running process and its two pipes."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self.ended = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
        )
        self._unread = b""

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
        except OSError:
            self.ended = True
            return None
        return self.read(seconds)

    def read(self, seconds: float) -> dict[str, Any] | None:
        """Read one line within that time."""
        assert self._process.stdout is not None
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                if not selector.select(max(until - time.monotonic(), 0)):
                    return None
                piece = os.read(self._process.stdout.fileno(), 65536)
                if not piece:
                    self.ended = True
                    return None
                self._unread += piece
        line, _, self._unread = self._unread.partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self.leave()

    def leave(self) -> None:
        """Close this side of the pipes."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
