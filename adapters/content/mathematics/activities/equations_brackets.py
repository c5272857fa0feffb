"""Activities: equations with brackets and with x on both sides."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "equations-brackets",
        "reinforcement",
        "read",
        8,
        Two("Cuando la x está en los dos lados", "When x is on both sides"),
        Two(
            """
Vamos a resolver $5x - 3 = 2x + 9$. La balanza tiene $x$ en los dos platos, así que quitamos las de un
lado:

# Resta $2x$ en los dos lados: $3x - 3 = 9$.
# Suma 3 en los dos lados: $3x = 12$.
# Divide entre 3: $x = 4$.
# Comprueba: $5 × 4 - 3 = 17$ y $2 × 4 + 9 = 17$.

Si hay un paréntesis, primero se quita. En $2(x + 5) = 18$ el 2 multiplica a **todo**: $2x + 10 = 18$, y
no $2x + 5 = 18$.

? Resuelve $2(x + 5) = 18$ | $2x = 8$, $x = 4$.
""",
            """
Let us solve $5x - 3 = 2x + 9$. The balance has $x$ on both pans, so we take those on one side away:

# Subtract $2x$ from both sides: $3x - 3 = 9$.
# Add 3 to both sides: $3x = 12$.
# Divide by 3: $x = 4$.
# Check: $5 × 4 - 3 = 17$ and $2 × 4 + 9 = 17$.

If there is a bracket, multiply it out first. In $2(x + 5) = 18$ the 2 multiplies **everything**: $2x + 10
= 18$, and not $2x + 5 = 18$.

? Solve $2(x + 5) = 18$ | $2x = 8$, $x = 4$.
""",
        ),
    ),
    activity(
        "equations-brackets",
        "reinforcement",
        "practise",
        9,
        Two("De una en una", "One thing at a time"),
        Two(
            """
Cada pregunta es un solo paso. Contesta y abre.

? Quita el paréntesis: $3(x - 4)$ | $3x - 12$.
? En $7x = 4x + 15$, resta $4x$ en los dos lados | $3x = 15$.
? En $6x + 5 = 2x - 3$, resta $2x$ en los dos lados | $4x + 5 = -3$.
? En $4x + 5 = -3$, resta 5 en los dos lados | $4x = -8$.
? Termina la anterior | $x = -2$.
? Comprueba $x = -2$ en $6x + 5 = 2x - 3$ | $6 × (-2) + 5 = -7$ y $2 × (-2) - 3 = -7$. Correcto.

Ahora haz entera $8x - 1 = 5x + 11$ sin mirar los pasos.

? Solución de la última | $3x = 12$, $x = 4$.
""",
            """
Each question is a single step. Answer and open.

? Multiply out: $3(x - 4)$ | $3x - 12$.
? In $7x = 4x + 15$, subtract $4x$ from both sides | $3x = 15$.
? In $6x + 5 = 2x - 3$, subtract $2x$ from both sides | $4x + 5 = -3$.
? In $4x + 5 = -3$, subtract 5 from both sides | $4x = -8$.
? Finish it | $x = -2$.
? Check $x = -2$ in $6x + 5 = 2x - 3$ | $6 × (-2) + 5 = -7$ and $2 × (-2) - 3 = -7$. Right.

Now do the whole of $8x - 1 = 5x + 11$ without looking at the steps.

? Solution of the last one | $3x = 12$, $x = 4$.
""",
        ),
    ),
    activity(
        "equations-brackets",
        "core",
        "practise",
        12,
        Two("Ecuaciones completas", "Whole equations"),
        Two(
            """
? $4(x - 1) = 2x + 10$ | $4x - 4 = 2x + 10$, $2x = 14$, $x = 7$.
? $3x + 8 = 5x - 2$ | $10 = 2x$, $x = 5$.
? $2(3x + 1) = 4(x - 2)$ | $6x + 2 = 4x - 8$, $2x = -10$, $x = -5$.
? $x/2 + x/6 = 4$ | Por 6: $3x + x = 24$, $x = 6$.
? $7 - (x + 2) = 2x - 4$ | $5 - x = 2x - 4$, $9 = 3x$, $x = 3$.
? Un padre tiene 41 años y su hija, 9. ¿Dentro de cuántos años tendrá él el triple? | $41 + x = 3(9 + x)$,
  $14 = 2x$, $x = 7$ años.
""",
            """
? $4(x - 1) = 2x + 10$ | $4x - 4 = 2x + 10$, $2x = 14$, $x = 7$.
? $3x + 8 = 5x - 2$ | $10 = 2x$, $x = 5$.
? $2(3x + 1) = 4(x - 2)$ | $6x + 2 = 4x - 8$, $2x = -10$, $x = -5$.
? $x/2 + x/6 = 4$ | Times 6: $3x + x = 24$, $x = 6$.
? $7 - (x + 2) = 2x - 4$ | $5 - x = 2x - 4$, $9 = 3x$, $x = 3$.
? A father is 41 and his daughter is 9. In how many years will he be three times as old? | $41 + x = 3(9 +
  x)$, $14 = 2x$, $x = 7$ years.
""",
        ),
    ),
    activity(
        "equations-brackets",
        "core",
        "explore",
        10,
        Two("Dos tarifas", "Two prices"),
        Two(
            """
Dos piscinas cobran así:

| Piscina | Abono | Cada entrada |
| Azul | 12 € | 3 € |
| Verde | 0 € | 5 € |

# Haz una tabla de lo que cuesta ir 2, 4, 6 y 8 veces a cada una.
# Escribe con $x$ lo que se paga por $x$ entradas en cada piscina.
# Plantea y resuelve la ecuación que dice cuándo cuestan lo mismo.
# Aconseja a Ana, que irá 5 veces, y a Omar, que irá 10.

? Para comprobar | $12 + 3x = 5x$, así que $x = 6$: por 6 entradas se pagan 30 € en las dos. A Ana le
  conviene la verde (25 € frente a 27 €) y a Omar, la azul (42 € frente a 50 €).
""",
            """
Two swimming pools charge like this:

| Pool | Pass | Each visit |
| Blue | €12 | €3 |
| Green | €0 | €5 |

# Make a table of what 2, 4, 6 and 8 visits cost at each.
# Write with $x$ what is paid for $x$ visits at each pool.
# Set up and solve the equation that says when they cost the same.
# Advise Ana, who will go 5 times, and Omar, who will go 10 times.

? To check | $12 + 3x = 5x$, so $x = 6$: 6 visits cost €30 at both. Green is better for Ana (€25 against
  €27) and blue for Omar (€42 against €50).
""",
        ),
    ),
    activity(
        "equations-brackets",
        "extension",
        "explain",
        12,
        Two("Sin solución o con todas", "None or all of them"),
        Two(
            """
Resuelve estas tres ecuaciones:

# $2(x + 3) = 2x + 6$
# $2(x + 3) = 2x + 5$
# $2(x + 3) = x + 6$

¿Qué ocurre en las dos primeras cuando intentas dejar la $x$ sola? Prueba con varios números.

Explica a alguien de tu clase, con una balanza o con un ejemplo de compras, por qué una ecuación puede no
tener solución y por qué otra puede cumplirse siempre. Después inventa una de cada tipo.

? Para comprobar | La primera queda $6 = 6$: la cumplen todos los números. La segunda pediría que 6 fuera
  5: no la cumple ninguno. La tercera solo la cumple $x = 0$.
""",
            """
Solve these three equations:

# $2(x + 3) = 2x + 6$
# $2(x + 3) = 2x + 5$
# $2(x + 3) = x + 6$

What happens in the first two when you try to leave $x$ alone? Try several numbers.

Explain to a classmate, with a balance or with an example from shopping, why an equation may have no
solution and why another may always be true. Then make up one of each kind.

? To check | The first becomes $6 = 6$: every number fulfils it. The second would need 6 to be 5: no
  number fulfils it. The third is fulfilled only by $x = 0$.
""",
        ),
    ),
)
