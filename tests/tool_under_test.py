"""The whole tool for tests, driven over HTTP by browsers and platforms that do as they are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from fake_platform import FakePlatform, JsonServer, query_of
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lti_tool.actions.assemble import assemble
from lti_tool.actions.register_platform import Registration, register_platform
from lti_tool.actions.runtime import Runtime
from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.database.classes import CourseClass, Enrolment, LmsContext, ResourceLink
from lti_tool.database.launches import LaunchSession, UsedStateRow
from lti_tool.database.people import Person

TOOL = "https://senda.test"
TABLES = (LaunchSession, UsedStateRow, Person, Enrolment, CourseClass, LmsContext, ResourceLink)


@dataclass(frozen=True)
class Begun:
    """A login that was begun, in the browser that began it."""

    browser: FlaskClient
    response: TestResponse
    state: str
    nonce: str


@dataclass
class Tool:
    """The application under test with its platforms."""

    app: Flask
    runtime: Runtime
    server: JsonServer
    platform: FakePlatform
    other: FakePlatform

    def browser(self) -> FlaskClient:
        """A browser without cookies."""
        return self.app.test_client()

    def login(
        self, browser: FlaskClient, platform: FakePlatform | None = None, **changes: Any
    ) -> TestResponse:
        """The platform sends the browser to begin."""
        parameters = (platform or self.platform).login_parameters(TOOL, **changes)
        return browser.post("/lti/login", data=parameters, base_url=TOOL)

    def begin(self, platform: FakePlatform | None = None, browser: FlaskClient | None = None) -> Begun:
        """A login that succeeded."""
        browser = browser or self.browser()
        response = self.login(browser, platform)
        assert response.status_code == 302, response.text
        asked = query_of(response.headers["Location"])
        return Begun(browser, response, asked["state"], asked["nonce"])

    def post(self, browser: FlaskClient, state: str, token: str, **more: str) -> TestResponse:
        """The platform's form arrives."""
        form = {"state": state, "id_token": token, **more}
        return browser.post("/lti/launch", data=form, base_url=TOOL)

    def launch(self, begun: Begun | None = None, /, **changes: Any) -> TestResponse:
        """A launch of the first platform with these claims changed."""
        begun = begun or self.begin()
        return self.post(begun.browser, begun.state, self.platform.sign(self.claims(begun, **changes)))

    def claims(self, begun: Begun, /, **changes: Any) -> dict[str, Any]:
        """Claims that answer a login."""
        return self.platform.claims(TOOL, begun.nonce, **changes)

    def register(self, platform: FakePlatform) -> None:
        """One more platform."""
        register(self.runtime, platform, platform.deployment_id)

    def rows(self) -> dict[str, int]:
        """How many rows each table of a launch has."""
        with self.runtime.database.read() as session:
            return {
                table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
                for table in TABLES
            }

    def person(self, subject: str) -> Person | None:
        with self.runtime.database.read() as session:
            return session.scalars(select(Person).where(Person.subject == subject)).first()

    def session_of(self, response: TestResponse) -> LaunchSession:
        """The session that a launch opened, found by its page."""
        public_id = response.text.partition('data-launch="')[2].partition('"')[0]
        with self.runtime.database.read() as session:
            return session.scalars(select(LaunchSession).where(LaunchSession.public_id == public_id)).one()


def register(runtime: Runtime, platform: FakePlatform, *deployments: str) -> None:
    """Register a platform the way an administrator does."""
    registration = Registration(
        issuer=platform.issuer,
        client_id=platform.client_id,
        auth_login_url=platform.auth_login_url,
        auth_token_url=f"{platform.server.origin}/{platform.name}/token",
        jwks_url=platform.server.origin + platform.jwks_path,
        deployment_ids=deployments or (platform.deployment_id,),
    )
    register_platform(runtime.database, registration, now=datetime.now(UTC))


@contextmanager
def started_tool(database_url: str, server: JsonServer, **settings: Any) -> Iterator[Tool]:
    """The tool on a migrated database, with two platforms registered."""
    config = Config(
        public_url=TOOL,
        secret_key="a secret of the tests " * 2,
        database_url=database_url,
        allow_private_hosts=True,
        log_level="ERROR",
    )
    runtime = assemble(replace(config, **settings))
    platform = FakePlatform(server, name="lms", number=0)
    other = FakePlatform(
        server, name="other", number=1, client_id="client-2", kid="other-key", deployment_id="9"
    )
    tool = Tool(create_app(runtime.config, runtime), runtime, server, platform, other)
    tool.register(platform)
    tool.register(other)
    try:
        yield tool
    finally:
        runtime.answers.close()
        runtime.database.dispose()
