"""The families in Chromium: choosing content, registering, storage through Canvas's frame, narrow screens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from demo_family import Classroom
from demo_tool import DL
from flask import request
from playwright.sync_api import Page, sync_playwright

pytestmark = pytest.mark.browser

STORAGE_PAGE = """<!doctype html><title>tool</title><p id=state>asking</p><script>
const platform = %s, target = %s, full = %s;
const ask = (to, message) => new Promise((resolve) => {
  const message_id = String(Math.random());
  addEventListener("message", function heard(event) {
    if (event.origin !== platform || event.data.message_id !== message_id) return;
    removeEventListener("message", heard);
    resolve(event.data);
  });
  to.postMessage({ message_id, ...message }, platform);
});
(async () => {
  const { supported_messages } = await ask(parent, { subject: "lti.capabilities" });
  const storage = target === "_parent" ? parent : parent.frames[target];
  const put = await ask(storage, { subject: "lti.put_data", key: "k", value: "kept" });
  const got = await ask(storage, { subject: "lti.get_data", key: "k" });
  const strange = await ask(parent, { subject: "requestFullWindowLaunch", data: "https://elsewhere.example/" });
  await fetch("/seen", { method: "POST", body: JSON.stringify({ supported_messages, put, got, strange }) });
  document.getElementById("state").textContent = "asked";
  if (full) parent.postMessage({ subject: "requestFullWindowLaunch", data: { url: full } }, platform);
})();
</script>"""


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            # Playwright sometimes loses a frame that changes its process when it changes its site.
            args=["--no-sandbox", "--disable-gpu", "--disable-site-isolation-trials"],
        )
        yield browser.new_page(viewport={"width": 320, "height": 800}, locale="es-ES")
        browser.close()


def _enter(page: Page, room: Classroom, name: str) -> None:
    page.goto(room.settings.public_url)
    page.get_by_role("button", name=name).first.click()


def test_a_teacher_chooses_content_and_finds_it_in_the_course(anywhere: Classroom, page: Page) -> None:
    item = {"type": "ltiResourceLink", "title": "Elegida en el marco", "lineItem": {"scoreMaximum": 10}}

    def chooser() -> str:
        if "error" in request.form:
            return request.form["error"]
        claims = jwt.decode(request.form["id_token"], options={"verify_signature": False})
        answer = anywhere.tool.deep_link_response(claims, [item])
        address = claims[DL + "deep_linking_settings"]["deep_link_return_url"]
        return f'<form method=post action="{address}"><input name=JWT type=hidden value="{answer}"><button>Listo</button></form>'

    anywhere.tool.show(chooser)
    try:
        _enter(page, anywhere, "Carmen Ortega Vidal")
        page.get_by_role("link", name="Añadir una actividad").click()
        page.get_by_role("link", name="Elegir").first.click()
        frame = page.frame_locator("#tool")
        frame.get_by_role("button", name="Listo").click()
        frame.get_by_role("heading", name="Se ha añadido al curso").wait_for()
        frame.get_by_role("link", name="Volver al curso").click()
        page.get_by_role("link", name="Abrir «Elegida en el marco»").wait_for()
        assert "/courses/101" in page.url
    finally:
        anywhere.tool.show(None)


def test_an_administrator_registers_a_tool_and_lets_it_in(anywhere: Classroom, page: Page) -> None:
    anywhere.tool.registers(anywhere.settings)
    anywhere.tool.registrations.clear()
    _enter(page, anywhere, "Rosa Prieto Lema")
    page.get_by_role("link", name="Herramientas").click()
    page.get_by_label("Dirección de registro").fill(f"{anywhere.tool.url}/join?invitation=1")
    page.get_by_role("button", name="Registrar").click()
    page.get_by_text("Pendiente: nadie").wait_for()
    # Moodle's page loads the address twice and gives up the first.
    assert len(anywhere.tool.registrations) == (2 if anywhere.settings.family == "moodle" else 1)
    page.get_by_role("button", name="Activar").click()
    page.get_by_text("Activa", exact=True).wait_for()
    assert page.get_by_role("button", name="Activar").count() == 0
    anywhere.tool.registers(None)


def test_canvas_keeps_data_through_its_forwarding_frame(canvas: Classroom, page: Page) -> None:
    seen: dict[str, Any] = {}
    platform = canvas.settings.public_url
    full = f"{canvas.tool.url}/lti/launch?full=1"

    def storing() -> str:
        wanted = "" if canvas.tool.logins[-1]["target_link_uri"] == full else full
        return STORAGE_PAGE % (json.dumps(platform), json.dumps("post_message_forwarding"), json.dumps(wanted))

    canvas.tool.show(storing, seen)
    try:
        _enter(page, canvas, "Salma Benali Haddad")
        page.get_by_role("link", name="Abrir «Diagnóstico").click()
        page.wait_for_url(f"{canvas.tool.url}/lti/launch", timeout=20_000)
        assert canvas.tool.logins[-1]["target_link_uri"] == full
        assert (seen["put"]["value"], seen["got"]["value"]) == ("kept", "kept")
        frames = {one["subject"]: one.get("frame") for one in seen["supported_messages"]}
        assert frames["lti.get_data"] == frames["lti.put_data"] == "post_message_forwarding"
        assert frames["lti.capabilities"] is None
        assert seen["strange"]["error"]["code"] == "bad_request"
    finally:
        canvas.tool.show(None)


def test_no_page_scrolls_sideways(anywhere: Classroom, page: Page) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    placement = "assignment_selection" if anywhere.settings.family == "canvas" else ""
    anywhere.add([{"type": "ltiResourceLink", "title": "Larga " * 12, "lineItem": {"scoreMaximum": 10}}], placement)
    with anywhere.platform.store.read() as connection:
        item_id = connection.execute("SELECT max(id) AS last FROM line_item").fetchone()["last"]
    _enter(page, anywhere, "Carmen Ortega Vidal")
    paths = ["/", "/courses/101", "/courses/101/add", "/courses/101/copy", "/courses/101/grades",
             f"/courses/101/grades/{item_id}/11"]  # fmt: skip
    if anywhere.settings.family == "generic":
        paths.append("/account/privacy")
    for path in paths:
        page.goto(anywhere.settings.public_url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    _enter(page, anywhere, "Rosa Prieto Lema")
    page.goto(anywhere.settings.public_url + "/tools")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert problems == []
