"""Negative numbers on the number line and their order."""

from __future__ import annotations

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two

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


@TEMPLATES.template((-1.2, (-7, -2, 0, 3)), (-0.3, (-15, -9, -4, 8)), (0.6, (-10, -6, -1, 6)))
def in_order(*numbers: int) -> Draft:
    """Choose the row that goes from the least to the greatest."""

    def chain(order: list[int]) -> str:
        return "$" + " < ".join(str(value) for value in order) + "$"

    negative = [value for value in numbers if value < 0]
    rest = [value for value in numbers if value >= 0]
    return choice(
        Two(
            "¿Qué fila va del número menor al mayor?",
            "Which row goes from the least number to the greatest?",
        ),
        chain(list(numbers)),
        [
            (chain(negative[::-1] + rest), "negatives-ordered-as-positives"),
            (chain(sorted(numbers, key=lambda value: (abs(value), value))), "ignores-the-sign"),
            (chain(list(numbers[::-1])), "reverses-the-order"),
        ],
        Two(
            f"De izquierda a derecha en la recta numérica: {chain(list(numbers))}.",
            f"From left to right on the number line: {chain(list(numbers))}.",
        ),
        Two(
            "Un número negativo es menor cuanto más lejos está del cero.",
            "A negative number is less the farther it is from zero.",
        ),
    )


@TEMPLATES.template((-1.6, (-7, False)), (-1.1, (12, False)), (0.0, (8, True)))
def opposite(value: int, as_sum: bool) -> Draft:
    """The opposite of a number, by name or by what it adds up to."""
    stem = Two(f"¿Cuál es el opuesto de ${value}$?", f"What is the opposite of ${value}$?")
    if as_sum:
        stem = Two(
            f"¿Qué número hay que sumar a ${value}$ para llegar a $0$?",
            f"Which number must be added to ${value}$ to reach $0$?",
        )
    return number(
        stem,
        -value,
        Two(
            f"Está a la misma distancia del cero, al otro lado: ${-value}$.",
            f"It is at the same distance from zero, on the other side: ${-value}$.",
        ),
        Two("Refleja el número en el cero.", "Reflect the number in zero."),
    )


@TEMPLATES.template(
    (-0.6, ("-8 < -5", "-3 > 1", "-9 > -2", "0 < -4")),
    (0.3, ("-12 > -20", "-6 < -11", "5 < -7", "-1 > 0")),
    (1.6, ("-99 > -100", "-1 < -50", "-30 > 3", "-7 < -8")),
)
def true_statement(right: str, *wrong: str) -> Draft:
    """Choose the one true comparison."""
    codes = ("negatives-ordered-as-positives", "ignores-the-sign", "reverses-the-order")
    return choice(
        Two("¿Cuál de estas comparaciones es correcta?", "Which of these comparisons is correct?"),
        f"${right}$",
        [(f"${statement}$", code) for statement, code in zip(wrong, codes, strict=True)],
        Two(
            f"En la recta numérica, el menor queda a la izquierda: ${right}$.",
            f"On the number line, the lesser number lies to the left: ${right}$.",
        ),
        Two("Lee cada una como temperaturas.", "Read each of them as temperatures."),
    )


@TEMPLATES.template((-0.5, (3, 2, 4)), (0.7, (5, 5, 3)), (1.7, (-4, 3, 5)))
def jumps(start: int, step: int, marks: int) -> Draft:
    """Jump to the left on a number line with a given step."""
    end = start - step * marks
    return choice(
        Two(
            f"En una recta numérica, las marcas van de {step} en {step}. Empiezas en ${start}$ y avanzas "
            f"{marks} marcas "
            "hacia la izquierda. ¿A qué número llegas?",
            f"The marks on a number line go up in {step}s. You start at ${start}$ and move {marks} marks "
            "to the left. Which number do you reach?",
        ),
        end,
        [
            (start + step * marks, "wrong-direction"),
            (start - marks, "counts-marks-not-units"),
            (-end, "sign-of-the-result"),
        ],
        Two(
            f"Son ${marks} × {step} = {marks * step}$ unidades hacia la izquierda: "
            f"${start} - {marks * step} = {end}$.",
            f"That is ${marks} × {step} = {marks * step}$ units to the left: "
            f"${start} - {marks * step} = {end}$.",
        ),
        Two(
            "¿Cuántas unidades hay de una marca a la siguiente?",
            "How many units are there from one mark to the next?",
        ),
        show=as_number,
    )
