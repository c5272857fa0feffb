"""The demo course as after its first week: every row of it written by the actions that pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from adapters.content import mathematics
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
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.loading import LoadedBank, find_diagnostic, item_at, load_bank, the_diagnostic
from lti_tool.actions.open_question import choice_order
from lti_tool.actions.read_answer import Answer
from lti_tool.actions.record_choices import SLOTS, Choices, record_choices
from lti_tool.actions.register_platform import Registration, move_platform, register_platform
from lti_tool.actions.run_matching import run_matching
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.start_launch import start_launch
from lti_tool.actions.take_own_bank import own_framework
from lti_tool.database.banks import bank_of
from lti_tool.database.diagnostics import attempt_of
from lti_tool.database.launches import UsedState
from lti_tool.database.platforms import PlatformRecord
from lti_tool.database.scope import Scope
from lti_tool.demo.people import COURSE, STUDENTS, TEACHERS, Course, Person
from lti_tool.demo.settings import PlatformSettings

SCHOOL = "Demo"
SEED = 20_240_911
FINISHED, FIXED, RUNNING = 17, 1, 2
"""Students who took the adaptive way, the fixed one, and who are in the middle; the others never came."""
LEVEL_SPREAD, AREA_SPREAD, OWN_SPREAD = 0.7, 0.55, 0.5
"""Standard deviations, in logits, of what a made-up student is like overall, by area, by competency."""
TITLE = "Fracciones y enteros: qué sabes ya"
AREAS = ("fractions", "integers")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Student:
    """A made-up student: who, when, which way, how far, and what they know."""

    person: Person
    profiled: bool
    answers: int | None
    """How many questions they have answered; None for all."""
    began_at: datetime
    theta: np.ndarray


def seed(
    runtime: Runtime,
    lms: str,
    *,
    family: str = "generic",
    progress: Progress = lambda done, total: None,
) -> Scope | None:
    """Register the demo LMS and fill its course; what is there already stays.

    Parameters
    ----------
    lms : str
        Origin of the demo LMS.
    family : str
        Whom it speaks as.

    Returns
    -------
    Scope or None
        The teacher's, where the course was empty before.
    """
    now = runtime.clock()
    settings = PlatformSettings(public_url=lms, family=family)
    platform = demo_platform(runtime, settings, now)
    content = mathematics.load()
    title = own_framework(content).names["es"]
    bank = import_bank(runtime.database, platform.school_id, content, now=now, title=title)
    began = now - timedelta(days=6)
    teacher = enter(runtime, platform, settings, TEACHERS[0], Role.TEACHER, began)
    with runtime.database.read() as session:
        fresh = find_diagnostic(session, teacher) is None
        bank_id = bank_of(session, teacher, bank.bank_id).public_id
    set_up_diagnostic(runtime.database, teacher, bank_id, AREAS, TITLE, now=began)
    with runtime.database.read() as session:
        loaded = load_bank(session, teacher, bank.bank_id)
    students = _students(loaded, began)
    if fresh or not _complete(runtime, teacher, platform, settings, students[-1]):
        for done, student in enumerate(students, start=1):
            _live(runtime, platform, settings, loaded, student, np.random.default_rng([SEED, done]))
            progress(done, len(students))
        run_matching(runtime.database, teacher, now=now, seed=SEED)
    return teacher if fresh else None


def demo_platform(runtime: Runtime, settings: PlatformSettings, now: datetime) -> PlatformRecord:
    """The demo LMS, registered; on another port it is the same one, and its courses move along."""
    move_platform(runtime.database, SCHOOL, settings.client_id, settings.issuer)
    return register_platform(
        runtime.database,
        Registration(
            issuer=settings.issuer,
            client_id=settings.client_id,
            auth_login_url=settings.auth_url,
            auth_token_url=settings.token_url,
            jwks_url=settings.jwks_url,
            deployment_ids=(settings.deployment_id,),
            family=settings.family,
            school=SCHOOL,
        ),
        now=now,
    )


def _complete(
    runtime: Runtime, teacher: Scope, platform: PlatformRecord, settings: PlatformSettings, last: _Student
) -> bool:
    """Whether an earlier seeding came to its end."""
    scope = enter(runtime, platform, settings, last.person, Role.STUDENT, last.began_at)
    with runtime.database.read() as session:
        return attempt_of(session, scope, the_diagnostic(session, teacher).id) is not None


def _students(loaded: LoadedBank, began: datetime) -> list[_Student]:
    """Students of all kinds: strong, weak, uneven across areas; the same at each seeding."""
    rng = np.random.default_rng(SEED)
    areas = loaded.loaded.areas
    made = []
    for place, person in enumerate(STUDENTS[: FINISHED + FIXED + RUNNING]):
        theta = rng.normal(rng.normal(0.1, LEVEL_SPREAD), OWN_SPREAD, loaded.loaded.framework.size)
        for _, _, positions in areas:
            theta[list(positions)] += rng.normal(0, AREA_SPREAD)
        made.append(
            _Student(
                person=person,
                profiled=place != FINISHED,
                answers=None if place <= FINISHED else int(rng.integers(4, 9)),
                began_at=began + timedelta(hours=float(rng.uniform(1, 100))),
                theta=theta,
            )
        )
    return made


def enter(
    runtime: Runtime,
    platform: PlatformRecord,
    settings: PlatformSettings,
    person: Person,
    role: Role,
    at: datetime,
    course: Course = COURSE,
) -> Scope:
    """Open the activity, as a launch from the course does."""
    launch = Launch(
        issuer=settings.issuer,
        client_id=settings.client_id,
        deployment_id=settings.deployment_id,
        message_type="LtiResourceLinkRequest",
        target_link_uri=settings.tool_launch_url,
        person=PersonClaims(person.subject, person.name, person.given_name, person.family_name, person.email),
        role=role,
        roles=(),
        context=Context(course.id, course.label, course.title),
        resource_link=ResourceLink(course.links[0].id, course.links[0].title),
        locale=person.locale,
        return_url=f"{settings.issuer}/courses/{course.id}",
        grades=GradeService(
            lineitems_url=settings.line_items_url(course.id),
            scopes=tuple(
                f"https://purl.imsglobal.org/spec/lti-ags/scope/{name}"
                for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
            ),
        ),
        roster=RosterService(settings.memberships_url(course.id)),
    )
    unique = runtime.random().bytes(32)
    started = start_launch(runtime.database, platform, launch, UsedState(unique, at), now=at)
    return started.scope


def _live(
    runtime: Runtime,
    platform: PlatformRecord,
    settings: PlatformSettings,
    loaded: LoadedBank,
    student: _Student,
    rng: np.random.Generator,
) -> None:
    """One student's visit, from the start page to where they are now."""
    scope = enter(runtime, platform, settings, student.person, Role.STUDENT, student.began_at)
    strong = float(student.theta.mean())
    slots = tuple(slot for slot in SLOTS if rng.random() < 0.3) or SLOTS[:2]
    takes_part = rng.random() < 0.85
    choices = Choices(
        profiling=student.profiled,
        tutor=takes_part and strong > -0.3,
        tutee=takes_part and strong < 0.6,
        slots=slots if takes_part else (),
    )
    with runtime.database.read() as session:
        if attempt_of(session, scope, the_diagnostic(session, scope).id) is not None:
            return
    record_choices(runtime.database, scope, choices, now=student.began_at)
    begin_diagnostic(runtime.database, scope, now=student.began_at, rng=rng)
    moment, given = student.began_at, 0
    while student.answers is None or given < student.answers:
        moment += timedelta(seconds=float(rng.uniform(20, 75)))
        answer = answer_as(runtime, scope, loaded, student.theta, rng)
        outcome = answer_item(runtime.database, runtime.answers, scope, answer, now=moment, rng=rng)
        given += 1
        if outcome == "finished":
            return


def answer_as(
    runtime: Runtime, scope: Scope, loaded: LoadedBank, theta: np.ndarray, rng: np.random.Generator
) -> Answer:
    """Answer the current item as somebody with these proficiencies would."""
    with runtime.database.read() as session:
        attempt = attempt_of(session, scope, the_diagnostic(session, scope).id)
        assert attempt is not None
        assert attempt.current is not None
        item = item_at(session, scope, loaded, attempt.current)
    model = loaded.bank.model(attempt.current)
    eta = float(model.loadings @ theta[model.positions]) - model.intercept
    knows = rng.random() < 1 / (1 + np.exp(-eta))
    accepted = item.key["accepted"]
    if item.kind == "choice":
        text = _choice(item.choices, accepted, choice_order(attempt, item), knows, rng)
    else:
        text = accepted[0] if knows else _slip(accepted[0], rng)
    skipped = not knows and rng.random() < 0.25
    # The keys are written with a decimal point.
    return Answer(attempt.public_id, item.public_id, skipped, text, language="en")


def _slip(accepted: str, rng: np.random.Generator) -> str:
    """A wrong answer as people give them: a little off, the wrong way round, or of the other sign."""
    top, _, bottom = accepted.partition("/")
    if top.lstrip("-").isdigit() and bottom.isdigit():
        return f"{bottom}/{top}" if int(top) > 0 and top != bottom else f"{int(top) + 1}/{bottom}"
    if top.lstrip("-").isdigit() and not bottom:
        number = int(top)
        return str(-number if number and rng.random() < 0.3 else number + int(rng.choice([-2, -1, 1, 2, 10])))
    return "1"


def _choice(
    codes: list[str],
    accepted: list[str],
    order: list[int],
    knows: bool,
    rng: np.random.Generator,
) -> str:
    """The number of the choice as it is shown: the right one, or any."""
    shown = [codes[index] for index in order]
    if knows:
        return str(shown.index(accepted[0]) + 1)
    return str(int(rng.integers(len(shown))) + 1)
