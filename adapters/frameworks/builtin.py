"""The frameworks that Senda brings along: codes, names and levels, in Spanish and in English.

Where they come from, and what is not official about them, stands with each of them and in
``docs/frameworks.md``; their licences stand in ``NOTICE``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from adapters.frameworks import csv_table
from adapters.frameworks.base import FrameworkSpec, LevelSpec

CODES = ("unesco-ict-cft-3", "digcompedu-2017", "mrcdd-2022", "digcomp-2.2", "rd217-2022-mat-eso")


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A framework that Senda brings along, without its competencies.

    Attributes
    ----------
    competencies : int
        How many.
    levels : tuple of LevelSpec
        The lowest first; empty where a competency is reached or not.
    """

    code: str
    version: str
    names: Mapping[str, str]
    competencies: int
    levels: tuple[LevelSpec, ...]
    licence: str
    source: str


@cache
def catalogue() -> tuple[BuiltIn, ...]:
    """Say which frameworks there are."""
    return tuple(
        BuiltIn(s.code, s.version, s.names, len(s.competencies), s.levels, s.licence, s.source)
        for s in map(load, CODES)
    )


@cache
def load(code: str) -> FrameworkSpec:
    """Give a framework; always the same one.

    Raises
    ------
    KeyError
        There is none with that code.
    """
    if code not in CODES:
        raise KeyError(code)
    data = resources.files("adapters.frameworks").joinpath("data", f"{code}.csv").read_bytes()
    spec, problems = csv_table.read(io.BytesIO(data))
    if spec is None or problems:
        raise ValueError(f"{code}: {problems}")
    return spec
