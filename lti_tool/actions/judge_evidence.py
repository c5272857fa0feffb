"""Somebody says which level an entry shows: the learner, a classmate or a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry, belief_of
from lti_tool.database.judgements import PortfolioEntry, RatingRow
from lti_tool.database.portfolio import entry_named, ratings_on
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.evidence import Rating
from personalization.rubric import RaterKind, Severity, rater_noise, unlearn, update_severity

from .loading import belief_from
from .rebuild_belief import withdraw_entry
from .recording import evidence_row, pass_time, take_in
from .rubrics import Rubric
from .severities import hold_severity, keep_severity, severity_from

LONGEST_COMMENT = 2_000


def judge_evidence(
    database: Database, scope: Scope, entry: str, level: int, comment: str = "", *, now: datetime
) -> RaterKind:
    """Keep how the scope's person judges an entry; an earlier judgement of theirs on it ends.

    The belief about its learner moves by it, weighed with what is known of the judge, and what is known
    of the judge moves too. Of who is not profiled nothing is inferred: the judgement alone is kept. Of
    what learners say of themselves only the last word on each competency counts, or many entries of
    one's own would be taken for many witnesses.

    Returns
    -------
    "self", "peer" or "trainer"
        As whom.

    Raises
    ------
    NotFound
        No entry that this person may judge.
    InputRefused
        ``judgement_level``, ``judgement_long``.
    """
    comment = comment.replace("\r\n", "\n").strip()
    if len(comment) > LONGEST_COMMENT:
        raise InputRefused("judgement_long", most=LONGEST_COMMENT)
    with database.write() as session:
        rubric = Rubric(session, scope)
        row = entry_named(session, scope, entry, lock=True)
        if row is None or row.framework_id != rubric.loaded.id or row.competency not in rubric.codes:
            raise NotFound()
        if not 0 <= level <= len(rubric.ladder(row.competency)):
            raise InputRefused("judgement_level")
        kind = kind_of(scope, row)
        _Judging(session, scope, rubric, row, kind, now).judge(level, comment)
        return kind


def kind_of(scope: Scope, entry: PortfolioEntry) -> RaterKind:
    """As whom the scope's person judges an entry that they may read."""
    if entry.person_id == scope.person_id:
        return "self"
    return "trainer" if scope.teaches else "peer"


def leave_out(session: Session, rubric: Rubric, rating: RatingRow, now: datetime) -> EvidenceEntry:
    """Let a judgement count no more for the belief about its learner; the entry of the log that it was."""
    assert rating.evidence_id is not None
    stored = session.get_one(EvidenceEntry, rating.evidence_id)
    withdraw_entry(session, rubric.scope, rubric.loaded, stored.id, now, person_id=rating.person_id)
    rating.evidence_id = None
    return stored


class _Judging:
    """One judgement, inside its transaction."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        rubric: Rubric,
        entry: PortfolioEntry,
        kind: RaterKind,
        now: datetime,
    ) -> None:
        self.session, self.scope, self.rubric = session, scope, rubric
        self.entry, self.kind, self.now = entry, kind, now

    def judge(self, level: int, comment: str) -> None:
        """Keep it and let it count."""
        attempt = self.rubric.attempt(self.entry.person_id, lock=True)
        ratings = ratings_on(self.session, self.scope, [self.entry.id])[self.entry.id]
        row = next((one for one in ratings if one.rater_id == self.scope.person_id), None)
        same = row is not None and row.level == level
        if row is None:
            row = self._new_row()
        row.level, row.comment = level, comment
        if same:
            return
        row.created_at = self.now
        self.session.flush()
        if attempt is not None and attempt.profiled:
            self._count(row)
        self._note(level)
        self.rubric.follow(attempt, self.now)

    def _new_row(self) -> RatingRow:
        row = RatingRow(
            school_id=self.scope.school_id,
            class_id=self.scope.class_id,
            entry_id=self.entry.id,
            person_id=self.entry.person_id,
            rater_id=self.scope.person_id,
            rater_kind=self.kind,
            created_at=self.now,
        )
        self.session.add(row)
        return row

    def _count(self, row: RatingRow) -> None:
        """Take the judgement into the belief about the learner, and into what is known of the judge."""
        learner, loaded = self.entry.person_id, self.rubric.loaded
        strictness = hold_severity(self.session, self.scope, self.kind, self.now)
        severity = severity_from(strictness)
        for earlier in self._replaced(row):
            stored = leave_out(self.session, self.rubric, earlier, self.now)
            severity = unlearn(severity, *_taught(stored))
        pass_time(self.session, self.scope, loaded, self.now, person_id=learner)
        code = self.entry.competency
        rating = Rating(
            code, row.level, self.rubric.ladder(code), severity.mean, severity.sd, rater_noise(self.kind)
        )
        before = belief_of(self.session, self.scope, loaded.id, person_id=learner, to_change=True)
        after = update_severity(
            belief_from(before, loaded), loaded.framework.index(code), rating.judgement(), severity
        )
        update = take_in(self.session, self.scope, loaded, rating, self.now, person_id=learner)
        also = {
            "entry": self.entry.public_id,
            "judge": self.kind,
            "severity_after": after.mean,
            "severity_sd_after": after.sd,
        }
        stored = evidence_row(self.scope, loaded, rating, update, self.now, person_id=learner, also=also)
        self.session.add(stored)
        self.session.flush()
        row.evidence_id = stored.id
        keep_severity(strictness, after, self.now)

    def _replaced(self, row: RatingRow) -> Sequence[RatingRow]:
        """Earlier judgements that end with this one."""
        if self.kind != "self":
            return [row] if row.evidence_id is not None else []
        return self.session.scalars(
            select(RatingRow)
            .join(PortfolioEntry, PortfolioEntry.id == RatingRow.entry_id)
            .where(
                PortfolioEntry.competency == self.entry.competency,
                PortfolioEntry.framework_id == self.entry.framework_id,
                RatingRow.rater_id == self.scope.person_id,
                RatingRow.rater_kind == "self",
                RatingRow.evidence_id.is_not(None),
                RatingRow.class_id == self.scope.class_id,
                RatingRow.school_id == self.scope.school_id,
            )
        ).all()

    def _note(self, level: int) -> None:
        """Write down that a teacher or a classmate has judged; of oneself there is nothing to tell."""
        if self.kind == "self":
            return
        values = {"competency": self.entry.competency, "level": level, "judge": self.kind}
        self.session.add(
            AuditEvent.of(self.scope, "judged_evidence", values, now=self.now, about=self.entry.person_id)
        )


def _taught(stored: EvidenceEntry) -> tuple[Severity, Severity]:
    """What was known of the judge before and after a judgement."""
    kept = stored.parameters
    before = Severity(float(kept["severity"]), float(kept["severity_sd"]))
    return before, Severity(float(kept["severity_after"]), float(kept["severity_sd_after"]))
