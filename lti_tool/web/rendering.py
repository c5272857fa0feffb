"""What templates may call: language, names, words, sentences, addresses of files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, format_decimal, get_locale, lazy_gettext
from markupsafe import Markup

from adapters.lms.base import Role

from . import sentences
from .mastery_bar import mastery_bar

LANGUAGES = ("en", "es")
"""Languages of the pages; the first one where a reader asks for neither."""

HTMX_CONFIG = Markup(
    json.dumps(
        {
            "historyCacheSize": 0,
            "includeIndicatorStyles": False,
            "allowEval": False,
            "allowScriptTags": False,
            "selfRequestsOnly": True,
            "timeout": 20_000,
            "responseHandling": [
                {"code": "204", "swap": False},
                {"code": "[23]..", "swap": True},
                # An error page says what happened: it must be seen like any other page.
                {"code": "[45]..", "swap": True, "error": True},
            ],
        },
        separators=(",", ":"),
    )
)

_FOOTER = {
    Role.STUDENT: ("rights.data", "rights.how"),
    Role.TEACHER: ("rights.how",),
    Role.ASSISTANT: ("rights.how",),
}
_FOOTER_LABELS = {"rights.data": lazy_gettext("My data"), "rights.how": lazy_gettext("How it works")}


def init_rendering(app: Flask) -> None:
    """Set up languages, filters and the names that every template may use."""
    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_translation_directories=str(Path(__file__).parents[1] / "translations"),
        locale_selector=select_language,
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        in_language=in_language,
        word_name=sentences.word_name,
        sentence=sentences.sentence,
        slot_name=sentences.slot_name,
        short=short_number,
        bar=mastery_bar,
    )
    app.context_processor(_names_of_every_page)
    app.url_defaults(_same_launch)


def select_language() -> str:
    """The reader's language: the one of the visit, else the browser's, else English."""
    visit = g.get("visit")
    if visit is not None and visit.locale in LANGUAGES:
        return str(visit.locale)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def language() -> str:
    """Code of the language in which this page is written."""
    return str(get_locale() or LANGUAGES[0]).partition("_")[0]


def in_language(names: Mapping[str, str]) -> str:
    """The name in the reader's language, else in English, else any."""
    return names.get(language()) or names.get("en") or next(iter(names.values()), "")


def short_number(value: float, digits: int = 1) -> str:
    """A number as people of the reader's language write it, with at most `digits` decimals."""
    return str(format_decimal(round(value, digits)))


def asset(filename: str) -> str:
    """Address of a static file that changes with its content, so that browsers may keep it for long."""
    version = _version(str(Path(current_app.static_folder or "") / filename))
    return url_for("static", filename=filename, v=version)


def page_address() -> str:
    """Where to come back to after an action on this page: the page itself, if it can be asked for again."""
    visit = g.get("visit")
    home = url_for("home.home") if visit else ""
    return request.path if request.method == "GET" and home and request.path.startswith(home) else home


def _version(path: str) -> str | None:
    versions: dict[str, str] = current_app.extensions.setdefault("senda-assets", {})
    if path not in versions:
        try:
            state = Path(path).stat()
        except OSError:
            return None
        versions[path] = f"{state.st_mtime_ns // 1_000_000:x}{state.st_size:x}"
    return versions[path]


def _footer_links() -> list[tuple[str, Any]]:
    visit = g.get("visit")
    endpoints = _FOOTER.get(visit.role, ()) if visit else ()
    return [(name, _FOOTER_LABELS[name]) for name in endpoints if name in current_app.view_functions]


def _names_of_every_page() -> dict[str, Any]:
    return {
        "visit": g.get("visit"),
        "language": language(),
        "asset": asset,
        "here": page_address,
        "footer_links": _footer_links,
        "htmx_config": HTMX_CONFIG,
    }


def _same_launch(endpoint: str, values: dict[str, Any]) -> None:
    """Links stay within the launch of the page: templates need not name it."""
    visit = g.get("visit")
    if visit is None or "launch" in values:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "launch"):
        values["launch"] = visit.launch
