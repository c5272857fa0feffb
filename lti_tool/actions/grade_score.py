"""What is sent to the gradebook: the work and its score by kind of activity, and how a grade stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of, diagnostic_of
from lti_tool.database.evidence import BeliefRow, belief_of
from lti_tool.database.grades import GradeJob
from lti_tool.database.itineraries import itinerary_of, steps_of
from lti_tool.database.scope import Scope
from personalization.belief import Word, mastery

from .itinerary_grade import itinerary_score
from .loading import LoadedFramework, belief_from, load_bank, policy_of
from .pages import GradeFormula, GradeView

FIXED_SHARE = 0.7
"""On the fixed path a competency counts as shown from this share of right answers on."""


@dataclass(frozen=True, slots=True)
class FixedCount:
    """Right and asked questions of one competency on the fixed path."""

    position: int
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class GradedWork:
    """What a person has done in an activity, and its score out of the activity's maximum."""

    score: float
    maximum: float
    started_at: datetime | None
    done_at: datetime


def graded_work(session: Session, scope: Scope, activity: CourseActivity) -> GradedWork | None:
    """What the scope's person has to be graded for in an activity; None: nothing, or it gives no grade."""
    if activity.maximum is None:
        return None
    if activity.kind == "diagnostic":
        return _diagnostic_work(session, scope, activity, activity.maximum)
    if activity.kind == "itinerary":
        return _itinerary_work(session, scope, activity.maximum)
    return None


def _diagnostic_work(
    session: Session, scope: Scope, activity: CourseActivity, maximum: float
) -> GradedWork | None:
    diagnostic = diagnostic_of(session, scope, activity.diagnostic_id)
    attempt = attempt_of(session, scope, diagnostic.id)
    if attempt is None or attempt.status != "finished" or attempt.finished_at is None:
        return None
    inferred = attempt.profiled and diagnostic.formula != "completion"
    belief = belief_of(session, scope, diagnostic.framework_id) if inferred else None
    score = grade_score(session, scope, diagnostic, attempt, belief, maximum)
    assert score is not None
    return GradedWork(score, maximum, attempt.started_at, attempt.finished_at)


def _itinerary_work(session: Session, scope: Scope, maximum: float) -> GradedWork | None:
    itinerary = itinerary_of(session, scope)
    steps = steps_of(session, scope, itinerary.id) if itinerary else ()
    done = [step.done_at for step in steps if step.done_at is not None]
    if not done:
        return None
    begun = min((step.started_at for step in steps if step.started_at is not None), default=None)
    return GradedWork(itinerary_score(steps, maximum), maximum, begun, max(done))


def grade_score(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt | None,
    belief: BeliefRow | None,
    maximum: float | None = None,
) -> float | None:
    """The score of a person by the diagnostic's formula, out of a maximum; None before the end.

    Never percent correct: an adaptive test asks everybody what they get right about as often as not.
    On the fixed path, where nothing is inferred, both formulas of mastery count the competencies with
    at least `FIXED_SHARE` of their questions right.
    """
    if attempt is None or attempt.status != "finished":
        return None
    share = 1.0
    if diagnostic.formula != "completion":
        loaded = load_bank(session, scope, diagnostic.bank_id)
        if not attempt.profiled:
            counts = fixed_counts(attempt, loaded.bank.primary.tolist())
            shown = [count.right >= FIXED_SHARE * count.asked for count in counts]
            share = sum(shown) / len(shown) if shown else 0.0
        else:
            share = _share(diagnostic.formula, diagnostic, loaded.loaded, belief)
    return round(share * (diagnostic.maximum if maximum is None else maximum), 2)


def _share(
    formula: str, diagnostic: Diagnostic, loaded: LoadedFramework, row: BeliefRow | None
) -> float:
    policy = policy_of(diagnostic)
    belief = belief_from(row, loaded)
    chances = mastery(belief, loaded.framework.cuts(policy.level))
    positions = [int(p) for p in loaded.framework.positions(policy.targets)]
    if formula == "expected_mastery":
        return float(sum(chances[p] for p in positions)) / len(positions)
    words = [policy.word(float(chances[p]), float(belief.error[p]), int(belief.own[p])) for p in positions]
    return sum(word is Word.MASTERED for word in words) / len(words)


def fixed_counts(attempt: Attempt, primary: list[int]) -> tuple[FixedCount, ...]:
    """Right and asked questions by competency of an attempt without profiling."""
    asked: dict[int, list[float | None]] = {}
    for index, score in zip(attempt.asked, attempt.scores, strict=True):
        asked.setdefault(primary[index], []).append(score)
    return tuple(
        FixedCount(position, sum(score == 1.0 for score in scores), len(scores))
        for position, scores in sorted(asked.items())
    )


def grade_view(
    diagnostic: Diagnostic, job: GradeJob | None, score: float | None, maximum: float | None = None
) -> GradeView:
    """How the grade of one person stands; `maximum` where it is not the diagnostic's own."""
    formula: GradeFormula = diagnostic.formula  # type: ignore[assignment]
    maximum = diagnostic.maximum if maximum is None else maximum
    if job is None:
        return GradeView(formula, "none", score, maximum)
    return GradeView(
        formula=formula,
        state=job.state,  # type: ignore[arg-type]
        score=score,
        maximum=maximum,
        reason=job.reason,
        status_code=job.status_code,
        at=job.sent_at if job.state == "sent" else job.updated_at,
        attempts=job.attempts,
    )
