"""A course of any size whose students have finished a diagnostic, and whose scores can be changed at will."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import insert, select

from adapters.content import mathematics
from adapters.lms.base import Context, GradeService, Launch, PersonClaims, ResourceLink, Role
from lti_tool.actions.ask_grade import ask_activity_grade
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.loading import load_bank
from lti_tool.actions.register_platform import Registration, register_platform
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.start_launch import start_launch
from lti_tool.database.banks import Bank
from lti_tool.database.base import public_id
from lti_tool.database.classes import Enrolment
from lti_tool.database.course_activities import CourseActivity, activity_placed
from lti_tool.database.diagnostics import Attempt, diagnostic_of
from lti_tool.database.grades import GradeJob
from lti_tool.database.launches import UsedState
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope

CLIENT_ID = "senda-benchmark"
SCOPES = tuple(
    f"https://purl.imsglobal.org/spec/lti-ags/scope/{name}"
    for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
)
CHUNK = 500


@dataclass
class GradeCourse:
    """A class at work; scores are what grade formulas make of the stored answers, here of the fixed path.

    Attributes
    ----------
    latest : dict of str to float
        The share of the maximum that each student has now, by subject.
    """

    runtime: Runtime
    scope: Scope
    activity: CourseActivity
    people: dict[str, int] = field(default_factory=dict)
    latest: dict[str, float] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    """Items that everybody was asked, one of each competency."""

    @property
    def levels(self) -> int:
        """How many competencies there are: a student has shown none, some or all of them."""
        return len(self.asked)

    def enrol(self, subjects: Sequence[str]) -> None:
        """Students who have finished without a right answer; nothing is asked for yet."""
        now, scope = self.runtime.clock(), self.scope
        owner = {"school_id": scope.school_id, "class_id": scope.class_id}
        with self.runtime.database.write() as session:
            for start in range(0, len(subjects), CHUNK):
                part = subjects[start : start + CHUNK]
                rows = [
                    {
                        "public_id": public_id(),
                        "school_id": scope.school_id,
                        "platform_id": scope.platform_id,
                        "subject": subject,
                        "name": f"Student {subject}",
                        "created_at": now,
                    }
                    for subject in part
                ]
                found = session.execute(insert(Person).returning(Person.subject, Person.id), rows)
                ids = {subject: person for subject, person in found}
                self.people |= ids
                session.execute(
                    insert(Enrolment),
                    [
                        {**owner, "person_id": p, "role": "student", "created_at": now, "updated_at": now}
                        for p in ids.values()
                    ],
                )
                session.execute(
                    insert(Attempt),
                    [
                        {
                            **owner,
                            "public_id": public_id(),
                            "diagnostic_id": self.activity.diagnostic_id,
                            "person_id": person,
                            "profiled": False,
                            "status": "finished",
                            "seed": 1,
                            "asked": self.asked,
                            "scores": [0.0] * self.levels,
                            "started_at": now - timedelta(minutes=20),
                            "finished_at": now,
                        }
                        for person in ids.values()
                    ],
                )

    def score(self, levels: dict[str, int]) -> None:
        """Give students a score, and ask for their grades as an answer would, in one transaction."""
        now = self.runtime.clock()
        with self.runtime.database.write() as session:
            wanted = {self.people[subject]: right for subject, right in levels.items()}
            attempts = session.scalars(
                select(Attempt).where(
                    Attempt.person_id.in_(wanted), Attempt.diagnostic_id == self.activity.diagnostic_id
                )
            )
            for attempt in attempts:
                right = wanted[attempt.person_id]
                attempt.scores = [1.0] * right + [0.0] * (self.levels - right)
            session.flush()
            for person in wanted:
                ask_activity_grade(session, self.scope, self.activity, person_id=person, now=now)
        self.latest |= {subject: right / self.levels for subject, right in levels.items()}

    def jobs(self) -> dict[str, GradeJob]:
        """The grade jobs as they stand, by subject."""
        names = {person: subject for subject, person in self.people.items()}
        with self.runtime.database.read() as session:
            jobs = session.scalars(select(GradeJob).where(GradeJob.class_id == self.scope.class_id))
            return {names[job.person_id]: job for job in jobs}


def make_course(runtime: Runtime, url: str) -> GradeCourse:
    """Register the platform at this address; one of its courses gets a diagnostic on eight competencies."""
    now = runtime.clock()
    platform = register_platform(
        runtime.database,
        Registration(
            issuer=url,
            client_id=CLIENT_ID,
            auth_login_url=f"{url}/auth",
            auth_token_url=f"{url}/token",
            jwks_url=f"{url}/jwks",
            deployment_ids=("1",),
            family="moodle",
        ),
        now=now,
    )
    import_bank(runtime.database, platform.school_id, mathematics.load(), now=now)
    launch = Launch(
        issuer=url,
        client_id=CLIENT_ID,
        deployment_id="1",
        message_type="LtiResourceLinkRequest",
        target_link_uri=f"{runtime.config.public_url}/lti/launch",
        person=PersonClaims("teacher"),
        role=Role.TEACHER,
        roles=(),
        context=Context("course"),
        resource_link=ResourceLink("link", "Diagnostic"),
        grades=GradeService(f"{url}/course/lineitems?type_id=1", "", SCOPES),
    )
    state = UsedState(os.urandom(32), now + timedelta(minutes=10))
    scope = start_launch(runtime.database, platform, launch, state, now=now).scope
    with runtime.database.read() as session:
        bank = session.scalars(select(Bank).where(Bank.school_id == scope.school_id)).one()
    set_up_diagnostic(runtime.database, scope, bank.public_id, ["fractions"], "Diagnostic", now=now)
    with runtime.database.write() as session:
        activity = activity_placed(session, scope)
        assert activity is not None
        diagnostic = diagnostic_of(session, scope, activity.diagnostic_id)
        diagnostic.formula = "share_mastered"
        primary = load_bank(session, scope, diagnostic.bank_id).bank.primary.tolist()
    asked = [primary.index(position) for position in sorted(set(primary))][:8]
    return GradeCourse(runtime, scope, activity, asked=asked)
