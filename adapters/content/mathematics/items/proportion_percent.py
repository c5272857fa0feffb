"""Percentages."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_euros, choice, number
from adapters.content.mathematics.notation import Two, num

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
            f"El descuento es ${num(off)}$ €, así que se pagan ${price} - {num(off)} = {num(price - off)}$ €.",
            f"The reduction is €${num(off)}$, so you pay ${price} - {num(off)} = {num(price - off)}$ euros.",
        ),
        Two("Calcula primero cuánto te descuentan.", "First work out how much is taken off."),
        show=as_euros,
    )
