"""Speed, unit price and scales."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, number, with_unit
from adapters.content.mathematics.notation import Two, num, table

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
            f"En un mapa a escala $1:{num(scale)}$, dos pueblos están a {centimetres} cm. ¿A qué distancia "
            "están en realidad?",
            f"On a map with scale $1:{num(scale)}$, two villages are {centimetres} cm apart. How far apart "
            "are they really?",
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


@TEMPLATES.template(
    (-0.9, ((3, "4.20"), (1, "1.60"), (2, "3.10"), (5, "7.50"))),
    (0.2, ((4, "5.00"), (1, "1.40"), (3, "4.05"), (6, "7.80"))),
    (1.0, ((6, "7.20"), (2, "2.50"), (5, "6.10"), (8, "9.84"))),
)
def best_buy(*bags: tuple[int, str]) -> Draft:
    """Choose the bag with the least price per kilo; the first one has it."""

    def words(kilos: int, price: str) -> Two:
        euros = num(F(price), 2)
        return Two(f"{kilos} kg por {euros} €", f"{kilos} kg for €{euros}")

    (kilos, price), cheap, middle, big = bags
    unit = num(F(price) / kilos, 2)
    return choice(
        Two(
            "Cuatro bolsas de la misma fruta tienen estos precios. ¿Con cuál sale más barato el kilo?",
            "Four bags of the same fruit have these prices. Which one gives the lowest price per kilo?",
        ),
        words(kilos, price),
        [
            (words(*cheap), "looks-only-at-the-total"),
            (words(*big), "bigger-pack-is-always-cheaper"),
            (words(*middle), "no-unit-price"),
        ],
        Two(
            f"El kilo sale a ${num(F(price), 2)} ÷ {kilos} = {unit}$ €; en las demás bolsas cuesta más.",
            f"A kilo costs ${num(F(price), 2)} ÷ {kilos} = {unit}$ euros; in the other bags it costs more.",
        ),
        Two("Divide cada precio entre los kilos.", "Divide each price by the kilos."),
    )


def _clock(minutes: F) -> str:
    hours, rest = divmod(int(minutes), 60)
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"


@TEMPLATES.template(
    (0.0, (150, 60, 170, 125, 180)), (0.9, (180, 80, 145, 122, 150)), (1.5, (63, 84, 75, 80, 50))
)
def time_taken(kilometres: int, speed: int, *wrong: int) -> Draft:
    """How long a journey takes, in hours and minutes."""
    hours = F(kilometres, speed)
    return choice(
        Two(
            f"Un coche recorre {kilometres} km a {speed} km/h. ¿Cuánto tarda?",
            f"A car covers {kilometres} km at {speed} km/h. How long does it take?",
        ),
        hours * 60,
        list(
            zip(
                wrong,
                ("decimal-hours-as-minutes", "decimal-hours-as-minutes", "rounds-to-an-easy-time")
                if hours > 1
                else ("decimal-hours-as-minutes", "divides-the-other-way-round", "rounds-to-an-easy-time"),
                strict=True,
            )
        ),
        Two(
            f"${kilometres} ÷ {speed} = {num(hours)}$ horas. Como una hora son 60 minutos, son "
            f"{_clock(hours * 60)}.",
            f"${kilometres} ÷ {speed} = {num(hours)}$ hours. As an hour is 60 minutes, that is "
            f"{_clock(hours * 60)}.",
        ),
        Two(
            "La parte decimal de las horas se multiplica por 60.",
            "Multiply the decimal part of the hours by 60.",
        ),
        show=_clock,
    )


@TEMPLATES.template(
    (
        -0.7,
        (
            12,
            F(60),
            Two(
                "Un grifo echa 12 litros por minuto. ¿Cuántos litros echa en una hora?",
                "A tap gives 12 litres per minute. How many litres does it give in an hour?",
            ),
        ),
    ),
    (
        0.6,
        (
            72,
            F(1000, 60),
            Two(
                "Un tren va a 72 km/h. ¿Cuántos metros recorre en un minuto?",
                "A train travels at 72 km/h. How many metres does it cover in a minute?",
            ),
        ),
    ),
    (
        1.6,
        (
            5,
            F(36, 10),
            Two(
                "Una ciclista va a 5 metros por segundo. ¿A cuántos kilómetros por hora va?",
                "A cyclist rides at 5 metres per second. How many kilometres per hour is that?",
            ),
        ),
    ),
)
def convert(rate: int, factor: F, stem: Two) -> Draft:
    """Change the units of a rate."""
    answer = rate * factor
    return number(
        stem,
        answer,
        Two(
            f"Se cambia primero una unidad y después la otra (1 h = 60 min = {num(3600)} s, 1 km = "
            f"{num(1000)} m). "
            f"El resultado es ${answer}$.",
            f"Change first one unit and then the other (1 h = 60 min = {num(3600)} s, 1 km = {num(1000)} m). "
            f"The result is ${answer}$.",
        ),
        Two(
            "¿Cuántos minutos o segundos hay en una hora?",
            "How many minutes or seconds are there in an hour?",
        ),
    )


@TEMPLATES.template((0.4, (40, 2, 30, 3)), (1.1, (24, 1, 30, 2)), (1.8, (36, 3, 10, 2)))
def average_speed(first: int, first_hours: int, second: int, second_hours: int) -> Draft:
    """The average speed of a journey in two parts."""
    total, hours = first + second, first_hours + second_hours
    speeds = F(first, first_hours), F(second, second_hours)
    right = F(total, hours)
    rows = Two(
        table(
            ("Tramo", "Kilómetros", "Horas"),
            ("1", f"{first}", f"{first_hours}"),
            ("2", f"{second}", f"{second_hours}"),
        ),
        table(
            ("Part", "Kilometres", "Hours"),
            ("1", f"{first}", f"{first_hours}"),
            ("2", f"{second}", f"{second_hours}"),
        ),
    )
    return choice(
        Two(
            f"<p>Una excursión en bici tiene dos tramos.</p>{rows.es}<p>¿Cuál es la velocidad media de toda "
            "la excursión?</p>",
            f"<p>A bicycle trip has two parts.</p>{rows.en}<p>What is the average speed of the whole "
            "trip?</p>",
        ),
        right,
        [
            ((speeds[0] + speeds[1]) / 2, "averages-the-speeds"),
            (speeds[0] + speeds[1], "adds-the-speeds"),
            (F(total), "stops-before-dividing"),
        ],
        Two(
            f"Distancia total entre tiempo total: ${total} ÷ {hours} = {num(right)}$ km/h.",
            f"Total distance divided by total time: ${total} ÷ {hours} = {num(right)}$ km/h.",
        ),
        Two(
            "¿Cuántos kilómetros y cuántas horas son en total?",
            "How many kilometres and how many hours in all?",
        ),
        show=with_unit("km/h"),
    )
