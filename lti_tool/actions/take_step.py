"""A learner chooses how to do a step, and says how it was."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from lti_tool.database.engine import Database
from lti_tool.database.evidence import ChoiceEntry
from lti_tool.database.itineraries import ItineraryStep, activities_in, itinerary_of, step_named
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.evidence import ActivityDone

from .ask_grade import ask_path_grade
from .loading import LoadedFramework, load_framework
from .opening import check_steps
from .plan_itinerary import engine_activity, plan_itinerary
from .recording import evidence_row, pass_time, take_in

LONGEST_REFLECTION = 1000
Felt = Literal["easy", "right", "hard"]


def choose_alternative(
    database: Database, scope: Scope, step: str, alternative: str, *, now: datetime
) -> None:
    """Begin a step in one of the ways that are offered; another may be chosen until it is done.

    Raises
    ------
    NotFound
        No such step on this person's path.
    InputRefused
        A way that is not offered, the step is done, or the itinerary is not open.
    """
    with database.write() as session:
        row = step_named(session, scope, step)
        if row is None:
            raise NotFound()
        if row.state == "done" or alternative not in row.alternatives:
            raise InputRefused("input_invalid")
        check_steps(session, scope, now)
        row.chosen, row.state = alternative, "started"
        row.started_at = row.started_at or now
        share = round(1 / len(row.alternatives), 6)
        session.add(
            ChoiceEntry(
                school_id=scope.school_id,
                class_id=scope.class_id,
                person_id=scope.person_id,
                kind="activity",
                chosen=alternative,
                candidates=list(row.alternatives),
                probabilities=[share] * len(row.alternatives),
                reason={"code": "chosen_by_learner", "values": {}},
                policy_version="1",
                made_at=now,
            )
        )


def finish_step(
    database: Database, scope: Scope, step: str, felt: Felt, reflection: str, *, now: datetime
) -> None:
    """Close a step, take its effect into the belief, and plan what follows. Twice counts once.

    Raises
    ------
    NotFound
        No such step on this person's path.
    InputRefused
        It was not begun, the words of how it was are unknown or too many, or the itinerary is not open.
    """
    if felt not in ("easy", "right", "hard") or len(reflection) > LONGEST_REFLECTION:
        raise InputRefused("input_invalid")
    with database.write() as session:
        row = step_named(session, scope, step)
        if row is None:
            raise NotFound()
        if row.state == "done":
            return
        if not row.chosen:
            raise InputRefused("choice_missing")
        check_steps(session, scope, now)
        row.state, row.felt, row.reflection, row.done_at = "done", felt, reflection.strip(), now
        itinerary = itinerary_of(session, scope)
        assert itinerary is not None
        loaded = load_framework(session, scope, itinerary.framework_id)
        _record(session, scope, loaded, row, itinerary.profiled, now)
        session.flush()
        plan_itinerary(session, scope, loaded, profiled=itinerary.profiled, now=now)
        ask_path_grade(session, scope, now=now)


def _record(
    session: Session,
    scope: Scope,
    loaded: LoadedFramework,
    row: ItineraryStep,
    profiled: bool,
    now: datetime,
) -> None:
    """The evidence that an activity was done; nothing is inferred for those without profiling."""
    found = next(a for a in activities_in(session, scope, loaded.id) if a.code == row.chosen)
    activity = engine_activity(found)
    moved = profiled and row.kind != "review"
    gain, gain_sd = (activity.gain, activity.gain_sd) if moved else (0.0, 0.0)
    done = ActivityDone(row.competency, gain, gain_sd)
    update = None
    if moved:
        pass_time(session, scope, loaded, now)
        update = take_in(session, scope, loaded, done, now)
    entry = evidence_row(scope, loaded, done, update, now, also={"activity": found.code})
    entry.activity_id, entry.verdict = found.id, row.felt
    session.add(entry)
