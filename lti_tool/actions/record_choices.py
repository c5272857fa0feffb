"""What a learner chose after reading the notice: how to be asked, and whether to take part in tutoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.consents import Consent, TutoringOffer, consents_of, offer_of
from lti_tool.database.diagnostics import attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.people import person_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .loading import find_diagnostic

NOTICE_VERSION = "1"
"""Raised whenever the notice says something new: everybody is then asked again."""

DAYS = ("mon", "tue", "wed", "thu", "fri")
HOURS = ("1", "2", "3", "4", "5", "6")
SLOTS = tuple(f"{day}-{hour}" for hour in HOURS for day in DAYS)
"""The hours of a school week in which two learners may meet."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of the start page.

    Attributes
    ----------
    profiling : bool or None
        True for the adaptive way, False for the fixed path without profiling; None leaves it as it is.
    tutor, tutee : bool
    slots : tuple of str
        Of `SLOTS`.
    """

    profiling: bool | None
    tutor: bool
    tutee: bool
    slots: tuple[str, ...]


def record_choices(database: Database, scope: Scope, choices: Choices, *, now: datetime) -> None:
    """Keep the choices; each change is a row of its own, so that it can be shown what held when.

    Raises
    ------
    InputRefused
        Unknown slots, or a change of way in the middle of a diagnostic.
    """
    if not set(choices.slots) <= set(SLOTS):
        raise InputRefused("input_invalid")
    with database.write() as session:
        known = consents_of(session, scope)
        wanted = {"notice": True, "tutoring": choices.tutor or choices.tutee}
        if choices.profiling is not None:
            _refuse_change_of_way(session, scope, known, choices.profiling)
            wanted["profiling"] = choices.profiling
        session.add_all(
            Consent(
                school_id=scope.school_id,
                class_id=scope.class_id,
                person_id=scope.person_id,
                kind=kind,
                given=given,
                notice_version=NOTICE_VERSION,
                at=now,
            )
            for kind, given in wanted.items()
            if kind not in known
            or known[kind].given != given
            or known[kind].notice_version != NOTICE_VERSION
        )
        _save_offer(session, scope, choices, now)


def _refuse_change_of_way(
    session: Session, scope: Scope, known: dict[str, Consent], profiling: bool
) -> None:
    diagnostic = find_diagnostic(session, scope)
    attempt = attempt_of(session, scope, diagnostic.id) if diagnostic else None
    if attempt is not None and attempt.profiled != profiling:
        raise InputRefused("way_already_chosen")


def _save_offer(session: Session, scope: Scope, choices: Choices, now: datetime) -> None:
    offer = offer_of(session, scope)
    if offer is None:
        offer = TutoringOffer(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            vetoes=[],
        )
        session.add(offer)
    offer.tutor, offer.tutee = choices.tutor, choices.tutee
    offer.slots = sorted(choices.slots, key=SLOTS.index)
    offer.languages = _languages(person_of(session, scope).locale)
    offer.updated_at = now


def _languages(locale: str) -> list[str]:
    """Languages a person can meet in: of the class (Spanish) and their own, until they can say more."""
    return sorted({"es", (locale or "es").split("-")[0].split("_")[0].lower()})
