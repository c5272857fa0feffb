"""One-step and two-step equations."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two

TEMPLATES = Templates("equations-simple")


@TEMPLATES.template((-1.5, (9, 15)), (-1.0, (12, 7)), (-0.5, (-6, -11)))
def one_step(a: int, b: int) -> Draft:
    """Solve ``x + a = b``."""
    tail = f"+ {a}" if a > 0 else f"- {-a}"
    undo = f"- {a}" if a > 0 else f"+ {-a}"
    return number(
        Two(f"Resuelve la ecuación $x {tail} = {b}$. ¿Cuánto vale $x$?", f"Solve the equation $x {tail} = {b}$. What is $x$?"),
        b - a,
        Two(
            f"Se hace lo mismo en los dos lados: $x = {b} {undo} = {b - a}$.",
            f"Do the same to both sides: $x = {b} {undo} = {b - a}$.",
        ),
        Two("¿Qué operación deshace la que ves?", "Which operation undoes the one you see?"),
    )


@TEMPLATES.template((-0.4, (3, 5, 20)), (0.3, (4, -7, 9)), (1.0, (-2, 9, 1)))
def two_steps(a: int, b: int, c: int) -> Draft:
    """Solve ``ax + b = c``."""
    tail = f"+ {b}" if b > 0 else f"- {-b}"
    x = F(c - b, a)
    return choice(
        Two(f"¿Cuál es la solución de ${a}x {tail} = {c}$?", f"What is the solution of ${a}x {tail} = {c}$?"),
        x,
        [
            (F(c + b, a), "wrong-inverse-operation"),
            (F(c - b - a), "subtracts-the-coefficient"),
            (-x, "sign-of-the-result"),
            (F(c - b), "stops-before-dividing"),
        ],
        Two(
            f"${a}x = {c - b}$, y al dividir entre ${a}$ queda $x = {x}$.",
            f"${a}x = {c - b}$, and dividing by ${a}$ gives $x = {x}$.",
        ),
        Two("Deja primero el término con $x$ solo en un lado.", "First leave the $x$ term alone on one side."),
    )
