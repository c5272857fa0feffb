"""What the actions of placing hand to the pages: frozen values, no sentence in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .pages import Names

Kind = Literal["diagnostic", "itinerary", "tutoring"]
KINDS: tuple[Kind, ...] = ("diagnostic", "itinerary", "tutoring")
GRADED: frozenset[str] = frozenset({"diagnostic", "itinerary"})
"""Kinds of activities from which a score can follow."""

Supply = Literal["none", "thin", "enough"]
"""Whether the questions on a competency suffice to ask adaptively."""


OWN_PREFIX = "own:"
"""Before the name of what comes with Senda."""


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework that a teacher may build on.

    Attributes
    ----------
    id : str
        Public id; "own:" and a name for one that comes with Senda while the school does not have it yet.
    """

    id: str
    names: Names
    version: str
    competencies: int
    items: int
    languages: tuple[str, ...]
    code: str = ""

    @property
    def own(self) -> bool:
        """Whether it comes with Senda and is to be taken in yet."""
        return self.id.startswith(OWN_PREFIX)


@dataclass(frozen=True, slots=True)
class DiagnosticView:
    """A diagnostic that the class has already."""

    id: str
    title: str
    competencies: tuple[Names, ...]
    created_at: datetime
    published: bool = True
    """Whether students may begin it."""


@dataclass(frozen=True, slots=True)
class PlacingPage:
    """Where placing begins."""

    course_title: str
    link_title: str
    diagnostics: tuple[DiagnosticView, ...]
    frameworks: tuple[FrameworkView, ...]


@dataclass(frozen=True, slots=True)
class CompetencyChoice:
    """A competency with how many questions there are on it."""

    code: str
    names: Names
    items: int
    supply: Supply


@dataclass(frozen=True, slots=True)
class AreaChoice:
    code: str
    names: Names
    competencies: tuple[CompetencyChoice, ...]


@dataclass(frozen=True, slots=True)
class CompetenciesPage:
    """What a diagnostic can be about: areas with their competencies."""

    framework: FrameworkView
    areas: tuple[AreaChoice, ...]
    proposed: tuple[str, ...]
    """Codes that are chosen at the beginning: the first area that has questions."""
    most: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A question of a bank, as an example."""

    stem: str
    choices: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class BankChoice:
    """A bank with what it has for the chosen competencies."""

    id: str
    title: str
    languages: tuple[str, ...]
    items: int
    """Questions about the chosen competencies."""
    thin: tuple[Names, ...]
    missing: tuple[Names, ...]
    sample: Sample | None


@dataclass(frozen=True, slots=True)
class BanksPage:
    framework: FrameworkView
    competencies: tuple[tuple[str, Names], ...]
    banks: tuple[BankChoice, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What the activities to be placed go by: a diagnostic of the class, or the choices for a new one.

    Attributes
    ----------
    diagnostic, bank : str
        Public ids; one of the two is empty.
    competencies : tuple of str
        Codes, for a new diagnostic.
    """

    diagnostic: str = ""
    bank: str = ""
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """A subject with what pages say of it."""

    subject: Subject
    course_title: str
    link_title: str
    topics: tuple[Names, ...]
    """Short: one or two areas, or the framework."""
    competencies: tuple[Names, ...]
    items_low: int
    items_high: int
    minutes_low: int
    minutes_high: int
    grades: bool
    """Whether the platform takes grades for the placement that was launched."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One activity as the teacher wants it.

    Attributes
    ----------
    maximum : float or None
        None: no grade.
    window : bool
        In a window of its own, where the platform leaves the choice.
    """

    kind: Kind
    title: str
    maximum: float | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    window: bool = False


@dataclass(frozen=True, slots=True)
class PlacedActivity:
    """An activity that exists: what its placement needs to know of it."""

    public_id: str
    wish: Wish


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity of the class and where it is placed."""

    id: str
    kind: Kind
    title: str
    diagnostic: str
    """Title of the diagnostic that it goes by."""
    maximum: float | None
    opens_at: datetime | None
    closes_at: datetime | None
    placements: tuple[str, ...]
    """Titles of the links in the courses, as far as the LMS says them."""
    created_at: datetime
    here: bool = False
    """It is what the launched placement shows."""
    diagnostic_id: str = ""
    """Public id of the diagnostic that it goes by."""


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    course_title: str
    activities: tuple[ActivityView, ...]
