"""Ratios and direct proportion."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, number, with_unit
from adapters.content.mathematics.notation import Two, table

TEMPLATES = Templates("proportion-ratio")


@TEMPLATES.template((-1.4, (4, 200, 6)), (-0.5, (6, 450, 10)), (0.4, (8, 360, 5)))
def recipe(people: int, grams: int, guests: int) -> Draft:
    """Scale a recipe."""
    answer = F(grams * guests, people)
    return number(
        Two(
            f"Una receta para {people} personas lleva {grams} g de arroz. ¿Cuántos gramos hacen falta para "
            f"{guests} personas?",
            f"A recipe for {people} people takes {grams} g of rice. How many grams are needed for {guests} "
            "people?",
        ),
        answer,
        Two(
            f"Para una persona, ${grams}/{people}$ g. Para {guests}: "
            f"${grams} ÷ {people} × {guests} = {answer}$ g.",
            f"For one person, ${grams}/{people}$ g. For {guests}: "
            f"${grams} ÷ {people} × {guests} = {answer}$ g.",
        ),
        Two("¿Cuánto arroz toca a cada persona?", "How much rice is there for each person?"),
    )


@TEMPLATES.template((-0.7, (2, 3, 40)), (0.2, (3, 5, 64)), (1.1, (4, 7, 132)))
def share(a: int, b: int, total: int) -> Draft:
    """Share in a ratio; the larger part is asked for."""
    part = F(total * b, a + b)
    return choice(
        Two(
            f"Sara y Omar se reparten {total} cromos en la razón ${a}:{b}$ (Sara, ${a}$; Omar, ${b}$). "
            "¿Cuántos recibe Omar?",
            f"Sara and Omar share {total} stickers in the ratio ${a}:{b}$ (Sara ${a}$, Omar ${b}$). How "
            "many does Omar get?",
        ),
        part,
        [
            (total - part, "takes-the-other-part"),
            (F(total, 2), "shares-equally"),
            (F(total, 2) + (b - a), "difference-instead-of-ratio"),
            (F(total, 2) + b, "difference-instead-of-ratio"),
        ],
        Two(
            f"Son ${a + b}$ partes iguales de ${total} ÷ {a + b} = {total // (a + b)}$ cromos. Omar recibe "
            f"${b}$ partes: ${part}$.",
            f"There are ${a + b}$ equal parts of ${total} ÷ {a + b} = {total // (a + b)}$ stickers. Omar "
            f"gets ${b}$ parts: ${part}$.",
        ),
        Two("¿Cuántas partes iguales hay en total?", "How many equal parts are there in all?"),
        show=with_unit("cromos", "stickers"),
    )


@TEMPLATES.template((-1.0, (2, 6, 5, 8)), (-0.1, (3, 12, 5, 9)), (0.7, (4, 14, 6, 10)))
def price_table(kilos: int, euros: int, more: int, most: int) -> Draft:
    """The missing price in a table of direct proportion."""
    answer = F(euros * most, kilos)
    rows = table(
        ("Kilos", f"{kilos}", f"{more}", f"{most}"),
        ("Euros", f"{euros}", f"{F(euros * more, kilos)}", "$□$"),
    )
    return number(
        Two(
            f"<p>El precio de las naranjas es proporcional a su peso.</p>{rows}<p>¿Qué número falta en la "
            "tabla?</p>",
            f"<p>The price of oranges is proportional to their weight.</p>{rows}<p>Which number is "
            "missing?</p>",
        ),
        answer,
        Two(
            f"Cada kilo cuesta ${euros} ÷ {kilos}$ euros, así que {most} kilos cuestan "
            f"${euros} ÷ {kilos} × {most} = {answer}$ euros.",
            f"Each kilo costs ${euros} ÷ {kilos}$ euros, so {most} kilos cost "
            f"${euros} ÷ {kilos} × {most} = {answer}$ euros.",
        ),
        Two("¿Cuánto cuesta un kilo?", "How much does one kilo cost?"),
    )


@TEMPLATES.template(
    (-0.9, (12, 20, Two("rotuladores rojos", "red pens"), Two("azules", "blue"))),
    (0.0, (18, 30, Two("calcetines negros", "black socks"), Two("blancos", "white"))),
    (0.9, (28, 42, Two("fichas verdes", "green counters"), Two("amarillas", "yellow"))),
)
def simplest_ratio(a: int, b: int, first: Two, second: Two) -> Draft:
    """Write a ratio in its simplest form."""
    ratio = F(a, b)
    n, d = ratio.numerator, ratio.denominator
    by = a // n
    return choice(
        Two(
            f"En una caja hay {a} {first.es} y {b} {second.es}. En ese orden, ¿cuál es su razón, "
            "simplificada?",
            f"A box holds {a} {first.en} and {b} {second.en} ones. In that order, what is their ratio in "
            "simplest form?",
        ),
        f"${n}:{d}$",
        [
            (f"${d}:{n}$", "inverts-the-ratio"),
            (f"${n}:{n + d}$", "part-to-whole-as-ratio"),
            (f"$1:{b - a + 1}$", "difference-instead-of-ratio"),
        ],
        Two(
            f"Se dividen los dos números entre {by}: ${a}:{b}$ es lo mismo que ${n}:{d}$.",
            f"Divide both numbers by {by}: ${a}:{b}$ is the same as ${n}:{d}$.",
        ),
        Two("Mantén el orden en que se nombran.", "Keep the order in which they are named."),
    )


@TEMPLATES.template(
    (
        -0.3,
        (
            ((2, 6), (3, 9), (5, 15)),
            ((2, 6), (3, 7), (5, 9)),
            ((2, 30), (3, 20), (5, 12)),
            ((2, 5), (3, 7), (5, 11)),
        ),
    ),
    (
        0.6,
        (
            ((4, 6), (6, 9), (10, 15)),
            ((4, 6), (6, 8), (10, 12)),
            ((4, 15), (6, 10), (10, 6)),
            ((4, 9), (6, 13), (10, 21)),
        ),
    ),
    (
        1.5,
        (
            ((3, 4), (6, 8), (15, 20)),
            ((3, 4), (6, 7), (15, 16)),
            ((3, 40), (6, 20), (15, 8)),
            ((3, 5), (6, 8), (15, 17)),
        ),
    ),
)
def proportional_pairs(*series: tuple[tuple[int, int], ...]) -> Draft:
    """Choose the pairs that are directly proportional."""
    right, adding, inverse, fixed = ("; ".join(f"${x} → {y}$" for x, y in pairs) for pairs in series)
    (x, y), *_ = series[0]
    return choice(
        Two(
            "¿En qué lista el segundo número es directamente proporcional al primero?",
            "In which list is the second number directly proportional to the first?",
        ),
        right,
        [
            (adding, "difference-instead-of-ratio"),
            (inverse, "inverse-as-direct-proportion"),
            (fixed, "ignores-the-fixed-part"),
        ],
        Two(
            f"En {right} el segundo número es siempre el primero por ${F(y, x)}$.",
            f"In {right} the second number is always the first one times ${F(y, x)}$.",
        ),
        Two(
            "Divide en cada par el segundo número entre el primero.",
            "In each pair, divide the second number by the first.",
        ),
    )


@TEMPLATES.template(
    (-0.4, ((3, 4), (2, 4), (4, 7), (3, 5))),
    (0.7, ((5, 6), (4, 5), (6, 8), (2, 3))),
    (1.6, ((7, 8), (6, 7), (8, 10), (9, 11))),
)
def strongest_mix(*mixes: tuple[int, int]) -> Draft:
    """Choose the mixture with most flavour; the first one has it."""

    def words(lemon: int, water: int) -> Two:
        return Two(
            f"{lemon} vasos de limón y {water} de agua",
            f"{lemon} cups of lemon juice and {water} of water",
        )

    (a, b), *others = mixes
    most = max(lemon for lemon, _ in others)
    return choice(
        Two("¿Qué limonada sabe más a limón?", "Which lemonade tastes most of lemon?"),
        words(a, b),
        [
            (words(*mix), "compares-only-one-term" if mix[0] == most else "difference-instead-of-ratio")
            for mix in others
        ],
        Two(
            f"Por cada vaso de agua lleva ${a}/{b}$ de vaso de limón, más que ninguna de las otras.",
            f"For each cup of water it has ${a}/{b}$ of a cup of lemon juice, more than any of the others.",
        ),
        Two(
            "Compara el limón que toca a cada vaso de agua.", "Compare the lemon juice for each cup of water."
        ),
    )
