"""What people say of learners: overrides, evidence judged by rubric."""

from __future__ import annotations

from .base import N_

JUDGEMENTS: dict[str, tuple[int, str, str]] = {
    "decision_missing": (
        422,
        N_("Nothing was chosen"),
        N_("Choose what you decide."),
    ),
    "reason_missing": (
        422,
        N_("The reason is missing"),
        N_("Write in a sentence why you decide so: the student will read it."),
    ),
    "reason_long": (
        422,
        N_("The reason is too long"),
        N_("Shorten it to a few sentences: the student will read it."),
    ),
    "understood_missing": (
        422,
        N_("One box is not ticked"),
        N_("Tick that you know that the student will read your reason."),
    ),
    "entry_competency": (
        422,
        N_("No aspect is chosen"),
        N_("Choose what you want to show something for."),
    ),
    "entry_level": (422, N_("No level is chosen"), N_("Choose the level that it is meant to show.")),
    "entry_title": (422, N_("A title has 1 to %(most)s characters"), N_("Write one, or shorten it.")),
    "entry_long": (
        422,
        N_("A text has at most %(most)s characters"),
        N_("Shorten it, or put the rest where a link leads."),
    ),
    "entry_empty": (
        422,
        N_("There is nothing to look at yet"),
        N_("Describe what you did, or give a link to it."),
    ),
    "entry_link": (
        422,
        N_("This link cannot be shown"),
        N_("A link begins with https:// and holds no spaces, no name and no password."),
    ),
    "entry_many": (
        409,
        N_("There is room for %(most)s entries"),
        N_("Take one back that says little, then add this one."),
    ),
    "entry_judged": (
        409,
        N_("Somebody has judged this already"),
        N_("What was judged stays as it was. Show the new version as another entry, or take this one back."),
    ),
    "judgement_level": (422, N_("No level is chosen"), N_("Choose the level that it shows, or “not yet”.")),
    "judgement_long": (
        422,
        N_("A comment has at most %(most)s characters"),
        N_("Shorten it and send it again."),
    ),
}
"""What error codes mean to a reader, by area; `lti_tool.errors` gathers them."""
