"""What the pages of question banks show: frozen values, no sentence in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from adapters.content.base import Problem

from .pages import Names
from .placing_pages import Supply

Band = Literal["easy", "middle", "hard", "unknown"]
BANDS: tuple[Band, ...] = ("easy", "middle", "hard", "unknown")
"""How hard an item is beside the cut of its competency; unknown where nobody has said."""


@dataclass(frozen=True, slots=True)
class BankView:
    """A bank in a list."""

    id: str
    title: str
    framework: Names
    framework_id: str
    usable: int
    withheld: int
    revision: int
    diagnostics: int
    languages: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class OwnBankView:
    """A bank that comes with Senda and is not here yet."""

    name: str
    title: str
    items: int
    framework: Names


@dataclass(frozen=True, slots=True)
class ImportView:
    """A file that somebody brings in, in a list."""

    id: str
    filename: str
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class BanksPage:
    """All banks of the school."""

    banks: tuple[BankView, ...]
    own: tuple[OwnBankView, ...]
    imports: tuple[ImportView, ...]


@dataclass(frozen=True, slots=True)
class FrameworkChoice:
    """A list of competencies to choose."""

    id: str
    names: Names
    version: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """What can be said about a file before it is sent."""

    frameworks: tuple[FrameworkChoice, ...]
    banks: tuple[tuple[str, str], ...]
    """Public id and title."""
    bank: str
    """The one that was asked for, or empty."""
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompetencyChoice:
    """A competency in a select: the name of its area stands before those of one area."""

    code: str
    names: Names
    area: Names


@dataclass(frozen=True, slots=True)
class SampleView:
    """A question of a file as it was understood.

    Attributes
    ----------
    right : tuple of int
        Places among the choices, from 0.
    solution : str
        What is right, as HTML, where it is none of the choices.
    """

    code: str
    kind: str
    language: str
    stem: str
    choices: tuple[str, ...]
    prompts: tuple[str, ...]
    right: tuple[int, ...]
    solution: str = ""


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A file on its way in.

    Attributes
    ----------
    status : str
        As of `ImportJob`.
    silent : bool
        It has waited for so long that its worker seems not to run.
    fates : mapping
        How many are new, reworded, updated, the same.
    stopping, others : tuple of Problem
        Findings, the first ones of each.
    codes : mapping of code to how often
    """

    id: str
    filename: str
    size: int
    status: str
    progress: float
    problem: str = ""
    silent: bool = False
    bank: str = ""
    bank_title: str = ""
    title: str = ""
    format: str = ""
    language: str = ""
    framework: Names | None = None
    framework_from_file: bool = False
    needs_framework: bool = False
    items: int = 0
    linked: int = 0
    fatal: int = 0
    fates: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    competencies: tuple[tuple[str, Names, int], ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)
    withheld: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    stopping: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()
    alt: tuple[tuple[str, int], ...] = ()
    samples: tuple[SampleView, ...] = ()
    embedded: Mapping[str, str] = field(default_factory=dict)
    media: tuple[int, int] = (0, 0)
    same_file: str = ""
    choices: tuple[CompetencyChoice, ...] = ()
    frameworks: tuple[FrameworkChoice, ...] = ()
    taken: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryView:
    """An item as a row of its bank.

    Attributes
    ----------
    item : str
        Public id of its wording, for the pages of single questions.
    stem : str
        Plain words, cut.
    """

    id: int
    item: str
    code: str
    kind: str
    stem: str
    language: str
    languages: tuple[str, ...]
    competencies: tuple[Names, ...]
    band: Band
    category: str
    tags: tuple[str, ...]
    pilot: bool
    withheld: str
    number: int


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in a bank; empty fields ask for nothing."""

    text: str = ""
    competency: str = ""
    category: str = ""
    tag: str = ""
    kind: str = ""
    withheld: str = ""
    pilot: str = ""

    def as_query(self) -> dict[str, str]:
        """Its fields that say something, as they stand in an address."""
        names = ("text", "competency", "category", "tag", "kind", "withheld", "pilot")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True, slots=True)
class BankPage:
    """A bank with those of its questions that were looked for."""

    bank: BankView
    search: Search
    entries: tuple[EntryView, ...]
    found: int
    page: int
    pages: int
    competencies: tuple[CompetencyChoice, ...]
    categories: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    withheld: tuple[tuple[str, int], ...]
    pilots: int


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What a change of many questions would do.

    Attributes
    ----------
    chosen, changing : int
        How many questions were chosen, and how many of them would be other than they are.
    examples : tuple of EntryView
        The first ones that would change.
    values : mapping
        The form once more.
    """

    bank: BankView
    search: Search
    what: str
    competency: Names | None
    tag: str
    chosen: int
    changing: int
    examples: tuple[EntryView, ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many questions there are about a competency, by how hard they are."""

    code: str
    names: Names
    area: Names
    counts: Mapping[Band, int]
    total: int
    pilots: int
    supply: Supply


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Which competencies lack questions, the thinnest first."""

    bank: BankView
    rows: tuple[CoverageRow, ...]
    unlinked: int
    enough: int


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One change of a bank.

    Attributes
    ----------
    event : str
        What was done, by its code; empty where only its traces are known.
    begun, ended : int
        Entries that began and ended with it.
    """

    revision: int
    event: str
    values: Mapping[str, Any]
    at: datetime | None
    by: str
    begun: int
    ended: int
    competency: Names | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What was done to a bank, the newest first."""

    bank: BankView
    revisions: tuple[RevisionView, ...]
    can_undo: bool


@dataclass(frozen=True, slots=True)
class LossView:
    """What a format cannot say of some questions: the reason and how many."""

    code: str
    items: int


@dataclass(frozen=True, slots=True)
class ExportView:
    """A format that a bank can be written in."""

    code: str
    name: str
    extension: str
    losses: tuple[LossView, ...]


@dataclass(frozen=True, slots=True)
class ExportPage:
    """In which formats a bank can be had."""

    bank: BankView
    formats: tuple[ExportView, ...]
