"""The reader's language and the texts in it; typed names for what Flask-Babel leaves untyped."""

from __future__ import annotations

from collections.abc import Mapping

import flask_babel
from flask import g, request

LANGUAGES = ("en", "es")
"""Languages of the pages; the first one where a reader asks for neither."""


def select_language() -> str:
    """The reader's language: the one of the visit, else the browser's, else English."""
    visit = g.get("visit")
    if visit is not None and visit.locale in LANGUAGES:
        return str(visit.locale)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def language() -> str:
    """Code of the language in which this page is written."""
    return str(flask_babel.get_locale() or LANGUAGES[0]).partition("_")[0]


def gettext(message: str, **values: object) -> str:
    """The text in the reader's language, with its placeholders filled."""
    return str(flask_babel.gettext(message, **values))


def in_language(names: Mapping[str, str]) -> str:
    """The name in the reader's language, else in English, else any."""
    return names.get(language()) or names.get("en") or next(iter(names.values()), "")


def short_number(value: float, digits: int = 1) -> str:
    """A number as people of the reader's language write it, with at most `digits` decimals."""
    return str(flask_babel.format_decimal(round(value, digits)))


def decimal_mark() -> str:
    """The sign between units and tenths in the reader's language."""
    return "," if language() == "es" else "."
