"""A learner's path, and one step of it opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.classes import class_of
from lti_tool.database.consents import offer_of
from lti_tool.database.diagnostics import Diagnostic, attempt_of, open_attempt
from lti_tool.database.engine import Database
from lti_tool.database.evidence import belief_of
from lti_tool.database.itineraries import (
    ActivityRow,
    ItineraryRow,
    ItineraryStep,
    activities_named,
    itinerary_of,
    step_named,
    steps_of,
)
from lti_tool.database.judgements import overrides_of
from lti_tool.database.people import person_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.belief import Word
from personalization.explanations import Reason

from .loading import LoadedFramework, bank_for, find_diagnostic, load_framework, policy_of
from .pages import Names
from .path_pages import AlternativeView, PathPage, StepPage, StepView
from .plan_itinerary import plan_itinerary
from .practise import competency_of, practisable
from .recording import reasons_from_json
from .rubrics import shows_levels
from .settled_beliefs import known_from
from .verdicts import Verdicts

DAILY_REPLAN_SECONDS = 86_400
"""Reviews fall due with time: a path older than a day is planned again when it is opened."""


def open_path(database: Database, scope: Scope, *, now: datetime | None = None) -> PathPage | None:
    """The path of the scope's person; None before the diagnostic is finished."""
    with database.read() as session:
        itinerary = itinerary_of(session, scope)
        if itinerary is None:
            return None
        if now is None or (now - itinerary.planned_at).total_seconds() <= DAILY_REPLAN_SECONDS:
            return _page(session, scope, itinerary)
    with database.write() as session:
        loaded = load_framework(session, scope, itinerary.framework_id)
        plan_itinerary(session, scope, loaded, profiled=itinerary.profiled, now=now)
        session.flush()
        return _page(session, scope, itinerary)


def path_of(session: Session, scope: Scope, person_id: int) -> tuple[StepView, ...]:
    """The steps of a student of the class, for the teacher."""
    itinerary = itinerary_of(session, scope, person_id=person_id)
    if itinerary is None:
        return ()
    return _views(session, scope, itinerary)


def _page(session: Session, scope: Scope, itinerary: ItineraryRow) -> PathPage:
    steps = _views(session, scope, itinerary)
    offer = offer_of(session, scope)
    diagnostic = find_diagnostic(session, scope)
    attempt = attempt_of(session, scope, diagnostic.id) if diagnostic else None
    person = person_of(session, scope)
    finished = attempt is not None and attempt.status == "finished"
    return PathPage(
        title=diagnostic.title if diagnostic else class_of(session, scope).title,
        person=person.given_name or person.name,
        summary=_summary(session, scope, itinerary, diagnostic, steps),
        steps=steps,
        profiled=itinerary.profiled,
        tutoring_tutor=bool(offer and offer.tutor),
        tutoring_tutee=bool(offer and offer.tutee),
        has_result=finished,
        levels=shows_levels(session, scope),
        practisable=_practisable(session, scope, diagnostic) if finished else frozenset(),
        practising=_practising(session, scope, diagnostic),
    )


def _practisable(session: Session, scope: Scope, diagnostic: Diagnostic | None) -> frozenset[str]:
    return practisable(bank_for(session, scope, diagnostic)) if diagnostic else frozenset()


def _practising(session: Session, scope: Scope, diagnostic: Diagnostic | None) -> tuple[str, Names] | None:
    """What was begun to be practised and not ended."""
    attempt = open_attempt(session, scope, diagnostic.id, "practice") if diagnostic else None
    if diagnostic is None or attempt is None:
        return None
    code = competency_of(attempt)
    return code, bank_for(session, scope, diagnostic, attempt).loaded.name(code)


def _summary(
    session: Session,
    scope: Scope,
    itinerary: ItineraryRow,
    diagnostic: Diagnostic | None,
    steps: tuple[StepView, ...],
) -> Reason:
    """Where the learner is, in one sentence."""
    done = sum(step.state == "done" for step in steps)
    if diagnostic is None or not itinerary.profiled:
        return Reason("summary_fixed", {"done": done, "steps": len(steps)})
    loaded = load_framework(session, scope, itinerary.framework_id)
    policy = policy_of(diagnostic)
    known = known_from(belief_of(session, scope, loaded.id), loaded)
    words = [
        one.word for one in Verdicts(loaded, policy).of(known, overrides_of(session, scope, loaded.id))
    ]
    mastered = sum(word == Word.MASTERED for word in words)
    return Reason("summary_path", {"mastered": mastered, "targets": len(words), "done": done})


def _views(session: Session, scope: Scope, itinerary: ItineraryRow) -> tuple[StepView, ...]:
    loaded = load_framework(session, scope, itinerary.framework_id)
    rows = steps_of(session, scope, itinerary.id)
    codes = {code for row in rows for code in row.alternatives}
    library = activities_named(session, scope, itinerary.framework_id, codes)
    return tuple(step_view(row, loaded, library) for row in rows)


def step_view(row: ItineraryStep, loaded: LoadedFramework, library: dict[str, ActivityRow]) -> StepView:
    """A step as pages show it."""
    return StepView(
        id=row.public_id,
        kind=row.kind,  # type: ignore[arg-type]
        competency=row.competency,
        names=loaded.name(row.competency),
        minutes=row.minutes,
        state=row.state,  # type: ignore[arg-type]
        reasons=reasons_from_json(row.reasons),
        alternatives=tuple(_alternative(library[code]) for code in row.alternatives if code in library),
        chosen=row.chosen,
        reflection=row.reflection,
        felt=row.felt,
    )


def _alternative(row: ActivityRow) -> AlternativeView:
    return AlternativeView(
        code=row.code,
        titles={language: text["title"] for language, text in row.texts.items()},
        modality=row.modality,  # type: ignore[arg-type]
        minutes=row.minutes,
        languages=tuple(sorted(row.texts)),
    )


def open_step(database: Database, scope: Scope, step: str, *, language: str) -> StepPage:
    """A step with its chosen activity.

    Raises
    ------
    NotFound
        No such step on this person's path.
    InputRefused
        No way of doing it was chosen yet.
    """
    with database.read() as session:
        row = step_named(session, scope, step)
        if row is None:
            raise NotFound()
        if not row.chosen:
            raise InputRefused("choice_missing")
        itinerary = itinerary_of(session, scope)
        assert itinerary is not None
        loaded = load_framework(session, scope, itinerary.framework_id)
        library = activities_named(session, scope, itinerary.framework_id, row.alternatives)
        activity = library[row.chosen]
        shown_in = language if language in activity.texts else next(iter(activity.texts))
        text = activity.texts[shown_in]
        return StepPage(
            step=step_view(row, loaded, library),
            title=text["title"],
            body=text["body"],
            language=shown_in,
            practisable=row.competency in _practisable(session, scope, find_diagnostic(session, scope)),
        )
