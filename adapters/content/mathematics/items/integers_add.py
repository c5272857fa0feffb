"""Adding and subtracting integers."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("integers-add")


@TEMPLATES.template((-1.5, (-7, 4)), (-0.8, (-5, -6)), (0.0, (-18, 25)))
def sum_of_two(a: int, b: int) -> Draft:
    """Add two integers."""
    second = f"({b})" if b < 0 else f"{b}"
    return number(
        Two(f"Calcula ${a} + {second}$.", f"Work out ${a} + {second}$."),
        a + b,
        Two(
            f"Empieza en ${a}$ y avanza {abs(b)} hacia la {'izquierda' if b < 0 else 'derecha'}: llegas a ${a + b}$.",
            f"Start at ${a}$ and move {abs(b)} to the {'left' if b < 0 else 'right'}: you reach ${a + b}$.",
        ),
        Two("Imagina un termómetro.", "Think of a thermometer."),
    )


@TEMPLATES.template((-0.5, (3, -5)), (0.3, (-4, -9)), (1.0, (-12, -7)))
def subtract_negative(a: int, b: int) -> Draft:
    """Subtract a negative number."""
    return choice(
        Two(f"¿Cuánto es ${a} - ({b})$?", f"What is ${a} - ({b})$?"),
        a - b,
        [
            (a + b, "subtracting-a-negative-subtracts"),
            (-(a - b), "sign-of-the-result"),
            (-(a + b), "two-minuses-make-everything-positive"),
            (abs(a) + abs(b), "two-minuses-make-everything-positive"),
            (-abs(a) - abs(b), "sign-of-the-result"),
        ],
        Two(
            f"Restar ${b}$ es sumar su opuesto: ${a} + {-b} = {a - b}$.",
            f"Subtracting ${b}$ is adding its opposite: ${a} + {-b} = {a - b}$.",
        ),
        Two("Quitar una deuda es como ganar dinero.", "Taking away a debt is like gaining money."),
        show=as_number,
    )
