"""Are questions fair to a group: harder for it than for others who know as much?

Worked out at once. Who is in the group is not stored: only numbers and the name that the teacher gives it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.analyses import Analysis
from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import public_id
from lti_tool.database.classes import students_of
from lti_tool.database.engine import Database
from lti_tool.database.groups import group_of, groups_by_person, groups_of, members_of
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.calibration.dif import LEAST_GROUP, DifReport, ItemDif, Matching, find_dif
from personalization.calibration.dif_tests import adjusted
from personalization.calibration.errors import GroupsTooSmall
from personalization.calibration.fit import Curve

from .analysis_pages import FairnessPage, GroupOption, StudentOption
from .class_groups import group_view
from .item_summaries import curves_of, placed
from .loading import load_bank
from .named_bank import the_bank
from .response_rows import AnswerLog, Question, answers_to, questions_at

LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whom to compare with all others of the class who answered.

    Attributes
    ----------
    group : str
        Public id of a group or section, or empty.
    students : collection of str
        Public ids of those who were ticked, where no group is named.
    label : str
        What the teacher calls them.
    """

    group: str = ""
    students: Collection[str] = ()
    label: str = ""


def open_fairness(database: Database, scope: Scope, bank: str) -> FairnessPage:
    """The groups of the class, and who answered.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        students = students_of(session, scope)
        ids = [one.id for one in students]
        log = answers_to(session, scope, row.id, people=ids, own_class=True)
        answered = set(log.person.tolist())
        belonging = groups_by_person(session, scope)
        groups = tuple(
            GroupOption(
                group.public_id,
                group_view(group),
                sum(group.id in belonging.get(person, ()) for person in answered),
            )
            for group in groups_of(session, scope)
        )
        return FairnessPage(
            row.public_id,
            row.title,
            groups,
            tuple(StudentOption(one.public_id, one.name) for one in students if one.id in answered),
            len(answered),
            LEAST_GROUP,
        )


def compare_groups(
    database: Database, scope: Scope, bank: str, comparison: Comparison, *, now: datetime
) -> str:
    """Compare a group of the class with the others, question by question; the public id of the result.

    Raises
    ------
    AccessRefused, NotFound
    InputRefused
        ``group_missing``; ``groups_too_small``.
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        students = {one.id: one.public_id for one in students_of(session, scope)}
        inside, label = _inside(session, scope, comparison, students)
        log = answers_to(session, scope, row.id, people=tuple(students), own_class=True)
        people = np.unique(log.person)
        focal = int(np.isin(people, list(inside)).sum())
        if min(focal, people.size - focal) < LEAST_GROUP:
            raise InputRefused("groups_too_small")
        loaded = load_bank(session, scope, row.id, row.revision)
        questions = questions_at(session, scope, row.id, row.revision)
        curves = curves_of(loaded)
    result = _compare(log, questions, curves, inside)
    if not result["items"]:
        raise InputRefused("groups_too_small")
    made = Analysis(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        kind="dif",
        bank_id=row.id,
        framework_id=row.framework_id,
        revision=row.revision,
        options={"label": label},
        status="ready",
        progress=1.0,
        learners=int(people.size),
        responses=int(log.score.size),
        result={**result, "label": label, "focal": focal, "reference": int(people.size) - focal},
        created_at=now,
        touched_at=now,
        finished_at=now,
    )
    told = {"analysis": made.public_id, "bank": row.public_id}
    event = AuditEvent.of(scope, "groups_compared", told, now=now)
    with database.write() as session:
        session.add_all((made, event))
    return made.public_id


def _inside(
    session: Session, scope: Scope, comparison: Comparison, students: Mapping[int, str]
) -> tuple[set[int], str]:
    """Ids of the people of the group among the students, and what it is called."""
    label = " ".join(comparison.label.split())[:LONGEST_LABEL]
    if comparison.group:
        group = group_of(session, scope, comparison.group)
        if group is None:
            raise NotFound()
        view = group_view(group)
        return set(members_of(session, scope, group.id)) & students.keys(), label or view.name or view.number
    wanted = set(comparison.students)
    inside = {person for person, name in students.items() if name in wanted}
    if not inside:
        raise InputRefused("group_missing")
    return inside, label


def _compare(
    log: AnswerLog, questions: tuple[Question, ...], curves: Mapping[int, Curve], inside: Collection[int]
) -> dict[str, Any]:
    """Both methods, competency by competency; p-values adjusted over all questions together."""
    answered = log.counts()
    by_competency: dict[str, list[Question]] = {}
    for question in questions:
        if question.competency and answered.get(question.item_id) and question.item_id in curves:
            by_competency.setdefault(question.competency, []).append(question)
    found: list[tuple[Question, ItemDif]] = []
    left_out: list[dict[str, Any]] = []
    matching: dict[str, str] = {}
    for competency, own in sorted(by_competency.items()):
        table, people = log.table(own)
        focal = np.isin(people, list(inside))
        named = {question.code: question for question in own}
        try:
            if table.complete and len(own) > 2:
                report, matching[competency] = find_dif(table, focal), str(Matching.TOTAL)
            else:
                ability = placed(table, [curves[question.item_id] for question in own]).ability
                report = find_dif(table, focal, Matching.ABILITY, ability)
                matching[competency] = str(Matching.ABILITY)
        except GroupsTooSmall:
            fewest = min(int(focal.sum()), int((~focal).sum()))
            values = {"responses": fewest, "needed": LEAST_GROUP}
            left_out += [_left(question, "few_answers", values) for question in own]
            continue
        found += [(named[item.code], item) for item in report.items]
        left_out += _left_of(report, named)
    by_mh = adjusted(np.array([item.mantel_haenszel.p for _, item in found]))
    by_logistic = adjusted(np.array([item.logistic.p for _, item in found]))
    items = [
        _row(question, item, float(mh), float(logistic))
        for (question, item), mh, logistic in zip(found, by_mh, by_logistic, strict=True)
    ]
    return {"items": items, "left_out": left_out, "matching": matching}


def _left_of(report: DifReport, named: Mapping[str, Question]) -> list[dict[str, Any]]:
    return [_left(named[one.subject], one.code, dict(one.values)) for one in report.left_out]


def _left(question: Question, code: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"item": question.row.public_id, "name": question.code, "code": code, "values": dict(values)}


def _row(question: Question, item: ItemDif, mh_adjusted: float, logistic_adjusted: float) -> dict[str, Any]:
    mh, logistic = item.mantel_haenszel, item.logistic
    return {
        "item": question.row.public_id,
        "name": question.code,
        "competency": question.competency,
        "reference": item.reference,
        "focal": item.focal,
        "delta": mh.delta,
        "delta_se": mh.delta_se,
        "odds": mh.odds_ratio,
        "chi2": mh.chi2,
        "p": mh.p,
        "adjusted": mh_adjusted,
        "size": mh.size,
        "logistic": {
            "p_uniform": logistic.p_uniform,
            "p_nonuniform": logistic.p_nonuniform,
            "p": logistic.p,
            "adjusted": logistic_adjusted,
            "group": logistic.group,
            "interaction": logistic.interaction,
            "r2": logistic.r2_change,
            "size": logistic.size,
        },
    }
