"""The one list of tables that hold personal data: export and erasure walk it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, or_

from .accommodations import Accommodation
from .audit import AuditEvent
from .base import Base
from .classes import Enrolment
from .consents import Consent, Contest, TutoringOffer
from .diagnostics import Attempt, CutRating
from .evidence import BeliefRow, ChoiceEntry, EvidenceEntry
from .grades import GradeAudit, GradeJob
from .groups import GroupMember
from .imports import ImportJob
from .itineraries import ItineraryRow, ItineraryStep
from .judgements import OverrideRow, PortfolioEntry, RaterSeverity, RatingRow
from .launches import LaunchSession
from .people import Person
from .tutoring import MatchedPair, MatchingRun


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table with rows about a person.

    Attributes
    ----------
    columns : tuple of str
        The columns that name the person; a row is about all whom they name.
    kind : str
        The kind of data, as the page "my data" explains it.
    hidden : tuple of str
        Columns that the export leaves out: digests of secrets, and what is about others.
    forget : tuple of str
        Columns that are emptied instead of losing the row, because it is also about others; whom another
        column names loses the row.
    """

    model: type[Base]
    columns: tuple[str, ...]
    kind: str
    hidden: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The table behind the model."""
        return self.model.metadata.tables[self.model.__tablename__]

    @property
    def owners(self) -> tuple[str, ...]:
        """The columns that name whose row it is: with them it goes."""
        return tuple(name for name in self.columns if name not in self.forget)

    def rows_about(self, person_id: int) -> ColumnElement[bool]:
        """The condition that a row names this person."""
        table: Any = self.table
        return or_(*(table.c[name] == person_id for name in self.columns))


PERSONAL_TABLES: tuple[PersonalTable, ...] = (
    # In an order in which rows can be deleted: what refers to others first.
    PersonalTable(GradeAudit, ("person_id",), "grades"),
    PersonalTable(GradeJob, ("person_id",), "grades"),
    PersonalTable(MatchedPair, ("person_id", "tutor_id"), "tutoring"),
    PersonalTable(MatchingRun, ("asked_by",), "tutoring", hidden=("result", "input_digest")),
    PersonalTable(
        RatingRow, ("person_id", "rater_id"), "results", hidden=("rater_id",), forget=("rater_id",)
    ),
    PersonalTable(RaterSeverity, ("rater_id",), "results"),
    PersonalTable(PortfolioEntry, ("person_id",), "answers"),
    PersonalTable(
        OverrideRow, ("person_id", "teacher_id"), "results", hidden=("teacher_id",), forget=("teacher_id",)
    ),
    PersonalTable(CutRating, ("person_id",), "results"),
    PersonalTable(Accommodation, ("person_id",), "choices"),
    PersonalTable(ImportJob, ("person_id",), "visits"),
    PersonalTable(Contest, ("person_id",), "contests"),
    PersonalTable(TutoringOffer, ("person_id",), "choices", hidden=("vetoes",)),
    PersonalTable(Consent, ("person_id",), "choices"),
    PersonalTable(ChoiceEntry, ("person_id",), "results"),
    PersonalTable(BeliefRow, ("person_id",), "results"),
    PersonalTable(EvidenceEntry, ("person_id",), "answers"),
    PersonalTable(Attempt, ("person_id",), "answers"),
    PersonalTable(ItineraryStep, ("person_id",), "path"),
    PersonalTable(ItineraryRow, ("person_id",), "path"),
    PersonalTable(LaunchSession, ("person_id",), "visits", hidden=("token_digest", "cookie_digest")),
    PersonalTable(GroupMember, ("person_id",), "enrolment"),
    PersonalTable(Enrolment, ("person_id",), "enrolment"),
    PersonalTable(AuditEvent, ("person_id", "actor_id"), "visits", forget=("person_id", "actor_id")),
    PersonalTable(Person, ("id",), "identity"),
)
