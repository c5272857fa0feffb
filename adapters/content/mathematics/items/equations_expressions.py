"""Expressions with letters."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, expression, number
from adapters.content.mathematics.notation import Two

TEMPLATES = Templates("equations-expressions")


@TEMPLATES.template((-1.2, (3, 4, 5)), (-0.3, (5, -2, -3)), (0.6, (-4, 7, 6)))
def evaluate(a: int, b: int, x: int) -> Draft:
    """The value of ``ax + b`` for a given x."""
    tail = f"+ {b}" if b > 0 else f"- {-b}"
    inner = f"({x})" if x < 0 else f"{x}"
    answer = a * x + b
    return number(
        Two(
            f"¿Cuánto vale ${a}x {tail}$ cuando $x = {x}$?",
            f"What is the value of ${a}x {tail}$ when $x = {x}$?",
        ),
        answer,
        Two(
            f"Se pone ${x}$ en el lugar de $x$: ${a} × {inner} {tail} = {answer}$.",
            f"Put ${x}$ in place of $x$: ${a} × {inner} {tail} = {answer}$.",
        ),
        Two(f"${a}x$ quiere decir ${a}$ por $x$.", f"${a}x$ means ${a}$ times $x$."),
    )


@TEMPLATES.template((-0.6, (3, 5, 2, 1)), (0.3, (7, 2, 3, 6)), (1.0, (4, 9, 6, 4)))
def collect(a: int, b: int, c: int, d: int) -> Draft:
    """Collect like terms of ``ax + b - cx + d``."""
    x, rest = a - c, b + d
    term = {1: "x", -1: "-x"}.get(x, f"{x}x")
    return expression(
        Two(
            f"Simplifica todo lo posible: ${a}x + {b} - {c}x + {d}$.",
            f"Simplify as far as possible: ${a}x + {b} - {c}x + {d}$.",
        ),
        f"{x}*x + {rest}",
        Two(
            f"Se juntan las $x$, ${a}x - {c}x = {term}$, y los números, ${b} + {d} = {rest}$: ${term} + {rest}$.",
            f"Collect the $x$ terms, ${a}x - {c}x = {term}$, and the numbers, ${b} + {d} = {rest}$: ${term} + {rest}$.",
        ),
        Two("Las $x$ se juntan con las $x$; los números, con los números.", "Put $x$ terms with $x$ terms and numbers with numbers."),
    )
