"""Negative numbers on the number line and their order."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("integers-order")


@TEMPLATES.template((-1.9, (-8, -3, 2, 5)), (-1.0, (-12, -7, -2, 0)), (0.0, (-31, -29, -13, 9)))
def coldest(*degrees: int) -> Draft:
    """Choose the lowest of four temperatures."""
    lowest, second, third, highest = sorted(degrees)
    return choice(
        Two(
            "Cuatro pueblos han medido su temperatura al amanecer, en grados. ¿Cuál es la más baja?",
            "Four villages measured their temperature at dawn, in degrees. Which is the lowest?",
        ),
        lowest,
        [
            (third, "ignores-the-sign"),
            (second, "negatives-ordered-as-positives"),
            (highest, "reverses-the-order"),
        ],
        Two(
            f"En la recta numérica, ${lowest}$ es el que está más a la izquierda.",
            f"On the number line, ${lowest}$ is the one farthest to the left.",
        ),
        Two("Dibuja una recta con el cero en el centro.", "Draw a number line with zero in the middle."),
        show=as_number,
    )


@TEMPLATES.template((-0.9, (-3, 4)), (0.1, (-8, -2)), (1.0, (-15, 6)))
def integers_between(low: int, high: int) -> Draft:
    """Count the integers strictly between two."""
    return number(
        Two(
            f"¿Cuántos números enteros son mayores que ${low}$ y menores que ${high}$?",
            f"How many integers are greater than ${low}$ and less than ${high}$?",
        ),
        high - low - 1,
        Two(
            f"Van de ${low + 1}$ a ${high - 1}$, ambos incluidos: son ${high - low - 1}$.",
            f"They go from ${low + 1}$ to ${high - 1}$, both included: there are ${high - low - 1}$.",
        ),
        Two("El cero también es un número entero.", "Zero is an integer too."),
        Two("Los dos extremos no cuentan.", "The two ends don't count."),
    )
