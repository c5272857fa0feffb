"""Practice with hints, and short checks on the path, with made-up values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import question_samples as questions
import student_samples as samples

from lti_tool.actions.open_question import answered_view
from lti_tool.actions.path_pages import PathPage, StepView
from lti_tool.actions.practice_pages import CheckedPage, PracticePage, PracticeToldPage
from lti_tool.actions.question_pages import QuestionPage
from lti_tool.actions.result_pages import EvidenceView
from lti_tool.database.banks import ItemRow
from lti_tool.web.student import views
from personalization.explanations import Reason

NAMES = samples.NAMES["add"]
HINTS = (
    r"<p>Busca un denominador que sirva para las tres fracciones.</p>",
    r"<p>12 es múltiplo de 3, de 6 y de 4: \(\frac{2}{3} = \frac{8}{12}\).</p>",
    r"<p>\[\frac{8}{12} + \frac{2}{12} + \frac{9}{12}\]</p>",
)


def practice(question: QuestionPage, hints: int = 0, more: int = 2, **changes: object) -> str:
    """A question to practise with."""
    page = PracticePage(question, NAMES, HINTS[:hints], more, question.number - 1)
    return views.practice_page(replace(page, **changes))  # type: ignore[arg-type]


def told(item: ItemRow, answer: str, outcome: str, **changes: object) -> str:
    """What is right."""
    page = PracticeToldPage(answered_view(item, answer, outcome, "es"), NAMES, 4, 3, False)
    return views.practice_told_page(replace(page, **changes))  # type: ignore[arg-type]


def checked(word: str, answered: int = 4, right: int = 3) -> Callable[[], str]:
    """What a check has shown."""
    return lambda: views.checked_page(CheckedPage("percent", samples.NAMES["percent"], word, answered, right))


def check_question() -> str:
    """A question of a check."""
    page = replace(questions.question(questions.TEXT), number=2, about_low=3, about_high=5, check=NAMES)
    return views.question_page(page)


def path_with_check(state: str, *, practising: bool = False) -> PathPage:
    """A path whose check waits, was begun, or is done."""
    done = Reason("path_check", {"competency": "add", "expected": 0.8})

    def step(number: int, code: str, kind: str, how: str, *reasons: Reason) -> StepView:
        return replace(samples.path().steps[0], id=f"s{number}", competency=code, names=samples.NAMES[code],
                       kind=kind, state=how, reasons=reasons, chosen="")  # type: ignore[arg-type]  # fmt: skip

    steps = (
        replace(samples.path().steps[0], id="s1"),
        replace(step(2, "add", "check", state, done), alternatives=(), minutes=4),
        *(replace(one, id=f"n{number}") for number, one in enumerate(samples.path().steps[1:])),
    )
    return replace(
        samples.path(),
        steps=steps,
        practisable=frozenset({"add", "decimals", "percent"}),
        practising=("decimals", samples.NAMES["decimals"]) if practising else None,
    )


def result() -> str:
    """A result after practice and a check, with the way to practise."""
    page = samples.result()
    first = page.areas[0].competencies[0]
    more = (
        EvidenceView(r"<p>¿Qué es mayor, \(\frac{3}{5}\) o \(\frac{5}{8}\)?</p>", r"\(\frac{5}{8}\)", "right", 0.3, False,
                     given_in="practice", hints=2),
        EvidenceView("<p>Ordena 0,3 y un tercio.</p>", "", "skipped", -0.2, False, given_in="practice"),
        EvidenceView("<p>¿Cuál está más cerca de 1?</p>", "7/8", "right", 0.4, False, given_in="check"),
    )  # fmt: skip
    changed = replace(first, evidence=(*first.evidence, *more))
    area = replace(page.areas[0], competencies=(changed, *page.areas[0].competencies[1:]))
    return views.result_page(
        replace(page, areas=(area, *page.areas[1:]), practisable=frozenset({"compare", "add", "decimals"}))
    )


def result_fixed() -> str:
    """The same without a profile."""
    return views.result_page(replace(samples.result_fixed(), practisable=frozenset({"compare", "add"})))


WORDS = (
    "mastered", "probably_mastered", "nearly_there", "on_the_way", "not_yet", "probably_not_yet", "not_enough_evidence",
)  # fmt: skip

PAGES: dict[str, Callable[[], str]] = {
    "practice-choice": lambda: practice(samples.question_choice()),
    "practice-number": lambda: practice(samples.question_open(kept="17/12"), hints=1),
    "practice-hints": lambda: practice(samples.question_open(kind="number", form="any", kept="1.5"), hints=3, more=0),
    "practice-cloze": lambda: practice(questions.question(questions.CLOZE, kept_parts={"g1": "100", "g2": "2"}), hints=1),
    "practice-matching": lambda: practice(questions.question(questions.MATCHING), more=0),
    "practice-ordering": lambda: practice(questions.question(questions.ORDERING, format="large"), hints=2, more=1),
    "practice-multiple": lambda: practice(questions.question(questions.MULTIPLE, problem="empty"), hints=1),
    "practice-ask-back": lambda: practice(samples.question_ask_back(), hints=1),
    "practice-unread": lambda: practice(questions.cloze_unread()),
    "practice-only": lambda: practice(questions.question(questions.TEXT, format="spaced"), counts=False),
    "practice-told-right": lambda: told(questions.TEXT, "hipotenusa", "right", done=1, right=1),
    "practice-told-partly": lambda: told(questions.CLOZE, '{"g1": "90", "g2": "y", "g3": "presión"}', "partly"),
    "practice-told-wrong": lambda: told(questions.MULTIPLE, '["c"]', "wrong"),
    "practice-told-skipped": lambda: told(questions.NUMBER, "", "skipped", format="large"),
    "practice-told-over": lambda: told(questions.ORDERING, '["a", "c", "b", "d", "e"]', "partly", over=True),
    "check-question": check_question,
    **{f"checked-{word}": checked(word) for word in WORDS},
    "path-check-todo": lambda: views.path_page(path_with_check("todo")),
    "path-check-started": lambda: views.path_page(path_with_check("started", practising=True)),
    "path-check-done": lambda: views.path_page(path_with_check("done")),
    "step-practise": lambda: views.step_page(replace(samples.step(), practisable=True)),
    "result-practise": result,
    "result-fixed-practise": result_fixed,
}
