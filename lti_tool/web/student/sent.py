"""An answer as a form sends it, whatever page the question stands on."""

from __future__ import annotations

from flask import request

from lti_tool.actions.read_answer import Answer
from lti_tool.web.translation import LANGUAGES, language

PART = "part."
"""Before the code of a prompt or a gap, in the name of its field."""


def answer_of() -> Answer:
    """The answer of this request."""
    form = request.form
    return Answer(
        attempt=form.get("attempt", ""),
        item=form.get("item", ""),
        skipped="skipped" in form,
        text=form.get("reading") or form.get("text", ""),
        language=language_of_item(),
        chosen=tuple(form.getlist("chosen")),
        parts={name.removeprefix(PART): value for name, value in form.items() if name.startswith(PART)},
        reader=language(),
    )


def language_of_item() -> str:
    """The language in which the item was shown: it may exist in one only."""
    shown = request.form.get("language", "")
    return shown if shown in LANGUAGES else language()
