"""Activities: adding and subtracting integers."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "integers-add",
        "reinforcement",
        "read",
        7,
        Two("Subir, bajar y quitar deudas", "Up, down and debts taken away"),
        Two(
            """
**Sumar** es moverse desde un número: sumar 4 es ir 4 a la derecha; sumar $-4$ es ir 4 a la izquierda.

* $-7 + 4 = -3$: desde 7 bajo cero, sube 4.
* $-5 + (-6) = -11$: dos deudas juntas.

**Restar es sumar el opuesto**: $3 - 8 = 3 + (-8) = -5$. Y si lo que quitas es negativo, subes: $2 - (-6)
= 2 + 6 = 8$. Es como si te perdonaran una deuda de 6 €: ahora tienes 6 € más.

? $-4 - (-9)$ | $-4 + 9 = 5$.
? $-4 - 9$ | $-13$: estabas bajo cero y sigues bajando.
""",
            """
**Adding** is moving from a number: adding 4 is going 4 to the right; adding $-4$ is going 4 to the left.

* $-7 + 4 = -3$: from 7 below zero, 4 up.
* $-5 + (-6) = -11$: two debts together.

**Subtracting is adding the opposite**: $3 - 8 = 3 + (-8) = -5$. And if what you take away is negative,
you go up: $2 - (-6) = 2 + 6 = 8$. It is like being forgiven a debt of €6: now you have €6 more.

? $-4 - (-9)$ | $-4 + 9 = 5$.
? $-4 - 9$ | $-13$: you were below zero and go on down.
""",
        ),
    ),
    activity(
        "integers-add",
        "reinforcement",
        "explore",
        9,
        Two("Fichas de dos colores", "Counters in two colours"),
        Two(
            """
Recorta 10 fichas de un color (cada una vale $1$) y 10 de otro (cada una vale $-1$). Una de cada color
juntas valen 0 y se pueden retirar o añadir cuando haga falta.

# Haz $-5 + 3$: pon 5 negativas y 3 positivas y retira las parejas. ¿Qué queda?
# Haz $4 + (-6)$.
# Haz $2 - (-3)$: pon 2 positivas. Como no hay negativas que quitar, añade 3 parejas de valor 0 y quita
  las 3 negativas.
# Inventa una resta que dé $-1$.

? Para comprobar | $-2$; $-2$; $5$. Una resta que da $-1$: $3 - 4$, o también $-3 - (-2)$.
""",
            """
Cut out 10 counters of one colour (each worth $1$) and 10 of another (each worth $-1$). One of each
together is worth 0, and may be taken away or added whenever needed.

# Do $-5 + 3$: put down 5 negative and 3 positive counters and take away the pairs. What is left?
# Do $4 + (-6)$.
# Do $2 - (-3)$: put down 2 positive ones. As there are no negative ones to take away, add 3 pairs worth 0
  and take away the 3 negative ones.
# Make up a subtraction that gives $-1$.

? To check | $-2$; $-2$; $5$. A subtraction that gives $-1$: $3 - 4$, or also $-3 - (-2)$.
""",
        ),
    ),
    activity(
        "integers-add",
        "core",
        "practise",
        9,
        Two("Cadenas de sumas y restas", "Chains of sums and differences"),
        Two(
            """
En las cadenas largas, cambia primero las restas por sumas del opuesto. Luego junta los positivos por un
lado y los negativos por otro.

$5 - 8 + (-2) - (-6) = 5 - 8 - 2 + 6 = 11 - 10 = 1$

? $-9 + 14$ | $5$.
? $-6 - 7$ | $-13$.
? $10 - (-3) + (-5)$ | $10 + 3 - 5 = 8$.
? $-2 + 7 - 9 - (-1)$ | $-2 + 7 - 9 + 1 = 8 - 11 = -3$.
? $□ + 6 = -1$ | $-1 - 6 = -7$.
? De $-8$ °C a $5$ °C, ¿cuántos grados sube? | $5 - (-8) = 13$ grados.
""",
            """
In long chains, first change subtractions into additions of the opposite. Then put the positive numbers
together and the negative ones together.

$5 - 8 + (-2) - (-6) = 5 - 8 - 2 + 6 = 11 - 10 = 1$

? $-9 + 14$ | $5$.
? $-6 - 7$ | $-13$.
? $10 - (-3) + (-5)$ | $10 + 3 - 5 = 8$.
? $-2 + 7 - 9 - (-1)$ | $-2 + 7 - 9 + 1 = 8 - 11 = -3$.
? $□ + 6 = -1$ | $-1 - 6 = -7$.
? From $-8$ °C to $5$ °C, how many degrees does it rise? | $5 - (-8) = 13$ degrees.
""",
        ),
    ),
    activity(
        "integers-add",
        "core",
        "explain",
        8,
        Two("¿Menos y menos dan más?", "Do two minuses make a plus?"),
        Two(
            """
«Menos y menos dan más» es una frase que se repite mucho y que a veces engaña. Mira estas tres cuentas:

* $-3 - 5$
* $-3 - (-5)$
* $-3 + (-5)$

# Calcula las tres con una recta numérica.
# ¿En cuáles se ven dos signos menos? ¿En cuál de ellas se sube?
# Escribe una frase mejor que «menos y menos dan más», que no engañe.
# Ponla a prueba con alguien: dale las tres cuentas y tu frase.

? Para comprobar | $-8$, $2$ y $-8$. Solo se sube al **restar un negativo**. Una frase mejor: «restar un
  número es sumar su opuesto».
""",
            """
“Two minuses make a plus” is said very often and sometimes misleads. Look at these three:

* $-3 - 5$
* $-3 - (-5)$
* $-3 + (-5)$

# Work out all three with a number line.
# In which do you see two minus signs? In which of those do you go up?
# Write a better sentence than “two minuses make a plus”, one that doesn't mislead.
# Try it out with someone: give them the three and your sentence.

? To check | $-8$, $2$ and $-8$. You only go up when you **subtract a negative**. A better sentence:
  “subtracting a number is adding its opposite”.
""",
        ),
    ),
    activity(
        "integers-add",
        "extension",
        "explore",
        12,
        Two("Cuadrados mágicos con negativos", "Magic squares with negatives"),
        Two(
            """
En un cuadrado mágico, todas las filas, columnas y diagonales suman lo mismo. Completa este, que usa los
números del $-4$ al $4$:

| A | B | C |
| $3$ | $-4$ | $1$ |
| $-2$ | $0$ | $□$ |
| $□$ | $□$ | $□$ |

# ¿Cuánto suma cada fila?
# Rellena los huecos y comprueba las diagonales.
# Suma 5 a todas las casillas. ¿Sigue siendo mágico? ¿Cuánto suma ahora?
# Haz uno que sume $-6$.

? Solución | Cada fila suma $0$. La segunda acaba en $2$ y la tercera es $-1$, $4$, $-3$. Al sumar 5 a
  todo, suma 15. Para que sume $-6$, se resta 2 a cada casilla.
""",
            """
In a magic square, all rows, columns and diagonals have the same sum. Complete this one, which uses the
numbers from $-4$ to $4$:

| A | B | C |
| $3$ | $-4$ | $1$ |
| $-2$ | $0$ | $□$ |
| $□$ | $□$ | $□$ |

# What is the sum of each row?
# Fill in the boxes and check the diagonals.
# Add 5 to every box. Is it still magic? What is the sum now?
# Make one with the sum $-6$.

? Solution | Each row adds up to $0$. The second ends in $2$ and the third is $-1$, $4$, $-3$. With 5
  added everywhere, the sum is 15. For the sum $-6$, take 2 away from every box.
""",
        ),
    ),
)
