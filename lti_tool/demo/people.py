"""The fictional people and courses of the demo platform. All names and addresses are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class CourseRole(StrEnum):
    """What somebody is in one course; who is in none of its lists is `VISITOR`."""

    TEACHER = "teacher"
    ASSISTANT = "assistant"
    STUDENT = "student"
    VISITOR = "visitor"


STAFF = (CourseRole.TEACHER, CourseRole.ASSISTANT)


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

    @property
    def username(self) -> str:
        """What the person logs in as."""
        return self.email.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Link:
    """A placement of a tool in a course (an LTI resource link).

    Attributes
    ----------
    client_id : str
        The tool; empty for the built-in registration.
    url : str
        Where a launch goes; empty for the tool's own target.
    custom : mapping of str to str
        Parameters of this link.
    begins, ends, due : str
        ISO 8601 moments from which, until which it is open and until which one hands in; or empty.
    new_window : bool
        Opens in a window instead of a frame.
    history : tuple of str
        The links that this one is a copy of, nearest first.
    """

    id: str
    title: str
    description: str = ""
    client_id: str = ""
    url: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    icon: str = ""
    begins: str = ""
    ends: str = ""
    due: str = ""
    new_window: bool = False
    height: int = 0
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people inside a course; groups may belong to a set."""

    id: str
    name: str
    members: frozenset[str]
    set_id: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class GroupSet:
    """A set of groups, such as those of one piece of work."""

    id: str
    name: str


@dataclass(frozen=True)
class Course:
    """A course with its people (by subject), its groups and its links to tools.

    Attributes
    ----------
    history : tuple of str
        The courses that this one is a copy of, nearest first.
    """

    id: str
    label: str
    title: str
    links: tuple[Link, ...]
    teachers: tuple[str, ...]
    students: tuple[str, ...]
    assistants: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    group_sets: tuple[GroupSet, ...] = ()
    history: tuple[str, ...] = ()

    @cached_property
    def _roles(self) -> Mapping[str, CourseRole]:
        roles = dict.fromkeys(self.students, CourseRole.STUDENT)
        roles.update(dict.fromkeys(self.assistants, CourseRole.ASSISTANT))
        roles.update(dict.fromkeys(self.teachers, CourseRole.TEACHER))
        return roles

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody who is in the course: teachers, assistants, students."""
        return (*self.teachers, *self.assistants, *self.students)

    def role(self, subject: str) -> CourseRole:
        """Give the person's role here."""
        return self._roles.get(subject, CourseRole.VISITOR)

    def link(self, link_id: str) -> Link | None:
        """Find a link by its id."""
        return next((link for link in self.links if link.id == link_id), None)

    def groups_of(self, subject: str) -> tuple[Group, ...]:
        """Give the groups that somebody is in."""
        return tuple(group for group in self.groups if subject in group.members)


def _student(subject: int, given: str, family: str, account: str, locale: str = "es") -> Person:
    return Person(str(subject), given, family, f"{account}@alumnado.example", locale)


TEACHERS: tuple[Person, ...] = (
    Person("2", "Carmen", "Ortega Vidal", "carmen.ortega@profesorado.example"),
    Person("3", "Iñaki", "Etxeberria Sáenz", "inaki.etxeberria@profesorado.example"),
)

ASSISTANT = Person("4", "Elena", "Vázquez Rial", "elena.vazquez@profesorado.example")
"""Helps in one course, with one group; a student in the other."""

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

TRAINER = Person("5", "Sagrario", "Llorente Ibarra", "sagrario.llorente@profesorado.example")
"""Teaches teachers, in a course of their own."""

TRAINEES: tuple[Person, ...] = (
    Person("51", "Noelia", "Campos Rey", "noelia.campos@profesorado.example"),
    Person("52", "Bruno", "Salgado Ferro", "bruno.salgado@profesorado.example"),
    Person("53", "Ximena", "Ledesma Ocampo", "ximena.ledesma@profesorado.example"),
    Person("54", "Jon", "Arrieta Lasa", "jon.arrieta@profesorado.example"),
    Person("55", "Fátima", "Zahra Bouziane", "fatima.zahra@profesorado.example"),
    Person("56", "Miquel", "Esteve Planells", "miquel.esteve@profesorado.example"),
    Person("57", "Harriet", "Lowe", "harriet.lowe@profesorado.example", "en"),
    Person("58", "Gonzalo", "Barrios Luna", "gonzalo.barrios@profesorado.example"),
)
"""Teachers who are learners."""

COURSE = Course(
    id="101",
    label="MAT1",
    title="Matemáticas 1.º ESO",
    links=(Link("1001", "Diagnóstico y camino de matemáticas", "Qué sabes ya y por dónde seguir."),),
    teachers=("2",),
    assistants=(ASSISTANT.subject,),
    students=tuple(person.subject for person in STUDENTS),
    groups=(
        Group("501", "Grupo A", frozenset(map(str, range(11, 23))) | {ASSISTANT.subject}, "601"),
        Group("502", "Grupo B", frozenset(map(str, range(23, 35))), "601"),
        Group("503", "Refuerzo de los martes", frozenset({"12", "16", "25", "28"}), tag="refuerzo"),
    ),
    group_sets=(GroupSet("601", "Desdobles"),),
)

SECOND_COURSE = Course(
    id="102",
    label="TALLER2",
    title="Taller de problemas 2.º ESO",
    links=(Link("1002", "Diagnóstico del taller"),),
    teachers=("3",),
    # The first two are in the other course too: nothing of one course may show in the other.
    students=("11", "18", "41", "42", ASSISTANT.subject),
)

TRAINING_COURSE = Course(
    id="103",
    label="FORDOC",
    title="Formación docente",
    links=(
        Link("1003", "Competencia digital docente", "Qué sabes ya y qué muestras de tu trabajo."),
    ),
    teachers=(TRAINER.subject,),
    students=tuple(person.subject for person in TRAINEES),
)

PEOPLE: tuple[Person, ...] = (
    VISITOR, *TEACHERS, ASSISTANT, TRAINER, *STUDENTS, *OTHER_STUDENTS, *TRAINEES,
)  # fmt: skip
COURSES: tuple[Course, ...] = (COURSE, SECOND_COURSE, TRAINING_COURSE)

_PEOPLE_BY_SUBJECT = {person.subject: person for person in PEOPLE}
_COURSES_BY_ID = {course.id: course for course in COURSES}


def find_person(subject: str) -> Person | None:
    """Find an account by its subject."""
    return _PEOPLE_BY_SUBJECT.get(subject)


def find_course(course_id: str) -> Course | None:
    """Find a course by its id."""
    return _COURSES_BY_ID.get(course_id)
