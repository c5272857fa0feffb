"""Activities: multiplying, dividing and combining integers."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "integers-multiply",
        "reinforcement",
        "read",
        7,
        Two("La regla de los signos, con sentido", "The rule of signs, with a meaning"),
        Two(
            """
Mira cómo sigue la lista:

* $3 × (-2) = -6$
* $2 × (-2) = -4$
* $1 × (-2) = -2$
* $0 × (-2) = 0$
* $(-1) × (-2) = 2$

Cada línea es 2 más que la anterior, así que después del 0 **tiene que venir un 2**. Por eso negativo por
negativo es positivo.

**Signos iguales, positivo; signos distintos, negativo.** Al dividir pasa lo mismo: $-12 ÷ 3 = -4$ y $-12
÷ (-3) = 4$.

Y en las cuentas combinadas: primero paréntesis, luego $×$ y $÷$, y al final $+$ y $-$.

? $5 - 2 × (-3)$ | $5 - (-6) = 11$.
""",
            """
See how the list goes on:

* $3 × (-2) = -6$
* $2 × (-2) = -4$
* $1 × (-2) = -2$
* $0 × (-2) = 0$
* $(-1) × (-2) = 2$

Each line is 2 more than the one before, so after 0 there **must be a 2**. That is why negative times
negative is positive.

**Equal signs, positive; different signs, negative.** It is the same when you divide: $-12 ÷ 3 = -4$ and
$-12 ÷ (-3) = 4$.

And in combined calculations: first brackets, then $×$ and $÷$, and $+$ and $-$ last.

? $5 - 2 × (-3)$ | $5 - (-6) = 11$.
""",
        ),
    ),
    activity(
        "integers-multiply",
        "reinforcement",
        "practise",
        8,
        Two("Primero el signo", "The sign first"),
        Two(
            """
Haz cada cuenta en dos tiempos: primero di el signo, después el número.

? $(-7) × 6$ | Signos distintos: negativo. $-42$.
? $(-9) × (-4)$ | Signos iguales: positivo. $36$.
? $-40 ÷ 8$ | Signos distintos: negativo. $-5$.
? $-27 ÷ (-9)$ | Signos iguales: positivo. $3$.
? $(-2) × (-5) × (-3)$ | Tres factores negativos: negativo. $-30$.
? $(-5)^2$ | Es $(-5) × (-5)$: positivo. $25$.

¿En cuál has dudado? Escríbela otra vez mañana sin mirar.
""",
            """
Do each one in two beats: first say the sign, then the number.

? $(-7) × 6$ | Different signs: negative. $-42$.
? $(-9) × (-4)$ | Equal signs: positive. $36$.
? $-40 ÷ 8$ | Different signs: negative. $-5$.
? $-27 ÷ (-9)$ | Equal signs: positive. $3$.
? $(-2) × (-5) × (-3)$ | Three negative factors: negative. $-30$.
? $(-5)^2$ | It is $(-5) × (-5)$: positive. $25$.

Which one made you hesitate? Write it again tomorrow without looking.
""",
        ),
    ),
    activity(
        "integers-multiply",
        "core",
        "practise",
        10,
        Two("El orden importa", "Order matters"),
        Two(
            """
Subraya en cada cuenta lo que harías primero. Después calcula.

? $8 - 3 × 4$ | Primero $3 × 4 = 12$: $8 - 12 = -4$.
? $(8 - 3) × (-4)$ | Primero el paréntesis: $5 × (-4) = -20$.
? $-6 + 18 ÷ (-3)$ | Primero $18 ÷ (-3) = -6$: $-6 - 6 = -12$.
? $-2 × (5 - 9) - 7$ | $-2 × (-4) - 7 = 8 - 7 = 1$.
? $10 - (-2)^3$ | $(-2)^3 = -8$, así que $10 + 8 = 18$.
? $-24 ÷ 4 × 2$ | De izquierda a derecha: $-6 × 2 = -12$.
""",
            """
Underline in each one what you would do first. Then work it out.

? $8 - 3 × 4$ | First $3 × 4 = 12$: $8 - 12 = -4$.
? $(8 - 3) × (-4)$ | First the bracket: $5 × (-4) = -20$.
? $-6 + 18 ÷ (-3)$ | First $18 ÷ (-3) = -6$: $-6 - 6 = -12$.
? $-2 × (5 - 9) - 7$ | $-2 × (-4) - 7 = 8 - 7 = 1$.
? $10 - (-2)^3$ | $(-2)^3 = -8$, so $10 + 8 = 18$.
? $-24 ÷ 4 × 2$ | From left to right: $-6 × 2 = -12$.
""",
        ),
    ),
    activity(
        "integers-multiply",
        "core",
        "explore",
        10,
        Two("Llegar a menos diez", "Getting to minus ten"),
        Two(
            """
Usa los números $-2$, $3$, $-4$ y $6$, cada uno una vez como mucho, con las cuatro operaciones y los
paréntesis que quieras.

# Consigue $-10$ de dos maneras distintas.
# Consigue el mayor resultado que puedas.
# Consigue el menor.
# Consigue $0$ usando los cuatro números.

Anota cada cuenta en una sola línea y pide a alguien que la compruebe.

? Algunas respuestas | $-4 - 6 = -10$ y $(-2) × 3 + (-4) = -10$. El mayor es el producto de los cuatro,
  $144$. El menor es $6 × (-4) × (3 - (-2)) = -120$. Un cero: $3 × (-4) - (-2) × 6$.
""",
            """
Use the numbers $-2$, $3$, $-4$ and $6$, each once at most, with the four operations and any brackets you
like.

# Get $-10$ in two different ways.
# Get the greatest result you can.
# Get the least.
# Get $0$ using all four numbers.

Write each one in a single line and ask someone to check it.

? Some answers | $-4 - 6 = -10$ and $(-2) × 3 + (-4) = -10$. The greatest is the product of all four,
  $144$. The least is $6 × (-4) × (3 - (-2)) = -120$. A zero: $3 × (-4) - (-2) × 6$.
""",
        ),
    ),
    activity(
        "integers-multiply",
        "extension",
        "explain",
        12,
        Two("Potencias que cambian de signo", "Powers that change sign"),
        Two(
            """
Calcula $(-2)^1$, $(-2)^2$, $(-2)^3$, $(-2)^4$ y $(-2)^5$.

# ¿Cuándo sale positivo y cuándo negativo?
# Sin calcular, di el signo de $(-3)^{10}$, $(-7)^{15}$ y $(-1)^{100}$.
# ¿Por qué $-2^4$ y $(-2)^4$ no valen lo mismo?
# ¿Cuánto vale $(-1)^1 + (-1)^2 + (-1)^3 + ... + (-1)^{20}$?

Prepara una explicación del tercer punto para alguien que solo haya visto potencias de positivos.

? Para comprobar | Con exponente par, positivo; con impar, negativo. Signos: $+$, $-$ y $+$. En $-2^4$ el
  exponente solo afecta al 2: vale $-16$; $(-2)^4$ vale $16$. La suma es $0$: se anulan de dos en dos.
""",
            """
Work out $(-2)^1$, $(-2)^2$, $(-2)^3$, $(-2)^4$ and $(-2)^5$.

# When is the result positive and when negative?
# Without working them out, say the sign of $(-3)^{10}$, $(-7)^{15}$ and $(-1)^{100}$.
# Why don't $-2^4$ and $(-2)^4$ have the same value?
# What is $(-1)^1 + (-1)^2 + (-1)^3 + ... + (-1)^{20}$?

Prepare an explanation of the third point for someone who has only seen powers of positive numbers.

? To check | With an even exponent, positive; with an odd one, negative. Signs: $+$, $-$ and $+$. In
  $-2^4$ the exponent belongs only to the 2: it is $-16$; $(-2)^4$ is $16$. The sum is $0$: they cancel in
  pairs.
""",
        ),
    ),
)
