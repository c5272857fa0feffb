"""Chromium, an LMS on another site, and no cookie at all: platform storage, or a window of its own."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from databases import Databases
from fake_platform import FakePlatform, JsonServer, query_of, reply
from playwright.sync_api import Browser, Page, expect
from tool_under_test import Tool, register, started_tool
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

STORAGE = """
const kept = {};
window.seen = [];
addEventListener("message", (event) => {
  const m = event.data, say = (more) => event.source.postMessage(
    { subject: m.subject + ".response", message_id: m.message_id, ...more }, event.origin);
  window.seen.push([m.subject, event.origin]);
  if (m.subject === "lti.capabilities") {
    say({ supported_messages: [{ subject: "lti.put_data" }, { subject: "lti.get_data" }] });
  }
  if (m.subject === "lti.put_data") { kept[m.key] = m.value; say({ key: m.key, value: m.value }); }
  if (m.subject === "lti.get_data") { say({ key: m.key, value: kept[m.key] }); }
});
"""


@dataclass
class LocalPlatform(FakePlatform):
    """A platform whose pages are really there."""

    @property
    def issuer(self) -> str:
        return self.server.origin


@dataclass
class Keeping:
    """The tool as a browser sees it that keeps no cookies (in a frame, that is, while `cookies` is false)."""

    app: Any = None
    cookies: bool = False

    def __call__(self, environ, start_response):
        def start(status, headers, exc_info=None):
            if not self.cookies:
                headers = [(name, value) for name, value in headers if name.lower() != "set-cookie"]
            return start_response(status, headers, exc_info)

        return self.app(environ, start)


@dataclass
class Site:
    tool: Tool
    address: str
    lms: LocalPlatform
    keeping: Keeping

    def course(self, script: str, **login: str) -> str:
        """Put up a course page with the activity in a frame; its address."""
        start = f"{self.address}/lti/login?" + urlencode(self.lms.login_parameters(self.address, **login))
        body = f'<script>{script}</script><iframe name="tool" width="900" height="700" src="{html.escape(start)}">'
        self.serve("/course", body)
        self.lms.server.answers["/auth"] = self._authenticate
        return self.lms.server.origin + "/course"

    def serve(self, path: str, body: str) -> None:
        page = f"<!doctype html><meta charset=utf-8><title>LMS</title>{body}".encode()
        headers = {"Content-Type": "text/html"}
        self.lms.server.answers[path] = lambda handler, _: reply(handler, 200, raw=page, headers=headers)

    def _authenticate(self, handler, _body) -> None:
        """Answer the authentication request by a form that posts itself."""
        asked = query_of(handler.path)
        token = self.lms.sign(self.lms.claims(self.address, asked["nonce"], sub="student-1"))
        fields = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
            for name, value in (("state", asked["state"]), ("id_token", token))
        )
        form = f'<form method="post" action="{asked["redirect_uri"]}">{fields}</form>'
        page = f"<!doctype html>{form}<script>document.forms[0].submit()</script>".encode()
        reply(handler, 200, raw=page, headers={"Content-Type": "text/html"})


@pytest.fixture
def site(databases: Databases) -> Iterator[Site]:
    server = JsonServer()
    keeping = Keeping()
    listening = make_server("localhost", 0, keeping, threaded=True)
    address = f"http://localhost:{listening.server_port}"
    with started_tool(databases.make("sqlite"), server, public_url=address) as tool:
        keeping.app = tool.app
        threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True).start()
        lms = LocalPlatform(server, name="local", client_id="browser", number=0)
        register(tool.runtime, lms)
        yield Site(tool, address, lms, keeping)
        listening.shutdown()
        listening.server_close()
    server.close()


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context(locale="en")
    opened = context.new_page()
    opened.problems = []
    opened.on("console", lambda said: opened.problems.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()


def sessions(site: Site) -> int:
    return site.tool.rows()["launch_session"]


def test_platform_storage_binds_the_launch(site: Site, page: Page) -> None:
    page.goto(site.course(STORAGE, lti_storage_target="_parent"))
    frame = page.frame("tool")
    frame.wait_for_selector("body[data-launch]")
    assert sessions(site) == 1
    said = [subject for subject, _ in page.evaluate("window.seen")]
    assert "lti.put_data" in said
    assert "lti.get_data" in said
    assert not [text for text in page.problems if "Content Security Policy" in text]


def test_a_storage_that_never_answers_leads_to_a_new_window(site: Site, page: Page) -> None:
    page.goto(site.course("", lti_storage_target="_parent"))
    frame = page.frame("tool")
    button = frame.get_by_role("link", name="Open in a new window")
    expect(button).to_be_visible(timeout=15_000)
    assert sessions(site) == 0
    # In a window of its own the tool's cookies are first-party.
    site.keeping.cookies = True
    with page.context.expect_page() as opened:
        button.click()
    opened.value.wait_for_selector("body[data-launch]")
    assert sessions(site) == 1


def test_a_value_of_another_browser_does_not_count(site: Site, page: Page) -> None:
    forged = STORAGE.replace("value: kept[m.key]", 'value: "forged"')
    assert forged != STORAGE
    page.goto(site.course(forged, lti_storage_target="_parent"))
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text(
        "Open the activity in a new window", timeout=15_000
    )
    assert sessions(site) == 0


def test_without_storage_the_window_is_offered_at_once(site: Site, page: Page) -> None:
    page.goto(site.course(STORAGE))
    expect(page.frame_locator("iframe").get_by_role("link", name="Open in a new window")).to_be_visible()
    assert sessions(site) == 0
    assert json.dumps(page.evaluate("window.seen")) == "[]"


def test_with_cookies_no_storage_is_asked(site: Site, page: Page) -> None:
    site.keeping.cookies = True
    page.goto(site.course(STORAGE))
    page.frame("tool").wait_for_selector("body[data-launch]")
    assert sessions(site) == 1


def test_in_spanish(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(locale="es-ES")
    page = context.new_page()
    page.goto(site.course(""))
    expect(page.frame_locator("iframe").get_by_role("link")).to_have_text("Abrir en una ventana nueva")
    context.close()
