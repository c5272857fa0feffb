"""Copies of courses: new links with the old parameters, their history, and notices to who listens."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
import pytest
import requests
from demo_family import Classroom
from demo_tool import AGS, LTI

from lti_tool.demo import notices
from lti_tool.demo.people import CourseRole
from lti_tool.demo.platform import create_platform, platform_of
from lti_tool.demo.scopes import NOTICES_SCOPE, NRPS_SCOPE

NOTICES = LTI + "platformnotificationservice"
COPY = "LtiContextCopyNotice"
ITEM: dict[str, Any] = {
    "type": "ltiResourceLink", "title": "Tema", "custom": {"kind": "diagnostic"},
    "lineItem": {"scoreMaximum": 10, "resourceId": "r9", "tag": "t9"},
}  # fmt: skip


def _copy(room: Classroom, course_id: str = "101", subject: str = "2", **form: str) -> str:
    before = set(room.platform.campus.courses)
    answer = room.browser(subject, course_id).post(f"/courses/{course_id}/copy", form)
    assert answer.status_code == 200, answer.text
    (made,) = set(room.platform.campus.courses) - before
    return made


def _listen(room: Classroom, handler: str | None = None, **body: Any) -> requests.Response:
    url = room.launch("2")[NOTICES]["platform_notification_service_url"]
    handler = f"{room.tool.url}/notices" if handler is None else handler
    sent = {"notice_type": COPY, "handler": handler, **body}
    return room.call("PUT", url, json=sent, token=body.pop("token", None))


def test_a_copy_has_new_links_with_the_old_parameters(anywhere: Classroom) -> None:
    placement = "assignment_selection" if anywhere.settings.family == "canvas" else ""
    (link,) = anywhere.add([ITEM], placement=placement)
    old = anywhere.launch("2", link_id=link.id)
    anywhere.score(old[AGS]["lineitem"])
    course_id = _copy(anywhere, users="yes")
    course = anywhere.platform.campus.courses[course_id]
    copied = next(one for one in course.links if one.history[:1] == (link.id,))
    assert copied.id not in {one.id for one in anywhere.links()}
    new = anywhere.launch("11", course_id, copied.id)
    assert new[LTI + "custom"]["kind"] == "diagnostic"
    assert new[LTI + "custom"]["context_history"] == "101"
    told = new[LTI + "custom"]["link_history"]
    assert told == ("$ResourceLink.id.history" if anywhere.settings.family == "moodle" else link.id)
    assert new[AGS]["lineitem"] != old[AGS]["lineitem"]
    item = anywhere.call("GET", new[AGS]["lineitem"], "application/vnd.ims.lis.v2.lineitem+json").json()
    assert (item["resourceId"], item["tag"]) == ("r9", "t9")
    assert anywhere.results(new[AGS]["lineitem"]) == []
    assert "Copia de un curso" in anywhere.browser("1").get("/").text


def test_a_copy_of_a_copy_names_the_nearest_first(anywhere: Classroom) -> None:
    first = _copy(anywhere, users="yes")
    second = _copy(anywhere, first, users="yes")
    link = anywhere.platform.campus.courses[second].links[0]
    custom = anywhere.launch("2", second, link.id)[LTI + "custom"]
    assert custom["context_history"] == f"{first},101"
    assert link.history == (anywhere.platform.campus.courses[first].links[0].id, "1001")


def test_people_come_along_or_not(anywhere: Classroom) -> None:
    alone = anywhere.platform.campus.courses[_copy(anywhere)]
    assert (alone.students, alone.assistants, alone.teachers) == ((), (), ("2",))
    by_office = anywhere.platform.campus.courses[_copy(anywhere, subject="1", users="yes")]
    assert by_office.role("11") is CourseRole.STUDENT
    assert by_office.role("1") is CourseRole.VISITOR


def test_only_teachers_and_administrators_copy(anywhere: Classroom) -> None:
    before = set(anywhere.platform.campus.courses)
    for subject in ("11", "4"):
        browser = anywhere.browser(subject)
        assert browser.get("/courses/101/copy").status_code == 403
        assert browser.post("/courses/101/copy", {}).status_code == 403
    assert anywhere.browser("2").get("/courses/101/copy").status_code == 200
    assert set(anywhere.platform.campus.courses) == before


def test_what_was_made_is_there_after_a_new_start(generic: Classroom) -> None:
    (link,) = generic.add([ITEM])
    course_id = _copy(generic, users="yes")
    added = generic.platform.add_people("101", 3)
    generic.platform.expel("102", "42")
    again = platform_of(create_platform(generic.settings))
    assert again.campus.courses[course_id] == generic.platform.campus.courses[course_id]
    assert link in again.campus.courses["101"].links
    assert all(again.campus.courses["101"].role(subject) is CourseRole.STUDENT for subject in added)
    assert again.campus.courses["102"].role("42") is CourseRole.VISITOR
    assert again.key.kid == generic.platform.key.kid


@pytest.fixture(params=["generic", "canvas"])
def noticed(request: pytest.FixtureRequest) -> Classroom:
    """A family that has notices."""
    found: Classroom = request.getfixturevalue(request.param)
    return found


def test_a_copy_is_told_to_who_listens(noticed: Classroom) -> None:
    assert _listen(noticed).json() == {"notice_type": COPY, "handler": f"{noticed.tool.url}/notices"}
    noticed.tool.notices.clear()
    course_id = _copy(noticed)
    (body,) = noticed.tool.notices
    (notice,) = body["notices"]
    keys = requests.get(noticed.settings.jwks_url, timeout=10).json()["keys"]
    claims = jwt.decode(
        notice["jwt"], jwt.PyJWK(keys[0]), algorithms=["RS256"], audience=noticed.settings.client_id
    )
    assert claims["iss"] == noticed.settings.issuer
    assert claims[LTI + "notice"].keys() == {"id", "timestamp", "type"}
    assert claims[LTI + "notice"]["type"] == COPY
    assert claims[LTI + "context"]["id"] == course_id
    assert claims[LTI + "origin_contexts"] == ["101"]
    assert claims[LTI + "version"] == "1.3.0"
    assert claims[LTI + "deployment_id"] == noticed.settings.deployment_id
    assert not {"sub", LTI + "message_type"} & claims.keys()
    _listen(noticed, "")


def test_the_same_notice_may_come_twice(noticed: Classroom) -> None:
    _listen(noticed)
    noticed.tool.notices.clear()
    _copy(noticed)
    notice = noticed.platform.notices[-1]
    assert notices.send(noticed.platform, notice) == 200
    assert notice.statuses == [200, 200]
    first, second = (
        jwt.decode(body["notices"][0]["jwt"], options={"verify_signature": False})
        for body in noticed.tool.notices
    )
    assert first[LTI + "notice"] == second[LTI + "notice"]
    assert first["nonce"] != second["nonce"]
    _listen(noticed, "")


def test_an_answer_that_is_no_200_and_silence_are_kept_and_not_retried(noticed: Classroom) -> None:
    _listen(noticed)
    noticed.tool.notice_status = 500
    _copy(noticed)
    assert noticed.platform.notices[-1].statuses == [500]
    noticed.tool.notice_status = 200
    _listen(noticed, "")


class _Slow(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


def test_a_listener_that_hangs_up_is_noted(generic: Classroom) -> None:
    server = HTTPServer(("localhost", 0), _Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        tool = generic.platform.tools.builtin
        notice = notices.Notice("x", tool, f"http://localhost:{server.server_port}/", {})
        assert notices.send(generic.platform, notice) == 0
    finally:
        server.shutdown()
        server.server_close()


def test_who_asks_for_it_is_greeted(noticed: Classroom) -> None:
    noticed.tool.notices.clear()
    assert _listen(noticed, notice_type="LtiHelloWorldNotice").status_code == 200
    end = time.monotonic() + 10
    while not noticed.tool.notices and time.monotonic() < end:
        time.sleep(0.05)
    (body,) = noticed.tool.notices
    claims = jwt.decode(body["notices"][0]["jwt"], options={"verify_signature": False})
    assert claims[LTI + "notice"]["type"] == "LtiHelloWorldNotice"
    assert LTI + "origin_contexts" not in claims
    _listen(noticed, "", notice_type="LtiHelloWorldNotice")


def test_handlers_are_listed_replaced_and_removed(noticed: Classroom) -> None:
    claim = noticed.launch("2")[NOTICES]
    assert claim["notice_types_supported"] == ["LtiHelloWorldNotice", COPY]
    assert claim["service_versions"] == ["1.0"]
    url = claim["platform_notification_service_url"]
    _listen(noticed)
    _listen(noticed, f"{noticed.tool.url}/other")
    listed = noticed.call("GET", url).json()
    assert listed["client_id"] == noticed.settings.client_id
    assert listed["deployment_id"] == noticed.settings.deployment_id
    assert listed["notice_handlers"] == [{"handler": f"{noticed.tool.url}/other", "notice_type": COPY}]
    assert _listen(noticed, "").status_code == 200
    assert noticed.call("GET", url).json()["notice_handlers"] == []
    noticed.tool.notices.clear()
    _copy(noticed)
    assert noticed.tool.notices == []


def test_wrong_handlers_are_refused(noticed: Classroom) -> None:
    assert _listen(noticed, "https://elsewhere.example/notices").status_code == 400
    assert _listen(noticed, handler=None, notice_type="LtiOtherNotice").status_code == 400
    url = noticed.launch("2")[NOTICES]["platform_notification_service_url"]
    assert noticed.call("PUT", url, json={"notice_type": COPY}).status_code == 400
    assert noticed.call("PUT", url, data="x").status_code == 415
    assert noticed.call("GET", url, token=noticed.token(NRPS_SCOPE)).status_code == 403
    assert noticed.call("GET", f"{url}9", token=noticed.token(NOTICES_SCOPE)).status_code == 404
