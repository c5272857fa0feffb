"""Browsers that take or refuse cookies of third parties, and a site that tells which of them one has."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request
from playwright.sync_api import BrowserContext, Playwright, expect
from visits import CHROMIUM, QUIET
from werkzeug.serving import make_server

from lti_tool.demo.serve import QuietHandler

TAKE_ALL, REFUSE_THIRD_PARTIES = 0, 1
"""Values of Chromium's setting `profile.cookie_controls_mode`."""


@contextmanager
def profile(playwright: Playwright, folder: Path, *, refuse: bool) -> Iterator[BrowserContext]:
    """A browser with a profile in which somebody has set this choice by hand."""
    settings = {
        "profile": {
            "cookie_controls_mode": REFUSE_THIRD_PARTIES if refuse else TAKE_ALL,
            "block_third_party_cookies": refuse,
        }
    }
    (folder / "Default").mkdir(parents=True)
    (folder / "Default" / "Preferences").write_text(json.dumps(settings))
    context = playwright.chromium.launch_persistent_context(
        str(folder),
        executable_path=CHROMIUM,
        args=QUIET,
        locale="es-ES",
        viewport={"width": 1000, "height": 900},
    )
    try:
        yield context
    finally:
        context.close()


def witness() -> Flask:
    """A site whose page frames another site, which sets an ordinary and a partitioned cookie and reads them."""
    app = Flask("witness")

    @app.get("/")
    def page() -> str:
        other = request.url_root.replace("127.0.0.1", "localhost")
        return f"<!doctype html><title>witness</title><iframe src='{other}set'></iframe>"

    @app.get("/set")
    def give() -> Response:
        response = Response(status=303, headers={"Location": "/seen"})
        for name in ("ordinary", "partitioned"):
            response.set_cookie(
                name, "1", secure=True, httponly=True, samesite="None", partitioned=name == "partitioned"
            )
        return response

    @app.get("/seen")
    def seen() -> str:
        return f"<!doctype html><title>seen</title><p>{' '.join(sorted(request.cookies)) or 'none'}</p>"

    return app


@contextmanager
def witnessing(*, tls: bool = False) -> Iterator[str]:
    """The site at work; gives its address."""
    certificate = "adhoc" if tls else None
    server = make_server(
        "127.0.0.1", 0, witness(), threaded=True, request_handler=QuietHandler, ssl_context=certificate
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def cookies_taken(context: BrowserContext, witness_address: str) -> set[str]:
    """Which cookies of a third party this browser keeps."""
    page = context.new_page()
    page.goto(witness_address)
    told = page.frame_locator("iframe").locator("p")
    expect(told).to_be_visible()
    found = set(told.inner_text().split())
    page.close()
    return found - {"none"}


class NoCookies:
    """Stands before the tool: while `active`, no cookie reaches a browser and none comes from it.

    For the tool this is a browser that keeps nothing for a page in a frame, partitioned cookies neither.
    """

    def __init__(self) -> None:
        self.active = True

    def __call__(self, tool: WSGIApplication) -> WSGIApplication:
        def carry(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            if not self.active:
                return tool(environ, start)
            environ.pop("HTTP_COOKIE", None)

            def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                return start(status, [one for one in headers if one[0].lower() != "set-cookie"], *error)

            return tool(environ, begin)

        return carry
