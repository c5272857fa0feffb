"""Page values into pages: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from flask import render_template
from flask_babel import format_date, format_time
from markupsafe import Markup

from lti_tool.actions.grade_pages import GradesPage
from lti_tool.actions.pages import ClassPage, GradeView, Names, StudentRow, TutoringPage
from lti_tool.actions.path_pages import StepView
from lti_tool.actions.result_pages import ResultPage
from lti_tool.errors import EXPLANATIONS, N_
from lti_tool.web import pictures
from lti_tool.web.sentences import word_name
from lti_tool.web.teacher.board import board, strength
from lti_tool.web.teacher.class_map import WEAK, Column, class_map, shade_of
from lti_tool.web.translation import gettext, in_language

MOST_NEEDED: Final = 3
"""Competencies that stand open under "What the class needs most"."""

CERTAINTIES: Final = ("", N_("unsure"), N_("fairly sure"), N_("sure"))
"""By `pictures.certainty`."""
STRENGTHS: Final = ("", N_("modest"), N_("good"), N_("strong"))
_FILTERS: Final = (
    ("", N_("everybody")),
    ("failed", N_("failed")),
    ("waiting", N_("waiting")),
    ("sent", N_("sent")),
    ("none", N_("no grade yet")),
    ("differs", N_("different in the LMS")),
)
"""States that the page of grades can be limited to."""
_STATUSES: Final[Mapping[str, str]] = {
    "not_started": N_("has not started"),
    "running": N_("is at it"),
    "finished": N_("has finished"),
    "fixed": N_("done, without a profile"),
}
EFFECTS: Final = (
    (0.1, N_("Hardly changed the estimate."), N_("Hardly changed the estimate.")),
    (0.4, N_("Speaks a little for mastery."), N_("Speaks a little against mastery.")),
    (0.8, N_("Speaks clearly for mastery."), N_("Speaks clearly against mastery.")),
    (float("inf"), N_("Speaks strongly for mastery."), N_("Speaks strongly against mastery.")),
)
"""Upper bound of the change in logits, and what is said of it upwards and downwards."""
_GRADE_STATES: Final[Mapping[str, str]] = {
    "none": N_("no grade yet"),
    "waiting": N_("waiting"),
    "sending": N_("on its way"),
    "sent": N_("sent"),
    "failed": N_("failed"),
    "off": N_("gives no grade"),
}


def moment(when: datetime | None) -> Markup:
    """A time as people read it; empty for none.

    The server knows no time zone of the reader's: the page's script writes it again in theirs.
    """
    if when is None:
        return Markup()
    text = f"{format_date(when, 'medium')}, {format_time(when, 'short')} UTC"
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), text)


def day(when: datetime) -> str:
    """A date as people read it."""
    return str(format_date(when, "medium"))


def problem(code: str) -> str:
    """What went wrong and what to do about it, by its code.

    Parameters
    ----------
    code : str
        A code of `lti_tool.errors.EXPLANATIONS`; another one is said to be unknown and shown as it is.
    """
    explanation = EXPLANATIONS.get(code)
    if explanation is None:
        return gettext("Something went wrong (%(code)s).", code=code)
    return f"{gettext(explanation.title)}. {gettext(explanation.advice)}"


def strength_name(benefit: float) -> str:
    """How strong a pair is, in a word."""
    return gettext(STRENGTHS[strength(benefit)])


def effect_name(change: float) -> str:
    """How much one answer moved the estimate of a competency, said of a student to the teacher.

    Parameters
    ----------
    change : float
        Contribution to the mean, in logits.
    """
    up, down = next((up, down) for bound, up, down in EFFECTS if abs(change) < bound)
    return gettext(up if change >= 0 else down)


def status_name(status: str) -> str:
    """Where a student is with the diagnostic, in a word."""
    return gettext(_STATUSES[status])


def grade_state_name(state: str) -> str:
    """Where a grade is on its way to the gradebook, in a word."""
    return gettext(_GRADE_STATES[state])


def class_page(page: ClassPage, *, fetching: int | None = None) -> str:
    """The class map with all that stands around it.

    Parameters
    ----------
    page : ClassPage
    fetching : int or None
        `roster_state.moment_of` the class list when it was asked for; None where nobody asked.
    """
    drawn = class_map(page)
    ordered = drawn.by_need
    progress = pictures.progress_bar(
        (("finished", page.finished), ("running", page.running), ("not_started", len(page.not_started))),
        gettext("%(done)s of %(total)s done", done=page.finished, total=page.total),
    )
    needed = _needed(page, {column.code: column for column in ordered}) or ordered[:MOST_NEEDED]
    return render_template(
        "teacher/class.html",
        page=page,
        map=drawn,
        any_cells=any(row.cells for row in drawn.rows) or any(page.word_counts.values()),
        needed=needed,
        others=tuple(column for column in ordered if column not in needed),
        progress=progress,
        fetching=fetching,
        filename=_filename(page.course_title or page.title),
        **_drawing(),
    )


def student_page(page: ResultPage, steps: Sequence[StepView] = ()) -> str:
    """One student as the teacher sees them.

    Parameters
    ----------
    page : ResultPage
    steps : sequence of StepView
        The student's path.
    """
    views = [view for area in page.areas for view in area.competencies]
    return render_template(
        "teacher/student.html",
        page=page,
        steps=steps,
        names=competency_names(page) | {step.competency: step.names for step in steps},
        needs=[view for view in views if view.word in WEAK],
        masters=[view for view in views if view.word == "mastered"],
        **_drawing(),
    )


def tutoring_page(page: TutoringPage) -> str:
    """The tutoring board."""
    seated = board(page.pairs)
    label = gettext("Lines from who needs help to who can explain; the same stands in the table below.")
    names = {pair.competency: pair.names for pair in page.pairs}
    return render_template(
        "teacher/tutoring.html",
        page=page,
        board=seated,
        lines=pictures.pairing(seated.rows, seated.links, label),
        names=names,
    )


def grades_page(page: GradesPage) -> str:
    """The grades of an activity and how they are computed."""
    counts = {
        "failed": page.counts.get("failed", 0),
        "waiting": page.counts.get("waiting", 0) + page.counts.get("sending", 0),
        "sent": page.counts.get("sent", 0),
        "none": page.counts.get("none", 0),
        "differs": page.counts.get("differs", 0),
    }
    kept = {"activity": page.activity, "group": page.group, "state": page.state}
    return render_template(
        "teacher/grades.html",
        page=page,
        counts=counts,
        filters=_FILTERS,
        kept={name: value for name, value in kept.items() if value},
    )


def grade_column_page(page: GradesPage) -> str:
    """The question before a column of the gradebook is deleted."""
    return render_template("teacher/grade_column.html", page=page)


def class_rows(page: ClassPage) -> Iterator[tuple[str, ...]]:
    """The students of one page of the class as rows of a spreadsheet, in the order of `class_header`."""
    for student in page.students:
        yield (
            student.name,
            status_name(student.status),
            *_words(student, len(page.competencies)),
            *_numbers(student, page),
            *_grade_cells(student.grade),
        )


def class_header(page: ClassPage) -> tuple[str, ...]:
    """Headings of the spreadsheet of a class."""
    return (
        gettext("Student"),
        gettext("Diagnostic"),
        *(in_language(names) for _, names in page.competencies),
        *(heading for _, names in page.competencies for heading in _headings(in_language(names), page)),
        gettext("Grade"),
        gettext("Maximum"),
        gettext("State of the grade"),
    )


def competency_names(page: ResultPage) -> dict[str, Names]:
    """Names of the competencies of a result, by code."""
    names = {view.code: view.names for area in page.areas for view in area.competencies}
    return names | {view.code: view.names for view in page.fixed}


def _words(student: StudentRow, width: int) -> tuple[str, ...]:
    if not any(student.cells):
        return ("",) * width
    return tuple(word_name(shade_of(cell)) for cell in student.cells)


def _headings(name: str, page: ClassPage) -> tuple[str, ...]:
    """Of the columns that tell more of a competency."""
    level = (gettext("%(name)s: level", name=name),) if page.level_names else ()
    return (
        *level,
        gettext("%(name)s: chance of mastery, in 100", name=name),
        gettext("%(name)s: how sure", name=name),
        gettext("%(name)s: own answers", name=name),
        gettext("%(name)s: decided by a teacher", name=name),
    )


def _numbers(student: StudentRow, page: ClassPage) -> Iterator[str]:
    """What `_headings` announce, for every competency."""
    for (code, _), cell in zip(page.competencies, student.cells, strict=True):
        if page.level_names:
            names = page.level_names.get(code, ())
            reached = cell.level if cell else None
            yield in_language(names[reached - 1]) if reached and reached <= len(names) else ""
        if cell is None or (cell.own == 0 and cell.word == "not_enough_evidence"):
            yield from ("", "", "0" if cell else "", "")
            continue
        yield f"{100 * cell.mastery:.0f}"
        yield gettext(CERTAINTIES[pictures.certainty(cell.error)])
        yield str(cell.own)
        yield gettext("yes") if cell.decided else ""


def _grade_cells(grade: GradeView | None) -> tuple[str, str, str]:
    if grade is None or grade.score is None:
        return ("", "", grade_state_name(grade.state) if grade else "")
    return (f"{grade.score:g}", f"{grade.maximum:g}", grade_state_name(grade.state))


def _needed(page: ClassPage, columns: Mapping[str, Column]) -> tuple[Column, ...]:
    """Columns that the action named as most needed, in its order."""
    codes = [code for wanted in page.needs_most for code, names in page.competencies if names == wanted]
    return tuple(columns[code] for code in codes if code in columns)


def _filename(title: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in title.lower()).strip("-")
    return f"{kept or 'senda'}.csv"


def _drawing() -> dict[str, Any]:
    """What the templates draw with."""
    return {
        "sprite": pictures.sprite(),
        "shades": pictures.SHADES,
        "cell_picture": _legend_cell,
        "stacked_bar": pictures.stacked_bar,
    }


def _legend_cell(shade: str, mark: str = "") -> Markup:
    return pictures.cell(shade, mark=mark)
