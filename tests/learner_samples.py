"""Values for the pages of one student over time, decisions, a competency of the class and its needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import teacher_samples as samples

from lti_tool.actions.class_pages import GroupView
from lti_tool.actions.pages import ClassPage
from lti_tool.actions.profile_pages import (
    ActivityLine,
    CompetencyPage,
    Moment,
    NeedRow,
    NeedsPage,
    OccasionView,
    OverridePage,
    PersonView,
    ProfilePage,
    QuestionView,
    Range,
    Trajectory,
    WrongAnswer,
)
from lti_tool.actions.result_pages import CompetencyView, ResultPage
from lti_tool.actions.verdict_pages import LevelsView, OverrideView
from lti_tool.web.student import views as student_views
from lti_tool.web.teacher import learners_views, views

NOW = datetime(2026, 3, 5, 10, 32, tzinfo=UTC)
LEVELS = (
    {"es": "Adquisición de conocimientos", "en": "Knowledge acquisition"},
    {"es": "Profundización de conocimientos", "en": "Knowledge deepening"},
    {"es": "Creación de conocimientos", "en": "Knowledge creation"},
)
OVERRIDE = OverrideView(
    "o1",
    "mastered",
    0,
    "El lunes lo explicó en la pizarra a toda la clase, con dos ejemplos suyos.",
    "Ana Romero Gil",
    NOW - timedelta(days=2),
)
GROUPS = (GroupView("g1", "group", "Grupo rojo", "1", "", "Grupo rojo"),)


def occasions() -> tuple[OccasionView, ...]:
    """A winter: two sittings, an activity, a check, a decision and one that was taken back."""
    code = samples.COMPETENCIES[0][0]
    about = frozenset({code})

    def at(days: int) -> datetime:
        return NOW - timedelta(days=days)

    return (
        OccasionView("sitting", at(96), {}, 18, 9, frozenset(code for code, _ in samples.COMPETENCIES)),
        OccasionView("activity", at(90), {"es": "Doblar una hoja", "en": "Folding paper"}, 0, 0, about),
        OccasionView("check", at(88), {}, 4, 3, about),
        OccasionView("taken_back", at(60), {}, 0, 0, about, "not_yet"),
        OccasionView("override", at(41), {}, 0, 0, about, "mastered"),
        OccasionView("sitting", at(12), {}, 1, 1, about),
    )


def trajectory(place: int) -> Trajectory:
    """A competency that is learnt, more or less."""
    code, names = samples.COMPETENCIES[place]
    rise, wide = 0.05 * (place % 5), 0.3
    moments, at = [], 0.35 + 0.04 * (place % 4)
    before = Range(0.12, 0.5, 0.88)
    for number, one in enumerate(occasions()):
        if one.kind == "taken_back":
            continue
        at, wide = min(0.93, at + rise), max(0.08, wide * 0.78)
        after = Range(max(0.0, at - wide), at, min(1.0, at + wide))
        own = one.questions and (2 if place % 3 else 0)
        moments.append(Moment(number, one.at, before, after, own, min(own, place % 3)))
        before = Range(max(0.0, at - wide - 0.05), at, min(1.0, at + wide + 0.05))
    moments.append(Moment(-1, NOW, moments[-1].after, before))
    word = ("on_the_way", "nearly_there", "mastered", "not_yet", "not_asked")[place % 5]
    return Trajectory(
        code,
        names,
        word,
        0.7,
        tuple(moments),
        review_due=place == 2,
        override=OVERRIDE if place == 1 else None,
    )


def profile_page(chosen: int | None = None) -> ProfilePage:
    every = tuple(trajectory(place) for place in range(len(samples.COMPETENCIES)))
    return ProfilePage(
        "Diagnóstico de matemáticas",
        samples.NAMES[4],
        "s4",
        True,
        occasions(),
        every,
        every[chosen] if chosen is not None else None,
    )


def one_sitting() -> ProfilePage:
    """All within a day."""
    page = profile_page(0)
    few = tuple(
        replace(one, moments=(replace(one.moments[0], at=NOW), one.moments[-1])) for one in page.trajectories
    )
    return replace(page, occasions=page.occasions[:1], trajectories=few, chosen=few[0])


def override_page() -> OverridePage:
    code, names = samples.COMPETENCIES[3]
    return OverridePage("Diagnóstico", samples.NAMES[4], "s4", code, names, "on_the_way", 2, 5, graded=True)


def override_levels() -> OverridePage:
    reached = LevelsView(LEVELS, ("mastered", "nearly_there", "not_yet"), 1)
    return replace(
        override_page(),
        levels=LEVELS,
        reached=reached,
        standing=OVERRIDE,
        contest="Lo hago todas las semanas con mis alumnos.",
    )


def competency_page() -> CompetencyPage:
    code, names = samples.COMPETENCIES[3]
    people: dict[str, tuple[PersonView, ...]] = {
        "not_yet": tuple(PersonView(f"s{n}", samples.NAMES[n], 0.05, 0.4, 3) for n in range(3)),
        "on_the_way": tuple(PersonView(f"s{n}", samples.NAMES[n], 0.4, 0.6, 2) for n in range(3, 8)),
        "mastered": (
            PersonView("s8", samples.NAMES[8], 0.97, 0.4, 4, review_due=True),
            PersonView("s9", samples.NAMES[9], 0.5, 0.6, 1, decided=True),
        ),
        "not_asked": (PersonView("s10", samples.NAMES[10], 0.5, 1.0, 0),),
        "no_profile": (PersonView("s11", samples.NAMES[11], 0.0, 0.0, 0),),
        "not_started": tuple(PersonView(f"s{n}", samples.NAMES[n], 0.0, 0.0, 0) for n in range(12, 15)),
    }
    question = QuestionView(
        r"<p>Calcula \(\frac{2}{3}+\frac{1}{4}\)</p>",
        r"\(\frac{11}{12}\)",
        14,
        5,
        2,
        False,
        (
            WrongAnswer(r"\(\frac{3}{7}\)", 6, "adds-numerators-and-denominators"),
            WrongAnswer("<i>0,9</i>", 1),
        ),
    )
    return CompetencyPage(
        "Diagnóstico de matemáticas",
        code,
        names,
        {"es": "Fracciones", "en": "Fractions"},
        people,
        {word: len(inside) for word, inside in people.items() if word in learners_views.pictures.SHADES},
        (question, replace(question, pilot=True, skipped=0, wrong=(), right=14)),
        3,
        (ActivityLine({"es": "Tiras de papel", "en": "Paper strips"}, "core", "explore", 15),),
        GROUPS,
        "g1",
        level=LEVELS[1],
    )


def needs_page() -> NeedsPage:
    page = samples.class_page(samples.NAMES)
    activity = ActivityLine({"es": "Tiras de papel", "en": "Paper strips"}, "core", "explore", 15)
    rows = tuple(
        NeedRow(
            code,
            names,
            {"not_yet": 9 - n // 2, "on_the_way": 4, "mastered": 3 + n // 2, "not_asked": 3},
            max(0.0, 11.6 - 0.8 * n),
            2.0 if n == 1 else 1.0,
            0 if n == 14 else 16,
            3 + n // 2,
            (activity,) * (n % 5),
        )
        for n, (code, names) in enumerate(page.competencies)
    )
    return NeedsPage(page.title, page.course_title, NOW, 24, 19, rows, GROUPS)


def marked_class() -> ClassPage:
    """A class with decisions, reviews that are due, and levels."""
    page = samples.class_page(samples.NAMES)
    marks = ({}, {"decided": True, "word": "mastered"}, {"review_due": True, "word": "mastered"}, {})
    students = tuple(
        replace(
            row,
            cells=tuple(
                cell and replace(cell, level=(n + m) % 4, **marks[(n + m) % 4])
                for m, cell in enumerate(row.cells)
            ),
        )
        for n, row in enumerate(page.students)
    )
    return replace(
        page,
        students=students,
        order="need",
        level_names={code: LEVELS for code, _ in page.competencies},
    )


def changed(page: ResultPage, change: Callable[[int, CompetencyView], CompetencyView]) -> ResultPage:
    """A result with every competency changed, by its number."""
    numbers = iter(range(1000))
    return replace(
        page,
        person_id="s4",
        areas=tuple(
            replace(area, competencies=tuple(change(next(numbers), view) for view in area.competencies))
            for area in page.areas
        ),
    )


def decided_result() -> ResultPage:
    """A result with a decision, a review that is due, a partly right answer and one on trial."""

    def change(number: int, view: CompetencyView) -> CompetencyView:
        evidence = view.evidence
        if number == 0 and evidence:
            evidence = (
                replace(evidence[0], outcome="partly", change=0.2),
                replace(evidence[0], pilot=True, change=0.0),
                *evidence[1:],
            )
        if number in (0, 5):
            return replace(view, word="mastered", own=3, override=OVERRIDE, evidence=evidence)
        return replace(view, word="mastered", own=3, review_due=True) if number == 1 else view

    return changed(samples.result_page(), change)


def levels_result() -> ResultPage:
    """A result over several levels."""

    def change(number: int, view: CompetencyView) -> CompetencyView:
        words = (
            ("mastered", "nearly_there", "not_yet"),
            ("on_the_way", "not_yet", "not_yet"),
            ("mastered",) * 3,
        )
        return replace(view, levels=LevelsView(LEVELS, words[number % 3], (1, 0, 3)[number % 3]))

    return changed(samples.result_page(), change)


def decided_fixed() -> ResultPage:
    page = samples.fixed_page()
    first = replace(page.fixed[0], override=OVERRIDE)
    return replace(page, person_id="s7", fixed=(first, *page.fixed[1:]))


PAGES: dict[str, Callable[[], str]] = {
    "class-marked": lambda: views.class_page(marked_class()),
    "student-decided": lambda: views.student_page(decided_result()),
    "student-levels": lambda: views.student_page(levels_result()),
    "student-fixed-decided": lambda: views.student_page(decided_fixed()),
    "profile": lambda: learners_views.profile_page(profile_page()),
    "profile-chosen": lambda: learners_views.profile_page(profile_page(1)),
    "profile-one-day": lambda: learners_views.profile_page(one_sitting()),
    "profile-fixed": lambda: learners_views.profile_page(
        replace(profile_page(), profiled=False, occasions=(), trajectories=())
    ),
    "override": lambda: learners_views.override_page(override_page()),
    "override-again": lambda: learners_views.override_page(
        override_page(), {"decision": "mastered", "reason": "bien"}, "reason_missing"
    ),
    "override-levels": lambda: learners_views.override_page(override_levels()),
    "withdraw": lambda: learners_views.withdraw_page(override_levels()),
    "competency": lambda: learners_views.competency_page(competency_page()),
    "competency-empty": lambda: learners_views.competency_page(
        replace(competency_page(), people={}, counts={}, questions=(), activities=(), groups=(), level=None)
    ),
    "needs": lambda: learners_views.needs_page(needs_page()),
    "needs-empty": lambda: learners_views.needs_page(replace(needs_page(), known=0, rows=())),
}

STUDENT_PAGES: dict[str, Callable[[], str]] = {
    "result-decided": lambda: student_views.result_page(decided_result()),
    "result-levels": lambda: student_views.result_page(levels_result()),
    "result-fixed-decided": lambda: student_views.result_page(decided_fixed()),
}
