"""Calibrating a bank: all answers at once, competency by competency, as a proposal for its teachers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.analyses import Analysis
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from personalization.bank import Item
from personalization.calibration.errors import CalibrationError, Finding, TooFewAnswers
from personalization.calibration.fit import locate, marginal_reliability
from personalization.calibration.items import analyse
from personalization.calibration.marginal import CalibratedItem, calibrate
from personalization.calibration.settings import Learners, Model, Settings, known_from_item

from .response_rows import AnswerLog, Question, answers_to, questions_at

LEAST_LEARNERS = 30
"""Learners who answered on a competency, below which it is not calibrated."""

Progress = Callable[[float], None]


@dataclass
class _Found:
    """What is gathered over the competencies; in values that JSON can hold."""

    items: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    competencies: list[dict[str, Any]] = field(default_factory=list)

    def leave_out(self, question: Question, code: str, **values: Any) -> None:
        """Say why a question was not calibrated."""
        self.left_out.append({**_named(question), "code": code, "values": values})


def calibrate_bank(database: Database, scope: Scope, analysis_id: int, progress: Progress) -> dict[str, Any]:
    """Calibrate the bank of an analysis; what its row then holds.

    Raises
    ------
    TooFewAnswers
        No competency has enough answers.
    """
    with database.read() as session:
        row = _analysis(session, scope, analysis_id)
        assert row.bank_id is not None
        model = Model(row.options.get("model", Model.RASCH))
        questions = questions_at(session, scope, row.bank_id, row.revision)
        log = answers_to(session, scope, row.bank_id)
    progress(0.1)
    found = _Found()
    answered = log.counts()
    by_competency: dict[str, list[Question]] = {}
    for question in questions:
        if question.competency is None:
            found.leave_out(question, "several_competencies", competencies=len(question.entry.competencies))
        elif not answered.get(question.item_id):
            found.leave_out(question, "few_responses", responses=0, needed=1)
        else:
            by_competency.setdefault(question.competency, []).append(question)
    for number, (competency, own) in enumerate(sorted(by_competency.items())):

        def within(share: float, number: int = number) -> None:
            progress(0.1 + 0.9 * (number + share) / len(by_competency))

        _calibrate_one(found, competency, own, log, model, within)
    if not found.items:
        raise TooFewAnswers(answers=int(log.score.size), needed=LEAST_LEARNERS)
    return {
        "learners": log.learners,
        "responses": sum(one["responses"] for one in found.competencies),
        "result": {
            "model": str(model),
            "items": found.items,
            "left_out": found.left_out,
            "competencies": found.competencies,
        },
    }


def _analysis(session: Session, scope: Scope, analysis_id: int) -> Analysis:
    return session.scalars(
        select(Analysis).where(Analysis.id == analysis_id, Analysis.school_id == scope.school_id)
    ).one()


def _calibrate_one(
    found: _Found,
    competency: str,
    questions: Sequence[Question],
    log: AnswerLog,
    model: Model,
    progress: Progress,
) -> None:
    """Calibrate the questions of one competency."""
    table, people = log.table(questions)
    if people.size < LEAST_LEARNERS:
        for question in questions:
            found.leave_out(question, "few_learners", learners=int(people.size), needed=LEAST_LEARNERS)
        return
    by_code = {question.code: question for question in questions}
    settings = Settings(model=model, learners=Learners(estimate_mean=True, estimate_sd=True), tolerance=1e-5)
    known = {question.code: known_from_item(question.stated) for question in questions}
    try:
        result = calibrate(table, settings, known, progress)
    except CalibrationError as error:
        for question in questions:
            found.leave_out(question, error.code, **error.values)
        return
    for finding in result.left_out:
        found.leave_out(by_code[finding.subject], finding.code, **finding.values)
    calibrated = {item.code for item in result.items}
    used = table.only(np.array([code in calibrated for code in table.items], dtype=bool))
    located = locate(used, result.items, result.learners_mean, result.learners_sd)
    for item, analysis in zip(result.items, analyse(located, result.items), strict=True):
        # Few answers say nothing against a question; whoever reads the page sees their number.
        told = [one for one in analysis.findings if one.code != "few_answers"]
        found.items.append(_item(by_code[item.code], item, [*item.findings, *told], analysis.share))
    found.competencies.append(
        {
            "code": competency,
            "items": len(result.items),
            "learners": result.learners,
            "responses": result.responses,
            "log_likelihood": result.log_likelihood,
            "free": result.free,
            "steps": result.steps,
            "converged": result.converged,
            "mean": result.learners_mean,
            "sd": result.learners_sd,
            "reliability": marginal_reliability(located),
        }
    )


def _named(question: Question) -> dict[str, Any]:
    return {"entry": question.entry.id, "item": question.row.public_id, "name": question.code}


def _item(
    question: Question, item: CalibratedItem, findings: Sequence[Finding], share: float
) -> dict[str, Any]:
    """Old and new parameters of a question, and what is worth saying of it."""
    return {
        **_named(question),
        "competency": question.competency,
        "old": _parameters(question.parameters),
        "new": {
            "b": item.difficulty,
            "b_se": item.difficulty_se,
            "a": item.discrimination,
            "a_se": item.discrimination_se,
            "c": item.guessing,
            "slip": item.slip,
        },
        "answers": item.responses,
        "share": share,
        "findings": [{"code": one.code, "values": dict(one.values)} for one in findings],
    }


def _parameters(item: Item) -> dict[str, float]:
    """Of an item that loads on one competency."""
    (slope,) = (a for a in item.loadings.values() if a > 0)
    return {
        "b": item.intercept / slope,
        "b_se": item.difficulty_sd,
        "a": slope,
        "c": item.guessing,
        "slip": item.slip,
    }
