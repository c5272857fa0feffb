"""Comparing and ordering fractions."""

from __future__ import annotations

from math import lcm

from adapters.content.mathematics.builder import Draft, Templates, choice, number
from adapters.content.mathematics.notation import Two, table

TEMPLATES = Templates("fractions-compare")


@TEMPLATES.template(
    (-1.8, ((1, 2), (1, 3), (1, 5), (1, 8))),
    (-0.7, ((3, 4), (3, 5), (3, 8), (3, 10))),
    (0.6, ((5, 6), (7, 9), (3, 4), (11, 18))),
)
def greatest(*fractions: tuple[int, int]) -> Draft:
    """Choose the greatest of four fractions; the first one is."""
    (a, b), *others = fractions
    common = lcm(*(d for _, d in fractions))
    same = "; ".join(f"${n * common // d}/{common}$" for n, d in fractions)
    by_denominator = sorted(others, key=lambda pair: -pair[1])
    return choice(
        Two("¿Cuál de estas fracciones es la mayor?", "Which of these fractions is the greatest?"),
        f"${a}/{b}$",
        [
            (
                f"${n}/{d}$",
                "larger-denominator-is-larger" if order == 0 else "compares-only-one-term",
            )
            for order, (n, d) in enumerate(by_denominator)
        ],
        Two(
            f"Con denominador {common} son {same}: la mayor es ${a}/{b}$.",
            f"With denominator {common} they are {same}: the greatest is ${a}/{b}$.",
        ),
        Two(
            "Cuantas más partes iguales se hacen, más pequeña es cada una.",
            "The more equal parts you make, the smaller each one is.",
        ),
    )


@TEMPLATES.template((-0.5, (5, 8, 12)), (0.5, (7, 9, 20)), (1.4, (11, 15, 40)))
def largest_numerator(a: int, b: int, d: int) -> Draft:
    """The greatest whole number that keeps ``□/d`` under ``a/b``."""
    answer = (a * d - 1) // b
    return number(
        Two(
            f"¿Cuál es el mayor número entero que puede ir en el hueco? $□/{d} < {a}/{b}$",
            f"What is the greatest whole number that can go in the box? $□/{d} < {a}/{b}$",
        ),
        answer,
        Two(
            f"Multiplicando en cruz, el hueco por ${b}$ tiene que ser menor que ${a} × {d} = {a * d}$; "
            f"vale ${answer}$, porque ${answer} × {b} = {answer * b}$, y el siguiente se pasa.",
            f"Cross-multiplying, the box times ${b}$ must be less than ${a} × {d} = {a * d}$; "
            f"${answer}$ works, since ${answer} × {b} = {answer * b}$, and the next one is too much.",
        ),
        Two(
            f"¿Cuántas partes de $1/{d}$ hay, más o menos, en ${a}/{b}$?",
            f"About how many parts of size $1/{d}$ are there in ${a}/{b}$?",
        ),
    )


@TEMPLATES.template(
    (-0.9, ((1, 4), (2, 5), (1, 2))), (0.2, ((3, 8), (1, 2), (3, 5))), (1.2, ((5, 9), (7, 12), (2, 3)))
)
def in_order(*fractions: tuple[int, int]) -> Draft:
    """Choose the right order of three fractions, given from the least to the greatest."""

    def chain(order: list[tuple[int, int]]) -> str:
        return "$" + " < ".join(f"{n}/{d}" for n, d in order) + "$"

    least, middle, greatest_one = fractions
    return choice(
        Two(
            "¿En qué fila están ordenadas de menor a mayor?",
            "Which row is ordered from the least to the greatest?",
        ),
        chain(list(fractions)),
        [
            (chain(sorted(fractions, key=lambda f: (f[1], f[0]))), "larger-denominator-is-larger"),
            (chain([greatest_one, middle, least]), "reverses-the-order"),
            (chain(sorted(fractions)), "compares-only-one-term"),
            (chain([middle, least, greatest_one]), "compares-only-one-term"),
            (chain([least, greatest_one, middle]), "compares-gap-to-one"),
        ],
        Two(
            f"Con denominador {lcm(*(d for _, d in fractions))} se comparan los numeradores: "
            + "; ".join(_same(n, d, lcm(*(e for _, e in fractions))) for n, d in fractions)
            + ".",
            f"With denominator {lcm(*(d for _, d in fractions))}, compare the numerators: "
            + "; ".join(_same(n, d, lcm(*(e for _, e in fractions))) for n, d in fractions)
            + ".",
        ),
        Two("Compara primero cada una con $1/2$.", "First compare each one with $1/2$."),
    )


def _same(n: int, d: int, common: int) -> str:
    return f"${n}/{d} = {n * common // d}/{common}$"


@TEMPLATES.template(
    (-1.3, (("Noa", 5, 6), ("Leo", 1, 2), ("Sara", 1, 3), ("Omar", 2, 3))),
    (-0.1, (("Adam", 3, 4), ("Inés", 5, 8), ("Wei", 7, 12), ("Hugo", 1, 2))),
    (1.0, (("Lucía", 7, 10), ("Yasmin", 2, 3), ("Iker", 9, 15), ("Ana", 11, 20))),
)
def pages_read(*readers: tuple[str, int, int]) -> Draft:
    """Who has least left to read; the first one has."""
    rows = table(*((name, f"${n}/{d}$") for name, n, d in sorted(readers)))
    (who, a, b), *others = readers
    return choice(
        Two(
            "<p>Cuatro estudiantes leen el mismo libro. La tabla dice qué fracción ha leído cada cual.</p>"
            f"{rows}<p>¿A quién le queda menos por leer?</p>",
            "<p>Four students are reading the same book. The table shows the fraction that each has read.</p>"
            f"{rows}<p>Who has the least left to read?</p>",
        ),
        who,
        [
            (name, "larger-denominator-is-larger" if d > b else "compares-only-one-term")
            for name, n, d in others
        ],
        Two(
            f"Le queda menos a quien más ha leído. ${a}/{b}$ es la fracción mayor: le falta solo "
            f"${b - a}/{b}$.",
            f"Whoever has read most has least left. ${a}/{b}$ is the greatest fraction: only ${b - a}/{b}$ "
            "is left.",
        ),
        Two("¿Quién ha leído más? Compara las fracciones.", "Who has read most? Compare the fractions."),
    )


@TEMPLATES.template(
    (-0.4, ((1, 2), (3, 4), (5, 8), (3, 8), (4, 5), (1, 3))),
    (0.5, ((1, 3), (1, 2), (2, 5), (1, 4), (3, 5), (2, 7))),
    (1.5, ((3, 5), (4, 5), (7, 10), (5, 9), (5, 6), (8, 15))),
)
def between(*fractions: tuple[int, int]) -> Draft:
    """Choose the fraction between two others."""
    lower, upper, right, low, high, other = (f"${n}/{d}$" for n, d in fractions)
    return choice(
        Two(
            f"¿Qué fracción es mayor que {lower} y menor que {upper}?",
            f"Which fraction is greater than {lower} and less than {upper}?",
        ),
        right,
        [
            (low, "larger-denominator-is-larger"),
            (high, "compares-only-one-term"),
            (other, "compares-gap-to-one"),
        ],
        Two(
            f"Con el mismo denominador se ve: {_between(fractions)}.",
            f"With the same denominator you can see it: {_between(fractions)}.",
        ),
        Two("Escribe todas con un denominador común.", "Write them all with a common denominator."),
    )


def _between(fractions: tuple[tuple[int, int], ...]) -> str:
    lower, upper, right = fractions[:3]
    common = lcm(lower[1], upper[1], right[1])
    return "$" + " < ".join(f"{n * common // d}/{common}" for n, d in (lower, right, upper)) + "$"


@TEMPLATES.template(
    (-1.5, ("1/4 > 1/6", "1/5 > 1/3", "2/7 > 2/5", "3/4 < 3/8")),
    (0.0, ("2/3 > 3/5", "4/9 > 1/2", "3/7 > 3/4", "5/8 < 4/7")),
    (1.8, ("7/12 < 5/8", "8/9 > 10/11", "5/11 > 1/2", "4/15 < 2/9")),
)
def true_statement(right: str, *wrong: str) -> Draft:
    """Choose the one true comparison of four."""
    codes = ("larger-denominator-is-larger", "compares-only-one-term", "compares-gap-to-one")
    return choice(
        Two("¿Cuál de estas comparaciones es verdadera?", "Which of these comparisons is true?"),
        f"${right}$",
        [(f"${statement}$", code) for statement, code in zip(wrong, codes, strict=True)],
        Two(
            f"Multiplicando en cruz se comprueba que ${right}$; las otras tres tienen el signo al revés.",
            f"Cross-multiplying shows that ${right}$; the other three have the sign the wrong way round.",
        ),
        Two("Fíjate en cuánto mide cada parte.", "Think of how big each part is."),
    )
