"""The activity in Chromium: a tool of another site in the frame, cookies blocked there as by default."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest
from demo_world import World
from flask import Flask, Response, request
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from lti_tool.demo.people import COURSE
from lti_tool.demo.serve import QuietHandler, running
from lti_tool.demo.settings import PlatformSettings

pytestmark = pytest.mark.browser

# A tool that talks to the platform's storage before it goes on by itself, as real ones do.
LOGIN_PAGE = """<!doctype html><title>tool</title><body><script>
const platform = %s, onward = %s, answers = {};
const ask = (message) => new Promise((resolve) => {
  const message_id = String(Math.random());
  addEventListener("message", function heard(event) {
    if (event.origin !== platform || event.data.message_id !== message_id) return;
    removeEventListener("message", heard);
    resolve(event.data);
  });
  window.parent.postMessage({ message_id, ...message }, platform);
});
(async () => {
  const { supported_messages } = await ask({ subject: "lti.capabilities" });
  const put = await ask({ subject: "lti.put_data", key: "state", value: "kept" });
  const got = await ask({ subject: "lti.get_data", key: "state" });
  const lost = await ask({ subject: "lti.get_data", key: "toString" });
  const strange = await ask({ subject: "constructor" });
  await ask({ subject: "lti.frameResize", height: 777 });
  const seen = { supported_messages, put, got, lost, strange };
  await fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
  location.href = onward;
})();
</script>"""


class Tool:
    """A tool on a site of its own that shows whose launch it was."""

    def __init__(self) -> None:
        self.seen: dict[str, Any] = {}
        self.logins: list[dict[str, str]] = []
        self.app = Flask("tool")
        self.app.add_url_rule("/lti/login", "login", self.login, methods=["POST"])
        self.app.add_url_rule("/seen", "seen", self.remember, methods=["POST"])
        self.app.add_url_rule("/lti/launch", "launch", self.launch, methods=["POST"])

    def login(self) -> str:
        self.logins.append(request.form.to_dict())
        names = ("client_id", "login_hint", "lti_message_hint")
        query = urlencode({
            "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
            "redirect_uri": request.form["target_link_uri"], "state": "s", "nonce": "n",
            **{name: request.form[name] for name in names},
        })  # fmt: skip
        issuer = request.form["iss"]
        return LOGIN_PAGE % (json.dumps(issuer), json.dumps(f"{issuer}/lti/auth?{query}"))

    def remember(self) -> Response:
        self.seen = json.loads(request.get_data())
        return Response(status=204)

    def launch(self) -> str:
        if "error" in request.form:
            return f"<p id=who>{request.form['error']}</p>"
        claims = jwt.decode(request.form["id_token"], options={"verify_signature": False})
        return f"<p id=who>launched by {claims['sub']}</p>"

    def start(self, platform_url: str) -> str:
        self.server = make_server("localhost", 0, self.app, threaded=True, request_handler=QuietHandler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://localhost:{self.server.port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Tool]]:
    tool = Tool()
    settings = PlatformSettings(data=tmp_path_factory.mktemp("demo") / "demo.sqlite", storage_target=True)
    with running(settings, tool.start) as platform:
        yield platform.settings.public_url, tool
        tool.stop()


ARGUMENTS = ["--no-sandbox", "--disable-site-isolation-trials"]
"""Playwright sometimes loses a frame that changes its process when it changes its site."""


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 390, "height": 800})
        browser.close()


def test_the_tool_in_the_frame_knows_who_came(framed: tuple[str, Tool], page: Page) -> None:
    url, tool = framed
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(url.replace("127.0.0.1", "localhost"))  # leads to 127.0.0.1
    page.get_by_role("button", name="Salma Benali Haddad").click()
    page.get_by_role("link", name="Diagnóstico").click()
    who = page.frame_locator("#tool").locator("#who")
    who.wait_for(timeout=20_000)
    assert who.inner_text() == "launched by 19"
    assert tool.logins[-1]["lti_storage_target"] == "_parent"
    assert page.locator("#tool").evaluate("frame => frame.offsetHeight") == 777
    assert problems == []

    seen = tool.seen
    assert {"subject": "lti.put_data"} in seen["supported_messages"]
    assert (seen["put"]["subject"], seen["put"]["value"]) == ("lti.put_data.response", "kept")
    assert (seen["got"]["value"], seen["lost"]["value"]) == ("kept", None)
    assert seen["strange"]["error"]["code"] == "unsupported_subject"


def test_the_same_in_a_window_of_its_own_says_so(framed: tuple[str, Tool], page: Page) -> None:
    url, tool = framed
    page.goto(url)
    page.get_by_role("button", name="Emma O'Connor").click()
    page.get_by_role("link", name="Open “").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in a new window").click()
    opened.value.wait_for_url(f"http://localhost:{tool.server.port}/lti/login")
    assert tool.logins[-1]["login_hint"] == "24"


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_pages_never_scroll_sideways(world: World, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(world.url)
    paths = ["/", "/courses/101", "/courses/101/activities/1001", "/courses/101/grades", "/nowhere"]
    page.get_by_role("button", name="Carmen Ortega Vidal").click()
    for path in paths:
        page.goto(world.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_one_reaches_the_gradebook_by_keyboard(world: World, page: Page) -> None:
    page.goto(world.url)
    page.get_by_role("button", name="Carmen Ortega Vidal").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Calificaciones").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Calificaciones", level=1).wait_for()
    assert page.get_by_role("rowheader").count() == len(COURSE.students)
