"""What each kind of data is, why it is held and where it comes from; Spanish is in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lti_tool.errors import N_


@dataclass(frozen=True, slots=True)
class Holding:
    """The texts of one kind of data."""

    title: str
    why: str
    source: str


_LMS: Final = N_("From your LMS, each time you open the activity.")
_YOU: Final = N_("From you.")
_COMPUTED: Final = N_("Computed here from your answers.")

HOLDINGS: Final[Mapping[str, Holding]] = {
    "identity": Holding(
        N_("Who you are"), N_("So that your work is kept as yours and your teacher recognises you."), _LMS
    ),
    "enrolment": Holding(
        N_("Your class and your role"), N_("So that you see your own pages and nobody else's."), _LMS
    ),
    "choices": Holding(
        N_("What you chose at the start"),
        N_("With or without a profile; whether you take part in learning with classmates, and when you can."),
        _YOU,
    ),
    "answers": Holding(
        N_("Your answers"), N_("They are the evidence: everything else is worked out from them."), _YOU
    ),
    "results": Holding(
        N_("What the answers say"),
        N_("For each topic a best guess and how far it may be off; it chooses questions and steps."),
        _COMPUTED,
    ),
    "contests": Holding(
        N_("Where you see it differently"), N_("Your own words to your teacher about a result."), _YOU
    ),
    "path": Holding(
        N_("Your path"),
        N_("The steps proposed to you, those you did, and how you found them."),
        N_("Computed here; choices and comments from you."),
    ),
    "tutoring": Holding(
        N_("Learning with classmates"),
        N_("Pairs proposed to your teacher, only while you take part."),
        N_("Computed here from your choices and results."),
    ),
    "grades": Holding(
        N_("Your grade and its way to the gradebook"),
        N_("The mark sent to your LMS, when, and whether it arrived."),
        _COMPUTED,
    ),
    "visits": Holding(
        N_("Your visits"),
        N_("When you opened the activity, so that a visit can be ended and misuse found."),
        N_("Written down here when you come."),
    ),
}
"""By `HoldingKind`."""

LOOKS: Final[Mapping[str, str]] = {
    "class_map": N_("the map of the class"),
    "result": N_("your result and the answers behind it"),
    "profile": N_("how your results have changed over time"),
    "tutoring_board": N_("the tutoring board"),
    "grades": N_("the grades of the class"),
    "export": N_("a copy of your data"),
    "other": N_("another page"),
}
"""By `LookKind`: what somebody looked at."""

FIELDS: Final[Mapping[str, str]] = {
    "name": N_("Full name"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "email": N_("E-mail"),
    "subject": N_("Identifier in the LMS"),
    "locale": N_("Language"),
    "role": N_("Role"),
    "class": N_("Class"),
    "profiling": N_("With a profile"),
    "tutor": N_("Explains to others"),
    "tutee": N_("Gets explanations"),
    "slots": N_("Times"),
}
"""Names of the short values that are shown as they are."""
