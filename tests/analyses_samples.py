"""Pages about questions and their answers with sample values."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from math import exp

from lti_tool.actions.analysis_pages import (
    AnalysisLine,
    AnalysisPage,
    BankAnswersPage,
    CalibratePage,
    ChoiceLine,
    FairnessPage,
    FrameworkAnswersPage,
    GroupOption,
    ItemChange,
    LeftOut,
    PatternLine,
    PatternsPage,
    QuestionLine,
    QuestionPageView,
    StudentOption,
)
from lti_tool.actions.class_pages import GroupView
from lti_tool.actions.open_analyses import advice_for
from lti_tool.actions.run_dif import Comparison
from lti_tool.errors import InputRefused
from lti_tool.web.teacher import analyses_views as views
from personalization.calibration.errors import Finding
from personalization.calibration.items import CurvePoint

NOW = datetime(2026, 3, 5, 10, 32, tzinfo=UTC)
TOPICS = {
    "add": {"es": "Sumar y restar fracciones", "en": "Adding and subtracting fractions"},
    "equal": {"es": "Fracciones equivalentes", "en": "Equivalent fractions"},
    "order": {"es": "Comparar y ordenar fracciones", "en": "Comparing and ordering fractions"},
    "times": {"es": "Multiplicar y dividir fracciones", "en": "Multiplying and dividing fractions"},
}
BANK, TITLE = "b1", "Senda: matemáticas de 11 a 14 años"
SEPARATES_NOT = Finding("does_not_separate", "sumar-07", {"correlation": -0.12, "se": 0.06})
STRONG = Finding("strong_ones_choose_wrong", "sumar-07", {"choice": "b", "strong": 0.42, "weak": 0.11})
SURPRISING = Finding("unexpected_answers", "comparar-02", {"infit": 1.31, "outfit": 1.62})
EASY = Finding("too_easy", "equivalentes-01", {"share": 0.98, "responses": 214})


def line(
    code: str, answers: int, share: float | None, separates: float | None, *findings: Finding
) -> QuestionLine:
    stem = r"<p>¿Cuánto es \(\frac{2}{3} + \frac{1}{4}\)? Elige la respuesta correcta y simplifica todo lo que puedas.</p>"
    need = 5.0 if findings else 0.0
    return QuestionLine(
        code,
        code,
        stem,
        "es",
        (TOPICS["add"],),
        answers,
        share,
        separates,
        findings,
        need,
        code.endswith("3"),
    )


LINES = (
    line("sumar-07", 212, 0.48, -0.12, SEPARATES_NOT, STRONG),
    line("comparar-02", 198, 0.61, 0.2, SURPRISING),
    line("equivalentes-01", 214, 0.98, 0.05, EASY),
    line("sumar-03", 187, 0.55, 0.41),
    line("multiplicar-11", 150, 0.34, 0.22),
    line("multiplicar-12", 44, 0.5, 0.09),
    line("sumar-y-restar-con-distinto-denominador-21", 4, None, None),
)
HISTORY = (
    AnalysisLine("a2", "calibration", "ready", "2pl", NOW, 214),
    AnalysisLine("a1", "dif", "ready", "", NOW, 120),
    AnalysisLine("a0", "calibration", "failed", "rasch", NOW, 9),
)


def bank(*, empty: bool = False) -> BankAnswersPage:
    counts = {"does_not_separate": 1, "unexpected_answers": 1, "too_easy": 1, "fine": 98, "few": 139}
    if empty:
        lines = tuple(line(one.code, 0, None, None) for one in LINES)
        return BankAnswersPage(BANK, TITLE, "f1", 0, 0, {"few": 7}, lines, 7, 1, 1, "need", (), True)
    return BankAnswersPage(BANK, TITLE, "f1", 214, 4_310, counts, LINES, 240, 1, 5, "need", HISTORY, True)


def right(at: float, a: float, b: float) -> float:
    return 1 / (1 + exp(-a * (at - b)))


def points(a: float = 1.0, b: float = 0.2, odd: float = 0.0) -> tuple[CurvePoint, ...]:
    return tuple(
        CurvePoint(at, 42, min(0.97, max(0.03, right(at, a, b) + odd * at)), 0.07, right(at, a, b))
        for at in (-1.5, -0.7, 0.0, 0.6, 1.4)
    )


def item(*, good: bool = True) -> QuestionPageView:
    choices = (
        ChoiceLine(r"<p>\(\frac{11}{12}\)</p>", True, (20, 41, 62), (0.28, 0.58, 0.87))
        if good
        else ChoiceLine(r"<p>\(\frac{11}{12}\)</p>", True, (40, 35, 27), (0.56, 0.49, 0.38)),
        ChoiceLine(r"<p>\(\frac{3}{7}\)</p>", False, (30, 18, 4), (0.42, 0.26, 0.06))
        if good
        else ChoiceLine(r"<p>\(\frac{3}{7}\)</p>", False, (8, 20, 30), (0.11, 0.28, 0.42)),
        ChoiceLine(r"<p>\(\frac{2}{12}\), porque se multiplica</p>", False, (21, 12, 5), (0.3, 0.16, 0.07)),
        ChoiceLine("<p>1</p>", False, (0, 0, 0), (0.0, 0.0, 0.0)),
    )
    return QuestionPageView(
        bank=BANK, bank_title=TITLE, id="sumar-07", code="sumar-07", stem=LINES[0].stem, language="es",
        competencies=(TOPICS["add"],), answers=212, asked=215, skipped=9, share=0.48, seconds=41.0,
        correlation=0.44 if good else -0.12, correlation_se=0.06, infit=0.98 if good else 1.28, outfit=1.02 if good else 1.55,
        curve=(1.1, 0.2, 0.0, 0.0), stated=(0.0, 0.8), in_use=(0.2, 0.16), calibrated=good,
        points=points() if good else points(odd=-0.25), choices=choices, others=0,
        findings=() if good else (SEPARATES_NOT, STRONG),
    )  # fmt: skip


def item_new() -> QuestionPageView:
    return QuestionPageView(
        BANK, TITLE, "sumar-21", "sumar-21", LINES[0].stem, "es", (TOPICS["add"],), 4, 4, 0, None, None, None, 0.0, 1.0, 1.0,
        (1.0, 0.0, 0.0, 0.0), (0.0, 0.8), (0.0, 0.8), False, (), (), 0, (),
    )  # fmt: skip


def calibrate(under_way: str = "") -> CalibratePage:
    numbers = [250] * 80 + [60] * 90 + [12] * 30
    histogram = tuple((step, sum(n >= step for n in numbers)) for step in (10, 30, 50, 100, 200, 500, 1000))
    return CalibratePage(BANK, TITLE, 214, 4_310, 240, advice_for(numbers), histogram, under_way)


def analysis(kind: str, status: str, **values: object) -> AnalysisPage:
    given: dict[str, object] = {
        "id": "a2", "kind": kind, "status": status, "progress": 0.42, "problem": "", "created_at": NOW, "finished_at": NOW,
        "bank": "" if kind == "correlations" else BANK, "bank_title": "" if kind == "correlations" else TITLE, "framework": "f1",
        "framework_names": {"es": "Matemáticas de 11 a 14 años", "en": "Mathematics, age 11 to 14"}, "model": "2pl",
        "revision": 3, "revision_now": 3, "in_use": 0, "learners": 214, "responses": 4_310, "result": {}, "names": TOPICS,
        "items": (), "left_out": (), "may_change": True, **values,
    }  # fmt: skip
    return AnalysisPage(**given)  # type: ignore[arg-type]


def calibration(status: str = "ready", **values: object) -> AnalysisPage:
    rng = random.Random(4)
    changes = []
    for number in range(24):
        old, gap = rng.gauss(0, 0.9), rng.gauss(0.2, 0.7)
        changes.append(
            ItemChange(
                number, f"i{number}", f"sumar-{number:02}", LINES[0].stem, "es", TOPICS["add"],
                {"b": old, "b_se": 0.8, "a": 1.0, "c": 0.0, "slip": 0.0},
                {"b": old + gap, "b_se": 0.18, "a": 1.0 + rng.gauss(0, 0.2), "a_se": 0.15, "c": 0.0, "slip": 0.0},
                rng.randint(30, 230), 0.5, (SEPARATES_NOT,) if number == 7 else (), number != 9,
            )
        )  # fmt: skip
    changes.sort(key=lambda one: -abs(one.new["b"] - one.old["b"]))
    competency = {"code": "add", "items": 24, "learners": 214, "responses": 2_310, "log_likelihood": -1234.567, "free": 50,
                  "steps": 41, "converged": True, "mean": 0.12, "sd": 1.04, "reliability": 0.71}  # fmt: skip
    left = (
        LeftOut("x1", "mixta-04", Finding("several_competencies", "mixta-04", {"competencies": 2})),
        LeftOut("x2", "sumar-40", Finding("few_responses", "sumar-40", {"responses": 0, "needed": 1})),
        LeftOut("x3", "dividir-02", Finding("few_learners", "dividir-02", {"learners": 12, "needed": 30})),
    )
    return analysis(
        "calibration",
        status,
        items=tuple(changes),
        left_out=left,
        result={"competencies": [competency]},
        **values,
    )


def dif(*, fair: bool = False) -> AnalysisPage:
    rng = random.Random(5)
    items = []
    for number in range(14):
        delta, size, p = rng.gauss(0, 0.5), "A", 0.6
        if not fair and number in (3, 8):
            delta, size, p = (-2.1, "C", 0.001) if number == 3 else (1.3, "B", 0.02)
        logistic = {
            "p_uniform": p,
            "p_nonuniform": 0.4,
            "p": p,
            "adjusted": p,
            "group": -0.5,
            "interaction": 0.1,
            "r2": 0.02,
            "size": size,
        }
        items.append(
            {"item": f"i{number}", "name": f"sumar-{number:02}", "competency": "add", "reference": 80, "focal": 41, "delta": delta,
             "delta_se": 0.5, "odds": 1.4, "chi2": 2.0, "p": p, "adjusted": p, "size": size, "logistic": logistic}
        )  # fmt: skip
    left = (LeftOut("x2", "sumar-40", Finding("few_answers", "sumar-40", {"responses": 4, "needed": 30})),)
    result = {"items": items, "label": "1.º B", "focal": 41, "reference": 80}
    return analysis("dif", "ready", result=result, left_out=left, learners=121)


def correlations(status: str = "ready") -> AnalysisPage:
    found = [[1.0, 0.72, 0.55, 0.1], [0.72, 1.0, 0.38, 0.3], [0.55, 0.38, 1.0, -0.06], [0.1, 0.3, -0.06, 1.0]]
    start = [[1.0 if i == j else 0.4 for j in range(4)] for i in range(4)]
    result = {
        "codes": list(TOPICS),
        "correlations": found,
        "start": start,
        "pairs": [[60] * 4] * 4,
        "rounds": 14,
        "converged": True,
    }
    return analysis("correlations", status, result=result)


GROUPS = tuple(
    GroupOption(f"g{number}", GroupView(f"g{number}", "group", name, str(number), "", name), 41)
    for number, name in enumerate(("1.º A", "1.º B"))
)
STUDENTS = tuple(
    StudentOption(f"s{n}", name) for n, name in enumerate(("Aguilar Ríos, Lucía", "Álvarez Peña, Hugo", ""))
)


def fairness(answered: int = 121) -> FairnessPage:
    return FairnessPage(BANK, TITLE, GROUPS, STUDENTS, answered, 30)


def patterns(*, some: bool = True) -> PatternsPage:
    lines = (PatternLine("s1", "Aguilar Ríos, Lucía", TOPICS["add"], 14, -3.1, 0.0012),) if some else ()
    return PatternsPage(BANK, TITLE, lines, 24, 8)


def framework(learners: int = 214) -> FrameworkAnswersPage:
    history = (AnalysisLine("a5", "correlations", "accepted", "", NOW, 180),)
    return FrameworkAnswersPage("f1", {"es": "Matemáticas", "en": "Mathematics"}, learners, 50, history, True)


PAGES: dict[str, Callable[[], str]] = {
    "answers-bank": lambda: views.bank_page(bank()),
    "answers-bank-empty": lambda: views.bank_page(bank(empty=True)),
    "answers-item": lambda: views.item_page(item()),
    "answers-item-odd": lambda: views.item_page(item(good=False)),
    "answers-item-new": lambda: views.item_page(item_new()),
    "answers-calibrate": lambda: views.calibrate_page(calibrate()),
    "answers-calibrate-busy": lambda: views.calibrate_page(
        calibrate("a2"), InputRefused("analysis_under_way")
    ),
    "answers-waiting": lambda: views.one_page(analysis("calibration", "running")),
    "answers-failed": lambda: views.one_page(analysis("calibration", "failed", problem="too_few_answers")),
    "answers-calibration": lambda: views.one_page(calibration()),
    "answers-calibration-moved": lambda: views.one_page(calibration(revision_now=4)),
    "answers-calibration-used": lambda: views.one_page(calibration("accepted", in_use=23)),
    "answers-fairness": lambda: views.fairness_page(fairness()),
    "answers-fairness-small": lambda: views.fairness_page(fairness(41)),
    "answers-fairness-wrong": lambda: views.fairness_page(
        fairness(), Comparison(students=("s1",), label="Repiten"), InputRefused("groups_too_small")
    ),
    "answers-dif": lambda: views.one_page(dif()),
    "answers-dif-fair": lambda: views.one_page(dif(fair=True)),
    "answers-framework": lambda: views.framework_page(framework()),
    "answers-framework-few": lambda: views.framework_page(framework(12)),
    "answers-correlations": lambda: views.one_page(correlations()),
    "answers-correlations-used": lambda: views.one_page(correlations("accepted")),
    "answers-patterns": lambda: views.patterns_page(patterns()),
    "answers-patterns-none": lambda: views.patterns_page(patterns(some=False)),
}
