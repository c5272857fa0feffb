"""Activities: converting fractions and decimals."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "decimals-fractions",
        "reinforcement",
        "read",
        6,
        Two("Dos nombres para un número", "Two names for one number"),
        Two(
            """
$3/4$ y $0,75$ son el mismo número con dos nombres.

**De fracción a decimal:** se divide arriba entre abajo, $3 ÷ 4 = 0,75$. Ojo: no es 3,4.

**De decimal a fracción:** se mira el lugar de la última cifra. En $0,75$ son centésimas: $75/100$, que
simplificada es $3/4$.

Conviene saberse de memoria:

| Fracción | Decimal |
| $1/2$ | 0,5 |
| $1/4$ | 0,25 |
| $1/5$ | 0,2 |
| $1/8$ | 0,125 |
| $1/10$ | 0,1 |

? ¿Cuánto es $3/5$? | Tres veces $1/5$: $3 × 0,2 = 0,6$.
""",
            """
$3/4$ and $0.75$ are the same number with two names.

**From fraction to decimal:** divide top by bottom, $3 ÷ 4 = 0.75$. Careful: it isn't 3.4.

**From decimal to fraction:** look at the place of the last digit. In $0.75$ it is hundredths: $75/100$,
which simplifies to $3/4$.

These are worth knowing by heart:

| Fraction | Decimal |
| $1/2$ | 0.5 |
| $1/4$ | 0.25 |
| $1/5$ | 0.2 |
| $1/8$ | 0.125 |
| $1/10$ | 0.1 |

? How much is $3/5$? | Three times $1/5$: $3 × 0.2 = 0.6$.
""",
        ),
    ),
    activity(
        "decimals-fractions",
        "reinforcement",
        "practise",
        8,
        Two("Parejas", "Pairs"),
        Two(
            """
Escribe en un papel estas ocho tarjetas y recórtalas: $1/4$, $2/5$, $7/10$, $9/20$; 0,7; 0,45; 0,25 y 0,4.

Forma las cuatro parejas sin mirar. Después comprueba.

? La pareja de $1/4$ | 0,25: es la mitad de la mitad.
? La pareja de $2/5$ | $2/5 = 4/10 = 0,4$.
? La pareja de $7/10$ | 0,7: siete décimas.
? La pareja de $9/20$ | $9/20 = 45/100 = 0,45$.

Haz ahora dos parejas nuevas y dáselas a alguien. Un buen truco para crear parejas: empieza por una
fracción con denominador 10, 20, 25, 50 o 100.
""",
            """
Write these eight cards on paper and cut them out: $1/4$, $2/5$, $7/10$, $9/20$, 0.7, 0.45, 0.25 and 0.4.

Make the four pairs without looking. Then check.

? The partner of $1/4$ | 0.25: it is half of a half.
? The partner of $2/5$ | $2/5 = 4/10 = 0.4$.
? The partner of $7/10$ | 0.7: seven tenths.
? The partner of $9/20$ | $9/20 = 45/100 = 0.45$.

Now make two new pairs and give them to someone. A good trick for making pairs: begin with a fraction
whose denominator is 10, 20, 25, 50 or 100.
""",
        ),
    ),
    activity(
        "decimals-fractions",
        "core",
        "practise",
        9,
        Two("De un lado al otro", "Back and forth"),
        Two(
            """
Hazlas por escrito y abre después la respuesta.

? $7/8$ como decimal | $7 ÷ 8 = 0,875$.
? $0,36$ como fracción irreducible | $36/100 = 9/25$.
? $2,5$ como fracción irreducible | $25/10 = 5/2$.
? ¿Cuál es mayor, $0,6$ o $5/8$? | $5/8 = 0,625$: es mayor.
? ¿Cuál es mayor, $1/3$ o $0,33$? | $1/3 = 0,333...$ no se acaba nunca: es un poco mayor.
? $0,008$ como fracción irreducible | Son milésimas: $8/1000 = 1/125$.
""",
            """
Do them in writing and then open the answer.

? $7/8$ as a decimal | $7 ÷ 8 = 0.875$.
? $0.36$ as a fraction in simplest form | $36/100 = 9/25$.
? $2.5$ as a fraction in simplest form | $25/10 = 5/2$.
? Which is greater, $0.6$ or $5/8$? | $5/8 = 0.625$: it is greater.
? Which is greater, $1/3$ or $0.33$? | $1/3 = 0.333...$ never ends: it is a little greater.
? $0.008$ as a fraction in simplest form | They are thousandths: $8/1000 = 1/125$.
""",
        ),
    ),
    activity(
        "decimals-fractions",
        "core",
        "explain",
        8,
        Two("Tres cuartos no es tres coma cuatro", "Three quarters isn't three point four"),
        Two(
            """
En una receta pone «$3/4$ kg de patatas» y Omar ha puesto la balanza en 3,4 kg.

Prepara lo que le dirías por teléfono, sin que pueda ver ningún dibujo. Intenta que incluya:

* por qué $3/4$ tiene que ser menos que 1;
* cómo se calcula el decimal;
* un truco para que no le vuelva a pasar.

Después prueba tu explicación con $2/5$ L de leche. ¿Sirve igual?

? Una explicación posible | Si partes un kilo en 4 y tomas 3, no llegas a un kilo. La barra de la fracción
  es una división: $3 ÷ 4 = 0,75$ kg. Y $2 ÷ 5 = 0,4$ L.
""",
            """
A recipe says “$3/4$ kg of potatoes” and Omar has weighed out 3.4 kg.

Prepare what you would tell him on the phone, where he can see no drawing. Try to include:

* why $3/4$ must be less than 1;
* how the decimal is worked out;
* a trick to keep it from happening again.

Then try your explanation with $2/5$ L of milk. Does it work just as well?

? One possible explanation | If you cut a kilo into 4 and take 3, you don't reach a kilo. The bar of the
  fraction is a division: $3 ÷ 4 = 0.75$ kg. And $2 ÷ 5 = 0.4$ L.
""",
        ),
    ),
    activity(
        "decimals-fractions",
        "extension",
        "explore",
        14,
        Two("Decimales que se repiten", "Decimals that repeat"),
        Two(
            """
Con papel o calculadora, escribe como decimal $1/9$, $2/9$, $5/9$ y $1/11$, $2/11$, $5/11$.

# ¿Qué se repite en cada caso?
# Predice $7/9$ y $8/11$ antes de calcularlos.
# Haz lo mismo con $1/7$, $2/7$ y $3/7$. ¿Qué tienen en común sus cifras?
# ¿Qué denominadores del 2 al 12 dan decimales que **sí** se acaban?

? Para comparar | En los novenos se repite una cifra; en los onceavos, dos: $8/11 = 0,7272...$ En los
  séptimos se repiten seis, siempre 1, 4, 2, 8, 5, 7 en ese orden, empezando en otro sitio. Se acaban con
  2, 4, 5, 8 y 10.
""",
            """
With paper or a calculator, write $1/9$, $2/9$, $5/9$ and $1/11$, $2/11$, $5/11$ as decimals.

# What repeats in each case?
# Predict $7/9$ and $8/11$ before you work them out.
# Do the same with $1/7$, $2/7$ and $3/7$. What do their digits have in common?
# Which denominators from 2 to 12 give decimals that **do** end?

? To compare | With ninths one digit repeats; with elevenths two: $8/11 = 0.7272...$ With sevenths six
  repeat, always 1, 4, 2, 8, 5, 7 in that order, starting at another place. They end with 2, 4, 5, 8 and
  10.
""",
        ),
    ),
)
