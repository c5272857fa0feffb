"""Importing OATutor's folder format, zipped: problems, steps, hints, skills and the course plan.

The format is described at https://github.com/CAHLR/OATutor: ``content-pool/<problem>/<problem>.json``, below
it ``steps/<step>/<step>.json`` and ``tutoring/*.json``; beside it ``skillModel.json`` and
``coursePlans.json``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from adapters.answers import ProcessChecker
from adapters.content.archives import Archive, ArchiveLimits, UnreadableFile
from adapters.content.base import BankItem, Found, Import, MediaStore, Problem
from adapters.content.html import to_html
from adapters.content.oatutor_steps import StepReader, StepSource
from adapters.frameworks.base import CompetencySpec, FrameworkSpec

_DIGITS = re.compile(r"([0-9]+)")
CODE = "oatutor-elementary-algebra"
_TITLES = {
    "en": "Elementary algebra (OATutor, OpenStax)",
    "es": "Álgebra elemental (OATutor, OpenStax)",
}


def import_oatutor(
    stream: BinaryIO, limits: ArchiveLimits | None = None, *, checker: ProcessChecker | None = None
) -> Import:
    """Import a zip archive of OATutor content.

    Parameters
    ----------
    stream : binary stream
        Seekable.
    limits : ArchiveLimits, optional
    checker : ProcessChecker, optional
        Reads the keys; one of its own is started, and ended, where none is given.

    Returns
    -------
    Import
        With every fault that was found. Each step becomes an item, each skill a competency, each lesson an
        area; a skill of several lessons belongs to the first. OATutor claims no prerequisites, so there are
        none. Its knowledge-tracing parameters are all one placeholder and are not used.
    """
    archive = Archive(stream, limits or ArchiveLimits())
    own = checker or ProcessChecker(timeout_seconds=20.0)
    try:
        return _Importer(archive, own).run()
    finally:
        if checker is None:
            own.close()


def read(stream: BinaryIO, media: MediaStore, *, language: str = "en") -> Iterator[Found]:
    """Give what `import_oatutor` finds one by one, as readers of other formats do.

    Parameters
    ----------
    stream : binary stream
        Seekable.
    media : MediaStore
        Not needed: the format names figures and brings none.
    language : str
        Not needed: the format is in English.
    """
    found = import_oatutor(stream)
    yield from found.problems
    if found.framework is not None and found.items:
        yield found.framework
    yield from found.items


class _Importer:
    def __init__(self, archive: Archive, checker: ProcessChecker) -> None:
        self._archive = archive
        self._problems = list(archive.problems)
        self._reader = StepReader(checker)
        self._items: dict[str, BankItem] = {}

    def run(self) -> Import:
        framework = FrameworkSpec(CODE, "0", _TITLES, {}, ())
        if self._archive.names:
            base = self._base()
            courses = self._json(f"{base}coursePlans.json", list)
            skills = self._json(f"{base}skillModel.json", dict)
            if courses is not None:
                framework = self._framework(f"{base}coursePlans.json", courses)
            self._read_problems(f"{base}content-pool/", skills, {c.code for c in framework.competencies})
            if not self._items and not any(p.fatal for p in self._problems):
                self._report("", "no_items")
        return Import(_TITLES["en"], framework, tuple(self._items.values()), (), tuple(self._problems))

    def _report(self, where: str, code: str, *, fatal: bool = True, **values: object) -> None:
        self._problems.append(Problem(where, code, values, fatal))

    def _base(self) -> str:
        """Find the folder that everything lies in, for archives that were packed with it."""
        for name in self._archive.names:
            folder, _, file = name.rpartition("/")
            if file in ("coursePlans.json", "skillModel.json"):
                return f"{folder}/" if folder else ""
        return ""

    def _json(self, name: str, kind: type) -> Any | None:
        try:
            found = self._archive.json(name)
        except UnreadableFile as error:
            self._problems.append(error.problem)
            return None
        if not isinstance(found, kind):
            self._report(name, "wrong_structure")
            return None
        return found

    def _framework(self, where: str, courses: list[Any]) -> FrameworkSpec:
        areas: dict[str, Mapping[str, str]] = {}
        competencies: dict[str, CompetencySpec] = {}
        lessons = [lesson for course in courses for lesson in _lessons(course)]
        for place, lesson in enumerate(lessons, start=1):
            objectives = lesson.get("learningObjectives")
            if not isinstance(objectives, dict) or not isinstance(lesson.get("topics"), str):
                self._report(where, "lesson_incomplete", lesson=str(lesson.get("name", place)))
                continue
            number = str(lesson.get("name", place)).removeprefix("Lesson ").strip()
            area = number if number not in areas else str(lesson.get("id", place))
            name = to_html(f"{number} {lesson['topics']}")
            areas[area] = {"en": name, "es": name}
            for skill in objectives:
                title = _skill_name(skill)
                competencies.setdefault(skill, CompetencySpec(skill, area, {"en": title, "es": title}))
        if not competencies:
            self._report(where, "no_skills")
        digest = hashlib.sha256("\n".join(f"{c.area} {c.code}" for c in competencies.values()).encode())
        return FrameworkSpec(CODE, digest.hexdigest()[:12], _TITLES, areas, tuple(competencies.values()))

    def _read_problems(self, pool: str, skills: dict[str, Any] | None, known: set[str]) -> None:
        steps: dict[str, list[str]] = {}
        tutoring: dict[str, list[str]] = {}
        problems = []
        for name in self._archive.names:
            parts = name.removeprefix(pool).split("/")
            if not name.startswith(pool) or not name.endswith(".json"):
                continue
            if len(parts) == 2 and parts[1] == f"{parts[0]}.json":
                problems.append(name)
            elif len(parts) == 4 and parts[1] == "steps" and parts[3] == f"{parts[2]}.json":
                steps.setdefault(parts[0], []).append(name)
            elif len(parts) == 5 and parts[1] == "steps" and parts[3] == "tutoring":
                tutoring.setdefault(parts[2], []).append(name)
        if not problems:
            self._report(pool, "no_problems")
        for name in sorted(problems, key=_natural):
            code = _stem(name)
            self._read_problem(name, sorted(steps.pop(code, []), key=_natural), tutoring, skills, known)
        for left in steps.values():
            for name in left:
                self._report(name, "step_without_problem")

    def _read_problem(
        self,
        where: str,
        steps: list[str],
        tutoring: dict[str, list[str]],
        skills: dict[str, Any] | None,
        known: set[str],
    ) -> None:
        problem = self._json(where, dict)
        if not steps:
            self._report(where, "problem_without_steps")
        for name in steps:
            step = self._json(name, dict)
            code = _stem(name)
            hints = [self._json(path, list) or [] for path in sorted(tutoring.get(code, []))]
            taught = self._skills_of(name, code, skills, known)
            if problem is None or step is None:
                continue
            source = StepSource(where, name, problem, step, [h for pathway in hints for h in pathway], taught)
            item, found = self._reader.read(source)
            self._problems += found
            if item is not None and item.code in self._items:
                self._report(name, "duplicate_item", item=item.code)
            elif item is not None:
                self._items[item.code] = item

    def _skills_of(
        self, where: str, code: str, skills: dict[str, Any] | None, known: set[str]
    ) -> tuple[str, ...]:
        if skills is None:
            return ()
        taught = skills.get(code)
        if not isinstance(taught, list) or not taught or not all(isinstance(skill, str) for skill in taught):
            self._report(where, "skill_missing", step=code)
            return ()
        for skill in taught:
            if known and skill not in known:
                self._report(where, "unknown_skill", skill=skill)
        return tuple(dict.fromkeys(taught))


def _lessons(course: Any) -> list[dict[str, Any]]:
    lessons = course.get("lessons") if isinstance(course, dict) else None
    return [lesson for lesson in lessons if isinstance(lesson, dict)] if isinstance(lessons, list) else []


def _skill_name(code: str) -> str:
    """Write a skill's code as people read it: ``factor_x**2_+_bx`` becomes ``Factor x² + bx``."""
    words = code.replace("___", " - ").replace("_", " ").replace("**2", "²").replace("**", "^").rstrip(".")
    return words[:1].upper() + words[1:]


def _natural(name: str) -> tuple[str | int, ...]:
    """Order files by name as people do: 2 before 10."""
    return tuple(int(piece) if piece.isdigit() else piece for piece in _DIGITS.split(_stem(name)))


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".json")
