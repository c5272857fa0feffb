"""The platform that has everything: groups, notices, privacy launches, and tools that manage themselves."""

from __future__ import annotations

from lti_tool.demo.families.base import Family


class Generic(Family):
    """What the specifications say, and nothing of one's own."""
