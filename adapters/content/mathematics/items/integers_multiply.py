"""Multiplying and dividing integers, and the order of operations."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("integers-multiply")


@TEMPLATES.template((-1.5, (-6, 4)), (-0.8, (-7, -3)), (-0.1, (9, -8)))
def product(a: int, b: int) -> Draft:
    """Multiply two integers."""
    second = f"({b})" if b < 0 else f"{b}"
    return choice(
        Two(f"¿Cuánto es ${a} × {second}$?", f"What is ${a} × {second}$?"),
        a * b,
        [
            (-a * b, "sign-of-the-product"),
            (a + b, "adds-instead-of-multiplying"),
            (-(a + b), "adds-instead-of-multiplying"),
            (a - b, "adds-instead-of-multiplying"),
        ],
        Two(
            "Con signos iguales el producto es positivo; con signos distintos, negativo. "
            f"Aquí sale ${a * b}$.",
            "With equal signs the product is positive; with different signs, negative. "
            f"Here it is ${a * b}$.",
        ),
        Two("Piensa primero en el signo y luego en el número.", "Think of the sign first and then of the number."),
        show=as_number,
    )


@TEMPLATES.template((-0.4, (5, 3, -4)), (0.5, (-8, 2, -6)), (1.3, (-10, -5, 3)))
def order_of_operations(a: int, b: int, c: int) -> Draft:
    """Work out ``a - b × c``."""
    second = f"({b})" if b < 0 else f"{b}"
    third = f"({c})" if c < 0 else f"{c}"
    answer = a - b * c
    return number(
        Two(f"Calcula ${a} - {second} × {third}$.", f"Work out ${a} - {second} × {third}$."),
        answer,
        Two(
            f"Primero la multiplicación, ${second} × {third} = {b * c}$; después la resta: ${answer}$.",
            f"First the multiplication, ${second} × {third} = {b * c}$; then the subtraction: ${answer}$.",
        ),
        Two("¿Qué se hace antes, restar o multiplicar?", "What comes first, subtracting or multiplying?"),
    )
