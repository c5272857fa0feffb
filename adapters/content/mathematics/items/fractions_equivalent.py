"""Equivalent fractions and simplifying."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, expression, number
from adapters.content.mathematics.notation import Two, frac

TEMPLATES = Templates("fractions-equivalent")


@TEMPLATES.template((-1.6, (2, 3, 4)), (-0.9, (3, 5, 7)), (-0.2, (7, 8, 6)))
def missing_numerator(a: int, b: int, times: int) -> Draft:
    """What goes in the box of ``a/b = □/(b × times)``."""
    return number(
        Two(
            f"¿Qué número va en el hueco? ${a}/{b} = □/{b * times}$",
            f"Which number goes in the box? ${a}/{b} = □/{b * times}$",
        ),
        a * times,
        Two(
            f"De ${b}$ a ${b * times}$ se multiplica por ${times}$. Arriba se hace lo mismo: ${a} × {times} = {a * times}$.",
            f"From ${b}$ to ${b * times}$ you multiply by ${times}$. Do the same on top: ${a} × {times} = {a * times}$.",
        ),
        Two(f"¿Por cuánto se ha multiplicado ${b}$?", f"What has ${b}$ been multiplied by?"),
    )


@TEMPLATES.template((-1.0, (6, 8)), (0.0, (18, 24)), (1.0, (42, 70)))
def simplify(n: int, d: int) -> Draft:
    """Write a fraction in lowest terms."""
    lowest = F(n, d)
    by = n // lowest.numerator
    return expression(
        Two(
            f"Escribe la fracción ${n}/{d}$ en su forma más simple (irreducible).",
            f"Write the fraction ${n}/{d}$ in its simplest form.",
        ),
        lowest,
        Two(
            f"El mayor divisor común de ${n}$ y ${d}$ es ${by}$. Se dividen los dos entre ${by}$: ${n}/{d} = {frac(lowest)}$.",
            f"The highest common factor of ${n}$ and ${d}$ is ${by}$. Divide both by ${by}$: ${n}/{d} = {frac(lowest)}$.",
        ),
        Two("Busca un número que divida a los dos.", "Look for a number that divides both."),
        Two(
            "¿Se puede seguir dividiendo? La fracción es irreducible cuando solo el 1 divide a los dos.",
            "Can you go on dividing? The fraction is in simplest form when only 1 divides both.",
        ),
    )
