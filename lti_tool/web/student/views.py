"""Page values into pages: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import render_template

from lti_tool.actions.pages import Names, StartPage
from lti_tool.actions.path_pages import PathPage, StepPage, StepView
from lti_tool.actions.practice_pages import CheckedPage, PracticePage, PracticeToldPage
from lti_tool.actions.question_pages import AnswersPage, QuestionPage, ToldPage
from lti_tool.actions.result_pages import ResultPage
from lti_tool.web import cloze


def start_page(page: StartPage) -> str:
    """The notice, the choices and the way in."""
    return render_template("student/start.html", page=page)


def nothing_page() -> str:
    """The teacher has not chosen the questions yet."""
    return render_template("student/nothing.html")


def shut_page(page: StartPage, *, early: bool) -> str:
    """The activity has not opened yet, or is closed."""
    return render_template("student/shut.html", page=page, early=early)


def question_page(page: QuestionPage | ToldPage) -> str:
    """One item; or what is said of the last answer before it."""
    if isinstance(page, ToldPage):
        return render_template("student/told.html", page=page)
    return render_template("student/question.html", page=page, stem=cloze.stem_of(page))


def answers_page(page: AnswersPage) -> str:
    """Every question with what is right."""
    return render_template("student/answers.html", page=page)


def paused_page(title: str) -> str:
    """A break."""
    return render_template("student/paused.html", title=title)


def result_page(page: ResultPage) -> str:
    """What was shown, how sure it is, and because of which answers."""
    names = {view.code: view.names for area in page.areas for view in area.competencies}
    return render_template("student/result.html", page=page, names=names)


def path_page(page: PathPage) -> str:
    """The student's home: the next step, then the rest."""
    return render_template(
        "student/path.html", page=page, next_step=next_step(page.steps), names=_names(page.steps)
    )


def step_page(page: StepPage) -> str:
    """One step with its activity."""
    return render_template("student/step.html", page=page, names=_names([page.step]))


def practice_page(page: PracticePage) -> str:
    """A question to practise with."""
    stem = cloze.stem_of(page.question)
    return render_template("student/practice.html", practice=page, page=page.question, stem=stem)


def practice_told_page(page: PracticeToldPage) -> str:
    """What is right, while practising."""
    return render_template("student/practice_told.html", page=page)


def checked_page(page: CheckedPage) -> str:
    """What a short check has shown."""
    return render_template("student/checked.html", page=page)


def tutoring_page(page: StartPage, *, saved: bool = False) -> str:
    """Taking part in tutoring among classmates."""
    return render_template("student/tutoring.html", page=page, saved=saved)


def next_step(steps: Iterable[StepView]) -> StepView | None:
    """The step to offer: one that was begun, else the first that is not done."""
    open_steps = [step for step in steps if step.state != "done"]
    begun = [step for step in open_steps if step.state == "started"]
    return next(iter(begun or open_steps), None)


def _names(steps: Iterable[StepView]) -> Mapping[str, Names]:
    return {step.competency: step.names for step in steps}
