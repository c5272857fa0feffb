"""Comparing and ordering fractions."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, number
from adapters.content.mathematics.notation import Two

TEMPLATES = Templates("fractions-compare")


@TEMPLATES.template(
    (-1.8, ((1, 2), (1, 3), (1, 5), (1, 8))),
    (-0.7, ((3, 4), (3, 5), (3, 8), (3, 10))),
    (0.6, ((5, 6), (7, 9), (3, 4), (11, 18))),
)
def greatest(*fractions: tuple[int, int]) -> Draft:
    """Choose the greatest of four fractions; the first one is."""
    (a, b), *others = fractions
    by_denominator = sorted(others, key=lambda pair: -pair[1])
    return choice(
        Two("¿Cuál de estas fracciones es la mayor?", "Which of these fractions is the greatest?"),
        f"${a}/{b}$",
        [
            (
                f"${n}/{d}$",
                "larger-denominator-is-larger" if order == 0 else "compares-only-one-term",
            )
            for order, (n, d) in enumerate(by_denominator)
        ],
        Two(
            f"Con un denominador común, o dibujando las partes, se ve que ${a}/{b}$ es la mayor.",
            f"With a common denominator, or drawing the parts, you see that ${a}/{b}$ is the greatest.",
        ),
        Two(
            "Cuantas más partes iguales se hacen, más pequeña es cada una.",
            "The more equal parts you make, the smaller each one is.",
        ),
    )


@TEMPLATES.template((-0.5, (5, 8, 12)), (0.5, (7, 9, 20)), (1.4, (11, 15, 40)))
def largest_numerator(a: int, b: int, d: int) -> Draft:
    """The greatest whole number that keeps ``□/d`` under ``a/b``."""
    answer = (a * d - 1) // b
    return number(
        Two(
            f"¿Cuál es el mayor número entero que puede ir en el hueco? $□/{d} < {a}/{b}$",
            f"What is the greatest whole number that can go in the box? $□/{d} < {a}/{b}$",
        ),
        answer,
        Two(
            f"Multiplicando en cruz, el hueco por ${b}$ tiene que ser menor que ${a} × {d} = {a * d}$; "
            f"vale ${answer}$, porque ${answer} × {b} = {answer * b}$, y el siguiente se pasa.",
            f"Cross-multiplying, the box times ${b}$ must be less than ${a} × {d} = {a * d}$; "
            f"${answer}$ works, since ${answer} × {b} = {answer * b}$, and the next one is too much.",
        ),
        Two(
            f"¿Cuántos ${d}$-avos hay, más o menos, en ${a}/{b}$?",
            f"About how many parts of size $1/{d}$ are there in ${a}/{b}$?",
        ),
    )
