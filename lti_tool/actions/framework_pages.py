"""What actions give to the pages of lists of competencies: frozen, no query left to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.content.base import Problem
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.builtin import BuiltIn

from .pages import Names


@dataclass(frozen=True, slots=True)
class FrameworkCard:
    """A list of competencies among others.

    Attributes
    ----------
    banks : int
        Banks of the school that are about it.
    made_after : str
        Version of the one that it was copied from, or empty.
    """

    id: str
    code: str
    version: str
    names: Names
    competencies: int
    areas: int
    levels: tuple[Names, ...]
    source: str
    licence: str
    banks: int = 0
    made_after: str = ""


@dataclass(frozen=True, slots=True)
class FrameworksPage:
    """All lists of a school, those being edited, and those that come with Senda and are not here yet."""

    frameworks: tuple[FrameworkCard, ...]
    drafts: tuple[FrameworkCard, ...]
    own: tuple[BuiltIn, ...]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A list that somebody wants to bring in, before they say so.

    Attributes
    ----------
    about : mapping
        Counts and texts of what was read (see `take_framework.summary_of`); empty where there is nothing
        to show.
    findings : tuple of Problem
        Those that keep it out first.
    more : int
        Findings beyond those.
    standing : {"new", "same", "differs", "draft"}
        How it stands to what the school has under this code and version.
    version : str
        Which one it would be taken in as.
    kinds : mapping of str to int
        Item types of a CASE package and how often they occur.
    chosen : tuple of str
        Those that are taken as competencies.
    """

    id: str
    filename: str
    about: Mapping[str, object]
    findings: tuple[Problem, ...]
    more: int
    standing: str
    version: str
    kinds: Mapping[str, int] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    problem: str = ""

    @property
    def acceptable(self) -> bool:
        """Whether it may be taken in as it is."""
        return bool(self.about) and not any(problem.fatal for problem in self.findings)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A competency of another list that one corresponds to; names are empty where it is not known here."""

    framework: Names
    code: str
    names: Names


@dataclass(frozen=True, slots=True)
class UsedBank:
    """A bank; `items` are those that it holds now."""

    id: str
    title: str
    items: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """One list of competencies.

    Attributes
    ----------
    elsewhere : mapping of alignment to Elsewhere
    made_after : (id, version) or None
    diagnostics : tuple of str
        Titles of those of this class that are about it.
    other_diagnostics : int
        How many other classes of the school have.
    bringable : tuple of UsedBank
        Banks about other versions of it, whose questions could come along.
    """

    id: str
    draft: bool
    spec: FrameworkSpec
    elsewhere: Mapping[str, Elsewhere]
    made_after: tuple[str, str] | None
    banks: tuple[UsedBank, ...]
    diagnostics: tuple[str, ...]
    other_diagnostics: int
    bringable: tuple[UsedBank, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A list that is being edited, with all that is wrong with it as it stands."""

    id: str
    spec: FrameworkSpec
    problems: tuple[Problem, ...]
    made_after: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class BringPage:
    """What would come along if a bank's questions were taken to another version.

    Attributes
    ----------
    linked : int
        Questions that keep all their competencies.
    partly : int
        Those that keep some of them.
    unlinked : int
        Those that keep none and are not asked until somebody links them.
    activities : int
        Learning activities that come along.
    """

    id: str
    names: Names
    version: str
    bank: UsedBank
    title: str
    linked: int
    partly: int
    unlinked: int
    activities: int
