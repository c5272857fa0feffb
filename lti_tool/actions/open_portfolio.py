"""A learner's levels, what they show for them, and what classmates have opened to them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lti_tool.database.engine import Database
from lti_tool.database.people import person_of
from lti_tool.database.portfolio import entries_for_classmates, entries_of, entry_named, ratings_on
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .entry_views import EntryReader
from .portfolio_pages import EntriesPage, EntryForm, EntryPage, FormPage, PortfolioPage
from .reached_levels import levels_of
from .rubrics import Rubric


def open_portfolio(database: Database, scope: Scope) -> PortfolioPage:
    """The scope's person's levels and entries.

    Raises
    ------
    NotFound
        What was placed has no levels.
    """
    with database.read() as session:
        rubric = Rubric(session, scope)
        attempt = rubric.attempt(scope.person_id)
        own = [
            one for one in entries_of(session, scope, rubric.loaded.id) if one.competency in rubric.codes
        ]
        reader = EntryReader(rubric, own)
        who = person_of(session, scope)
        return PortfolioPage(
            title=rubric.diagnostic.title,
            person=who.name or who.given_name,
            person_id=who.public_id,
            begun=attempt is not None,
            profiled=attempt is not None and attempt.profiled,
            reached=levels_of(rubric, scope.person_id),
            entries=tuple(reader.view(one) for one in own),
            classmates=len(_of_classmates(session, scope, rubric).waiting),
        )


def open_form(database: Database, scope: Scope, entry: str = "", competency: str = "") -> FormPage:
    """The form of a new entry, or of one that the scope's person has made.

    Raises
    ------
    NotFound
        There is nothing to show here yet, or no such entry of this learner.
    """
    with database.read() as session:
        rubric = Rubric(session, scope)
        if rubric.attempt(scope.person_id) is None:
            raise NotFound()
        form, judged = EntryForm(competency if competency in rubric.codes else "", 0, ""), False
        if entry:
            row = entry_named(session, scope, entry)
            if row is None or row.person_id != scope.person_id or row.framework_id != rubric.loaded.id:
                raise NotFound()
            form = EntryForm(row.competency, row.level, row.title, row.text, row.link, row.peers)
            ratings = ratings_on(session, scope, [row.id])[row.id]
            judged = any(one.rater_kind != "self" for one in ratings)
        return FormPage(rubric.diagnostic.title, rubric.views(), form, entry, judged)


def open_own_entry(database: Database, scope: Scope, entry: str) -> EntryPage:
    """One entry of the scope's person, with what everybody said of it, without names.

    Raises
    ------
    NotFound
        No such entry of this learner.
    """
    with database.read() as session:
        rubric = Rubric(session, scope)
        row = entry_named(session, scope, entry)
        if row is None or row.person_id != scope.person_id or row.competency not in rubric.codes:
            raise NotFound()
        view = EntryReader(rubric, [row]).view(row)
        return EntryPage(rubric.diagnostic.title, view, may_edit=view.judgements == 0)


def open_classmates(database: Database, scope: Scope) -> EntriesPage:
    """What classmates have opened to the scope's person.

    Raises
    ------
    NotFound
        What was placed has no levels.
    """
    with database.read() as session:
        return _of_classmates(session, scope, Rubric(session, scope))


def open_classmates_entry(database: Database, scope: Scope, entry: str) -> EntryPage:
    """One entry that a classmate has opened.

    Raises
    ------
    NotFound
        No such entry, or it is not open to this person.
    """
    with database.read() as session:
        rubric = Rubric(session, scope)
        for row, owner in entries_for_classmates(session, scope, rubric.loaded.id):
            if row.public_id == entry and row.competency in rubric.codes:
                return EntryPage(rubric.diagnostic.title, EntryReader(rubric, [row]).view(row, owner))
        raise NotFound()


def _of_classmates(session: Session, scope: Scope, rubric: Rubric) -> EntriesPage:
    found = [
        (row, owner)
        for row, owner in entries_for_classmates(session, scope, rubric.loaded.id)
        if row.competency in rubric.codes
    ]
    reader = EntryReader(rubric, [row for row, _ in found])
    views = [reader.view(row, owner) for row, owner in found]
    return EntriesPage(
        rubric.diagnostic.title,
        waiting=tuple(one for one in views if one.mine is None),
        judged=tuple(one for one in views if one.mine is not None),
    )
