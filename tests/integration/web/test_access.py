"""Who may enter a page: bearer token, read-only cookie, roles, launches that do not mix, visits that end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from fake_platform import MEMBERSHIP
from flask.testing import FlaskClient
from tool_under_test import TOOL, Tool
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.runtime import now_utc
from lti_tool.web.auth import access_of, locale_of, requires

STUDENT, TEACHER = MEMBERSHIP + "Learner", MEMBERSHIP + "Instructor"


@dataclass(frozen=True)
class Visitor:
    """Somebody who was launched: a browser, a public id and the token of the page."""

    browser: FlaskClient
    launch: str
    token: str
    response: TestResponse

    def get(self, path: str = "", *, token: str | None = None, launch: str = "") -> TestResponse:
        return self._send("GET", path, token, launch)

    def post(self, path: str, *, token: str | None = None, launch: str = "", **form: str) -> TestResponse:
        return self._send("POST", path, token, launch, form)

    def _send(self, method, path, token, launch, form=None) -> TestResponse:
        token = self.token if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        address = f"/s/{launch or self.launch}/{path}"
        return self.browser.open(address, method=method, data=form, headers=headers, base_url=TOOL)


def enter(tool: Tool, role: str = STUDENT, **changes: object) -> Visitor:
    begun = tool.begin()
    response = tool.launch(begun, roles=[role], **changes)
    assert response.status_code == 200, response.text
    token = re.search(r'name="senda-token" content="([^"]+)"', response.text)
    launch = re.search(r'data-launch="([^"]+)"', response.text)
    return Visitor(begun.browser, launch[1], token[1], response)


@pytest.fixture
def later(tool):
    """Move the tool's clock."""

    def move(**how: float) -> None:
        tool.runtime.clock = lambda: now_utc() + timedelta(**how)

    yield move
    tool.runtime.clock = now_utc


def code(response: TestResponse) -> str | None:
    return response.headers.get("X-Senda-Error")


class TestDeclarations:
    def test_every_view_says_who_may_enter(self, tool):
        for rule in tool.app.url_map.iter_rules():
            if rule.endpoint != "static":
                assert access_of(tool.app.view_functions[rule.endpoint]), rule

    def test_every_page_of_the_admin_site_says_which_administrators_and_no_other_does(self, tool):
        for rule in tool.app.url_map.iter_rules():
            if rule.endpoint != "static":
                declared = access_of(tool.app.view_functions[rule.endpoint])
                assert bool(declared.admin) == rule.rule.startswith("/admin"), rule

    def test_every_page_of_a_launch_needs_a_visit_and_nothing_else_does(self, tool):
        for rule in tool.app.url_map.iter_rules():
            if rule.endpoint != "static":
                closed = access_of(tool.app.view_functions[rule.endpoint]).roles is not None
                assert closed == rule.rule.startswith("/s/<launch>/"), rule

    def test_a_view_for_nobody_is_a_mistake(self):
        with pytest.raises(TypeError):
            requires()

    def test_no_page_opens_without_a_visit(self, tool):
        browser = tool.browser()
        for rule in tool.app.url_map.iter_rules():
            if not rule.rule.startswith("/s/"):
                continue
            path = re.sub(r"<[^>]+>", "x", rule.rule)
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                response = browser.open(path, method=method, base_url=TOOL)
                assert (response.status_code, code(response)) == (401, "session_missing"), rule

    def test_no_student_opens_a_teachers_page_and_no_teacher_a_students(self, tool):
        for role, visitor in ((Role.STUDENT, enter(tool)), (Role.TEACHER, enter(tool, TEACHER))):
            for rule in tool.app.url_map.iter_rules():
                access = (
                    access_of(tool.app.view_functions[rule.endpoint]) if rule.endpoint != "static" else None
                )
                if access is None or access.roles is None or role in access.roles:
                    continue
                path = re.sub(r"<[^>]+>", "x", rule.rule.removeprefix("/s/<launch>/"))
                for method in rule.methods - {"HEAD", "OPTIONS"}:
                    send = visitor.get if method == "GET" else visitor.post
                    assert code(send(path)) == "role_refused", (role, rule)


class TestTheSession:
    def test_the_token_opens_the_page(self, tool):
        visitor = enter(tool)
        page = visitor.get()
        assert page.status_code == 200
        assert f'data-launch="{visitor.launch}"' in page.text

    def test_the_token_is_told_once(self, tool):
        visitor = enter(tool)
        assert visitor.response.text.count(visitor.token) == 1
        assert visitor.token not in str(visitor.response.headers)
        assert "senda-token" not in visitor.get().text

    def test_only_digests_are_stored(self, tool):
        visitor = enter(tool)
        stored = tool.session_of(visitor.response)
        assert visitor.token.encode() not in (stored.token_digest, stored.cookie_digest)

    @pytest.mark.parametrize("token", ["x", "Bearer", "x" * 5000, "ñ"])
    def test_another_token_does_not(self, tool, token):
        visitor = enter(tool)
        visitor.browser.delete_cookie("senda_visit", domain="senda.test", path=f"/s/{visitor.launch}/")
        assert code(visitor.get(token=token)) == "session_missing"

    def test_two_people_on_one_computer(self, tool):
        """The second student's page never shows or sends what is the first one's."""
        browser = tool.browser()
        first_begun, second_begun = tool.begin(browser=browser), tool.begin(browser=browser)
        first = tool.launch(first_begun, roles=[STUDENT], sub="first")
        second = tool.launch(second_begun, roles=[STUDENT], sub="second")
        tokens = [re.search(r'senda-token" content="([^"]+)"', page.text)[1] for page in (first, second)]
        launches = [re.search(r'data-launch="([^"]+)"', page.text)[1] for page in (first, second)]
        mixed = browser.get(
            f"/s/{launches[0]}/",
            headers={"Authorization": f"Bearer {tokens[1]}"},
            base_url="https://other.test",
        )
        assert code(mixed) == "session_missing"
        for page, other in ((first, launches[1]), (second, launches[0])):
            assert other not in page.text
        # The cookies of both are still in the browser, but the pages of the first one are closed.
        assert code(browser.get(f"/s/{launches[0]}/", base_url="https://senda.test")) == "session_missing"
        assert browser.get(f"/s/{launches[1]}/", base_url="https://senda.test").status_code == 200

    def test_another_launchs_page_does_not_open(self, tool):
        mine, theirs = enter(tool), enter(tool, context={"id": "another course"})
        assert code(mine.get(launch=theirs.launch)) == "session_missing"
        assert code(mine.post("start", launch=theirs.launch)) == "session_missing"


class TestTheCookie:
    def test_its_limits(self, tool):
        visitor = enter(tool)
        cookie = next(
            c for c in visitor.response.headers.getlist("Set-Cookie") if c.startswith("senda_visit=")
        )
        for part in ("HttpOnly", "Secure", "SameSite=None", "Partitioned", f"Path=/s/{visitor.launch}/"):
            assert part in cookie

    def test_a_reload_can_be_read(self, tool):
        visitor = enter(tool)
        page = visitor.get(token="")
        assert page.status_code == 200
        assert "You can read this page" in page.text

    def test_and_nothing_can_be_sent(self, tool):
        visitor = enter(tool)
        for path in ("start", "answer", "pause", "language", "data/erase"):
            assert code(visitor.post(path, token="")) == "header_required"

    def test_the_logins_cookie_is_taken_away(self, tool):
        visitor = enter(tool)
        cookies = visitor.response.headers.getlist("Set-Cookie")
        assert any(c.startswith("senda_login_") and "Max-Age=0" in c and "Partitioned" in c for c in cookies)


class TestTheEnd:
    def test_after_an_hour_without_use(self, tool, later):
        visitor = enter(tool)
        later(minutes=61)
        assert code(visitor.get()) == "session_expired"
        assert code(visitor.post("pause")) == "session_expired"

    def test_use_keeps_it_open(self, tool, later):
        visitor = enter(tool)
        for minutes in (40, 80, 120):
            later(minutes=minutes)
            assert visitor.get().status_code == 200

    def test_after_eight_hours_in_any_case(self, tool, later):
        visitor = enter(tool)
        for minutes in range(30, 480, 30):
            later(minutes=minutes)
            assert visitor.get().status_code == 200
        later(hours=8, minutes=1)
        assert code(visitor.get()) == "session_expired"

    def test_no_answer_is_taken_after_a_day(self, tool, later):
        visitor = enter(tool)
        later(hours=26)
        assert code(visitor.post("answer", attempt="a", item="i", answer="1")) == "session_expired"

    def test_an_error_page_offers_no_way_that_is_closed(self, tool, later):
        visitor = enter(tool)
        later(minutes=61)
        assert f"/s/{visitor.launch}/" not in visitor.get().text


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("es", "es"),
        ("es-ES", "es"),
        ("es_mx", "es"),
        ("ES-419", "es"),
        ("en-GB", "en"),
        ("fr", ""),
        ("", ""),
        ("est", ""),
    ],
)
def test_locales(tag, locale):
    assert locale_of(tag) == locale
