"""The reader's language and the texts in it; typed names for what Flask-Babel leaves untyped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import flask_babel
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import g, request
from jinja2 import Environment

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
LANGUAGES = ("en", "es")
"""Languages of the pages; the first one where a reader asks for neither."""


def select_language() -> str:
    """The reader's language: the one of the visit, else the browser's, else English."""
    visit = g.get("visit")
    if visit is not None and visit.locale in LANGUAGES:
        return str(visit.locale)
    if "page_language" in g:  # chosen on the admin site, where there is no visit
        return str(g.page_language)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def language() -> str:
    """Code of the language in which this page is written.

    Asked a hundred times for a page, so it is kept beside the visit that it was found for: a launch
    knows its visit only half-way through its request.
    """
    here = g.__dict__
    visit = here.get("visit")
    known = here.get("senda_language")
    if known is None or known[0] is not visit:
        flask_babel.refresh()
        locale = flask_babel.get_locale()
        known = here["senda_language"] = (visit, locale.language if locale else LANGUAGES[0])
    return str(known[1])


def gettext(message: str, **values: object) -> str:
    """The text in the reader's language, with its placeholders filled."""
    # A page has a hundred texts, and Flask-Babel asks for context, locale and catalogue at each of them.
    text: str = _catalogue(language()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int) -> str:
    """The text for that number of things in the reader's language, its placeholders not filled yet."""
    text: str = _catalogue(language()).ngettext(one, many, number)
    return text


@cache
def page_texts(code: str) -> dict[str, Callable[..., str]]:
    """What templates call for their texts, bound to one language so that it is asked for once a page."""
    catalogue = _catalogue(code)
    environment: Any = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_callables(catalogue.gettext, catalogue.ngettext, newstyle=True)
    return {name: environment.globals[name] for name in ("gettext", "ngettext")}


@cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(str(TRANSLATIONS), [code])


def in_language(names: Mapping[str, str]) -> str:
    """The name in the reader's language, else in English, else any."""
    return names.get(language()) or names.get("en") or next(iter(names.values()), "")


def short_number(value: float, digits: int = 1) -> str:
    """A number as people of the reader's language write it, with at most `digits` decimals."""
    number = round(value, digits)
    # Spanish groups digits from 10000 on only; and a minus is as long as a plus.
    grouped = language() != "es" or abs(number) >= 10_000
    said = format_decimal(number, locale=language(), group_separator=grouped)
    return said.replace("-", "−")


def decimal_mark() -> str:
    """The sign between units and tenths in the reader's language."""
    return "," if language() == "es" else "."
