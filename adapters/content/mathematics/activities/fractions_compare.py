"""Activities: comparing and ordering fractions."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "fractions-compare",
        "reinforcement",
        "read",
        6,
        Two("Más partes, partes más pequeñas", "More parts, smaller parts"),
        Two(
            """
Si repartes una tableta de chocolate entre 3 personas, a cada una le toca $1/3$. Entre 8 personas, $1/8$.
**Cuanto mayor es el denominador, más pequeña es cada parte**: $1/8 < 1/3$.

Para comparar hay tres caminos:

* Mismo denominador: gana el numerador mayor, $5/9 > 4/9$.
* Mismo numerador: gana el denominador menor, $4/7 > 4/9$.
* Ninguno igual: se escriben con el mismo denominador. $2/3$ y $3/5$ son $10/15$ y $9/15$, así que $2/3 >
  3/5$.

? ¿Cuál es mayor, $3/8$ o $3/5$? | Son tres partes en las dos, pero los quintos son más grandes: $3/5$.
""",
            """
If you share a bar of chocolate among 3 people, each gets $1/3$. Among 8 people, $1/8$. **The greater the
denominator, the smaller each part**: $1/8 < 1/3$.

There are three ways to compare:

* Same denominator: the greater numerator wins, $5/9 > 4/9$.
* Same numerator: the lesser denominator wins, $4/7 > 4/9$.
* Neither the same: write them with one denominator. $2/3$ and $3/5$ are $10/15$ and $9/15$, so $2/3 >
  3/5$.

? Which is greater, $3/8$ or $3/5$? | Both are three parts, but fifths are bigger: $3/5$.
""",
        ),
    ),
    activity(
        "fractions-compare",
        "reinforcement",
        "practise",
        8,
        Two("La mitad como ayuda", "Using one half"),
        Two(
            """
Saber si una fracción pasa de la mitad ahorra muchas cuentas. Una fracción vale $1/2$ cuando el numerador
es la mitad del denominador.

? ¿Es $4/9$ mayor o menor que $1/2$? | La mitad de 9 es 4,5 y 4 se queda corto: es menor.
? ¿Y $7/12$? | La mitad de 12 es 6 y 7 la pasa: es mayor.
? Entonces, ¿cuál es mayor, $4/9$ o $7/12$? | $7/12$, sin hacer más cuentas.
? Compara $5/11$ y $3/5$ | $5/11$ no llega a la mitad y $3/5$ la pasa: $3/5$ es mayor.
? Compara $7/8$ y $9/10$ | Las dos pasan de la mitad. Les falta $1/8$ y $1/10$ para llegar a 1; a $9/10$
  le falta menos, así que es mayor.
""",
            """
Knowing whether a fraction is more than a half saves a lot of work. A fraction is $1/2$ when the numerator
is half of the denominator.

? Is $4/9$ greater or less than $1/2$? | Half of 9 is 4.5 and 4 falls short: it is less.
? And $7/12$? | Half of 12 is 6 and 7 is past it: it is greater.
? So which is greater, $4/9$ or $7/12$? | $7/12$, with no more work.
? Compare $5/11$ and $3/5$ | $5/11$ doesn't reach a half and $3/5$ is past it: $3/5$ is greater.
? Compare $7/8$ and $9/10$ | Both are past a half. They need $1/8$ and $1/10$ to reach 1; $9/10$ needs
  less, so it is greater.
""",
        ),
    ),
    activity(
        "fractions-compare",
        "core",
        "explore",
        10,
        Two("Una recta del 0 al 1", "A line from 0 to 1"),
        Two(
            """
Dibuja en una hoja cuadriculada un segmento de 24 cuadritos. El principio es 0 y el final, 1.

# Marca $1/2$, $1/3$ y $1/4$. ¿A cuántos cuadritos cae cada una?
# Marca $2/3$, $3/4$, $3/8$ y $5/12$.
# Escribe las siete en orden, de izquierda a derecha.
# Elige dos vecinas y busca una fracción que quepa entre ellas.

¿Por qué 24 es un buen número de cuadritos? ¿Qué pasaría con 10?

? Para comprobar | $1/4$ (6), $1/3$ (8), $3/8$ (9), $5/12$ (10), $1/2$ (12), $2/3$ (16), $3/4$ (18). El 24
  sirve porque es múltiplo de 2, 3, 4, 8 y 12; con 10 los tercios no caerían en una línea.
""",
            """
On squared paper, draw a segment 24 squares long. Its beginning is 0 and its end is 1.

# Mark $1/2$, $1/3$ and $1/4$. How many squares along is each one?
# Mark $2/3$, $3/4$, $3/8$ and $5/12$.
# Write the seven in order from left to right.
# Choose two neighbours and find a fraction that fits between them.

Why is 24 a good number of squares? What would happen with 10?

? To check | $1/4$ (6), $1/3$ (8), $3/8$ (9), $5/12$ (10), $1/2$ (12), $2/3$ (16), $3/4$ (18). 24 works
  because it is a multiple of 2, 3, 4, 8 and 12; with 10, thirds would not fall on a line.
""",
        ),
    ),
    activity(
        "fractions-compare",
        "core",
        "practise",
        10,
        Two("Ordena de menor a mayor", "From the least to the greatest"),
        Two(
            """
Para ordenar varias fracciones, escribe todas con el mismo denominador. Por ejemplo, $2/3$, $3/5$ y $7/10$
son $20/30$, $18/30$ y $21/30$: el orden es $3/5 < 2/3 < 7/10$.

? Ordena $1/2$, $2/5$ y $3/8$ | Con denominador 40: $20/40$, $16/40$ y $15/40$. Orden: $3/8 < 2/5 < 1/2$.
? Ordena $5/6$, $3/4$ y $7/9$ | Con denominador 36: $30/36$, $27/36$ y $28/36$. Orden: $3/4 < 7/9 < 5/6$.
? ¿Qué número entero cabe en $1/3 < □/12 < 1/2$? | $1/3 = 4/12$ y $1/2 = 6/12$: cabe el 5.
? Ana ha hecho $5/8$ de un puzle y Hugo, $7/12$. ¿Quién va por delante? | $15/24$ y $14/24$: Ana.
""",
            """
To order several fractions, write them all with the same denominator. For example, $2/3$, $3/5$ and $7/10$
are $20/30$, $18/30$ and $21/30$: the order is $3/5 < 2/3 < 7/10$.

? Order $1/2$, $2/5$ and $3/8$ | With denominator 40: $20/40$, $16/40$ and $15/40$. Order: $3/8 < 2/5 <
  1/2$.
? Order $5/6$, $3/4$ and $7/9$ | With denominator 36: $30/36$, $27/36$ and $28/36$. Order: $3/4 < 7/9 <
  5/6$.
? Which whole number fits in $1/3 < □/12 < 1/2$? | $1/3 = 4/12$ and $1/2 = 6/12$: 5 fits.
? Ana has done $5/8$ of a puzzle and Hugo $7/12$. Who is ahead? | $15/24$ and $14/24$: Ana.
""",
        ),
    ),
    activity(
        "fractions-compare",
        "extension",
        "explain",
        12,
        Two("Siempre cabe otra", "There is always room for one more"),
        Two(
            """
Entre $1/3$ y $1/2$ parece que no hay sitio. Prueba esto: suma los numeradores y suma los denominadores.
Sale $2/5$.

# Comprueba que $2/5$ está entre las dos.
# Repite con $1/3$ y $2/5$, y otra vez con el resultado.
# Prueba con otras dos fracciones que elijas.

Sumar así **no** es sumar fracciones, pero siempre da una que está en medio. Explica a alguien por qué,
con esta idea: en un equipo entran 1 de 3 tiros y en otro 1 de 2; ¿qué parte entra si se juntan los tiros
de los dos?

? Una idea para la explicación | Juntos entran 2 de 5 tiros. La mezcla no puede ser mejor que el mejor
  equipo ni peor que el peor: queda en medio.
""",
            """
Between $1/3$ and $1/2$ there seems to be no room. Try this: add the numerators and add the denominators.
You get $2/5$.

# Check that $2/5$ lies between the two.
# Do it again with $1/3$ and $2/5$, and once more with the result.
# Try it with two other fractions of your choice.

This is **not** how fractions are added, but it always gives one that lies between. Explain to someone
why, with this idea: one team scores 1 of 3 throws and another 1 of 2; what part goes in if the throws of
both are put together?

? An idea for the explanation | Together, 2 of 5 throws go in. The mixture can't be better than the better
  team or worse than the worse one: it lies between.
""",
        ),
    ),
)
