"""Activities: application of digital skills."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "A4",
        "reinforcement",
        "practise",
        10,
        Two("Tres preguntas antes de descargar", "Three questions before downloading"),
        Two(
            """
Busca una imagen, un audio y un texto para una clase próxima. Con cada uno contesta:

* **¿Puedo?** ¿Qué licencia tiene y qué pide a cambio: citar, no vender, compartir igual?
* **¿Me fío?** ¿Quién lo hizo, cuándo y con qué intención?
* **¿Sirve a todos?** ¿Se puede leer, oír o ampliar?

Guarda los que pasen las tres con su autoría y su dirección en el mismo archivo.

? Una imagen no dice nada de licencias. ¿La uso? | Para publicarla o compartirla, no: sin permiso expreso
  los derechos son de quien la hizo. Busca otra con licencia abierta o haz una tú.
""",
            """
Look for a picture, an audio and a text for a coming lesson. Answer about each:

* **May I?** What licence has it got and what does this ask for: credit, no selling, sharing alike?
* **Do I trust it?** Who made it, when and what for?
* **Does it serve everyone?** Can it be read, heard or enlarged?

Keep those that pass all three, with author and address in the same file.

? A picture says nothing about licences. Do I use it? | To publish or share it, no: without express permission
  the rights belong to its maker. Look for another with an open licence or make one yourself.
""",
        ),
    ),
    activity(
        "A4",
        "core",
        "explore",
        15,
        Two("La herramienta, a examen", "Putting the tool to the test"),
        Two(
            """
Elige una herramienta que estés pensando en llevar al aula y pruébala con los ojos de cuatro estudiantes:
quien tiene solo un teléfono viejo, quien usa el teclado en lugar del ratón, quien aún aprende la lengua
y quien no tiene conexión en casa.

# Haz una tarea completa como cada uno de los cuatro.
# Mira qué datos pide y dónde dice que los guarda.
# Anota qué aporta que no lograrías sin ella.
# Decide: usarla tal cual, usarla con cambios o descartarla. Escribe por qué en dos líneas.
""",
            """
Choose a tool that you are thinking of taking to class and try it with the eyes of four students: one with
nothing but an old phone, one who uses the keyboard instead of the mouse, one still learning the language and
one with no connection at home.

# Do a complete task as each of the four.
# See which data it asks for and where it says that it keeps them.
# Note what it adds that you could not achieve without it.
# Decide: use it as it is, use it with changes or drop it. Write why in two lines.
""",
        ),
    ),
    activity(
        "A4",
        "extension",
        "explain",
        15,
        Two("Un material que otros puedan rehacer", "A material that others can remake"),
        Two(
            """
Convierte un buen material tuyo en uno que otra persona pueda adaptar.

# Pásalo a un formato que se pueda editar, con los textos y las imágenes por separado.
# Añade una página para docentes: para qué sirve, con quién se ha usado y qué no funcionó.
# Pon una licencia abierta y cita lo que no sea tuyo.
# Pide a alguien de otra materia o de otro centro que lo cambie para su clase.

Observa qué le costó. Eso, y no el diseño, es lo siguiente que conviene mejorar. Publica después las dos
versiones juntas.
""",
            """
Turn a good material of yours into one that somebody else can adapt.

# Move it to a format that can be edited, with texts and pictures kept apart.
# Add a page for teachers: what it is for, with whom it was used and what did not work.
# Put an open licence on it and credit whatever is not yours.
# Ask somebody from another subject or school to change it for their class.

Watch what they found hard. That, and not the design, is what to improve next. Then publish the two versions
together.
""",
        ),
    ),
)
