"""What came out of a diagnostic for one person, with the evidence behind every word of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.consents import open_contests
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of, attempts_taken
from lti_tool.database.engine import Database
from lti_tool.database.evidence import BeliefRow, belief_of
from lti_tool.database.grades import jobs_in
from lti_tool.database.judgements import OverrideRow, overrides_of
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from personalization.belief import Belief
from personalization.diagnostics.session import CompetencyResult, results, resume
from personalization.scale import expected_share

from .answers_behind import answers_behind, evidence_on
from .begin_diagnostic import may_repeat
from .grade_score import fixed_counts, grade_score, grade_view
from .loading import LoadedBank, bank_for, find_diagnostic, policy_of
from .named_student import the_student, whom_about
from .open_path import path_of
from .path_pages import StepView
from .practise import practisable
from .recording import reason_from_json
from .result_pages import AreaView, CompetencyView, ContestView, FixedResultView, ResultPage
from .settled_beliefs import known_from
from .verdict_pages import OverrideView
from .verdicts import Verdict, Verdicts, level_names, levels_view, override_view, teachers_named

INTERVAL = 1.2816
"""Standard errors on each side of the mean: eight learners in ten lie within."""


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
    with database.read() as session:
        who = whom_about(session, scope, person)
        page = _page(session, scope, who, language, now)
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
    scope.check_teaches()
    with database.read() as session:
        who = the_student(session, scope, person)
        return path_of(session, scope, who.id)


def record_look(database: Database, scope: Scope, person_id: int, what: str, now: datetime) -> None:
    """Write down that somebody looked at a person's data, so that the person can see who did."""
    with database.write() as session:
        session.add(AuditEvent.of(scope, "looked", {"what": what}, now=now, about=person_id))


def _page(
    session: Session, scope: Scope, who: Person, language: str, now: datetime | None
) -> ResultPage | None:
    diagnostic = find_diagnostic(session, scope)
    attempt = attempt_of(session, scope, diagnostic.id, person_id=who.id) if diagnostic else None
    if diagnostic is None or attempt is None:
        return None
    loaded = bank_for(session, scope, diagnostic, attempt)
    row = belief_of(session, scope, loaded.loaded.id, person_id=who.id)
    job = jobs_in(session, scope, diagnostic.id).get(who.id)
    overrides = overrides_of(session, scope, loaded.loaded.id, person_id=who.id)
    score = grade_score(session, scope, diagnostic, attempt, row, overrides=overrides)
    contests = open_contests(session, scope, person_id=who.id)
    own = who.id == scope.person_id
    seen = _Seen(session, scope, diagnostic, attempt, loaded, row, overrides, language, now)
    views = seen.competencies() if attempt.profiled else {}
    return ResultPage(
        title=diagnostic.title,
        person=who.name or who.given_name,
        profiled=attempt.profiled,
        areas=_areas(loaded, views),
        fixed=() if attempt.profiled else seen.fixed(),
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
        answers_told=diagnostic.feedback != "none" and attempt.status == "finished",
        may_repeat=_may_repeat(session, scope, diagnostic, attempt),
        practisable=practisable(loaded) if own and attempt.status == "finished" else frozenset(),
    )


def _may_repeat(session: Session, scope: Scope, diagnostic: Diagnostic, attempt: Attempt) -> bool:
    """Whether the scope's own person may take it again."""
    if attempt.status != "finished" or attempt.person_id != scope.person_id or diagnostic.attempts == 1:
        return False
    return may_repeat(diagnostic, attempts_taken(session, scope, diagnostic.id))


def _areas(loaded: LoadedBank, views: dict[str, CompetencyView]) -> tuple[AreaView, ...]:
    codes = loaded.loaded.framework.codes
    found = []
    for code, names, positions in loaded.loaded.areas:
        inside = tuple(views[codes[p]] for p in positions if codes[p] in views)
        if inside:
            found.append(AreaView(code, names, inside))
    return tuple(found)


def competency_results(
    diagnostic: Diagnostic, attempt: Attempt, loaded: LoadedBank, belief: Belief
) -> tuple[CompetencyResult, ...]:
    """The engine's verdicts for an attempt as it stands."""
    policy = policy_of(diagnostic)
    state = resume(
        loaded.bank, belief, policy, attempt.asked, attempt.scores, attempt.current, attempt.seconds
    )
    return results(loaded.bank, state, policy)


class _Seen:
    """What is read of one person's attempt, each table once."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        diagnostic: Diagnostic,
        attempt: Attempt,
        loaded: LoadedBank,
        row: BeliefRow | None,
        overrides: Mapping[str, OverrideRow],
        language: str,
        now: datetime | None,
    ) -> None:
        self.session, self.scope, self.language = session, scope, language
        self.diagnostic, self.attempt, self.loaded = diagnostic, attempt, loaded
        self.overrides, self.policy = overrides, policy_of(diagnostic)
        self.known = known_from(row, loaded.loaded).today(row.updated_at if row else None, now)
        self.teachers = teachers_named(session, scope, list(overrides.values()))
        self.verdicts = Verdicts(loaded.loaded, self.policy)

    def competencies(self) -> dict[str, CompetencyView]:
        """The targets of the diagnostic by code."""
        framework, several = self.loaded.loaded.framework, self.verdicts.several
        behind = answers_behind(self.session, self.scope, self.attempt, self.loaded.loaded)
        named = level_names(self.session, self.scope, self.loaded.loaded.id) if several else {}
        stops = {
            one.code: one.stop
            for one in competency_results(self.diagnostic, self.attempt, self.loaded, self.known.belief)
        }
        views = {}
        for verdict in self.verdicts.of(self.known, self.overrides):
            code, position = framework.codes[verdict.position], verdict.position
            words = self.verdicts.level_words(self.known, position)
            views[code] = replace(
                self._view(verdict, code),
                stopped=stops.get(code, ""),
                evidence=evidence_on(behind, self.loaded.loaded, position, self.language),
                levels=levels_view(named.get(code, ()), words, verdict.reached),
            )
        return views

    def _view(self, verdict: Verdict, code: str) -> CompetencyView:
        half = INTERVAL * verdict.error
        cut = self.verdicts.cuts[verdict.position]
        thetas = np.array([verdict.mean - half, verdict.mean, verdict.mean + half, cut])
        low, expected, high, needed = expected_share(self.loaded.bank, verdict.position, thetas).tolist()
        return CompetencyView(
            code=code,
            names=self.loaded.loaded.names[verdict.position],
            word=verdict.word,
            mastery=verdict.standing.mastery,
            low=low,
            high=high,
            own=verdict.own,
            mean=verdict.mean,
            error=verdict.error,
            stopped="",
            expected=expected,
            needed=needed,
            review_due=verdict.standing.review_due and verdict.decided is None,
            override=self._override(code),
        )

    def _override(self, code: str) -> OverrideView | None:
        row = self.overrides.get(code)
        if row is None:
            return None
        return override_view(row, self.teachers.get(row.teacher_id or 0, ""))

    def fixed(self) -> tuple[FixedResultView, ...]:
        """Without profiling: what was right."""
        codes, names = self.loaded.loaded.framework.codes, self.loaded.loaded.names
        return tuple(
            FixedResultView(
                codes[one.position],
                names[one.position],
                one.right,
                one.asked,
                self._override(codes[one.position]),
            )
            for one in fixed_counts(self.attempt, self.loaded.bank.primary.tolist())
        )
