"""How the competencies of a framework go together among the learners of a school."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.analyses import Analysis
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.frameworks import framework_version
from lti_tool.database.scope import Scope
from lti_tool.database.streaming import streamed
from personalization.bank import ItemModel, item_model
from personalization.belief import initial_belief
from personalization.calibration.correlations import Answers, estimate_correlations
from personalization.calibration.errors import TooFewAnswers
from personalization.evidence import EvidenceError, Response
from personalization.framework import Framework, UnknownCompetency
from personalization.stored import from_json

from .loading import load_framework
from .response_rows import told_by

LEAST_LEARNERS = 50
"""Learners below which how topics go together is not estimated."""
MOST_ANSWERS = 200
"""Of one learner, the first ones."""
_CHUNK = 5_000


def correlate_framework(
    database: Database, scope: Scope, analysis_id: int, progress: Callable[[float], None]
) -> dict[str, Any]:
    """Estimate the correlations of an analysis's framework; what its row then holds.

    Raises
    ------
    TooFewAnswers
        Fewer than `LEAST_LEARNERS` learners have answered.
    """
    with database.read() as session:
        row = session.scalars(
            select(Analysis).where(Analysis.id == analysis_id, Analysis.school_id == scope.school_id)
        ).one()
        framework = load_framework(
            session, scope, framework_version(session, scope, row.framework_id).id
        ).framework
        learners = answers_by_learner(session, scope, row.framework_id, framework)
    if len(learners) < LEAST_LEARNERS:
        raise TooFewAnswers(answers=len(learners), needed=LEAST_LEARNERS)
    progress(0.05)
    start = initial_belief(framework)
    found = estimate_correlations(learners, start, progress=lambda share: progress(0.05 + 0.95 * share))
    return {
        "learners": found.learners,
        "responses": sum(len(one.items) for one in learners),
        "result": {
            "codes": [competency.code for competency in framework.competencies],
            "correlations": _rounded(found.prior.covariance),
            "start": _rounded(start.covariance),
            "pairs": found.pairs.tolist(),
            "mean": _rounded(found.mean),
            "sd": _rounded(found.sd),
            "start_weight": found.start_weight,
            "rounds": found.rounds,
            "converged": found.converged,
        },
    }


def answers_by_learner(
    session: Session, scope: Scope, framework_id: int, framework: Framework
) -> list[Answers]:
    """What every learner of the school answered, with the parameters as used then.

    Questions on trial are left out; what cannot be read as an answer is, too.
    """
    statement = (
        select(EvidenceEntry.person_id, EvidenceEntry.kind, EvidenceEntry.parameters, EvidenceEntry.score)
        .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
        .where(EvidenceEntry.framework_id == framework_id, *told_by(scope))
        .order_by(EvidenceEntry.id)
    )
    told: dict[int, tuple[list[ItemModel], list[float | None]]] = {}
    known: dict[tuple[Any, ...], ItemModel] = {}
    rows = chain.from_iterable(streamed(session, statement, _CHUNK))
    for person, kind, parameters, score in rows:
        items, scores = told.setdefault(person, ([], []))
        if len(items) >= MOST_ANSWERS:
            continue
        try:
            entry = from_json(kind, parameters, score)
            if not isinstance(entry, Response) or entry.on_trial:
                continue
            item = entry.item
            key = (*item.loadings.items(), item.intercept, item.guessing, item.slip, item.difficulty_sd)
            model = known.get(key) or known.setdefault(key, item_model(framework, item))
        except (EvidenceError, UnknownCompetency):
            continue
        items.append(model)
        scores.append(entry.score)
    return [Answers(tuple(items), tuple(scores)) for items, scores in told.values() if items]


def _rounded(values: Any) -> Any:
    return values.round(6).tolist()
