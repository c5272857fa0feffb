"""What tests may do to a platform: let it fail, restart it, move its clock, fill its courses."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_family import Classroom, classroom

from lti_tool.demo.context import Failure
from lti_tool.demo.people import CourseRole
from lti_tool.demo.settings import PlatformSettings


def test_three_families_run_side_by_side(tmp_path: Path, tool_key: rsa.RSAPrivateKey) -> None:
    with (
        classroom("generic", tmp_path, tool_key) as generic,
        classroom("moodle", tmp_path, tool_key) as moodle,
        classroom("canvas", tmp_path, tool_key) as canvas,
    ):
        rooms = (generic, moodle, canvas)
        assert [room.launch("11")["iss"] for room in rooms] == [room.settings.public_url for room in rooms]
        moodle.add([{"type": "ltiResourceLink"}])
        assert [len(room.links()) for room in rooms] == [1, 2, 1]


def test_the_next_calls_fail_as_told(anywhere: Classroom) -> None:
    token = anywhere.token()
    anywhere.platform.fail_next(2, 429, retry_after=7)
    for _ in range(2):
        refused = anywhere.members(token=token)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
    assert anywhere.members(token=token).status_code == 200
    anywhere.platform.fail_next(1)
    down = requests.post(anywhere.settings.token_url, timeout=10)
    assert (down.status_code, "Retry-After" in down.headers) == (503, False)


def test_a_call_may_be_late(generic: Classroom) -> None:
    token = generic.token()
    generic.platform.fail_next(1, 0, seconds=1.0)
    with pytest.raises(requests.Timeout):
        requests.get(generic.settings.memberships_url("101"), headers={"Authorization": f"Bearer {token}"}, timeout=0.2)
    time.sleep(1)
    assert generic.members(token=token).status_code == 200


def test_trouble_is_decided_call_by_call(generic: Classroom) -> None:
    item, token = generic.create(), generic.token()
    generic.platform.trouble = lambda name: Failure(500) if name == "GET roster.memberships" else None
    try:
        assert generic.members(token=token).status_code == 500
        assert generic.call("GET", item["id"], "application/vnd.ims.lis.v2.lineitem+json", token=token).status_code == 200
    finally:
        generic.platform.trouble = None


def test_calls_are_counted_also_those_that_fail(generic: Classroom) -> None:
    token = generic.token()
    before = generic.platform.calls["GET roster.memberships"]
    generic.platform.fail_next(1)
    generic.members(token=token)
    generic.members(token=token)
    assert generic.platform.calls["GET roster.memberships"] - before == 2


def test_a_restart_refuses_connections_and_keeps_everything(generic: Classroom) -> None:
    token = generic.token()
    seen: list[str] = []

    def knock() -> None:
        while len(seen) < 200 and "back" not in seen:
            try:
                answer = generic.members(token=token)
                seen.append("back" if "away" in seen else str(answer.status_code))
            except requests.ConnectionError:
                seen.append("away")
            time.sleep(0.02)

    knocking = threading.Thread(target=knock)
    knocking.start()
    generic.platform.restart(0.5)
    knocking.join()
    assert "away" in seen
    assert seen[-1] == "back"
    assert generic.launch("11")["sub"] == "11"


def test_tokens_can_be_revoked(generic: Classroom) -> None:
    token = generic.token()
    generic.platform.revoke_tokens()
    try:
        assert generic.members(token=token).status_code == 401
    finally:
        generic.kept_token = ""


def test_people_come_and_go(tmp_path: Path, tool_key: rsa.RSAPrivateKey) -> None:
    with classroom("generic", tmp_path, tool_key, page_size=500) as room:
        added = room.platform.add_people("101", 1200)
        assert len(set(added)) == 1200
        first = room.members()
        assert len(first.json()["members"]) == 500
        count, answer = 500, first
        while "next" in answer.links:
            answer = room.call("GET", answer.links["next"]["url"], first.headers["Content-Type"].partition(";")[0])
            count += len(answer.json()["members"])
        assert count == 1200 + 26
        assert "Y 1164 personas más" in room.browser("1").get("/", headers={"Accept-Language": "es"}).text
        room.platform.expel("101", added[0])
        assert room.browser("2").get("/courses/101").status_code == 200
        assert room.platform.campus.courses["101"].role(added[0]) is CourseRole.VISITOR
        room.platform.enrol("101", added[1], CourseRole.TEACHER)
        assert room.launch(added[1])["sub"] == added[1]


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="generic, moodle, canvas"):
        PlatformSettings(family="sakai")
