"""What came out of a diagnostic for one person, with the evidence behind every word of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import ItemRow, items_by_id
from lti_tool.database.classes import student_of
from lti_tool.database.consents import open_contests
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry, belief_of, evidence_of_attempt
from lti_tool.database.grades import jobs_in
from lti_tool.database.people import Person, person_of
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, NotFound
from personalization.belief import Belief
from personalization.diagnostics.session import CompetencyResult, results, resume
from personalization.scale import expected_share

from .grade_score import fixed_counts, grade_score, grade_view
from .loading import LoadedBank, belief_from, find_diagnostic, load_bank, policy_of
from .open_path import path_of
from .open_question import text_in
from .pages import (
    AreaView,
    CompetencyView,
    ContestView,
    EvidenceView,
    FixedResultView,
    ResultPage,
    StepView,
)
from .recording import reason_from_json

INTERVAL = 1.2816
"""Standard errors on each side of the mean: eight learners in ten lie within."""
WORTH_TELLING = 0.02
"""Logits: an answer about another competency that moved this one by less is left out."""


def open_result(
    database: Database,
    scope: Scope,
    person: str | None = None,
    *,
    language: str = "es",
    now: datetime | None = None,
) -> ResultPage | None:
    """The result of the scope's person, or of a student of the class for its teacher.

    Returns
    -------
    ResultPage or None
        None where no attempt was begun.

    Raises
    ------
    AccessRefused
        Somebody who does not teach asks for another person.
    NotFound
        No such student in this class.
    """
    if person is not None and not scope.teaches:
        raise AccessRefused()
    with database.read() as session:
        who = person_of(session, scope) if person is None else student_of(session, scope, person)
        if who is None:
            raise NotFound()
        page = _page(session, scope, who, language)
    if person is not None and now is not None:
        record_look(database, scope, who.id, "result", now)
    return page


def open_student_path(database: Database, scope: Scope, person: str) -> tuple[StepView, ...]:
    """The path of a student of the class, for its teacher.

    Raises
    ------
    AccessRefused, NotFound
        As for `open_result`.
    """
    if not scope.teaches:
        raise AccessRefused()
    with database.read() as session:
        who = student_of(session, scope, person)
        if who is None:
            raise NotFound()
        return path_of(session, scope, who.id)


def record_look(database: Database, scope: Scope, person_id: int, what: str, now: datetime) -> None:
    """Write down that somebody looked at a person's data, so that the person can see who did."""
    with database.write() as session:
        session.add(
            AuditEvent(
                school_id=scope.school_id,
                class_id=scope.class_id,
                person_id=person_id,
                actor_id=scope.person_id,
                event="looked",
                values={"what": what},
                at=now,
            )
        )


def _page(session: Session, scope: Scope, who: Person, language: str) -> ResultPage | None:
    diagnostic = find_diagnostic(session, scope)
    attempt = attempt_of(session, scope, diagnostic.id, person_id=who.id) if diagnostic else None
    if diagnostic is None or attempt is None:
        return None
    loaded = load_bank(session, scope, diagnostic.bank_id)
    log = evidence_of_attempt(session, scope, attempt.id)
    row = belief_of(session, scope, loaded.loaded.id, person_id=who.id)
    job = jobs_in(session, scope, diagnostic.id).get(who.id)
    score = grade_score(session, scope, diagnostic, attempt, row)
    contests = open_contests(session, scope, person_id=who.id)
    views: dict[str, CompetencyView] = {}
    if attempt.profiled:
        views = _competencies(
            session, scope, diagnostic, attempt, loaded, belief_from(row, loaded.loaded), log, language
        )
    return ResultPage(
        title=diagnostic.title,
        person=who.name or who.given_name,
        profiled=attempt.profiled,
        areas=_areas(loaded, views),
        fixed=() if attempt.profiled else _fixed(loaded, attempt),
        answered=len(attempt.asked),
        finished_at=attempt.finished_at,
        stop=reason_from_json(attempt.stop),
        grade=grade_view(diagnostic, job, score),
        contested=bool(contests),
        contests=tuple(
            ContestView(one.competency, loaded.loaded.name(one.competency), one.text, one.created_at)
            for one in reversed(contests)
        ),
        person_id=who.public_id,
    )


def _areas(loaded: LoadedBank, views: dict[str, CompetencyView]) -> tuple[AreaView, ...]:
    codes = loaded.loaded.framework.codes
    found = []
    for code, names, positions in loaded.loaded.areas:
        inside = tuple(views[codes[p]] for p in positions if codes[p] in views)
        if inside:
            found.append(AreaView(code, names, inside))
    return tuple(found)


def _fixed(loaded: LoadedBank, attempt: Attempt) -> tuple[FixedResultView, ...]:
    framework = loaded.loaded.framework
    return tuple(
        FixedResultView(
            framework.codes[count.position],
            loaded.loaded.names[count.position],
            count.right,
            count.asked,
        )
        for count in fixed_counts(attempt, loaded.bank.primary.tolist())
    )


def competency_results(
    diagnostic: Diagnostic, attempt: Attempt, loaded: LoadedBank, belief: Belief
) -> tuple[CompetencyResult, ...]:
    """The engine's verdicts for an attempt as it stands."""
    policy = policy_of(diagnostic)
    state = resume(
        loaded.bank, belief, policy, attempt.asked, attempt.scores, attempt.current, attempt.seconds
    )
    return results(loaded.bank, state, policy)


def _competencies(
    session: Session,
    scope: Scope,
    diagnostic: Diagnostic,
    attempt: Attempt,
    loaded: LoadedBank,
    belief: Belief,
    log: Sequence[EvidenceEntry],
    language: str,
) -> dict[str, CompetencyView]:
    framework = loaded.loaded.framework
    cuts = framework.cuts(policy_of(diagnostic).level)
    items = items_by_id(session, scope, [entry.item_id for entry in log if entry.item_id is not None])
    views = {}
    for result in competency_results(diagnostic, attempt, loaded, belief):
        position = framework.index(result.code)
        half = INTERVAL * result.error
        thetas = np.array([result.mean - half, result.mean, result.mean + half, cuts[position]])
        low, expected, high, needed = expected_share(loaded.bank, position, thetas).tolist()
        views[result.code] = CompetencyView(
            code=result.code,
            names=loaded.loaded.names[position],
            word=result.word.value,
            mastery=result.mastery,
            low=low,
            high=high,
            own=result.own,
            mean=result.mean,
            error=result.error,
            stopped=result.stop,
            evidence=_evidence(loaded, position, log, items, language),
            expected=expected,
            needed=needed,
        )
    return views


def _evidence(
    loaded: LoadedBank,
    position: int,
    log: Sequence[EvidenceEntry],
    items: dict[int, ItemRow],
    language: str,
) -> tuple[EvidenceView, ...]:
    """The answers that moved a competency: first those about it, then what neighbours told."""
    found: list[EvidenceView] = []
    for entry in log:
        if entry.item_id is None or entry.contribution is None:
            continue
        change = float(np.frombuffer(entry.contribution, "<f8")[position])
        index = loaded.indices[entry.item_id]
        about_other = position not in loaded.bank.positions[index][loaded.bank.loadings[index] > 0]
        if about_other and abs(change) < WORTH_TELLING:
            continue
        found.append(_evidence_view(entry, items[entry.item_id], change, about_other, language))
    return tuple(sorted(found, key=lambda view: (view.about_other, -abs(view.change))))


def _evidence_view(
    entry: EvidenceEntry, item: ItemRow, change: float, about_other: bool, language: str
) -> EvidenceView:
    _, text = text_in(item, language)
    if item.kind == "choice" and entry.answer in item.choices:
        answer = text["choices"][item.choices.index(entry.answer)]
    else:
        answer = escape(entry.answer or "")  # typed by a learner, read by others
    outcome = "skipped" if entry.kind == "skip" else "right" if entry.score == 1.0 else "wrong"
    return EvidenceView(
        stem=text["stem"],
        answer=answer,
        outcome=outcome,  # type: ignore[arg-type]
        change=change,
        about_other=about_other,
    )
