"""The demo course in which teachers are the learners: answers, what they show, and how it was judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from adapters.content import digital_teaching
from adapters.lms.base import Role
from lti_tool.actions.answer_item import answer_item
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.blueprint_pages import ALL_LEVELS, BlueprintWish, Wanted
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.judge_evidence import judge_evidence
from lti_tool.actions.loading import LoadedBank, find_diagnostic, load_bank, the_diagnostic
from lti_tool.actions.open_evidence import open_evidence
from lti_tool.actions.open_portfolio import open_portfolio
from lti_tool.actions.portfolio_pages import EntryForm
from lti_tool.actions.record_choices import Choices, record_choices
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.set_up_blueprint import save_blueprint
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.show_evidence import add_entry
from lti_tool.actions.take_own_bank import own_framework
from lti_tool.database.banks import bank_of
from lti_tool.database.diagnostics import attempt_of, diagnostic_of
from lti_tool.database.platforms import PlatformRecord
from lti_tool.database.scope import Scope
from lti_tool.demo.people import TRAINEES, TRAINER, TRAINING_COURSE, Person
from lti_tool.demo.settings import PlatformSettings

from .seeding import Progress, answer_as, demo_platform, enter

SEED = 20_241_003
TITLE = "Competencia digital docente"
QUESTIONS = 30
FINISHED = 6
"""Learners who have taken it; the next one is in the middle, the last one never came."""
LEVEL, LEVEL_SPREAD, OWN_SPREAD = 0.4, 1.1, 0.5
"""Mean and standard deviations, in logits, of what a made-up teacher is like overall and by aspect."""
ANSWERED = 9
"""Questions that the one in the middle has answered."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """Something that a learner shows, and the levels that were seen in it.

    Attributes
    ----------
    by : int
        Place among the learners.
    own, trainer : int or None
        None: not judged.
    peers : mapping of place to level
    """

    by: int
    form: EntryForm
    own: int | None
    peers: dict[int, int]
    trainer: int | None
    comment: str = ""


_SHOWN = (
    _Shown(
        0,
        EntryForm(
            "A3", 2, "Circuitos: primero el simulador, luego los cables",
            "En 3.º de ESO montamos circuitos con un simulador antes de tocar los cables. Cada pareja "
            "escribió qué esperaba, lo probó y explicó la diferencia.\n\nCambié la segunda sesión al ver "
            "que casi todos creían que la corriente «se gasta».",
            "https://example.org/unidades/circuitos", True,
        ),
        2, {1: 2, 2: 1, 3: 2}, 2, "Muy claro el porqué. Para ir más allá: que ellos elijan cómo comprobarlo.",
    ),
    _Shown(
        0,
        EntryForm(
            "A2", 2, "Una rúbrica hecha con la clase",
            "Escribimos juntos qué es un buen informe de laboratorio y lo usamos para corregirnos entre "
            "nosotros. Las notas del segundo informe se explicaron solas.",
            "", True,
        ),
        2, {1: 2}, 2, "",
    ),
    _Shown(
        1,
        EntryForm(
            "A5", 1, "Grupos de trabajo en el aula virtual",
            "Cada grupo tiene su carpeta, su calendario y un turno para subir lo hecho. Yo reviso los "
            "viernes.",
            "", True,
        ),
        2, {0: 1, 2: 1}, 1, "Funciona. ¿Qué pasaría si el calendario lo llevaran ellos?",
    ),
    _Shown(
        2,
        EntryForm(
            "A6", 3, "Un seminario entre tres centros",
            "Una tarde al mes probamos algo en clase, lo grabamos en un minuto y lo comentamos. Llevamos "
            "dos cursos y ya lo organizan otras compañeras.",
            "https://example.org/seminario", True,
        ),
        3, {0: 3}, None,
    ),
    _Shown(
        3,
        EntryForm(
            "A4", 2, "Mapas con datos del barrio",
            "El alumnado midió el ruido en seis calles y publicó un mapa con lo que encontró. Les enseñé "
            "a citar de dónde sale cada dato.",
            "", False,
        ),
        None, {}, None,
    ),
)  # fmt: skip


def seed_teachers(
    runtime: Runtime,
    lms: str,
    *,
    family: str = "generic",
    progress: Progress = lambda done, total: None,
) -> Scope | None:
    """Fill the course for teachers in the demo LMS; what is there already stays.

    Parameters
    ----------
    lms, family : str
        As for `seed`.

    Returns
    -------
    Scope or None
        The trainer's, where the course was empty before.
    """
    now = runtime.clock()
    settings = PlatformSettings(public_url=lms, family=family)
    platform = demo_platform(runtime, settings, now)
    began = now - timedelta(days=9)
    course = _Course(runtime, platform, settings)
    trainer = course.enter(TRAINER, Role.TEACHER, began)
    with runtime.database.read() as session:
        fresh = find_diagnostic(session, trainer) is None
    if not fresh and open_evidence(runtime.database, trainer).judged:
        return None
    loaded = _set_up(runtime, trainer, began)
    rng = np.random.default_rng(SEED)
    for place, person in enumerate(TRAINEES[: FINISHED + 1]):
        theta = rng.normal(rng.normal(LEVEL, LEVEL_SPREAD), OWN_SPREAD, loaded.loaded.framework.size)
        at = began + timedelta(hours=float(rng.uniform(2, 90)))
        course.take(person, loaded, theta, at, answers=None if place < FINISHED else ANSWERED)
        progress(place + 1, FINISHED + 1)
    course.show_and_judge(trainer, began + timedelta(days=5))
    return trainer if fresh else None


def _set_up(runtime: Runtime, trainer: Scope, now: datetime) -> LoadedBank:
    """The bank and a diagnostic about all its aspects and levels."""
    database = runtime.database
    content = digital_teaching.load()
    title = own_framework(content).names["es"]
    bank = import_bank(database, trainer.school_id, content, now=now, title=title)
    with database.read() as session:
        named = bank_of(session, trainer, bank.bank_id).public_id
    made = set_up_diagnostic(database, trainer, named, (), TITLE, now=now)
    with database.read() as session:
        loaded = load_bank(session, trainer, bank.bank_id)
        diagnostic = diagnostic_of(session, trainer, made).public_id
    # Of 72 questions 30 are asked: none can be rare.
    aspects = loaded.loaded.framework.codes
    wanted = Wanted(aspects, QUESTIONS, level=ALL_LEVELS, gentle=False, exposure=1.0)
    save_blueprint(database, trainer, diagnostic, BlueprintWish(TITLE, "end", 1, wanted), now=now)
    return loaded


class _Course:
    """The course as its people come in."""

    def __init__(self, runtime: Runtime, platform: PlatformRecord, settings: PlatformSettings) -> None:
        self.runtime, self.platform, self.settings = runtime, platform, settings

    def enter(self, person: Person, role: Role, at: datetime) -> Scope:
        """Open the activity."""
        return enter(self.runtime, self.platform, self.settings, person, role, at, TRAINING_COURSE)

    def take(
        self, person: Person, loaded: LoadedBank, theta: np.ndarray, at: datetime, *, answers: int | None
    ) -> None:
        """One learner's visit, up to where they are now."""
        runtime, scope = self.runtime, self.enter(person, Role.STUDENT, at)
        rng = np.random.default_rng([SEED, int(person.subject)])
        with runtime.database.read() as session:
            if attempt_of(session, scope, the_diagnostic(session, scope).id) is not None:
                return
        record_choices(runtime.database, scope, Choices(True, False, False, ()), now=at)
        begin_diagnostic(runtime.database, scope, now=at, rng=rng)
        given = 0
        while answers is None or given < answers:
            at += timedelta(seconds=float(rng.uniform(30, 110)))
            answer = answer_as(runtime, scope, loaded, theta, rng)
            given += 1
            if answer_item(runtime.database, runtime.answers, scope, answer, now=at, rng=rng) == "finished":
                return

    def show_and_judge(self, trainer: Scope, at: datetime) -> None:
        """What learners show, then what they, classmates and the trainer see in it."""
        database = self.runtime.database
        learners = [self.enter(person, Role.STUDENT, at) for person in TRAINEES[:FINISHED]]
        for hours, shown in enumerate(_SHOWN):
            owner, moment = learners[shown.by], at + timedelta(hours=2 * hours)
            known = {one.title: one.id for one in open_portfolio(database, owner).entries}
            entry = known.get(shown.form.title) or add_entry(database, owner, shown.form, now=moment)
            judges = [
                (owner, shown.own, ""),
                *((learners[place], level, "") for place, level in shown.peers.items()),
                (trainer, shown.trainer, shown.comment),
            ]
            for minutes, (judge, level, comment) in enumerate(judges, start=1):
                if level is not None:
                    when = moment + timedelta(minutes=10 * minutes)
                    judge_evidence(database, judge, entry, level, comment, now=when)
