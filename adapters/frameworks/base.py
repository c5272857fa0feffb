"""A framework as values: what content is mapped to, and what lists of competencies are read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CompetencySpec:
    """A competency as content names it.

    Attributes
    ----------
    code : str
    area : str
        Code of its area.
    names : mapping of language code to str
    cuts : tuple of float
        Ascending thresholds in logits, one per level of the framework (a single one where it has none).
    weight : float
        Importance relative to the others, positive.
    level_names : tuple of mapping of language code to str
        What reaching each level of this competency is called; empty where levels have no names of their own.
    alignments : tuple of str
        Competencies of other frameworks that it corresponds to, as ``framework:code``.
    identifier : str
        A global identifier (the GUID of a CASE item), or empty.
    """

    code: str
    area: str
    names: Mapping[str, str]
    cuts: tuple[float, ...] = (0.0,)
    weight: float = 1.0
    level_names: tuple[Mapping[str, str], ...] = ()
    alignments: tuple[str, ...] = ()
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """A level of a framework, lower ones first."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FrameworkSpec:
    """The framework that a bank is mapped to.

    Attributes
    ----------
    areas : mapping of area code to names by language
    prerequisites : tuple of (before, after) competency codes
    levels : tuple of LevelSpec
    area_parents : mapping of area code to the code of the area that it lies in
    source, licence : str
        Where it comes from, and how it may be used; shown with it.
    identifier : str
        A global identifier (the GUID of a CASE document), or empty.
    """

    code: str
    version: str
    names: Mapping[str, str]
    areas: Mapping[str, Mapping[str, str]]
    competencies: tuple[CompetencySpec, ...]
    prerequisites: tuple[tuple[str, str], ...] = ()
    levels: tuple[LevelSpec, ...] = ()
    area_parents: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    licence: str = ""
    identifier: str = ""
