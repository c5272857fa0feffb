"""A course in which teachers are the learners: the bank on digital teaching, asked on all its levels."""

from __future__ import annotations

from classroom import Classroom

from adapters.content import digital_teaching
from adapters.lms.base import Role
from lti_tool.actions.blueprint_pages import ALL_LEVELS, BlueprintWish, Wanted
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.portfolio_pages import EntryForm
from lti_tool.actions.set_up_blueprint import save_blueprint
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.show_evidence import add_entry
from lti_tool.database.banks import Bank
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.scope import Scope

TITLE = "Competencia digital docente"
ASPECTS = ("A1", "A2", "A3", "A4", "A5", "A6")


def teachers_course(
    classroom: Classroom, course: str = "F1", *, questions: int = 30, subject: str = "trainer"
) -> Scope:
    """The course with its diagnostic; the trainer's scope."""
    trainer = classroom.enter(subject, Role.TEACHER, course)
    database, now = classroom.database, classroom.clock.now
    taken = import_bank(database, trainer.school_id, digital_teaching.load(), now=now)
    with database.read() as session:
        bank = session.get_one(Bank, taken.bank_id).public_id
    made = set_up_diagnostic(database, trainer, bank, (), TITLE, now=now)
    with database.read() as session:
        diagnostic = session.get_one(Diagnostic, made).public_id
    wanted = Wanted(ASPECTS, questions, level=ALL_LEVELS, gentle=False, exposure=1.0)
    save_blueprint(database, trainer, diagnostic, BlueprintWish(TITLE, wanted=wanted), now=now)
    return trainer


def take(
    classroom: Classroom, subject: str, course: str = "F1", *, right: bool = True, profiling: bool = True
) -> Scope:
    """A learner of the course who has taken the diagnostic."""
    scope = classroom.enter(subject, Role.STUDENT, course)
    classroom.begin(scope, profiling=profiling)
    classroom.finish(scope, lambda number: right)
    return scope


def show(
    classroom: Classroom,
    scope: Scope,
    competency: str = "A3",
    level: int = 2,
    *,
    title: str = "Una unidad con simulador",
    peers: bool = True,
) -> str:
    """Something that a learner shows; its public id."""
    form = EntryForm(competency, level, title, "Lo que hice y por qué.", "https://example.org/unit", peers)
    return add_entry(classroom.database, scope, form, now=classroom.clock.now)
