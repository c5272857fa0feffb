"""The families by name."""

from __future__ import annotations

from lti_tool.demo.families.base import Family
from lti_tool.demo.families.canvas import Canvas
from lti_tool.demo.families.generic import Generic
from lti_tool.demo.families.moodle import Moodle

_FAMILIES: dict[str, type[Family]] = {"generic": Generic, "moodle": Moodle, "canvas": Canvas}


def family_of(name: str) -> Family:
    """Give the family of this name."""
    return _FAMILIES[name]()
