"""What a teacher reads of the evidence of a class: what waits to be judged, and the levels reached."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lti_tool.database.classes import class_of, students_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import beliefs_in
from lti_tool.database.groups import sees_part
from lti_tool.database.judgements import OverrideRow, overrides_in
from lti_tool.database.people import Person
from lti_tool.database.portfolio import entries_of, entries_shown, entry_named, judged_in
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .entry_views import EntryReader
from .named_student import the_student
from .open_class import sorted_name
from .open_result import record_look
from .portfolio_pages import EntriesPage, EntryPage, LevelReached, LevelsPage, LevelsRow, PortfolioPage
from .reached_levels import level_supported, levels_of
from .rubrics import Rubric
from .settled_beliefs import known_from

PAGE_SIZE = 50


def open_evidence(database: Database, scope: Scope) -> EntriesPage:
    """Entries of the class that no teacher has judged yet, and the others.

    Raises
    ------
    AccessRefused
        Only who teaches reads them.
    NotFound
        What was placed has no levels.
    """
    _check(scope)
    with database.read() as session:
        rubric = Rubric(session, scope)
        shown = [
            (row, owner)
            for row, owner in entries_shown(session, scope, rubric.loaded.id)
            if row.competency in rubric.codes
        ]
        reader = EntryReader(rubric, [row for row, _ in shown])
        done = {row.id for row, _ in shown if reader.judged_by(row, "trainer")}
        return EntriesPage(
            rubric.diagnostic.title,
            # Who has waited longest comes first.
            waiting=tuple(reader.view(row, owner) for row, owner in reversed(shown) if row.id not in done),
            judged=tuple(reader.view(row, owner) for row, owner in shown if row.id in done),
            limited=sees_part(session, scope),
        )


def open_judging(database: Database, scope: Scope, entry: str) -> EntryPage:
    """One entry; what others said of it only once the scope's person has judged it.

    Raises
    ------
    AccessRefused, NotFound
        As for `open_evidence`; no such entry of a student whom the scope's person may see.
    """
    _check(scope)
    with database.read() as session:
        rubric = Rubric(session, scope)
        row = entry_named(session, scope, entry)
        if row is None or row.framework_id != rubric.loaded.id or row.competency not in rubric.codes:
            raise NotFound()
        owner = session.get_one(Person, row.person_id)
        return EntryPage(rubric.diagnostic.title, EntryReader(rubric, [row]).view(row, owner))


def open_levels(database: Database, scope: Scope, *, page: int = 1, whole: bool = False) -> LevelsPage:
    """The levels of the class, a page of students at a time (`whole` for the file to download).

    Raises
    ------
    AccessRefused, NotFound
        As for `open_evidence`.
    """
    _check(scope)
    with database.read() as session:
        rubric = Rubric(session, scope)
        students = students_of(session, scope)
        pages = max(1, -(-len(students) // PAGE_SIZE))
        page = min(max(page, 1), pages)
        shown = students if whole else students[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        beliefs = beliefs_in(session, scope, rubric.loaded.id)
        judged = judged_in(session, scope, rubric.loaded.id)
        overrides: dict[int, dict[str, OverrideRow]] = {}
        for row in overrides_in(session, scope, rubric.loaded.id):
            overrides.setdefault(row.person_id, {})[row.competency] = row
        rows = []
        for one in shown:
            known = known_from(beliefs.get(one.id), rubric.loaded)
            theirs, counts = overrides.get(one.id, {}), judged.get(one.id, {})
            found = tuple(
                level_supported(rubric, known, code, theirs.get(code), judged=code in counts)
                for code in rubric.codes
            )
            given = tuple(counts.get(code, 0) for code in rubric.codes)
            rows.append(LevelsRow(one.public_id, sorted_name(one), found, given))
        return LevelsPage(
            rubric.diagnostic.title,
            class_of(session, scope).title,
            rubric.views(),
            tuple(rows),
            page,
            pages,
            sees_part(session, scope),
        )


def open_student_levels(database: Database, scope: Scope, student: str, *, now: datetime) -> PortfolioPage:
    """The levels of a student with their evidence; that a teacher looked is written down.

    Raises
    ------
    AccessRefused, NotFound
        As for `open_evidence`; no such student whom the scope's person may see.
    """
    _check(scope)
    with database.read() as session:
        rubric = Rubric(session, scope)
        who = the_student(session, scope, student)
        attempt = rubric.attempt(who.id)
        rows = entries_of(session, scope, rubric.loaded.id, person_id=who.id)
        rows = [row for row in rows if row.competency in rubric.codes]
        reader = EntryReader(rubric, rows)
        entries = tuple(reader.view(row, who) for row in rows)
        mine = {view.id for view in entries if view.mine is not None}
        page = PortfolioPage(
            title=rubric.diagnostic.title,
            person=who.name or who.given_name,
            person_id=who.public_id,
            begun=attempt is not None,
            profiled=attempt is not None and attempt.profiled,
            reached=tuple(_unanchored(one, mine) for one in levels_of(rubric, who.id)),
            entries=entries,
        )
    record_look(database, scope, who.id, "profile", now)
    return page


def _unanchored(one: LevelReached, mine: Collection[str]) -> LevelReached:
    """Without the levels that others gave to entries that the reader has yet to judge."""
    carriers = (
        replace(carrier, level=None) if carrier.entry and carrier.entry not in mine else carrier
        for carrier in one.carriers
    )
    return replace(one, carriers=tuple(carriers))


def _check(scope: Scope) -> None:
    scope.check_teaches()
