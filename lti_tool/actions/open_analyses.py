"""Pages about the questions of a bank: most in need first, how to calibrate, what an analysis found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.database.analyses import Analysis, analyses_of_bank, analysis_named
from lti_tool.database.banks import Bank, BankEntry, ItemRow, bank_of, items_by_id
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.frameworks import framework_named, framework_version
from lti_tool.database.groups import sees_part
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound
from personalization.calibration.errors import Finding
from personalization.calibration.settings import Model

from .accept_analysis import UNDER_WAY
from .analysis_pages import (
    LEAST_SHOWN,
    AnalysisLine,
    AnalysisPage,
    BankAnswersPage,
    CalibratePage,
    FrameworkAnswersPage,
    ItemChange,
    LeftOut,
    ModelAdvice,
    QuestionLine,
)
from .item_summaries import BankSummary, need_of, summary_of
from .loading import LoadedFramework, load_bank, load_framework
from .named_bank import the_bank
from .response_rows import Question, answers_to, questions_at, told_by
from .run_correlations import LEAST_LEARNERS as LEAST_FOR_CORRELATIONS
from .show_answer import stem_html
from .shown_question import text_in

PER_PAGE = 50
MOST_LISTED = 20
SORTS = ("need", "answers", "share", "code")
NEEDED = {Model.RASCH: 30, Model.TWO: 200, Model.THREE: 1000}
"""Answers for each question: from about 30 on a difficulty moves less than a logit (Linacre 1994); slopes and
guessing need far more."""
MOST_ADVISED = 0.8
"""Share of the answered questions that have enough, from which on a model is advised."""
_STEPS = (10, 30, 50, 100, 200, 500, 1000)


def open_bank_answers(
    database: Database, scope: Scope, bank: str, *, language: str, sort: str = "need", page: int = 1
) -> BankAnswersPage:
    """What answers tell of the questions of a bank.

    Raises
    ------
    AccessRefused, NotFound
    """
    sort = sort if sort in SORTS else SORTS[0]
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_bank(session, scope, row.id, row.revision)
        questions = questions_at(session, scope, row.id, row.revision)
        summary = summary_of(session, scope, loaded, questions)
        lines = [_line(one, summary, loaded.loaded, language) for one in questions]
        counts = Counter(_kind(line) for line in lines)
        lines.sort(key=_order(sort))
        pages = max(1, -(-len(lines) // PER_PAGE))
        page = min(max(page, 1), pages)
        return BankAnswersPage(
            bank=row.public_id,
            title=row.title,
            framework=framework_version(session, scope, row.framework_id).public_id,
            learners=summary.learners,
            answers=summary.answers,
            counts=counts,
            lines=tuple(lines[(page - 1) * PER_PAGE : page * PER_PAGE]),
            total=len(lines),
            page=page,
            pages=pages,
            sort=sort,
            analyses=tuple(
                _analysis_line(one) for one in analyses_of_bank(session, scope, row.id) if _seen(one, scope)
            )[:MOST_LISTED],
            may_change=not sees_part(session, scope),
        )


def _line(question: Question, summary: BankSummary, loaded: LoadedFramework, language: str) -> QuestionLine:
    answers = summary.counts.get(question.item_id, 0)
    found = summary.analyses.get(question.item_id)
    shown = answers >= LEAST_SHOWN
    findings = tuple(one for one in found.findings if one.code != "few_answers") if found and shown else ()
    code, text = text_in(question.row, language)
    return QuestionLine(
        id=question.row.public_id,
        code=question.code,
        stem=stem_html(question.row, text),
        language=code,
        competencies=tuple(loaded.name(one) for one in question.entry.competencies),
        answers=answers,
        share=summary.shares[question.item_id] if shown else None,
        separates=found.correlation if found and shown else None,
        findings=findings,
        need=need_of(findings, answers),
        calibrated=question.entry.origin == "calibrated",
    )


def _kind(line: QuestionLine) -> str:
    if line.share is None:
        return "few"
    return max(line.findings, key=lambda one: need_of([one], 0)).code if line.findings else "fine"


def _order(sort: str) -> Callable[[QuestionLine], tuple[Any, ...]]:
    if sort == "answers":
        return lambda line: (-line.answers, line.code)
    if sort == "share":
        return lambda line: (line.share is None, line.share or 0.0, line.code)
    if sort == "code":
        return lambda line: (line.code,)
    return lambda line: (-line.need, line.share is None, -line.answers, line.code)


def open_calibrate(database: Database, scope: Scope, bank: str) -> CalibratePage:
    """How many answers there are, and which model they are enough for.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        questions = questions_at(session, scope, row.id, row.revision)
        log = answers_to(session, scope, row.id)
        counts = log.counts()
        numbers = [counts.get(one.item_id, 0) for one in questions if one.competency is not None]
        under_way = next(
            (
                one.public_id
                for one in analyses_of_bank(session, scope, row.id)
                if one.kind == "calibration" and one.status in UNDER_WAY
            ),
            "",
        )
        return CalibratePage(
            row.public_id,
            row.title,
            log.learners,
            int(log.score.size),
            len(questions),
            advice_for(numbers),
            tuple((step, sum(number >= step for number in numbers)) for step in _STEPS),
            under_way,
        )


def advice_for(numbers: Sequence[int]) -> tuple[ModelAdvice, ...]:
    """Which models there are enough answers for, given the answers to each question."""
    answered = [number for number in numbers if number]
    enough = {model: sum(number >= needed for number in answered) for model, needed in NEEDED.items()}
    fitting = [m for m in NEEDED if answered and enough[m] >= MOST_ADVISED * len(answered)]
    advised = fitting[-1] if fitting else Model.RASCH
    return tuple(ModelAdvice(str(m), NEEDED[m], enough[m], m is advised) for m in NEEDED)


def open_analysis(database: Database, scope: Scope, analysis: str, *, language: str) -> AnalysisPage:
    """One analysis: how far it is, or what it found.

    Raises
    ------
    AccessRefused, NotFound
    """
    scope.check_teaches()
    with database.read() as session:
        row = analysis_named(session, scope, analysis)
        if row is None or not _seen(row, scope):
            raise NotFound()
        bank = bank_of(session, scope, row.bank_id) if row.bank_id is not None else None
        version = framework_version(session, scope, row.framework_id)
        loaded = load_framework(session, scope, version.id)
        held = _held(session, scope, bank) if bank and row.kind == "calibration" else {}
        shown = _rows_of(session, scope, row) if held else {}
        return AnalysisPage(
            id=row.public_id,
            kind=row.kind,
            status=row.status,
            progress=row.progress,
            problem=row.problem,
            created_at=row.created_at,
            finished_at=row.finished_at,
            bank=bank.public_id if bank else "",
            bank_title=bank.title if bank else "",
            framework=version.public_id,
            framework_names=version.names,
            model=str(row.options.get("model", "")),
            revision=row.revision,
            revision_now=bank.revision if bank else row.revision,
            in_use=sum(entry.analysis_id == row.id for entry in held.values()),
            learners=row.learners,
            responses=row.responses,
            result=row.result,
            names={one.code: loaded.name(one.code) for one in loaded.framework.competencies},
            items=_changes(row, held, shown, loaded, language),
            left_out=_left_out(row),
            may_change=not sees_part(session, scope),
        )


def _held(session: Session, scope: Scope, bank: Bank) -> dict[int, BankEntry]:
    """What the newest revision holds, by the id of the entry."""
    rows = session.scalars(
        select(BankEntry).where(
            BankEntry.bank_id == bank.id, BankEntry.school_id == scope.school_id, BankEntry.until.is_(None)
        )
    )
    return {row.id: row for row in rows}


def _rows_of(session: Session, scope: Scope, row: Analysis) -> dict[str, ItemRow]:
    """The wordings that an analysis is about, by public id."""
    entries = [one["entry"] for one in row.result.get("items", ())]
    ids: list[int] = []
    for start in range(0, len(entries), 500):
        ids += session.scalars(
            select(BankEntry.item_id).where(
                BankEntry.id.in_(entries[start : start + 500]), BankEntry.school_id == scope.school_id
            )
        )
    found: dict[str, ItemRow] = {}
    for start in range(0, len(ids), 500):
        found |= {
            item.public_id: item for item in items_by_id(session, scope, ids[start : start + 500]).values()
        }
    return found


def _changes(
    row: Analysis,
    held: dict[int, BankEntry],
    shown: dict[str, ItemRow],
    loaded: LoadedFramework,
    language: str,
) -> tuple[ItemChange, ...]:
    if row.kind != "calibration":
        return ()
    changes = []
    for one in row.result.get("items", ()):
        item = shown.get(one["item"])
        if item is None:
            continue
        code, text = text_in(item, language)
        changes.append(
            ItemChange(
                entry=one["entry"],
                item=one["item"],
                name=one["name"],
                stem=stem_html(item, text),
                language=code,
                competency=loaded.name(one["competency"]),
                old=one["old"],
                new=one["new"],
                answers=one["answers"],
                share=one["share"],
                findings=tuple(Finding(f["code"], one["name"], f["values"]) for f in one["findings"]),
                unchanged=one["entry"] in held,
            )
        )
    return tuple(sorted(changes, key=lambda one: -abs(one.new["b"] - one.old["b"])))


def _left_out(row: Analysis) -> tuple[LeftOut, ...]:
    if row.kind == "correlations":
        return ()
    return tuple(
        LeftOut(one["item"], one["name"], Finding(one["code"], one["name"], one["values"]))
        for one in row.result.get("left_out", ())
    )


def _seen(row: Analysis, scope: Scope) -> bool:
    """What compares groups stays in the class whose groups they are; the rest is the school's."""
    return row.kind != "dif" or row.class_id == scope.class_id


def _analysis_line(row: Analysis) -> AnalysisLine:
    model = str(row.options.get("model", ""))
    return AnalysisLine(row.public_id, row.kind, row.status, model, row.created_at, row.learners)


def open_framework_answers(database: Database, scope: Scope, framework: str) -> FrameworkAnswersPage:
    """How many learners there are to see how topics go together from.

    Raises
    ------
    AccessRefused, NotFound
    """
    scope.check_teaches()
    with database.read() as session:
        row = framework_named(session, scope, framework)
        if row is None:
            raise NotFound()
        learners = session.scalar(
            select(func.count(EvidenceEntry.person_id.distinct()))
            .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
            .where(EvidenceEntry.framework_id == row.id, *told_by(scope))
        )
        made = session.scalars(
            select(Analysis)
            .where(
                Analysis.kind == "correlations",
                Analysis.framework_id == row.id,
                Analysis.school_id == scope.school_id,
            )
            .order_by(Analysis.id.desc())
            .limit(MOST_LISTED)
        )
        return FrameworkAnswersPage(
            row.public_id,
            row.names,
            learners or 0,
            LEAST_FOR_CORRELATIONS,
            tuple(_analysis_line(one) for one in made),
            not sees_part(session, scope),
        )
