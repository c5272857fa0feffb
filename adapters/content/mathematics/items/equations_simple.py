"""One-step and two-step equations."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, find_mistake, number
from adapters.content.mathematics.notation import Two, plus

TEMPLATES = Templates("equations-simple")


@TEMPLATES.template((-1.5, (9, 15)), (-1.0, (12, 7)), (-0.5, (-6, -11)))
def one_step(a: int, b: int) -> Draft:
    """Solve ``x + a = b``."""
    tail = f"+ {a}" if a > 0 else f"- {-a}"
    undo = f"- {a}" if a > 0 else f"+ {-a}"
    return number(
        Two(
            f"Resuelve la ecuación $x {tail} = {b}$. ¿Cuánto vale $x$?",
            f"Solve the equation $x {tail} = {b}$. What is $x$?",
        ),
        b - a,
        Two(
            f"Se hace lo mismo en los dos lados: $x = {b} {undo} = {b - a}$.",
            f"Do the same to both sides: $x = {b} {undo} = {b - a}$.",
        ),
        Two("¿Qué operación deshace la que ves?", "Which operation undoes the one you see?"),
    )


@TEMPLATES.template((-0.4, (3, 5, 20)), (0.3, (4, -7, 9)), (1.0, (-2, 9, 1)))
def two_steps(a: int, b: int, c: int) -> Draft:
    """Solve ``ax + b = c``."""
    tail = f"+ {b}" if b > 0 else f"- {-b}"
    x = F(c - b, a)
    return choice(
        Two(f"¿Cuál es la solución de ${a}x {tail} = {c}$?", f"What is the solution of ${a}x {tail} = {c}$?"),
        x,
        [
            (F(c + b, a), "wrong-inverse-operation"),
            (F(c - b - a), "subtracts-the-coefficient"),
            (-x, "sign-of-the-result"),
            (F(c - b), "stops-before-dividing"),
        ],
        Two(
            f"${a}x = {c - b}$, y al dividir entre ${a}$ queda $x = {x}$.",
            f"${a}x = {c - b}$, and dividing by ${a}$ gives $x = {x}$.",
        ),
        Two(
            "Deja primero el término con $x$ solo en un lado.", "First leave the $x$ term alone on one side."
        ),
    )


@TEMPLATES.template(
    (
        -0.9,
        (
            Two(
                "Ana piensa un número, lo multiplica por 3, resta 4 y obtiene 17.",
                "Ana thinks of a number, multiplies it by 3, takes away 4 and gets 17.",
            ),
            ("3x - 4 = 17", "3(x - 4) = 17", "x/3 - 4 = 17", "3x + 4 = 17"),
            ("misplaces-the-bracket", "wrong-operation", "wrong-inverse-operation"),
        ),
    ),
    (
        0.1,
        (
            Two(
                "Cinco entradas iguales y un refresco de 4 € cuestan 39 €. Cada entrada cuesta $x$ euros.",
                "Five equal tickets and a drink for €4 cost €39. Each ticket costs $x$ euros.",
            ),
            ("5x + 4 = 39", "5(x + 4) = 39", "9x = 39", "5x - 4 = 39"),
            ("misplaces-the-bracket", "joins-unlike-terms", "wrong-inverse-operation"),
        ),
    ),
    (
        0.9,
        (
            Two(
                "Un taxi cobra 3 € fijos y 2 € por kilómetro. Un viaje de $x$ kilómetros ha costado 17 €.",
                "A taxi charges €3 plus €2 for each kilometre. A ride of $x$ kilometres has cost €17.",
            ),
            ("2x + 3 = 17", "3x + 2 = 17", "5x = 17", "2(x + 3) = 17"),
            ("swaps-the-numbers", "joins-unlike-terms", "misplaces-the-bracket"),
        ),
    ),
)
def which_equation(story: Two, options: tuple[str, ...], codes: tuple[str, ...]) -> Draft:
    """Choose the equation of a story."""
    right, *wrong = (f"${option}$" for option in options)
    return choice(
        Two(f"{story.es} ¿Qué ecuación lo describe?", f"{story.en} Which equation describes this?"),
        right,
        list(zip(wrong, codes, strict=True)),
        Two(
            f"Se traduce paso a paso lo que se hace con $x$: {right}.",
            f"Translate step by step what is done with $x$: {right}.",
        ),
        Two(
            "¿Qué se multiplica y qué se suma o se resta una sola vez?",
            "What is multiplied, and what is added or taken away just once?",
        ),
    )


@TEMPLATES.template((-1.2, (4, 0, 7)), (0.0, (3, 2, 9)), (0.8, (5, -4, -1)))
def division(a: int, b: int, c: int) -> Draft:
    """Solve ``x/a + b = c``."""
    left = f"x/{a} {plus(b)}" if b else f"x/{a}"
    x = a * (c - b)
    undo = f"x/{a} = {c - b}$, " if b else f"x/{a} = {c}$, "
    return number(
        Two(f"¿Qué valor de $x$ cumple ${left} = {c}$?", f"Which value of $x$ makes ${left} = {c}$ true?"),
        x,
        Two(
            f"${undo}y se multiplica por {a}: $x = {x}$.",
            f"${undo}and multiplying by {a}: $x = {x}$.",
        ),
        Two(f"¿Qué operación deshace dividir entre {a}?", f"Which operation undoes dividing by {a}?"),
    )


@TEMPLATES.template(
    (0.2, ("Iker", ("4x + 6 = 30 → 4x = 36", "4x = 36 → x = 36/4", "x = 36/4 → x = 9"), 1)),
    (1.2, ("Noa", ("7 - 2x = 15 → -2x = 8", "-2x = 8 → x = 8/(-2)", "x = 8/(-2) → x = 4"), 3)),
    (1.8, ("Adam", ("x/3 - 5 = 1 → x/3 = 6", "x/3 = 6 → x = 6/3", "x = 6/3 → x = 2"), 2)),
)
def wrong_step(who: str, steps: tuple[str, ...], place: int) -> Draft:
    """Find the mistake in the solution of an equation."""
    reasons = (
        Two(
            "En el paso 1 hay que restar 6 en los dos lados: $4x = 24$.",
            "Step 1 should subtract 6 from both sides: $4x = 24$.",
        ),
        Two(
            "En el paso 2 hay que multiplicar por 3, no dividir: $x = 6 × 3 = 18$.",
            "Step 2 should multiply by 3, not divide: $x = 6 × 3 = 18$.",
        ),
        Two(
            "En el paso 3 falla el signo: 8 entre $-2$ es $-4$.",
            "Step 3 gets the sign wrong: 8 divided by $-2$ is $-4$.",
        ),
    )
    return find_mistake(
        who,
        steps,
        place,
        reasons[place - 1],
        Two("¿Se ha hecho lo mismo en los dos lados?", "Was the same done to both sides?"),
    )


@TEMPLATES.template(
    (
        -0.2,
        (
            27,
            5,
            Two(
                "Daniel y su hermana Sara suman 27 años. Sara tiene 5 años más. ¿Cuántos años tiene Daniel?",
                "Daniel and his sister Sara are 27 years old together. Sara is 5 years older. How old is "
                "Daniel?",
            ),
        ),
    ),
    (
        0.6,
        (
            34,
            8,
            Two(
                "Una cuerda de 34 m se corta en dos trozos. Uno mide 8 m más que el otro. ¿Cuántos metros "
                "mide el corto?",
                "A rope of 34 m is cut into two pieces. One is 8 m longer than the other. How many metres "
                "is the shorter?",
            ),
        ),
    ),
    (
        1.4,
        (
            51,
            9,
            Two(
                "Dos clases han reunido 51 libros; una ha reunido 9 menos que la otra. ¿Cuántos ha reunido "
                "la que menos?",
                "Two classes collected 51 books; one collected 9 fewer than the other. How many did that "
                "one collect?",
            ),
        ),
    ),
)
def sum_and_difference(total: int, more: int, stem: Two) -> Draft:
    """Two amounts of which the sum and the difference are known."""
    x = (total - more) // 2
    return number(
        stem,
        x,
        Two(
            f"Si el menor es $x$, $x + (x + {more}) = {total}$, así que $2x = {total - more}$ y $x = {x}$.",
            f"If the smaller is $x$, then $x + (x + {more}) = {total}$, so $2x = {total - more}$ and "
            f"$x = {x}$.",
        ),
        Two(
            "Llama $x$ al menor. ¿Cómo se escribe el mayor?",
            "Call the smaller $x$. How do you write the greater?",
        ),
    )
