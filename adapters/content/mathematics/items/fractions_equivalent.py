"""Equivalent fractions and simplifying."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, fraction, number
from adapters.content.mathematics.notation import Two, frac

TEMPLATES = Templates("fractions-equivalent")


@TEMPLATES.template((-1.6, (2, 3, 4)), (-0.9, (3, 5, 7)), (-0.2, (7, 8, 6)))
def missing_numerator(a: int, b: int, times: int) -> Draft:
    """What goes in the box of ``a/b = □/(b × times)``."""
    return number(
        Two(
            f"¿Qué número va en el hueco? ${a}/{b} = □/{b * times}$",
            f"Which number goes in the box? ${a}/{b} = □/{b * times}$",
        ),
        a * times,
        Two(
            f"De ${b}$ a ${b * times}$ se multiplica por ${times}$. Arriba se hace lo mismo: "
            f"${a} × {times} = {a * times}$.",
            f"From ${b}$ to ${b * times}$ you multiply by ${times}$. Do the same on top: "
            f"${a} × {times} = {a * times}$.",
        ),
        Two(f"¿Por cuánto se ha multiplicado ${b}$?", f"What has ${b}$ been multiplied by?"),
    )


@TEMPLATES.template((-1.0, (6, 8)), (0.0, (18, 24)), (1.0, (42, 70)))
def simplify(n: int, d: int) -> Draft:
    """Write a fraction in lowest terms."""
    lowest = F(n, d)
    by = n // lowest.numerator
    return fraction(
        Two(
            f"Escribe la fracción ${n}/{d}$ en su forma más simple (irreducible).",
            f"Write the fraction ${n}/{d}$ in its simplest form.",
        ),
        lowest,
        Two(
            f"El mayor divisor común de ${n}$ y ${d}$ es ${by}$. Se dividen los dos entre ${by}$: "
            f"${n}/{d} = {frac(lowest)}$.",
            f"The highest common factor of ${n}$ and ${d}$ is ${by}$. Divide both by ${by}$: "
            f"${n}/{d} = {frac(lowest)}$.",
        ),
        Two("Busca un número que divida a los dos.", "Look for a number that divides both."),
        Two(
            "¿Se puede seguir dividiendo? La fracción es irreducible cuando solo el 1 divide a los dos.",
            "Can you go on dividing? The fraction is in simplest form when only 1 divides both.",
        ),
    )


@TEMPLATES.template((-1.2, (2, 5, 3)), (-0.3, (3, 4, 5)), (0.6, (4, 7, 6)))
def same_amount(a: int, b: int, times: int) -> Draft:
    """Choose the fraction that equals another one."""
    return choice(
        Two(
            f"¿Cuál de estas fracciones representa la misma cantidad que ${a}/{b}$?",
            f"Which of these fractions stands for the same amount as ${a}/{b}$?",
        ),
        f"${a * times}/{b * times}$",
        [
            (f"${a + times}/{b + times}$", "adds-the-same-to-both-terms"),
            (f"${a}/{b * times}$", "changes-only-one-term"),
            (f"${a * a}/{b * b}$", "squares-both-terms"),
        ],
        Two(
            f"Si se multiplican los dos términos por ${times}$, la cantidad no cambia: "
            f"${a}/{b} = {a * times}/{b * times}$.",
            f"If both terms are multiplied by ${times}$, the amount stays the same: "
            f"${a}/{b} = {a * times}/{b * times}$.",
        ),
        Two(
            "Haz la misma multiplicación arriba y abajo.",
            "Do the same multiplication at the top and at the bottom.",
        ),
    )


@TEMPLATES.template(
    (
        -0.6,
        (
            18,
            24,
            Two(
                "En una caja de 24 lápices, 18 ya tienen punta. ¿Qué fracción de los lápices tiene punta?",
                "In a box of 24 pencils, 18 are already sharpened. What fraction of the pencils is "
                "sharpened?",
            ),
        ),
    ),
    (
        0.1,
        (
            12,
            30,
            Two(
                "En el huerto del instituto hay 30 plantas y 12 son tomateras. ¿Qué fracción de las plantas "
                "son tomateras?",
                "There are 30 plants in the school garden and 12 are tomato plants. What fraction of the "
                "plants is that?",
            ),
        ),
    ),
    (
        0.8,
        (
            16,
            36,
            Two(
                "Un equipo ha jugado 36 partidos y ha ganado 16. ¿Qué fracción de los partidos ha ganado?",
                "A team has played 36 matches and won 16. What fraction of its matches has it won?",
            ),
        ),
    ),
)
def part_of_whole(part: int, whole: int, stem: Two) -> Draft:
    """A situation turned into a fraction in lowest terms."""
    right = F(part, whole)
    return choice(
        stem,
        right,
        [
            (F(part, whole - part), "part-to-part-as-fraction"),
            (1 - right, "takes-the-other-part"),
            (1 / right, "inverts-the-fraction"),
        ],
        Two(
            f"La parte arriba y el total abajo: ${part}/{whole}$, que simplificada es ${frac(right)}$.",
            f"The part at the top, the whole at the bottom: ${part}/{whole}$, which simplifies to "
            f"${frac(right)}$.",
        ),
        Two("¿Cuál es el total? Ese va abajo.", "What is the whole? That goes at the bottom."),
        Two("Después simplifica.", "Then simplify."),
    )


@TEMPLATES.template(
    (-0.5, ((8, 15), (9, 15), (7, 21), (6, 8))),
    (0.7, ((14, 27), (15, 33), (13, 39), (21, 28))),
    (1.7, ((25, 36), (27, 57), (17, 51), (49, 91))),
)
def already_simple(
    right: tuple[int, int], odd: tuple[int, int], prime: tuple[int, int], other: tuple[int, int]
) -> Draft:
    """Choose the one fraction that is in lowest terms."""
    return choice(
        Two(
            "¿Cuál de estas fracciones ya no se puede simplificar?",
            "Which of these fractions can't be simplified?",
        ),
        f"${right[0]}/{right[1]}$",
        [
            (f"${odd[0]}/{odd[1]}$", "odd-terms-mean-irreducible"),
            (f"${prime[0]}/{prime[1]}$", "prime-term-means-irreducible"),
            (f"${other[0]}/{other[1]}$", "overlooks-common-factor"),
        ],
        Two(
            f"En ${right[0]}/{right[1]}$ solo el 1 divide a los dos términos. Las demás se simplifican: "
            f"${odd[0]}/{odd[1]} = {frac(F(*odd))}$, ${prime[0]}/{prime[1]} = {frac(F(*prime))}$ y "
            f"${other[0]}/{other[1]} = {frac(F(*other))}$.",
            f"In ${right[0]}/{right[1]}$ only 1 divides both terms. The others simplify: "
            f"${odd[0]}/{odd[1]} = {frac(F(*odd))}$, ${prime[0]}/{prime[1]} = {frac(F(*prime))}$ and "
            f"${other[0]}/{other[1]} = {frac(F(*other))}$.",
        ),
        Two(
            "Prueba a dividir los dos términos entre 2, 3, 5, 7...",
            "Try dividing both terms by 2, 3, 5, 7...",
        ),
    )


@TEMPLATES.template((-0.9, ("Leo", 3, 5, 2)), (0.3, ("Amina", 4, 6, 4)), (1.2, ("Hugo", 6, 9, 3)))
def added_to_both(who: str, a: int, b: int, extra: int) -> Draft:
    """Judge the claim that adding the same number to both terms changes nothing."""
    claim = f"${a}/{b} = {a + extra}/{b + extra}$"
    return choice(
        Two(
            f"{who} dice que {claim}, porque ha sumado {extra} arriba y {extra} abajo. ¿Qué le dirías?",
            f"{who} says that {claim}, having added {extra} at the top and {extra} at the bottom. What "
            "would you say?",
        ),
        Two(
            "No son iguales: hay que multiplicar o dividir los dos términos por el mismo número, no sumar",
            "They aren't equal: both terms must be multiplied or divided by the same number, not added to",
        ),
        [
            (
                Two(
                    "Son iguales: se ha hecho lo mismo arriba y abajo",
                    "They are equal: the same was done at the top and at the bottom",
                ),
                "adds-the-same-to-both-terms",
            ),
            (
                Two(
                    "No son iguales: dos fracciones iguales tienen siempre el mismo denominador",
                    "They aren't equal: equal fractions always have the same denominator",
                ),
                "equal-needs-same-denominator",
            ),
            (
                Two(
                    f"Son iguales: en las dos la diferencia entre los términos es {b - a}",
                    f"They are equal: in both, the terms differ by {b - a}",
                ),
                "equal-difference-means-equal",
            ),
        ],
        Two(
            f"Al multiplicar en cruz, ${a} × {b + extra} = {a * (b + extra)}$ y "
            f"${b} × {a + extra} = {b * (a + extra)}$: "
            "no coinciden, así que las fracciones no son iguales.",
            f"Cross-multiplying, ${a} × {b + extra} = {a * (b + extra)}$ and "
            f"${b} × {a + extra} = {b * (a + extra)}$: "
            "they don't match, so the fractions aren't equal.",
        ),
        Two(
            "Compara las dos con un dibujo o multiplicando en cruz.",
            "Compare them with a drawing or by cross-multiplying.",
        ),
    )
