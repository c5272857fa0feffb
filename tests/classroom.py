"""A school with a class, a bank and a diagnostic, made by the real actions: what most tests start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np
from sqlalchemy import select
from stocked import give_own_bank
from stocked import own_bank as own_bank

from adapters.answers import AnswerChecker, ProcessChecker
from adapters.lms.base import (
    Context,
    GradeService,
    Launch,
    PersonClaims,
    ResourceLink,
    Role,
    RosterService,
)
from lti_tool.actions.answer_item import answer_item
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.open_question import answer_key, choice_order, open_question
from lti_tool.actions.question_pages import QuestionPage
from lti_tool.actions.read_answer import Answer
from lti_tool.actions.record_choices import Choices, record_choices
from lti_tool.actions.register_platform import Registration, register_platform
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.start_launch import Started, start_launch
from lti_tool.database.banks import Bank, ItemRow
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.engine import Database
from lti_tool.database.launches import UsedState
from lti_tool.database.platforms import Platform, PlatformRecord, record
from lti_tool.database.scope import Scope

LMS = "https://lms.example"
SCOPES = tuple(
    f"https://purl.imsglobal.org/spec/lti-ags/scope/{name}"
    for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
)


@lru_cache(maxsize=1)
def checker() -> AnswerChecker:
    """One checker, with its child process, for all tests of a process."""
    return ProcessChecker()


class Clock:
    """A clock that only moves when told to."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        """Move and give the new moment."""
        self.now += timedelta(**by)
        return self.now


@dataclass
class Classroom:
    """One platform with its classes; every method goes through the actions that pages use."""

    database: Database
    platform: PlatformRecord
    clock: Clock = field(default_factory=Clock)
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))
    links: dict[str, str] = field(default_factory=dict)
    """Ids of the placements of courses, where a platform has its own."""

    def launch(
        self,
        subject: str,
        role: Role = Role.STUDENT,
        course: str = "C1",
        *,
        grades: GradeService | None = None,
        name: str = "",
        family: str = "",
    ) -> Started:
        """Open the activity of a course."""
        given, family = name or f"Given{subject}", family or f"Family{subject}"
        base = f"{self.platform.issuer}/lti/courses/{course}"
        message = Launch(
            issuer=self.platform.issuer,
            client_id=self.platform.client_id,
            deployment_id="1",
            message_type="LtiResourceLinkRequest",
            target_link_uri="https://senda.example/lti/launch",
            person=PersonClaims(subject, f"{given} {family}", given, family, f"{subject}@x.example"),
            role=role,
            roles=(),
            context=Context(course, course, f"Course {course}"),
            resource_link=ResourceLink(self.links.get(course, f"link-{course}"), "Diagnóstico"),
            locale="es",
            return_url=f"{base}/course",
            grades=grades or GradeService(f"{base}/lineitems?type_id=1", "", SCOPES),
            roster=RosterService(f"{base}/memberships"),
        )
        state = UsedState(np.random.default_rng().bytes(32), self.clock.now + timedelta(minutes=10))
        return start_launch(self.database, self.platform, message, state, now=self.clock.now)

    def enter(self, subject: str, role: Role = Role.STUDENT, course: str = "C1") -> Scope:
        """The scope of a launch."""
        return self.launch(subject, role, course).scope

    def set_up(self, course: str = "C1", areas: tuple[str, ...] = ("fractions",)) -> Scope:
        """The teacher gives the course a diagnostic; the teacher's scope."""
        teacher = self.enter("teacher", Role.TEACHER, course)
        with self.database.read() as session:
            bank = session.scalars(select(Bank).where(Bank.school_id == teacher.school_id)).first()
            assert bank is not None
        set_up_diagnostic(self.database, teacher, bank.public_id, areas, "Fracciones", now=self.clock.now)
        return teacher

    def begin(self, scope: Scope, *, profiling: bool = True, tutor: bool = False, tutee: bool = False) -> None:
        """Choose and begin."""
        slots = ("mon-1", "tue-2") if tutor or tutee else ()
        record_choices(self.database, scope, Choices(profiling, tutor, tutee, slots), now=self.clock.now)
        begin_diagnostic(self.database, scope, now=self.clock.now, rng=self.rng)

    def question(self, scope: Scope) -> QuestionPage | None:
        """The present question."""
        return open_question(self.database, scope, now=self.clock.now)

    def give(self, scope: Scope, text: str, *, skipped: bool = False, page: QuestionPage | None = None) -> object:
        """Answer the present question (or the one of an older page) with this text."""
        page = page or self.question(scope)
        assert page is not None
        self.clock.forward(seconds=30)
        answer = Answer(page.attempt, page.item, skipped, text, language="en")
        return answer_item(self.database, checker(), scope, answer, now=self.clock.now, rng=self.rng)

    def solution(self, page: QuestionPage, *, right: bool = True) -> str:
        """What to send for a right (or wrong) answer to what the page shows."""
        with self.database.read() as session:
            item = session.scalars(select(ItemRow).where(ItemRow.public_id == page.item)).one()
            attempt = session.scalars(select(Attempt).where(Attempt.public_id == page.attempt)).one()
        key = answer_key(item)
        if item.kind != "choice":
            return key.accepted[0] if right else "-98765"
        order = choice_order(attempt, item)
        shown = [item.choices[index] for index in order]
        place = shown.index(key.accepted[0])
        return str((place if right else (place + 1) % len(shown)) + 1)

    def finish(self, scope: Scope, knows: Callable[[int], bool] = lambda number: True) -> int:
        """Answer until the end; `knows` says of each question's number whether it is answered right."""
        number = 0
        while True:
            page = self.question(scope)
            assert page is not None
            outcome = self.give(scope, self.solution(page, right=knows(number)))
            number += 1
            if outcome == "finished":
                return number

    def take(self, subject: str, *, right: bool = True, profiling: bool = True, **offer: bool) -> Scope:
        """A student launches, takes the whole diagnostic, and leaves."""
        scope = self.enter(subject)
        self.begin(scope, profiling=profiling, **offer)
        self.finish(scope, lambda number: right)
        return scope


def make_classroom(
    database: Database,
    issuer: str = LMS,
    school: str = "",
    *,
    client_id: str = "senda",
    clock: Clock | None = None,
    links: dict[str, str] | None = None,
    registration: Registration | None = None,
) -> Classroom:
    """A platform with one approved deployment, and the bank in its school.

    `registration` is for a platform whose addresses are its own.
    """
    clock = clock or Clock()
    platform = register_platform(
        database,
        registration
        or Registration(
            issuer=issuer,
            client_id=client_id,
            auth_login_url=f"{issuer}/lti/auth",
            auth_token_url=f"{issuer}/lti/token",
            jwks_url=f"{issuer}/lti/jwks",
            deployment_ids=("1",),
            school=school,
        ),
        now=clock.now,
    )
    give_own_bank(database, platform.school_id, now=clock.now)
    return Classroom(database, platform, clock, links=links or {})


def classroom_in(database: Database) -> Classroom:
    """The classroom that somebody has made in this database."""
    with database.read() as session:
        return Classroom(database, record(session.scalars(select(Platform)).one()))
