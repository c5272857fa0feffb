"""Adding and subtracting integers."""

from __future__ import annotations

from adapters.content.mathematics.builder import (
    Draft,
    Templates,
    as_number,
    choice,
    find_mistake,
    number,
    with_unit,
)
from adapters.content.mathematics.notation import Two, signed

TEMPLATES = Templates("integers-add")


@TEMPLATES.template((-1.5, (-7, 4)), (-0.8, (-5, -6)), (0.0, (-18, 25)))
def sum_of_two(a: int, b: int) -> Draft:
    """Add two integers."""
    second = f"({b})" if b < 0 else f"{b}"
    return number(
        Two(f"Calcula ${a} + {second}$.", f"Work out ${a} + {second}$."),
        a + b,
        Two(
            f"Empieza en ${a}$ y avanza {abs(b)} hacia la {'izquierda' if b < 0 else 'derecha'}: llegas a "
            f"${a + b}$.",
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


@TEMPLATES.template(
    (
        -1.2,
        (
            4,
            -9,
            Two(
                "A mediodía hay 4 °C y por la noche la temperatura baja 9 grados. ¿Cuántos grados hay por "
                "la noche?",
                "At midday it is 4 °C, and at night the temperature falls by 9 degrees. What is it at "
                "night, in degrees?",
            ),
        ),
    ),
    (
        -0.4,
        (
            -6,
            11,
            Two(
                "Un ave marina se zambulle hasta $-6$ m y después sube 11 m. ¿A qué altura llega, en metros?",
                "A sea bird dives to $-6$ m and then climbs 11 m. What height does it reach, in metres?",
            ),
        ),
    ),
    (
        0.5,
        (
            -38,
            -27,
            Two(
                "En un juego, Yasmin tiene $-38$ puntos y pierde otros 27. ¿Cuántos puntos tiene ahora?",
                "In a game, Yasmin has $-38$ points and loses another 27. How many points does she have now?",
            ),
        ),
    ),
)
def story(start: int, movement: int, stem: Two) -> Draft:
    """A change from a start, in a situation."""
    end = start + movement
    return number(
        stem,
        end,
        Two(
            f"Se empieza en ${start}$ y se {'sube' if movement > 0 else 'baja'} {abs(movement)}: "
            f"${start} {'+' if movement > 0 else '-'} {abs(movement)} = {end}$.",
            f"Start at ${start}$ and go {'up' if movement > 0 else 'down'} {abs(movement)}: "
            f"${start} {'+' if movement > 0 else '-'} {abs(movement)} = {end}$.",
        ),
        Two("Dibuja una recta vertical con el cero marcado.", "Draw a vertical line with zero marked on it."),
    )


@TEMPLATES.template((-0.3, (5, -3)), (0.6, (-4, 9)), (1.3, (-13, -20)))
def missing_number(known: int, total: int) -> Draft:
    """The number in the box of ``□ + known = total``."""
    answer = total - known
    return number(
        Two(
            f"¿Qué número va en el hueco? $□ + {signed(known)} = {total}$",
            f"Which number goes in the box? $□ + {signed(known)} = {total}$",
        ),
        answer,
        Two(
            f"Se resta ${known}$ en los dos lados: ${total} - {signed(known)} = {answer}$.",
            f"Subtract ${known}$ from both sides: ${total} - {signed(known)} = {answer}$.",
        ),
        Two("¿Qué hay que hacer para deshacer la suma?", "What undoes the addition?"),
    )


@TEMPLATES.template(
    (0.2, ("Lucía", ("-4 - (-9) = -4 - 9", "-4 - 9 = -(4 + 9)", "-(4 + 9) = -13"), 1)),
    (0.9, ("Omar", ("-6 + 10 - (-3) = -6 + 10 + 3", "-6 + 10 + 3 = -16 + 3", "-16 + 3 = -13"), 2)),
    (1.7, ("Hugo", ("7 - 12 + (-5) = 7 - 12 - 5", "7 - 12 - 5 = -5 - 5", "-5 - 5 = 0"), 3)),
)
def wrong_step(who: str, steps: tuple[str, ...], place: int) -> Draft:
    """Find the mistake in a chain of sums and differences."""
    reasons = (
        Two(
            "En el paso 1, quitar $-9$ es sumar 9: $-4 - (-9) = -4 + 9$.",
            "In step 1, taking away $-9$ is adding 9: $-4 - (-9) = -4 + 9$.",
        ),
        Two(
            "En el paso 2, $-6 + 10$ es $4$: los signos son distintos, así que se restan los tamaños.",
            "In step 2, $-6 + 10$ is $4$: the signs differ, so the sizes are subtracted.",
        ),
        Two(
            "En el paso 3, $-5 - 5$ es $-10$: se sigue bajando desde $-5$.",
            "In step 3, $-5 - 5$ is $-10$: you go on down from $-5$.",
        ),
    )
    return find_mistake(
        who,
        steps,
        place,
        reasons[place - 1],
        Two(
            "Calcula cada lado de cada igualdad por separado.", "Work out each side of each line separately."
        ),
    )


@TEMPLATES.template(
    (
        -0.7,
        (
            -3,
            8,
            Two("plantas", "floors"),
            Two(
                "Un ascensor sube de la planta $-3$ a la planta $8$. ¿Cuántas plantas sube?",
                "A lift goes from floor $-3$ up to floor $8$. How many floors does it go up?",
            ),
        ),
    ),
    (
        0.4,
        (
            -6,
            17,
            Two("grados", "degrees"),
            Two(
                "Al amanecer había $-6$ °C y por la tarde, $17$ °C. ¿Cuántos grados de diferencia hay?",
                "At dawn it was $-6$ °C and in the afternoon $17$ °C. How many degrees is the difference?",
            ),
        ),
    ),
    (
        1.1,
        (
            -35,
            128,
            Two("metros", "metres"),
            Two(
                "El fondo de una cueva está a $-35$ m y su entrada a $128$ m. ¿Qué desnivel hay entre las "
                "dos?",
                "The bottom of a cave is at $-35$ m and its entrance at $128$ m. How far apart are they in "
                "height?",
            ),
        ),
    ),
)
def difference(low: int, high: int, unit: Two, stem: Two) -> Draft:
    """The distance between a negative and a positive number."""
    return choice(
        stem,
        high - low,
        [
            (high + low, "ignores-the-sign"),
            (high - low + 1, "counts-the-starting-point"),
            (high, "counts-only-one-side-of-zero"),
        ],
        Two(
            f"Hasta el cero hay {-low} y desde el cero, {high}: ${high} - ({low}) = {high - low}$.",
            f"Up to zero it is {-low} and from zero {high}: ${high} - ({low}) = {high - low}$.",
        ),
        Two("¿Cuánto hay hasta el cero? ¿Y desde el cero?", "How much is it up to zero? And from zero on?"),
        show=with_unit(unit.es, unit.en),
    )
