"""Activities: adding and subtracting fractions."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "fractions-add",
        "reinforcement",
        "read",
        7,
        Two("Solo se suman partes iguales", "Only equal parts can be added"),
        Two(
            """
Dos manzanas y tres peras no son «cinco manzanas». Con las fracciones pasa igual: los medios y los tercios
son partes de distinto tamaño.

Para calcular $1/2 + 1/3$:

# Se busca un número que esté en la tabla del 2 y en la del 3: el 6.
# Se cambia cada fracción: $1/2 = 3/6$ y $1/3 = 2/6$.
# Ahora sí se suman las partes: $3/6 + 2/6 = 5/6$.

El denominador **no se suma**: dice el tamaño de las partes, y ese no cambia.

? ¿Puede ser $1/2 + 1/3 = 2/5$? | No: $2/5$ es menos que la mitad, y ya teníamos la mitad antes de sumar
  nada.
""",
            """
Two apples and three pears are not “five apples”. It is the same with fractions: halves and thirds are
parts of different sizes.

To work out $1/2 + 1/3$:

# Look for a number in the tables of both 2 and 3: 6.
# Change each fraction: $1/2 = 3/6$ and $1/3 = 2/6$.
# Now the parts can be added: $3/6 + 2/6 = 5/6$.

The denominator is **not added**: it tells the size of the parts, and that stays the same.

? Can $1/2 + 1/3$ be $2/5$? | No: $2/5$ is less than a half, and we already had a half before adding
  anything.
""",
        ),
    ),
    activity(
        "fractions-add",
        "reinforcement",
        "explore",
        8,
        Two("Suma con tiras de papel", "Adding with strips of paper"),
        Two(
            """
Recorta tres tiras de papel de 24 cm. Deja una entera: es la unidad.

# De la segunda, corta $1/3$ (8 cm). De la tercera, corta $1/4$ (6 cm).
# Pon los dos trozos seguidos sobre la unidad. ¿Hasta dónde llegan, en centímetros?
# Escribe esa longitud como fracción de 24.
# Simplifica si puedes y compara con la cuenta $1/3 + 1/4$.

Ahora quita $1/4$ de $1/3$: ¿qué diferencia de longitud hay entre los dos trozos?

? Para comprobar | Llegan a 14 cm: $14/24 = 7/12$, y la cuenta da lo mismo, $4/12 + 3/12$. La diferencia
  son 2 cm: $2/24 = 1/12$.
""",
            """
Cut three strips of paper of 24 cm. Leave one whole: it is the unit.

# From the second, cut $1/3$ (8 cm). From the third, cut $1/4$ (6 cm).
# Lay both pieces one after the other along the unit. How far do they reach, in centimetres?
# Write that length as a fraction of 24.
# Simplify if you can and compare it with $1/3 + 1/4$.

Now take $1/4$ away from $1/3$: what is the difference in length between the two pieces?

? To check | They reach 14 cm: $14/24 = 7/12$, and the sum gives the same, $4/12 + 3/12$. The difference
  is 2 cm: $2/24 = 1/12$.
""",
        ),
    ),
    activity(
        "fractions-add",
        "core",
        "practise",
        10,
        Two("Suma, resta y comprueba", "Add, subtract and check"),
        Two(
            """
Antes de cada cuenta, di en voz alta si el resultado pasará de 1. Después calcula y abre la respuesta.

? $2/5 + 1/3$ | Con 15: $6/15 + 5/15 = 11/15$. No pasa de 1.
? $3/4 + 5/6$ | Con 12: $9/12 + 10/12 = 19/12$. Pasa de 1, como se esperaba de dos fracciones grandes.
? $7/8 - 1/6$ | Con 24: $21/24 - 4/24 = 17/24$.
? $1 - 3/10 - 2/5$ | $10/10 - 3/10 - 4/10 = 3/10$.
? $1/6 + □ = 3/4$ | $3/4 - 1/6 = 9/12 - 2/12 = 7/12$.

Si una no te ha salido, mira en qué paso ha sido: al buscar el denominador, al cambiar el numerador o al
simplificar.
""",
            """
Before each one, say aloud whether the result will be more than 1. Then work it out and open the answer.

? $2/5 + 1/3$ | With 15: $6/15 + 5/15 = 11/15$. Not more than 1.
? $3/4 + 5/6$ | With 12: $9/12 + 10/12 = 19/12$. More than 1, as expected of two big fractions.
? $7/8 - 1/6$ | With 24: $21/24 - 4/24 = 17/24$.
? $1 - 3/10 - 2/5$ | $10/10 - 3/10 - 4/10 = 3/10$.
? $1/6 + □ = 3/4$ | $3/4 - 1/6 = 9/12 - 2/12 = 7/12$.

If one went wrong, see in which step: finding the denominator, changing the numerator or simplifying.
""",
        ),
    ),
    activity(
        "fractions-add",
        "core",
        "explain",
        8,
        Two("Encuentra y explica el error", "Find and explain the mistake"),
        Two(
            """
Esto es lo que ha escrito Hugo:

# $5/6 - 1/4 = (5 - 1)/(6 - 4)$
# $4/2 = 2$

Escríbele una nota de tres o cuatro frases. Empieza por algo que muestre que el resultado no puede ser,
sin hacer ninguna cuenta larga. Sigue con el paso que ha fallado y por qué. Termina con la cuenta bien
hecha.

? Una nota posible | Hugo, si a algo menor que 1 le quitas una parte, no puede quedar 2. Los denominadores
  dicen el tamaño de las partes y no se restan. Con denominador 12: $10/12 - 3/12 = 7/12$.

Enseña tu nota a alguien de clase y pregúntale qué frase le ha ayudado más.
""",
            """
This is what Hugo has written:

# $5/6 - 1/4 = (5 - 1)/(6 - 4)$
# $4/2 = 2$

Write him a note of three or four sentences. Begin with something that shows that the result is
impossible, without long calculations. Go on with the step that failed and why. End with the calculation
done right.

? One possible note | Hugo, if you take a part away from something less than 1, you can't be left with 2.
  Denominators tell the size of the parts and aren't subtracted. With denominator 12: $10/12 - 3/12 =
  7/12$.

Show your note to a classmate and ask which sentence helped most.
""",
        ),
    ),
    activity(
        "fractions-add",
        "extension",
        "explore",
        12,
        Two("Fracciones del antiguo Egipto", "Fractions of ancient Egypt"),
        Two(
            """
En el antiguo Egipto casi solo se usaban fracciones con un 1 arriba, y no se repetían. En lugar de $3/4$
escribían $1/2 + 1/4$.

# Escribe así $5/6$ y $7/12$.
# Prueba con $2/5$. Pista: ¿cuál es la mayor fracción con un 1 arriba que cabe en $2/5$? Réstala y mira
  qué queda.
# Usa el mismo truco con $4/5$.
# ¿Hay más de una forma de escribir $2/3$?

? Algunas soluciones | $5/6 = 1/2 + 1/3$; $7/12 = 1/3 + 1/4$; $2/5 = 1/3 + 1/15$; $4/5 = 1/2 + 1/4 +
  1/20$; $2/3 = 1/2 + 1/6$, y también $1/3 + 1/4 + 1/12$.
""",
            """
In ancient Egypt, hardly any fractions were used but those with a 1 at the top, and none was repeated.
Instead of $3/4$ they wrote $1/2 + 1/4$.

# Write $5/6$ and $7/12$ in this way.
# Try $2/5$. Hint: what is the greatest fraction with a 1 at the top that fits in $2/5$? Take it away and
  see what is left.
# Use the same trick with $4/5$.
# Is there more than one way to write $2/3$?

? Some solutions | $5/6 = 1/2 + 1/3$; $7/12 = 1/3 + 1/4$; $2/5 = 1/3 + 1/15$; $4/5 = 1/2 + 1/4 + 1/20$;
  $2/3 = 1/2 + 1/6$, and also $1/3 + 1/4 + 1/12$.
""",
        ),
    ),
)
