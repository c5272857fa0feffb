"""Activities: percentages."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "proportion-percent",
        "reinforcement",
        "read",
        7,
        Two("De cada cien", "Out of a hundred"),
        Two(
            """
**Por ciento** quiere decir «de cada cien»: el 25 % es $25/100$, o $0,25$, o una cuarta parte.

Para calcular porcentajes de cabeza, empieza por los fáciles:

* el 50 % es la mitad y el 25 %, la mitad de la mitad;
* el 10 % se obtiene dividiendo entre 10, y el 1 %, entre 100;
* con esos se hacen los demás: el 15 % es el 10 % más la mitad de ese 10 %.

Ejemplo: el 15 % de 80 es $8 + 4 = 12$.

Con cualquier porcentaje se puede multiplicar por el decimal: el 37 % de 200 es $0,37 × 200 = 74$.

? El 30 % de 60 | El 10 % es 6, así que el 30 % es 18.
""",
            """
**Per cent** means “out of a hundred”: 25% is $25/100$, or $0.25$, or a quarter.

To work out percentages in your head, begin with the easy ones:

* 50% is a half and 25% is half of a half;
* for 10% divide by 10, and for 1% by 100;
* the others are made from these: 15% is 10% plus half of that 10%.

Example: 15% of 80 is $8 + 4 = 12$.

With any percentage you can multiply by the decimal: 37% of 200 is $0.37 × 200 = 74$.

? 30% of 60 | 10% is 6, so 30% is 18.
""",
        ),
    ),
    activity(
        "proportion-percent",
        "reinforcement",
        "explore",
        9,
        Two("Cien cuadritos", "A hundred little squares"),
        Two(
            """
Dibuja en papel cuadriculado tres cuadrados de 10 por 10.

# En el primero, colorea el 35 %. ¿Qué fracción irreducible es?
# En el segundo, colorea $2/5$. ¿Qué porcentaje es?
# En el tercero, colorea un dibujo que te guste y calcula qué porcentaje ocupa y cuál queda en blanco.

Imagina ahora que cada cuadrado vale 300 €. ¿Cuánto vale cada cuadrito? ¿Y lo coloreado en el primero?

? Para comprobar | El 35 % es $7/20$; $2/5$ son 40 cuadritos, el 40 %. Cada cuadrito vale 3 €, así que el
  35 % de 300 € son 105 €.
""",
            """
On squared paper, draw three squares of 10 by 10.

# In the first, colour 35%. Which fraction in simplest form is that?
# In the second, colour $2/5$. Which percentage is that?
# In the third, colour a picture you like, and work out which percentage it takes up and which stays
  blank.

Now imagine that each square is worth €300. How much is each little square worth? And the coloured part of
the first?

? To check | 35% is $7/20$; $2/5$ is 40 little squares, 40%. Each little square is worth €3, so 35% of
  €300 is €105.
""",
        ),
    ),
    activity(
        "proportion-percent",
        "core",
        "practise",
        10,
        Two("Rebajas, notas y subidas", "Sales, marks and rises"),
        Two(
            """
? Un abrigo de 70 € tiene un 20 % de descuento. ¿Cuánto se paga? | Se paga el 80 %: $0,8 × 70 = 56$ €.
? Un abono de 40 € sube un 5 %. ¿Cuánto cuesta ahora? | $1,05 × 40 = 42$ €.
? Aciertas 17 de 20 preguntas. ¿Qué porcentaje es? | $17/20 = 0,85$: el 85 %.
? Con un 25 % de descuento, un juego cuesta 30 €. ¿Cuánto costaba? | 30 € es el 75 %: $30 ÷ 0,75 = 40$ €.
? ¿Qué es más, el 30 % de 50 o el 50 % de 30? | Lo mismo: 15.

Antes de abrir la cuarta, comprueba tu respuesta: si le quitas el 25 %, ¿salen 30 €?
""",
            """
? A coat of €70 is reduced by 20%. How much do you pay? | You pay 80%: $0.8 × 70 = 56$ euros.
? A pass of €40 goes up by 5%. What does it cost now? | $1.05 × 40 = 42$ euros.
? You get 17 of 20 questions right. What percentage is that? | $17/20 = 0.85$: 85%.
? With 25% off, a game costs €30. What did it cost before? | €30 is 75%: $30 ÷ 0.75 = 40$ euros.
? Which is more, 30% of 50 or 50% of 30? | The same: 15.

Before you open the fourth, check your answer: if you take 25% off it, do you get €30?
""",
        ),
    ),
    activity(
        "proportion-percent",
        "core",
        "explain",
        8,
        Two("Subir y bajar no es quedarse igual", "Up and down isn't back again"),
        Two(
            """
Una tienda sube todos los precios un 20 % y una semana después anuncia: «¡Bajamos un 20 %! Volvemos a los
precios de siempre».

# Comprueba con un producto de 100 € si es verdad.
# Comprueba con otro de 50 €.
# Dibuja dos barras que muestren de qué cantidad se calcula cada 20 %.
# Escribe a la tienda un mensaje breve y amable que lo explique, con un ejemplo.

? Para comprobar | 100 € suben a 120 €, y el 20 % de 120 € son 24 €: quedan 96 €. Con 50 €, quedan 48 €.
  El segundo 20 % se calcula sobre una cantidad mayor.
""",
            """
A shop raises all its prices by 20% and a week later announces: “20% off! Back to our usual prices.”

# Check with a product of €100 whether this is true.
# Check with another of €50.
# Draw two bars that show which amount each 20% is taken of.
# Write the shop a short and friendly message that explains it with an example.

? To check | €100 goes up to €120, and 20% of €120 is €24: that leaves €96. With €50, it leaves €48. The
  second 20% is taken of a greater amount.
""",
        ),
    ),
    activity(
        "proportion-percent",
        "extension",
        "explore",
        12,
        Two("El descuento del descuento", "A discount on a discount"),
        Two(
            """
Una tienda ofrece dos descuentos seguidos, del 30 % y del 20 %. Otra, uno solo del 50 %.

# ¿Cuál es mejor para un artículo de 200 €?
# ¿Importa el orden de los dos descuentos de la primera?
# ¿Qué descuento único equivale a los dos seguidos?
# Busca dos descuentos iguales seguidos que dejen el precio en un 64 % del original.

? Para comprobar | Con dos seguidos se paga $0,7 × 0,8 = 0,56$ del precio: 112 €. Con el 50 % se pagan 100
  €. El orden no importa y equivale a un 44 %. Los dos iguales son del 20 %, porque $0,8 × 0,8 = 0,64$.
""",
            """
One shop offers two discounts in a row, of 30% and of 20%. Another offers a single one of 50%.

# Which is better for an article of €200?
# Does the order of the two discounts of the first shop matter?
# Which single discount is the same as the two in a row?
# Find two equal discounts in a row that leave the price at 64% of the original.

? To check | With two in a row you pay $0.7 × 0.8 = 0.56$ of the price: €112. With 50% you pay €100. The
  order doesn't matter and it equals 44%. The two equal ones are of 20%, as $0.8 × 0.8 = 0.64$.
""",
        ),
    ),
)
