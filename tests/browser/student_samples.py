"""Values for every page of the student, made up so that each of its states is seen at least once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from lti_tool.actions.pages import GradeView, StartPage
from lti_tool.actions.path_pages import AlternativeView, PathPage, StepPage, StepView
from lti_tool.actions.question_pages import AskBack, ChoiceView, QuestionPage
from lti_tool.actions.result_pages import AreaView, CompetencyView, EvidenceView, FixedResultView, ResultPage
from personalization.explanations import Reason

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

NAMES: Mapping[str, Mapping[str, str]] = {
    "compare": {"en": "Compare fractions", "es": "Comparar fracciones"},
    "add": {"en": "Add and subtract fractions", "es": "Sumar y restar fracciones"},
    "multiply": {"en": "Multiply fractions", "es": "Multiplicar fracciones"},
    "decimals": {"en": "Place value of decimals", "es": "Valor posicional de los decimales"},
    "percent": {"en": "Percentages as proportions", "es": "Porcentajes como proporciones"},
    "negative": {"en": "Calculate with negative numbers", "es": "Operar con números negativos"},
    "linear": {
        "en": "Solve equations of the form ax + b = c",
        "es": "Resolver ecuaciones de la forma ax + b = c",
    },
}


def start(**changes: object) -> StartPage:
    values: dict[str, object] = {
        "title": "¿Qué sabes ya de números?",
        "course_title": "Matemáticas 1.º ESO B",
        "status": "new",
        "items_low": 16,
        "items_high": 24,
        "minutes_low": 8,
        "minutes_high": 30,
        "competencies": tuple(NAMES.values()),
        "formula": "completion",
        "graded": True,
        "notice_seen": False,
        "profiling": None,
        "tutoring_tutor": False,
        "tutoring_tutee": False,
        "tutoring_slots": (),
    }
    return StartPage(**(values | changes))  # type: ignore[arg-type]


def start_with_dates() -> StartPage:
    return start(
        opens_at=datetime(2026, 3, 9, 8, 0, tzinfo=UTC), closes_at=datetime(2026, 3, 13, 20, 0, tzinfo=UTC)
    )


def start_taking_part() -> StartPage:
    return start(
        profiling=True,
        tutoring_tutor=True,
        tutoring_slots=("mon-1", "mon-2", "tue-2", "wed-5", "thu-5", "fri-6"),
    )


def question_choice() -> QuestionPage:
    choices = (r"\(\frac{3}{4}\)", r"\(\frac{2}{3}\)", r"\(\frac{5}{8}\)", "Son iguales")
    return QuestionPage(
        attempt="a1",
        title="¿Qué sabes ya de números?",
        item="i1",
        number=4,
        about_low=16,
        about_high=24,
        kind="choice",
        form="any",
        stem=r"<p>¿Cuál de estas fracciones es la mayor?</p>",
        choices=tuple(ChoiceView(str(n), html) for n, html in enumerate(choices, 1)),
        language="es",
        attribution="",
    )


def question_open(**changes: object) -> QuestionPage:
    values: dict[str, object] = {
        "attempt": "a1",
        "title": "¿Qué sabes ya de números?",
        "item": "i2",
        "number": 9,
        "about_low": 16,
        "about_high": 24,
        "kind": "expression",
        "form": "simplified",
        "stem": r"<p>Calcula y simplifica:</p><p>\[\frac{2}{3} + \frac{1}{6} - \left(-\frac{3}{4}\right)\]</p>",
        "choices": (),
        "language": "es",
        "attribution": "OATutor, Elementary Algebra 2e (CC BY 4.0)",
    }
    return QuestionPage(**(values | changes))  # type: ignore[arg-type]


def question_ask_back() -> QuestionPage:
    return question_open(kind="number", form="any", kept="1.000", ask_back=AskBack("1.000", ("1000", "1.0")))


def question_unreadable() -> QuestionPage:
    return question_open(kept="3 + * 4/", problem="unreadable")


def _view(code: str, word: str, shares: tuple[float, float, float], own: int, stopped: str) -> CompetencyView:
    low, expected, high = shares
    evidence = (
        EvidenceView(
            r"<p>¿Cuánto es \(\frac{1}{2}+\frac{1}{3}\)?</p>", r"\(\frac{5}{6}\)", "right", 0.62, False
        ),
        EvidenceView(
            "<p>Tres de cada ocho alumnos van en bici. ¿Qué fracción va de otro modo?</p>",
            "3/8",
            "wrong",
            -0.33,
            False,
        ),
        EvidenceView(r"<p>Ordena \(0{,}5\) y \(\frac{2}{5}\).</p>", "", "skipped", -0.05, True),
    )
    return CompetencyView(
        code=code,
        names=NAMES[code],
        word=word,
        mastery=expected,
        low=low,
        high=high,
        own=own,
        mean=0.0,
        error=0.4,
        stopped=stopped,
        evidence=evidence[: max(own, 0)],
        expected=expected,
    )


def result(**changes: object) -> ResultPage:
    fractions = (
        _view("compare", "mastered", (0.83, 0.92, 0.97), 3, "stop_mastered"),
        _view("add", "nearly_there", (0.56, 0.73, 0.85), 3, "stop_precise"),
        _view("multiply", "on_the_way", (0.4, 0.61, 0.78), 2, "stop_cap"),
    )
    numbers = (
        _view("decimals", "not_yet", (0.15, 0.27, 0.43), 2, "stop_not_yet"),
        _view("percent", "probably_mastered", (0.75, 0.9, 0.97), 1, "stop_borrowed"),
        _view("negative", "not_enough_evidence", (0.2, 0.5, 0.82), 1, ""),
        _view("linear", "not_enough_evidence", (0.1, 0.5, 0.9), 0, ""),
    )
    values: dict[str, object] = {
        "title": "¿Qué sabes ya de números?",
        "person": "Lucía",
        "profiled": True,
        "areas": (
            AreaView("fractions", {"en": "Fractions", "es": "Fracciones"}, fractions),
            AreaView("numbers", {"en": "Numbers and equations", "es": "Números y ecuaciones"}, numbers),
        ),
        "fixed": (),
        "answered": 14,
        "finished_at": NOON,
        "stop": Reason("finish_all_stopped", {"answered": 14, "decided": 4, "targets": 7}),
        "grade": GradeView("completion", "sent", 10.0, 10.0, at=NOON),
    }
    return ResultPage(**(values | changes))  # type: ignore[arg-type]


def result_fixed() -> ResultPage:
    fixed = tuple(FixedResultView(code, names, n % 3, 3) for n, (code, names) in enumerate(NAMES.items(), 1))
    grade = GradeView("share_mastered", "waiting", None, 10.0)
    return result(profiled=False, areas=(), fixed=fixed, stop=None, grade=grade, contested=True)


_WAYS = (
    AlternativeView(
        "w1",
        {"en": "The number line of tenths", "es": "La recta de las décimas"},
        "explore",
        10,
        ("en", "es"),
    ),
    AlternativeView(
        "w2", {"en": "Read: where a digit stands", "es": "Lee: dónde está cada cifra"}, "read", 8, ("es",)
    ),
)


def _step(
    number: int, code: str, kind: str, state: str, reasons: tuple[Reason, ...], chosen: str = ""
) -> StepView:
    return StepView(
        id=f"s{number}",
        kind=kind,  # type: ignore[arg-type]
        competency=code,
        names=NAMES[code],
        minutes=10,
        state=state,  # type: ignore[arg-type]
        reasons=reasons,
        alternatives=_WAYS,
        chosen=chosen,
    )


def path(started: bool = False) -> PathPage:
    steps = (
        _step(1, "compare", "review", "done", (Reason("path_review", {"competency": "compare"}),), "w1"),
        _step(
            2,
            "decimals",
            "reinforcement",
            "started" if started else "todo",
            (
                Reason("path_below_cut", {"competency": "decimals", "mastery": 0.2}),
                Reason("path_opens", {"competency": "decimals", "opens": ["percent", "linear"]}),
                Reason("path_gain", {"competency": "decimals", "before": 0.2, "after": 0.45, "minutes": 10}),
            ),
            "w1" if started else "",
        ),
        _step(
            3, "add", "core", "todo", (Reason("path_close_to_cut", {"competency": "add", "mastery": 0.7}),)
        ),
        _step(
            4, "percent", "check", "todo", (Reason("path_check", {"competency": "percent", "expected": 0.8}),)
        ),
        _step(
            5,
            "multiply",
            "extension",
            "todo",
            (Reason("path_above_cut", {"competency": "multiply", "mastery": 0.9}),),
        ),
    )
    return PathPage(
        title="¿Qué sabes ya de números?",
        person="Lucía",
        summary=Reason("summary_path", {"mastered": 2, "targets": 7, "done": 1}),
        steps=steps,
        profiled=True,
        tutoring_tutor=True,
        tutoring_tutee=False,
        has_result=True,
    )


def step() -> StepPage:
    body = (
        r"<p>En \(3{,}47\) la cifra 4 vale cuatro <strong>décimas</strong>: \(\frac{4}{10}\).</p>"
        r"<h2>Pruébalo</h2><ol><li>Dibuja una recta de 0 a 1 y divídela en diez partes.</li>"
        r"<li>Señala \(0{,}3\), \(0{,}35\) y \(0{,}4\).</li></ol>"
        r"<p>\[0{,}3 < 0{,}35 < 0{,}4\]</p>"
    )
    return StepPage(path(started=True).steps[1], "La recta de las décimas", body, "es")
