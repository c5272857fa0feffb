"""Adding and subtracting fractions."""

from __future__ import annotations

from fractions import Fraction as F
from math import lcm

from adapters.content.mathematics.builder import Draft, Templates, choice, find_mistake, fraction
from adapters.content.mathematics.notation import Two, frac

TEMPLATES = Templates("fractions-add")


@TEMPLATES.template((-1.2, (1, 2, 1, 5)), (-0.2, (2, 3, 1, 4)), (0.7, (5, 6, 3, 8)))
def sum_of_two(a: int, b: int, c: int, d: int) -> Draft:
    """Add two fractions with different denominators, typed in lowest terms."""
    total = F(a, b) + F(c, d)
    common = lcm(b, d)
    return fraction(
        Two(
            f"Calcula ${a}/{b} + {c}/{d}$. Da el resultado como fracción irreducible.",
            f"Work out ${a}/{b} + {c}/{d}$. Give your answer as a fraction in simplest form.",
        ),
        total,
        Two(
            f"Con denominador ${common}$: "
            f"${a * common // b}/{common} + {c * common // d}/{common} = {frac(total)}$.",
            f"With denominator ${common}$: "
            f"${a * common // b}/{common} + {c * common // d}/{common} = {frac(total)}$.",
        ),
        Two(f"Busca un múltiplo común de ${b}$ y ${d}$.", f"Look for a common multiple of ${b}$ and ${d}$."),
    )


@TEMPLATES.template((-1.6, (1, 4, 2, 4)), (-0.6, (1, 3, 1, 6)), (0.4, (3, 4, 2, 5)))
def choose_sum(a: int, b: int, c: int, d: int) -> Draft:
    """Choose the sum of two fractions."""
    total = F(a, b) + F(c, d)
    return choice(
        Two(f"¿Cuánto es ${a}/{b} + {c}/{d}$?", f"What is ${a}/{b} + {c}/{d}$?"),
        total,
        [
            (F(a + c, b + d), "adds-numerators-and-denominators"),
            (F(a + c, b * d), "adds-numerators-multiplies-denominators"),
            (F(a + c, max(b, d)), "keeps-larger-denominator"),
            (F(a * c, b * d), "multiplies-instead-of-adding"),
        ],
        Two(
            "Las partes tienen que ser del mismo tamaño antes de sumarlas: "
            f"${a}/{b} + {c}/{d} = {frac(total)}$.",
            f"The parts must be of the same size before you add them: ${a}/{b} + {c}/{d} = {frac(total)}$.",
        ),
        Two("¿Tienen el mismo denominador?", "Do they have the same denominator?"),
    )


@TEMPLATES.template(
    (
        -0.5,
        (
            (1, 2, 1, 3),
            Two(
                "De un depósito de agua se gasta $1/2$ por la mañana y $1/3$ por la tarde. ¿Qué fracción "
                "queda?",
                "Of a tank of water, $1/2$ is used in the morning and $1/3$ in the afternoon. What fraction "
                "is left?",
            ),
        ),
    ),
    (
        0.3,
        (
            (2, 5, 1, 4),
            Two(
                "Yasmin dedica $2/5$ de la tarde a estudiar y $1/4$ a entrenar. ¿Qué fracción de la tarde "
                "le queda libre?",
                "Yasmin spends $2/5$ of the afternoon studying and $1/4$ training. What fraction of it is "
                "left free?",
            ),
        ),
    ),
    (
        1.1,
        (
            (3, 8, 5, 12),
            Two(
                "En un huerto, $3/8$ son lechugas, $5/12$ son tomates y el resto, zanahorias. ¿Qué fracción "
                "son zanahorias?",
                "In a garden, $3/8$ is lettuce, $5/12$ is tomatoes and the rest is carrots. What fraction "
                "is carrots?",
            ),
        ),
    ),
)
def what_is_left(parts: tuple[int, int, int, int], stem: Two) -> Draft:
    """One minus two fractions."""
    a, b, c, d = parts
    used = F(a, b) + F(c, d)
    return choice(
        stem,
        1 - used,
        [
            (used, "stops-before-the-last-step"),
            (1 - F(a + c, b + d), "adds-numerators-and-denominators"),
            (abs(F(a, b) - F(c, d)), "wrong-operation"),
            (F(a + c, b + d), "adds-numerators-and-denominators"),
        ],
        Two(
            f"Juntas son ${a}/{b} + {c}/{d} = {frac(used)}$. Hasta la unidad falta ${frac(1 - used)}$.",
            f"Together they are ${a}/{b} + {c}/{d} = {frac(used)}$. To make a whole, ${frac(1 - used)}$ is "
            "missing.",
        ),
        Two(
            "El todo es $1$. ¿Cuánto suman las partes que conoces?",
            "The whole is $1$. What do the known parts add up to?",
        ),
    )


@TEMPLATES.template(
    (-0.3, ("Inés", ("3/4 + 1/6 = 9/12 + 1/12", "9/12 + 1/12 = 10/12", "10/12 = 5/6"), 1)),
    (0.6, ("Adam", ("5/6 - 1/4 = 10/12 - 3/12", "10/12 - 3/12 = 7/12", "7/12 = 1/5"), 3)),
    (1.4, ("Wei", ("7/10 - 1/6 = 21/30 - 5/30", "21/30 - 5/30 = 16/30", "16/30 = 8/15"), 0)),
)
def wrong_step(who: str, steps: tuple[str, ...], place: int) -> Draft:
    """Find the mistake in a sum or a difference."""
    reasons = {
        0: Two(
            "Los tres pasos son correctos: mismo denominador, se opera con los numeradores y se simplifica.",
            "All three steps are right: same denominator, work with the numerators, simplify.",
        ),
        1: Two(
            "En el paso 1 se ha cambiado el denominador de $1/6$ sin cambiar el numerador: $1/6 = 2/12$.",
            "In step 1 the denominator of $1/6$ was changed and its numerator wasn't: $1/6 = 2/12$.",
        ),
        3: Two(
            "En el paso 3 se ha simplificado mal: $7/12$ ya es irreducible, porque 7 y 12 no tienen "
            "divisores comunes.",
            "Step 3 simplifies wrongly: $7/12$ is in simplest form, since 7 and 12 have no common factor.",
        ),
    }
    return find_mistake(
        who,
        steps,
        place,
        reasons[place],
        Two(
            "Comprueba si los dos lados de cada igualdad valen lo mismo.",
            "Check whether both sides of each line are equal.",
        ),
    )


@TEMPLATES.template((-0.8, (1, 4, 3, 4)), (0.1, (1, 3, 5, 6)), (1.6, (3, 10, 8, 15)))
def missing_addend(a: int, b: int, c: int, d: int) -> Draft:
    """The fraction in the box of ``a/b + □ = c/d``, in lowest terms."""
    missing = F(c, d) - F(a, b)
    return fraction(
        Two(
            f"¿Qué fracción va en el hueco? Escríbela en su forma irreducible. ${a}/{b} + □ = {c}/{d}$",
            f"Which fraction goes in the box? Write it in simplest form. ${a}/{b} + □ = {c}/{d}$",
        ),
        missing,
        Two(
            f"Se resta: ${c}/{d} - {a}/{b} = {frac(missing)}$.",
            f"Subtract: ${c}/{d} - {a}/{b} = {frac(missing)}$.",
        ),
        Two(
            "¿Cuánto falta para llegar de la primera a la última?",
            "How much is missing from the first to the last?",
        ),
    )


@TEMPLATES.template((-1.0, (1, 10, 8, 9, 1)), (0.2, (7, 8, 12, 13, 2)), (1.0, (15, 16, 19, 20, 2)))
def estimate(a: int, b: int, c: int, d: int, near: int) -> Draft:
    """The whole number nearest to a sum, without working it out."""
    return choice(
        Two(
            f"Sin hacer la cuenta exacta: ¿a qué número se parece más ${a}/{b} + {c}/{d}$?",
            f"Without working it out exactly: which number is ${a}/{b} + {c}/{d}$ closest to?",
        ),
        near,
        [
            (a + c, "adds-only-numerators"),
            (b + d, "adds-only-denominators"),
            (3 - near, "adds-numerators-and-denominators" if near == 2 else "takes-every-fraction-for-one"),
        ],
        Two(
            f"${a}/{b}$ está cerca de ${round(F(a, b))}$ y ${c}/{d}$, cerca de ${round(F(c, d))}$: juntas, "
            f"cerca de ${near}$.",
            f"${a}/{b}$ is near ${round(F(a, b))}$ and ${c}/{d}$ is near ${round(F(c, d))}$: together, near "
            f"${near}$.",
        ),
        Two("¿Está cada fracción cerca de 0 o cerca de 1?", "Is each fraction near 0 or near 1?"),
    )
