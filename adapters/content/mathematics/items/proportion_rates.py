"""Speed, unit price and scales."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, number, with_unit
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("proportion-rates")


@TEMPLATES.template((-1.5, (60, 3)), (-0.6, (18, 4)), (0.3, (85, 6)))
def distance(speed: int, hours: int) -> Draft:
    """Distance at a constant speed."""
    return number(
        Two(
            f"Un tren circula siempre a {speed} km/h. ¿Cuántos kilómetros recorre en {hours} horas?",
            f"A train always travels at {speed} km/h. How many kilometres does it cover in {hours} hours?",
        ),
        speed * hours,
        Two(
            f"Cada hora recorre {speed} km: ${speed} × {hours} = {speed * hours}$ km.",
            f"Every hour it covers {speed} km: ${speed} × {hours} = {speed * hours}$ km.",
        ),
        Two("¿Cuánto recorre en una hora? ¿Y en dos?", "How far does it go in one hour? And in two?"),
    )


@TEMPLATES.template((-0.5, (50000, 4)), (0.5, (25000, 6)), (1.3, (200000, 3)))
def map_scale(scale: int, centimetres: int) -> Draft:
    """From a length on a map to the real one."""
    real = F(scale * centimetres, 100_000)
    return choice(
        Two(
            f"En un mapa a escala $1:{num(scale)}$, dos pueblos están a {centimetres} cm. ¿A qué distancia están en realidad?",
            f"On a map with scale $1:{num(scale)}$, two villages are {centimetres} cm apart. How far apart are they really?",
        ),
        real,
        [
            (real * 10, "wrong-unit-conversion"),
            (real / 10, "wrong-unit-conversion"),
            (F(scale, 100_000), "forgets-the-map-length"),
        ],
        Two(
            f"${centimetres} × {num(scale)} = {num(scale * centimetres)}$ cm, que son ${num(real)}$ km.",
            f"${centimetres} × {num(scale)} = {num(scale * centimetres)}$ cm, which is ${num(real)}$ km.",
        ),
        Two("Un kilómetro son 100 000 cm.", "A kilometre is 100,000 cm."),
        show=with_unit("km"),
    )
