"""A path and its steps as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from personalization.explanations import Reason

from .pages import Names


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """One way of doing a step."""

    code: str
    titles: Names
    modality: Literal["read", "practise", "explore", "explain", "item"]
    minutes: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    id: str
    kind: Literal["core", "reinforcement", "extension", "review", "tutoring", "check"]
    competency: str
    names: Names
    minutes: int
    state: Literal["todo", "started", "done"]
    reasons: tuple[Reason, ...]
    alternatives: tuple[AlternativeView, ...]
    chosen: str = ""
    reflection: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class PathPage:
    """The student's home once there is a path."""

    title: str
    person: str
    summary: Reason
    steps: tuple[StepView, ...]
    profiled: bool
    tutoring_tutor: bool
    tutoring_tutee: bool
    has_result: bool
    levels: bool = False
    """Whether something can be shown for a level."""
    practisable: frozenset[str] = frozenset()
    """Codes of the competencies of which there are questions to practise with."""
    practising: tuple[str, Names] | None = None
    """Code and names of what is being practised."""


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step with the chosen activity open."""

    step: StepView
    title: str
    body: str
    language: str
    attribution: str = ""
    practisable: bool = False
