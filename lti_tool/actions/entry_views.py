"""Entries and judgements as somebody may see them: who judged, and how strictly, is for teachers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from lti_tool.database.judgements import PortfolioEntry, RatingRow
from lti_tool.database.people import Person
from lti_tool.database.portfolio import ratings_on, severities_in

from .portfolio_pages import EntryView, RatingView
from .rubrics import Rubric
from .severities import tendency


class EntryReader:
    """Reads entries for the scope's person, each table once.

    Who may judge an entry sees neither the level that it is meant to show nor what others said of it
    before having judged it: either would be an anchor. Classmates never see what others said; its
    learner sees all of it without names.
    """

    def __init__(self, rubric: Rubric, entries: Sequence[PortfolioEntry]) -> None:
        session, scope = rubric.session, rubric.scope
        self.rubric, self.scope = rubric, scope
        self.rubrics = {view.code: view for view in rubric.views()}
        self.ratings = ratings_on(session, scope, [entry.id for entry in entries])
        self.severities = severities_in(session, scope) if scope.teaches else {}
        raters = {one.rater_id for rows in self.ratings.values() for one in rows} if scope.teaches else set()
        self.names: Mapping[int, str] = {
            row.id: row.name or row.given_name
            for row in session.execute(
                select(Person.id, Person.name, Person.given_name).where(
                    Person.id.in_(raters), Person.school_id == scope.school_id
                )
            )
        }

    def view(self, entry: PortfolioEntry, owner: Person | None = None) -> EntryView:
        """One entry, under its learner's name where one is given."""
        own = entry.person_id == self.scope.person_id
        ratings = self.ratings[entry.id]
        mine = next((one for one in ratings if one.rater_id == self.scope.person_id), None)
        others = [one for one in ratings if one is not mine]
        told = others if own or (self.scope.teaches and mine is not None) else []
        return EntryView(
            id=entry.public_id,
            rubric=self.rubrics[entry.competency],
            level=entry.level if own or mine is not None else 0,
            title=entry.title,
            text=entry.text,
            link=entry.link,
            peers=entry.peers,
            at=entry.created_at,
            owner="" if owner is None else owner.name or owner.given_name,
            owner_id=owner.public_id if owner is not None and self.scope.teaches else "",
            mine=None if mine is None else self._rating(mine),
            others=tuple(self._rating(one) for one in told),
            judgements=sum(one.rater_kind != "self" for one in ratings),
        )

    def judged_by(self, entry: PortfolioEntry, kind: str) -> bool:
        """Whether somebody of this kind has judged it."""
        return any(one.rater_kind == kind for one in self.ratings[entry.id])

    def _rating(self, row: RatingRow) -> RatingView:
        severity = self.severities.get((row.rater_id or 0, row.rater_kind))
        return RatingView(
            kind=row.rater_kind,  # type: ignore[arg-type]
            level=row.level,
            comment=row.comment,
            at=row.created_at,
            by=self.names.get(row.rater_id or 0, ""),
            tendency=tendency(severity),
        )
