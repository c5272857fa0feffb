"""Ratios and direct proportion."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, number, with_unit
from adapters.content.mathematics.notation import Two

TEMPLATES = Templates("proportion-ratio")


@TEMPLATES.template((-1.4, (4, 200, 6)), (-0.5, (6, 450, 10)), (0.4, (8, 360, 5)))
def recipe(people: int, grams: int, guests: int) -> Draft:
    """Scale a recipe."""
    answer = F(grams * guests, people)
    return number(
        Two(
            f"Una receta para {people} personas lleva {grams} g de arroz. ¿Cuántos gramos hacen falta para {guests} personas?",
            f"A recipe for {people} people takes {grams} g of rice. How many grams are needed for {guests} people?",
        ),
        answer,
        Two(
            f"Para una persona, ${grams}/{people}$ g. Para {guests}: ${grams} ÷ {people} × {guests} = {answer}$ g.",
            f"For one person, ${grams}/{people}$ g. For {guests}: ${grams} ÷ {people} × {guests} = {answer}$ g.",
        ),
        Two("¿Cuánto arroz toca a cada persona?", "How much rice is there for each person?"),
    )


@TEMPLATES.template((-0.7, (2, 3, 40)), (0.2, (3, 5, 64)), (1.1, (4, 7, 132)))
def share(a: int, b: int, total: int) -> Draft:
    """Share in a ratio; the larger part is asked for."""
    part = F(total * b, a + b)
    return choice(
        Two(
            f"Sara y Omar se reparten {total} cromos en la razón ${a}:{b}$ (Sara, ${a}$; Omar, ${b}$). ¿Cuántos recibe Omar?",
            f"Sara and Omar share {total} stickers in the ratio ${a}:{b}$ (Sara ${a}$, Omar ${b}$). How many does Omar get?",
        ),
        part,
        [
            (total - part, "takes-the-other-part"),
            (F(total, 2), "shares-equally"),
            (F(total, 2) + (b - a), "difference-instead-of-ratio"),
            (F(total, 2) + b, "difference-instead-of-ratio"),
        ],
        Two(
            f"Son ${a + b}$ partes iguales de ${total} ÷ {a + b} = {total // (a + b)}$ cromos. Omar recibe ${b}$ partes: ${part}$.",
            f"There are ${a + b}$ equal parts of ${total} ÷ {a + b} = {total // (a + b)}$ stickers. Omar gets ${b}$ parts: ${part}$.",
        ),
        Two("¿Cuántas partes iguales hay en total?", "How many equal parts are there in all?"),
        show=with_unit("cromos", "stickers"),
    )
