"""Converting fractions to decimals and back."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, expression
from adapters.content.mathematics.notation import Two, frac, num

TEMPLATES = Templates("decimals-fractions")


@TEMPLATES.template((-1.5, (1, 2)), (-0.6, (3, 4)), (0.4, (5, 8)))
def to_decimal(a: int, b: int) -> Draft:
    """Write a fraction as a decimal."""
    value = F(a, b)
    return expression(
        Two(f"Escribe ${a}/{b}$ como número decimal.", f"Write ${a}/{b}$ as a decimal."),
        value,
        Two(
            f"Una fracción es una división: ${a} ÷ {b} = {num(value)}$.",
            f"A fraction is a division: ${a} ÷ {b} = {num(value)}$.",
        ),
        Two(f"Divide {a} entre {b}.", f"Divide {a} by {b}."),
        form="decimal",
    )


@TEMPLATES.template((-1.0, ("0.35", 3, 5)), (-0.1, ("0.08", 8, 10)), (0.9, ("1.4", 1, 4)))
def same_value(decimal: str, n: int, d: int) -> Draft:
    """Choose the fraction that equals a decimal; `n/d` is what its digits suggest."""
    value = F(decimal)
    return choice(
        Two(
            f"¿Qué fracción es igual a ${num(value)}$?",
            f"Which fraction is equal to ${num(value)}$?",
        ),
        value,
        [
            (F(n, d), "digits-become-the-fraction"),
            (value / 10, "wrong-power-of-ten"),
            (value * 10, "wrong-power-of-ten"),
            (1 / value, "inverts-the-fraction"),
        ],
        Two(
            f"Se lee el número con su última cifra (décimas, centésimas...) y se simplifica: ${frac(value)}$.",
            f"Read the number with the place of its last digit (tenths, hundredths...) and simplify: ${frac(value)}$.",
        ),
        Two("¿La última cifra son décimas o centésimas?", "Is the last digit in the tenths or in the hundredths?"),
    )
