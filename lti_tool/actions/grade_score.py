"""What is sent to the gradebook: the work and its score by kind of activity, and how a grade stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of, diagnostic_of
from lti_tool.database.evidence import BeliefRow, belief_of
from lti_tool.database.grades import GradeJob
from lti_tool.database.itineraries import itinerary_of, steps_of
from lti_tool.database.judgements import overrides_of
from lti_tool.database.scope import Scope
from personalization.belief import Word

from .itinerary_grade import itinerary_score
from .loading import LoadedBank, bank_for, load_framework, policy_of
from .pages import GradeFormula, GradeView
from .settled_beliefs import known_from
from .verdicts import Overrides, Verdict, Verdicts, decided_word

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
    overrides: Overrides | None = None,
    verdicts: Sequence[Verdict] | None = None,
) -> float | None:
    """The score of a person by the diagnostic's formula, out of a maximum; None before the end.

    Never percent correct: an adaptive test asks everybody what they get right about as often as not.
    On the fixed path, where nothing is inferred, both formulas of mastery count the competencies with
    at least `FIXED_SHARE` of their questions right. What a teacher has decided counts as decided, and time
    alone changes no grade.

    Parameters
    ----------
    overrides : mapping, optional
        A teacher's standing decisions about the person, where they were read already.
    verdicts : sequence of Verdict, optional
        On a profiled person, where they were worked out already.
    """
    if attempt is None or attempt.status != "finished":
        return None
    share = 1.0
    if diagnostic.formula != "completion":
        if overrides is None:
            overrides = overrides_of(session, scope, diagnostic.framework_id, person_id=attempt.person_id)
        if attempt.profiled:
            if verdicts is None:
                loaded = load_framework(session, scope, diagnostic.framework_id)
                known = known_from(belief, loaded)
                verdicts = Verdicts(loaded, policy_of(diagnostic)).of(known, overrides)
            share = _share(diagnostic.formula, verdicts)
        else:
            bank = bank_for(session, scope, diagnostic, attempt)
            share = _fixed_share(bank, diagnostic, attempt, overrides)
    return round(share * (diagnostic.maximum if maximum is None else maximum), 2)


def _share(formula: str, verdicts: Sequence[Verdict]) -> float:
    if formula == "expected_mastery":
        chances = [
            one.standing.mastery if one.decided is None else float(one.word == Word.MASTERED)
            for one in verdicts
        ]
        return sum(chances) / len(chances)
    return sum(one.word == Word.MASTERED for one in verdicts) / len(verdicts)


def _fixed_share(loaded: LoadedBank, diagnostic: Diagnostic, attempt: Attempt, overrides: Overrides) -> float:
    level, codes = policy_of(diagnostic).level, loaded.loaded.framework.codes
    shown = []
    for count in fixed_counts(attempt, loaded.bank.primary.tolist()):
        word = decided_word(overrides.get(codes[count.position]), level)
        shown.append(word is Word.MASTERED if word else count.right >= FIXED_SHARE * count.asked)
    return sum(shown) / len(shown) if shown else 0.0


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
