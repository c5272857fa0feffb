"""What the actions about courses give to pages: frozen, no query left to run, no sentence in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .pages import Names


@dataclass(frozen=True, slots=True)
class OfferedActivity:
    """An activity of an earlier course as it would be taken over.

    Attributes
    ----------
    kind : str
        diagnostic, itinerary or tutoring.
    competencies : tuple of Names
        What it is about.
    questions : int
        The most that it asks.
    formula : str
        How the grade is made.
    maximum : float or None
        None: no grade.
    opens_at, closes_at : datetime or None
        As they would be, moved on.
    """

    title: str
    kind: str
    competencies: tuple[Names, ...]
    questions: int
    formula: str
    maximum: float | None
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class CopyOffer:
    """The set-up of an earlier course, for the teacher of its copy: nothing of its students is in it.

    Attributes
    ----------
    original : str
        Public id of the earlier class.
    since : datetime
        When its set-up was made.
    whole : bool
        All of it; else the one activity that the opened placement is a copy of.
    weeks : int
        By how much the dates are moved on; 0 where they lie ahead.
    """

    original: str
    original_title: str
    course_title: str
    since: datetime
    whole: bool
    activities: tuple[OfferedActivity, ...]
    weeks: int

    @property
    def dated(self) -> bool:
        """Whether any activity has a date."""
        return any(one.opens_at or one.closes_at for one in self.activities)


@dataclass(frozen=True, slots=True)
class CourseView:
    """One LMS course of a class."""

    title: str
    label: str
    placements: int


@dataclass(frozen=True, slots=True)
class JoinedView:
    """Courses that came together from another class.

    Attributes
    ----------
    id : str
        Public id of the join.
    answered : bool
        Somebody who came with them has begun here: they can no longer be separated.
    """

    id: str
    courses: tuple[CourseView, ...]
    since: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class OtherClassView:
    """Another class that the teacher has; `obstacle` is the code of why it cannot come along, or empty."""

    id: str
    title: str
    courses: tuple[CourseView, ...]
    activities: int
    obstacle: str


@dataclass(frozen=True, slots=True)
class CoursesPage:
    """The LMS courses that are taught as this class, and what can be done with them."""

    title: str
    own: tuple[CourseView, ...]
    joined: tuple[JoinedView, ...]
    others: tuple[OtherClassView, ...]
    activities: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a set-up file became: how many activities, and whether their banks had to be copied."""

    class_title: str
    activities: int
    banks_copied: int
