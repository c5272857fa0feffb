"""A class in figures, for who runs the installation: no names unless they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.database.banks import BankEntry
from lti_tool.database.classes import class_of, students_of
from lti_tool.database.diagnostics import diagnostics_in
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.judgements import overrides_in
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .class_needs import needs_of
from .open_class import ClassReader
from .pages import StudentRow
from .profile_pages import NeedRow
from .verdicts import decided_word


@dataclass(frozen=True, slots=True)
class ItemsReport:
    """What the diagnostic asked from.

    Attributes
    ----------
    held, asked : int
        Questions of the bank at its present revision, and those of them that this class has met.
    pilots, calibrated : int
        Of those held: being tried out; with parameters from answers, not stated.
    answers : int
        In this class.
    """

    held: int
    asked: int
    pilots: int
    calibrated: int
    answers: int
    revision: int


@dataclass(frozen=True, slots=True)
class CompetencyReport:
    """One competency: how many are where, how many are probably below the cut."""

    code: str
    names: dict[str, str]
    verdicts: dict[str, int]
    need: float
    known: int
    masters: int
    activities: int


@dataclass(frozen=True, slots=True)
class StudentReport:
    """One student, by name."""

    name: str
    status: str
    verdicts: dict[str, str]
    grade: float | None


@dataclass(frozen=True, slots=True)
class CourseReport:
    """A class and one of its diagnostics in figures; competencies with the greatest need first."""

    course: str
    diagnostic: str
    diagnostic_id: str
    at: datetime
    students: int
    not_started: int
    running: int
    finished: int
    without_profile: int
    decided_by_teachers: int
    mean_items: float | None
    competencies: tuple[CompetencyReport, ...]
    items: ItemsReport
    people: tuple[StudentReport, ...] = ()

    def document(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return asdict(self)

    def table(self) -> Iterator[tuple[object, ...]]:
        """As rows for CSV: one for each competency; or one for each student, where there are names."""
        if self.people:
            codes = [one.code for one in self.competencies]
            yield ("student", "status", *codes, "grade")
            for person in self.people:
                said = (person.verdicts.get(code, "") for code in codes)
                yield (person.name, person.status, *said, "" if person.grade is None else person.grade)
            return
        words = sorted({word for one in self.competencies for word in one.verdicts})
        yield ("competency", "known", "masters", "need", *words)
        for one in self.competencies:
            counts = (one.verdicts.get(word, 0) for word in words)
            yield (one.code, one.known, one.masters, round(one.need, 2), *counts)


def course_report(
    database: Database, scope: Scope, *, diagnostic: str = "", names: bool = False, now: datetime
) -> CourseReport:
    """The report of a class.

    Parameters
    ----------
    diagnostic : str
        Public id; the newest of the class where it is empty.
    names : bool
        Whether students are listed by name.

    Raises
    ------
    NotFound
        The class has no diagnostic, or none of this id.
    """
    with database.read() as session:
        placed = diagnostics_in(session, scope)
        chosen = next((one for one in placed if diagnostic in ("", one.public_id)), None)
        if chosen is None:
            raise NotFound()
        reader = ClassReader(session, scope, now, chosen)
        rows = [reader.row(person) for person in students_of(session, scope)]
        status = Counter(row.status for row in rows)
        done = [len(one.asked) for one in reader.attempts.values() if one.status == "finished"]
        return CourseReport(
            course=class_of(session, scope).title,
            diagnostic=chosen.title,
            diagnostic_id=chosen.public_id,
            at=now,
            students=len(rows),
            not_started=status["not_started"],
            running=status["running"],
            finished=status["finished"] + status["fixed"],
            without_profile=status["fixed"],
            decided_by_teachers=_decided(session, scope, reader),
            mean_items=round(sum(done) / len(done), 2) if done else None,
            competencies=tuple(_competency(one) for one in needs_of(session, scope, reader, rows)),
            items=_items(session, scope, reader),
            people=tuple(_person(row, reader) for row in rows) if names else (),
        )


def _decided(session: Session, scope: Scope, reader: ClassReader) -> int:
    """Verdicts that are a teacher's word."""
    codes = {reader.loaded.loaded.framework.codes[position] for position in reader.targets}
    standing = {
        (row.person_id, row.competency)
        for row in overrides_in(session, scope, reader.loaded.loaded.id)
        if row.competency in codes and decided_word(row, reader.policy.level)
    }
    return len(standing)


def _competency(row: NeedRow) -> CompetencyReport:
    return CompetencyReport(
        row.code, dict(row.names), dict(row.counts), round(row.need, 3), row.known, row.masters,
        len(row.activities),
    )  # fmt: skip


def _person(row: StudentRow, reader: ClassReader) -> StudentReport:
    codes = [reader.loaded.loaded.framework.codes[position] for position in reader.targets]
    words = {code: cell.word for code, cell in zip(codes, row.cells, strict=True) if cell is not None}
    return StudentReport(row.name, row.status, words, row.grade.score if row.grade else None)


def _items(session: Session, scope: Scope, reader: ClassReader) -> ItemsReport:
    loaded = reader.loaded
    asked = session.execute(
        select(EvidenceEntry.item_id, func.count())
        .where(
            EvidenceEntry.framework_id == loaded.loaded.id,
            EvidenceEntry.item_id.is_not(None),
            EvidenceEntry.class_id == scope.class_id,
            EvidenceEntry.school_id == scope.school_id,
        )
        .group_by(EvidenceEntry.item_id)
    ).all()
    answers = {item: number for item, number in asked if item in loaded.indices}
    origins = session.execute(
        select(BankEntry.id, BankEntry.origin).where(
            BankEntry.bank_id == loaded.id, BankEntry.school_id == scope.school_id
        )
    )
    held = set(loaded.entry_ids)
    calibrated = sum(origin == "calibrated" for entry, origin in origins if entry in held)
    return ItemsReport(
        held=len(loaded.item_ids),
        asked=len(answers),
        pilots=int(loaded.bank.pilot.sum()),
        calibrated=calibrated,
        answers=sum(answers.values()),
        revision=loaded.revision,
    )
