"""What actions give to the pages of single questions: frozen values, no query left to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from adapters.content.writing import Fault, ItemDraft

from .pages import Names
from .question_pages import AnsweredView, QuestionPage

Part = Literal["stem", "choices", "solution", "hints", "explanation", "feedback"]


@dataclass(frozen=True, slots=True)
class BankRef:
    """The bank that a question lies in."""

    id: str
    title: str
    framework: Names


@dataclass(frozen=True, slots=True)
class CompetencyOption:
    """A competency that a question may be about."""

    code: str
    names: Names
    area: Names


@dataclass(frozen=True, slots=True)
class FileView:
    """An image or a sound that a text may show."""

    digest: str
    name: str
    mime: str

    @property
    def short(self) -> str:
        """As texts name it."""
        return self.digest[:8]


@dataclass(frozen=True, slots=True)
class EditorPage:
    """A question on its form.

    Attributes
    ----------
    item : str
        Public id of the wording that is held; empty for a new one.
    since : int
        From which revision on the bank holds it like this.
    asked : bool
        Whether somebody has answered it, or a diagnostic may ask it: then a new wording is made.
    known : float or None
        How many of ten somebody who just masters it gets right, as far as it is known now.
    calibrated : bool
        Whether answers told that.
    """

    bank: BankRef
    item: str
    since: int
    number: int
    draft: ItemDraft
    competencies: tuple[CompetencyOption, ...]
    categories: tuple[str, ...]
    files: tuple[FileView, ...]
    asked: bool = False
    known: float | None = None
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A question as a student meets it, while it is being written.

    Attributes
    ----------
    question : QuestionPage or None
        None where there is nothing to show yet.
    faults : tuple of Fault
        What is still to be done before it can be kept.
    told : AnsweredView or None
        What would be said of the answer that was tried.
    """

    question: QuestionPage | None
    faults: tuple[Fault, ...]
    told: AnsweredView | None = None


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a wording in one language, as HTML."""

    part: Part
    language: str
    html: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of two wordings."""

    part: Part
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording of a question.

    Attributes
    ----------
    held : bool
        Whether the bank holds it now.
    answered : int
        How often it was answered.
    differences : tuple of Difference
        From the wording before it.
    """

    number: int
    id: str
    at: datetime | None
    by: str
    held: bool
    answered: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class UseView:
    """A diagnostic of the class that goes by the bank: which wording it asks; None: not this question."""

    id: str
    title: str
    number: int | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One question: as students see it, what is said of it, its wordings, where it is used."""

    bank: BankRef
    id: str
    code: str
    kind: str
    number: int
    since: int
    languages: tuple[str, ...]
    parts: tuple[PartView, ...]
    competencies: tuple[Names, ...]
    known: float | None
    calibrated: bool
    tags: tuple[str, ...]
    category: str
    pilot: bool
    withheld: str
    versions: tuple[VersionView, ...]
    uses: tuple[UseView, ...]
    elsewhere: int
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class KindsPage:
    """Which kind of question to write, and about what."""

    bank: BankRef
    competency: str = ""


@dataclass(frozen=True, slots=True)
class NewBankPage:
    """For which list of competencies a bank is made."""

    frameworks: tuple[tuple[str, Names, str], ...] = field(default=())
