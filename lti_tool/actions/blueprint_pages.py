"""What setting up a diagnostic hands to the pages: frozen values, no sentence in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from personalization.diagnostics.feasibility import Lack

from .pages import Names
from .placing_pages import AreaChoice, Sample

SURENESS: Final[Mapping[str, float]] = {"quick": 0.85, "balanced": 0.9, "strict": 0.95}
"""From which probability on a verdict counts as clear."""
FEEDBACK: Final = ("none", "end", "each")
ALL_LEVELS: Final = "all"
MOST_QUESTIONS: Final = 60
MOST_MINUTES: Final = 300
MOST_ATTEMPTS: Final = 20

Change = Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked, as a teacher wants it.

    Attributes
    ----------
    competencies : tuple of str
    questions : int
    minutes : float or None
        None: no limit.
    sure : str
        One of `SURENESS`; "own" leaves the thresholds as they are.
    level : str
        Number of a level, or `ALL_LEVELS`.
    gentle : bool
    pilots : float
        Share of the questions that are on trial.
    exposure : float
        Greatest share of tests that one question may appear in.
    """

    competencies: tuple[str, ...]
    questions: int
    minutes: float | None = None
    sure: str = "balanced"
    level: str = "0"
    gentle: bool = True
    pilots: float = 0.0
    exposure: float = 0.25


@dataclass(frozen=True, slots=True)
class BlueprintWish:
    """A diagnostic as a teacher wants it.

    Attributes
    ----------
    attempts : int
        0: as often as they like.
    wanted : Wanted or None
        None leaves what is asked as it is.
    """

    title: str
    feedback: str = "none"
    attempts: int = 1
    wanted: Wanted | None = None


@dataclass(frozen=True, slots=True)
class DiagnosticRow:
    """A diagnostic in the list of the class's.

    Attributes
    ----------
    taken : int
        People who have begun it.
    newer : bool
        Its bank has a newer revision.
    places : int
        Activities that go by it.
    """

    id: str
    title: str
    competencies: tuple[Names, ...]
    questions: int
    published: bool
    taken: int
    newer: bool
    places: int


@dataclass(frozen=True, slots=True)
class DiagnosticsPage:
    course_title: str
    diagnostics: tuple[DiagnosticRow, ...]
    placing: bool
    """What was launched shows nothing yet: a new one is placed there."""
    limited: bool
    """The reader teaches a part of the class only, and decides nothing for all of it."""


@dataclass(frozen=True, slots=True)
class NewDiagnosticPage:
    """The banks that a new diagnostic can ask from: public id, title, framework, questions."""

    course_title: str
    banks: tuple[tuple[str, str, Names, int], ...]


@dataclass(frozen=True, slots=True)
class ShortfallView:
    """What the bank lacks; `names` are those of a competency, None where it is the whole test."""

    problem: Lack
    names: Names | None
    needed: int
    there: int


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """What invented students made of it.

    Attributes
    ----------
    decided : float
        Share of the verdicts that are clear.
    decided_right : float or None
        Share of those that are right; None where none was clear.
    lengths : tuple of (int, int)
        Questions asked, and how many students; ascending.
    decided_by : tuple of (Names, float)
        Each competency with the share of students with a clear verdict.
    thin : tuple of Names
        Competencies clear for fewer than half.
    exposure_max : float
        Share of the tests that held the question asked most.
    """

    learners: int
    items_mean: float
    items_low: float
    items_high: float
    minutes_low: float
    minutes_high: float
    decided: float
    decided_right: float | None
    lengths: tuple[tuple[int, int], ...]
    decided_by: tuple[tuple[Names, float], ...]
    thin: tuple[Names, ...]
    exposure_max: float


@dataclass(frozen=True, slots=True)
class PlaceView:
    """An activity that goes by the diagnostic, with its dates."""

    id: str
    kind: str
    title: str
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class BlueprintPage:
    """A diagnostic as it is set up.

    Attributes
    ----------
    areas : tuple of AreaChoice
        What it can be about.
    targets : tuple of Names
        What it is about.
    levels : tuple of Names
        Names of the framework's levels, the lowest first; empty where there is one only.
    own_sureness : float or None
        The probability from which a verdict is clear, where it is none of `SURENESS`.
    pilots : int
        Questions on trial about its competencies.
    raters : int
        Teachers who said what just mastering means.
    revision, newest : int
        Of its bank.
    """

    id: str
    course_title: str
    title: str
    wish: BlueprintWish
    wanted: Wanted
    areas: tuple[AreaChoice, ...]
    targets: tuple[Names, ...]
    framework: Names
    bank_title: str
    levels: tuple[Names, ...]
    own_sureness: float | None
    pilots: int
    raters: int
    revision: int
    newest: int
    published: bool
    taken: int
    shortfalls: tuple[ShortfallView, ...]
    rehearsal: RehearsalView | None
    places: tuple[PlaceView, ...]
    limited: bool
    most: int

    @property
    def begun(self) -> bool:
        """Whether students have begun: then what is asked stays."""
        return self.taken > 0


@dataclass(frozen=True, slots=True)
class CutView:
    """What just mastering one competency means.

    Attributes
    ----------
    now : float or None
        Of ten such questions, how many somebody at the cut gets right; None where there is no question.
    own : float or None
        The reader's answer.
    others : tuple of (str, float)
        Other teachers' names and answers.
    mean : float or None
        Of all answers.
    low, high : float or None
        What the questions allow.
    """

    code: str
    names: Names
    now: float | None
    own: float | None
    others: tuple[tuple[str, float], ...]
    mean: float | None
    low: float | None
    high: float | None
    sample: Sample | None


@dataclass(frozen=True, slots=True)
class CutsPage:
    id: str
    title: str
    cuts: tuple[CutView, ...]
    begun: bool
    limited: bool


@dataclass(frozen=True, slots=True)
class ChangedItem:
    change: Change
    stem: str
    language: str


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """What a newer revision of the bank brings for the competencies of a diagnostic.

    Attributes
    ----------
    counts : mapping of change to int
    items : tuple of ChangedItem
        The first hundred of each.
    """

    id: str
    title: str
    bank_title: str
    revision: int
    newest: int
    counts: Mapping[Change, int]
    items: tuple[ChangedItem, ...]
    begun: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as students meet it, with what is right."""

    stem: str
    choices: tuple[str, ...]
    prompts: tuple[str, ...]
    solution: str
    kind: str
    language: str
    pilot: bool


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The usable questions about one competency of a diagnostic.

    Attributes
    ----------
    competencies : tuple of (str, Names, int)
        Code, names and number of usable questions of each.
    """

    id: str
    title: str
    competencies: tuple[tuple[str, Names, int], ...]
    code: str
    names: Names
    questions: tuple[QuestionView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NeedsRow:
    """A student with what they need otherwise than the others."""

    id: str
    name: str
    time_factor: float
    format: str

    @property
    def usual(self) -> bool:
        """Whether nothing is otherwise."""
        return self.time_factor == 1 and not self.format


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """The students of a class; those with something of their own first."""

    course_title: str
    special: tuple[NeedsRow, ...]
    others: tuple[NeedsRow, ...]
    total: int
    query: str
    limited: bool
