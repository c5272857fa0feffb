"""Activities: ratios and direct proportion."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "proportion-ratio",
        "reinforcement",
        "read",
        7,
        Two("Primero, lo que toca a uno", "First, what one gets"),
        Two(
            """
Si 4 entradas cuestan 26 €, ¿cuánto cuestan 10? El camino seguro es pasar por **una**:

# Una entrada: $26 ÷ 4 = 6,50$ €.
# Diez entradas: $6,50 × 10 = 65$ €.

Dos cantidades son **directamente proporcionales** cuando, al dividir una entre la otra, sale siempre lo
mismo. Aquí, $26/4 = 65/10 = 6,5$.

Cuidado: de 4 a 10 hay 6 más, pero el precio **no** sube 6 €. En la proporción se multiplica, no se suma.

? Con 3 kg de harina salen 8 panes. ¿Cuántos salen con 12 kg? | 12 es 4 veces 3: salen $8 × 4 = 32$ panes.
""",
            """
If 4 tickets cost €26, how much are 10? The safe way goes through **one**:

# One ticket: $26 ÷ 4 = 6.50$ euros.
# Ten tickets: $6.50 × 10 = 65$ euros.

Two quantities are **directly proportional** when dividing one by the other always gives the same. Here,
$26/4 = 65/10 = 6.5$.

Careful: from 4 to 10 it is 6 more, but the price does **not** go up by €6. In proportion you multiply;
you don't add.

? 3 kg of flour make 8 loaves. How many do 12 kg make? | 12 is 4 times 3: they make $8 × 4 = 32$ loaves.
""",
        ),
    ),
    activity(
        "proportion-ratio",
        "reinforcement",
        "explore",
        9,
        Two("La mezcla de colores", "Mixing colours"),
        Two(
            """
Con témperas o con agua y colorante, prepara tres mezclas de azul y amarillo por cucharadas:

| Mezcla | Azul | Amarillo |
| A | 1 | 2 |
| B | 2 | 4 |
| C | 2 | 3 |

# Antes de mezclar: ¿qué dos crees que saldrán del mismo verde?
# Haz las mezclas y compara.
# ¿Cuántas cucharadas de amarillo van con 5 de azul para el verde de A?
# Escribe una mezcla D más azulada que todas.

? Para comprobar | A y B son iguales: por cada azul, dos amarillos. C es más azul, porque a cada azul le
  toca $3/2$ de amarillo. Con 5 azules van 10 amarillos. D puede ser 1 y 1.
""",
            """
With paint, or with water and food colouring, prepare three mixtures of blue and yellow by spoonfuls:

| Mixture | Blue | Yellow |
| A | 1 | 2 |
| B | 2 | 4 |
| C | 2 | 3 |

# Before you mix: which two will come out the same green, do you think?
# Make the mixtures and compare.
# How many spoonfuls of yellow go with 5 of blue for the green of A?
# Write a mixture D that is bluer than all of them.

? To check | A and B are the same: for each blue, two yellows. C is bluer, as each blue gets $3/2$ of
  yellow. With 5 blues go 10 yellows. D may be 1 and 1.
""",
        ),
    ),
    activity(
        "proportion-ratio",
        "core",
        "practise",
        10,
        Two("Recetas y repartos", "Recipes and shares"),
        Two(
            """
? Para 6 personas hacen falta 9 huevos. ¿Y para 4? | $9 ÷ 6 = 1,5$ por persona: $1,5 × 4 = 6$ huevos.
? Simplifica la razón $15:25$ | Entre 5: $3:5$.
? Reparte 45 cromos en la razón $2:7$ | Son 9 partes de 5: 10 y 35.
? En una mezcla hay 3 partes de arena por 2 de tierra. ¿Cuánta arena va con 8 kg de tierra? | 8 es 4 veces
  2: $3 × 4 = 12$ kg.
? Ana y Wei reparten un premio en la razón $3:5$ y Wei recibe 40 €. ¿Cuánto recibe Ana? | Cinco partes son
  40 €, una parte es 8 €: Ana recibe 24 €.

Comprueba cada reparto: ¿las partes suman el total?
""",
            """
? 6 people need 9 eggs. How many do 4 need? | $9 ÷ 6 = 1.5$ per person: $1.5 × 4 = 6$ eggs.
? Simplify the ratio $15:25$ | By 5: $3:5$.
? Share 45 stickers in the ratio $2:7$ | There are 9 parts of 5: 10 and 35.
? A mixture has 3 parts of sand for 2 of soil. How much sand goes with 8 kg of soil? | 8 is 4 times 2: $3
  × 4 = 12$ kg.
? Ana and Wei share a prize in the ratio $3:5$ and Wei gets €40. How much does Ana get? | Five parts are
  €40, one part is €8: Ana gets €24.

Check each share: do the parts add up to the total?
""",
        ),
    ),
    activity(
        "proportion-ratio",
        "core",
        "explain",
        8,
        Two("¿Es proporcional o no?", "Is it proportional or not?"),
        Two(
            """
Clasifica estas situaciones en **directamente proporcional** o **no proporcional**:

* kilos de naranjas y precio;
* edad y estatura de una persona;
* lado de un cuadrado y su perímetro;
* minutos en un taxi que cobra 3 € al subir, y precio;
* amigos que reparten una pizza y trozo que toca a cada uno.

Elige una que **no** lo sea y explica por escrito cómo lo sabes: haz una tabla con dos o tres valores y
divide.

? Para comprobar | Lo son las naranjas y el perímetro del cuadrado. En las demás, al doblar una cantidad
  no se dobla la otra: con el doble de amigos, el trozo es la mitad.
""",
            """
Sort these situations into **directly proportional** or **not proportional**:

* kilos of oranges and their price;
* a person's age and height;
* the side of a square and its perimeter;
* minutes in a taxi that charges €3 at the start, and the price;
* friends who share a pizza, and the slice that each gets.

Choose one that is **not** and explain in writing how you know: make a table with two or three values and
divide.

? To check | Oranges and the perimeter of the square are. In the others, doubling one quantity doesn't
  double the other: with twice as many friends, the slice is half as big.
""",
        ),
    ),
    activity(
        "proportion-ratio",
        "extension",
        "explore",
        12,
        Two("Ampliar una foto", "Enlarging a photo"),
        Two(
            """
Una foto mide 10 cm por 15 cm. Se quiere imprimir en una hoja de 20 cm por 25 cm.

# Hugo suma 10 a cada lado: 20 por 25. ¿Se ve la foto igual? Dibuja las dos a escala y compara las formas.
# ¿Cuál es la foto más grande, sin deformar, que cabe en la hoja?
# ¿Cuántas veces mayor es su área que la de la foto pequeña?
# Mide una pantalla y averigua si una foto de 10 por 15 la llenaría sin cortar nada.

? Para comprobar | $10/15 = 2/3$ y $20/25 = 4/5$: se deforma. Cabe una de $50/3$ por 25, unos 16,7 por 25
  cm. Cada lado se multiplica por $5/3$ y el área por $25/9$, casi 2,8.
""",
            """
A photo is 10 cm by 15 cm. It is to be printed on a sheet of 20 cm by 25 cm.

# Hugo adds 10 to each side: 20 by 25. Does the photo look the same? Draw both to scale and compare the
  shapes.
# What is the largest photo that fits on the sheet without being distorted?
# How many times greater is its area than that of the small photo?
# Measure a screen and find out whether a photo of 10 by 15 would fill it without being cut.

? To check | $10/15 = 2/3$ and $20/25 = 4/5$: it is distorted. One of $50/3$ by 25 fits, about 16.7 by 25
  cm. Each side is multiplied by $5/3$ and the area by $25/9$, almost 2.8.
""",
        ),
    ),
)
