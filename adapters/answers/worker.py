"""The process that compares with SymPy: one JSON request a line on standard input, one answer a line back.

It is started and killed by `adapters.answers.process`; ``python -m adapters.answers.worker`` runs it by hand.
"""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import asdict
from typing import IO, Any, cast

from adapters.answers import algebra
from adapters.answers.compare import Algebra
from adapters.answers.judge import forms_that_tell, judge
from adapters.content.base import AnswerKey

#: Memory that the process may map, in bytes, and processor time that it may use in its life, in seconds.
MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 3600


def limit_resources(memory: int = MEMORY, seconds: int = PROCESSOR_SECONDS) -> None:
    """Bound memory and processor time where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the time-out of the parent remains.
        return
    for kind, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def answer_request(request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request.

    Parameters
    ----------
    request : dict
        ``{"key": {...}, "answer": str, "language": str}`` to check an answer, or
        ``{"key": str, "copies": [...], "forms": [...]}`` to learn which form tells the key from copies.

    Returns
    -------
    dict
        The fields of a `Verdict` or of `judge.Forms`.
    """
    solver = cast(Algebra, algebra)
    if "copies" in request:
        return asdict(
            forms_that_tell(request["key"], tuple(request["copies"]), tuple(request["forms"]), solver)
        )
    fields = {name: tuple(v) if isinstance(v, list) else v for name, v in request["key"].items()}
    key = AnswerKey(**cast(dict[str, Any], fields))
    verdict = judge(key, request["answer"], request["language"], solver)
    return {"outcome": verdict.outcome, "reason": verdict.reason, "readings": verdict.readings}


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Answer requests until there are no more."""
    print("{}", file=answers, flush=True)
    for line in requests:
        try:
            answer = answer_request(json.loads(line))
        except (MemoryError, RecursionError):
            answer = {"outcome": "unreadable", "reason": "too_large", "readings": ()}
        except Exception as error:  # one odd answer may not end the process, and nothing is hidden by it
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            answer = {"outcome": "unreadable", "reason": "unreadable", "readings": ()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    limit_resources()
    serve(sys.stdin, sys.stdout)
