"""Place value and order of decimals."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num, table

TEMPLATES = Templates("decimals-order")


@TEMPLATES.template(
    (-1.8, ("0.7", "0.3", "0.25", "0.09")),
    (-0.9, ("0.5", "0.45", "0.405", "0.054")),
    (0.2, ("3.2", "3.185", "3.09", "3.1416")),
)
def greatest(right: str, *others: str) -> Draft:
    """Choose the greatest decimal; the first one is."""
    longest = max(others, key=len)
    return choice(
        Two("¿Qué número es el mayor?", "Which number is the greatest?"),
        F(right),
        [(F(other), "longer-is-larger" if other == longest else "ignores-place-value") for other in others],
        Two(
            f"Se compara cifra a cifra desde la izquierda, no por el número de cifras: ${num(F(right))}$ es "
            "el mayor.",
            f"Compare digit by digit from the left, not by how many digits there are: ${num(F(right))}$ is "
            "the greatest.",
        ),
        Two(
            "Escribe todos con el mismo número de decimales.",
            "Write them all with the same number of decimals.",
        ),
        show=as_number,
    )


@TEMPLATES.template((-0.8, ("4.67", 1)), (0.3, ("12.943", 2)), (1.2, ("6.9996", 3)))
def rounded(value: str, places: int) -> Draft:
    """Round to tenths, hundredths or thousandths."""
    exact = F(value)
    answer = F(int(exact * 10**places + F(1, 2)), 10**places)
    digit = int(exact * 10 ** (places + 1)) % 10
    up = Two("se sube una", "round up") if digit >= 5 else Two("se deja como está", "leave it as it is")
    unit = (Two("décimas", "tenths"), Two("centésimas", "hundredths"), Two("milésimas", "thousandths"))[
        places - 1
    ]
    return number(
        Two(
            f"Redondea ${num(exact)}$ a las {unit.es}.",
            f"Round ${num(exact)}$ to {unit.en}.",
        ),
        answer,
        Two(
            f"La cifra que sigue a las {unit.es} es un {digit}, así que {up.es}. Queda ${num(answer)}$.",
            f"The digit after the {unit.en} is {digit}, so {up.en}. That gives ${num(answer)}$.",
        ),
        Two(
            "¿Entre qué dos números está? ¿De cuál está más cerca?",
            "Which two numbers is it between? Which is nearer?",
        ),
    )


@TEMPLATES.template((-1.3, ("3.478", 7, "0.07")), (-0.4, ("25.604", 6, "0.6")), (0.5, ("8.0139", 3, "0.003")))
def digit_value(shown: str, digit: int, worth: str) -> Draft:
    """What one digit of a decimal is worth."""
    value = F(worth)
    return choice(
        Two(
            f"En el número ${num(F(shown))}$, ¿cuánto vale la cifra {digit}?",
            f"In the number ${num(F(shown))}$, how much is the digit {digit} worth?",
        ),
        value,
        [
            (value * 10, "shifts-place-value"),
            (value / 10, "shifts-place-value"),
            (F(digit), "ignores-place-value"),
            (value * 100, "shifts-place-value"),
        ],
        Two(
            "Después de la coma van las décimas, las centésimas y las milésimas: "
            f"la cifra {digit} vale ${num(value)}$.",
            "After the decimal point come tenths, hundredths and thousandths: "
            f"the digit {digit} is worth ${num(value)}$.",
        ),
        Two(
            "Nombra cada lugar: décimas, centésimas, milésimas...",
            "Name each place: tenths, hundredths, thousandths...",
        ),
        show=as_number,
    )


@TEMPLATES.template(
    (-0.7, ("2.4", "2.5", "2.43", "2.34", "2.54", "2.04")),
    (0.6, ("0.09", "0.1", "0.095", "0.11", "0.9", "0.0095")),
    (1.5, ("5.99", "6", "5.993", "5.909", "6.01", "5.0995")),
)
def between(low: str, high: str, right: str, *wrong: str) -> Draft:
    """Choose the decimal between two others."""
    codes = ("ignores-place-value", "reverses-the-order", "longer-is-larger")
    return choice(
        Two(
            f"¿Qué número está entre ${num(F(low))}$ y ${num(F(high))}$?",
            f"Which number lies between ${num(F(low))}$ and ${num(F(high))}$?",
        ),
        F(right),
        [(F(value), code) for value, code in zip(wrong, codes, strict=True)],
        Two(
            "Con las mismas cifras decimales se compara bien: "
            f"${num(F(low), 4)} < {num(F(right), 4)} < {num(F(high), 4)}$.",
            "With the same number of decimals they are easy to compare: "
            f"${num(F(low), 4)} < {num(F(right), 4)} < {num(F(high), 4)}$.",
        ),
        Two(
            "Añade ceros al final: no cambian el número.",
            "Add zeros at the end: they don't change the number.",
        ),
        show=as_number,
    )


@TEMPLATES.template(
    (-0.5, (("Inés", "13.2"), ("Leo", "13.4"), ("Amina", "13.9"), ("Wei", "12.8"))),
    (0.4, (("Sara", "58.68"), ("Iker", "58.7"), ("Noa", "59.1"), ("Omar", "58.07"))),
    (1.1, (("Hugo", "9.09"), ("Ana", "9.1"), ("Yasmin", "9.18"), ("Adam", "9.009"))),
)
def second_place(*swimmers: tuple[str, str]) -> Draft:
    """Who came second, the least time winning; the first one did."""
    rows = table(*((name, f"{num(F(time))} s") for name, time in sorted(swimmers)))
    (who, time), third, last, winner = swimmers
    return choice(
        Two(
            f"<p>Estos son los tiempos de una carrera.</p>{rows}<p>¿Quién llegó en segundo lugar?</p>",
            f"<p>These are the times of a race.</p>{rows}<p>Who came second?</p>",
        ),
        who,
        [
            (third[0], "longer-is-larger"),
            (last[0], "reverses-the-order"),
            (winner[0], "takes-the-extreme-value"),
        ],
        Two(
            f"Gana el tiempo menor, ${num(F(winner[1]))}$ s; el siguiente es ${num(F(time))}$ s, de {who}.",
            f"The least time wins, ${num(F(winner[1]))}$ s; the next one is ${num(F(time))}$ s, by {who}.",
        ),
        Two("En una carrera gana quien tarda menos.", "In a race, whoever takes least time wins."),
    )


@TEMPLATES.template((-1.5, ("3.6", 1)), (-0.2, ("2.95", 1)), (0.9, ("7.098", 2)))
def one_more(start: str, places: int) -> Draft:
    """The number that is one tenth or one hundredth greater."""
    unit = (Two("una décima", "one tenth"), Two("una centésima", "one hundredth"))[places - 1]
    answer = F(start) + F(1, 10**places)
    return number(
        Two(
            f"¿Qué número es {unit.es} mayor que ${num(F(start))}$?",
            f"Which number is {unit.en} greater than ${num(F(start))}$?",
        ),
        answer,
        Two(
            f"Se suma {unit.es}: ${num(F(start))} + {num(F(1, 10**places))} = {num(answer)}$.",
            f"Add {unit.en}: ${num(F(start))} + {num(F(1, 10**places))} = {num(answer)}$.",
        ),
        Two(
            "Diez de un lugar hacen una del lugar de su izquierda.",
            "Ten of one place make one of the place to its left.",
        ),
    )
