"""Every page of the student with made-up values: to look at, and for the accessibility test.

``python tests/browser/gallery.py`` serves it on port 8055; ``/gallery/<name>?language=es`` is one page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, g, render_template, request

from adapters.lms.base import Role
from lti_tool.config import Config
from lti_tool.web.headers import init_headers
from lti_tool.web.rendering import init_rendering
from lti_tool.web.student import views

sys.path.insert(0, str(Path(__file__).parent))
import samples

WEB = Path(__file__).parents[2] / "lti_tool" / "web"
ENDPOINTS = {
    "home.home": "/", "home.language": "/language", "student.start": "/start", "student.begin": "/begin",
    "student.question": "/question", "student.answer": "/answer", "student.preview": "/preview",
    "student.pause": "/pause", "student.result": "/result", "student.contest": "/contest",
    "student.path": "/path", "student.step": "/path/<step>", "student.choose": "/path/<step>/choose",
    "student.done": "/path/<step>/done", "student.tutoring": "/tutoring", "student.take_part": "/take-part",
    "rights.data": "/data", "rights.how": "/how",
}  # fmt: skip


def _error(code: str, advice: str) -> str:
    return render_template("error.html", title=code, advice=advice, incident="7F3A-21C0", home_link=True)


PAGES: dict[str, Callable[[], str]] = {
    "start": lambda: views.start_page(samples.start()),
    "start_taking_part": lambda: views.start_page(samples.start_taking_part()),
    "start_paused": lambda: views.start_page(samples.start(status="paused")),
    "question_choice": lambda: views.question_page(samples.question_choice()),
    "question_open": lambda: views.question_page(samples.question_open()),
    "question_ask_back": lambda: views.question_page(samples.question_ask_back()),
    "question_unreadable": lambda: views.question_page(samples.question_unreadable()),
    "paused": lambda: views.paused_page("¿Qué sabes ya de números?"),
    "result": lambda: views.result_page(samples.result()),
    "result_fixed": lambda: views.result_page(samples.result_fixed()),
    "path": lambda: views.path_page(samples.path()),
    "path_started": lambda: views.path_page(samples.path(started=True)),
    "step": lambda: views.step_page(samples.step()),
    "tutoring": lambda: views.tutoring_page(samples.start_taking_part(), saved=True),
    "nothing": views.nothing_page,
    "visitor": lambda: render_template("visitor.html"),
    "pending": lambda: render_template("pending.html"),
    "error": lambda: _error("Something went wrong here", "Nothing sent before is lost. Try again."),
}


def create_gallery() -> Flask:
    """The pages with the real templates, styles, scripts and headers, and nothing behind them."""
    app = Flask("gallery", template_folder=str(WEB / "templates"), static_folder=str(WEB / "static"))
    init_rendering(app)
    init_headers(app, Config(public_url="http://localhost:8055", secret_key="x" * 32))
    for endpoint, rule in ENDPOINTS.items():
        app.add_url_rule("/s/<launch>" + rule, endpoint, _answer, methods=["GET", "POST"])

    @app.get("/gallery/<name>")
    def page(name: str) -> str:
        g.visit = _visit(request.args.get("language", "es"), read_only="reading" in request.args)
        return PAGES[name]()

    return app


def _visit(language: str, *, read_only: bool = False) -> SimpleNamespace:
    return SimpleNamespace(
        launch="gallery", name="Lucía", role=Role.STUDENT, locale=language, read_only=read_only,
        title="¿Qué sabes ya de números?", course_title="Matemáticas 1.º ESO B",
        new_token="" if read_only else "token-of-the-gallery",
    )  # fmt: skip


def _answer(launch: str, step: str = "") -> str:
    g.visit = _visit("es")
    if request.path.endswith("/preview"):
        text = request.form.get("text", "")
        return views.preview_fragment(SimpleNamespace(latex=text.replace("*", r"\cdot "), problem=""))
    return views.question_page(samples.question_choice())


if __name__ == "__main__":
    create_gallery().run(port=8055, debug=False)
