"""What templates may call: language, names, words, sentences, addresses of files."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app, g, render_template, request, url_for
from flask_babel import Babel
from markupsafe import Markup

from adapters.lms.base import Role
from lti_tool.actions.pages import StartPage
from lti_tool.errors import N_

from . import sentences, vocabulary
from .mastery_bar import mastery_bar, of_ten
from .shown import shown
from .translation import (
    LANGUAGES,
    TRANSLATIONS,
    decimal_mark,
    gettext,
    in_language,
    language,
    ngettext,
    page_texts,
    select_language,
    short_number,
)

HTMX_CONFIG = json.dumps(
    {
        "historyCacheSize": 0,
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        # Nothing is carried over from the old page by element id: a style attribute would break the policy.
        "attributesToSettle": [],
        # At once: until a page is settled its forms are the browser's, which knows nothing of the session.
        "defaultSettleDelay": 0,
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

_DECIMAL = re.compile(r"-?\d+\.\d+")

_LAUNCH_MARK = "LAUNCH-OF-THE-PAGE"

_FOOTER = {
    Role.STUDENT: ("rights.data", "rights.how"),
    Role.TEACHER: ("courses.overview", "rights.how"),
    Role.ASSISTANT: ("courses.overview", "rights.how"),
}
_FOOTER_LABELS = {
    "courses.overview": N_("Courses of this class"),
    "rights.data": N_("My data"),
    "rights.how": N_("How it works"),
}


def init_rendering(app: Flask) -> None:
    """Set up languages, filters and the names that every template may use."""
    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=select_language,
    )
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        in_language=in_language,
        short=short_number,
        of_ten=of_ten,
        bar=mastery_bar,
        shown=shown,
        letter=letter,
        word_name=sentences.word_name,
        sentence=sentences.sentence,
        slot_name=sentences.slot_name,
        time_name=sentences.time_name,
        format_name=sentences.format_name,
        needs_sentence=sentences.needs_sentence,
        day_name=sentences.day_name,
        day_short=sentences.day_short,
        formula_sentence=sentences.formula_sentence,
        outcome_name=sentences.outcome_name,
        change_sentence=sentences.change_sentence,
        problem_sentence=sentences.problem_sentence,
        preview_sentence=sentences.preview_sentence,
        stop_sentence=sentences.stop_sentence,
        grade_sentence=sentences.grade_sentence,
        form_hint=sentences.form_hint,
        reading_name=reading_name,
        kind_name=sentences.say(vocabulary.KINDS),
        modality_name=sentences.say(vocabulary.MODALITIES),
        state_name=sentences.say(vocabulary.STATES),
        felt_name=sentences.say(vocabulary.FELT),
        language_name=sentences.say(vocabulary.LANGUAGE_NAMES),
    )
    app.extensions["senda-assets"] = Assets()
    app.extensions["senda-addresses"] = {}
    app.context_processor(_names_of_every_page)
    app.url_defaults(_same_launch)


def letter(number: int) -> str:
    """The letter of a choice, counted from 1: A to Z, then AA, AB, ..."""
    before, place = divmod(number - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + place)


def reading_name(reading: str) -> str:
    """A reading of an ambiguous answer, with the decimal mark of the reader's language.

    Parameters
    ----------
    reading : str
        An answer in plain notation (decimal point).
    """
    if decimal_mark() == "," and _DECIMAL.fullmatch(reading):
        return reading.replace(".", ",")
    return reading


class Assets(dict[str, str]):
    """Addresses of static files that change with their content, so that browsers may keep them for long.

    Worked out once per process: a page names a dozen files, and building addresses is slow.
    """

    def __missing__(self, filename: str) -> str:
        version = _version(Path(current_app.static_folder or "") / filename)
        if version is None:
            return url_for("static", filename=filename)
        self[filename] = url_for("static", filename=filename, v=version)
        return self[filename]


def address(endpoint: str, **values: Any) -> str:
    """`flask.url_for` for templates, where most addresses are pages of the launch and nothing else.

    Those are built once per process with a mark where the launch goes.
    """
    visit = g.get("visit")
    if values or visit is None:
        return url_for(endpoint, **values)
    patterns: dict[tuple[str, str], str] = current_app.extensions["senda-addresses"]
    key = (request.root_path, endpoint)
    if key not in patterns:
        launched = current_app.url_map.is_endpoint_expecting(endpoint, "launch")
        patterns[key] = url_for(endpoint, launch=_LAUNCH_MARK) if launched else url_for(endpoint)
    return patterns[key].replace(_LAUNCH_MARK, visit.launch)


def tutoring_fields(page: StartPage) -> Markup:
    """The fields for taking part in tutoring: thirty hours to name, the same for nearly everybody."""
    return _tutoring_fields(language(), page.tutoring_tutor, page.tutoring_tutee, page.tutoring_slots)


@lru_cache(maxsize=512)
def _tutoring_fields(code: str, tutor: bool, tutee: bool, slots: tuple[str, ...]) -> Markup:
    chosen = SimpleNamespace(tutoring_tutor=tutor, tutoring_tutee=tutee, tutoring_slots=slots)
    return Markup(render_template("_tutoring_fields.html", page=chosen))  # noqa: S704 - rendered with escaping


def page_address() -> str:
    """Where to come back to after an action on this page: the page itself, if it can be asked for again."""
    visit = g.get("visit")
    home = address("home.home") if visit else ""
    return request.path if request.method == "GET" and home and request.path.startswith(home) else home


def _version(path: Path) -> str | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return f"{state.st_mtime_ns // 1_000_000:x}{state.st_size:x}"


def _footer_links() -> list[tuple[str, str]]:
    visit = g.get("visit")
    endpoints = _FOOTER.get(visit.role, ()) if visit else ()
    return [(name, gettext(_FOOTER_LABELS[name])) for name in endpoints if name in current_app.view_functions]


def _names_of_every_page() -> dict[str, Any]:
    code = language()
    return {
        "visit": g.get("visit"),
        "language": code,
        **page_texts(code),
        "asset": current_app.extensions["senda-assets"].__getitem__,
        "url_for": address,
        "tutoring_fields": tutoring_fields,
        "here": page_address,
        "footer_links": _footer_links,
        "htmx_config": HTMX_CONFIG,
        "decimal_mark": decimal_mark(),
        "week_days": tuple(vocabulary.DAYS),
    }


def _same_launch(endpoint: str, values: dict[str, Any]) -> None:
    """Links stay within the launch of the page: templates need not name it."""
    visit = g.get("visit")
    if visit is None or "launch" in values:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "launch"):
        values["launch"] = visit.launch
