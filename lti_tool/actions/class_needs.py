"""What a class needs most, and one competency of it: who is where, and what was answered wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.classes import class_of
from lti_tool.database.engine import Database
from lti_tool.database.itineraries import ActivityRow, activities_in
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound
from personalization.belief import Word

from .class_groups import GroupChoice, students_in_group
from .class_questions import questions_about
from .open_class import ClassReader
from .pages import CellView, Names, StudentRow
from .profile_pages import ActivityLine, CompetencyPage, NeedRow, NeedsPage, PersonView

UNKNOWN = frozenset({"not_enough_evidence", "not_asked"})
HELPFUL = ("core", "reinforcement")
"""Kinds of activities that help who is not there yet."""


def open_needs(database: Database, scope: Scope, *, group: str = "", now: datetime) -> NeedsPage:
    """The competencies of the diagnostic, the most needed first.

    Raises
    ------
    AccessRefused
        Only who teaches sees it.
    InputRefused
        The class has no diagnostic yet.
    NotFound
        No such group in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        reader = ClassReader(session, scope, now)
        rows = [reader.row(person) for person in students_in_group(session, scope, group)]
        choice = GroupChoice(session, scope, group)
        return NeedsPage(
            title=reader.diagnostic.title,
            course_title=class_of(session, scope).title,
            at=now,
            students=len(rows),
            known=sum(any(row.cells) for row in rows),
            rows=needs_of(session, scope, reader, rows),
            groups=choice.groups,
            group=choice.chosen,
            limited=choice.limited,
        )


def needs_of(
    session: Session, scope: Scope, reader: ClassReader, rows: Sequence[StudentRow]
) -> tuple[NeedRow, ...]:
    """How much these students need each competency, the most needed first."""
    loaded = reader.loaded.loaded
    counts, library = reader.word_counts(rows), activities_in(session, scope, loaded.id)
    found = []
    for column, position in enumerate(reader.targets):
        code = loaded.framework.codes[position]
        told = [cell for row in rows if (cell := row.cells[column]) is not None and _told(cell)]
        found.append(
            NeedRow(
                code=code,
                names=loaded.names[position],
                counts=counts[code],
                need=sum(map(below, told)),
                weight=loaded.framework.competencies[position].weight,
                known=len(told),
                masters=sum(cell.word == Word.MASTERED for cell in told),
                activities=_lines([one for one in library if one.competency == code and one.kind in HELPFUL]),
            )
        )
    return tuple(sorted(found, key=lambda one: -one.need * one.weight))


def below(cell: CellView) -> float:
    """Probability to be below the cut; what a teacher has decided is certain."""
    if cell.decided:
        return float(cell.word != Word.MASTERED)
    return 1 - cell.mastery


def _told(cell: CellView) -> bool:
    """Whether something is known: asked about, decided, or told by neighbours."""
    return cell.own > 0 or cell.decided or cell.word != Word.NOT_ENOUGH_EVIDENCE


def open_competency(
    database: Database, scope: Scope, code: str, *, group: str = "", language: str, now: datetime
) -> CompetencyPage:
    """A competency of the class.

    Raises
    ------
    AccessRefused, InputRefused
        As for `open_needs`.
    NotFound
        The diagnostic is not about it; no such group.
    """
    scope.check_teaches()
    with database.read() as session:
        reader = ClassReader(session, scope, now)
        loaded = reader.loaded.loaded
        positions = {loaded.framework.codes[p]: column for column, p in enumerate(reader.targets)}
        if code not in positions:
            raise NotFound()
        students = students_in_group(session, scope, group)
        rows = [reader.row(person) for person in students]
        position, choice = loaded.framework.index(code), GroupChoice(session, scope, group)
        asked = questions_about(
            session, scope, reader.loaded, position, [one.id for one in students], language
        )
        library = activities_in(session, scope, loaded.id)
        area = loaded.framework.competencies[position].area
        return CompetencyPage(
            title=reader.diagnostic.title,
            code=code,
            names=loaded.names[position],
            area=next((names for name, names, _ in loaded.areas if name == area), {}),
            people=_people(rows, positions[code]),
            counts=reader.word_counts(rows)[code],
            questions=asked.questions,
            unasked=asked.unasked,
            activities=_lines([one for one in library if one.competency == code]),
            groups=choice.groups,
            group=choice.chosen,
            limited=choice.limited,
            level=_level(reader, code),
        )


def _level(reader: ClassReader, code: str) -> Names | None:
    """The level that the words are about, where there are several."""
    names = reader.level_names().get(code, ())
    return names[min(reader.policy.level, len(names) - 1)] if len(names) > 1 else None


def _people(rows: Sequence[StudentRow], column: int) -> dict[str, tuple[PersonView, ...]]:
    """Students by word; the least sure of those who are there, and the weakest elsewhere, first."""
    found: dict[str, list[PersonView]] = {}
    for row in rows:
        cell = row.cells[column]
        if cell is None:
            word = "no_profile" if row.status == "fixed" else "not_started"
            found.setdefault(word, []).append(PersonView(row.id, row.name, 0.0, 0.0, 0))
            continue
        word = "not_asked" if cell.own == 0 and cell.word == Word.NOT_ENOUGH_EVIDENCE else cell.word
        one = PersonView(
            row.id, row.name, cell.mastery, cell.error, cell.own, cell.review_due, cell.decided
        )
        found.setdefault(word, []).append(one)
    return {word: tuple(sorted(people, key=lambda one: one.mastery)) for word, people in found.items()}


def _lines(rows: Sequence[ActivityRow]) -> tuple[ActivityLine, ...]:
    return tuple(
        ActivityLine(
            {language: text["title"] for language, text in row.texts.items()},
            row.kind,
            row.modality,
            row.minutes,
        )
        for row in rows
    )
