"""Expressions with letters."""

from __future__ import annotations

from adapters.content.mathematics.builder import Draft, Templates, choice, expression, number
from adapters.content.mathematics.notation import Two, plus, table

TEMPLATES = Templates("equations-expressions")


@TEMPLATES.template((-1.2, (3, 4, 5)), (-0.3, (5, -2, -3)), (0.6, (-4, 7, 6)))
def evaluate(a: int, b: int, x: int) -> Draft:
    """The value of ``ax + b`` for a given x."""
    tail = f"+ {b}" if b > 0 else f"- {-b}"
    inner = f"({x})" if x < 0 else f"{x}"
    answer = a * x + b
    return number(
        Two(
            f"¿Cuánto vale ${a}x {tail}$ cuando $x = {x}$?",
            f"What is the value of ${a}x {tail}$ when $x = {x}$?",
        ),
        answer,
        Two(
            f"Se pone ${x}$ en el lugar de $x$: ${a} × {inner} {tail} = {answer}$.",
            f"Put ${x}$ in place of $x$: ${a} × {inner} {tail} = {answer}$.",
        ),
        Two(f"${a}x$ quiere decir ${a}$ por $x$.", f"${a}x$ means ${a}$ times $x$."),
    )


@TEMPLATES.template((-0.6, (3, 5, 2, 1)), (0.3, (7, 2, 3, 6)), (1.0, (4, 9, 6, 4)))
def collect(a: int, b: int, c: int, d: int) -> Draft:
    """Collect like terms of ``ax + b - cx + d``."""
    x, rest = a - c, b + d
    term = {1: "x", -1: "-x"}.get(x, f"{x}x")
    return expression(
        Two(
            f"Simplifica todo lo posible: ${a}x + {b} - {c}x + {d}$.",
            f"Simplify as far as possible: ${a}x + {b} - {c}x + {d}$.",
        ),
        f"{x}*x + {rest}",
        Two(
            f"Se juntan las $x$, ${a}x - {c}x = {term}$, y los números, ${b} + {d} = {rest}$: "
            f"${term} + {rest}$.",
            f"Collect the $x$ terms, ${a}x - {c}x = {term}$, and the numbers, ${b} + {d} = {rest}$: "
            f"${term} + {rest}$.",
        ),
        Two(
            "Las $x$ se juntan con las $x$; los números, con los números.",
            "Put $x$ terms with $x$ terms and numbers with numbers.",
        ),
    )


@TEMPLATES.template(
    (
        -1.1,
        (
            Two("El doble de un número, más cinco", "Twice a number, plus five"),
            ("2x + 5", "2(x + 5)", "x^2 + 5", "5x + 2"),
        ),
    ),
    (
        -0.2,
        (
            Two("El triple de la suma de un número y cuatro", "Three times the sum of a number and four"),
            ("3(x + 4)", "3x + 4", "x^3 + 4", "4x + 3"),
        ),
    ),
    (
        0.7,
        (
            Two("La mitad de un número, menos seis", "Half of a number, minus six"),
            ("x/2 - 6", "(x - 6)/2", "x^2 - 6", "6 - x/2"),
        ),
    ),
)
def translate(phrase: Two, options: tuple[str, ...]) -> Draft:
    """From words to an expression."""
    right, bracket, power, swapped = (f"${option}$" for option in options)
    return choice(
        Two(
            f"¿Qué expresión dice lo mismo? «{phrase.es}»",
            f"Which expression says the same? “{phrase.en}”",
        ),
        right,
        [
            (bracket, "misplaces-the-bracket"),
            (power, "multiple-as-power"),
            (swapped, "swaps-the-numbers"),
        ],
        Two(
            f"Se llama $x$ al número y se escribe cada operación en el orden en que se dice: {right}.",
            f"Call the number $x$ and write each operation in the order in which it is said: {right}.",
        ),
        Two("¿Qué se hace primero con el número?", "What is done to the number first?"),
        Two("Prueba con un número, por ejemplo el 10.", "Try it with a number, say 10."),
    )


@TEMPLATES.template((-0.1, (2, 5)), (0.6, (3, 2)), (1.2, (5, 1)))
def perimeter(a: int, b: int) -> Draft:
    """The perimeter of a rectangle of sides ``ax`` and ``x + b``."""
    return choice(
        Two(
            f"Los lados de un rectángulo miden ${a}x$ y $x + {b}$. ¿Cuánto mide su perímetro?",
            f"The sides of a rectangle are ${a}x$ and $x + {b}$. What is its perimeter?",
        ),
        f"${2 * (a + 1)}x + {2 * b}$",
        [
            (f"${a + 1}x + {b}$", "adds-only-two-sides"),
            (f"${a}x^2 + {a * b}x$", "area-for-perimeter"),
            (f"${2 * (a + 1) + 2 * b}x$", "joins-unlike-terms"),
        ],
        Two(
            f"Son dos lados de cada clase: $2 × {a}x + 2(x + {b}) = {2 * (a + 1)}x + {2 * b}$.",
            f"There are two sides of each kind: $2 × {a}x + 2(x + {b}) = {2 * (a + 1)}x + {2 * b}$.",
        ),
        Two(
            "Dibuja el rectángulo y escribe los cuatro lados.",
            "Draw the rectangle and write down all four sides.",
        ),
    )


@TEMPLATES.template((0.0, (4, 3)), (0.8, (6, 5)), (1.5, (5, 2)))
def pattern(first: int, step: int) -> Draft:
    """The rule of a growing pattern."""
    counts = [first + step * order for order in range(3)]
    base = first - step
    rows = Two(
        table(("Figura", "1", "2", "3"), ("Palillos", *(str(count) for count in counts))),
        table(("Figure", "1", "2", "3"), ("Sticks", *(str(count) for count in counts))),
    )
    return choice(
        Two(
            f"<p>Con palillos se hacen figuras cada vez más largas.</p>{rows.es}"
            "<p>¿Cuántos palillos tiene la figura que ocupa el lugar $n$?</p>",
            f"<p>Sticks make figures that get longer and longer.</p>{rows.en}"
            "<p>How many sticks does figure number $n$ have?</p>",
        ),
        f"${step}n + {base}$",
        [
            (f"$n + {step}$", "adds-the-step"),
            (f"${first}n$", "first-term-times-position"),
            (f"${step}n + {first}$", "starts-from-the-first-term"),
        ],
        Two(
            f"Cada figura añade {step} palillos, y antes de la primera habría {base}: ${step}n + {base}$.",
            f"Each figure adds {step} sticks, and before the first there would be {base}: "
            f"${step}n + {base}$.",
        ),
        Two("Comprueba cada expresión con la figura 2.", "Check each expression with figure 2."),
    )


@TEMPLATES.template((-0.4, (3, 1, 4)), (0.4, (5, 2, -3)), (1.1, (-2, 3, -5)))
def expand(a: int, b: int, c: int) -> Draft:
    """Multiply out ``a(bx + c)``."""
    inner = f"{'' if b == 1 else b}x {plus(c)}"
    return expression(
        Two(
            f"Quita el paréntesis: ${a}({inner})$.",
            f"Multiply out the bracket: ${a}({inner})$.",
        ),
        f"{a * b}*x {plus(a * c)}",
        Two(
            f"El ${a}$ multiplica a los dos términos: ${a * b}x {plus(a * c)}$.",
            f"The ${a}$ multiplies both terms: ${a * b}x {plus(a * c)}$.",
        ),
        Two("¿Has multiplicado también el segundo término?", "Have you multiplied the second term as well?"),
        form="expanded",
    )
