"""Which school a launch belongs to: its platform's, or one of those that share the platform."""

from __future__ import annotations

from adapters.lms.base import Launch
from lti_tool.database.platforms import PlatformRecord


def school_of(platform: PlatformRecord, launch: Launch) -> int | None:
    """The school of a launch in a course that is not known yet; None where no rule says it.

    A course that is known stays with its school whatever the rules say later: its people and its
    evidence are there.
    """
    if platform.school_by == "platform":
        return platform.school_id
    found = platform.school_rules.get(_value(platform, launch))
    if found is not None:
        return found
    # Without a course there is nothing that a rule could go by.
    if platform.school_unknown == "own" or launch.context is None:
        return platform.school_id
    return None


def _value(platform: PlatformRecord, launch: Launch) -> str:
    """What the rules of the platform are about."""
    context = launch.context
    if platform.school_by == "list":
        return context.id if context else ""
    name = platform.school_attribute
    if name.startswith("context."):
        return str(getattr(context, name.removeprefix("context."), "")) if context else ""
    return launch.custom.get(name, "").strip()
