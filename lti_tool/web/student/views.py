"""Page values into pages: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import render_template

from adapters.answers import Preview
from lti_tool.actions.pages import Names, PathPage, QuestionPage, ResultPage, StartPage, StepPage, StepView


def start_page(page: StartPage) -> str:
    """The notice, the choices and the way in."""
    return render_template("student/start.html", page=page)


def nothing_page() -> str:
    """The teacher has not chosen the questions yet."""
    return render_template("student/nothing.html")


def shut_page(page: StartPage, *, early: bool) -> str:
    """The activity has not opened yet, or is closed."""
    return render_template("student/shut.html", page=page, early=early)


def question_page(page: QuestionPage) -> str:
    """One item."""
    return render_template("student/question.html", page=page)


def preview_fragment(preview: Preview) -> str:
    """How the answer is read so far; a piece of the question's page."""
    return render_template("student/_preview.html", preview=preview)


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
