"""The courses and people of one platform: those it begins with, and what is made while it runs."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from lti_tool.demo.people import COURSES, PEOPLE, Course, CourseRole, Link, Person
from lti_tool.demo.store import Store

_FIRST_ADDED = 100_000
_FIRST_LINK = 2_000


class Campus:
    """Courses and people in memory; what is made here is in the platform's file too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self.people: dict[str, Person] = {person.subject: person for person in PEOPLE}
        self.courses: dict[str, Course] = {course.id: course for course in COURSES}
        self._load()

    def _load(self) -> None:
        with self._store.read() as connection:
            for row in connection.execute("SELECT body FROM person"):
                person = Person(**json.loads(row["body"]))
                self.people[person.subject] = person
            for row in connection.execute("SELECT body FROM course ORDER BY length(id), id"):
                course = _course(json.loads(row["body"]))
                self.courses[course.id] = course
            for row in connection.execute("SELECT course_id, body FROM link ORDER BY length(id), id"):
                self._put_link(row["course_id"], _link(json.loads(row["body"])))
            added: dict[tuple[str, str], list[str]] = {}
            for row in connection.execute("SELECT * FROM enrolment ORDER BY length(subject), subject"):
                added.setdefault((row["course_id"], row["role"]), []).append(row["subject"])
        for (course_id, role), subjects in added.items():
            self._enrol(course_id, subjects, CourseRole(role))

    def find_person(self, subject: str) -> Person | None:
        """Find an account by its subject."""
        return self.people.get(subject)

    def find_course(self, course_id: str) -> Course | None:
        """Find a course by its id."""
        return self.courses.get(course_id)

    def roles_anywhere(self, subject: str) -> set[CourseRole]:
        """Give what somebody is in any course: what an institution knows a person as."""
        return {course.role(subject) for course in self.courses.values()} - {CourseRole.VISITOR}

    def add_people(self, course_id: str, count: int, role: CourseRole) -> tuple[str, ...]:
        """Invent accounts and enrol them; give their subjects."""
        with self._lock:
            first = max([_FIRST_ADDED, *(int(subject) + 1 for subject in self.people)])
            people = [_invented(number) for number in range(first, first + count)]
            subjects = tuple(person.subject for person in people)
            with self._store.write() as connection:
                connection.executemany(
                    "INSERT INTO person VALUES (?, ?)",
                    [(person.subject, json.dumps(asdict(person))) for person in people],
                )
                _save_enrolments(connection, course_id, subjects, role)
            self.people.update((person.subject, person) for person in people)
            self._enrol(course_id, subjects, role)
        return subjects

    def enrol(self, course_id: str, subjects: Iterable[str], role: CourseRole) -> None:
        """Put people who have an account into a course, or into another role there."""
        subjects = tuple(subjects)
        with self._lock:
            with self._store.write() as connection:
                _save_enrolments(connection, course_id, subjects, role)
            self._enrol(course_id, subjects, role)

    def _enrol(self, course_id: str, subjects: Iterable[str], role: CourseRole) -> None:
        subjects = tuple(subjects)
        moved, course = set(subjects), self.courses[course_id]
        lists = {
            CourseRole.TEACHER: course.teachers,
            CourseRole.ASSISTANT: course.assistants,
            CourseRole.STUDENT: course.students,
        }
        lists = {name: tuple(one for one in kept if one not in moved) for name, kept in lists.items()}
        if role is not CourseRole.VISITOR:
            lists[role] += subjects
        self.courses[course_id] = replace(
            course,
            teachers=lists[CourseRole.TEACHER],
            assistants=lists[CourseRole.ASSISTANT],
            students=lists[CourseRole.STUDENT],
        )

    def add_link(self, course_id: str, link: Link) -> Link:
        """Place a link in a course; it gets an id."""
        with self._lock:
            link = replace(link, id=self._next_link_id())
            with self._store.write() as connection:
                _save_link(connection, course_id, link)
            self._put_link(course_id, link)
        return link

    def _next_link_id(self) -> str:
        taken = (int(link.id) for course in self.courses.values() for link in course.links)
        return str(max([_FIRST_LINK, *(number + 1 for number in taken)]))

    def _put_link(self, course_id: str, link: Link) -> None:
        course = self.courses[course_id]
        self.courses[course_id] = replace(course, links=(*course.links, link))

    def copy_course(self, origin: Course, copier: Person, *, users: bool) -> Course:
        """Make a course with the same links under new ids; its people come along if asked so."""
        with self._lock:
            course_id = str(max(int(known) for known in self.courses) + 1)
            number = sum(origin.id in known.history for known in self.courses.values()) + 1
            teachers = origin.teachers
            if copier.subject not in teachers and not copier.administrator:
                teachers = (*teachers, copier.subject)
            first = int(self._next_link_id())
            links = tuple(
                replace(link, id=str(first + place), history=(link.id, *link.history))
                for place, link in enumerate(origin.links)
            )
            course = Course(
                id=course_id,
                label=f"{origin.label}_{number}",
                title=f"{origin.title} (copia {number})",
                links=(),
                teachers=teachers,
                assistants=origin.assistants if users else (),
                students=origin.students if users else (),
                history=(origin.id, *origin.history),
            )
            with self._store.write() as connection:
                body = json.dumps(asdict(course) | {"groups": [], "group_sets": []})
                connection.execute("INSERT INTO course VALUES (?, ?)", (course.id, body))
                for link in links:
                    _save_link(connection, course.id, link)
            self.courses[course_id] = replace(course, links=links)
        return self.courses[course_id]


def _invented(number: int) -> Person:
    return Person(str(number), "Persona", f"Número {number}", f"persona{number}@alumnado.example")


def _save_enrolments(connection: Any, course_id: str, subjects: Iterable[str], role: CourseRole) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO enrolment VALUES (?, ?, ?)",
        [(course_id, subject, role.value) for subject in subjects],
    )


def _save_link(connection: Any, course_id: str, link: Link) -> None:
    connection.execute("INSERT INTO link VALUES (?, ?, ?)", (link.id, course_id, json.dumps(asdict(link))))


def _link(body: Mapping[str, Any]) -> Link:
    return Link(**{**body, "history": tuple(body["history"])})


def _course(body: Mapping[str, Any]) -> Course:
    lists = ("teachers", "assistants", "students", "history")
    return Course(**{**body, "links": (), "groups": (), "group_sets": (),
                     **{name: tuple(body[name]) for name in lists}})  # fmt: skip
