"""One student's result, opened from the gradebook of the LMS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lti_tool.database.classes import student_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope

from .open_result import open_result, open_student_path
from .path_pages import StepView
from .result_pages import ResultPage

ReviewState = Literal["unknown", "unbegun", "unfinished", "finished"]


@dataclass(frozen=True, slots=True)
class Review:
    """What there is to see of a student.

    Attributes
    ----------
    state : str
        "unknown": nobody of that name is a student of this class.
    result : ResultPage or None
        Only of who has finished.
    """

    state: ReviewState
    student: str
    person: str = ""
    result: ResultPage | None = None
    steps: tuple[StepView, ...] = ()


def open_review(database: Database, scope: Scope, about: str, *, language: str, now: datetime) -> Review:
    """The work of a student, for who teaches the class.

    Parameters
    ----------
    about : str
        The student's public id; empty where the platform named somebody we do not know.

    Raises
    ------
    AccessRefused
        Only who teaches sees somebody else's work.
    """
    scope.check_teaches()
    with database.read() as session:
        who = student_of(session, scope, about) if about else None
    if who is None:
        return Review("unknown", about)
    name = who.name or who.given_name
    result = open_result(database, scope, about, language=language, now=now)
    if result is None:
        return Review("unbegun", about, name)
    if result.finished_at is None:
        return Review("unfinished", about, name)
    return Review("finished", about, name, result, open_student_path(database, scope, about))
