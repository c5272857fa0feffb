"""Activities: curriculum and assessment."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "A2",
        "reinforcement",
        "practise",
        10,
        Two(
            "¿Qué pide el criterio y qué mide la prueba?", "What the standard asks and what the test measures"
        ),
        Two(
            """
Toma una prueba digital que hayas pasado hace poco y el criterio con el que la calificaste.

# Subraya el verbo del criterio: explicar, medir, conversar, comparar...
# Junto a cada pregunta, escribe el verbo de lo que hay que hacer **de verdad** para acertarla.
# Cuenta en cuántas coinciden.
# Cambia la pregunta que más se aleja.

? El criterio dice «explicar» y todo es elegir respuesta. ¿Hay que tirar la prueba? | No: guárdala para ver
  con rapidez qué se recuerda, y añade una tarea breve en la que haya que explicar.
""",
            """
Take a digital test that you gave recently and the standard by which you graded it.

# Underline the verb of the standard: explain, measure, converse, compare...
# Next to each question write the verb of what one **really** has to do to get it right.
# Count in how many the two agree.
# Change the question that is furthest off.

? The standard says “explain” and all there is to do is choose. Should the test go? | No: keep it to see
  quickly what is remembered, and add a short task in which something has to be explained.
""",
        ),
    ),
    activity(
        "A2",
        "core",
        "explore",
        15,
        Two("El error que comparten", "The error they share"),
        Two(
            """
Abre los resultados de tu último cuestionario y busca una pregunta en la que muchos hayan marcado **la misma**
respuesta equivocada.

# Escribe la idea que lleva a esa respuesta, con las palabras que usaría tu alumnado.
# Piensa en un caso en el que esa idea falle a la vista de todos.
# Diseña diez minutos de clase: predicen, observan el caso y explican la sorpresa.
# Prepara otra pregunta con un enunciado distinto para dos semanas después.

? ¿Y si los fallos se reparten entre todas las opciones? | Entonces es probable que respondan al azar:
  hay que volver a enseñarlo, o revisar si la pregunta se entiende.
""",
            """
Open the results of your latest quiz and look for a question where many have ticked **the same** wrong answer.

# Write down the idea that leads to that answer, in the words your students would use.
# Think of a case in which that idea fails in plain view.
# Design ten minutes of a lesson: they predict, watch the case and explain the surprise.
# Prepare another question with different wording for two weeks later.

? What if mistakes are spread over all of the options? | Then they are probably guessing: it has to be taught
  again, or the question may not be clear.
""",
        ),
    ),
    activity(
        "A2",
        "extension",
        "explain",
        15,
        Two("Indicadores para lo que no cabe en un examen", "Signs for what does not fit in an exam"),
        Two(
            """
Piensa en un proyecto en el que quieras valorar una destreza como colaborar o juzgar una fuente.

| Pregunta | Tu respuesta |
| ¿En qué se nota? | Dos conductas que se puedan ver u oír |
| ¿Cuándo aparece? | Un momento al principio y otro al final |
| ¿Qué queda guardado? | Una muestra de cada momento |
| ¿Quién la juzga? | Al menos dos personas, por separado |

Aplícala a una muestra real con alguien de tu claustro. Donde no coincidáis, no discutáis la nota: cambiad las
palabras del indicador hasta que los dos veáis lo mismo.
""",
            """
Think of a project in which you want to value a skill such as collaborating or judging a source.

| Question | Your answer |
| How does it show? | Two things that can be seen or heard |
| When does it appear? | One moment early on and another near the end |
| What is kept? | A sample of each moment |
| Who judges it? | At least two people, separately |

Apply it to a real sample with a colleague. Where you disagree, do not argue about the mark: change the words
of the sign until the two of you see the same.
""",
        ),
    ),
)
