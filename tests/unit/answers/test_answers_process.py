"""The process behind the checker: started late, killed in time, replaced, shared by threads, not by forks."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapters.answers import ProcessChecker, Verdict
from adapters.content.base import AnswerKey

KEY = AnswerKey("expression", ("x^2 + 2*x + 1",))
ROOT = Path(__file__).parents[3]


@pytest.fixture
def fresh() -> Iterator[ProcessChecker]:
    own = ProcessChecker(timeout_seconds=30.0, start_seconds=120.0)
    yield own
    own.close()


def _scripted(tmp_path: Path, body: str, timeout: float = 0.5) -> ProcessChecker:
    """Make a checker whose process runs `body` for each line that it reads."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import json, os, sys, time\nprint('{}', flush=True)\n"
        f"for line in sys.stdin:\n    request = json.loads(line)\n    {body}\n"
    )
    return ProcessChecker(timeout, 60.0, (sys.executable, str(script)))


def test_nothing_is_started_for_what_needs_no_algebra(tmp_path: Path) -> None:
    checker = ProcessChecker(command=("/nowhere/to/be/found",))
    assert checker.check(AnswerKey("number", ("3.5",), "fraction"), "7/2", "es") == Verdict("right")
    assert checker.check(AnswerKey("choice", ("b",)), "b", "es") == Verdict("right")
    assert checker.check(AnswerKey("text", ("DNE",)), "dne", "es") == Verdict("right")
    assert checker.preview("x^2+1", "es").latex == "x^{2} + 1"


def test_too_slow_is_killed_and_replaced(tmp_path: Path) -> None:
    answer = "print(json.dumps({'outcome': 'right', 'reason': '', 'readings': []}), flush=True)"
    checker = _scripted(tmp_path, f"time.sleep(60) if 'y' in request['answer'] else None; {answer}")
    began = time.monotonic()
    assert checker.check(KEY, "y", "en") == Verdict("unreadable", "timeout")
    assert time.monotonic() - began < 30
    assert checker.check(KEY, "(x+1)^2", "en") == Verdict("right")
    checker.close()


def test_a_process_that_dies_is_replaced_at_once(tmp_path: Path) -> None:
    mark = tmp_path / "died"
    body = (
        f"died = os.path.exists({str(mark)!r}); open({str(mark)!r}, 'w').close()\n"
        "    if not died: os._exit(3)\n"
        "    print(json.dumps({'outcome': 'right', 'reason': '', 'readings': []}), flush=True)"
    )
    checker = _scripted(tmp_path, body, timeout=30.0)
    assert checker.check(KEY, "(x+1)^2", "en") == Verdict("right")
    checker.close()


def test_a_process_that_cannot_start_costs_a_verdict_not_an_exception(tmp_path: Path) -> None:
    checker = ProcessChecker(1.0, 60.0, (sys.executable, "-c", "raise SystemExit(1)"))
    assert checker.check(KEY, "(x+1)^2", "en") == Verdict("unreadable", "timeout")


def test_threads_share_one_process(fresh: ProcessChecker) -> None:
    answers = [f"(x+1)^2 + {n % 2}" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda a: fresh.check(KEY, a, "en").outcome, answers))
    assert outcomes == ["right", "wrong"] * 20


def test_a_fork_gets_its_own_process(fresh: ProcessChecker) -> None:
    assert fresh.check(KEY, "(x+1)^2", "en").outcome == "right"
    child = os.fork()
    if child == 0:
        ok = fresh.check(KEY, "(1+x)^2", "en").outcome == "right"
        fresh.close()
        os._exit(0 if ok else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert fresh.check(KEY, "(x+1)(x+1)", "en").outcome == "right"


def test_closed_means_gone_until_the_next_answer(fresh: ProcessChecker) -> None:
    fresh.start()
    assert fresh._worker is not None
    process = fresh._worker._process
    fresh.close()
    assert process.returncode is not None
    assert fresh.check(KEY, "(x+1)^2", "en").outcome == "right"


def test_the_process_knows_no_secret_and_has_bounds(fresh: ProcessChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDA_SECRET_KEY", "do-not-hand-on")
    fresh.start()
    assert fresh._worker is not None
    proc = Path(f"/proc/{fresh._worker._process.pid}")
    if not proc.exists():
        pytest.skip("no /proc on this system")
    assert b"do-not-hand-on" not in (proc / "environ").read_bytes()
    limits = (proc / "limits").read_text()
    assert f"{1024 * 1024 * 1024}" in next(line for line in limits.splitlines() if "address space" in line)


def test_the_web_process_loads_no_sympy() -> None:
    code = (
        "import sys; from adapters.answers import ProcessChecker; from adapters.content.base import AnswerKey;"
        "c = ProcessChecker(); c.check(AnswerKey('number', ('2',), 'simplified'), '4/2', 'es');"
        "c.preview('sqrt(x)', 'es'); sys.exit('sympy' in sys.modules or 'mpmath' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
