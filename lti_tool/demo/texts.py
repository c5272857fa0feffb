"""The platform's own words, in Spanish and English. What courses say is their teachers' content."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "site": "Aula de prueba",
        "skip": "Ir al contenido",
        "home_title": "Entra en el aula",
        "home_lead": "Esto es un pequeño LMS de prueba. Entra como la profesora o como cualquiera de los"
        " alumnos, abre la actividad del curso y mira después las calificaciones. Todas las personas"
        " son inventadas.",
        "teacher_role": "Profesorado",
        "student_role": "Alumnado",
        "visitor_role": "Administración, sin papel en el curso",
        "reads_english": "lee en inglés",
        "has_grade": "ya tiene nota",
        "more_course": "Otro curso, para ver que nada se mezcla",
        "you_are": "Has entrado como {name}",
        "leave": "Salir",
        "activities": "Actividades",
        "open_activity": "Abrir «{title}»",
        "gradebook": "Calificaciones",
        "back_course": "Volver al curso",
        "new_window": "Abrir en una ventana nueva",
        "frame_title": "Actividad: {title}",
        "opening": "Abriendo la actividad…",
        "continue": "Continuar",
        "student": "Alumno o alumna",
        "no_items": "Todavía no hay ninguna columna de calificación: la crea la actividad al enviar la"
        " primera nota.",
        "no_grade": "Sin nota",
        "out_of": "{score} de {maximum}",
        "grades_caption": "Calificaciones de {course}",
        "error_400": "Esa petición no está bien",
        "error_403": "Esa página no es para ti",
        "error_404": "Esa página no existe",
        "error_405": "Esa dirección no se abre así",
        "error_500": "Algo ha fallado en el aula",
        "error_help": "Vuelve a la página de entrada y sigue desde allí.",
        "error_403_help": "Entra como una persona del curso que pueda verla. Las calificaciones las ve el"
        " profesorado.",
        "wrong_host": "El aula de prueba está en otra dirección: {url}",
        "to_start": "Ir a la página de entrada",
        "other_language": "English",
        "decimal": ",",
        "moment": "%d/%m/%Y %H:%M",
    },
    "en": {
        "site": "Demo classroom",
        "skip": "Skip to content",
        "home_title": "Enter the classroom",
        "home_lead": "This is a small LMS for trying things out. Enter as the teacher or as any of the"
        " students, open the course's activity, then look at the grades. All of the people are"
        " invented.",
        "teacher_role": "Teachers",
        "student_role": "Students",
        "visitor_role": "Administration, with no role in the course",
        "reads_english": "reads in English",
        "has_grade": "has a grade already",
        "more_course": "Another course, to see that nothing mixes",
        "you_are": "You have entered as {name}",
        "leave": "Leave",
        "activities": "Activities",
        "open_activity": "Open “{title}”",
        "gradebook": "Grades",
        "back_course": "Back to the course",
        "new_window": "Open in a new window",
        "frame_title": "Activity: {title}",
        "opening": "Opening the activity…",
        "continue": "Continue",
        "student": "Student",
        "no_items": "There is no grade column yet: the activity makes one when it sends the first grade.",
        "no_grade": "No grade",
        "out_of": "{score} out of {maximum}",
        "grades_caption": "Grades of {course}",
        "error_400": "That request is not right",
        "error_403": "That page is not for you",
        "error_404": "That page does not exist",
        "error_405": "That address does not open this way",
        "error_500": "Something failed in the classroom",
        "error_help": "Go back to the entrance page and go on from there.",
        "error_403_help": "Enter as somebody of the course who may see it. Grades are for teachers.",
        "wrong_host": "The demo classroom is at another address: {url}",
        "to_start": "Go to the entrance page",
        "other_language": "Español",
        "decimal": ".",
        "moment": "%d %b %Y %H:%M",
    },
}


def text(language: str, key: str, **values: str) -> str:
    """Give a text in a language, with its values filled in."""
    return TEXTS[language][key].format(**values)
