"""Activities: understanding ICT in education."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "A1",
        "reinforcement",
        "read",
        10,
        Two("Lee el plan digital con una pregunta", "Read the digital plan with one question"),
        Two(
            """
Busca el plan digital de tu centro (o las normas que hagan sus veces) y elige una actividad que vayas a hacer
este mes con tecnología.

# Anota en una línea qué quieres que aprendan con ella.
# Marca en el plan las frases que la afectan: cuentas, datos, dispositivos, accesibilidad.
# Al lado de cada una escribe «ya lo cumple», «hay que cambiarlo» o «no lo sé».
# Pregunta los «no lo sé» a quien coordina el plan.

? ¿Y si el plan no dice nada de lo que necesitas? | También es un hallazgo: llévalo por escrito a la próxima
  revisión, con tu caso como ejemplo.
""",
            """
Find your school's digital plan (or the rules that stand in for it) and choose an activity that you are going
to do with technology this month.

# Note in one line what you want them to learn from it.
# Mark the sentences of the plan that affect it: accounts, data, devices, accessibility.
# Next to each write “complies”, “has to change” or “not sure”.
# Take each “not sure” to whoever coordinates the plan.

? What if the plan says nothing about what you need? | That is a finding too: take it in writing to the next
  review, with your case as the example.
""",
        ),
    ),
    activity(
        "A1",
        "core",
        "practise",
        15,
        Two("De la norma al aula: una ficha accesible", "From rule to classroom: an accessible worksheet"),
        Two(
            """
Coge la ficha digital que más usas y compruébala como si no pudieras verla.

# Ábrela con un lector de pantalla o con la lectura en voz alta del navegador.
# Apunta dónde se calla, repite o desordena.
# Arregla tres cosas: títulos marcados como tales, texto en lugar de fotos de texto y una descripción para
  cada imagen que informe.
# Vuelve a escucharla.

**Para acabar**, escribe la regla que has aplicado en una frase que sirva a todo tu departamento, y di a qué
punto del plan del centro responde.
""",
            """
Take the digital worksheet that you use most and check it as if you could not see it.

# Open it with a screen reader or with the browser's reading aloud.
# Note where it falls silent, repeats itself or goes out of order.
# Mend three things: headings marked as such, text instead of photographs of text, and a description for each
  picture that informs.
# Listen to it again.

**To finish**, write the rule that you have applied in a sentence that serves your whole department, and say
which point of the school's plan it answers to.
""",
        ),
    ),
    activity(
        "A1",
        "extension",
        "explain",
        15,
        Two("Una enmienda con pruebas", "An amendment with evidence"),
        Two(
            """
Elige una norma digital de tu centro que se incumpla a menudo o que no sirva para lo que pretendía.

* **Fin**: ¿qué quería conseguir?
* **Efecto**: ¿qué ocurre en realidad? Aporta dos datos que cualquiera pueda comprobar.
* **A quién alcanza**: ¿perjudica más a quien tiene menos medios, o a quien necesita un apoyo?
* **Propuesta**: la redacción nueva, en un máximo de tres frases.
* **Prueba**: qué mirarás, y cuándo, para saber si funciona.

Dásela a leer a alguien que esté en contra. Si su mejor objeción no tiene respuesta en tu texto, retócalo.
""",
            """
Choose a digital rule of your school that is often broken or that does not do what it was meant for.

* **Aim**: what was it to achieve?
* **Effect**: what happens in fact? Bring two facts that anyone can check.
* **Whom it reaches**: does it harm those with fewer means more, or those in need of support?
* **Proposal**: the new wording, in three sentences at most.
* **Test**: what you will look at, and when, to know whether it works.

Give it to somebody who is against it. If your text has no reply to their best objection, retouch it.
""",
        ),
    ),
)
