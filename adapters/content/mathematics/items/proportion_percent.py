"""Percentages."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_euros, choice, number
from adapters.content.mathematics.notation import Two, frac, num

TEMPLATES = Templates("proportion-percent")


@TEMPLATES.template((-1.6, (50, 36)), (-0.8, (25, 60)), (0.2, (15, 240)))
def percent_of(percent: int, amount: int) -> Draft:
    """A percentage of an amount."""
    answer = F(percent * amount, 100)
    return number(
        Two(f"Calcula el {percent} % de {amount}.", f"Work out {percent}% of {amount}."),
        answer,
        Two(
            f"${percent}/100 × {amount} = {num(answer)}$.",
            f"${percent}/100 × {amount} = {num(answer)}$.",
        ),
        Two(f"¿Cuánto es el 10 % de {amount}?", f"What is 10% of {amount}?"),
    )


@TEMPLATES.template((-0.7, (20, 45)), (0.1, (30, 80)), (0.8, (15, 60)))
def sale_price(percent: int, price: int) -> Draft:
    """Price after a discount."""
    off = F(percent * price, 100)
    return choice(
        Two(
            f"Unas zapatillas cuestan {price} € y tienen un {percent} % de descuento. ¿Cuánto se paga?",
            f"A pair of trainers costs €{price} and is reduced by {percent}%. How much do you pay?",
        ),
        price - off,
        [
            (off, "gives-the-discount"),
            (price - percent, "percent-as-amount"),
            (price + off, "increases-instead-of-reducing"),
            (F(price) - F(price, percent), "divides-by-the-percent"),
        ],
        Two(
            f"El descuento es ${num(off)}$ €, así que se pagan ${price} - {num(off)} = {num(price - off)}$ "
            "€.",
            f"The reduction is €${num(off)}$, so you pay ${price} - {num(off)} = {num(price - off)}$ euros.",
        ),
        Two("Calcula primero cuánto te descuentan.", "First work out how much is taken off."),
        show=as_euros,
    )


@TEMPLATES.template(
    (
        -0.9,
        (
            18,
            24,
            Two(
                "Amina encesta 18 de 24 tiros. ¿Qué porcentaje de los tiros ha encestado?",
                "Amina scores with 18 of 24 throws. What percentage of the throws is that?",
            ),
        ),
    ),
    (
        0.0,
        (
            12,
            40,
            Two(
                "En una encuesta, 12 de 40 personas van en bici. ¿Qué porcentaje va en bici?",
                "In a survey, 12 of 40 people go by bicycle. What percentage is that?",
            ),
        ),
    ),
    (
        0.9,
        (
            27,
            60,
            Two(
                "De los 60 libros de una estantería, 27 son de aventuras. ¿Qué porcentaje es?",
                "Of the 60 books on a shelf, 27 are adventure stories. What percentage is that?",
            ),
        ),
    ),
)
def which_percent(part: int, whole: int, stem: Two) -> Draft:
    """A part written as a percentage of the whole."""
    right = F(100 * part, whole)
    return choice(
        stem,
        right,
        [
            (F(part), "part-as-percent"),
            (100 - right, "takes-the-other-part"),
            (F(whole - part), "difference-as-percent"),
        ],
        Two(
            f"${part}/{whole} = {num(right / 100)}$, es decir, ${right}/100$: el ${right}%$.",
            f"${part}/{whole} = {num(right / 100)}$, that is, ${right}/100$: ${right}%$.",
        ),
        Two("¿Qué parte del total es, como fracción?", "What part of the whole is it, as a fraction?"),
        show=_percent,
    )


def _percent(value: F) -> str:
    return f"${num(value)}%$"


@TEMPLATES.template((0.8, (20, 36)), (1.3, (25, 60)), (1.8, (10, 63)))
def price_before(percent: int, paid: int) -> Draft:
    """The price before a discount."""
    before = F(100 * paid, 100 - percent)
    return choice(
        Two(
            f"Con un {percent} % de descuento, Leo ha pagado {paid} € por una mochila. ¿Cuánto costaba "
            "antes?",
            f"With {percent}% off, Leo paid €{paid} for a backpack. What was the price before?",
        ),
        before,
        [
            (paid * (1 + F(percent, 100)), "percent-of-the-wrong-whole"),
            (F(paid + percent), "percent-as-amount"),
            (paid * (1 - F(percent, 100)), "takes-the-percent-again"),
        ],
        Two(
            f"Lo pagado es el ${100 - percent}%$ del precio: "
            f"${paid} ÷ {num(1 - F(percent, 100))} = {num(before)}$ €.",
            f"What was paid is ${100 - percent}%$ of the price: "
            f"${paid} ÷ {num(1 - F(percent, 100))} = {num(before)}$ euros.",
        ),
        Two(f"{paid} € no son el 100 %: ¿qué porcentaje son?", f"€{paid} isn't 100%: what percentage is it?"),
        show=as_euros,
    )


@TEMPLATES.template((0.5, (200, 10)), (1.0, (50, 20)), (1.6, (80, 50)))
def up_and_down(price: int, percent: int) -> Draft:
    """A rise and a fall by the same percentage."""
    up = price * (1 + F(percent, 100))
    end = up * (1 - F(percent, 100))
    return choice(
        Two(
            f"Un abono cuesta {price} €. Sube un {percent} % y, un mes después, baja un {percent} %. "
            "¿Cuánto cuesta al final?",
            f"A pass costs €{price}. It goes up by {percent}% and, a month later, down by {percent}%. What "
            "does it cost in the end?",
        ),
        end,
        [
            (F(price), "percent-changes-cancel"),
            (up, "stops-before-the-last-step"),
            (price * (1 - F(percent, 100)), "skips-the-first-step"),
        ],
        Two(
            f"Sube a ${num(up)}$ €, y el {percent} % que baja se calcula sobre ${num(up)}$: quedan "
            f"${num(end)}$ €.",
            f"It goes up to €${num(up)}$, and the {percent}% that it falls is of ${num(up)}$: that leaves "
            f"€${num(end)}$.",
        ),
        Two("¿De qué cantidad es el segundo porcentaje?", "What amount is the second percentage of?"),
        show=as_euros,
    )


@TEMPLATES.template((-1.2, ("3/5",)), (-0.3, ("0.07",)), (0.6, ("1.2",)))
def to_percent(shown: str) -> Draft:
    """Write a fraction or a decimal as a percentage."""
    value = F(shown)
    written = frac(value) if "/" in shown else num(value)
    answer = value * 100
    return number(
        Two(
            f"¿Qué porcentaje es ${written}$? Escribe solo el número, sin el signo %.",
            f"What percentage is ${written}$? Write only the number, without the % sign.",
        ),
        answer,
        Two(
            f"Se multiplica por 100: ${written} × 100 = {answer}$, es decir, el ${answer}%$.",
            f"Multiply by 100: ${written} × 100 = {answer}$, that is, ${answer}%$.",
        ),
        Two("Porcentaje quiere decir «de cada cien».", "Per cent means “out of a hundred”."),
    )
