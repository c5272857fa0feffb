"""Activities: multiplying and dividing fractions."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "fractions-multiply",
        "reinforcement",
        "read",
        7,
        Two("«De» quiere decir «por»", "“Of” means “times”"),
        Two(
            """
La mitad de un tercio de una tarta es un trozo pequeño. ¿Cuánto? Si partes la tarta en 3 y cada tercio en
2, salen 6 trozos: $1/2 × 1/3 = 1/6$.

Por eso, al multiplicar, se multiplica **arriba con arriba y abajo con abajo**: $2/3 × 4/5 = 8/15$. No
hace falta denominador común.

Dividir es preguntar cuántas veces cabe. ¿Cuántos cuartos caben en 2? Ocho: $2 ÷ 1/4 = 8$. Dividir entre
$1/4$ es multiplicar por 4; dividir entre $2/3$ es multiplicar por $3/2$.

? ¿Cuánto es $3/5$ de 20? | $1/5$ de 20 es 4, así que $3/5$ son 12.
""",
            """
Half of a third of a cake is a small piece. How small? If you cut the cake in 3 and each third in 2, you
get 6 pieces: $1/2 × 1/3 = 1/6$.

So to multiply, multiply **top with top and bottom with bottom**: $2/3 × 4/5 = 8/15$. No common
denominator is needed.

To divide is to ask how many times something fits. How many quarters fit in 2? Eight: $2 ÷ 1/4 = 8$.
Dividing by $1/4$ is multiplying by 4; dividing by $2/3$ is multiplying by $3/2$.

? How much is $3/5$ of 20? | $1/5$ of 20 is 4, so $3/5$ is 12.
""",
        ),
    ),
    activity(
        "fractions-multiply",
        "reinforcement",
        "practise",
        8,
        Two("Fracciones de cantidades", "Fractions of amounts"),
        Two(
            """
El método es siempre el mismo: divide entre el denominador para tener **una** parte y multiplica por el
numerador para tener **todas** las que piden.

? $2/3$ de 18 galletas | $18 ÷ 3 = 6$ y $6 × 2 = 12$ galletas.
? $3/8$ de 40 minutos | $40 ÷ 8 = 5$ y $5 × 3 = 15$ minutos.
? $5/6$ de 42 euros | $42 ÷ 6 = 7$ y $7 × 5 = 35$ euros.
? $3/4$ de un número son 21. ¿Cuál es el número? | Tres partes son 21, una parte es 7 y las cuatro son 28.
? Quedan $2/5$ de una botella de 750 ml. ¿Cuánto queda? | $750 ÷ 5 = 150$ y $150 × 2 = 300$ ml.
""",
            """
The method is always the same: divide by the denominator to get **one** part, and multiply by the
numerator to get **all** those asked for.

? $2/3$ of 18 biscuits | $18 ÷ 3 = 6$ and $6 × 2 = 12$ biscuits.
? $3/8$ of 40 minutes | $40 ÷ 8 = 5$ and $5 × 3 = 15$ minutes.
? $5/6$ of 42 euros | $42 ÷ 6 = 7$ and $7 × 5 = 35$ euros.
? $3/4$ of a number is 21. What is the number? | Three parts are 21, one part is 7 and all four are 28.
? $2/5$ of a 750 ml bottle is left. How much is that? | $750 ÷ 5 = 150$ and $150 × 2 = 300$ ml.
""",
        ),
    ),
    activity(
        "fractions-multiply",
        "core",
        "explore",
        10,
        Two("Multiplicar es doblar papel", "Multiplying is folding paper"),
        Two(
            """
Toma una hoja rectangular.

# Dóblala en 3 partes iguales a lo ancho y ábrela. Colorea 2 de las 3: es $2/3$ de la hoja.
# Dóblala ahora en 4 partes iguales a lo largo. Raya 3 de las 4.
# Cuenta los rectángulos que hay y los que están coloreados **y** rayados.
# Escribe la multiplicación que acabas de ver.

Repite con otra hoja para $1/2 × 3/5$. ¿Puedes predecir el resultado antes de doblar?

? Para comprobar | Hay 12 rectángulos y 6 tienen las dos cosas: $2/3 × 3/4 = 6/12 = 1/2$. La segunda es
  $3/10$.
""",
            """
Take a rectangular sheet of paper.

# Fold it into 3 equal parts across and open it. Colour 2 of the 3: that is $2/3$ of the sheet.
# Now fold it into 4 equal parts lengthways. Draw stripes on 3 of the 4.
# Count the rectangles there are, and those that are coloured **and** striped.
# Write down the multiplication that you have just seen.

Do it again with another sheet for $1/2 × 3/5$. Can you predict the result before you fold?

? To check | There are 12 rectangles and 6 have both: $2/3 × 3/4 = 6/12 = 1/2$. The second is $3/10$.
""",
        ),
    ),
    activity(
        "fractions-multiply",
        "core",
        "practise",
        10,
        Two("Multiplica, divide, decide", "Multiply, divide, decide"),
        Two(
            """
Primero decide qué operación es; después, hazla.

? Una tabla de 3 m se corta en trozos de $3/4$ m. ¿Cuántos salen? | Se divide: $3 ÷ 3/4 = 3 × 4/3 = 4$
  trozos.
? Un vaso lleva $2/5$ de litro y está lleno hasta $3/4$. ¿Cuánto hay? | Se multiplica: $2/5 × 3/4 = 6/20 =
  3/10$ de litro.
? $5/6 × 3/10$ | Se simplifica antes: $1/2 × 1/2 = 1/4$.
? $4/9 ÷ 2/3$ | $4/9 × 3/2 = 12/18 = 2/3$.
? Sin calcular: ¿$7 ÷ 1/2$ es más o menos que 7? | Más: la mitad cabe 14 veces en 7.
""",
            """
First decide which operation it is; then do it.

? A board of 3 m is cut into pieces of $3/4$ m. How many are there? | Divide: $3 ÷ 3/4 = 3 × 4/3 = 4$
  pieces.
? A glass holds $2/5$ of a litre and is filled up to $3/4$. How much is in it? | Multiply: $2/5 × 3/4 =
  6/20 = 3/10$ of a litre.
? $5/6 × 3/10$ | Simplify first: $1/2 × 1/2 = 1/4$.
? $4/9 ÷ 2/3$ | $4/9 × 3/2 = 12/18 = 2/3$.
? Without working it out: is $7 ÷ 1/2$ more or less than 7? | More: a half fits 14 times into 7.
""",
        ),
    ),
    activity(
        "fractions-multiply",
        "extension",
        "explain",
        12,
        Two("El resto del resto", "The rest of the rest"),
        Two(
            """
De una bolsa de canicas, Noa toma $1/2$. De las que quedan, Adam toma $1/3$. De las que quedan, Sara toma
$1/4$. Y de las que quedan, Omar toma $1/5$.

# ¿Qué fracción de la bolsa queda al final?
# Haz un dibujo que lo muestre.
# ¿Qué pasaría si continuara hasta $1/10$?
# Explica por escrito por qué sale un resultado tan corto.

? Solución | Queda $1/2 × 2/3 × 3/4 × 4/5 = 1/5$: cada numerador se va con el denominador anterior. Hasta
  $1/10$ quedaría $1/10$. Lo que toman es $1/2$, $1/6$, $1/12$ y $1/20$ de la bolsa.
""",
            """
From a bag of marbles, Noa takes $1/2$. Of those left, Adam takes $1/3$. Of those left, Sara takes $1/4$.
And of those left, Omar takes $1/5$.

# What fraction of the bag is left in the end?
# Make a drawing that shows it.
# What would happen if it went on until $1/10$?
# Explain in writing why the result is so short.

? Solution | $1/2 × 2/3 × 3/4 × 4/5 = 1/5$ is left: each numerator goes with the denominator before it.
  Until $1/10$, it would be $1/10$. What they take is $1/2$, $1/6$, $1/12$ and $1/20$ of the bag.
""",
        ),
    ),
)
