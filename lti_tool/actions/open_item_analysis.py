"""One question as its answers show it, and students whose answers do not go together as usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from statistics import median

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.analyses import asked_in_bank
from lti_tool.database.banks import ItemRow
from lti_tool.database.classes import students_of
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound
from personalization.bank import Floats, Item
from personalization.calibration.errors import Finding
from personalization.calibration.fit import LEAST_FOR_PERSON_FIT, person_fit
from personalization.calibration.items import DistractorTable, ItemAnalysis, analyse, distractors

from .analysis_pages import (
    LEAST_SHOWN,
    ChoiceLine,
    PatternLine,
    PatternsPage,
    QuestionPageView,
)
from .item_summaries import LEAST_TO_LOCATE, curves_of, placed
from .loading import LoadedBank, load_bank
from .named_bank import the_bank
from .response_rows import Question, answers_to, questions_at, told_by
from .show_answer import answer_html, stem_html
from .shown_question import text_in

LEAST_SAME = 3
"""People who gave an answer in words of their own, below which it is not shown."""
MOST_ANSWERS_SHOWN = 8
UNUSUAL = 0.01
"""Probability below which a student's answers are worth a look."""
MOST_STUDENTS = 20
KNOWN_SD = 0.5
"""Logits: a question whose difficulty is known less well says nothing of a student's answers."""


@dataclass(frozen=True, slots=True)
class _Said:
    """First answers to one question by person."""

    answer: str
    score: float
    skipped: bool
    seconds: float


def open_item_answers(
    database: Database, scope: Scope, bank: str, item: str, *, language: str
) -> QuestionPageView:
    """What answers tell of one question of a bank.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_bank(session, scope, row.id, row.revision)
        questions = questions_at(session, scope, row.id, row.revision)
        question = next((one for one in questions if one.row.public_id == item), None)
        if question is None:
            raise NotFound()
        said = _said(session, scope, question.item_id)
        asked = asked_in_bank(session, scope, row.id).get(question.entry.id, 0)
        found, ability = _analysed(session, scope, loaded, questions, question)
        shown = len(said) >= LEAST_SHOWN
        table = _table(question, said, ability) if shown else None
        code, text = text_in(question.row, language)
        used = loaded.bank.items[loaded.indices[question.item_id]]
        findings: tuple[Finding, ...] = ()
        if shown and found is not None:
            findings = tuple(one for one in found.findings if one.code != "few_answers")
        choices, others = _choices(question.row, text, table)
        return QuestionPageView(
            bank=row.public_id,
            bank_title=row.title,
            id=item,
            code=question.code,
            stem=stem_html(question.row, text),
            language=code,
            competencies=tuple(loaded.loaded.name(one) for one in question.entry.competencies),
            answers=len(said),
            asked=max(asked, len(said)),
            skipped=sum(one.skipped for one in said.values()),
            share=float(np.mean([one.score for one in said.values()])) if shown else None,
            seconds=median(one.seconds for one in said.values()) if shown else None,
            correlation=found.correlation if found and shown else None,
            correlation_se=found.correlation_se if found and shown else 0.0,
            infit=found.fit.infit if found else 1.0,
            outfit=found.fit.outfit if found else 1.0,
            curve=_curve(used),
            stated=_difficulty(question.stated),
            in_use=_difficulty(used),
            calibrated=question.entry.origin == "calibrated",
            points=found.curve if found and shown else (),
            choices=choices,
            others=others,
            findings=findings + (table.findings if table else ()),
        )


def _said(session: Session, scope: Scope, item_id: int) -> dict[int, _Said]:
    """The first answer of every learner of the school to a question."""
    rows = session.execute(
        select(
            EvidenceEntry.person_id,
            EvidenceEntry.answer,
            EvidenceEntry.score,
            EvidenceEntry.kind,
            EvidenceEntry.seconds,
        )
        .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
        .where(EvidenceEntry.item_id == item_id, *told_by(scope))
        .order_by(EvidenceEntry.id)
    )
    found: dict[int, _Said] = {}
    for row in rows:
        found.setdefault(row.person_id, _Said(row.answer, row.score or 0.0, row.kind == "skip", row.seconds))
    return found


def _analysed(
    session: Session,
    scope: Scope,
    loaded: LoadedBank,
    questions: Sequence[Question],
    question: Question,
) -> tuple[ItemAnalysis | None, dict[int, float]]:
    """The question among the others of its competency, and how able those who answered it are besides."""
    curves = curves_of(loaded)
    if question.competency is None or question.item_id not in curves:
        return None, {}
    log = answers_to(session, scope, loaded.id)
    answered = log.counts()
    own = [
        one
        for one in questions
        if one.competency == question.competency and answered.get(one.item_id) and one.item_id in curves
    ]
    table, people = log.table(own)
    if people.size < LEAST_TO_LOCATE or question.item_id not in answered:
        return None, {}
    used = [curves[one.item_id] for one in own]
    located = placed(table, used)
    place = own.index(question)
    ability: Floats = located.without(place)[1]
    mine = people[table.learner[table.item == place]]
    found = analyse(located, used)[place]
    return found, dict(zip(mine.tolist(), ability.tolist(), strict=True))


def _table(question: Question, said: dict[int, _Said], ability: dict[int, float]) -> DistractorTable | None:
    """Answers by thirds of ability; those who said "I don't know yet" are not in it."""
    told = [(one.answer, ability[person]) for person, one in said.items() if one.answer and person in ability]
    if not told:
        return None
    right = {one.answer for one in said.values() if one.score >= 1}
    if question.row.kind == "choice":
        right |= set(question.row.key["accepted"])
    return distractors(
        question.code, [answer for answer, _ in told], np.array([where for _, where in told]), right
    )


def _choices(
    row: ItemRow, text: dict[str, object], table: DistractorTable | None
) -> tuple[tuple[ChoiceLine, ...], int]:
    """The rows of the table that are shown; of what was typed only what several people typed alike."""
    if table is None:
        return (), 0
    closed = row.kind in ("choice", "multiple", "ordering", "matching")
    rows = [one for one in table.rows if closed or sum(one.counts) >= LEAST_SAME]
    if row.kind != "choice":
        rows = rows[:MOST_ANSWERS_SHOWN]
    left = sum(sum(one.counts) for one in table.rows) - sum(sum(one.counts) for one in rows)
    lines = [
        ChoiceLine(answer_html(row, text, one.choice), one.right, one.counts, one.shares) for one in rows
    ]
    if row.kind == "choice":  # in the order of the question, with what nobody chose
        met = {one.choice: line for one, line in zip(rows, lines, strict=True)}
        nobody = (0, 0, 0), (0.0, 0.0, 0.0)
        lines = [
            met.get(code) or ChoiceLine(answer_html(row, text, code), code in row.key["accepted"], *nobody)
            for code in row.choices
        ]
    return tuple(lines), left


def _curve(item: Item) -> tuple[float, float, float, float] | None:
    loaded = [a for a in item.loadings.values() if a > 0]
    if len(loaded) != 1:
        return None
    return loaded[0], item.intercept / loaded[0], item.guessing, item.slip


def _difficulty(item: Item) -> tuple[float, float]:
    return item.intercept / hypot(*item.loadings.values()), item.difficulty_sd


def open_patterns(database: Database, scope: Scope, bank: str) -> PatternsPage:
    """Students of the class, of those whom the reader may see, whose answers are worth a look.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_bank(session, scope, row.id, row.revision)
        questions = questions_at(session, scope, row.id, row.revision)
        students = {one.id: one for one in students_of(session, scope)}
        log = answers_to(session, scope, row.id, people=tuple(students), own_class=True)
        curves, answered = curves_of(loaded), log.counts()
        known = {
            item_id
            for item_id, item in zip(loaded.item_ids, loaded.bank.items, strict=True)
            if item_id in curves and item.difficulty_sd <= KNOWN_SD
        }
        by_competency: dict[str, list[Question]] = {}
        for one in questions:
            if one.competency and answered.get(one.item_id) and one.item_id in known:
                by_competency.setdefault(one.competency, []).append(one)
        lines: list[PatternLine] = []
        seen: Counter[int] = Counter()
        for competency, own in by_competency.items():
            table, people = log.table(own)
            fits = person_fit(placed(table, [curves[one.item_id] for one in own]))
            for person, fit in zip(people.tolist(), fits, strict=True):
                seen[person] += fit.answers >= LEAST_FOR_PERSON_FIT
                if fit.p < UNUSUAL:
                    who, name = students[person], loaded.loaded.name(competency)
                    lines.append(PatternLine(who.public_id, who.name, name, fit.answers, fit.lz, fit.p))
        lines.sort(key=lambda line: line.p)
        looked_at = sum(number > 0 for number in seen.values())
        return PatternsPage(
            row.public_id, row.title, tuple(lines[:MOST_STUDENTS]), looked_at, LEAST_FOR_PERSON_FIT
        )
