"""Headers of every answer, pages for operators, refusals in the reader's language, proxies in front."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fake_platform import CLAIM, JsonServer
from flask import request
from tool_under_test import TOOL, started_tool

from lti_tool.errors import EXPLANATIONS, SendaError


def policy(response) -> dict[str, str]:
    """Directives of the content security policy."""
    parts = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


class TestHeaders:
    @pytest.mark.parametrize(
        "path", ["/healthz", "/lti/login", "/lti/jwks.json", "/s/x/", "/nothing", "/static/css/senda.css"]
    )
    def test_on_every_answer(self, tool, path):
        response = tool.browser().get(path, base_url=TOOL)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Strict-Transport-Security"]
        rules = policy(response)
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert "unsafe" not in response.headers["Content-Security-Policy"]

    def test_a_page_is_kept_nowhere(self, tool):
        assert tool.launch().headers["Cache-Control"] == "no-store"

    def test_static_files_are_kept_by_their_version(self, tool):
        browser = tool.browser()
        kept = browser.get("/static/js/launch.js?v=1", base_url=TOOL)
        assert "immutable" in kept.headers["Cache-Control"]
        assert browser.get("/static/js/launch.js", base_url=TOOL).headers["Cache-Control"] == "no-cache"

    def test_the_lms_may_frame_a_page_and_others_may_not(self, tool):
        response = tool.launch()
        assert policy(response)["frame-ancestors"] == "'self' https://lms.example"

    def test_the_course_on_another_host_may_too(self, tool):
        response = tool.launch(launch_presentation={"return_url": "https://tenant.lms.example:8443/course/1"})
        assert set(policy(response)["frame-ancestors"].split()) == {
            "'self'",
            "https://lms.example",
            "https://tenant.lms.example:8443",
        }

    def test_a_refusal_may_be_shown_anywhere(self, tool):
        assert policy(tool.launch(sub=""))["frame-ancestors"] == "*"

    def test_what_is_no_page_is_framed_by_nobody(self, tool):
        assert policy(tool.browser().get("/healthz", base_url=TOOL))["frame-ancestors"] == "'none'"

    def test_no_page_has_anything_inline(self, tool):
        pages = [
            tool.launch().text,
            tool.launch(sub="").text,
            tool.post(tool.browser(), tool.begin().state, "x").text,
        ]
        for page in pages:
            assert not re.search(r"<script(?![^>]*\bsrc=)", page)
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)


class TestErrorPages:
    @pytest.mark.parametrize(
        ("language", "title"),
        [
            ("es-ES,es;q=0.9", "La plataforma no dijo cuál es"),
            ("en", "The LMS did not say"),
            ("fr", "The LMS did not say"),
        ],
    )
    def test_in_the_readers_language(self, tool, language, title):
        response = tool.browser().get("/lti/login", base_url=TOOL, headers={"Accept-Language": language})
        assert response.status_code == 400
        assert title in response.text
        assert re.search(r"<code>[0-9A-F]{4}-[0-9A-F]{4}</code>", response.text)

    def test_how_far_a_clock_is_off(self, tool):
        claims = tool.claims(tool.begin())
        response = tool.launch(iat=claims["iat"] + 95, exp=claims["exp"] + 95)
        seconds = int(re.search(r"dated (\d+) seconds in the future", response.text)[1])
        assert 85 <= seconds <= 96

    def test_nothing_of_the_inside_is_shown(self, tool, monkeypatch):
        monkeypatch.setattr("lti_tool.web.lti_routes.read_login", None)
        response = tool.browser().get("/lti/login", base_url=TOOL)
        assert (response.status_code, response.headers["X-Senda-Error"]) == (500, "unexpected")
        assert "NoneType" not in response.text

    @pytest.mark.parametrize(
        ("method", "status", "code"), [("GET", 405, "method_refused"), ("PUT", 405, "method_refused")]
    )
    def test_another_method(self, tool, method, status, code):
        response = tool.browser().open("/lti/launch", method=method, base_url=TOOL)
        assert (response.status_code, response.headers["X-Senda-Error"]) == (status, code)
        assert "POST" in response.headers["Allow"]

    def test_every_text_fills_its_placeholders(self):
        for code, explanation in EXPLANATIONS.items():
            assert SendaError(code).status == explanation.status
            assert explanation.title % _Facts()
            assert explanation.advice % _Facts()

    def test_a_code_without_a_text_is_a_mistake(self):
        with pytest.raises(ValueError, match="unknown"):
            SendaError("no such code")


class TestForOperators:
    def test_alive_and_ready(self, tool):
        browser = tool.browser()
        assert browser.get("/healthz", base_url=TOOL).text == "ok\n"
        ready = browser.get("/readyz", base_url=TOOL)
        assert ready.status_code == 200
        assert ready.json == {"ready": True, "database": True, "keys": True}

    def test_not_ready_without_a_database(self, tmp_path):
        server = JsonServer()
        database = tmp_path / "empty" / "senda.db"
        with pytest.raises(Exception, match="unable to open"), started_tool(f"sqlite:///{database}", server):
            pass
        server.close()

    def test_our_keys(self, tool):
        browser = tool.browser()
        response = browser.get("/lti/jwks.json", base_url=TOOL)
        keys = response.json["keys"]
        assert keys
        assert all(key["kty"] == "RSA" and key["kid"] and not set(key) & {"d", "p", "q"} for key in keys)
        assert "max-age" in response.headers["Cache-Control"]
        again = browser.get(
            "/lti/jwks.json", base_url=TOOL, headers={"If-None-Match": response.headers["ETag"]}
        )
        assert again.status_code == 304

    def test_numbers_without_people(self, tool):
        tool.launch(sub="somebody-secret", name="Nobody Known")
        tool.launch(sub="")
        response = tool.browser().get("/metrics", base_url=TOOL, environ_base={"REMOTE_ADDR": "127.0.0.1"})
        assert 'senda_launches_total{role="student"}' in response.text
        assert 'senda_refusals_total{code="claim_subject"}' in response.text
        for private in ("somebody-secret", "Nobody", "lucia", "/s/"):
            assert private not in response.text

    @pytest.mark.parametrize(
        ("address", "headers"),
        [
            ("10.0.0.7", {}),
            ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
            ("127.0.0.1", {"Forwarded": "for=x"}),
        ],
    )
    def test_numbers_are_not_for_everybody(self, tool, address, headers):
        response = tool.browser().get(
            "/metrics", base_url=TOOL, headers=headers, environ_base={"REMOTE_ADDR": address}
        )
        assert response.status_code == 404

    def test_numbers_with_a_token(self, databases):
        server = JsonServer()
        with started_tool(databases.make("sqlite"), server, metrics_token="tell me") as tool:
            browser = tool.browser()
            for header, status in (
                ({}, 404),
                ({"Authorization": "Bearer x"}, 404),
                ({"Authorization": "Bearer tell me"}, 200),
            ):
                assert browser.get("/metrics", base_url=TOOL, headers=header).status_code == status
        server.close()


class _Facts(dict):
    """Whatever a text asks for."""

    def __missing__(self, name: str) -> str:
        return name


LAUNCHES = """
import sys
from fake_platform import JsonServer
from tool_under_test import started_tool
with started_tool(sys.argv[1], JsonServer(), log_level="INFO") as tool:
    assert tool.launch(sub="somebody-secret").status_code == 200
    assert tool.launch(sub="another-secret", roles=None).status_code == 400
"""


def test_a_line_of_the_log_names_nobody(sqlite_url):
    here = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"}
    ran = subprocess.run(
        [sys.executable, "-c", LAUNCHES, sqlite_url],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    refused = [line for line in lines if line["event"] == "refused"]
    assert [line["code"] for line in refused] == ["claim_roles"]
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", refused[0]["incident"])
    assert [line["status"] for line in lines if line["event"] == "answered"] == [302, 200, 302, 400]
    text = json.dumps(lines, ensure_ascii=False)
    for private in ("secret", "Lucía", "lucia@example.test", "eyJ", "user-7", CLAIM):
        assert private not in text


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.9.9.9"), (1, "203.0.113.7")])
def test_proxies_are_believed_only_where_they_are_configured(databases, proxies, address):
    server = JsonServer()
    with started_tool(databases.make("sqlite"), server, trusted_proxies=proxies) as tool:
        seen = []
        tool.app.before_request_funcs.setdefault(None, []).insert(0, lambda: seen.append(request.remote_addr))
        tool.browser().get(
            "/healthz",
            base_url=TOOL,
            headers={"X-Forwarded-For": "203.0.113.7"},
            environ_base={"REMOTE_ADDR": "10.9.9.9"},
        )
    server.close()
    assert seen == [address]
