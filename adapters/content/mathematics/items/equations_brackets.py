"""Equations with brackets and with x on both sides."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two

TEMPLATES = Templates("equations-brackets")


@TEMPLATES.template((-0.8, (5, 2, 3, 10)), (0.0, (7, -4, 4, 11)), (0.8, (2, 9, 6, -7)))
def both_sides(a: int, b: int, c: int, d: int) -> Draft:
    """Solve ``ax + b = cx + d``."""
    left = f"+ {b}" if b > 0 else f"- {-b}"
    right = f"+ {d}" if d > 0 else f"- {-d}"
    x = F(d - b, a - c)
    return number(
        Two(
            f"Resuelve ${a}x {left} = {c}x {right}$. ¿Cuánto vale $x$?",
            f"Solve ${a}x {left} = {c}x {right}$. What is $x$?",
        ),
        x,
        Two(
            f"Se pasan las $x$ a un lado y los números al otro: ${a - c}x = {d - b}$, así que $x = {x}$.",
            f"Bring the $x$ terms to one side and the numbers to the other: ${a - c}x = {d - b}$, so $x = {x}$.",
        ),
        Two(f"Resta ${c}x$ en los dos lados.", f"Subtract ${c}x$ from both sides."),
    )


@TEMPLATES.template((-0.5, (3, 2, 21)), (0.4, (4, -3, 20)), (1.1, (-2, 5, 6)))
def bracket(a: int, b: int, c: int) -> Draft:
    """Solve ``a(x + b) = c``."""
    inner = f"x + {b}" if b > 0 else f"x - {-b}"
    x = F(c, a) - b
    return choice(
        Two(f"¿Cuál es la solución de ${a}({inner}) = {c}$?", f"What is the solution of ${a}({inner}) = {c}$?"),
        x,
        [
            (F(c - b, a), "multiplies-only-the-first-term"),
            (F(c, a) + b, "wrong-inverse-operation"),
            (F(c, a), "ignores-the-bracket"),
            (F(c + a * b, a), "sign-of-the-result"),
        ],
        Two(
            f"Al dividir entre ${a}$ queda ${inner} = {c // a}$, y entonces $x = {x}$.",
            f"Dividing by ${a}$ gives ${inner} = {c // a}$, and then $x = {x}$.",
        ),
        Two(f"El ${a}$ multiplica a todo el paréntesis.", f"The ${a}$ multiplies the whole bracket."),
    )
