"""Converting fractions to decimals and back."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, fraction, number, with_unit
from adapters.content.mathematics.notation import Two, frac, num

TEMPLATES = Templates("decimals-fractions")


@TEMPLATES.template((-1.5, (1, 2)), (-0.6, (3, 4)), (0.4, (5, 8)))
def to_decimal(a: int, b: int) -> Draft:
    """Write a fraction as a decimal."""
    value = F(a, b)
    return number(
        Two(f"Escribe ${a}/{b}$ como número decimal.", f"Write ${a}/{b}$ as a decimal."),
        value,
        Two(
            f"Una fracción es una división: ${a} ÷ {b} = {num(value)}$.",
            f"A fraction is a division: ${a} ÷ {b} = {num(value)}$.",
        ),
        Two(f"Divide {a} entre {b}.", f"Divide {a} by {b}."),
        form="decimal",
    )


@TEMPLATES.template((-1.0, ("0.35", 3, 5)), (-0.1, ("0.08", 8, 10)), (0.9, ("1.4", 1, 4)))
def same_value(decimal: str, n: int, d: int) -> Draft:
    """Choose the fraction that equals a decimal; `n/d` is what its digits suggest."""
    value = F(decimal)
    return choice(
        Two(
            f"¿Qué fracción es igual a ${num(value)}$?",
            f"Which fraction is equal to ${num(value)}$?",
        ),
        value,
        [
            (F(n, d), "digits-become-the-fraction"),
            (value / 10, "wrong-power-of-ten"),
            (value * 10, "wrong-power-of-ten"),
            (1 / value, "inverts-the-fraction"),
        ],
        Two(
            "Se lee el número con su última cifra (décimas, centésimas...) y se simplifica: "
            f"${frac(value)}$.",
            "Read the number with the place of its last digit (tenths, hundredths...) and simplify: "
            f"${frac(value)}$.",
        ),
        Two(
            "¿La última cifra son décimas o centésimas?",
            "Is the last digit in the tenths or in the hundredths?",
        ),
    )


@TEMPLATES.template((-1.2, ("0.6",)), (-0.3, ("0.45",)), (0.7, ("0.125",)))
def to_fraction(shown: str) -> Draft:
    """Write a decimal as a fraction, in lowest terms or not."""
    value = F(shown)
    places = len(shown.split(".")[1])
    scale = 10**places
    unit = (Two("décimas", "tenths"), Two("centésimas", "hundredths"), Two("milésimas", "thousandths"))[
        places - 1
    ]
    return fraction(
        Two(
            f"Escribe ${num(value)}$ como fracción irreducible.",
            f"Write ${num(value)}$ as a fraction in simplest form.",
        ),
        value,
        Two(
            f"La última cifra son {unit.es}, así que el denominador es {scale}: "
            f"${value * scale}/{scale}$, que simplificada es ${frac(value)}$.",
            f"The last digit stands for {unit.en}, so the denominator is {scale}: "
            f"${value * scale}/{scale}$, which simplifies to ${frac(value)}$.",
        ),
        Two("¿En qué lugar está la última cifra?", "Which place is the last digit in?"),
    )


@TEMPLATES.template(
    (-0.4, ((2, 3), (3, 8), (7, 20), (4, 25))),
    (0.8, ((5, 6), (9, 16), (3, 40), (6, 15))),
    (1.7, ((4, 15), (7, 28), (9, 12), (11, 125))),
)
def never_ends(*fractions: tuple[int, int]) -> Draft:
    """Choose the fraction whose decimal doesn't end; the first one."""
    right, *wrong = (f"${n}/{d}$" for n, d in fractions)
    codes = ("long-decimal-means-endless", "long-decimal-means-endless", "looks-only-at-the-denominator")
    n, d = fractions[0]
    return choice(
        Two(
            "Una de estas fracciones da un número decimal que no se acaba nunca. ¿Cuál?",
            "One of these fractions gives a decimal that never ends. Which one?",
        ),
        right,
        list(zip(wrong, codes, strict=True)),
        Two(
            f"{right} es irreducible y su denominador se divide entre 3: "
            f"la división ${n} ÷ {d}$ no se acaba. Las demás solo tienen doses y cincos una vez "
            "simplificadas.",
            f"{right} is in simplest form and its denominator can be divided by 3: "
            f"the division ${n} ÷ {d}$ never ends. Simplified, the others only have twos and fives.",
        ),
        Two(
            "Simplifica y descompón el denominador. ¿Tiene factores que no sean 2 ni 5?",
            "Simplify and factorise the denominator. Are there factors other than 2 and 5?",
        ),
    )


@TEMPLATES.template(
    (-0.8, ("3/4", "0.7", "5/8", "0.08")),
    (0.3, ("0.62", "3/5", "0.599", "4/7")),
    (1.4, ("7/8", "0.87", "6/7", "0.8")),
)
def greatest(right: str, *wrong: str) -> Draft:
    """Choose the greatest of fractions and decimals."""
    shown = [f"${value if '/' in value else num(F(value))}$" for value in (right, *wrong)]
    codes = ["longer-is-larger" if "." in value else "compares-only-one-term" for value in wrong]
    about = [_as_decimal(value) for value in (right, *wrong) if "/" in value]
    return choice(
        Two("¿Cuál de estos números es el mayor?", "Which of these numbers is the greatest?"),
        shown[0],
        list(zip(shown[1:], codes, strict=True)),
        Two(
            f"En decimales, {' y '.join(about)}. El mayor es {shown[0]}.",
            f"As decimals, {' and '.join(about)}. The greatest is {shown[0]}.",
        ),
        Two("Pasa las fracciones a decimales.", "Turn the fractions into decimals."),
    )


def _as_decimal(shown: str) -> str:
    rounded = round(F(shown), 3)
    return f"${shown} {'=' if rounded == F(shown) else '≈'} {num(rounded)}$"


@TEMPLATES.template(
    (
        -0.9,
        (
            (3, 4),
            "0.34",
            "kg",
            Two(
                "Una receta pide $3/4$ kg de harina. ¿Qué debe marcar la balanza?",
                "A recipe asks for $3/4$ kg of flour. What should the scales show?",
            ),
        ),
    ),
    (
        0.0,
        (
            (2, 5),
            "0.25",
            "L",
            Two(
                "Una jarra está llena hasta $2/5$ de litro. ¿Cuántos litros son, con decimales?",
                "A jug is filled with $2/5$ of a litre. How many litres is that, as a decimal?",
            ),
        ),
    ),
    (
        1.1,
        (
            (7, 8),
            "0.78",
            "m",
            Two(
                "Una cinta mide $7/8$ de metro. ¿Qué se lee en una cinta métrica con decimales?",
                "A ribbon is $7/8$ of a metre long. What does a tape measure with decimals read?",
            ),
        ),
    ),
)
def on_the_scale(fraction: tuple[int, int], glued: str, unit: str, stem: Two) -> Draft:
    """Read a fraction of a unit on an instrument with decimals."""
    n, d = fraction
    return choice(
        stem,
        F(n, d),
        [
            (F(f"{n}.{d}"), "digits-become-the-decimal"),
            (F(glued), "digits-become-the-decimal"),
            (F(f"{d}.{n}"), "inverts-the-fraction"),
        ],
        Two(
            f"${n}/{d}$ quiere decir ${n} ÷ {d} = {num(F(n, d))}$.",
            f"${n}/{d}$ means ${n} ÷ {d} = {num(F(n, d))}$.",
        ),
        Two("¿Es más o menos de la mitad? ¿Y de uno?", "Is it more or less than a half? And than one?"),
        show=with_unit(unit),
    )
