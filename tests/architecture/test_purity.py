"""What is computed from arguments alone: no clock, no randomness of its own, nothing read or written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLOCK = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "process_time"}
BUILTINS = {"open", "input", "print", "exec", "eval", "__import__"}
RANDOM = {"rand", "randn", "randint", "random_sample", "seed", "RandomState", "get_state", "set_state"}


def dotted(node: ast.expr) -> str:
    """`a.b.c` as text; empty for what is not a plain chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{before}.{node.attr}" if (before := dotted(node.value)) else ""
    return ""


def has_keyword(call: ast.Call, name: str, value: object = ...) -> bool:
    """Whether the call gives this keyword, and (where asked for) this constant."""
    given = {keyword.arg: getattr(keyword.value, "value", None) for keyword in call.keywords}
    return name in given and (value is ... or given[name] is value)


def is_impure(call: ast.Call) -> bool:
    """Whether the result of this call depends on more than its arguments."""
    name = dotted(call.func)
    owner, _, last = name.rpartition(".")
    return (
        (not owner and last in BUILTINS)
        or owner.split(".")[0] in {"os", "random", "secrets", "socket", "subprocess", "uuid"}
        or (last in CLOCK and owner.split(".")[-1] in {"datetime", "date", "time"})
        or (last in RANDOM and owner.endswith("random"))
        or (last in {"default_rng", "SeedSequence"} and not (call.args or call.keywords))
        # py-fsrs takes ids and times from the clock when they are not given, and fuzzes by default.
        or (last == "Card" and not (has_keyword(call, "card_id") and has_keyword(call, "due")))
        or (last == "Scheduler" and not has_keyword(call, "enable_fuzzing", False))
    )


def impurities(source: str) -> Iterator[str]:
    """Every place in the source that reaches outside its arguments."""
    for node in ast.walk(ast.parse(source)):
        reaches_out = isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "sys.stdin", "sys.stdout"}
        if reaches_out or (isinstance(node, ast.Call) and is_impure(node)):
            yield f"line {node.lineno}: {ast.unparse(node)}"


PURE_FILES = sorted(
    [*(ROOT / "personalization").rglob("*.py"), *(ROOT / "keys").rglob("*.py")],
    key=lambda path: path.as_posix(),
)


@pytest.mark.parametrize("path", PURE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_file_is_pure(path: Path) -> None:
    assert list(impurities(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "time.time()",
        "time.perf_counter()",
        "random.random()",
        "np.random.rand(3)",
        "numpy.random.seed(1)",
        "np.random.default_rng()",
        "os.environ['HOME']",
        "os.urandom(8)",
        "uuid.uuid4()",
        "open('file')",
        "print('x')",
        "fsrs.Card()",
        "Scheduler()",
        "Scheduler(enable_fuzzing=True)",
    ],
)
def test_the_check_sees(source: str) -> None:
    assert list(impurities(source))


@pytest.mark.parametrize(
    "source",
    [
        "np.random.default_rng(seed)",
        "rng.random(3)",
        "state.time",
        "belief.update(item)",
        "Card(card_id=1, due=now)",
        "Scheduler(enable_fuzzing=False)",
    ],
)
def test_the_check_lets_pass(source: str) -> None:
    assert list(impurities(source)) == []
