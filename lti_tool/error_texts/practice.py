"""Practice and short checks on the path."""

from __future__ import annotations

from .base import N_

PRACTICE: dict[str, tuple[int, str, str]] = {
    "practice_too_early": (
        409,
        N_("Practice opens after the first questions"),
        N_("Finish the questions of the activity first, then come back."),
    ),
    "practice_empty": (
        409,
        N_("There are no more questions about this"),
        N_("Choose another topic, or go on with your path."),
    ),
}
