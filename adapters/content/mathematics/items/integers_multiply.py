"""Multiplying and dividing integers, and the order of operations."""

from __future__ import annotations

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, find_mistake, number
from adapters.content.mathematics.notation import Two

TEMPLATES = Templates("integers-multiply")


@TEMPLATES.template((-1.5, (-6, 4)), (-0.8, (-7, -3)), (-0.1, (9, -8)))
def product(a: int, b: int) -> Draft:
    """Multiply two integers."""
    second = f"({b})" if b < 0 else f"{b}"
    return choice(
        Two(f"¿Cuánto es ${a} × {second}$?", f"What is ${a} × {second}$?"),
        a * b,
        [
            (-a * b, "sign-of-the-product"),
            (a + b, "adds-instead-of-multiplying"),
            (-(a + b), "adds-instead-of-multiplying"),
            (a - b, "adds-instead-of-multiplying"),
        ],
        Two(
            "Con signos iguales el producto es positivo; con signos distintos, negativo. "
            f"Aquí sale ${a * b}$.",
            "With equal signs the product is positive; with different signs, negative. "
            f"Here it is ${a * b}$.",
        ),
        Two(
            "Piensa primero en el signo y luego en el número.",
            "Think of the sign first and then of the number.",
        ),
        show=as_number,
    )


@TEMPLATES.template((-0.4, (5, 3, -4)), (0.5, (-8, 2, -6)), (1.3, (-10, -5, 3)))
def order_of_operations(a: int, b: int, c: int) -> Draft:
    """Work out ``a - b × c``."""
    second = f"({b})" if b < 0 else f"{b}"
    third = f"({c})" if c < 0 else f"{c}"
    answer = a - b * c
    return number(
        Two(f"Calcula ${a} - {second} × {third}$.", f"Work out ${a} - {second} × {third}$."),
        answer,
        Two(
            f"Primero la multiplicación, ${second} × {third} = {b * c}$; después la resta: ${answer}$.",
            f"First the multiplication, ${second} × {third} = {b * c}$; then the subtraction: ${answer}$.",
        ),
        Two("¿Qué se hace antes, restar o multiplicar?", "What comes first, subtracting or multiplying?"),
    )


@TEMPLATES.template(
    (-0.7, ("(-2) × 3 × 5", "(-2) × (-3) × 4", "2 × (-3) × (-5)", "2 × 3 × 7")),
    (0.3, ("(-1) × (-4) × (-6)", "(-1) × (-4) × 6", "(-2) × 4 × (-6)", "(-1) × (-4) × (-6) × 0")),
    (
        1.1,
        ("(-2) × (-2) × (-2) × 5", "(-2) × (-2) × (-2) × (-5)", "(-3) × (-4) × 7", "(-9) × (-1) × 0 × (-1)"),
    ),
)
def negative_product(right: str, *wrong: str) -> Draft:
    """Choose the product that is negative."""
    codes = ("counts-factors-not-signs", "any-minus-makes-it-negative", "no-rule-of-signs")
    return choice(
        Two(
            "Sin hacer las cuentas: ¿qué producto es negativo?",
            "Without working them out: which product is negative?",
        ),
        f"${right}$",
        [(f"${product}$", code) for product, code in zip(wrong, codes, strict=True)],
        Two(
            "Un producto sin ceros es negativo cuando el número de factores negativos es impar, como en "
            f"${right}$.",
            "A product without zeros is negative when the number of negative factors is odd, as in "
            f"${right}$.",
        ),
        Two("Cuenta los factores negativos.", "Count the negative factors."),
    )


@TEMPLATES.template(
    (
        -1.1,
        (
            -24,
            6,
            Two(
                "La temperatura cambió $-24$ grados en 6 horas, siempre al mismo ritmo. ¿Cuánto cambió cada "
                "hora? "
                "Escribe el número con su signo.",
                "The temperature changed by $-24$ degrees in 6 hours, at a steady pace. How much did it "
                "change each hour? "
                "Write the number with its sign.",
            ),
        ),
    ),
    (
        -0.2,
        (
            -45,
            9,
            Two(
                "En 9 partidas iguales, el marcador de Noa ha cambiado $-45$ puntos. ¿Cuántos puntos por "
                "partida? "
                "Escribe el número con su signo.",
                "In 9 equal games, Noa's score has changed by $-45$ points. How many points per game? "
                "Write the number with its sign.",
            ),
        ),
    ),
    (
        0.6,
        (
            -132,
            11,
            Two(
                "Un globo cambia su altura en $-132$ m en 11 minutos, siempre igual. ¿Cuántos metros por "
                "minuto? "
                "Escribe el número con su signo.",
                "A balloon's height changes by $-132$ m in 11 minutes, steadily. How many metres per minute? "
                "Write the number with its sign.",
            ),
        ),
    ),
)
def change_per_unit(total: int, parts: int, stem: Two) -> Draft:
    """Divide a negative change into equal parts."""
    return number(
        stem,
        total // parts,
        Two(
            f"${total} ÷ {parts} = {total // parts}$: negativo entre positivo es negativo.",
            f"${total} ÷ {parts} = {total // parts}$: negative divided by positive is negative.",
        ),
        Two("¿El cambio es hacia arriba o hacia abajo?", "Is the change upwards or downwards?"),
    )


@TEMPLATES.template(
    (0.1, ("Sara", ("4 + 3 × (-2) = 7 × (-2)", "7 × (-2) = -(7 × 2)", "-(7 × 2) = -14"), 1)),
    (0.9, ("Wei", ("-5 × (-2 + 6) = -5 × 4", "-5 × 4 = -(5 × 4)", "-(5 × 4) = 20"), 3)),
    (1.6, ("Ana", ("-18 ÷ (-3) - 4 × 2 = 6 - 8", "6 - 8 = -(8 - 6)", "-(8 - 6) = -2"), 0)),
)
def wrong_step(who: str, steps: tuple[str, ...], place: int) -> Draft:
    """Find the mistake in a combined calculation."""
    reasons = {
        0: Two(
            "Los tres pasos son correctos: primero división y multiplicación, después la resta.",
            "All three steps are right: division and multiplication first, then the subtraction.",
        ),
        1: Two(
            "En el paso 1 se ha sumado antes de multiplicar: $4 + 3 × (-2) = 4 - 6 = -2$.",
            "Step 1 adds before multiplying: $4 + 3 × (-2) = 4 - 6 = -2$.",
        ),
        3: Two(
            "En el paso 3 se ha perdido el signo: el resultado es $-20$.",
            "Step 3 loses the sign: the result is $-20$.",
        ),
    }
    return find_mistake(
        who,
        steps,
        place,
        reasons[place],
        Two("¿Qué operación va primero en cada línea?", "Which operation comes first in each line?"),
    )


@TEMPLATES.template((0.0, ("(-3)^2", -3, 2, 9)), (0.8, ("(-2)^3", -2, 3, -8)), (1.9, ("-4^2", 4, 2, -16)))
def power(shown: str, base: int, exponent: int, value: int) -> Draft:
    """A power of a negative number, or the opposite of a power."""
    return choice(
        Two(f"¿Cuánto vale ${shown}$?", f"What is the value of ${shown}$?"),
        value,
        [
            (-value, "sign-of-a-power"),
            (base * exponent if value < 0 else -abs(base * exponent), "multiplies-base-by-exponent"),
            (-base * exponent if value < 0 else abs(base * exponent), "multiplies-base-by-exponent"),
        ],
        Two(
            "Sin paréntesis, el exponente solo afecta al 4: $-(4 × 4) = -16$."
            if base > 0
            else f"El signo está dentro del paréntesis y se multiplica con lo demás: ${shown} = {value}$.",
            "Without brackets the exponent belongs only to the 4: $-(4 × 4) = -16$."
            if base > 0
            else f"The sign is inside the brackets and is multiplied too: ${shown} = {value}$.",
        ),
        Two("Escribe la potencia como una multiplicación.", "Write the power as a multiplication."),
        show=as_number,
    )
