"""A teacher says otherwise than the answers do, with a reason; and takes it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import public_id
from lti_tool.database.consents import open_contests
from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import belief_of
from lti_tool.database.itineraries import itinerary_of
from lti_tool.database.judgements import OverrideRow, override_named, overrides_of
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.belief import Word, mastery
from personalization.evidence import Override, override_for

from .ask_grade import ask_grade
from .loading import LoadedFramework, belief_from, load_framework, policy_of, the_diagnostic
from .named_student import the_student
from .plan_itinerary import plan_itinerary
from .rebuild_belief import withdraw_entry
from .recording import evidence_row, pass_time, take_in

SHORTEST_REASON = 10
LONGEST_REASON = 1000
SURE = 0.95
"""Probability from which the belief says what was decided."""

Decided = Literal["mastered", "not_yet"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a teacher says of one competency of a student.

    Attributes
    ----------
    word : str
    reason : str
        Read by the student.
    level : int
        The level reached (or, with "not_yet", the lowest that is not), 0 the lowest. Used where the
        diagnostic is about several; else the level is the diagnostic's.
    """

    competency: str
    word: Decided
    reason: str
    level: int = 0


def override_verdict(
    database: Database, scope: Scope, student: str, decision: Decision, *, now: datetime
) -> None:
    """Let a teacher's word stand for a competency; an earlier one about it, whoever said it, ends.

    Belief, path and grade follow. Of who is not profiled nothing is inferred: the word alone is kept.

    Raises
    ------
    AccessRefused
        Only who teaches decides.
    NotFound
        No such student in this class, or the student has not begun.
    InputRefused
        ``reason_missing``, ``reason_long``; or what was decided is none of what can be.
    """
    scope.check_teaches()
    reason = decision.reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise InputRefused("reason_missing", least=SHORTEST_REASON)
    if len(reason) > LONGEST_REASON:
        raise InputRefused("reason_long", most=LONGEST_REASON)
    with database.write() as session:
        about = _About(session, scope, student)
        level = about.level(decision)
        earlier = overrides_of(session, scope, about.loaded.id, person_id=about.who.id)
        if decision.competency in earlier:
            about.end(earlier[decision.competency], now)
        row = OverrideRow(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=about.who.id,
            teacher_id=scope.person_id,
            framework_id=about.loaded.id,
            competency=decision.competency,
            level=level,
            word=decision.word,
            reason=reason,
            created_at=now,
        )
        session.add(row)
        if about.attempt.profiled:
            row.evidence_id = about.take_in(row, now)
        about.answer_contests(decision.competency, now)
        about.follow("overrode", row, now)


def withdraw_override(
    database: Database, scope: Scope, student: str, override: str, *, now: datetime
) -> None:
    """Take a decision back: the answers speak again. Twice counts once.

    Raises
    ------
    AccessRefused
        Only who teaches does.
    NotFound
        No such student or decision in this class.
    """
    scope.check_teaches()
    with database.write() as session:
        about = _About(session, scope, student)
        row = about.override(override)
        if row.withdrawn_at is not None:
            return
        about.end(row, now)
        about.follow("withdrew_override", row, now)


class _About:
    """The student that a teacher speaks of, inside one transaction."""

    def __init__(self, session: Session, scope: Scope, student: str) -> None:
        who = the_student(session, scope, student)
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id, person_id=who.id)
        if attempt is None:
            raise NotFound()
        self.session, self.scope = session, scope
        self.who: Person = who
        self.diagnostic: Diagnostic = diagnostic
        self.attempt: Attempt = attempt
        self.policy = policy_of(diagnostic)
        self.loaded: LoadedFramework = load_framework(session, scope, diagnostic.framework_id)

    def level(self, decision: Decision) -> int:
        """The level that a decision is about.

        Raises
        ------
        InputRefused
        """
        framework = self.loaded.framework
        targets = self.policy.targets or framework.codes
        if decision.competency not in targets or decision.word not in ("mastered", "not_yet"):
            raise InputRefused("input_invalid")
        if not self.policy.all_levels:
            return self.policy.level
        levels = len(self.policy.ladder(framework, framework.index(decision.competency)))
        if not 0 <= decision.level < levels:
            raise InputRefused("input_invalid")
        return decision.level

    def override(self, public_id: str) -> OverrideRow:
        """A decision about the student."""
        row = override_named(self.session, self.scope, public_id, person_id=self.who.id)
        if row is None:
            raise NotFound()
        return row

    def take_in(self, row: OverrideRow, now: datetime) -> int:
        """Write the decision into the log and the belief; the id of its entry."""
        pass_time(self.session, self.scope, self.loaded, now, person_id=self.who.id)
        entry = self._evidence(row)
        update = take_in(self.session, self.scope, self.loaded, entry, now, person_id=self.who.id)
        also = {"word": row.word, "level": row.level}
        stored = evidence_row(
            self.scope, self.loaded, entry, update, now, person_id=self.who.id, also=also
        )
        self.session.add(stored)
        self.session.flush()
        return stored.id

    def _evidence(self, row: OverrideRow) -> Override:
        """The least that makes the belief say so; a level reached also says that the next one is not."""
        framework, competency = self.loaded.framework, row.competency
        position = framework.index(competency)
        stored = belief_of(self.session, self.scope, self.loaded.id, person_id=self.who.id, to_change=True)
        belief = belief_from(stored, self.loaded)
        ladder = self.policy.ladder(framework, position)
        level, mastered = min(row.level, len(ladder) - 1), row.word == Word.MASTERED
        if mastered and self.policy.all_levels and level + 1 < len(ladder):
            cuts = self.policy.cuts_for(framework).copy()
            cuts[position] = ladder[level]
            if mastery(belief, cuts)[position] >= SURE:
                level, mastered = level + 1, False
        return override_for(framework, belief, competency, mastered, cut=ladder[level], certainty=SURE)

    def end(self, row: OverrideRow, now: datetime) -> None:
        """Let a decision stand no more; its entry stays in the log, and counts no more."""
        row.withdrawn_at = now
        if row.evidence_id is not None:
            withdraw_entry(
                self.session, self.scope, self.loaded, row.evidence_id, now, person_id=self.who.id
            )

    def answer_contests(self, competency: str, now: datetime) -> None:
        """The reason of a decision answers what the student said about it."""
        for contest in open_contests(self.session, self.scope, person_id=self.who.id):
            if contest.competency == competency:
                contest.closed_at = now

    def follow(self, event: str, row: OverrideRow, now: datetime) -> None:
        """Write down who did it; plan the path anew and ask for the grade."""
        told = {"competency": row.competency, "word": row.word, "level": row.level}
        self.session.add(AuditEvent.of(self.scope, event, told, now=now, about=self.who.id))
        self.session.flush()
        if self.attempt.status != "finished":
            return
        theirs = replace(self.scope, person_id=self.who.id)
        if itinerary_of(self.session, theirs) is not None:
            plan_itinerary(self.session, theirs, self.loaded, profiled=self.attempt.profiled, now=now)
        ask_grade(self.session, self.scope, self.diagnostic, person_id=self.who.id, now=now)
