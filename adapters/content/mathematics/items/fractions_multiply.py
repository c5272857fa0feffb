"""Multiplying and dividing fractions."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, choice, fraction, number
from adapters.content.mathematics.notation import Two, frac

TEMPLATES = Templates("fractions-multiply")


@TEMPLATES.template((-1.7, (1, 3, 24)), (-0.8, (3, 4, 28)), (0.0, (5, 6, 54)))
def fraction_of_amount(a: int, b: int, amount: int) -> Draft:
    """A fraction of a number of pupils."""
    part = amount * a // b
    return number(
        Two(
            f"En un curso hay {amount} estudiantes y ${a}/{b}$ de ellos van al instituto a pie. ¿Cuántos "
            "son?",
            f"There are {amount} students in a year group and ${a}/{b}$ of them walk to school. How many is "
            "that?",
        ),
        part,
        Two(
            f"Una parte son ${amount} ÷ {b} = {amount // b}$ estudiantes; ${a} × {amount // b} = {part}$.",
            f"One part is ${amount} ÷ {b} = {amount // b}$ students; ${a} × {amount // b} = {part}$.",
        ),
        Two(f"Calcula primero $1/{b}$ de {amount}.", f"First find $1/{b}$ of {amount}."),
    )


@TEMPLATES.template((-0.4, (2, 3, 3, 4)), (0.5, (4, 5, 2, 3)), (1.3, (5, 6, 10, 9)))
def quotient(a: int, b: int, c: int, d: int) -> Draft:
    """Divide a fraction by a fraction."""
    result = F(a, b) / F(c, d)
    return choice(
        Two(f"¿Cuánto es ${a}/{b} ÷ {c}/{d}$?", f"What is ${a}/{b} ÷ {c}/{d}$?"),
        result,
        [
            (F(a * c, b * d), "multiplies-instead-of-dividing"),
            (1 / result, "inverts-the-wrong-fraction"),
            (F(a, b) - F(c, d), "subtracts-instead-of-dividing"),
            (F(a + d, b + c), "adds-numerators-and-denominators"),
        ],
        Two(
            f"Dividir entre ${c}/{d}$ es multiplicar por ${d}/{c}$: ${a}/{b} × {d}/{c} = {frac(result)}$.",
            f"Dividing by ${c}/{d}$ is multiplying by ${d}/{c}$: ${a}/{b} × {d}/{c} = {frac(result)}$.",
        ),
        Two(
            "¿Cuántas veces cabe la segunda en la primera?",
            "How many times does the second go into the first?",
        ),
    )


@TEMPLATES.template((-1.1, (2, 3, 3, 7)), (-0.1, (3, 4, 2, 9)), (0.8, (5, 6, 9, 10)))
def product(a: int, b: int, c: int, d: int) -> Draft:
    """Multiply two fractions, typed in lowest terms."""
    result = F(a, b) * F(c, d)
    return fraction(
        Two(
            f"Multiplica y simplifica: ${a}/{b} × {c}/{d}$.",
            f"Multiply and simplify: ${a}/{b} × {c}/{d}$.",
        ),
        result,
        Two(
            f"Numerador por numerador y denominador por denominador: ${a * c}/{b * d} = {frac(result)}$.",
            "Numerator times numerator and denominator times denominator: "
            f"${a * c}/{b * d} = {frac(result)}$.",
        ),
        Two("No hace falta un denominador común.", "No common denominator is needed."),
        Two("Puedes simplificar antes de multiplicar.", "You can simplify before you multiply."),
    )


@TEMPLATES.template((-0.9, (3, (1, 4))), (0.2, (2, (2, 5))), (1.0, (6, (3, 8))))
def glasses(litres: int, glass: tuple[int, int]) -> Draft:
    """How many glasses can be filled."""
    n, d = glass
    answer = F(litres) / F(n, d)
    return number(
        Two(
            f"Hay {litres} litros de zumo y cada vaso lleva ${n}/{d}$ de litro. ¿Cuántos vasos se llenan?",
            f"There are {litres} litres of juice and each glass takes ${n}/{d}$ of a litre. How many "
            "glasses can be filled?",
        ),
        answer,
        Two(
            f"Hay que ver cuántas veces cabe ${n}/{d}$ en {litres}: "
            f"${litres} ÷ {n}/{d} = {litres} × {d}/{n} = {answer}$.",
            f"See how many times ${n}/{d}$ goes into {litres}: "
            f"${litres} ÷ {n}/{d} = {litres} × {d}/{n} = {answer}$.",
        ),
        Two("¿Cuántos vasos salen de un litro?", "How many glasses do you get from one litre?"),
    )


@TEMPLATES.template((-0.6, (20, "×", (3, 4))), (0.3, (12, "÷", (1, 3))), (1.1, (15, "÷", (5, 4))))
def greater_or_less(amount: int, sign: str, by: tuple[int, int]) -> Draft:
    """Whether a product or a quotient is greater or less than the number one starts from."""
    n, d = by
    factor = F(n, d) if sign == "×" else F(d, n)
    greater = Two(f"Es mayor que {amount}", f"It is greater than {amount}")
    less = Two(f"Es menor que {amount}", f"It is less than {amount}")
    grows, shrinks = "multiplication-always-makes-bigger", "division-always-makes-smaller"
    return choice(
        Two(
            f"Sin hacer la cuenta: ¿cómo es el resultado de ${amount} {sign} {n}/{d}$ comparado con "
            f"{amount}?",
            f"Without working it out: how does the result of ${amount} {sign} {n}/{d}$ compare with "
            f"{amount}?",
        ),
        greater if factor > 1 else less,
        [
            (less if factor > 1 else greater, grows if sign == "×" else shrinks),
            (Two(f"Es igual a {amount}", f"It is equal to {amount}"), "fraction-changes-nothing"),
            (
                Two("No se puede saber sin hacer la cuenta", "You can't tell without working it out"),
                "no-sense-of-size",
            ),
        ],
        Two(
            f"Es lo mismo que multiplicar por ${frac(factor)}$, que es {'mayor' if factor > 1 else 'menor'} "
            "que 1: "
            f"el resultado es {'mayor' if factor > 1 else 'menor'} que {amount}.",
            f"It is the same as multiplying by ${frac(factor)}$, which is "
            f"{'greater' if factor > 1 else 'less'} than 1: "
            f"the result is {'greater' if factor > 1 else 'less'} than {amount}.",
        ),
        Two(f"¿Es ${n}/{d}$ mayor o menor que 1?", f"Is ${n}/{d}$ greater or less than 1?"),
    )


@TEMPLATES.template((0.4, ("Amina", 1, 3, 1, 4)), (1.2, ("Iker", 2, 5, 1, 3)), (1.9, ("Ana", 1, 4, 2, 3)))
def rest_of_rest(who: str, a: int, b: int, c: int, d: int) -> Draft:
    """A fraction of what is left after another one."""
    first = 1 - F(a, b)
    left = first * (1 - F(c, d))
    return choice(
        Two(
            f"{who} gasta ${a}/{b}$ de su paga en un libro y después ${c}/{d}$ de lo que le queda en la "
            "merienda. "
            "¿Qué fracción de la paga le queda al final?",
            f"{who} spends ${a}/{b}$ of a month's pocket money on a book and then ${c}/{d}$ of what is left "
            "on a snack. "
            "What fraction of the pocket money is left in the end?",
        ),
        left,
        [
            (1 - F(a, b) - F(c, d), "fraction-of-the-wrong-whole"),
            (F(a, b) * F(c, d), "multiplies-the-parts-taken"),
            (first * F(c, d), "takes-the-other-part"),
        ],
        Two(
            f"Tras el libro queda ${frac(first)}$. De eso queda ${frac(1 - F(c, d))}$: "
            f"${frac(first)} × {frac(1 - F(c, d))} = {frac(left)}$.",
            f"After the book, ${frac(first)}$ is left. Of that, ${frac(1 - F(c, d))}$ remains: "
            f"${frac(first)} × {frac(1 - F(c, d))} = {frac(left)}$.",
        ),
        Two(
            "La segunda fracción es del resto, no del total.",
            "The second fraction is of the rest, not of the whole.",
        ),
    )
