"""Equations with brackets and with x on both sides."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, find_mistake, number
from adapters.content.mathematics.notation import Two, plus

TEMPLATES = Templates("equations-brackets")


@TEMPLATES.template((-1.2, (5, 2, 3, 10)), (-0.3, (7, -4, 4, 11)), (0.6, (2, 9, 6, -7)))
def both_sides(a: int, b: int, c: int, d: int) -> Draft:
    """Solve ``ax + b = cx + d``."""
    left = f"+ {b}" if b > 0 else f"- {-b}"
    right = f"+ {d}" if d > 0 else f"- {-d}"
    x = F(d - b, a - c)
    return number(
        Two(
            f"Resuelve ${a}x {left} = {c}x {right}$. ¿Cuánto vale $x$?",
            f"Solve ${a}x {left} = {c}x {right}$. What is $x$?",
        ),
        x,
        Two(
            f"Se pasan las $x$ a un lado y los números al otro: ${a - c}x = {d - b}$, así que $x = {x}$.",
            f"Bring the $x$ terms to one side and the numbers to the other: ${a - c}x = {d - b}$, so "
            f"$x = {x}$.",
        ),
        Two(f"Resta ${c}x$ en los dos lados.", f"Subtract ${c}x$ from both sides."),
    )


@TEMPLATES.template((-1.5, (3, 2, 21)), (-0.6, (4, -3, 20)), (0.4, (-2, 5, 6)))
def bracket(a: int, b: int, c: int) -> Draft:
    """Solve ``a(x + b) = c``."""
    inner = f"x + {b}" if b > 0 else f"x - {-b}"
    x = F(c, a) - b
    return choice(
        Two(
            f"¿Cuál es la solución de ${a}({inner}) = {c}$?", f"What is the solution of ${a}({inner}) = {c}$?"
        ),
        x,
        [
            (F(c - b, a), "multiplies-only-the-first-term"),
            (F(c, a) + b, "wrong-inverse-operation"),
            (F(c, a), "ignores-the-bracket"),
            (F(c + a * b, a), "sign-of-the-result"),
        ],
        Two(
            f"Al dividir entre ${a}$ queda ${inner} = {c // a}$, y entonces $x = {x}$.",
            f"Dividing by ${a}$ gives ${inner} = {c // a}$, and then $x = {x}$.",
        ),
        Two(f"El ${a}$ multiplica a todo el paréntesis.", f"The ${a}$ multiplies the whole bracket."),
    )


@TEMPLATES.template((0.0, (3, -2, 1, 8)), (0.9, (5, 1, 2, 23)), (1.6, (2, -5, 6, 6)))
def bracket_and_both_sides(a: int, b: int, c: int, d: int) -> Draft:
    """Solve ``a(x + b) = cx + d``."""
    right_side = f"{'' if c == 1 else c}x {plus(d)}"
    x = F(d - a * b, a - c)
    return choice(
        Two(
            f"¿Qué número es la solución de ${a}(x {plus(b)}) = {right_side}$?",
            f"Which number is the solution of ${a}(x {plus(b)}) = {right_side}$?",
        ),
        x,
        [
            (F(d - b, a - c), "multiplies-only-the-first-term"),
            (F(d - a * b, a + c), "moves-without-changing-sign"),
            (F(d + a * b, a - c), "wrong-inverse-operation"),
            (-x, "sign-of-the-result"),
        ],
        Two(
            f"Sin paréntesis es ${a}x {plus(a * b)} = {right_side}$; juntando, ${a - c}x = {d - a * b}$ y "
            f"$x = {x}$.",
            f"Multiplied out it is ${a}x {plus(a * b)} = {right_side}$; collecting, "
            f"${a - c}x = {d - a * b}$ and $x = {x}$.",
        ),
        Two("Quita primero el paréntesis.", "Multiply out the bracket first."),
    )


@TEMPLATES.template((0.3, (2, 3, 10)), (0.8, (2, 4, 9)), (1.9, (3, 5, 16)))
def with_fractions(a: int, b: int, c: int) -> Draft:
    """Solve ``x/a + x/b = c``."""
    common = a * b if b % a else b
    x = F(c * a * b, a + b)
    return number(
        Two(
            f"Un número cumple $x/{a} + x/{b} = {c}$. ¿Cuál es?",
            f"A number makes $x/{a} + x/{b} = {c}$ true. Which one is it?",
        ),
        x,
        Two(
            f"Se multiplica todo por {common}: ${common // a}x + {common // b}x = {c * common}$".replace(
                "1x", "x"
            )
            + f", así que $x = {x}$.",
            f"Multiply everything by {common}: ${common // a}x + {common // b}x = {c * common}$".replace(
                "1x", "x"
            )
            + f", so $x = {x}$.",
        ),
        Two("Multiplica los dos lados por un múltiplo común.", "Multiply both sides by a common multiple."),
    )


@TEMPLATES.template(
    (0.2, ("Yasmin", ("2(x + 5) = 18 → 2x + 5 = 18", "2x + 5 = 18 → 2x = 13", "2x = 13 → x = 13/2"), 1)),
    (1.0, ("Leo", ("6x - 4 = 2x + 12 → 8x - 4 = 12", "8x - 4 = 12 → 8x = 16", "8x = 16 → x = 2"), 1)),
    (1.7, ("Lucía", ("9 - 3(x - 2) = 0 → 9 - 3x + 6 = 0", "9 - 3x + 6 = 0 → 3x = 15", "3x = 15 → x = 5"), 0)),
)
def wrong_step(who: str, steps: tuple[str, ...], place: int) -> Draft:
    """Find the mistake in the solution of an equation with brackets or with x on both sides."""
    reasons = {
        "Yasmin": Two(
            "En el paso 1, el 2 multiplica también al 5: $2x + 10 = 18$.",
            "In step 1, the 2 multiplies the 5 as well: $2x + 10 = 18$.",
        ),
        "Leo": Two(
            "En el paso 1 hay que restar $2x$ en los dos lados: $4x - 4 = 12$.",
            "Step 1 should subtract $2x$ from both sides: $4x - 4 = 12$.",
        ),
        "Lucía": Two(
            "Los tres pasos son correctos: $-3 × (-2)$ es $+6$, y al comprobar, $9 - 3(5 - 2) = 0$.",
            "All three steps are right: $-3 × (-2)$ is $+6$, and checking, $9 - 3(5 - 2) = 0$.",
        ),
    }
    return find_mistake(
        who,
        steps,
        place,
        reasons[who],
        Two(
            "Comprueba cada paso con la solución de la ecuación anterior.",
            "Check each step with the solution of the equation before it.",
        ),
    )


@TEMPLATES.template(
    (
        -0.2,
        (
            38,
            8,
            3,
            Two(
                "Una madre tiene 38 años y su hijo, 8. ¿Dentro de cuántos años tendrá ella el triple que él?",
                "A mother is 38 and her son is 8. In how many years will she be three times as old as he is?",
            ),
        ),
    ),
    (
        0.7,
        (
            40,
            12,
            2,
            Two(
                "Un depósito tiene 40 litros y otro, 12. Los dos reciben los mismos litros. ¿Cuántos recibe "
                "cada uno "
                "si el primero acaba con el doble que el segundo?",
                "One tank holds 40 litres and another 12. Both get the same number of litres more. How many "
                "does each get "
                "if the first ends up with twice as much as the second?",
            ),
        ),
    ),
    (
        1.3,
        (
            45,
            6,
            4,
            Two(
                "Inés tiene 45 cromos y Omar, 6. Cada semana reciben los dos un cromo. ¿Al cabo de cuántas "
                "semanas "
                "tendrá Inés cuatro veces los de Omar?",
                "Inés has 45 stickers and Omar has 6. Each week they both get one. After how many weeks "
                "will Inés have four times as many as Omar?",
            ),
        ),
    ),
)
def both_grow(larger: int, smaller: int, times: int, stem: Two) -> Draft:
    """When one amount is a multiple of the other, both growing alike."""
    x = (larger - times * smaller) // (times - 1)
    return number(
        stem,
        x,
        Two(
            f"${larger} + x = {times}({smaller} + x)$. Sin paréntesis, "
            f"${larger} + x = {times * smaller} + {times}x$, y $x = {x}$.",
            f"${larger} + x = {times}({smaller} + x)$. Multiplied out, "
            f"${larger} + x = {times * smaller} + {times}x$, and $x = {x}$.",
        ),
        Two(
            "Los dos aumentan lo mismo: suma $x$ a cada uno.",
            "Both grow by the same amount: add $x$ to each.",
        ),
    )
