"""Adding and subtracting fractions."""

from __future__ import annotations

from fractions import Fraction as F
from math import lcm

from adapters.content.mathematics.builder import Draft, Templates, choice, expression
from adapters.content.mathematics.notation import Two, frac

TEMPLATES = Templates("fractions-add")


@TEMPLATES.template((-1.2, (1, 2, 1, 5)), (-0.2, (2, 3, 1, 4)), (0.7, (5, 6, 3, 8)))
def sum_of_two(a: int, b: int, c: int, d: int) -> Draft:
    """Add two fractions with different denominators, typed in lowest terms."""
    total = F(a, b) + F(c, d)
    common = lcm(b, d)
    return expression(
        Two(
            f"Calcula ${a}/{b} + {c}/{d}$. Da el resultado como fracción irreducible.",
            f"Work out ${a}/{b} + {c}/{d}$. Give your answer as a fraction in simplest form.",
        ),
        total,
        Two(
            f"Con denominador ${common}$: ${a * common // b}/{common} + {c * common // d}/{common} = {frac(total)}$.",
            f"With denominator ${common}$: ${a * common // b}/{common} + {c * common // d}/{common} = {frac(total)}$.",
        ),
        Two(f"Busca un múltiplo común de ${b}$ y ${d}$.", f"Look for a common multiple of ${b}$ and ${d}$."),
    )


@TEMPLATES.template((-1.6, (1, 4, 2, 4)), (-0.6, (1, 3, 1, 6)), (0.4, (3, 4, 2, 5)))
def choose_sum(a: int, b: int, c: int, d: int) -> Draft:
    """Choose the sum of two fractions."""
    total = F(a, b) + F(c, d)
    return choice(
        Two(f"¿Cuánto es ${a}/{b} + {c}/{d}$?", f"What is ${a}/{b} + {c}/{d}$?"),
        total,
        [
            (F(a + c, b + d), "adds-numerators-and-denominators"),
            (F(a + c, b * d), "adds-numerators-multiplies-denominators"),
            (F(a + c, max(b, d)), "keeps-larger-denominator"),
            (F(a * c, b * d), "multiplies-instead-of-adding"),
        ],
        Two(
            f"Las partes tienen que ser del mismo tamaño antes de sumarlas: ${a}/{b} + {c}/{d} = {frac(total)}$.",
            f"The parts must be of the same size before you add them: ${a}/{b} + {c}/{d} = {frac(total)}$.",
        ),
        Two("¿Tienen el mismo denominador?", "Do they have the same denominator?"),
    )
