"""Activities: pedagogy."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "A3",
        "reinforcement",
        "practise",
        10,
        Two("Que piense toda la clase", "Get the whole class thinking"),
        Two(
            """
Busca en tu próxima clase un momento en el que suelan contestar los de siempre.

# Escribe una pregunta con tres respuestas creíbles, una por cada idea que hayas oído otras veces.
# Decide cómo contestarán todos a la vez: tabletas, tarjetas o la mano con uno, dos o tres dedos.
# Da un minuto para pensar a solas y dos para hablarlo con quien esté al lado.
# Pide otra respuesta y compara las dos rondas.

? ¿Hace falta tecnología? | No siempre. Compensa cuando quieres guardar las respuestas o ver deprisa las de
  un grupo grande.
""",
            """
Look in your next lesson for a moment when it tends to be the usual ones who reply.

# Write a question with three credible answers, one for each idea that you have heard before.
# Decide how all will answer at once: tablets, cards or a hand with one, two or three fingers.
# Give a minute to think alone and two to talk it over with a neighbour.
# Ask for another answer and compare the two rounds.

? Is technology needed? | Not always. It pays when you want to keep the answers, or to see those of a large
  group quickly.
""",
        ),
    ),
    activity(
        "A3",
        "core",
        "practise",
        15,
        Two("Del producto al problema", "From the product to the problem"),
        Two(
            """
Muchos proyectos empiezan por el final: «haced un vídeo sobre...». Dale la vuelta a uno de los tuyos.

# Escribe el problema como una pregunta que alguien de fuera del aula querría ver contestada.
# Apunta qué datos harían falta y cuáles puede recoger tu alumnado.
# Prevé dos puntos de control: qué preguntarás a cada equipo y qué tiene que enseñarte.
# Prepara una ayuda para quien se atasque: un ejemplo pensado en voz alta, no la solución.
# Deja el formato final para el último día.

? ¿Cómo sé si el problema es bueno? | Si admite más de una respuesta razonable y los datos pueden quitarte
  la razón.
""",
            """
Many projects begin at the end: “make a video about...”. Turn one of yours round.

# Write the problem as a question that somebody outside the classroom would like to see answered.
# Note what data would be needed and which of them your students can collect.
# Plan two checkpoints: what you will ask each team and what they have to show you.
# Prepare help for those who get stuck: an example thought through aloud, not the solution.
# Leave the final format for the last day.

? How do I know whether the problem is a good one? | If it allows more than one sensible answer, and data can
  prove you wrong.
""",
        ),
    ),
    activity(
        "A3",
        "extension",
        "explore",
        15,
        Two("Soltar los mandos poco a poco", "Letting go of the controls step by step"),
        Two(
            """
Haz una lista de las decisiones de tu última unidad: qué tarea, con quién, con qué herramienta, en qué orden,
cuándo está terminada, si está bien.

# Marca cuáles tomaste tú y cuáles tomó el alumnado.
# Elige una de las tuyas que podrían tomar ellos con algún apoyo.
# Describe el apoyo: un modelo, un criterio o una pregunta antes de decidir.
# Di cómo sabrás si deciden mejor con el tiempo, y qué harás con quien decida mal.

Prueba el cambio dos semanas y guarda tres ejemplos: uno bueno, uno malo y uno que no esperabas.
""",
            """
List the decisions of your last unit: which task, with whom, with which tool, in what order, when it is
finished, whether it is good.

# Mark which of them you took and which ones your students took.
# Choose one of yours that they could take with some support.
# Describe the support: a model, a criterion or a question before deciding.
# Say how you will know whether they decide better over time, and what you will do about poor decisions.

Try the change for two weeks and keep three examples: a good one, a bad one and one that you did not expect.
""",
        ),
    ),
)
