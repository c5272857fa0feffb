"""Questions of every kind with made-up values, and what is said of answers to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from question_rows import CLOZE, LETTERED, MATCHING, MULTIPLE, NUMBER, ORDERING, TEXT

from lti_tool.actions.open_question import answered_view
from lti_tool.actions.question_pages import AnswersPage, QuestionPage, ToldPage
from lti_tool.actions.shown_question import shown_question, with_draft
from lti_tool.database.banks import ItemRow
from lti_tool.web.student import views


def question(item: ItemRow, **changes: object) -> QuestionPage:
    """The question as a student meets it in the middle of a diagnostic."""
    order = [2, 0, *range(3, len(item.choices)), 1] if len(item.choices) > 2 else list(range(len(item.choices)))
    page = shown_question(item, "es", order if item.kind != "matching" else list(range(len(item.choices))))
    values: dict[str, object] = {
        "attempt": "a1", "title": "¿Qué sabes ya?", "number": 7, "about_low": 16, "about_high": 24,
    }
    return replace(page, **(values | changes))  # type: ignore[arg-type]


def cloze_unread() -> QuestionPage:
    """One gap could not be read: everything is still there."""
    draft = '{"chosen": [], "parts": {"g1": "cien +", "g2": "2", "g3": "presion", "g4": ""}}'
    return with_draft(question(CLOZE), CLOZE, draft, {"reason": "unreadable", "unread": "g1", "readings": []})


def told(item: ItemRow, answer: str, outcome: str, **changes: object) -> str:
    """What is said of an answer before the next question."""
    view = answered_view(item, answer, outcome, "es")
    return views.question_page(ToldPage("a1", "¿Qué sabes ya?", 7, view, False, **changes))  # type: ignore[arg-type]


def answers() -> str:
    """Every question with what is right."""
    one = answered_view
    return views.answers_page(
        AnswersPage(
            "¿Qué sabes ya?",
            (
                one(MULTIPLE, '["a", "c"]', "wrong", "es"),
                one(TEXT, "la hipotenusa", "right", "es"),
                one(NUMBER, "25 m/s", "wrong", "es"),
                one(MATCHING, '{"p1": "a", "p2": "a"}', "partly", "es"),
                one(LETTERED, '{"p1": "a", "p2": "b", "p3": "c"}', "right", "es"),
                one(ORDERING, '["a", "c", "b", "d", "e"]', "partly", "es"),
                one(CLOZE, '{"g1": "100", "g2": "x", "g3": "<b>presión</b>"}', "partly", "es"),
                one(TEXT, "", "skipped", "es"),
            ),
        )
    )


def _asked(item: ItemRow, **changes: object) -> Callable[[], str]:
    return lambda: views.question_page(question(item, **changes))


PAGES: dict[str, Callable[[], str]] = {
    "question-multiple": _asked(MULTIPLE, problem="empty"),
    "question-text": _asked(TEXT),
    "question-units": _asked(NUMBER, minutes_left=3),
    "question-matching": _asked(MATCHING),
    "question-lettered": _asked(LETTERED, kept_parts={"p2": "2"}),
    "question-ordering": _asked(ORDERING),
    "question-cloze": _asked(CLOZE),
    "question-cloze-unread": lambda: views.question_page(cloze_unread()),
    "question-large": _asked(CLOZE, format="large", minutes_left=0),
    "question-spaced": _asked(ORDERING, format="spaced"),
    "question-multiple-large": _asked(MULTIPLE, format="large"),
    "question-lettered-spaced": _asked(LETTERED, format="spaced"),
    "told-right": lambda: told(TEXT, "hipotenusa", "right"),
    "told-partly": lambda: told(CLOZE, '{"g1": "90", "g2": "y", "g3": "presión"}', "partly"),
    "told-wrong": lambda: told(MULTIPLE, '["c"]', "wrong", format="large"),
    "told-skipped": lambda: told(NUMBER, "", "skipped"),
    "answers": answers,
}
