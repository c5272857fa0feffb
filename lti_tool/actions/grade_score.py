"""What is sent to the gradebook: the three formulas, and how a grade stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.evidence import BeliefRow
from lti_tool.database.grades import GradeJob
from lti_tool.database.scope import Scope
from personalization.belief import Word, mastery

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


def grade_score(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt | None,
    belief: BeliefRow | None,
) -> float | None:
    """The score of a person by the diagnostic's formula, out of its maximum; None before the end.

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
    return round(share * diagnostic.maximum, 2)


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


def grade_view(diagnostic: Diagnostic, job: GradeJob | None, score: float | None) -> GradeView:
    """How the grade of one person stands."""
    formula: GradeFormula = diagnostic.formula  # type: ignore[assignment]
    if job is None:
        return GradeView(formula, "none", score, diagnostic.maximum)
    return GradeView(
        formula=formula,
        state=job.state,  # type: ignore[arg-type]
        score=score,
        maximum=diagnostic.maximum,
        reason=job.reason,
        status_code=job.status_code,
        at=job.sent_at if job.state == "sent" else job.updated_at,
        attempts=job.attempts,
    )
