"""Activities: calculating with decimals."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "decimals-calculate",
        "reinforcement",
        "read",
        7,
        Two("La coma, en su sitio", "The point in its place"),
        Two(
            """
**Sumar y restar.** Las comas van una debajo de otra. Si a un número le faltan cifras, se completa con
ceros: $3,4 + 1,25 = 3,40 + 1,25 = 4,65$.

**Multiplicar.** Se multiplica sin comas y después se cuenta cuántos decimales tienen los dos números
juntos: $4 × 12 = 48$, así que $0,4 × 1,2 = 0,48$.

**Dividir.** Se multiplican los dos números por 10 o por 100 hasta que el segundo sea entero: $4,2 ÷ 0,6 =
42 ÷ 6 = 7$.

Antes de nada, **estima**: $0,4 × 1,2$ es algo menos de la mitad de 1,2. Un 4,8 no tendría sentido.
""",
            """
**Adding and subtracting.** The points go one under the other. If a number has fewer digits, fill up with
zeros: $3.4 + 1.25 = 3.40 + 1.25 = 4.65$.

**Multiplying.** Multiply without the points and then count how many decimals both numbers have together:
$4 × 12 = 48$, so $0.4 × 1.2 = 0.48$.

**Dividing.** Multiply both numbers by 10 or 100 until the second is whole: $4.2 ÷ 0.6 = 42 ÷ 6 = 7$.

Before anything else, **estimate**: $0.4 × 1.2$ is a bit less than half of 1.2. An answer of 4.8 would
make no sense.
""",
        ),
    ),
    activity(
        "decimals-calculate",
        "reinforcement",
        "practise",
        8,
        Two("Paso a paso con dinero", "Step by step with money"),
        Two(
            """
Imagina que pagas en una papelería. Un bolígrafo cuesta 0,65 €, una libreta 1,80 € y una regla 1,25 €.

? ¿Cuánto cuestan una libreta y una regla? | $1,80 + 1,25 = 3,05$ €.
? ¿Cuánto cuestan 4 bolígrafos? | $4 × 0,65 = 2,60$ €.
? Pagas los 4 bolígrafos con 5 €. ¿Cuánto te devuelven? | $5 - 2,60 = 2,40$ €.
? ¿Cuántas reglas puedes comprar con 10 €? | $10 ÷ 1,25 = 8$ reglas.
? ¿Cuánto cuestan 10 libretas? ¿Y 100? | 18 € y 180 €: las cifras avanzan un lugar por cada cero.

Repite la pregunta que más te haya costado con otros precios.
""",
            """
Imagine that you pay in a stationery shop. A pen costs €0.65, a notebook €1.80 and a ruler €1.25.

? How much are a notebook and a ruler? | $1.80 + 1.25 = 3.05$ euros.
? How much are 4 pens? | $4 × 0.65 = 2.60$ euros.
? You pay for the 4 pens with €5. How much change do you get? | $5 - 2.60 = 2.40$ euros.
? How many rulers can you buy with €10? | $10 ÷ 1.25 = 8$ rulers.
? How much are 10 notebooks? And 100? | €18 and €180: the digits move one place for each zero.

Do the question that was hardest for you again with other prices.
""",
        ),
    ),
    activity(
        "decimals-calculate",
        "core",
        "practise",
        10,
        Two("Estima primero, calcula después", "Estimate first, calculate later"),
        Two(
            """
En cada cuenta, escribe primero un resultado aproximado. Si al calcular sale algo muy distinto, busca la
coma perdida.

? $12,3 + 0,78$ | Unos 13. Exacto: $13,08$.
? $7 - 2,36$ | Unos 4,6. Exacto: $4,64$.
? $0,8 × 0,7$ | Algo menos de 0,7. Exacto: $0,56$.
? $2,5 × 3,12$ | Unos 7,5. Exacto: $7,8$.
? $9 ÷ 0,3$ | Muchos: 0,3 cabe 10 veces en 3. Exacto: $30$.
? $0,48 ÷ 1,2$ | Menos de la mitad de 1. Exacto: $0,4$.

¿En cuál se ha alejado más tu estimación? ¿Por qué?
""",
            """
For each calculation, write down an approximate result first. If you then get something very different,
look for the lost point.

? $12.3 + 0.78$ | About 13. Exactly: $13.08$.
? $7 - 2.36$ | About 4.6. Exactly: $4.64$.
? $0.8 × 0.7$ | A bit less than 0.7. Exactly: $0.56$.
? $2.5 × 3.12$ | About 7.5. Exactly: $7.8$.
? $9 ÷ 0.3$ | Many: 0.3 fits 10 times into 3. Exactly: $30$.
? $0.48 ÷ 1.2$ | Less than half of 1. Exactly: $0.4$.

Where was your estimate farthest off? Why?
""",
        ),
    ),
    activity(
        "decimals-calculate",
        "core",
        "explore",
        10,
        Two("Multiplicar y que salga menos", "Multiplying and getting less"),
        Two(
            """
Usa papel cuadriculado. Dibuja un cuadrado de 10 por 10: vale 1.

# Colorea una banda de 4 filas: es 0,4 del cuadrado.
# Raya 3 columnas: es 0,3 del cuadrado.
# ¿Cuántos cuadritos están coloreados y rayados? ¿Qué número decimal es?
# Haz lo mismo con $0,5 × 0,5$ y con $0,9 × 0,8$.

¿Es alguna vez el resultado mayor que alguno de los dos números? ¿Cuándo lo sería?

? Para comprobar | 12 cuadritos de 100: $0,4 × 0,3 = 0,12$. Los otros son 0,25 y 0,72. Si los dos números
  son menores que 1, el producto es menor que ambos.
""",
            """
Use squared paper. Draw a square of 10 by 10: it is worth 1.

# Colour a band of 4 rows: it is 0.4 of the square.
# Draw stripes on 3 columns: that is 0.3 of the square.
# How many little squares are coloured and striped? Which decimal is that?
# Do the same with $0.5 × 0.5$ and with $0.9 × 0.8$.

Is the result ever greater than one of the two numbers? When would it be?

? To check | 12 little squares of 100: $0.4 × 0.3 = 0.12$. The others are 0.25 and 0.72. If both numbers
  are less than 1, the product is less than either.
""",
        ),
    ),
    activity(
        "decimals-calculate",
        "extension",
        "explain",
        12,
        Two("La calculadora rota", "The broken calculator"),
        Two(
            """
A una calculadora no le funciona la tecla de la coma. Quieres calcular $3,6 × 0,25$ y después $7,2 ÷
0,45$.

# Escribe qué teclas pulsarías en cada caso y qué harías con el resultado.
# Busca otra manera de hacer la primera **sin** calculadora (pista: 0,25 es una fracción muy conocida).
# Escribe unas instrucciones generales, en tres frases, para quien tenga la misma calculadora.
# Dáselas a alguien y pídele que calcule $1,5 × 0,06$ siguiéndolas.

? Para comprobar | $36 × 25 = 900$, y con tres decimales $0,9$; también es $3,6 ÷ 4$. $720 ÷ 45 = 16$. La
  última da $0,09$.
""",
            """
The decimal point key of a calculator is broken. You want to work out $3.6 × 0.25$ and then $7.2 ÷ 0.45$.

# Write which keys you would press in each case and what you would do with the result.
# Find another way to do the first one **without** a calculator (hint: 0.25 is a well-known fraction).
# Write general instructions, in three sentences, for someone with the same calculator.
# Give them to someone and ask them to work out $1.5 × 0.06$ by following them.

? To check | $36 × 25 = 900$, and with three decimals $0.9$; it is also $3.6 ÷ 4$. $720 ÷ 45 = 16$. The
  last one gives $0.09$.
""",
        ),
    ),
)
