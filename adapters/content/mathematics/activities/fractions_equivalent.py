"""Activities: equivalent fractions and simplifying."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "fractions-equivalent",
        "reinforcement",
        "read",
        6,
        Two("La misma pizza, más trozos", "The same pizza, more slices"),
        Two(
            """
Una pizza se parte en 4 trozos iguales y te comes 3: has comido $3/4$. Ahora imagina que cada trozo se
corta por la mitad. Hay 8 trozos y te has comido 6: $6/8$. **La cantidad es la misma**, solo hay más
trozos y más pequeños.

$3/4 = (3 × 2)/(4 × 2) = 6/8$

Para volver atrás se divide: $6/8 = (6 ÷ 2)/(8 ÷ 2) = 3/4$. Eso es simplificar.

* Se multiplica o se divide **arriba y abajo por el mismo número**.
* Sumar lo mismo arriba y abajo no vale: $(3 + 1)/(4 + 1) = 4/5$ es más que $3/4$.

? ¿Cuántos doceavos son $3/4$? | De 4 a 12 se multiplica por 3: $3/4 = 9/12$.
""",
            """
A pizza is cut into 4 equal slices and you eat 3: you have eaten $3/4$. Now imagine that every slice is
cut in half. There are 8 slices and you have eaten 6: $6/8$. **The amount is the same**; the slices are
just more and smaller.

$3/4 = (3 × 2)/(4 × 2) = 6/8$

To go back you divide: $6/8 = (6 ÷ 2)/(8 ÷ 2) = 3/4$. That is simplifying.

* Multiply or divide **top and bottom by the same number**.
* Adding the same to both doesn't work: $(3 + 1)/(4 + 1) = 4/5$ is more than $3/4$.

? How many twelfths are $3/4$? | From 4 to 12 you multiply by 3: $3/4 = 9/12$.
""",
        ),
    ),
    activity(
        "fractions-equivalent",
        "reinforcement",
        "explore",
        8,
        Two("Dobla y colorea", "Fold and colour"),
        Two(
            """
Necesitas una tira de papel de unos 20 cm y un lápiz de color.

# Dobla la tira por la mitad y vuelve a doblarla por la mitad. Ábrela: hay 4 partes iguales.
# Colorea 3 partes. Escribe debajo la fracción coloreada.
# Dobla otra vez como antes y añade un doblez más. Ábrela y cuenta las partes y las coloreadas.
# Escribe la nueva fracción junto a la primera, con un signo igual en medio.

¿Ha cambiado lo coloreado? ¿Por cuánto se han multiplicado las partes coloreadas y el total?

? Lo que deberías ver | Primero $3/4$, después $6/8$. Lo coloreado es lo mismo, y los dos números se han
  multiplicado por 2. Con otro doblez saldría $12/16$.
""",
            """
You need a strip of paper of about 20 cm and a coloured pencil.

# Fold the strip in half and then in half again. Open it: there are 4 equal parts.
# Colour 3 parts. Write the coloured fraction underneath.
# Fold it as before and add one more fold. Open it and count the parts and the coloured ones.
# Write the new fraction next to the first, with an equals sign between them.

Has the coloured amount changed? What have the coloured parts and the total been multiplied by?

? What you should see | First $3/4$, then $6/8$. The coloured amount is the same, and both numbers have
  been multiplied by 2. One more fold would give $12/16$.
""",
        ),
    ),
    activity(
        "fractions-equivalent",
        "core",
        "practise",
        10,
        Two("Simplifica sin prisa", "Simplify without hurry"),
        Two(
            """
Para simplificar, busca un número que divida a los dos términos. Si no ves el mayor, hazlo en varios
pasos: $24/60 = 12/30 = 6/15 = 2/5$.

Haz cada una en tu cuaderno antes de abrir la respuesta.

? Simplifica $10/15$ | Los dos se dividen entre 5: $2/3$.
? Simplifica $16/28$ | Entre 4: $4/7$. Si has dividido entre 2, aún podías seguir.
? Simplifica $27/45$ | Entre 9: $3/5$. Son impares, pero se simplifican.
? Completa $5/6 = □/42$ | $42 = 6 × 7$, así que arriba va $5 × 7 = 35$.
? ¿Es irreducible $21/35$? | No: 7 divide a los dos y queda $3/5$.

¿Cuántas has hecho en un solo paso? En la próxima, prueba primero con el 2, el 3, el 5 y el 7.
""",
            """
To simplify, look for a number that divides both terms. If you don't see the greatest, go step by step:
$24/60 = 12/30 = 6/15 = 2/5$.

Do each one in your notebook before you open the answer.

? Simplify $10/15$ | Both can be divided by 5: $2/3$.
? Simplify $16/28$ | By 4: $4/7$. If you divided by 2, you could still go on.
? Simplify $27/45$ | By 9: $3/5$. They are odd, but they do simplify.
? Complete $5/6 = □/42$ | $42 = 6 × 7$, so the top is $5 × 7 = 35$.
? Is $21/35$ in simplest form? | No: 7 divides both and leaves $3/5$.

How many did you do in a single step? Next time, try 2, 3, 5 and 7 first.
""",
        ),
    ),
    activity(
        "fractions-equivalent",
        "core",
        "explain",
        8,
        Two("Convence a Leo", "Convince Leo"),
        Two(
            """
Leo escribe: «$2/3 = 4/5$, porque he sumado 2 arriba y 2 abajo».

Prepara una explicación de un minuto para Leo, como si la grabaras en un audio. Tiene que llevar:

* un dibujo de dos rectángulos iguales, uno con $2/3$ y otro con $4/5$ coloreados;
* una frase que diga qué se puede hacer arriba y abajo sin cambiar la cantidad;
* una fracción que sí sea igual a $2/3$.

Léela en voz alta a otra persona. ¿La ha entendido sin preguntar?

? Una explicación posible | En $2/3$ falta un trozo de un tercio; en $4/5$ falta uno de un quinto, que es
  más pequeño. Por eso $4/5$ es más. Solo se puede multiplicar o dividir: $2/3 = 4/6$.
""",
            """
Leo writes: “$2/3 = 4/5$, because I added 2 at the top and 2 at the bottom.”

Prepare a one-minute explanation for Leo, as if you were recording it. It must have:

* a drawing of two equal rectangles, one with $2/3$ and the other with $4/5$ coloured;
* a sentence that says what may be done to top and bottom without changing the amount;
* a fraction that really is equal to $2/3$.

Read it aloud to someone. Did they understand it without asking?

? One possible explanation | In $2/3$ a third is missing; in $4/5$ a fifth is missing, which is smaller.
  So $4/5$ is more. You may only multiply or divide: $2/3 = 4/6$.
""",
        ),
    ),
    activity(
        "fractions-equivalent",
        "extension",
        "explore",
        12,
        Two("¿Cuántas fracciones caben?", "How many fractions are there?"),
        Two(
            """
Piensa en las fracciones menores que 1 con denominador 12: $1/12$, $2/12$... hasta $11/12$.

# Simplifícalas todas. ¿Cuántas siguen teniendo el 12 debajo?
# ¿Qué tienen en común sus numeradores?
# Repite con denominador 7 y con denominador 10.
# Antes de contar, adivina cuántas quedan con denominador 15.

¿Cuándo no se puede simplificar ninguna? Escribe una regla con tus palabras.

? Resultados para comparar | Con 12 quedan cuatro: 1, 5, 7 y 11, que no comparten divisores con 12. Con 7
  quedan las seis, porque 7 es primo. Con 10 quedan cuatro y con 15 quedan ocho.
""",
            """
Think of the fractions less than 1 with denominator 12: $1/12$, $2/12$... up to $11/12$.

# Simplify them all. How many still have 12 at the bottom?
# What do their numerators have in common?
# Do the same with denominator 7 and with denominator 10.
# Before you count, guess how many remain with denominator 15.

When can none of them be simplified? Write a rule in your own words.

? Results to compare with | With 12, four remain: 1, 5, 7 and 11, which share no factor with 12. With 7
  all six remain, as 7 is prime. With 10 four remain, and with 15 eight.
""",
        ),
    ),
)
