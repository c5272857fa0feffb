"""The admin site for tests: accounts, browsers with log-ins, authenticator apps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyotp
from argon2 import PasswordHasher
from classroom import Clock
from fake_platform import JsonServer
from flask.testing import FlaskClient
from tool_under_test import TOOL, Tool
from werkzeug.test import TestResponse

from lti_tool.actions.admin_accounts import NewAccount, add_account
from lti_tool.actions.admin_secrets import Argon2Passwords
from lti_tool.database.schools import School, school_named
from lti_tool.database.scope import AdminScope

PASSWORD = "four quite unrelated words"
QUICK = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Argon2 without the time that it takes on purpose."""


@dataclass
class Site:
    """The tool with a clock of its own and ways to come in."""

    tool: Tool
    clock: Clock
    secrets: dict[str, str] = field(default_factory=dict)
    """The key in each person's authenticator app."""

    def account(self, email: str, school: str = "") -> str:
        """Make an account with the password of all."""
        school_id = self.school_id(school) if school else None
        add_account(
            self.tool.runtime.database,
            AdminScope(),
            NewAccount(email, school_id=school_id),
            now=self.clock.now,
            password_hash=QUICK.hash(PASSWORD),
        )
        return email

    def school_id(self, name: str) -> int:
        """The school of that name, made where it is missing."""
        with self.tool.runtime.database.write() as session:
            school = school_named(session, name)
            if school is None:
                school = School(public_id=f"s-{name}", name=name, created_at=self.clock.now)
                session.add(school)
                session.flush()
            return school.id

    def browser(self) -> Browser:
        """A browser that nobody has used."""
        return Browser(self, self.tool.browser())

    def inside(self, email: str = "root@senda.test", school: str = "") -> Browser:
        """A browser in which a new administrator is logged in."""
        self.account(email, school)
        browser = self.browser()
        browser.log_in(email)
        browser.set_up(email)
        return browser

    def code(self, email: str) -> str:
        """What the person's app shows now."""
        return pyotp.TOTP(self.secrets[email]).at(int(self.clock.now.timestamp()))


@dataclass
class Browser:
    """One browser on the admin site; it fills in the token of the page it looked at last."""

    site: Site
    client: FlaskClient
    token: str = ""
    last: TestResponse | None = None

    def get(self, path: str, **more: Any) -> TestResponse:
        return self._seen(self.client.get(f"/admin{path}", base_url=TOOL, **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        if not self.token:
            self.get("/login")
        form = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.client.post(f"/admin{path}", data=form, base_url=TOOL, **more))

    def _seen(self, response: TestResponse) -> TestResponse:
        found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
        if found:
            self.token = found[1]
        self.last = response
        return response

    def cookie(self) -> str:
        """The secret of the log-in."""
        found = self.client.get_cookie("__Secure-senda_admin", domain="senda.test", path="/admin")
        return found.value if found else ""

    def log_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        """Send address and password."""
        self.get("/login")
        response = self.post("/login", {"email": email, "password": password})
        if response.status_code == 303:
            self.get("/second-factor", follow_redirects=True)
        return response

    def set_up(self, email: str) -> TestResponse:
        """Read the key from the page into the app and confirm it."""
        page = self.get("/second-factor/new")
        self.site.secrets[email] = re.search(r'class="secret"[^>]*>([^<]+)<', page.text)[1].replace(" ", "")
        done = self.post("/second-factor/new", {"code": self.site.code(email)})
        assert done.status_code == 200, done.text
        self.get("/")
        return done

    def show_code(self, code: str) -> TestResponse:
        """Send a code of the second factor."""
        return self.post("/second-factor", {"code": code})

    def enter(self, email: str) -> None:
        """Log in with both."""
        assert self.log_in(email).status_code == 303
        self.site.clock.forward(seconds=31)  # a code is good once
        assert self.show_code(self.site.code(email)).status_code == 303
        assert self.get("/").status_code == 200


def error(response: TestResponse) -> str | None:
    """The code of a refusal."""
    return response.headers.get("X-Senda-Error")


def started_site(tool: Tool, server: JsonServer) -> Site:
    """The site of a tool, with time in the test's hands."""
    clock = Clock(datetime.now(UTC))  # the fake platforms date their tokens by the real one
    tool.runtime.clock = clock
    tool.runtime.passwords = QUICK
    return Site(tool, clock)
