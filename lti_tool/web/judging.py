"""The form by which somebody judges evidence: classmates, learners themselves, trainers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.judge_evidence import judge_evidence
from lti_tool.errors import InputRefused

from .entrance import runtime
from .translation import gettext


@dataclass(frozen=True, slots=True)
class Typed:
    """A judgement as it was sent; None where no level was chosen."""

    level: int | None
    comment: str


def said(error: InputRefused) -> str:
    """A refusal in two sentences, for the page that it belongs to."""
    explanation = error.explanation
    return f"{gettext(explanation.title, **error.values)}. {gettext(explanation.advice)}"


def typed_judgement() -> Typed:
    """What the form of a judgement says."""
    text = request.form.get("level", "")
    level = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
    return Typed(level, request.form.get("comment", ""))


def send_judgement(entry: str) -> Typed:
    """Take a judgement, and let the grade go where one follows from it.

    Raises
    ------
    InputRefused, NotFound
        As `judge_evidence`.
    """
    senda, typed = runtime(), typed_judgement()
    level = -1 if typed.level is None else typed.level
    judge_evidence(senda.database, g.visit.scope, entry, level, typed.comment, now=senda.clock())
    senda.wake("send_grades")
    return typed


def refused(page: str, error: InputRefused) -> AnyResponse:
    """The form again, with what was typed and what is wrong with it."""
    return make_response(page, error.status)
