"""Values for the teacher's pages and the pages about one's data: a class, its grades, a matching."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lti_tool.actions.data_pages import HoldingView, LookView, MyDataPage
from lti_tool.actions.grade_pages import CheckView, GradeRow, GradesPage
from lti_tool.actions.pages import (
    CellView,
    ClassPage,
    GradeView,
    PairView,
    RosterView,
    StudentRow,
    TutoringPage,
)
from lti_tool.actions.result_pages import (
    AreaView,
    CompetencyView,
    ContestView,
    EvidenceView,
    FixedResultView,
    ResultPage,
)
from personalization.explanations import Reason

NOW = datetime(2026, 3, 5, 10, 32, tzinfo=UTC)
NAMES = """Aguilar Ríos, Lucía|Álvarez Peña, Hugo|Benítez Soler, Martina|Cano Ibáñez, Daniel|Castillo Vera, Sofía|
Delgado Núñez, Pablo|Domínguez Gil, Valeria|Fernández Ortiz, Mateo|Flores Quispe, Ariana|García Márquez, Álvaro|
Gómez Fuentes, Carla|Herrera Paz, Iker|Iglesias Rey, Noa|Jiménez Luna, Adrián|León Cabrera, Emma|López Vidal, Izan|
Mamani Condori, Nayra|Martín Sáez, Leo|Molina Durán, Alba|Navarro Pons, Bruno|Ortega Lara, Jimena|Prieto Blanco, Óscar|
Quintana Mora, Irene|Ruiz de la Torre y Fernández de Córdoba, María del Carmen""".replace("\n", "").split("|")
AREAS = (
    ("Fracciones", "Fractions", ("Entender fracciones|Understanding fractions", "Fracciones equivalentes|Equivalent fractions",
     "Comparar y ordenar fracciones|Comparing fractions", "Sumar y restar fracciones con distinto denominador|Adding and subtracting fractions with unlike denominators",
     "Multiplicar y dividir fracciones|Multiplying and dividing fractions")),
    ("Decimales", "Decimals", ("Leer y comparar decimales|Reading decimals", "Operar con decimales|Calculating with decimals",
     "De fracción a decimal|From fraction to decimal")),
    ("Enteros", "Integers", ("Números negativos|Negative numbers", "Sumar y restar enteros|Adding integers", "Multiplicar enteros|Multiplying integers")),
    ("Proporción y ecuaciones", "Proportion and equations", ("Razones y proporción|Ratio and proportion", "Porcentajes|Percentages",
     "Expresiones con letras|Expressions", "Ecuaciones de un paso|One-step equations")),
)  # fmt: skip


def names(text: str) -> dict[str, str]:
    es, _, en = text.partition("|")
    return {"es": es, "en": en}


COMPETENCIES = tuple(
    (f"c{a}{i}", names(text)) for a, area in enumerate(AREAS) for i, text in enumerate(area[2])
)


def word(mastery: float, error: float, own: int) -> str:
    if error > 0.7:
        return "not_enough_evidence"
    if own < 2:
        return (
            "probably_mastered"
            if mastery >= 0.9
            else "probably_not_yet"
            if mastery <= 0.1
            else "not_enough_evidence"
        )
    return (
        "mastered"
        if mastery >= 0.9
        else "not_yet"
        if mastery <= 0.1
        else "nearly_there"
        if mastery >= 0.5
        else "on_the_way"
    )


def a_cell(rng: random.Random, able: float, place: int) -> CellView:
    own = rng.choice((0, 1, 2, 2, 2, 3, 4))
    error = 0.95 if own == 0 and rng.random() < 0.6 else 0.62 if own < 2 else rng.choice((0.42, 0.55, 0.68))
    mastery = min(0.98, max(0.02, rng.gauss(able - 0.03 * place, 0.28)))
    return CellView(word(mastery, error, own), mastery, error, own)


def a_grade(rng: random.Random, status: str) -> GradeView | None:
    if status not in ("finished", "fixed"):
        return GradeView("completion", "none", None, 100)
    state = rng.choices(("sent", "waiting", "failed"), (8, 1, 1))[0]
    reason = {"waiting": "service_unreachable", "failed": "service_person_refused"}.get(state, "")
    return GradeView(
        "completion",
        state,
        100.0,
        100.0,
        reason,
        None,
        NOW - timedelta(minutes=rng.randint(1, 900)),
        1 + 2 * bool(reason),
    )


def class_page(people: list[str], *, page: int = 1, size: int = 50, seed: int = 12) -> ClassPage:
    rng = random.Random(seed)
    rows = []
    for place, name in enumerate(people):
        status = rng.choices(("finished", "running", "not_started", "fixed"), (16, 2, 3, 1))[0]
        able = rng.gauss(0.62, 0.22)
        cells = tuple(a_cell(rng, able, i) for i in range(len(COMPETENCIES)))
        none = status in ("not_started", "fixed")
        rows.append(
            StudentRow(
                f"s{place}", name, status, tuple(None for _ in cells) if none else cells, a_grade(rng, status)
            )
        )
    states = [row.grade.state for row in rows if row.grade]
    return ClassPage(
        title="Diagnóstico de matemáticas",
        course_title="Matemáticas 1.º ESO B",
        areas=tuple((names(f"{es}|{en}"), len(inside)) for es, en, inside in AREAS),
        competencies=COMPETENCIES,
        students=tuple(rows[(page - 1) * size : page * size]),
        page=page,
        pages=max(1, -(-len(rows) // size)),
        total=len(rows),
        not_started=tuple(row.name for row in rows if row.status == "not_started"),
        running=sum(row.status == "running" for row in rows),
        finished=sum(row.status in ("finished", "fixed") for row in rows),
        grades={state: states.count(state) for state in set(states)},
        needs_most=(),
        roster=RosterView(NOW - timedelta(hours=3) if people else None),
    )


def tutoring_page(gap: float = 0.0) -> TutoringPage:
    rng = random.Random(3)
    pairs = []
    for i in range(7):
        code, name = COMPETENCIES[(3 * i) % 15]
        benefit = (0.62, 0.55, 0.41, 0.38, 0.3, 0.22, 0.12)[i]
        tutor = 12 + (i if i != 2 else 1)
        pairs.append(
            PairView(
                f"p{i}", NAMES[tutor], f"s{tutor}", NAMES[i], f"s{i}", code, name, rng.choice(("mon-2", "tue-4", "wed-1", "fri-5")), benefit,
                (Reason("pair_tutor_masters", {"competency": code, "mastery": 0.94}), Reason("pair_tutee_needs", {"competency": code, "mastery": 0.18}),
                 Reason("pair_distance", {"competency": code, "distance": 1.4}), Reason("pair_shared_time", {"slot": "mon-2", "shared": 2})),
            )
        )  # fmt: skip
    return TutoringPage(
        "Diagnóstico de matemáticas", NOW, tuple(pairs),
        ((NAMES[20], Reason("alone_no_shared_time")), (NAMES[21], Reason("alone_no_need")), (NAMES[22], Reason("alone_no_partner_masters", {"competency": {"es": "Porcentajes", "en": "Percentages"}}))),
        17, 24, gap, 7, 8,
    )  # fmt: skip


def result_page() -> ResultPage:
    rng = random.Random(11)
    areas = []
    for a, (es, en, inside) in enumerate(AREAS):
        views_of_area = []
        for i, text in enumerate(inside):
            cell = a_cell(rng, 0.55, i)
            evidence = tuple(
                EvidenceView(
                    r"<p>Calcula \(\frac{2}{3}+\frac{1}{4}\)</p>",
                    r"\(\frac{11}{12}\)",
                    "right" if n % 2 else "wrong",
                    0.5 if n % 2 else -0.3,
                    False,
                )
                for n in range(cell.own)
            )
            views_of_area.append(
                CompetencyView(f"c{a}{i}", names(text), cell.word, cell.mastery, max(0.0, cell.mastery - 0.2), min(1.0, cell.mastery + 0.15),
                               cell.own, 0.2, cell.error, "stop_mastered" if cell.word == "mastered" else "", evidence, expected=cell.mastery)
            )  # fmt: skip
        areas.append(AreaView(f"a{a}", names(f"{es}|{en}"), tuple(views_of_area)))
    return ResultPage(
        "Diagnóstico de matemáticas", NAMES[4], True, tuple(areas), (), 22, NOW, Reason("finish_max_items", {"answered": 22}),
        GradeView("completion", "failed", 100.0, 100.0, "service_person_refused", 400, NOW, 3), True,
        (ContestView("c03", COMPETENCIES[3][1], "En clase sí que me salían las sumas de fracciones; creo que me equivoqué al escribir una.", NOW),),
    )  # fmt: skip


def fixed_page() -> ResultPage:
    fixed = tuple(FixedResultView(code, name, i % 3, 2) for i, (code, name) in enumerate(COMPETENCIES))
    return ResultPage(
        "Diagnóstico de matemáticas",
        NAMES[7],
        False,
        (),
        fixed,
        30,
        NOW,
        None,
        a_grade(random.Random(1), "finished"),
    )


def grades_page() -> GradesPage:
    order = ("failed", "waiting", "sending", "sent", "none")
    students = [row for row in class_page(NAMES).students if row.grade]
    students.sort(key=lambda row: order.index(row.grade.state if row.grade else "none"))
    rows = [GradeRow(row.name, row.id, row.grade) for row in students if row.grade]
    states = [row.grade.state for row in rows]
    place = states.index("sent")
    rows[place] = replace(
        rows[place], sent_score=80.0, sent_maximum=100.0, lms_state="other", lms_score=7.0, lms_maximum=10.0
    )
    return GradesPage(
        "Diagnóstico de matemáticas",
        "completion",
        100.0,
        tuple(rows),
        True,
        activity="a1",
        activities=(("a1", "Diagnóstico de matemáticas"), ("a2", "El camino")),
        counts={**{state: states.count(state) for state in set(states)}, "differs": 1},
        pages=3,
        page=2,
        check=CheckView(possible=True, at=NOW, count=len(rows)),
    )


def grades_without(removal: str) -> GradesPage:
    return replace(grades_page(), maximum=None, removal=removal)


def my_data_page() -> MyDataPage:
    return MyDataPage(
        "Diagnóstico de matemáticas",
        "Lucía Aguilar Ríos",
        (
            HoldingView(
                "identity",
                1,
                NOW,
                (("name", "Lucía Aguilar Ríos"), ("email", "lucia@example.org"), ("locale", "es")),
            ),
            HoldingView("enrolment", 1, NOW),
            HoldingView("choices", 2, NOW),
            HoldingView("answers", 22, NOW),
            HoldingView("results", 1, NOW),
            HoldingView("path", 6, NOW),
            HoldingView("grades", 1, NOW),
            HoldingView("visits", 3, NOW),
        ),
        (
            LookView("Prof. Ana Romero", "result", NOW),
            LookView("Prof. Ana Romero", "export", NOW - timedelta(days=2)),
        ),
        True,
        time_factor=1.5,
        format="large",
    )


def nobody_started() -> ClassPage:
    page = class_page(NAMES[:5])
    rows = tuple(
        StudentRow(row.id, row.name, "not_started", tuple(None for _ in COMPETENCIES), None)
        for row in page.students
    )
    return ClassPage(
        page.title, page.course_title, page.areas, page.competencies, rows, 1, 1, 5, tuple(row.name for row in rows), 0, 0,
        roster=RosterView(NOW, "service_unreachable"),
    )  # fmt: skip
