"""The questions of a bank as their answers show them, worked out once for as long as nothing new is known."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.analyses import asked_in_bank
from lti_tool.database.scope import Scope
from personalization.bank import Floats
from personalization.calibration.errors import Finding
from personalization.calibration.fit import Curve, Located, curve_of, locate
from personalization.calibration.items import ItemAnalysis, analyse
from personalization.calibration.responses import ResponseTable

from .loading import LoadedBank
from .response_rows import AnswerLog, Question, answers_to

LEAST_TO_LOCATE = 10
"""Learners of a competency below which nobody is located by its answers."""
_ROUNDS = 4
_NEED = {
    "does_not_separate": 5.0,
    "strong_ones_choose_wrong": 4.0,
    "unexpected_answers": 3.0,
    "too_hard": 2.0,
    "too_easy": 1.0,
}
"""How much a finding asks to be looked at."""
_KEPT = 8
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class BankSummary:
    """What is kept of an analysis of all questions; no answer of anybody is in it."""

    learners: int
    answers: int
    counts: Mapping[int, int]
    """Answers by wording."""
    shares: Mapping[int, float]
    analyses: Mapping[int, ItemAnalysis]
    """By wording; of questions about one competency with enough learners."""


_kept: OrderedDict[_Key, BankSummary] = OrderedDict()
_lock = Lock()


def summary_of(
    session: Session, scope: Scope, loaded: LoadedBank, questions: Sequence[Question]
) -> BankSummary:
    """All questions of a bank; looked up again once the job has taken new answers in."""
    url = str(session.get_bind().url)  # type: ignore[union-attr]
    asked = sum(asked_in_bank(session, scope, loaded.id).values())
    key = (url, scope.school_id, loaded.id, loaded.revision, loaded.learnt, asked)
    with _lock:
        found = _kept.get(key)
    # Before the job has counted for the first time nothing tells whether there is more to see.
    if found is None or not asked:
        found = _summarise(answers_to(session, scope, loaded.id), questions, curves_of(loaded))
        with _lock:
            _kept[key] = found
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
    return found


def curves_of(loaded: LoadedBank) -> dict[int, Curve]:
    """Response curves in use, by wording, of questions about one competency."""
    return {
        item_id: curve_of(item)
        for item_id, item in zip(loaded.item_ids, loaded.bank.items, strict=True)
        if sum(a > 0 for a in item.loadings.values()) == 1
    }


def _summarise(log: AnswerLog, questions: Sequence[Question], curves: Mapping[int, Curve]) -> BankSummary:
    totals = np.bincount(log.item, weights=log.score) if log.item.size else np.zeros(0)
    counts = log.counts()
    analyses: dict[int, ItemAnalysis] = {}
    by_competency: dict[str, list[Question]] = {}
    for question in questions:
        if question.competency is not None and counts.get(question.item_id) and question.item_id in curves:
            by_competency.setdefault(question.competency, []).append(question)
    for own in by_competency.values():
        table, people = log.table(own)
        if people.size >= LEAST_TO_LOCATE:
            used = [curves[question.item_id] for question in own]
            for question, found in zip(own, analyse(placed(table, used), used), strict=True):
                analyses[question.item_id] = found
    return BankSummary(
        learners=log.learners,
        answers=int(log.score.size),
        counts=counts,
        shares={item: float(totals[item]) / count for item, count in counts.items()},
        analyses=analyses,
    )


def placed(table: ResponseTable, curves: Sequence[Curve]) -> Located:
    """Learners located among themselves: their mean and spread are found along.

    Whoever answers in this school need not be spread as the engine's prior says; a few rounds of EM
    over both are enough for pictures and flags.
    """
    mean, sd = 0.0, 1.0
    located = locate(table, curves, mean, sd)
    for _ in range(_ROUNDS):
        ability: Floats = located.ability
        mean = float(ability.mean())
        sd = float(np.clip(np.sqrt(ability.var() + located.variance.mean()), 0.3, 3.0))
        located = locate(table, curves, mean, sd)
    return located


def need_of(findings: Sequence[Finding], answers: int) -> float:
    """How much a question needs to be looked at: what is said of it, and a little for many answers."""
    worst = max((_NEED.get(finding.code, 0.0) for finding in findings), default=0.0)
    return worst + min(answers, 1000) / 10_000 if worst else 0.0
