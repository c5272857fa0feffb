"""The teacher's page of grades: each student's state; sending again; the formula."""

from __future__ import annotations

from datetime import datetime

from lti_tool.database.audit import AuditEvent
from lti_tool.database.classes import link_of, student_of
from lti_tool.database.diagnostics import attempt_of, attempts_in
from lti_tool.database.engine import Database
from lti_tool.database.evidence import beliefs_in
from lti_tool.database.grades import jobs_in
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

from .ask_grade import ask_grade, grades_offered
from .class_groups import GroupChoice, check_whole_class, students_in_group
from .grade_score import grade_score, grade_view
from .loading import the_diagnostic
from .pages import GradeRow, GradesPage

FORMULAS = ("completion", "share_mastered", "expected_mastery")


def open_grades(database: Database, scope: Scope, *, group: str = "") -> GradesPage:
    """Every student of the class, or of one group, with the state of the grade.

    Raises
    ------
    AccessRefused
        Only who teaches sees it.
    NotFound
        No such group in this class.
    """
    if not scope.teaches:
        raise AccessRefused()
    with database.read() as session:
        diagnostic = the_diagnostic(session, scope)
        attempts = {a.person_id: a for a in attempts_in(session, scope, diagnostic.id)}
        beliefs = beliefs_in(session, scope, diagnostic.framework_id)
        jobs = jobs_in(session, scope, diagnostic.id)
        rows = []
        for person in students_in_group(session, scope, group):
            attempt = attempts.get(person.id)
            score = grade_score(session, scope, diagnostic, attempt, beliefs.get(person.id))
            view = grade_view(diagnostic, jobs.get(person.id), score)
            rows.append(GradeRow(person.name or person.given_name, person.public_id, view))
        choice = GroupChoice(session, scope)
        return GradesPage(
            title=diagnostic.title,
            formula=diagnostic.formula,  # type: ignore[arg-type]
            maximum=diagnostic.maximum,
            rows=tuple(rows),
            supported=grades_offered(link_of(session, scope)),
            groups=choice.groups,
            group=group,
            limited=choice.limited,
        )


def send_again(database: Database, scope: Scope, person: str, *, now: datetime) -> None:
    """Send a student's present score once more.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such student in this class.
    InputRefused
        The student has not finished, or the platform takes no grades here.
    """
    if not scope.teaches:
        raise AccessRefused()
    with database.write() as session:
        student = student_of(session, scope, person)
        if student is None:
            raise NotFound()
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id, person_id=student.id)
        if attempt is None or attempt.status != "finished":
            raise InputRefused("attempt_missing")
        if not ask_grade(session, scope, diagnostic, person_id=student.id, now=now):
            raise InputRefused("grades_unsupported")


def set_grade_formula(database: Database, scope: Scope, formula: str, *, now: datetime) -> None:
    """Choose what the score means; everybody who has finished gets the new one.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    InputRefused
        No such formula.
    """
    if not scope.teaches:
        raise AccessRefused()
    if formula not in FORMULAS:
        raise InputRefused("input_invalid")
    with database.write() as session:
        check_whole_class(session, scope)
        diagnostic = the_diagnostic(session, scope)
        if diagnostic.formula == formula:
            return
        session.add(
            AuditEvent(
                school_id=scope.school_id,
                class_id=scope.class_id,
                actor_id=scope.person_id,
                event="grade_formula",
                values={"from": diagnostic.formula, "to": formula},
                at=now,
            )
        )
        diagnostic.formula = formula
        session.flush()
        for attempt in attempts_in(session, scope, diagnostic.id):
            if attempt.status == "finished":
                ask_grade(session, scope, diagnostic, person_id=attempt.person_id, now=now)
