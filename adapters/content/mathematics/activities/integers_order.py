"""Activities: negative numbers, the number line and order."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "integers-order",
        "reinforcement",
        "read",
        6,
        Two("Un termómetro tumbado", "A thermometer on its side"),
        Two(
            """
La recta numérica es como un termómetro tumbado. En el centro está el 0; a la derecha, los positivos; a la
izquierda, los negativos.

**Es menor el que está más a la izquierda.** Por eso $-8 < -3$: a 8 bajo cero hace más frío que a 3 bajo
cero, aunque 8 sea más que 3.

* Cualquier negativo es menor que 0 y que cualquier positivo.
* El opuesto de un número está a la misma distancia del 0, al otro lado: el de $-5$ es $5$.

? Ordena de menor a mayor $2$, $-6$, $0$ y $-1$ | $-6 < -1 < 0 < 2$.
""",
            """
The number line is like a thermometer on its side. In the middle is 0; on the right, the positive numbers;
on the left, the negative ones.

**The lesser number is the one farther to the left.** That is why $-8 < -3$: 8 below zero is colder than 3
below zero, even though 8 is more than 3.

* Any negative number is less than 0 and less than any positive number.
* The opposite of a number is at the same distance from 0, on the other side: that of $-5$ is $5$.

? Order $2$, $-6$, $0$ and $-1$ from the least to the greatest | $-6 < -1 < 0 < 2$.
""",
        ),
    ),
    activity(
        "integers-order",
        "reinforcement",
        "explore",
        8,
        Two("La recta en el suelo", "A number line on the floor"),
        Two(
            """
Dibuja una recta en el suelo con tiza, o pon papeles numerados, del $-6$ al $6$.

# Ponte en el $-2$. ¿Hacia dónde caminas para llegar a un número menor?
# Camina hasta el opuesto de $-2$. ¿Cuántos pasos has dado?
# Ponte en el número que está justo en medio de $-4$ y $2$.
# Pide a alguien que diga dos números: ve siempre al menor de los dos.

Sin recta también se puede: dibújala en tu cuaderno y mueve una goma.

? Para comprobar | A un número menor se va hacia la izquierda. De $-2$ a $2$ hay 4 pasos. En medio de $-4$
  y $2$ está el $-1$.
""",
            """
Draw a number line on the floor with chalk, or lay down numbered sheets, from $-6$ to $6$.

# Stand on $-2$. Which way do you walk to reach a lesser number?
# Walk to the opposite of $-2$. How many steps was that?
# Stand on the number exactly halfway between $-4$ and $2$.
# Ask someone to say two numbers: always go to the lesser of the two.

It works without a floor too: draw the line in your notebook and move an eraser.

? To check | To a lesser number you go left. From $-2$ to $2$ it is 4 steps. Halfway between $-4$ and $2$
  is $-1$.
""",
        ),
    ),
    activity(
        "integers-order",
        "core",
        "practise",
        8,
        Two("Bajo cero", "Below zero"),
        Two(
            """
| Ciudad | Mínima (°C) |
| Soria | $-7$ |
| Cádiz | $9$ |
| Oslo | $-12$ |
| Lugo | $-2$ |
| Madrid | $0$ |

? ¿Dónde hizo más frío? | En Oslo: $-12$ es el menor.
? Ordena las ciudades de más fría a menos fría | Oslo, Soria, Lugo, Madrid, Cádiz.
? ¿Qué ciudad tiene la temperatura opuesta a $2$? | Lugo: $-2$.
? ¿Cuántos números enteros hay entre la de Soria y la de Lugo, sin contarlas? | Cuatro: $-6$, $-5$, $-4$ y
  $-3$.
? ¿Es verdad que $-12 > -7$ porque 12 es mayor que 7? | No: $-12$ está más a la izquierda, así que $-12 <
  -7$.
""",
            """
| City | Lowest (°C) |
| Soria | $-7$ |
| Cádiz | $9$ |
| Oslo | $-12$ |
| Lugo | $-2$ |
| Madrid | $0$ |

? Where was it coldest? | In Oslo: $-12$ is the least.
? Order the cities from the coldest to the least cold | Oslo, Soria, Lugo, Madrid, Cádiz.
? Which city has the temperature opposite to $2$? | Lugo: $-2$.
? How many integers are there between those of Soria and Lugo, not counting them? | Four: $-6$, $-5$, $-4$
  and $-3$.
? Is it true that $-12 > -7$ because 12 is greater than 7? | No: $-12$ is farther to the left, so $-12 <
  -7$.
""",
        ),
    ),
    activity(
        "integers-order",
        "core",
        "explain",
        8,
        Two("Deber más o deber menos", "Owing more or owing less"),
        Two(
            """
Amina dice: «$-20$ es mayor que $-5$, porque 20 es mayor que 5».

Explícale con **dos** situaciones distintas por qué no es así. Puedes elegir entre dinero que se debe,
plantas de un edificio con sótanos, temperaturas, años antes de nuestra era o puntos en un juego.

En cada una, di qué significa «mayor» y quién está «más arriba» o «mejor».

# Escribe las dos explicaciones en pocas líneas.
# Añade una recta numérica con los dos números.
# Inventa una pregunta para comprobar si lo ha entendido.

? Un ejemplo | Quien debe 20 € tiene menos que quien debe 5 €: $-20 < -5$. Pregunta: ¿qué sótano está más
  arriba, el $-4$ o el $-1$?
""",
            """
Amina says: “$-20$ is greater than $-5$, because 20 is greater than 5.”

Explain to her with **two** different situations why this isn't so. You may choose from money owed, floors
of a building with basements, temperatures, years before our era or points in a game.

In each, say what “greater” means and who is “higher” or “better off”.

# Write the two explanations in a few lines.
# Add a number line with the two numbers.
# Make up a question to check whether she has understood.

? An example | Whoever owes €20 has less than whoever owes €5: $-20 < -5$. Question: which basement is
  higher up, $-4$ or $-1$?
""",
        ),
    ),
    activity(
        "integers-order",
        "extension",
        "explore",
        10,
        Two("Números escondidos", "Hidden numbers"),
        Two(
            """
Resuelve estas pistas con una recta numérica.

# Dos números opuestos están a 18 unidades uno de otro. ¿Cuáles son?
# Un número está el doble de lejos del 0 que $-7$ y es menor que $-7$. ¿Cuál es?
# El punto medio entre un número y $6$ es $-1$. ¿Qué número es?
# Tres enteros seguidos; el mayor es el opuesto del menor. ¿Cuáles son?
# Inventa dos pistas que solo cumpla el $-3$.

? Soluciones | 1: $-9$ y $9$. 2: $-14$. 3: $-8$, porque de $6$ a $-1$ hay 7 y otros 7 llegan a $-8$. 4:
  $-1$, $0$ y $1$.
""",
            """
Solve these clues with a number line.

# Two opposite numbers are 18 units apart. Which are they?
# A number is twice as far from 0 as $-7$ and is less than $-7$. Which is it?
# The point halfway between a number and $6$ is $-1$. Which number is it?
# Three integers in a row; the greatest is the opposite of the least. Which are they?
# Make up two clues that only $-3$ fulfils.

? Solutions | 1: $-9$ and $9$. 2: $-14$. 3: $-8$, since from $6$ to $-1$ it is 7 and another 7 lead to
  $-8$. 4: $-1$, $0$ and $1$.
""",
        ),
    ),
)
