"""Assignment and Grade Services 2.0, as the conformance certification asks of a tool.

The tool itself makes the line item and posts the score after a student's launch, with a bearer token for
the scopes that it was granted and the media type of each service.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from classroom import SCOPES, Classroom, make_classroom
from fake_platform import JsonServer, reply
from sqlalchemy import select

from adapters.lms.base import GradeService, Role
from lti_tool.actions.assemble import assemble
from lti_tool.actions.reconcile_grades import ask_compare, compare_grades
from lti_tool.actions.register_platform import Registration
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.send_grades import send_grades
from lti_tool.config import Config
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.grades import GradeJob

LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
TOKEN = "the-access-token"


class Gradebook:
    """A platform's services, as strict as the specification allows, with a tool and a class at it."""

    def __init__(self, server: JsonServer, database_url: str) -> None:
        self.server = server
        config = Config(
            public_url="https://senda.example",
            secret_key="a secret that is only good for tests, nothing else",
            database_url=database_url,
            allow_private_hosts=True,
            log_level="ERROR",
        )
        self.runtime: Runtime = assemble(config)
        registration = Registration(
            issuer=server.origin,
            client_id="client-1",
            auth_login_url=f"{server.origin}/auth",
            auth_token_url=f"{server.origin}/token",
            jwks_url=f"{server.origin}/jwks",
            deployment_ids=("1",),
        )
        self.classroom: Classroom = make_classroom(
            self.runtime.database, server.origin, registration=registration
        )
        self.items: list[dict[str, Any]] = []
        self.scores: list[dict[str, Any]] = []
        server.answers.update(
            {
                "/token": self._token,
                "/lineitems": self._line_items,
                "/lineitems/1/lineitem/scores": self._scores,
                "/lineitems/1/lineitem/results": self._results,
            }
        )

    def student_finishes(self, scopes: tuple[str, ...] = SCOPES) -> None:
        """A student launches and takes the whole diagnostic; then the worker looks."""
        grades = GradeService(f"{self.server.origin}/lineitems", "", scopes)
        self.teacher = self.classroom.launch("teacher", Role.TEACHER, grades=grades).scope
        self.classroom.set_up()
        student = self.classroom.launch("student-1", grades=grades).scope
        self.classroom.begin(student)
        self.classroom.finish(student)
        self.teacher = self.classroom.launch("teacher", Role.TEACHER, grades=grades).scope
        send_grades(self.runtime, now=self.runtime.clock())

    def sent(self, path: str, method: str) -> list[tuple[dict[str, str], bytes]]:
        """Headers and bodies of the requests to an address."""
        return [
            (headers, body)
            for verb, url, headers, body in self.server.requests
            if urlsplit(url).path == path and verb == method
        ]

    def _token(self, handler: Any, body: bytes) -> None:
        granted = parse_qs(body.decode())["scope"][0]
        reply(handler, 200, {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600, "scope": granted})

    def _guarded(self, handler: Any, act: Callable[[], None]) -> None:
        if handler.headers.get("Authorization") == f"Bearer {TOKEN}":
            act()
        else:
            reply(handler, 401, {})

    def _line_items(self, handler: Any, body: bytes) -> None:
        def act() -> None:
            if handler.command == "GET":
                reply(handler, 200, self.items, {"Content-Type": LINE_ITEMS})
                return
            self.items.append({**json.loads(body), "id": f"{self.server.origin}/lineitems/1/lineitem"})
            reply(handler, 201, self.items[-1], {"Content-Type": LINE_ITEM})

        self._guarded(handler, act)

    def _scores(self, handler: Any, body: bytes) -> None:
        def act() -> None:
            self.scores.append(json.loads(body))
            reply(handler, 204)

        self._guarded(handler, act)

    def _results(self, handler: Any, body: bytes) -> None:
        found = [
            {"userId": s["userId"], "resultScore": s["scoreGiven"], "resultMaximum": s["scoreMaximum"]}
            for s in self.scores
        ]
        self._guarded(handler, lambda: reply(handler, 200, found, {"Content-Type": RESULTS}))


@pytest.fixture
def gradebook(database_url: str) -> Iterator[Gradebook]:
    server = JsonServer()
    made = Gradebook(server, database_url)
    yield made
    made.runtime.database.dispose()
    server.close()


def test_the_access_token_is_asked_for_with_a_signed_assertion(gradebook: Gradebook) -> None:
    gradebook.student_finishes()
    ((headers, body),) = gradebook.sent("/token", "POST")
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    assert form["grant_type"] == "client_credentials"
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    keys = jwt.PyJWKSet.from_dict(dict(gradebook.runtime.keyring.public_jwks(gradebook.runtime.clock())))
    kid = jwt.get_unverified_header(form["client_assertion"])["kid"]
    audience = f"{gradebook.server.origin}/token"
    claims = jwt.decode(form["client_assertion"], keys[kid], ["RS256"], audience=audience)
    assert claims["iss"] == claims["sub"] == "client-1"
    assert claims["exp"] > claims["iat"]
    assert claims["jti"]


def test_only_scopes_that_were_granted_are_asked_for(gradebook: Gradebook) -> None:
    granted = tuple(scope for scope in SCOPES if not scope.endswith("result.readonly"))
    gradebook.student_finishes(granted)
    ((_, body),) = gradebook.sent("/token", "POST")
    assert set(parse_qs(body.decode())["scope"][0].split()) == set(granted)


def test_the_tool_makes_the_line_item_itself_after_a_student_launch(gradebook: Gradebook) -> None:
    gradebook.student_finishes()
    ((headers, _),) = gradebook.sent("/lineitems", "GET")
    assert (headers["Accept"], headers["Authorization"]) == (LINE_ITEMS, f"Bearer {TOKEN}")
    ((headers, body),) = gradebook.sent("/lineitems", "POST")
    assert headers["Content-Type"] == LINE_ITEM
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    item = json.loads(body)
    assert item["label"] == "Fracciones"
    assert item["scoreMaximum"] == 100
    assert item["resourceLinkId"] == "link-C1"
    assert item["resourceId"]
    assert item["tag"]


def test_the_tool_posts_the_score(gradebook: Gradebook) -> None:
    gradebook.student_finishes()
    ((headers, _),) = gradebook.sent("/lineitems/1/lineitem/scores", "POST")
    assert headers["Content-Type"] == SCORE
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    (score,) = gradebook.scores
    assert (score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("student-1", 100.0, 100)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    assert re.fullmatch(moment, score["timestamp"])
    assert re.fullmatch(moment, score["submission"]["submittedAt"])
    assert score["submission"]["startedAt"] <= score["submission"]["submittedAt"] <= score["timestamp"]
    with gradebook.runtime.database.read() as session:
        assert session.scalars(select(GradeJob)).one().state == "sent"


def test_the_tool_reads_results(gradebook: Gradebook) -> None:
    gradebook.student_finishes()
    runtime, now = gradebook.runtime, gradebook.runtime.clock()
    with runtime.database.read() as session:
        activity = session.scalars(select(CourseActivity)).one().public_id
    ask_compare(runtime.database, gradebook.teacher, activity, now=now)
    assert compare_grades(runtime, gradebook.teacher, activity, now=now) == 1
    ((headers, _),) = gradebook.sent("/lineitems/1/lineitem/results", "GET")
    assert (headers["Accept"], headers["Authorization"]) == (RESULTS, f"Bearer {TOKEN}")


def test_a_score_is_not_sent_without_the_right(gradebook: Gradebook) -> None:
    gradebook.student_finishes(tuple(scope for scope in SCOPES if not scope.endswith("/score")))
    assert gradebook.server.requests == []


def test_the_line_item_of_the_launch_is_used(gradebook: Gradebook) -> None:
    gradebook.student_finishes(())
    grades = GradeService(
        f"{gradebook.server.origin}/lineitems", f"{gradebook.server.origin}/lineitems/1/lineitem", SCOPES
    )
    student = gradebook.classroom.launch("student-2", grades=grades).scope
    gradebook.classroom.begin(student)
    gradebook.classroom.finish(student)
    send_grades(gradebook.runtime, now=gradebook.runtime.clock())
    assert gradebook.sent("/lineitems", "POST") == []
    assert [score["userId"] for score in gradebook.scores] == ["student-2"]
