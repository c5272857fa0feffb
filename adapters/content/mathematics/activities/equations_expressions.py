"""Activities: expressions with letters."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "equations-expressions",
        "reinforcement",
        "read",
        7,
        Two("Una letra guarda un sitio", "A letter keeps a place"),
        Two(
            """
Cada entrada cuesta 8 € y la reserva, 3 €. Con 5 entradas se pagan $8 × 5 + 3$. Con $n$ entradas, $8n +
3$. La letra **guarda el sitio** de un número que puede cambiar.

* $8n$ quiere decir $8 × n$.
* $n^2$ es $n × n$, que no es lo mismo que $2n$.
* $2(n + 3)$ es el doble de todo el paréntesis: $2n + 6$.

**Solo se juntan términos iguales**: $5x + 2x = 7x$, pero $5x + 2$ se queda como está, igual que 5
manzanas y 2 peras.

? ¿Cuánto vale $3x - 4$ si $x = 6$? | $3 × 6 - 4 = 14$.
""",
            """
Each ticket costs €8 and booking costs €3. For 5 tickets you pay $8 × 5 + 3$. For $n$ tickets, $8n + 3$.
The letter **keeps the place** of a number that may change.

* $8n$ means $8 × n$.
* $n^2$ is $n × n$, which isn't the same as $2n$.
* $2(n + 3)$ is twice the whole bracket: $2n + 6$.

**Only like terms are put together**: $5x + 2x = 7x$, but $5x + 2$ stays as it is, like 5 apples and 2
pears.

? What is $3x - 4$ if $x = 6$? | $3 × 6 - 4 = 14$.
""",
        ),
    ),
    activity(
        "equations-expressions",
        "reinforcement",
        "practise",
        8,
        Two("De las palabras a las letras", "From words to letters"),
        Two(
            """
Llama $x$ al número y escribe cada frase. Después comprueba con $x = 10$.

? El doble de un número | $2x$. Con 10, sale 20.
? Un número más siete | $x + 7$. Con 10, sale 17.
? El triple de un número, menos uno | $3x - 1$. Con 10, sale 29.
? El triple de un número menos uno, todo junto | $3(x - 1)$. Con 10, sale 27: el paréntesis importa.
? La mitad de un número, más cuatro | $x/2 + 4$. Con 10, sale 9.
? Cinco menos un número | $5 - x$. Con 10, sale $-5$.
""",
            """
Call the number $x$ and write each phrase. Then check with $x = 10$.

? Twice a number | $2x$. With 10, it gives 20.
? A number plus seven | $x + 7$. With 10, it gives 17.
? Three times a number, minus one | $3x - 1$. With 10, it gives 29.
? A number minus one, all of it times three | $3(x - 1)$. With 10, it gives 27: the bracket matters.
? Half of a number, plus four | $x/2 + 4$. With 10, it gives 9.
? Five minus a number | $5 - x$. With 10, it gives $-5$.
""",
        ),
    ),
    activity(
        "equations-expressions",
        "core",
        "explore",
        11,
        Two("Figuras que crecen", "Growing figures"),
        Two(
            """
Con palillos o lápices, haz una fila de triángulos que comparten lados: el primero usa 3 palillos; con dos
triángulos seguidos, 5; con tres, 7.

# Haz la fila de 4 y la de 5. Apunta los palillos en una tabla.
# ¿Cuántos se añaden cada vez?
# Sin construirla, di cuántos lleva la fila de 20.
# Escribe una expresión para la fila de $n$ triángulos y pruébala con los casos que ya tienes.
# Haz lo mismo con una fila de cuadrados.

? Para comprobar | 9 y 11. Se añaden 2. La fila de 20 lleva 41: la expresión es $2n + 1$. Con cuadrados,
  $3n + 1$.
""",
            """
With sticks or pencils, make a row of triangles that share sides: the first uses 3 sticks; two triangles
in a row, 5; three, 7.

# Make the rows of 4 and of 5. Write the sticks in a table.
# How many are added each time?
# Without building it, say how many the row of 20 has.
# Write an expression for the row of $n$ triangles and try it on the cases that you have.
# Do the same with a row of squares.

? To check | 9 and 11. Each time 2 are added. The row of 20 has 41: the expression is $2n + 1$. With
  squares, $3n + 1$.
""",
        ),
    ),
    activity(
        "equations-expressions",
        "core",
        "practise",
        10,
        Two("Simplificar y quitar paréntesis", "Simplifying and multiplying out"),
        Two(
            """
? $4x + 7 + 3x - 2$ | $7x + 5$.
? $9 - 2x + 6x$ | $4x + 9$.
? $5(x + 3)$ | $5x + 15$: el 5 multiplica a los dos.
? $-2(3x - 4)$ | $-6x + 8$: dos signos menos, en el segundo término.
? $3(x + 2) - x$ | $3x + 6 - x = 2x + 6$.
? ¿Son iguales $2(x + 5)$ y $2x + 5$? | No. Con $x = 1$ valen 12 y 7.

Para saber si dos expresiones son iguales, prueba con dos o tres valores: si alguno falla, no lo son.
""",
            """
? $4x + 7 + 3x - 2$ | $7x + 5$.
? $9 - 2x + 6x$ | $4x + 9$.
? $5(x + 3)$ | $5x + 15$: the 5 multiplies both.
? $-2(3x - 4)$ | $-6x + 8$: two minus signs in the second term.
? $3(x + 2) - x$ | $3x + 6 - x = 2x + 6$.
? Are $2(x + 5)$ and $2x + 5$ equal? | No. With $x = 1$ they are 12 and 7.

To find out whether two expressions are equal, try two or three values: if one fails, they aren't.
""",
        ),
    ),
    activity(
        "equations-expressions",
        "extension",
        "explain",
        12,
        Two("Un truco que siempre sale", "A trick that always works"),
        Two(
            """
Pide a alguien que piense un número y haga esto: sumarle 3, multiplicar por 2, restar 4 y quitar el doble
del número que pensó. Anuncia el resultado: 2.

# Haz el truco con tres números distintos, uno de ellos negativo.
# Llama $x$ al número y escribe cada paso como expresión.
# Explica por escrito por qué siempre sale 2.
# Inventa un truco que siempre dé 10 y otro que devuelva el número pensado.

? Para comprobar | $x + 3$; $2(x + 3) = 2x + 6$; $2x + 2$; $2$. Para que dé 10, por ejemplo: sumar 5,
  doblar y quitar el doble del número.
""",
            """
Ask someone to think of a number and do this: add 3, multiply by 2, take away 4 and take away twice the
number first thought of. Announce the result: 2.

# Do the trick with three different numbers, one of them negative.
# Call the number $x$ and write each step as an expression.
# Explain in writing why it always gives 2.
# Make up a trick that always gives 10 and another that gives back the number thought of.

? To check | $x + 3$; $2(x + 3) = 2x + 6$; $2x + 2$; $2$. To get 10, for example: add 5, double and take
  away twice the number.
""",
        ),
    ),
)
