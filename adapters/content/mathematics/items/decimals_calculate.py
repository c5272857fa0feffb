"""Calculating with decimals."""

from __future__ import annotations

from fractions import Fraction as F

from adapters.content.mathematics.builder import Draft, Templates, as_number, choice, number
from adapters.content.mathematics.notation import Two, num

TEMPLATES = Templates("decimals-calculate")


@TEMPLATES.template((-1.4, ("2.5", "0.7")), (-0.5, ("3.4", "1.25")), (0.3, ("12.08", "0.9")))
def sum_of_two(first: str, second: str) -> Draft:
    """Add two decimals with a different number of decimals."""
    a, b = F(first), F(second)
    places_a, places_b = len(first.split(".")[1]), len(second.split(".")[1])
    digits = int(first.replace(".", "")) + int(second.replace(".", ""))
    whole = int(a) + int(b)
    tail = int(first.split(".")[1]) + int(second.split(".")[1])
    return choice(
        Two(f"¿Cuánto es ${num(a)} + {num(b)}$?", f"What is ${num(a)} + {num(b)}$?"),
        a + b,
        [
            (F(f"{whole}.{tail}"), "adds-decimals-as-whole-numbers"),
            (F(digits, 10 ** max(places_a, places_b)), "aligns-last-digits"),
            (F(digits, 10 ** min(places_a, places_b)), "misplaces-decimal-mark"),
            ((a + b) / 10, "misplaces-decimal-mark"),
            ((a + b) * 10, "misplaces-decimal-mark"),
            (a - b, "wrong-operation"),
        ],
        Two(
            f"Se alinean las comas: décimas con décimas, centésimas con centésimas. Sale ${num(a + b)}$.",
            "Line up the decimal points: tenths with tenths, hundredths with hundredths. You get "
            f"${num(a + b)}$.",
        ),
        Two(
            "Escribe los dos con el mismo número de decimales.",
            "Write both with the same number of decimals.",
        ),
        show=as_number,
    )


@TEMPLATES.template((-0.6, ("0.6", "0.4")), (0.4, ("2.5", "0.12")), (1.3, ("0.35", "0.08")))
def product(first: str, second: str) -> Draft:
    """Multiply two decimals and place the mark."""
    a, b = F(first), F(second)
    return number(
        Two(
            f"Multiplica ${num(a)}$ por ${num(b)}$ y escribe el resultado como decimal.",
            f"Multiply ${num(a)}$ by ${num(b)}$ and write the result as a decimal.",
        ),
        a * b,
        Two(
            f"Multiplica sin decimales y después coloca la coma: ${num(a)} × {num(b)} = {num(a * b)}$.",
            f"Multiply without the decimals, then place the point: ${num(a)} × {num(b)} = {num(a * b)}$.",
        ),
        Two(
            "El resultado tiene tantos decimales como los dos factores juntos (los ceros finales se pueden "
            "quitar).",
            "The result has as many decimals as both factors together (zeros at the end may be dropped).",
        ),
        form="decimal",
    )


@TEMPLATES.template((-1.0, ("3.45", "×", 100)), (-0.2, ("27.8", "÷", 100)), (0.6, ("0.06", "×", 1000)))
def power_of_ten(shown: str, sign: str, power: int) -> Draft:
    """Multiply or divide by a power of ten."""
    value = F(shown)
    right = value * power if sign == "×" else value / power
    near = right / 10 if sign == "×" else right * 10
    return choice(
        Two(
            f"¿Cuánto es ${num(value)} {sign} {num(power)}$?",
            f"What is ${num(value)} {sign} {num(power)}$?",
        ),
        right,
        [
            (value / power if sign == "×" else value * power, "moves-the-wrong-way"),
            (near, "wrong-power-of-ten"),
            (right * 10 if sign == "×" else right / 10, "wrong-power-of-ten"),
        ],
        Two(
            f"Cada cero mueve las cifras un lugar: {len(str(power)) - 1} lugares. Sale ${num(right)}$.",
            f"Each zero moves the digits by one place: {len(str(power)) - 1} places. You get ${num(right)}$.",
        ),
        Two("¿El resultado tiene que ser mayor o menor?", "Should the result be greater or less?"),
        show=as_number,
    )


@TEMPLATES.template(
    (-0.9, (3, "1.40", 10, Two("libretas", "notebooks"))),
    (0.0, (4, "0.85", 5, Two("zumos", "juices"))),
    (0.8, (6, "2.35", 20, Two("entradas", "tickets"))),
)
def change(count: int, price: str, paid: int, things: Two) -> Draft:
    """Change from a note after buying several equal things."""
    cost = count * F(price)
    return number(
        Two(
            f"Wei compra {count} {things.es} a {num(F(price), 2)} € cada unidad y paga con {paid} €. "
            "¿Cuántos euros le devuelven?",
            f"Wei buys {count} {things.en} at €{num(F(price), 2)} each and pays with €{paid}. "
            "How many euros of change are due?",
        ),
        paid - cost,
        Two(
            f"Cuestan ${count} × {num(F(price), 2)} = {num(cost, 2)}$ €; "
            f"de vuelta, ${paid} - {num(cost, 2)} = {num(paid - cost, 2)}$ €.",
            f"They cost ${count} × {num(F(price), 2)} = {num(cost, 2)}$ euros; "
            f"the change is ${paid} - {num(cost, 2)} = {num(paid - cost, 2)}$ euros.",
        ),
        Two("¿Cuánto cuesta todo?", "How much does everything cost?"),
    )


@TEMPLATES.template((-0.3, ("19.8", "5.1", 100)), (0.7, ("0.48", "61", 30)), (1.4, ("49.6", "0.21", 10)))
def estimate(first: str, second: str, near: int) -> Draft:
    """The number that a product is closest to."""
    a, b = F(first), F(second)
    return choice(
        Two(
            f"Sin hacer la cuenta exacta: ¿a qué número se acerca más ${num(a)} × {num(b)}$?",
            f"Without working it out exactly: which number is ${num(a)} × {num(b)}$ closest to?",
        ),
        near,
        [
            (near * 10, "misplaces-decimal-mark"),
            (F(near, 10), "misplaces-decimal-mark"),
            (round(a + b), "adds-instead-of-multiplying"),
        ],
        Two(
            f"Se redondean los dos factores a números fáciles: el producto queda cerca de ${near}$.",
            f"Round both factors to easy numbers: the product is near ${near}$.",
        ),
        Two(
            "Cambia cada factor por uno parecido y fácil.", "Replace each factor by an easy one close to it."
        ),
        show=as_number,
    )


@TEMPLATES.template((0.1, ("6", "0.5")), (1.0, ("4.2", "0.06")), (1.7, ("0.9", "0.15")))
def quotient(first: str, second: str) -> Draft:
    """Divide by a decimal less than one."""
    a, b = F(first), F(second)
    return choice(
        Two(f"¿Cuánto es ${num(a)} ÷ {num(b)}$?", f"What is ${num(a)} ÷ {num(b)}$?"),
        a / b,
        [
            (a * b, "multiplies-instead-of-dividing"),
            (a / b / 10, "misplaces-decimal-mark"),
            (a / b / 100, "misplaces-decimal-mark"),
        ],
        Two(
            f"Si se multiplican los dos por lo mismo, el cociente no cambia. ${num(b)}$ cabe ${num(a / b)}$ "
            f"veces en ${num(a)}$.",
            f"Multiplying both by the same number keeps the quotient. ${num(b)}$ goes ${num(a / b)}$ times "
            f"into ${num(a)}$.",
        ),
        Two(
            f"¿Cuántas veces cabe ${num(b)}$ en ${num(a)}$?",
            f"How many times does ${num(b)}$ go into ${num(a)}$?",
        ),
        show=as_number,
    )
