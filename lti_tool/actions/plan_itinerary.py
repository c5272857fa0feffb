"""A learner's path is planned, or planned again after a new fact: what was begun or done stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lti_tool.database.base import public_id
from lti_tool.database.diagnostics import Attempt, attempt_of
from lti_tool.database.evidence import belief_of
from lti_tool.database.itineraries import (
    ActivityRow,
    ItineraryRow,
    ItineraryStep,
    activities_in,
    itinerary_of,
    steps_of,
)
from lti_tool.database.scope import Scope
from personalization.itineraries.activities import Activity
from personalization.itineraries.paths import PathPolicy, Step, StepKind
from personalization.itineraries.planner import fixed_path, plan
from personalization.itineraries.review import Memory, Outcome, due, remember

from .loading import LoadedFramework, find_diagnostic, policy_of
from .recording import reason_to_json, reasons_from_json
from .settled_beliefs import Known, known_from, settled_mastery

CHECK_MINUTES = 4.0
"""Of the few questions that follow the work on a competency."""
REVIEW_BY = ("practise", "explain")
"""Modalities that bring something back to mind; reading it again does so least."""

_LEARNING = ("core", "reinforcement")
"""Kinds of steps after which a check says whether it has come."""

_FELT: dict[str, Outcome] = {"easy": "easy", "right": "good", "hard": "hard"}


def plan_itinerary(
    session: Session, scope: Scope, loaded: LoadedFramework, *, profiled: bool, now: datetime
) -> None:
    """Plan the path of the scope's person anew, inside the caller's transaction."""
    library = activities_in(session, scope, loaded.id)
    itinerary = itinerary_of(session, scope)
    done: Sequence[ItineraryStep] = ()
    begun: Sequence[ItineraryStep] = ()
    if itinerary is not None:
        rows = steps_of(session, scope, itinerary.id)
        done = [row for row in rows if row.state == "done"]
        begun = [row for row in rows if row.state == "started"]
        session.execute(
            delete(ItineraryStep).where(
                ItineraryStep.itinerary_id == itinerary.id,
                ItineraryStep.school_id == scope.school_id,
                ItineraryStep.state == "todo",
            )
        )
    used = {row.chosen for row in done}
    activities = [engine_activity(row) for row in library if row.code not in used]
    if profiled:
        steps, gap = _adapted(session, scope, loaded, activities, done, begun, now)
    else:
        steps, gap = fixed_path(loaded.framework, activities).steps, None
        kept = {(row.kind, row.competency) for row in (*done, *begun)}
        steps = tuple(step for step in steps if (step.kind, step.competency) not in kept)
    if itinerary is None:
        itinerary = ItineraryRow(
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            framework_id=loaded.id,
        )
        session.add(itinerary)
    itinerary.profiled, itinerary.policy_version = profiled, PathPolicy().version
    itinerary.gap, itinerary.planned_at = gap, now
    session.flush()
    first = max((row.position for row in (*done, *begun)), default=-1) + 1
    session.add_all(
        _row(scope, itinerary.id, first + offset, step, library) for offset, step in enumerate(steps)
    )


def _adapted(
    session: Session,
    scope: Scope,
    loaded: LoadedFramework,
    activities: Sequence[Activity],
    done: Sequence[ItineraryStep],
    begun: Sequence[ItineraryStep],
    now: datetime,
) -> tuple[tuple[Step, ...], float | None]:
    diagnostic = find_diagnostic(session, scope)
    known = known_from(belief_of(session, scope, loaded.id), loaded)
    policy = PathPolicy(check_minutes=CHECK_MINUTES)
    if diagnostic is not None:
        asked = policy_of(diagnostic)
        policy = replace(policy, targets=asked.targets, level=asked.level, cuts=asked.cuts)
    attempt = attempt_of(session, scope, diagnostic.id) if diagnostic else None
    reviews = due(_memories(loaded, known, policy, attempt, done), now)
    kept = tuple(_step(row) for row in begun)
    since = _since_asked(done, attempt)
    seen = {code for row in since for code in row.alternatives}
    open_reviews = {row.competency for row in begun if row.kind == "review"}
    itinerary = plan(
        loaded.framework,
        known.belief,
        [one for one in activities if one.code not in seen],
        policy,
        kept=kept,
        reviews=tuple(code for code in reviews if code not in open_reviews),
        worked=Counter(row.competency for row in since),
    )
    return itinerary.steps[len(kept) :], itinerary.gap


def _since_asked(done: Sequence[ItineraryStep], attempt: Attempt | None) -> list[ItineraryStep]:
    """Learning steps done since their competency was last asked about, by a check or by the diagnostic.

    Until then the other ways of doing them are not offered.
    """
    before = attempt.finished_at if attempt is not None else None
    checked: dict[str, datetime] = {}
    for row in done:
        if row.kind == "check" and row.done_at is not None:
            checked[row.competency] = max(checked.get(row.competency, row.done_at), row.done_at)
    return [
        row
        for row in done
        if row.kind in _LEARNING
        and row.done_at is not None
        and (before is None or row.done_at > before)
        and (row.competency not in checked or row.done_at > checked[row.competency])
    ]


def _memories(
    loaded: LoadedFramework,
    known: Known,
    policy: PathPolicy,
    attempt: Attempt | None,
    done: Sequence[ItineraryStep],
) -> dict[str, Memory]:
    """How well each mastered competency is remembered: since the diagnostic, and each review after it."""
    if attempt is None or attempt.finished_at is None:
        return {}
    # By what the evidence left: were it by today's doubt, what waits for its review would be forgotten.
    cuts = loaded.framework.cuts_with(policy.cuts, policy.level)
    chances = settled_mastery(known, cuts)
    memories: dict[str, Memory] = {}
    for position in loaded.framework.positions(policy.targets):
        if chances[position] < policy.mastered or known.belief.own[position] < 2:
            continue
        code = loaded.framework.codes[position]
        memory = remember(None, "good", attempt.finished_at)
        for row in done:
            if row.kind == "review" and row.competency == code and row.done_at is not None:
                memory = remember(memory, _FELT.get(row.felt, "good"), max(row.done_at, memory.last))
        memories[code] = memory
    return memories


def engine_activity(row: ActivityRow) -> Activity:
    return Activity(
        code=row.code,
        competency=row.competency,
        kind=row.kind,  # type: ignore[arg-type]
        modality=row.modality,
        minutes=row.minutes,
        languages=frozenset(row.texts),
    )


def _step(row: ItineraryStep) -> Step:
    kind: StepKind = row.kind  # type: ignore[assignment]
    chosen = (row.chosen, *(code for code in row.alternatives if code != row.chosen)) if row.chosen else ()
    alternatives = chosen or tuple(row.alternatives)
    return Step(kind, row.competency, alternatives, row.minutes, reasons_from_json(row.reasons))


def _row(
    scope: Scope, itinerary_id: int, position: int, step: Step, library: Sequence[ActivityRow]
) -> ItineraryStep:
    alternatives = list(step.alternatives)
    if step.kind == "review":
        alternatives = [
            row.code
            for row in library
            if row.competency == step.competency and row.modality in REVIEW_BY
        ]
    return ItineraryStep(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        person_id=scope.person_id,
        itinerary_id=itinerary_id,
        position=position,
        kind=step.kind,
        competency=step.competency,
        alternatives=alternatives,
        minutes=round(step.minutes),
        reasons=[reason_to_json(reason) for reason in step.reasons],
        state="todo",
    )


