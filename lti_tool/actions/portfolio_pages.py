"""What pages are told of evidence that learners show, of its judgements, and of the levels reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from personalization.rubric import RaterKind

from .severities import Tendency

Names = Mapping[str, str]
"""A name by language code ("es", "en")."""

CarrierKind = Literal["answers", "neighbours", "judgement", "decision", "activities"]


@dataclass(frozen=True, slots=True)
class RubricLevel:
    """A level of a competency.

    Attributes
    ----------
    number : int
        1 is the lowest.
    names : mapping
    own : mapping
        What the competency itself calls it, where that is something else; else empty.
    """

    number: int
    names: Names
    own: Names


@dataclass(frozen=True, slots=True)
class RubricView:
    """A competency and its levels, the lowest first."""

    code: str
    names: Names
    levels: tuple[RubricLevel, ...]

    def level(self, number: int) -> RubricLevel | None:
        """The level of this number; None for 0, which is below the lowest."""
        return self.levels[number - 1] if 1 <= number <= len(self.levels) else None


@dataclass(frozen=True, slots=True)
class RatingView:
    """How somebody judged an entry.

    Attributes
    ----------
    level : int
        0: not yet the lowest.
    by : str
        The judge's name; empty where the reader may not know it, or nobody is known under it any more.
    tendency : str
        How strict this judge is; "unknown" where the reader may not know.
    """

    kind: RaterKind
    level: int
    comment: str
    at: datetime
    by: str = ""
    tendency: Tendency = "unknown"


@dataclass(frozen=True, slots=True)
class EntryView:
    """Something that a learner shows.

    Attributes
    ----------
    level : int
        Which it is meant to show; 0 where the reader is not to know before judging.
    owner : str
        Name of the learner; empty on their own pages.
    mine : RatingView or None
        How the reader judged it.
    others : tuple of RatingView
        As far as the reader may see them.
    judgements : int
        By others than the learner, whoever reads.
    """

    id: str
    rubric: RubricView
    level: int
    title: str
    text: str
    link: str
    peers: bool
    at: datetime
    owner: str = ""
    owner_id: str = ""
    mine: RatingView | None = None
    others: tuple[RatingView, ...] = ()
    judgements: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """A piece of evidence, or several of a kind, that a level rests on.

    Attributes
    ----------
    count, right : int
        Of answers: how many, and how many of them right; of activities: how many.
    title : str
        Of the entry that was judged.
    entry : str
        Its public id.
    judge : RaterKind or None
    level : int or None
        That was given; None where the reader is to judge the entry first.
    """

    kind: CarrierKind
    count: int = 1
    right: int = 0
    title: str = ""
    entry: str = ""
    judge: RaterKind | None = None
    level: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LevelReached:
    """How far a learner is in one competency, and what says so.

    Attributes
    ----------
    level : int or None
        The highest that the evidence supports, 0 for none of them; None where it does not suffice to say.
    decided : bool
        Whether a teacher has decided.
    carriers : tuple of Carrier
        What speaks for it (for level 0: against more), the heaviest kinds first.
    """

    rubric: RubricView
    level: int | None
    decided: bool
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """A learner's levels with their evidence, and what they show.

    Attributes
    ----------
    begun : bool
        Whether the first question was shown: only then can something be shown.
    classmates : int
        Entries of classmates that wait for the reader's judgement.
    """

    title: str
    person: str
    person_id: str
    begun: bool
    profiled: bool
    reached: tuple[LevelReached, ...]
    entries: tuple[EntryView, ...]
    classmates: int = 0


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry, as its learner, a classmate or a teacher reads it."""

    title: str
    entry: EntryView
    may_edit: bool = False


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What a learner writes of an entry.

    Attributes
    ----------
    level : int
        1 is the lowest.
    link : str
        An https address, or empty.
    peers : bool
        Whether classmates may see and judge it.
    """

    competency: str
    level: int
    title: str
    text: str = ""
    link: str = ""
    peers: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form of an entry; `id` is empty for a new one.

    Attributes
    ----------
    judged : bool
        Somebody else has judged it: only who may see it can still change.
    """

    title: str
    rubrics: tuple[RubricView, ...]
    form: EntryForm
    id: str = ""
    judged: bool = False


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """Entries to be judged, and those that the reader has judged."""

    title: str
    waiting: tuple[EntryView, ...]
    judged: tuple[EntryView, ...]
    limited: bool = False


@dataclass(frozen=True, slots=True)
class LevelsRow:
    """A student's levels, in the order of the page's competencies; None where not enough is known."""

    id: str
    name: str
    levels: tuple[int | None, ...]
    judgements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LevelsPage:
    """The levels that the students of a class have reached."""

    title: str
    course_title: str
    rubrics: tuple[RubricView, ...]
    rows: tuple[LevelsRow, ...]
    page: int
    pages: int
    limited: bool = False
