"""Every page of the student with made-up values: to look at, and for the browser tests.

    python tests/browser/student_gallery.py <folder> [--language es] [--dark] [--only start,result]

takes pictures 1280 and 390 pixels wide.
"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import learner_samples
import portfolio_samples
import practice_samples
import question_samples
import student_samples as samples
from flask import Flask, g, render_template, request
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

import lti_tool.web
from adapters.answers import Preview
from adapters.lms.base import Role
from lti_tool.config import Config
from lti_tool.demo.serve import QuietHandler
from lti_tool.web.cloze import typed_fragment
from lti_tool.web.headers import init_headers
from lti_tool.web.home import home
from lti_tool.web.rendering import init_rendering
from lti_tool.web.rights.routes import rights
from lti_tool.web.student import views
from lti_tool.web.student.portfolio import portfolio
from lti_tool.web.student.practice import practice
from lti_tool.web.student.routes import student
from lti_tool.web.teacher.routes import teacher

WEB = Path(lti_tool.web.__file__).parent
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TOKEN = "token-of-the-gallery"


def _error() -> str:
    title, advice = "Algo ha ido mal aquí", "No se ha perdido nada de lo enviado antes. Inténtalo otra vez."
    return render_template("error.html", title=title, advice=advice, incident="7F3A-21C0", home_link=True)


PAGES: dict[str, Callable[[], str]] = {
    "start": lambda: views.start_page(samples.start()),
    "start-taking-part": lambda: views.start_page(samples.start_taking_part()),
    "start-paused": lambda: views.start_page(samples.start(status="paused")),
    "question-choice": lambda: views.question_page(samples.question_choice()),
    "question-open": lambda: views.question_page(samples.question_open()),
    "question-ask-back": lambda: views.question_page(samples.question_ask_back()),
    "question-unreadable": lambda: views.question_page(samples.question_unreadable()),
    "paused": lambda: views.paused_page("¿Qué sabes ya de números?"),
    "result": lambda: views.result_page(samples.result()),
    "result-fixed": lambda: views.result_page(samples.result_fixed()),
    "path": lambda: views.path_page(samples.path()),
    "path-started": lambda: views.path_page(samples.path(started=True)),
    "step": lambda: views.step_page(samples.step()),
    "tutoring": lambda: views.tutoring_page(samples.start_taking_part(), saved=True),
    "nothing": views.nothing_page,
    "early": lambda: views.shut_page(samples.start_with_dates(), early=True),
    "held-back": lambda: views.shut_page(samples.start(published=False), early=True),
    "closed": lambda: views.shut_page(samples.start_with_dates(), early=False),
    "visitor": lambda: render_template("visitor.html"),
    "pending": lambda: render_template("pending.html"),
    "error": _error,
    **question_samples.PAGES,
    **practice_samples.PAGES,
    **learner_samples.STUDENT_PAGES,
    **portfolio_samples.STUDENT_PAGES,
}


def gallery_app(sent: list[dict[str, str]] | None = None) -> Flask:
    """The pages with the real addresses, styles, scripts and headers; answers go to `sent`."""
    app = Flask("gallery", template_folder=str(WEB / "templates"), static_folder=str(WEB / "static"))
    init_rendering(app)
    init_headers(app, Config(public_url="http://localhost:8055", secret_key="x" * 40))
    for pages in (home, student, practice, portfolio, teacher, rights):  # times are written by the teacher's filters
        app.register_blueprint(pages)

    def answer(launch: str) -> str:
        g.visit = _visit("es")
        if sent is not None:
            several = {"chosen": " ".join(request.form.getlist("chosen"))}
            sent.append(request.form.to_dict() | several | {"authorization": request.headers.get("Authorization", "")})
        return views.question_page(samples.question_choice())

    def preview(launch: str) -> str:
        text = request.form.get("text", "").replace("*", r"\cdot ").replace("sqrt", r"\sqrt")
        return typed_fragment(Preview(text, "", ()))

    app.view_functions |= {"student.answer": answer, "student.preview": preview}

    @app.get("/gallery/<name>")
    def page(name: str) -> str:
        g.visit = _visit(request.args.get("language", "es"), reading="reading" in request.args)
        return PAGES[name]()

    return app


def _visit(language: str, *, reading: bool = False) -> SimpleNamespace:
    return SimpleNamespace(
        launch="gallery",
        name="Lucía",
        role=Role.STUDENT,
        locale=language,
        read_only=reading,
        title="¿Qué sabes ya de números?",
        course_title="Matemáticas 1.º ESO B",
        new_token="" if reading else TOKEN,
    )


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine, for as long as the block lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def settled(page: Page, address: str) -> None:
    """Open a page and wait until its scripts have drawn the formulas."""
    page.goto(address)
    page.wait_for_function(
        "document.readyState === 'complete' && !document.querySelector('meta[name=senda-token]')"
    )


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="es")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with serving(gallery_app()) as address, chromium() as browser:
        for width in (1280, 390):
            shade = "dark" if chosen.dark else "light"
            page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=shade)
            for name in chosen.only.split(",") if chosen.only else PAGES:
                settled(page, f"{address}/gallery/{name}?language={chosen.language}")
                page.screenshot(path=chosen.folder / f"{name}-{width}-{shade}.png", full_page=True)


if __name__ == "__main__":
    main()
