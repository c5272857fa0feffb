"""Calculating with decimals."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("decimals-calculate")


@TEMPLATES.template((-1.4, ("2.5", "0.3")), (-0.5, ("3.4", "1.25")), (0.3, ("12.08", "0.9")))
def sum_of_two(first: str, second: str) -> Draft:
    """Add two decimals with a different number of decimals."""
    a, b = F(first), F(second)
    places_a, places_b = len(first.split(".")[1]), len(second.split(".")[1])
    digits = int(first.replace(".", "")) + int(second.replace(".", ""))
    whole = int(a) + int(b)
    tail = int(first.split(".")[1]) + int(second.split(".")[1])
    return choice(
        Two(f"¿Cuánto es ${num(a)} + {num(b)}$?", f"What is ${num(a)} + {num(b)}$?"),
        a + b,
        [
            (F(f"{whole}.{tail}"), "adds-decimals-as-whole-numbers"),
            (F(digits, 10 ** max(places_a, places_b)), "aligns-last-digits"),
            (F(digits, 10 ** min(places_a, places_b)), "misplaces-decimal-point"),
            ((a + b) / 10, "misplaces-decimal-point"),
            ((a + b) * 10, "misplaces-decimal-point"),
            (a - b, "wrong-operation"),
        ],
        Two(
            f"Se alinean las comas: décimas con décimas, centésimas con centésimas. Sale ${num(a + b)}$.",
            f"Line up the decimal points: tenths with tenths, hundredths with hundredths. You get ${num(a + b)}$.",
        ),
        Two("Escribe los dos con el mismo número de decimales.", "Write both with the same number of decimals."),
        show=as_number,
    )


@TEMPLATES.template((-0.6, ("0.6", "0.4")), (0.4, ("2.5", "0.12")), (1.3, ("0.35", "0.08")))
def product(first: str, second: str) -> Draft:
    """Multiply two decimals and place the mark."""
    a, b = F(first), F(second)
    return number(
        Two(
            f"Multiplica ${num(a)}$ por ${num(b)}$ y escribe el resultado como decimal.",
            f"Multiply ${num(a)}$ by ${num(b)}$ and write the result as a decimal.",
        ),
        a * b,
        Two(
            f"Multiplica sin decimales y después coloca la coma: ${num(a)} × {num(b)} = {num(a * b)}$.",
            f"Multiply without the decimals, then place the point: ${num(a)} × {num(b)} = {num(a * b)}$.",
        ),
        Two(
            "El resultado tiene tantos decimales como los dos factores juntos (los ceros finales se pueden quitar).",
            "The result has as many decimals as both factors together (zeros at the end may be dropped).",
        ),
    )
