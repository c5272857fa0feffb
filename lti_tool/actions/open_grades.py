"""The teacher's page of grades: each student's state; sending again; the formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.course_activities import (
    CourseActivity,
    activities_in,
    activity_named,
    activity_placed,
)
from lti_tool.database.diagnostics import diagnostic_of
from lti_tool.database.engine import Database
from lti_tool.database.grades import LineItemRow, jobs_of, line_items_of, links_showing
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from lti_tool.lti.ags import RESULT

from .ask_grade import ask_activity_grade, grades_offered
from .class_groups import GroupChoice, check_whole_class, students_in_group
from .grade_pages import CheckView, GradeRow, GradesPage
from .grade_score import grade_view, graded_work
from .grading_changes import ask_everybody
from .named_student import the_student
from .reconcile_grades import check_running

FORMULAS = ("completion", "share_mastered", "expected_mastery")
KINDS = ("diagnostic", "itinerary")
PAGE_SIZE = 50
DIFFERENT = ("missing", "other")
_URGENCY = ("failed", "waiting", "sending", "sent", "none", "off")
"""What wants a look first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of the grades a page shows: an activity, a group, a state, a page; empty for all."""

    activity: str = ""
    group: str = ""
    state: str = ""
    page: int = 1


def open_grades(database: Database, scope: Scope, shown: Shown | None = None, *, now: datetime) -> GradesPage:
    """The students of the class with the state of the grade, what wants a look first.

    Raises
    ------
    AccessRefused
        Only who teaches sees it.
    NotFound
        No such activity or group in this class.
    InputRefused
        The class has no activity with grades.
    """
    scope.check_teaches()
    with database.read() as session:
        return _Reader(session, scope, shown or Shown(), now).page()


def _graded(session: Session, scope: Scope, named: str) -> CourseActivity:
    """The activity named, else the one of the placement, else the first that has grades."""
    if named:
        found = activity_named(session, scope, named)
        if found is None or found.kind not in KINDS:
            raise NotFound()
        return found
    placed = activity_placed(session, scope)
    if placed is not None and placed.kind in KINDS:
        return placed
    for row in activities_in(session, scope):
        if row.kind in KINDS:
            return row
    raise InputRefused("bank_missing")


class _Reader:
    """Reads what the page shows; scores are computed for the students of the page only."""

    def __init__(self, session: Session, scope: Scope, shown: Shown, now: datetime) -> None:
        self.session, self.scope, self.shown, self.now = session, scope, shown, now
        self.activity = _graded(session, scope, shown.activity)
        self.diagnostic = diagnostic_of(session, scope, self.activity.diagnostic_id)
        self.jobs = {job.person_id: job for job in jobs_of(session, scope, self.activity.id)}
        self.items = line_items_of(session, scope, self.activity.id)

    def page(self) -> GradesPage:
        shown = self.shown
        students = students_in_group(self.session, self.scope, shown.group)
        counts = Counter(self._state(person) for person in students)
        counts["differs"] = sum(self._differs(person) for person in students)
        kept = [person for person in students if self._kept(person)]
        kept.sort(key=lambda person: _URGENCY.index(self._state(person)))
        pages = max(1, -(-len(kept) // PAGE_SIZE))
        number = min(max(shown.page, 1), pages)
        here = kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        choice = GroupChoice(self.session, self.scope)
        return GradesPage(
            title=self.activity.title or self.diagnostic.title,
            formula=self.diagnostic.formula,  # type: ignore[arg-type]
            maximum=self.activity.maximum,
            rows=tuple(self._row(person) for person in here),
            supported=self._supported(),
            groups=choice.groups,
            group=shown.group,
            limited=choice.limited,
            activity=self.activity.public_id,
            kind=self.activity.kind,
            activities=tuple(
                (row.public_id, row.title)
                for row in activities_in(self.session, self.scope)
                if row.kind in KINDS
            ),
            counts=dict(counts),
            state=shown.state,
            page=number,
            pages=pages,
            check=self._check(),
            removal=_removal(self.activity, self.items),
        )

    def _state(self, person: Person) -> str:
        job = self.jobs.get(person.id)
        return job.state if job else "none"

    def _differs(self, person: Person) -> bool:
        job = self.jobs.get(person.id)
        return job is not None and job.lms_state in DIFFERENT

    def _kept(self, person: Person) -> bool:
        wanted = self.shown.state
        if wanted == "differs":
            return self._differs(person)
        state = self._state(person)
        return not wanted or state == wanted or (wanted, state) == ("waiting", "sending")

    def _row(self, person: Person) -> GradeRow:
        job = self.jobs.get(person.id)
        work = graded_work(self.session, replace(self.scope, person_id=person.id), self.activity)
        score = work.score if work else None
        view = grade_view(self.diagnostic, job, score, self.activity.maximum)
        name = person.name or person.given_name
        if job is None:
            return GradeRow(name, person.public_id, view)
        return GradeRow(
            student=name,
            student_id=person.public_id,
            grade=view,
            sent_score=job.sent_score,
            sent_maximum=job.sent_maximum,
            sent_at=job.sent_at if job.sent_score is not None else None,
            lms_state=job.lms_state,
            lms_score=job.lms_score,
            lms_maximum=job.lms_maximum,
        )

    def _supported(self) -> bool:
        links = links_showing(self.session, self.scope, self.activity.id)
        return any(grades_offered(link) for link in links)

    def _check(self) -> CheckView:
        sent = [item for item in self.items if item.url]
        links = links_showing(self.session, self.scope, self.activity.id)
        times = [item.checked_at for item in sent if item.checked_at is not None]
        return CheckView(
            possible=bool(sent) and any(RESULT in link.grade_scopes for link in links),
            running=any(check_running(item, self.now) for item in sent),
            count=sum(item.check_count for item in sent),
            at=min(times, default=None),
            problem=next((item.check_problem for item in sent if item.check_problem), ""),
        )


def _removal(activity: CourseActivity, items: Sequence[LineItemRow]) -> str:
    """What the page says of the column of an activity that gives no grade any more."""
    left = [item for item in items if item.url]
    if activity.maximum is not None or not left:
        return ""
    if any(item.remove_at is not None for item in left):
        return "running"
    return next((item.remove_problem for item in left if item.remove_problem), "offered")


def send_again(
    database: Database, scope: Scope, person: str, *, now: datetime, activity: str = ""
) -> None:
    """Send a student's present score once more.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such student or activity in this class.
    InputRefused
        The student has not finished, or the platform takes no grades here.
    """
    scope.check_teaches()
    with database.write() as session:
        student = the_student(session, scope, person)
        row = _graded(session, scope, activity)
        if graded_work(session, replace(scope, person_id=student.id), row) is None:
            raise InputRefused("attempt_missing")
        if not ask_activity_grade(session, scope, row, person_id=student.id, now=now):
            raise InputRefused("grades_unsupported")


def send_failed_again(
    database: Database, scope: Scope, *, now: datetime, activity: str = "", group: str = ""
) -> int:
    """Send everything again that failed, of the students whom the teacher may see; returns how many.

    Raises
    ------
    AccessRefused, NotFound
    """
    scope.check_teaches()
    with database.write() as session:
        row = _graded(session, scope, activity)
        seen = {person.id for person in students_in_group(session, scope, group)}
        failed = {
            job.person_id
            for job in jobs_of(session, scope, row.id)
            if job.state == "failed" and job.person_id in seen
        }
        for person_id in sorted(failed):
            ask_activity_grade(session, scope, row, person_id=person_id, now=now)
        return len(failed)


def set_grade_formula(
    database: Database, scope: Scope, formula: str, *, now: datetime, activity: str = ""
) -> None:
    """Choose what the score of a diagnostic means; everybody who has finished gets the new one.

    Raises
    ------
    AccessRefused
        Only who teaches the whole class may.
    NotFound, InputRefused
        No such activity; no such formula.
    """
    scope.check_teaches()
    if formula not in FORMULAS:
        raise InputRefused("input_invalid")
    with database.write() as session:
        check_whole_class(session, scope)
        row = _graded(session, scope, activity)
        diagnostic = diagnostic_of(session, scope, row.diagnostic_id)
        if diagnostic.formula == formula:
            return
        told = {"from": diagnostic.formula, "to": formula}
        session.add(AuditEvent.of(scope, "grade_formula", told, now=now))
        diagnostic.formula = formula
        session.flush()
        for one in activities_in(session, scope):
            if one.kind == "diagnostic" and one.diagnostic_id == diagnostic.id:
                ask_everybody(session, scope, one, now=now)
