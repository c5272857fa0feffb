"""Place value and order of decimals."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("decimals-order")


@TEMPLATES.template(
    (-1.8, ("0.7", "0.3", "0.25", "0.09")),
    (-0.9, ("0.5", "0.45", "0.405", "0.054")),
    (0.2, ("3.2", "3.185", "3.09", "3.1416")),
)
def greatest(right: str, *others: str) -> Draft:
    """Choose the greatest decimal; the first one is."""
    longest = max(others, key=len)
    return choice(
        Two("¿Qué número es el mayor?", "Which number is the greatest?"),
        F(right),
        [(F(other), "longer-is-larger" if other == longest else "ignores-place-value") for other in others],
        Two(
            f"Se compara cifra a cifra desde la izquierda: ${num(F(right))}$ es el mayor, aunque tenga menos cifras.",
            f"Compare digit by digit from the left: ${num(F(right))}$ is the greatest, even if it has fewer digits.",
        ),
        Two("Escribe todos con el mismo número de decimales.", "Write them all with the same number of decimals."),
        show=as_number,
    )


@TEMPLATES.template((-0.8, ("4.67", 1)), (0.3, ("12.946", 2)), (1.2, ("6.9972", 3)))
def rounded(value: str, places: int) -> Draft:
    """Round to tenths, hundredths or thousandths."""
    exact = F(value)
    answer = F(int(exact * 10**places + F(1, 2)), 10**places)
    unit = (Two("décimas", "tenths"), Two("centésimas", "hundredths"), Two("milésimas", "thousandths"))[places - 1]
    return number(
        Two(
            f"Redondea ${num(exact)}$ a las {unit.es}.",
            f"Round ${num(exact)}$ to {unit.en}.",
        ),
        answer,
        Two(
            f"Miramos la cifra siguiente a las {unit.es}: como es 5 o más, se sube una. Queda ${num(answer)}$.",
            f"Look at the digit after the {unit.en}: as it is 5 or more, round up. That gives ${num(answer)}$.",
        ),
        Two("¿Entre qué dos números está? ¿De cuál está más cerca?", "Which two numbers is it between? Which is nearer?"),
    )
