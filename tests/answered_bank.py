"""A bank whose true parameters are known, and answers of many learners to it written straight into the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from classroom import Classroom
from numpy.typing import NDArray
from sqlalchemy import insert, select

from adapters.content.base import AnswerKey, BankItem, Import, ItemText
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from adapters.lms.base import Role
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.base import public_id
from lti_tool.database.classes import Enrolment
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope

Floats = NDArray[np.float64]
CHOICES = ("a", "b", "c", "d")
STATED_SD = 0.8


def bank_of_choices(
    competencies: int, per_competency: int, *, seed: int = 3, stated: Floats | None = None
) -> tuple[Import, Floats]:
    """An import of single choices with two areas, and the true difficulties; stated ones are off by an sd of .8."""
    rng = np.random.default_rng(seed)
    codes = [f"k{number}" for number in range(competencies)]
    truth = rng.normal(0.0, 1.0, competencies * per_competency)
    said = truth + rng.normal(0.0, STATED_SD, truth.size) if stated is None else stated
    items = [
        BankItem(
            code=f"q{number:03}",
            competencies=(codes[number % competencies],),
            key=AnswerKey("choice", ("a",)),
            texts={
                "en": ItemText(
                    f"<p>Question {number}: which one?</p>", tuple(f"<p>Choice {c}</p>" for c in CHOICES)
                )
            },
            choices=CHOICES,
            difficulty=float(said[number]),
            difficulty_sd=STATED_SD,
            guessing=0.0,
        )
        for number in range(truth.size)
    ]
    framework = FrameworkSpec(
        code="made-up",
        version="1",
        names={"en": "Made up", "es": "Inventado"},
        areas={"one": {"en": "One", "es": "Uno"}, "two": {"en": "Two", "es": "Dos"}},
        competencies=tuple(
            CompetencySpec(
                code, ("one", "two")[number % 2], {"en": f"Topic {number}", "es": f"Tema {number}"}
            )
            for number, code in enumerate(codes)
        ),
        prerequisites=(),
    )
    return Import(title="Made up", items=tuple(items), framework=framework), truth


@dataclass
class AnsweredBank:
    """A bank in a class, with the truth about it."""

    classroom: Classroom
    teacher: Scope
    bank: int
    public_id: str
    diagnostic: int
    truth: dict[int, float]
    """True difficulty by id of the wording."""
    competency: dict[int, int]
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(11))
    people: list[int] = field(default_factory=list)
    theta: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def entries(self) -> dict[int, BankEntry]:
        """What the newest revision holds, by wording."""
        with self.classroom.database.read() as session:
            rows = session.scalars(
                select(BankEntry).where(BankEntry.bank_id == self.bank, BankEntry.until.is_(None))
            )
            return {row.item_id: row for row in rows}

    def answer(
        self,
        learners: int,
        each: int,
        *,
        profiled: bool = True,
        right: Sequence[float] | None = None,
        slopes: dict[int, float] | None = None,
    ) -> None:
        """Let new learners answer questions drawn by lot; those who know more get more right.

        `right` gives the probability by position of the question instead.
        """
        now = self.classroom.clock.now
        items = sorted(self.truth)
        theta = self.rng.normal(0.0, 1.0, (learners, 1 + max(self.competency.values())))
        begin = len(self.people)
        with self.classroom.database.write() as session:
            school, platform, place = self.teacher.school_id, self.teacher.platform_id, self.teacher.class_id
            made = session.scalars(
                insert(Person).returning(Person.id, sort_by_parameter_order=True),
                [
                    {"public_id": public_id(), "school_id": school, "platform_id": platform, "subject": f"v{begin + n}",
                     "name": f"Learner {begin + n}", "given_name": "Learner", "family_name": str(begin + n),
                     "email": "", "locale": "en", "created_at": now}
                    for n in range(learners)
                ],
            ).all()  # fmt: skip
            session.execute(
                insert(Enrolment),
                [
                    {"school_id": school, "class_id": place, "person_id": person, "role": Role.STUDENT, "active": True,
                     "created_at": now, "updated_at": now}
                    for person in made
                ],
            )  # fmt: skip
            entries = self.entries()
            revision = session.scalar(select(Bank.revision).where(Bank.id == self.bank))
            attempts = session.scalars(
                insert(Attempt).returning(Attempt.id, sort_by_parameter_order=True),
                [
                    {"public_id": public_id(), "school_id": school, "class_id": place, "diagnostic_id": self.diagnostic,
                     "person_id": person, "bank_revision": revision, "profiled": profiled, "status": "finished",
                     "seed": 1, "asked": [], "scores": [], "started_at": now, "finished_at": now}
                    for person in made
                ],
            ).all()  # fmt: skip
            framework = session.scalar(
                select(Diagnostic.framework_id).where(Diagnostic.id == self.diagnostic)
            )
            for n, (person, attempt) in enumerate(zip(made, attempts, strict=True)):
                asked = self.rng.permutation(len(items))[:each]
                rows = []
                for place_of in asked:
                    item = items[place_of]
                    ability = theta[n, self.competency[item]]
                    slope = (slopes or {}).get(item, 1.0)
                    chance = 1 / (1 + np.exp(-slope * (ability - self.truth[item])))
                    hit = self.rng.random() < (chance if right is None else right[place_of])
                    entry = entries[item]
                    code = f"k{self.competency[item]}"
                    rows.append(
                        {"school_id": school, "class_id": self.teacher.class_id, "person_id": person,
                         "framework_id": framework, "attempt_id": attempt, "item_id": item, "kind": "response",
                         "score": float(hit), "answer": "a" if hit else str(self.rng.choice(["b", "c", "d"])), "verdict": "",
                         "seconds": 20.0, "parameters": {
                             "item": code, "loadings": {code: entry.discrimination},
                             "intercept": entry.discrimination * (entry.difficulty or 0.0), "guessing": 0.0, "slip": 0.0,
                             "difficulty_sd": entry.difficulty_sd, "eta_mean": 0.0, "eta_var": 1.0,
                         }, "engine_version": "1", "occurred_at": now}
                    )  # fmt: skip
                session.execute(insert(EvidenceEntry), rows)
        self.people += made
        self.theta = theta if not begin else np.concatenate([self.theta, theta])


def answered_bank(
    classroom: Classroom,
    competencies: int = 1,
    per_competency: int = 12,
    *,
    teacher: str = "teacher",
    course: str = "C1",
    **options: object,
) -> AnsweredBank:
    """The bank in a class with a diagnostic on all of it."""
    content, truth = bank_of_choices(competencies, per_competency, **options)  # type: ignore[arg-type]
    scope = classroom.enter(teacher, Role.TEACHER, course)
    made = import_bank(classroom.database, scope.school_id, content, now=classroom.clock.now)
    with classroom.database.read() as session:
        bank = session.get_one(Bank, made.bank_id)
        rows = session.scalars(
            select(ItemRow).where(ItemRow.bank_id == bank.id).order_by(ItemRow.position)
        ).all()
    areas = ("one", "two")[: min(competencies, 2)]
    set_up_diagnostic(classroom.database, scope, bank.public_id, areas, "Made up", now=classroom.clock.now)
    with classroom.database.read() as session:
        diagnostic = session.scalars(select(Diagnostic.id).where(Diagnostic.bank_id == bank.id)).one()
    return AnsweredBank(
        classroom,
        scope,
        bank.id,
        bank.public_id,
        diagnostic,
        {row.id: float(truth[number]) for number, row in enumerate(rows)},
        {row.id: number % competencies for number, row in enumerate(rows)},
    )
