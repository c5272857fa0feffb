"""POST /lti/notices: what is taken, what is refused and with which words, on both databases."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from databases import KINDS, Databases
from fake_platform import ABSENT, CLAIM, FakePlatform, JsonServer, private_key, sign_bytes
from sqlalchemy import select
from tool_under_test import TOOL, Tool, started_tool
from werkzeug.test import TestResponse

from lti_tool.database.classes import LmsContext
from lti_tool.database.notices import Notice

COPY = "LtiContextCopyNotice"


@pytest.fixture(scope="module")
def server() -> Iterator[JsonServer]:
    started = JsonServer()
    yield started
    started.close()


@pytest.fixture(scope="module", params=KINDS)
def tool(request: pytest.FixtureRequest, databases: Databases, server: JsonServer) -> Iterator[Tool]:
    with started_tool(databases.make(request.param), server) as started:
        yield started


def claims(platform: FakePlatform, notice: dict[str, Any] | None = None, /, **changes: Any) -> dict[str, Any]:
    """What Canvas sends of a copy (https://canvas.instructure.com/doc/api/file.pns.html)."""
    now = int(time.time())
    told = {"id": str(uuid.uuid4()), "timestamp": "2026-09-01T08:00:00Z", "type": COPY, **(notice or {})}
    made: dict[str, Any] = {
        "iss": platform.issuer,
        "aud": platform.client_id,
        "azp": platform.client_id,
        "iat": now,
        "exp": now + 3600,
        "nonce": str(uuid.uuid4()),
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": platform.deployment_id,
        CLAIM + "notice": {name: value for name, value in told.items() if value is not ABSENT},
        CLAIM + "context": {"id": f"copy-{uuid.uuid4()}", "label": "M2", "title": "Mathematics 2"},
        CLAIM + "origin_contexts": ["course-1"],
    }
    for name, value in changes.items():
        full = CLAIM + name if CLAIM + name in made else name
        made[full] = value
        if value is ABSENT:
            del made[full]
    return made


def post(tool: Tool, *tokens: str) -> TestResponse:
    body = {"notices": [{"jwt": token} for token in tokens]}
    return tool.browser().post("/lti/notices", json=body, base_url=TOOL)


def send(tool: Tool, notice: dict[str, Any] | None = None, /, **changes: Any) -> TestResponse:
    return post(tool, tool.platform.sign(claims(tool.platform, notice, **changes)))


def kept(tool: Tool) -> list[Notice]:
    with tool.runtime.database.read() as session:
        return list(session.scalars(select(Notice).order_by(Notice.id)))


def only_refusal(response: TestResponse) -> str:
    assert response.json is not None
    assert response.json["taken"] == 0
    (refusal,) = response.json["refused"]
    assert refusal["error"]
    assert refusal["incident"]
    return str(refusal["code"])


class TestTaken:
    def test_a_copy(self, tool):
        before = len(kept(tool))
        response = send(tool, {"id": "n-1" + tool.runtime.database.url.get_backend_name()})
        assert (response.status_code, response.json) == (200, {"taken": 1, "refused": []})
        last = kept(tool)[-1]
        assert len(kept(tool)) == before + 1
        assert (last.kind, last.values, last.deployment_id) == (COPY, {"origins": ["course-1"]}, "1")
        assert last.sent_at is not None
        assert last.sent_at.isoformat() == "2026-09-01T08:00:00+00:00"

    def test_the_first_launch_of_a_copied_course_finds_its_notice(self, tool):
        send(tool, context={"id": "fresh-copy"})
        assert tool.launch(context={"id": "fresh-copy", "title": "Copy"}).status_code == 200
        with tool.runtime.database.read() as session:
            context = session.scalars(select(LmsContext).where(LmsContext.context_id == "fresh-copy")).one()
        assert context.origins == ["course-1"]

    def test_a_course_that_was_launched_before_is_told(self, tool):
        assert tool.launch(context={"id": "early-copy", "title": "Copy"}).status_code == 200
        send(tool, context={"id": "early-copy"})
        send(tool, context={"id": "early-copy"}, origin_contexts=["course-0"])
        with tool.runtime.database.read() as session:
            context = session.scalars(select(LmsContext).where(LmsContext.context_id == "early-copy")).one()
        assert context.origins == ["course-0", "course-1"]

    def test_the_same_course_of_another_platform_is_told_nothing(self, tool):
        assert tool.launch(context={"id": "same-name", "title": "Ours"}).status_code == 200
        foreign = tool.other.sign(claims(tool.other, context={"id": "same-name"}))
        assert post(tool, foreign).json == {"taken": 1, "refused": []}
        with tool.runtime.database.read() as session:
            context = session.scalars(select(LmsContext).where(LmsContext.context_id == "same-name")).one()
        assert context.origins == []

    def test_a_copy_from_a_file_names_no_origin(self, tool):
        assert send(tool, origin_contexts=ABSENT).json == {"taken": 1, "refused": []}
        assert kept(tool)[-1].values == {}

    @pytest.mark.parametrize("kind", ["LtiHelloWorldNotice", "LtiSomethingOfTomorrowNotice"])
    def test_other_kinds_are_kept_and_mean_nothing(self, tool, kind):
        account = {"id": "an-account", "type": ["Account"]}
        response = send(tool, {"type": kind}, context=account, origin_contexts=ABSENT)
        assert (response.status_code, response.json) == (200, {"taken": 1, "refused": []})
        assert kept(tool)[-1].kind == kind

    def test_an_unreadable_time_loses_nothing(self, tool):
        assert send(tool, {"timestamp": "yesterday"}).json == {"taken": 1, "refused": []}
        assert kept(tool)[-1].sent_at is None

    def test_a_notice_that_came_before_is_no_fault(self, tool):
        token = tool.platform.sign(claims(tool.platform))
        assert post(tool, token).json == {"taken": 1, "refused": []}
        before = len(kept(tool))
        again = post(tool, token, token)
        assert (again.status_code, again.json) == (200, {"taken": 0, "refused": []})
        assert len(kept(tool)) == before

    def test_two_platforms_may_use_one_id(self, tool):
        both = [p.sign(claims(p, {"id": "of-both"})) for p in (tool.platform, tool.other)]
        assert post(tool, *both).json == {"taken": 2, "refused": []}

    def test_a_bad_one_among_good_ones(self, tool):
        good = [tool.platform.sign(claims(tool.platform)) for _ in range(2)]
        old = tool.platform.sign(claims(tool.platform, iat=1_000, exp=2_000))
        response = post(tool, good[0], old, good[1])
        assert response.status_code == 200
        assert response.json is not None
        assert response.json["taken"] == 2
        assert [(one["notice"], one["code"]) for one in response.json["refused"]] == [(1, "token_expired")]


NOW = int(time.time())
# So far off that it is still the future when this file's turn comes.
TOMORROW = NOW + 24 * 3600
CLAIMS: list[tuple[str, dict[str, Any], str]] = [
    ("expired", {"iat": NOW - 3600, "exp": NOW - 3000}, "token_expired"),
    ("from the future", {"iat": TOMORROW, "exp": TOMORROW + 60}, "token_from_future"),
    ("without times", {"exp": ABSENT}, "token_times_missing"),
    ("wrong aud", {"aud": "client-of-another", "azp": ABSENT}, "platform_unknown"),
    ("aud a mapping", {"aud": {"client-1": 1}, "azp": ABSENT}, "platform_unknown"),
    ("aud of another beside our azp", {"aud": "client-of-another"}, "token_audience"),
    ("several aud without azp", {"aud": ["client-1", "x"], "azp": ABSENT}, "token_authorized_party"),
    ("unknown issuer", {"iss": "https://nobody.example"}, "platform_unknown"),
    ("issuer a list", {"iss": ["https://lms.example"]}, "platform_unknown"),
    ("unknown deployment", {"deployment_id": "77"}, "deployment_unknown"),
    ("deployment of another platform", {"deployment_id": "9"}, "deployment_unknown"),
    ("deployment missing", {"deployment_id": ABSENT}, "claim_deployment_id"),
    ("no version", {"version": ABSENT}, "claim_version"),
    ("wrong version", {"version": "1.1"}, "claim_version"),
    ("no notice: a launch's token", {"notice": ABSENT}, "claim_notice"),
    ("a copy of no course", {"context": ABSENT}, "claim_notice"),
    ("a copy of a course without id", {"context": {"title": "X"}}, "claim_notice"),
    ("origins no list", {"origin_contexts": "course-1"}, "claim_notice"),
    ("too many origins", {"origin_contexts": ["x"] * 101}, "claim_notice"),
]
NOTICES: list[tuple[str, dict[str, Any]]] = [
    ("id missing", {"id": ABSENT}),
    ("id too long", {"id": "x" * 256}),
    ("id a number", {"id": 7}),
    ("type missing", {"type": ABSENT}),
    ("type empty", {"type": " "}),
]


class TestRefused:
    @pytest.mark.parametrize(("changes", "code"), [case[1:] for case in CLAIMS], ids=[c[0] for c in CLAIMS])
    def test_claims(self, tool, changes, code):
        before = len(kept(tool))
        response = send(tool, **changes)
        assert only_refusal(response) == code
        assert 400 <= response.status_code < 500
        assert len(kept(tool)) == before

    @pytest.mark.parametrize("notice", [case[1] for case in NOTICES], ids=[c[0] for c in NOTICES])
    def test_the_notice_itself(self, tool, notice):
        assert only_refusal(send(tool, notice)) == "claim_notice"

    def test_signed_by_another_platform(self, tool):
        token = tool.other.sign(claims(tool.platform))
        assert only_refusal(post(tool, token)) == "token_kid_unknown"

    def test_signed_by_a_stranger_under_a_known_key_id(self, tool):
        payload = json.dumps(claims(tool.platform)).encode()
        token = sign_bytes(payload, {"kid": tool.platform.kid}, private_key(2))
        assert only_refusal(post(tool, token)) == "token_signature"

    def test_not_signed(self, tool):
        token = sign_bytes(json.dumps(claims(tool.platform)).encode(), {"kid": "key-1"}, "", "none")
        assert only_refusal(post(tool, token)) == "token_algorithm"

    def test_duplicate_json_keys_in_the_token(self, tool):
        text = json.dumps(claims(tool.platform))
        token = tool.platform.sign((text[:-1] + ', "iss": "https://other.example"}').encode())
        assert only_refusal(post(tool, token)) == "token_duplicate_key"

    @pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "ñ.ñ.ñ", "e30.e30.e30"])
    def test_no_token(self, tool, token):
        response = post(tool, token)
        assert only_refusal(response) in ("token_malformed", "platform_unknown")
        assert 400 <= response.status_code < 500

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html><body>Bad gateway</body></html>",
            b"[]",
            b'{"notices": []}',
            b'{"notices": "x"}',
            b'{"notices": [7]}',
            b'{"notices": [{"jwt": 7}]}',
            b'{"notices": [], "notices": [{"jwt": "x"}]}',
            b'{"notices": ' + b"[" * 50_000,
            b"\xff\xfe",
            json.dumps({"notices": [{"jwt": "x"}] * 101}).encode(),
        ],
        ids=["empty", "HTML", "a list", "none", "a text", "numbers", "jwt a number", "duplicate JSON keys", "nested without end", "not UTF-8", "too many"],
    )
    def test_bodies(self, tool, body):
        response = tool.browser().post(
            "/lti/notices", data=body, content_type="application/json", base_url=TOOL
        )
        assert response.status_code == 400
        assert only_refusal(response) == "notices_malformed"

    def test_ten_megabytes(self, tool):
        response = tool.browser().post(
            "/lti/notices", data=b" " * 10_000_000, content_type="application/json", base_url=TOOL
        )
        assert response.status_code == 413
        assert response.headers["X-Senda-Error"] == "too_large"

    def test_a_form_is_no_notice(self, tool):
        response = tool.browser().post("/lti/notices", data={"notices": "x"}, base_url=TOOL)
        assert only_refusal(response) == "notices_malformed"

    def test_only_by_post(self, tool):
        assert tool.browser().get("/lti/notices", base_url=TOOL).status_code == 405

    def test_keys_that_cannot_be_fetched_are_worth_a_second_try(self, tool, server):
        hidden = FakePlatform(server, name=f"hidden-{uuid.uuid4()}", number=2, kid="hidden-key")
        tool.register(hidden)
        del server.answers[hidden.jwks_path]
        batch = [hidden.sign(claims(hidden)), tool.platform.sign(claims(tool.platform))]
        response = post(tool, *batch)
        assert response.status_code == 502
        assert response.json is not None
        assert response.json["taken"] == 1
        hidden.publish()
        again = post(tool, *batch)
        assert (again.status_code, again.json) == (200, {"taken": 1, "refused": []})
