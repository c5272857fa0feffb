"""What pages show of who is in a class: how fresh its list is, and its groups and sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

GroupRule = Literal["any", "within", "across"]
"""Whether pairs are made within groups, across them, or wherever."""


@dataclass(frozen=True, slots=True)
class RosterView:
    """How fresh the class list is, and how far it is while it is being fetched.

    Attributes
    ----------
    count : int
        Members read by the present fetch, or by the last.
    tried_at : datetime or None
        When the last fetch began, made progress or ended.
    """

    at: datetime | None = None
    problem: str = ""
    running: bool = False
    count: int = 0
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group or section of the class.

    Attributes
    ----------
    name : str
        As the teacher calls it, else as the LMS does; empty where nobody has named it.
    number : str
        Its id in the LMS, to tell groups without a name apart.
    lms_name : str
        As the LMS calls it, or empty.
    """

    id: str
    kind: Literal["group", "section"]
    name: str
    number: str
    set_name: str = ""
    lms_name: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with how its students stand."""

    group: GroupView
    students: int
    finished: int
    needs_most: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The groups and sections of a class."""

    title: str
    course_title: str
    rows: tuple[GroupRow, ...]
    without: int
    """Students who are in no group."""
    problem: str = ""
    """Why the platform's list of groups could not be read, as a code."""
    assistants_limited: bool = False
    limited: bool = False
    """Whether the reader sees the students of their own groups only."""
