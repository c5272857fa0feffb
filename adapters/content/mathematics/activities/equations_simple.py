"""Activities: one-step and two-step equations."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "equations-simple",
        "reinforcement",
        "read",
        7,
        Two("Una balanza en equilibrio", "A balance"),
        Two(
            """
Una ecuación es como una balanza: los dos platos pesan lo mismo. Si haces **lo mismo en los dos lados**,
sigue en equilibrio.

$3x + 5 = 20$

# Quita 5 en los dos lados: $3x = 15$.
# Divide entre 3 los dos lados: $x = 5$.
# Comprueba: $3 × 5 + 5 = 20$. ¡Bien!

Para dejar la $x$ sola se **deshace** lo que se le ha hecho, empezando por lo último: lo que suma se
resta, lo que multiplica se divide.

? Resuelve $x/4 - 1 = 2$ | Se suma 1: $x/4 = 3$. Se multiplica por 4: $x = 12$.
""",
            """
An equation is like a balance: both pans weigh the same. If you do **the same to both sides**, it stays
level.

$3x + 5 = 20$

# Take 5 away from both sides: $3x = 15$.
# Divide both sides by 3: $x = 5$.
# Check: $3 × 5 + 5 = 20$. Good!

To leave $x$ alone you **undo** what was done to it, beginning with the last thing: undo adding by
subtracting, undo multiplying by dividing.

? Solve $x/4 - 1 = 2$ | Add 1: $x/4 = 3$. Multiply by 4: $x = 12$.
""",
        ),
    ),
    activity(
        "equations-simple",
        "reinforcement",
        "explore",
        9,
        Two("Sobres con fichas", "Envelopes and counters"),
        Two(
            """
Necesitas dos o tres sobres y unas 20 fichas. Mete en cada sobre el **mismo** número de fichas, sin decir
cuántas: cada sobre es $x$.

# Pon a la izquierda de la mesa 2 sobres y 3 fichas; a la derecha, tantas fichas sueltas como haya en
  total a la izquierda.
# Escribe la ecuación que se ve.
# Retira 3 fichas de cada lado. Escribe la nueva ecuación.
# Reparte las de la derecha entre los dos sobres. Abre uno y comprueba.
# Cambia los papeles con alguien y usa 3 sobres.

? Ejemplo | Con 4 fichas por sobre, a la derecha hay 11: $2x + 3 = 11$, $2x = 8$, $x = 4$.
""",
            """
You need two or three envelopes and about 20 counters. Put the **same** number of counters in each
envelope without saying how many: each envelope is $x$.

# Put 2 envelopes and 3 counters on the left of the table; on the right, as many loose counters as there
  are in all on the left.
# Write the equation that you see.
# Take 3 counters away from each side. Write the new equation.
# Share those on the right between the two envelopes. Open one and check.
# Swap roles with someone and use 3 envelopes.

? Example | With 4 counters in each envelope, there are 11 on the right: $2x + 3 = 11$, $2x = 8$, $x = 4$.
""",
        ),
    ),
    activity(
        "equations-simple",
        "core",
        "practise",
        10,
        Two("Resolver y comprobar", "Solve and check"),
        Two(
            """
Resuelve en el cuaderno y comprueba siempre poniendo tu solución en la ecuación.

? $x - 9 = -4$ | $x = 5$.
? $6x = 42$ | $x = 7$.
? $x/5 = -3$ | $x = -15$.
? $4x - 7 = 21$ | $4x = 28$, $x = 7$.
? $10 - 3x = 1$ | $-3x = -9$, $x = 3$.
? $2x + 9 = 4$ | $2x = -5$, $x = -5/2$.
? Tres bocadillos iguales y un zumo de 2 € cuestan 17 €. ¿Cuánto cuesta cada bocadillo? | $3x + 2 = 17$,
  $x = 5$ €.
""",
            """
Solve in your notebook and always check by putting your solution into the equation.

? $x - 9 = -4$ | $x = 5$.
? $6x = 42$ | $x = 7$.
? $x/5 = -3$ | $x = -15$.
? $4x - 7 = 21$ | $4x = 28$, $x = 7$.
? $10 - 3x = 1$ | $-3x = -9$, $x = 3$.
? $2x + 9 = 4$ | $2x = -5$, $x = -5/2$.
? Three equal sandwiches and a juice for €2 cost €17. How much is each sandwich? | $3x + 2 = 17$, $x = 5$
  euros.
""",
        ),
    ),
    activity(
        "equations-simple",
        "core",
        "explain",
        8,
        Two("«Pasa al otro lado»", "“Move it to the other side”"),
        Two(
            """
Noa resuelve así: «$5x + 4 = 19$. Paso el 4 al otro lado: $5x = 23$. Paso el 5 restando: $x = 18$».

# Comprueba si 18 es solución.
# Señala los dos errores.
# Escribe lo que hay que hacer en cada paso **en los dos lados** de la igualdad.
# Prepara una explicación con una balanza dibujada para que Noa vea por qué «pasar» un número cambia la
  operación.

? Para comprobar | $5 × 18 + 4 = 94$, no 19. Hay que restar 4 en los dos lados, $5x = 15$, y dividir entre
  5 los dos lados: $x = 3$.
""",
            """
Noa solves like this: “$5x + 4 = 19$. I move the 4 to the other side: $5x = 23$. I move the 5 by
subtracting: $x = 18$.”

# Check whether 18 is a solution.
# Point out the two mistakes.
# Write what must be done at each step **to both sides** of the equation.
# Prepare an explanation with a drawing of a balance, so that Noa sees why “moving” a number changes the
  operation.

? To check | $5 × 18 + 4 = 94$, not 19. Take 4 away from both sides, $5x = 15$, and divide both sides by
  5: $x = 3$.
""",
        ),
    ),
    activity(
        "equations-simple",
        "extension",
        "explore",
        12,
        Two("Pirámides de números", "Number pyramids"),
        Two(
            """
En una pirámide, cada casilla es la suma de las dos que tiene debajo. La base es $4$, $x$ y $7$.

# Escribe con $x$ las dos casillas del segundo piso y la de arriba.
# ¿Cuánto vale $x$ si arriba hay 21?
# ¿Y si arriba hay 8?
# Con una base de cuatro casillas, $1$, $x$, $2$ y $3$, ¿cuánto vale $x$ si arriba hay 22?
# Inventa una pirámide cuya $x$ sea negativa.

? Para comprobar | Segundo piso: $4 + x$ y $x + 7$; arriba, $2x + 11$. Con 21, $x = 5$; con 8, $x = -3/2$.
  Con cuatro casillas, arriba hay $3x + 10$: $x = 4$.
""",
            """
In a pyramid, each box is the sum of the two below it. The base is $4$, $x$ and $7$.

# Write the two boxes on the second level and the top one with $x$.
# What is $x$ if the top is 21?
# And if the top is 8?
# With a base of four boxes, $1$, $x$, $2$ and $3$, what is $x$ if the top is 22?
# Make up a pyramid whose $x$ is negative.

? To check | Second level: $4 + x$ and $x + 7$; top, $2x + 11$. With 21, $x = 5$; with 8, $x = -3/2$. With
  four boxes, the top is $3x + 10$: $x = 4$.
""",
        ),
    ),
)
