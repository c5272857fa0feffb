"""The fictional people and courses of the demo platform. All names and addresses are invented."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CourseRole(StrEnum):
    """What somebody is in one course; who is in none of its lists is `VISITOR`."""

    TEACHER = "teacher"
    STUDENT = "student"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the platform.

    Attributes
    ----------
    subject : str
        What `sub`, `login_hint` and the services call the person; digits, as in Moodle.
    locale : str
        "es" or "en": the language in which the person reads the platform.
    administrator : bool
        Has institution and system roles, and by them none in any course.
    """

    subject: str
    given_name: str
    family_name: str
    email: str
    locale: str = "es"
    administrator: bool = False

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Link:
    """A placement of the tool in a course (an LTI resource link)."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A course with its people (by subject) and its links to the tool."""

    id: str
    label: str
    title: str
    links: tuple[Link, ...]
    teachers: tuple[str, ...]
    students: tuple[str, ...]

    def role(self, subject: str) -> CourseRole:
        """Give the person's role here."""
        if subject in self.teachers:
            return CourseRole.TEACHER
        return CourseRole.STUDENT if subject in self.students else CourseRole.VISITOR

    def link(self, link_id: str) -> Link | None:
        """Find a link by its id."""
        return next((link for link in self.links if link.id == link_id), None)


def _student(subject: int, given: str, family: str, account: str, locale: str = "es") -> Person:
    return Person(str(subject), given, family, f"{account}@alumnado.example", locale)


TEACHERS: tuple[Person, ...] = (
    Person("2", "Carmen", "Ortega Vidal", "carmen.ortega@profesorado.example"),
    Person("3", "Iñaki", "Etxeberria Sáenz", "inaki.etxeberria@profesorado.example"),
)

VISITOR = Person("1", "Rosa", "Prieto Lema", "rosa.prieto@secretaria.example", administrator=True)

STUDENTS: tuple[Person, ...] = (
    _student(11, "Lucía", "Romero Castaño", "lucia.romero"),
    _student(12, "Youssef", "El Amrani", "youssef.elamrani"),
    _student(13, "Martina", "Puig Soler", "martina.puig"),
    _student(14, "Mateo", "Quispe Huamán", "mateo.quispe"),
    _student(15, "Ane", "Goikoetxea Arana", "ane.goikoetxea"),
    _student(16, "Andrei", "Popescu", "andrei.popescu"),
    _student(17, "Noa", "Fariña Louro", "noa.farina"),
    _student(18, "Oliver", "Bennett", "oliver.bennett", "en"),
    _student(19, "Salma", "Benali Haddad", "salma.benali"),
    _student(20, "Hugo", "Navarro Peña", "hugo.navarro"),
    _student(21, "Xinyi", "Chen", "xinyi.chen"),
    _student(22, "Daniela", "Cárdenas Rojas", "daniela.cardenas"),
    _student(23, "Álvaro", "Heredia Amaya", "alvaro.heredia"),
    _student(24, "Emma", "O'Connor", "emma.oconnor", "en"),
    _student(25, "Mamadou", "Diallo", "mamadou.diallo"),
    _student(26, "Jimena", "Ibáñez Galán", "jimena.ibanez"),
    _student(27, "Pau", "Ferrer Muñoz", "pau.ferrer"),
    _student(28, "Ivana", "Kovalenko", "ivana.kovalenko"),
    _student(29, "Leo", "Santos Aguilar", "leo.santos"),
    _student(30, "Aitana", "Núñez Lozano", "aitana.nunez"),
    _student(31, "Ikram", "Ziani", "ikram.ziani"),
    _student(32, "Thiago", "Ferreira da Silva", "thiago.ferreira"),
    _student(33, "Valeria", "Montoya Jiménez", "valeria.montoya"),
    _student(34, "Ravi", "Sharma", "ravi.sharma", "en"),
)

OTHER_STUDENTS: tuple[Person, ...] = (
    _student(41, "Nerea", "Alonso Bravo", "nerea.alonso"),
    _student(42, "Omar", "Mansouri", "omar.mansouri"),
)

COURSE = Course(
    id="101",
    label="MAT1",
    title="Matemáticas 1.º ESO",
    links=(Link("1001", "Diagnóstico y camino de matemáticas", "Qué sabes ya y por dónde seguir."),),
    teachers=("2",),
    students=tuple(person.subject for person in STUDENTS),
)

SECOND_COURSE = Course(
    id="102",
    label="TALLER2",
    title="Taller de problemas 2.º ESO",
    links=(Link("1002", "Diagnóstico del taller"),),
    teachers=("3",),
    # The first two are in the other course too: nothing of one course may show in the other.
    students=("11", "18", "41", "42"),
)

PEOPLE: tuple[Person, ...] = (VISITOR, *TEACHERS, *STUDENTS, *OTHER_STUDENTS)
COURSES: tuple[Course, ...] = (COURSE, SECOND_COURSE)

_PEOPLE_BY_SUBJECT = {person.subject: person for person in PEOPLE}
_COURSES_BY_ID = {course.id: course for course in COURSES}


def find_person(subject: str) -> Person | None:
    """Find an account by its subject."""
    return _PEOPLE_BY_SUBJECT.get(subject)


def find_course(course_id: str) -> Course | None:
    """Find a course by its id."""
    return _COURSES_BY_ID.get(course_id)
