"""Where questions are filed: ``$course$/top/Algebra/Equations`` in Moodle, ``Algebra/Equations`` here."""

from __future__ import annotations

#: How a slash inside a name is written here, as Moodle writes it twice.
_SLASH = "\N{DIVISION SLASH}"


def from_moodle(category: str) -> str:
    """Read the path of a category, without the context that it lies in."""
    levels = [level.replace("\0", _SLASH).strip() for level in category.replace("//", "\0").split("/")]
    if levels and levels[0].startswith("$") and levels[0].endswith("$"):
        levels = levels[1:]
    if levels and levels[0].lower() == "top":
        levels = levels[1:]
    return "/".join(level for level in levels if level)


def to_moodle(category: str) -> str:
    """Write the path of a category as one of the course."""
    path = category.replace(_SLASH, "//")
    return f"$course$/top/{path}" if path else "$course$/top"
