"""Activities: organization and administration."""

from __future__ import annotations

from adapters.content.mathematics.activities.markup import activity
from adapters.content.mathematics.notation import Two

ACTIVITIES = (
    activity(
        "A5",
        "reinforcement",
        "practise",
        10,
        Two("Una sesión con pocos equipos", "A lesson with few devices"),
        Two(
            """
Tienes ocho equipos y veinticuatro estudiantes. Planifica cincuenta minutos para una unidad tuya.

# Divide la clase en tres estaciones; solo una usa los equipos.
# Escribe qué se hace en cada una y qué queda hecho al acabar.
# Decide quién reparte, quién comprueba la carga y qué se hace si un equipo falla.
# Calcula los cambios: dos minutos cada uno, y otros cinco para cerrar.

? ¿Y si una estación termina antes? | Ten prevista una tarea que ahonde en lo mismo: los huecos sin tarea
  son los que desordenan una sesión.
""",
            """
You have eight devices and twenty-four students. Plan fifty minutes for a unit of yours.

# Divide the class into three stations; just one of them uses the devices.
# Write what is done at each one and what has been made by the end.
# Decide who hands out, who checks the charge and what to do if a device fails.
# Work out the changes: two minutes each, and another five for closing.

? What if a station finishes early? | Have a task ready that goes deeper into the same thing: gaps with
  nothing to do are what unsettles a lesson.
""",
        ),
    ),
    activity(
        "A5",
        "core",
        "explore",
        15,
        Two("Normas de equipo que se puedan ver", "Team rules that can be seen"),
        Two(
            """
Los trabajos en grupo con documentos compartidos fallan a menudo por la organización.

# Recuerda el último que salió regular y escribe tres momentos en los que se torció.
# Para cada uno, propón un acuerdo que se pueda comprobar: «nadie borra lo de otro: lo comenta».
# Reparte los permisos para que ayuden: quién edita, quién comenta y quién solo lee.
# Pon una revisión a mitad de camino en la que cada equipo cambie un acuerdo.

? ¿Cuántos acuerdos? | Tres o cuatro. Con más, nadie los recuerda y dejan de servir.
""",
            """
Group work with shared documents often fails because of how it is organised.

# Remember the last one that went so-so and write down three moments at which it went wrong.
# For each one, propose an agreement that can be checked: “we comment on others' parts, we do not delete”.
# Set permissions so that they help: who edits, who comments and who just reads.
# Plan a review half-way in which each team changes one agreement.

? How many agreements? | Three or four. With more, people forget them and they stop being of use.
""",
        ),
    ),
    activity(
        "A5",
        "extension",
        "explain",
        15,
        Two("El mapa de datos de tu centro", "The data map of your school"),
        Two(
            """
Dibuja por dónde pasan los datos de una estudiante durante una semana: lista, plataforma, correo,
aplicaciones, informes.

* Une con flechas quién los envía y quién los recibe.
* Marca en rojo lo que sale del centro y en azul lo que nadie usa para decidir nada.
* En cada punto rojo, anota quién lo autorizó y cuándo se borra.

Elige un punto rojo y otro azul y redacta para el equipo directivo un cambio por cada uno: qué se gana, quién
lo haría y cómo se sabrá que ha ido bien.
""",
            """
Draw where a student's data go in the course of a week: register, platform, e-mail, apps, reports.

* Join with arrows who sends them and who receives them.
* Mark in red what leaves the school and in blue what nobody uses to decide anything.
* At each red spot, note who authorised it and when it is erased.

Choose one red spot and one blue, and write a change for each to the leadership of the school: what is gained,
who would do it and how to tell that it went well.
""",
        ),
    ),
)
