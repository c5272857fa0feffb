"""Activities: teacher professional learning."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "A6",
        "reinforcement",
        "practise",
        10,
        Two("Una meta que se pueda comprobar", "A goal that can be checked"),
        Two(
            """
«Mejorar en lo digital» no dice por dónde empezar. Conviértelo en una meta.

# Recuerda una clase de este mes en la que la tecnología estorbó o no aportó nada.
# Escribe qué te habría hecho falta saber hacer.
# Redacta la meta con este molde: «En tres semanas sabré ... y lo notaré en que ...».
# Busca dos ayudas: una persona cercana y un material de menos de una hora.
# Pon en la agenda el día en que lo probarás en clase.

? ¿Y si es demasiado grande? | Pártela hasta que el primer paso quepa en una tarde.
""",
            """
“Getting better at digital things” does not say where to begin. Turn it into a goal.

# Remember a lesson this month in which technology got in the way or added nothing.
# Write what you would have needed to know how to do.
# Word the goal in this mould: “In three weeks I will be able to ... and I will notice because ...”.
# Look for two kinds of help: a person nearby and a material that takes less than an hour.
# Put the day on which you will try it in class into your diary.

? What if it is too big? | Split it until the first step fits into an afternoon.
""",
        ),
    ),
    activity(
        "A6",
        "core",
        "explain",
        15,
        Two("Compartir también lo que falló", "Share what failed as well"),
        Two(
            """
En las redes de docentes abundan los éxitos. Aporta algo más útil: una experiencia contada entera.

* **Contexto**: curso, materia, medios y tiempo, sin ningún dato que identifique a tu alumnado.
* **Propósito**: qué querías que aprendieran.
* **Qué hiciste**, en cuatro frases.
* **Qué pasó**: algo que funcionó y algo que no, con una muestra de cada cosa.
* **Pregunta**: lo que te gustaría que otros probaran o te explicaran.

Publícala en una comunidad en la que participes y contesta al menos a dos comentarios con lo que harás.
""",
            """
Teachers' networks are full of successes. Contribute something more useful: an experience told in full.

* **Context**: age, subject, means and time, with no data that identify your students.
* **Purpose**: what you wanted them to learn.
* **What you did**, in four sentences.
* **What happened**: something that worked and something that did not, with a sample of each.
* **Question**: what you would like others to try or to explain to you.

Publish it in a community that you take part in and reply to at least two comments with what you will do.
""",
        ),
    ),
    activity(
        "A6",
        "extension",
        "explore",
        15,
        Two("Investigar tu propia clase", "Research on your own class"),
        Two(
            """
Prepara un pequeño estudio sobre un cambio que quieras hacer con tecnología.

# Escribe la duda en forma de pregunta que los datos puedan contestar con un «no».
# Elige dos pruebas distintas: por ejemplo, una muestra de trabajos y una conversación breve.
# Recoge algo **antes** del cambio.
# Decide qué resultado te haría abandonar la idea.
# Cuenta al alumnado y a sus familias qué miras y para qué.

? ¿Sirve si solo hay un grupo? | Para decidir tu siguiente paso, sí. Para recomendarlo a otros, pide a alguien
  que lo repita.
""",
            """
Prepare a small study of a change that you want to make with technology.

# Write the doubt as a question that data can answer with a “no”.
# Choose two different kinds of evidence: for instance, a sample of work and a short conversation.
# Collect something **before** the change.
# Decide which result would make you give up the idea.
# Tell your students and their families what you are looking at and what for.

? Is it any use with a single class? | To decide your next step, yes. To recommend it to others, ask somebody
  to repeat it.
""",
        ),
    ),
)
