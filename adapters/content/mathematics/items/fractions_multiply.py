"""Multiplying and dividing fractions."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, number
from adapters.content.mathematics.notation import Two, frac

TEMPLATES = Templates("fractions-multiply")


@TEMPLATES.template((-1.7, (1, 3, 24)), (-0.8, (3, 4, 28)), (0.0, (5, 6, 54)))
def fraction_of_amount(a: int, b: int, amount: int) -> Draft:
    """A fraction of a number of pupils."""
    part = amount * a // b
    return number(
        Two(
            f"En una clase hay {amount} estudiantes y ${a}/{b}$ de la clase va al instituto a pie. ¿Cuántos son?",
            f"There are {amount} students in a class and ${a}/{b}$ of them walk to school. How many is that?",
        ),
        part,
        Two(
            f"${amount} ÷ {b} = {amount // b}$ es una parte; ${a}$ partes son ${part}$.",
            f"${amount} ÷ {b} = {amount // b}$ is one part; ${a}$ parts are ${part}$.",
        ),
        Two(f"Calcula primero $1/{b}$ de {amount}.", f"First find $1/{b}$ of {amount}."),
    )


@TEMPLATES.template((-0.4, (2, 3, 3, 4)), (0.5, (4, 5, 2, 3)), (1.3, (5, 6, 10, 9)))
def quotient(a: int, b: int, c: int, d: int) -> Draft:
    """Divide a fraction by a fraction."""
    result = F(a, b) / F(c, d)
    return choice(
        Two(f"¿Cuánto es ${a}/{b} ÷ {c}/{d}$?", f"What is ${a}/{b} ÷ {c}/{d}$?"),
        result,
        [
            (F(a * c, b * d), "multiplies-instead-of-dividing"),
            (1 / result, "inverts-the-wrong-fraction"),
            (F(a, b) - F(c, d), "subtracts-instead-of-dividing"),
            (F(a + d, b + c), "adds-numerators-and-denominators"),
        ],
        Two(
            f"Dividir entre ${c}/{d}$ es multiplicar por ${d}/{c}$: ${a}/{b} × {d}/{c} = {frac(result)}$.",
            f"Dividing by ${c}/{d}$ is multiplying by ${d}/{c}$: ${a}/{b} × {d}/{c} = {frac(result)}$.",
        ),
        Two("¿Cuántas veces cabe la segunda en la primera?", "How many times does the second go into the first?"),
    )
