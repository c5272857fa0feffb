"""Activities: place value and order of decimals."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "decimals-order",
        "reinforcement",
        "read",
        6,
        Two("No gana el más largo", "The longest doesn't win"),
        Two(
            """
¿Qué número es mayor, $0,5$ o $0,45$? El segundo tiene más cifras, pero **no** es mayor. Piensa en euros:
$0,50$ € y $0,45$ €.

La primera cifra tras la coma son décimas; la segunda, centésimas; la tercera, milésimas.

| Número | Décimas | Centésimas | Milésimas |
| 0,5 | 5 | 0 | 0 |
| 0,45 | 4 | 5 | 0 |
| 0,405 | 4 | 0 | 5 |

Se compara de izquierda a derecha, y manda la primera cifra distinta. Añadir ceros al final no cambia el
número.

? Ordena de menor a mayor 1,2; 1,19 y 1,023 | Con tres decimales son 1,200; 1,190 y 1,023. Orden: 1,023;
  1,19; 1,2.
""",
            """
Which number is greater, $0.5$ or $0.45$? The second has more digits, but it is **not** greater. Think of
money: €0.50 and €0.45.

The first digit after the point stands for tenths; the second for hundredths; the third for thousandths.

| Number | Tenths | Hundredths | Thousandths |
| 0.5 | 5 | 0 | 0 |
| 0.45 | 4 | 5 | 0 |
| 0.405 | 4 | 0 | 5 |

Compare from left to right; the first digit that differs decides. Zeros added at the end don't change the
number.

? Order 1.2, 1.19 and 1.023 from the least to the greatest | With three decimals they are 1.200, 1.190 and
  1.023. Order: 1.023, 1.19, 1.2.
""",
        ),
    ),
    activity(
        "decimals-order",
        "reinforcement",
        "explore",
        8,
        Two("Un metro de decimales", "A metre of decimals"),
        Two(
            """
Necesitas una cinta métrica o un metro de papel.

# Señala con el dedo 0,5 m. ¿Cuántos centímetros son?
# Señala 0,05 m y 0,45 m. ¿Cuál está más cerca del principio?
# Mide tres objetos y escribe su longitud en metros, con dos decimales.
# Ordena los tres números y comprueba poniendo los objetos uno junto a otro.
# ¿Dónde estaría 0,305 m? ¿Entre qué dos centímetros?

? Para comprobar | 0,5 m son 50 cm; 0,05 m son 5 cm y 0,45 m son 45 cm. 0,305 m está entre 30 y 31 cm,
  justo en medio.
""",
            """
You need a tape measure or a paper metre.

# Point at 0.5 m. How many centimetres is that?
# Point at 0.05 m and at 0.45 m. Which is nearer to the beginning?
# Measure three objects and write their lengths in metres, with two decimals.
# Order the three numbers and check by laying the objects side by side.
# Where would 0.305 m be? Between which two centimetres?

? To check | 0.5 m is 50 cm; 0.05 m is 5 cm and 0.45 m is 45 cm. 0.305 m lies between 30 and 31 cm, right
  in the middle.
""",
        ),
    ),
    activity(
        "decimals-order",
        "core",
        "practise",
        9,
        Two("Ordena, encaja y redondea", "Order, fit in and round"),
        Two(
            """
Escribe cada respuesta antes de abrirla.

? Ordena de menor a mayor 3,7; 3,07 y 3,65 | 3,07; 3,65; 3,7.
? Escribe un número entre 4,2 y 4,3 | Por ejemplo, 4,25. Hay muchísimos: 4,21; 4,201...
? Escribe un número entre 0,99 y 1 | Por ejemplo, 0,995.
? Redondea 6,284 a las décimas | La cifra de las centésimas es 8: se sube. Queda 6,3.
? Redondea 9,96 a las décimas | Queda 10,0: al subir la décima se completa una unidad.
? ¿Cuánto vale el 4 en 12,047? | Está en las centésimas: vale 0,04.
""",
            """
Write each answer before you open it.

? Order 3.7, 3.07 and 3.65 from the least to the greatest | 3.07, 3.65, 3.7.
? Write a number between 4.2 and 4.3 | For example, 4.25. There are a great many: 4.21, 4.201...
? Write a number between 0.99 and 1 | For example, 0.995.
? Round 6.284 to tenths | The hundredths digit is 8: round up. That gives 6.3.
? Round 9.96 to tenths | That gives 10.0: rounding up the tenths makes a whole.
? How much is the 4 worth in 12.047? | It is in the hundredths: it is worth 0.04.
""",
        ),
    ),
    activity(
        "decimals-order",
        "core",
        "explain",
        8,
        Two("¿Por qué pensaba eso?", "Why did they think so?"),
        Two(
            """
Dos estudiantes ordenan 2,3; 2,15 y 2,048 de menor a mayor:

* Iker: 2,3; 2,15; 2,048. «Cuantas más cifras, más grande».
* Lucía: 2,048; 2,15; 2,3. «Cuantas más cifras, más pequeño».

Una de las dos listas es correcta, pero **ninguna de las dos razones lo es**.

# Busca tres números con los que la regla de Iker falle.
# Busca tres números con los que falle la de Lucía.
# Escribe una regla que funcione siempre y explícasela a alguien con tus ejemplos.

? Ideas | La de Iker falla ya aquí. La de Lucía falla con 1,2; 1,25 y 1,257. Regla: comparar de izquierda
  a derecha la primera cifra distinta del mismo lugar.
""",
            """
Two students order 2.3, 2.15 and 2.048 from the least to the greatest:

* Iker: 2.3, 2.15, 2.048. “The more digits, the bigger.”
* Lucía: 2.048, 2.15, 2.3. “The more digits, the smaller.”

One of the two lists is right, but **neither of the reasons is**.

# Find three numbers for which Iker's rule fails.
# Find three numbers for which Lucía's fails.
# Write a rule that always works and explain it to someone with your examples.

? Ideas | Iker's fails already here. Lucía's fails with 1.2, 1.25 and 1.257. Rule: compare from left to
  right the first digit that differs in the same place.
""",
        ),
    ),
    activity(
        "decimals-order",
        "extension",
        "explore",
        12,
        Two("Las cifras justas", "Just the right digits"),
        Two(
            """
Tienes las cifras 0, 2, 5 y 7 y una coma. Usa las cuatro cifras una sola vez en cada número, con al menos
una cifra antes y una después de la coma.

# ¿Cuál es el mayor número que puedes formar? ¿Y el menor?
# ¿Cuál es el más cercano a 6?
# ¿Cuántos hay entre 2 y 3?
# Inventa una pregunta parecida con otras cifras y resuélvela.

? Para comprobar | El mayor es 752,0 (o 750,2 si no se admite un cero al final) y el menor, 0,257. El más
  cercano a 6 es 5,720. Entre 2 y 3 hay seis: 2,057; 2,075; 2,507; 2,570; 2,705 y 2,750.
""",
            """
You have the digits 0, 2, 5 and 7 and a decimal point. Use all four digits once in each number, with at
least one digit before and one after the point.

# What is the greatest number you can make? And the least?
# Which is the closest to 6?
# How many are there between 2 and 3?
# Make up a similar question with other digits and solve it.

? To check | The greatest is 752.0 (or 750.2 if a zero at the end isn't allowed) and the least is 0.257.
  The closest to 6 is 5.720. Between 2 and 3 there are six: 2.057, 2.075, 2.507, 2.570, 2.705 and 2.750.
""",
        ),
    ),
)
