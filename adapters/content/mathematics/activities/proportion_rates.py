"""Activities: speed, unit price and scales."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "proportion-rates",
        "reinforcement",
        "read",
        7,
        Two("Por cada uno", "For each one"),
        Two(
            """
Una **tasa** dice cuánto hay de algo por cada unidad de otra cosa: kilómetros por hora, euros por kilo,
litros por minuto.

* Para calcularla se divide: 12 € por 5 kg son $12 ÷ 5 = 2,40$ euros por kilo.
* Para usarla se multiplica: a 60 km/h, en 3 horas se hacen $60 × 3 = 180$ km.
* Para saber el tiempo se divide: 150 km a 60 km/h son $150 ÷ 60 = 2,5$ horas.

Ojo con el reloj: 2,5 horas **no** son 2 horas y 5 minutos. Son 2 horas y media, 2 h 30 min.

? ¿Cuántos minutos son 0,75 h? | $0,75 × 60 = 45$ minutos.
""",
            """
A **rate** tells how much there is of something for each unit of something else: kilometres per hour,
euros per kilo, litres per minute.

* To find it, divide: €12 for 5 kg is $12 ÷ 5 = 2.40$ euros per kilo.
* To use it, multiply: at 60 km/h, 3 hours make $60 × 3 = 180$ km.
* To find the time, divide: 150 km at 60 km/h is $150 ÷ 60 = 2.5$ hours.

Mind the clock: 2.5 hours is **not** 2 hours and 5 minutes. It is two hours and a half, 2 h 30 min.

? How many minutes are 0.75 h? | $0.75 × 60 = 45$ minutes.
""",
        ),
    ),
    activity(
        "proportion-rates",
        "reinforcement",
        "practise",
        8,
        Two("Tablas de ida y vuelta", "Tables there and back"),
        Two(
            """
Una bici va siempre a 15 km/h. Copia la tabla y complétala antes de abrir las respuestas.

| Tiempo | Distancia |
| 1 h | 15 km |
| 2 h | $□$ |
| 30 min | $□$ |
| $□$ | 5 km |

? En 2 h | 30 km.
? En 30 min | La mitad: 7,5 km.
? Para 5 km | La tercera parte de una hora: 20 min.
? ¿Y cuánto recorre en 1 h 20 min? | $15 + 5 = 20$ km.
? ¿Cuánto tarda en hacer 37,5 km? | $37,5 ÷ 15 = 2,5$ h, es decir, 2 h 30 min.
""",
            """
A bicycle always goes at 15 km/h. Copy the table and complete it before you open the answers.

| Time | Distance |
| 1 h | 15 km |
| 2 h | $□$ |
| 30 min | $□$ |
| $□$ | 5 km |

? In 2 h | 30 km.
? In 30 min | Half of it: 7.5 km.
? For 5 km | A third of an hour: 20 min.
? And how far does it go in 1 h 20 min? | $15 + 5 = 20$ km.
? How long does it take for 37.5 km? | $37.5 ÷ 15 = 2.5$ h, that is, 2 h 30 min.
""",
        ),
    ),
    activity(
        "proportion-rates",
        "core",
        "explore",
        12,
        Two("Tu velocidad al andar", "Your walking speed"),
        Two(
            """
Necesitas un pasillo o un patio y un reloj con segundos.

# Mide 20 m (por ejemplo, contando baldosas iguales).
# Anda esa distancia a tu paso normal tres veces y apunta los segundos.
# Calcula la media y divide: 20 entre los segundos. Tienes los metros por segundo.
# Multiplica por 3,6 para pasarla a km/h.
# Calcula cuánto tardarías en ir a un sitio que esté a 3 km.

¿Por qué se multiplica por 3,6?

? Para comprobar | Lo normal es entre 1,1 y 1,6 m/s, unos 4 o 5,8 km/h. En una hora hay 3600 segundos y un
  kilómetro son 1000 m: $3600 ÷ 1000 = 3,6$.
""",
            """
You need a corridor or a playground and a watch with seconds.

# Measure 20 m (for example, by counting equal tiles).
# Walk that distance three times at your usual pace and write down the seconds.
# Work out the mean and divide: 20 by the seconds. You have metres per second.
# Multiply by 3.6 to turn it into km/h.
# Work out how long it would take you to reach a place 3 km away.

Why do you multiply by 3.6?

? To check | Usual values are between 1.1 and 1.6 m/s, about 4 to 5.8 km/h. There are 3600 seconds in an
  hour and a kilometre is 1000 m: $3600 ÷ 1000 = 3.6$.
""",
        ),
    ),
    activity(
        "proportion-rates",
        "core",
        "practise",
        10,
        Two("Compras, mapas y trenes", "Shopping, maps and trains"),
        Two(
            """
? ¿Qué sale mejor, 3 kg por 4,50 € o 5 kg por 7 €? | El kilo sale a $4,50 ÷ 3 = 1,50$ y a $7 ÷ 5 = 1,40$:
  los 5 kg.
? En un plano a escala $1:200$, un aula mide 4 cm de largo. ¿Y en realidad? | $4 × 200 = 800$ cm, es
  decir, 8 m.
? En un mapa a escala $1:50000$, ¿cuánto ocupan 3 km? | 3 km son 300 000 cm: $300000 ÷ 50000 = 6$ cm.
? Un tren hace 210 km en 1 h 45 min. ¿A qué velocidad va? | $210 ÷ 1,75 = 120$ km/h.
? Un grifo llena 18 litros en 4 minutos. ¿Cuánto tarda en llenar 45? | $18 ÷ 4 = 4,5$ litros por minuto:
  $45 ÷ 4,5 = 10$ minutos.
""",
            """
? Which is better value, 3 kg for €4.50 or 5 kg for €7? | A kilo costs $4.50 ÷ 3 = 1.50$ and $7 ÷ 5 =
  1.40$: the 5 kg.
? On a plan with scale $1:200$, a classroom is 4 cm long. And really? | $4 × 200 = 800$ cm, that is, 8 m.
? On a map with scale $1:50000$, how long are 3 km? | 3 km is 300,000 cm: $300000 ÷ 50000 = 6$ cm.
? A train covers 210 km in 1 h 45 min. How fast does it go? | $210 ÷ 1.75 = 120$ km/h.
? A tap fills 18 litres in 4 minutes. How long does it take for 45? | $18 ÷ 4 = 4.5$ litres per minute:
  $45 ÷ 4.5 = 10$ minutes.
""",
        ),
    ),
    activity(
        "proportion-rates",
        "extension",
        "explain",
        12,
        Two("La media que engaña", "The misleading mean"),
        Two(
            """
Lucía sube a un mirador que está a 6 km, a 3 km/h, y baja por el mismo camino a 6 km/h. Dice: «mi
velocidad media ha sido 4,5 km/h».

# Calcula cuánto ha tardado en subir y en bajar.
# Calcula su velocidad media de verdad: todo el camino entre todo el tiempo.
# Repite con otra distancia. ¿Cambia el resultado?
# Explica a Lucía por qué no basta con hacer la media de 3 y 6.

? Para comprobar | Tarda 2 h y 1 h: 12 km en 3 h son 4 km/h, sea cual sea la distancia. Pasa más tiempo
  yendo despacio que deprisa, y por eso la media se acerca más a 3 que a 6.
""",
            """
Lucía walks up to a viewpoint 6 km away at 3 km/h, and comes down the same way at 6 km/h. She says: “my
average speed was 4.5 km/h.”

# Work out how long she took to go up and to come down.
# Work out her real average speed: the whole way divided by the whole time.
# Do it again with another distance. Does the result change?
# Explain to Lucía why the mean of 3 and 6 won't do.

? To check | She takes 2 h and 1 h: 12 km in 3 h is 4 km/h, whatever the distance. She spends more time
  going slowly than fast, so the average is closer to 3 than to 6.
""",
        ),
    ),
)
