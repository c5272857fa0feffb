"""The teacher's class map: every student, every competency, and who has not started."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.classes import class_of
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempts_in
from lti_tool.database.engine import Database
from lti_tool.database.evidence import BeliefRow, beliefs_in
from lti_tool.database.grades import GradeJob, jobs_in
from lti_tool.database.judgements import OverrideRow, overrides_in
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from personalization.belief import Word
from personalization.diagnostics.policy import Policy

from .class_groups import GroupChoice, students_in_group
from .grade_score import grade_score, grade_view
from .loading import LoadedBank, bank_for, policy_of, the_diagnostic
from .pages import CellView, ClassPage, Names, StudentRow
from .settled_beliefs import known_from
from .sync_roster import roster_view
from .verdicts import Overrides, Verdict, Verdicts, level_names

Order = Literal["name", "need"]
PAGE_SIZE = 50
NEEDS_MOST = 3
NEEDY_WORDS = (Word.NOT_YET, Word.PROBABLY_NOT_YET, Word.ON_THE_WAY)


def open_class(
    database: Database,
    scope: Scope,
    *,
    page: int = 1,
    whole: bool = False,
    group: str = "",
    order: Order = "name",
    now: datetime | None = None,
) -> ClassPage:
    """The class map, a page of students at a time (`whole` for the file to download).

    Parameters
    ----------
    group : str
        Public id of the group or section that the map is limited to.
    order : "name" or "need"
        By family name, or who needs most first and who is not known last.

    Raises
    ------
    AccessRefused
        Only who teaches sees the class.
    InputRefused
        The class has no diagnostic yet.
    NotFound
        No such group in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        reader = ClassReader(session, scope, now)
        rows = [reader.row(person) for person in students_in_group(session, scope, group)]
        if order == "need":
            rows.sort(key=need, reverse=True)
        found = reader.page(rows, page, whole, GroupChoice(session, scope, group))
        return replace(found, order=order)


class ClassReader:
    """Reads what the map shows, each table once."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        now: datetime | None = None,
        diagnostic: Diagnostic | None = None,
    ) -> None:
        self.session, self.scope, self.now = session, scope, now
        self.diagnostic: Diagnostic = diagnostic or the_diagnostic(session, scope)
        self.loaded: LoadedBank = bank_for(session, scope, self.diagnostic)
        self.policy: Policy = policy_of(self.diagnostic)
        self.verdicts = Verdicts(self.loaded.loaded, self.policy)
        self.targets = self.verdicts.targets
        self.attempts: dict[int, Attempt] = {
            attempt.person_id: attempt for attempt in attempts_in(session, scope, self.diagnostic.id)
        }
        self.beliefs: dict[int, BeliefRow] = beliefs_in(session, scope, self.loaded.loaded.id)
        self.jobs: dict[int, GradeJob] = jobs_in(session, scope, self.diagnostic.id)
        self.overrides: dict[int, dict[str, OverrideRow]] = {}
        for row in overrides_in(session, scope, self.loaded.loaded.id):
            self.overrides.setdefault(row.person_id, {})[row.competency] = row

    def page(self, rows: Sequence[StudentRow], number: int, whole: bool, choice: GroupChoice) -> ClassPage:
        """The map of these students, or one page of it."""
        pages = max(1, -(-len(rows) // PAGE_SIZE))
        number = min(max(number, 1), pages)
        shown = rows if whole else rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        place = class_of(self.session, self.scope)
        counts = self.word_counts(rows)
        states = Counter(row.grade.state for row in rows if row.grade)
        status = Counter(row.status for row in rows)
        codes = self.loaded.loaded.framework.codes
        return ClassPage(
            title=self.diagnostic.title,
            course_title=place.title,
            areas=self._areas(),
            competencies=tuple((codes[p], self.loaded.loaded.names[p]) for p in self.targets),
            students=tuple(shown),
            page=number,
            pages=pages,
            total=len(rows),
            not_started=tuple(row.name for row in rows if row.status == "not_started"),
            running=status["running"],
            finished=status["finished"] + status["fixed"],
            grades={state: count for state, count in states.items()},
            needs_most=self.needs_most(counts),
            roster=roster_view(place, self.now),
            groups=choice.groups,
            group=choice.chosen,
            limited=choice.limited,
            formula=self.diagnostic.formula,  # type: ignore[arg-type]
            word_counts=counts,
            level_names=self.level_names() if self.verdicts.several else {},
        )

    def level_names(self) -> dict[str, tuple[Names, ...]]:
        """Of each competency, the lowest first."""
        return level_names(self.session, self.scope, self.loaded.loaded.id)

    def _areas(self) -> tuple[tuple[Names, int], ...]:
        found = []
        for _, names, positions in self.loaded.loaded.areas:
            columns = sum(p in self.targets for p in positions)
            if columns:
                found.append((names, columns))
        return tuple(found)

    def row(self, person: Person) -> StudentRow:
        """One student of the map."""
        attempt = self.attempts.get(person.id)
        belief = self.beliefs.get(person.id)
        status = "not_started"
        if attempt is not None:
            status = "running" if attempt.status != "finished" else "finished"
            if status == "finished" and not attempt.profiled:
                status = "fixed"
        overrides = self.overrides.get(person.id, {})
        verdicts = self._verdicts(attempt, belief, overrides)
        score = grade_score(
            self.session,
            self.scope,
            self.diagnostic,
            attempt,
            belief,
            overrides=overrides,
            verdicts=verdicts if attempt and attempt.profiled else None,
        )
        job = self.jobs.get(person.id)
        return StudentRow(
            id=person.public_id,
            name=sorted_name(person),
            status=status,  # type: ignore[arg-type]
            cells=self._cells(attempt, verdicts),
            grade=grade_view(self.diagnostic, job, score) if attempt or job else None,
        )

    def _verdicts(
        self, attempt: Attempt | None, row: BeliefRow | None, overrides: Overrides
    ) -> tuple[Verdict, ...]:
        """None where nothing is inferred of a person and no teacher has decided anything."""
        if attempt is None or not (attempt.profiled or overrides):
            return ()
        known = known_from(row if attempt.profiled else None, self.loaded.loaded)
        known = known.today(row.updated_at if row else None, self.now)
        return self.verdicts.of(known, overrides)

    def _cells(self, attempt: Attempt | None, verdicts: Sequence[Verdict]) -> tuple[CellView | None, ...]:
        if attempt is None or not verdicts:
            return tuple(None for _ in self.targets)
        cells = tuple(_cell(verdict) for verdict in verdicts)
        return cells if attempt.profiled else tuple(cell if cell.decided else None for cell in cells)

    def word_counts(self, rows: Sequence[StudentRow]) -> dict[str, dict[str, int]]:
        """For each competency how many of these students are where."""
        counts: dict[str, dict[str, int]] = {}
        for column, position in enumerate(self.targets):
            words = [row.cells[column] for row in rows]
            code = self.loaded.loaded.framework.codes[position]
            counts[code] = dict(Counter(_shown(cell) for cell in words if cell is not None))
        return counts

    def needs_most(self, counts: dict[str, dict[str, int]]) -> tuple[Names, ...]:
        """The competencies that most students are below the cut in, as far as that is known."""
        needs = np.array([sum(counts[code].get(word.value, 0) for word in NEEDY_WORDS) for code in counts])
        order = np.argsort(-needs, kind="stable")[:NEEDS_MOST]
        return tuple(self.loaded.loaded.names[self.targets[int(i)]] for i in order if needs[int(i)] > 0)


def _cell(verdict: Verdict) -> CellView:
    return CellView(
        verdict.word,
        verdict.standing.mastery,
        verdict.error,
        verdict.own,
        verdict.standing.review_due and verdict.decided is None,
        verdict.decided is not None,
        verdict.reached,
    )


def need(row: StudentRow) -> float:
    """How much a student needs help, as the expected number of competencies below the cut; -1: not known."""
    below = [
        1 - cell.mastery if not cell.decided else float(cell.word != Word.MASTERED)
        for cell in row.cells
        if cell is not None and (cell.own or cell.decided)
    ]
    return sum(below) if below else -1.0


def _shown(cell: CellView) -> str:
    """The word of a cell; "not_asked" where no answer was about it and the neighbours tell nothing."""
    return "not_asked" if cell.own == 0 and cell.word == Word.NOT_ENOUGH_EVIDENCE else cell.word


def sorted_name(person: Person) -> str:
    """As class lists are kept: family name first; whatever there is otherwise."""
    if person.family_name and person.given_name:
        return f"{person.family_name}, {person.given_name}"
    return person.name or person.given_name or person.family_name or f"#{person.subject}"
